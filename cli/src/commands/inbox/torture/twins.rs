//! Each delivery to two receivers at once, among twins, replays and ids that are used again; nobody dies.

use super::{
    Args, Ground,
    load::{Load, Plan},
    report::Report,
    scenarios::Scenario,
    victims::Victims,
};
use crate::output::UsageError;
use std::time::Duration;
use tokio::time::sleep;

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let victims = Victims::start(ground, u32::MAX).await?;
    let plan = Plan { name: "twins", deliveries: Some(args.deliveries), ..Plan::default() };
    let mut load = Load::start(victims.ports(), plan, ground.seed);
    while !load.is_done() {
        ground.say(&format!("{} of {} accepted", load.accepted(), args.deliveries));
        sleep(Duration::from_millis(100)).await;
    }
    let sent = load.finish().await;
    let unfinished = ground.settle(|| async { Ok(()) }).await?;
    victims.end().await;
    let mut report = Report::of(ground, Scenario::Twins, &sent, unfinished).await?;
    // Where nobody dies there is nothing to refuse: not a lock, not a deadlock.
    report.expect(sent.refused == 0, || format!("{} requests were refused", sent.refused));
    Ok(report)
}
