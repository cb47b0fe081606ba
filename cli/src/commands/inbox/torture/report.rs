//! What became of every delivery.

use super::{
    Ground,
    flaws::Flaw,
    load::{Mark, Sent},
    scenarios::Scenario,
    victims::Victims,
};
use crate::output::UsageError;
use serde::Serialize;
use std::{collections::HashMap, fmt::Write as _, time::Duration};

/// The outcome of one scenario.
#[derive(Debug, Serialize)]
pub struct Report {
    pub scenario: Scenario,
    pub store: String,
    pub without: Option<Flaw>,
    pub seed: u64,
    pub seconds: f64,
    pub kills: u32,
    pub freezes: u32,
    /// Deliveries that were answered 200.
    pub accepted: usize,
    pub requests: u64,
    /// Requests that were not answered 200.
    pub refused: u64,
    pub effects: usize,
    pub lost: usize,
    pub twice: usize,
    pub unfinished: i64,
    #[serde(flatten)]
    pub more: More,
    /// What must not be, in words; empty if all is well.
    pub faults: Vec<String>,
}

/// What only some scenarios count.
#[derive(Debug, Default, Serialize)]
pub struct More {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poison: Option<Poison>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clocks: Option<Clocks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stuck_key: Option<StuckKey>,
}

#[derive(Debug, Serialize)]
pub struct Poison {
    pub poisoned: usize,
    /// Dead letters that were poisoned.
    pub dead: usize,
    /// Dead letters that were not.
    pub wrongly_dead: usize,
}

#[derive(Debug, Serialize)]
pub struct Clocks {
    /// Signed longer ago than the window.
    pub old: usize,
    /// Of these, how many were processed without being replayed.
    pub processed_unasked: usize,
}

#[derive(Debug, Serialize)]
pub struct StuckKey {
    /// Deliveries behind the key.
    pub backlog: usize,
    /// Of other keys, per second, beside the backlog and without one: medians of rounds in turn.
    pub beside: f64,
    pub alone: f64,
    /// The first as a share of the second.
    pub share: f64,
}

impl Report {
    /// Compares what was accepted with what was done.
    pub async fn of(ground: &Ground<'_>, scenario: Scenario, sent: &Sent, unfinished: i64) -> Result<Self, UsageError> {
        let times: HashMap<Vec<u8>, usize> = ground.effects.times().await?;
        let done = |digest: &[u8; 32]| times.contains_key(&digest[..]);
        let lost = sent.accepted.iter().filter(|(digest, mark)| **mark != Mark::Poisoned && !done(digest)).count();
        let mut report = Self {
            accepted: sent.accepted.len(),
            requests: sent.requests,
            refused: sent.refused,
            effects: times.values().sum(),
            lost,
            twice: times.values().filter(|times| **times > 1).count(),
            unfinished,
            ..Self::empty(ground, scenario)
        };
        report.expect(report.lost == 0, || format!("{lost} accepted deliveries were lost"));
        let twice = report.twice;
        report.expect(twice == 0, || format!("{twice} deliveries were processed twice"));
        report.expect(unfinished == 0, || format!("{unfinished} deliveries are not finished"));
        Ok(report)
    }

    pub fn empty(ground: &Ground<'_>, scenario: Scenario) -> Self {
        Self {
            scenario,
            store: ground.engine.address(),
            without: ground.without,
            seed: ground.seed,
            seconds: ground.start.elapsed().as_secs_f64(),
            kills: 0,
            freezes: 0,
            accepted: 0,
            requests: 0,
            refused: 0,
            effects: 0,
            lost: 0,
            twice: 0,
            unfinished: 0,
            more: More::default(),
            faults: Vec::new(),
        }
    }

    /// Notes a fault where something does not hold.
    pub fn expect(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(fault());
        }
    }

    pub fn of_victims(mut self, victims: &Victims) -> Self {
        (self.kills, self.freezes) = (victims.kills(), victims.freezes());
        self
    }

    /// For people.
    pub fn describe(&self) -> String {
        let Self { store, kills, freezes, accepted, requests, refused, effects, lost, twice, unfinished, .. } = self;
        let name = clap::ValueEnum::to_possible_value(&self.scenario);
        let name = name.as_ref().map_or("", |value| value.get_name());
        let time = Duration::from_secs_f64(self.seconds);
        let mut text = format!("{name}: {store}, {:.0} s, seed {}\n", time.as_secs_f64(), self.seed);
        if let Some(StuckKey { backlog, beside, alone, share }) = &self.more.stuck_key {
            let _ = writeln!(
                text,
                "  {backlog} behind a stuck key: other keys at {beside:.0}/s, without them {alone:.0}/s, {:.0} %",
                100.0 * share
            );
        } else {
            let _ = writeln!(
                text,
                "  {kills} deaths, {freezes} freezes; {accepted} deliveries answered 200, in {requests} requests, {refused} refused\n  \
                 {effects} effects: {lost} lost, {twice} done twice, {unfinished} unfinished"
            );
        }
        if let Some(Poison { poisoned, dead, wrongly_dead }) = &self.more.poison {
            let _ = writeln!(text, "  {dead} of {poisoned} poisoned are dead letters, and {wrongly_dead} others");
        }
        if let Some(Clocks { old, processed_unasked }) = &self.more.clocks {
            let _ =
                writeln!(text, "  {old} older than the window, {processed_unasked} of them processed before a replay");
        }
        for fault in &self.faults {
            let _ = writeln!(text, "  {}{fault}{:#}", crate::output::BAD, crate::output::BAD);
        }
        text
    }
}
