//! Two processes that are killed and frozen under load.

use super::{
    Args, Ground,
    load::{Load, Plan},
    report::Report,
    scenarios::Scenario,
    victims::Victims,
};
use crate::output::UsageError;
use std::time::Instant;

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let mut victims = Victims::start(ground, u32::MAX).await?;
    let load = Load::start(victims.ports(), Plan { name: "kills", ..Plan::default() }, ground.seed);
    let until = Instant::now() + args.time();
    while Instant::now() < until && args.kills.is_none_or(|kills| victims.kills() < kills) {
        victims.strike().await?;
        ground.say(&format!("{} kills, {} accepted", victims.kills(), load.accepted()));
    }
    victims.heal().await?;
    let sent = load.finish().await;
    let unfinished = ground.settle(|| async { Ok(()) }).await?;
    let report = Report::of(ground, Scenario::Kills, &sent, unfinished).await?.of_victims(&victims);
    victims.end().await;
    Ok(report)
}
