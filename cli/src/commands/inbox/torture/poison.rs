//! Deliveries whose handler kills its process: dead letters after their attempts, and nothing else is.

use super::{
    Args, Ground,
    flaws::Flaw,
    load::{Load, Mark, Plan},
    report::{Poison, Report},
    scenarios::Scenario,
    victims::Victims,
};
use crate::output::UsageError;
use autosend_webhooks_inbox::{Filter, Status};
use std::{collections::HashSet, time::Duration};
use tokio::{sync::Mutex, time::sleep};

/// How often a delivery is tried.
const ATTEMPTS: u32 = 4;

pub async fn run(args: &Args, ground: &Ground<'_>) -> Result<Report, UsageError> {
    let attempts = if ground.without == Some(Flaw::Attempts) { u32::MAX } else { ATTEMPTS };
    let victims = Mutex::new(Victims::start(ground, attempts).await?);
    let plan = Plan { name: "poison", deliveries: Some(args.deliveries), is_poisoned: true, ..Plan::default() };
    let mut load = Load::start(victims.lock().await.ports(), plan, ground.seed);
    while !load.is_done() {
        victims.lock().await.revive().await?;
        ground.say(&format!("{} of {} accepted", load.accepted(), args.deliveries));
        sleep(Duration::from_millis(20)).await;
    }
    let sent = load.finish().await;
    let unfinished = ground.settle(|| async { victims.lock().await.revive().await }).await?;
    let victims = victims.into_inner();
    let mut report = Report::of(ground, Scenario::Poison, &sent, unfinished).await?.of_victims(&victims);
    victims.end().await;
    let poisoned = sent.accepted.iter().filter(|(_, mark)| **mark == Mark::Poisoned).map(|(digest, _)| &digest[..]);
    let poisoned: HashSet<&[u8]> = poisoned.collect();
    let letters = dead(ground).await?;
    let dead = letters.iter().filter(|digest| poisoned.contains(&digest[..])).count();
    let found = Poison { poisoned: poisoned.len(), dead, wrongly_dead: letters.len() - dead };
    report.expect(dead == found.poisoned, || format!("{dead} of {} poisoned are dead letters", found.poisoned));
    report.expect(found.wrongly_dead == 0, || format!("{} others are dead letters", found.wrongly_dead));
    report.more.poison = Some(found);
    Ok(report)
}

/// The digests of all dead letters.
async fn dead(ground: &Ground<'_>) -> Result<Vec<Vec<u8>>, UsageError> {
    let filter = Filter { status: Some(Status::Dead), ..Filter::default() };
    let dead = ground.store.list(&filter, usize::MAX).await.map_err(|error| super::super::wrong(&error))?;
    let mut digests = Vec::new();
    for summary in dead {
        let found = ground.store.find(summary.seq).await.map_err(|error| super::super::wrong(&error))?;
        digests.extend(found.map(|stored| stored.digest));
    }
    Ok(digests)
}
