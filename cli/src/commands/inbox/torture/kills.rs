//! Two processes that are killed and frozen under load, or the servers of their store.

use super::{
    Args, Ground,
    load::{Load, Plan},
    report::Report,
    scenarios::Scenario,
    servers::Servers,
    victims::Victims,
};
use crate::output::UsageError;
use std::time::Instant;

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let mut victims = Victims::start(ground, u32::MAX).await?;
    let mut servers = Servers::new(&args.kill_server, ground.seed);
    let load = Load::start(victims.ports(), Plan { name: "kills", ..Plan::default() }, ground.seed);
    let until = Instant::now() + args.time();
    let mut kills = 0;
    while Instant::now() < until && args.kills.is_none_or(|most| kills < most) {
        if servers.are_killed() {
            servers.strike(&load).await?;
        } else {
            victims.strike().await?;
        }
        kills = victims.kills() + servers.kills();
        ground.say(&format!("{kills} kills, {} accepted", load.accepted()));
    }
    // Whoever was only left without a server goes on by itself.
    if !servers.are_killed() {
        victims.heal().await?;
    }
    let sent = load.finish().await;
    let unfinished = ground.settle(|| async { Ok(()) }).await?;
    let mut report = Report::of(ground, Scenario::Kills, &sent, unfinished).await?.of_victims(&victims);
    report.kills += servers.kills();
    victims.end().await;
    Ok(report)
}
