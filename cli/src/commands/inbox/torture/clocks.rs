//! Clocks that disagree: events signed an hour and ten days from now. What is older than the window waits for a replay.

use super::{
    Args, Ground,
    load::{Load, Mark, Plan},
    report::{Clocks, Report},
    scenarios::Scenario,
    victims::Victims,
};
use crate::output::UsageError;
use autosend_webhooks_inbox::{Filter, Status};
use std::time::Duration;
use tokio::time::sleep;

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let victims = Victims::start(ground, u32::MAX).await?;
    let plan = Plan { name: "clocks", deliveries: Some(args.deliveries), is_off: true, ..Plan::default() };
    let mut load = Load::start(victims.ports(), plan, ground.seed);
    while !load.is_done() {
        ground.say(&format!("{} of {} accepted", load.accepted(), args.deliveries));
        sleep(Duration::from_millis(100)).await;
    }
    let sent = load.finish().await;
    ground.settle(|| async { Ok(()) }).await?;
    let times = ground.effects.times().await?;
    let old: Vec<_> = sent.accepted.iter().filter(|(_, mark)| **mark == Mark::Expired).collect();
    let processed_unasked = old.iter().filter(|(digest, _)| times.contains_key(&digest[..])).count();
    replay(ground).await?;
    let unfinished = ground.settle(|| async { Ok(()) }).await?;
    victims.end().await;
    let mut report = Report::of(ground, Scenario::Clocks, &sent, unfinished).await?;
    report.expect(processed_unasked == 0, || format!("{processed_unasked} old events were processed unasked"));
    report.more.clocks = Some(Clocks { old: old.len(), processed_unasked });
    Ok(report)
}

/// Has processed what was kept from the workers, as `inbox replay --status expired` does.
async fn replay(ground: &Ground<'_>) -> Result<(), UsageError> {
    let filter = Filter { status: Some(Status::Expired), ..Filter::default() };
    let expired = ground.store.list(&filter, usize::MAX).await.map_err(|error| super::super::wrong(&error))?;
    let seqs: Vec<i64> = expired.iter().map(|summary| summary.seq).collect();
    ground.store.replay(&seqs).await.map_err(|error| super::super::wrong(&error))?;
    Ok(())
}
