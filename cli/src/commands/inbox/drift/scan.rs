//! Stored deliveries, compared with the catalog.

use super::known::{Kind, Unknown, unknown};
use autosend_webhooks_inbox::{InboxError, Recent, Store};
use serde::Serialize;
use std::collections::HashMap;

/// As many bodies are asked for at once.
const PAGE: usize = 500;
/// As many different findings are kept; of more only the number is.
const MOST: usize = 1000;

/// Something that the catalog does not know, and how often it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: Kind,
    #[serde(rename = "type")]
    pub event_type: String,
    /// Where it is; empty for a type.
    pub member: String,
    /// What it looks like: letters and digits of a value are replaced.
    pub sample: String,
    /// Deliveries.
    pub count: u64,
    /// The newest one, and when it was received, Unix milliseconds.
    pub seq: i64,
    pub received: i64,
}

/// What was compared, and what was found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Deliveries that were compared.
    pub compared: u64,
    /// The most frequent first.
    pub findings: Vec<Finding>,
    /// Findings that are not listed, since there are too many different ones.
    pub left_out: u64,
}

/// Looks at deliveries, the newest first, each once.
#[derive(Default)]
pub struct Scan {
    found: HashMap<Unknown, Finding>,
    compared: u64,
    left_out: u64,
    /// The newest one that was looked at.
    newest: Option<i64>,
}

impl Scan {
    /// One that looks only at what comes from now on.
    pub async fn from_now(store: &dyn Store) -> Result<Self, InboxError> {
        let newest = store.recent(0, i64::MAX, 1).await?.first().map_or(0, |one| one.seq);
        Ok(Self { newest: Some(newest), ..Self::default() })
    }

    /// Looks at what came since the last time and was received since then, Unix milliseconds: the newest `limit`. `told` gets the
    /// number of each page.
    pub async fn advance(
        &mut self,
        store: &dyn Store,
        since: i64,
        limit: usize,
        mut told: impl FnMut(usize),
    ) -> Result<(), InboxError> {
        let (mut left, mut before, last) = (limit, i64::MAX, self.newest.unwrap_or(0));
        while left > 0 {
            let page = store.recent(since, before, PAGE.min(left)).await?;
            let read = page.len();
            let fresh: Vec<Recent> = page.into_iter().take_while(|one| one.seq > last).collect();
            for one in &fresh {
                self.take(one);
            }
            told(fresh.len());
            match fresh.last() {
                Some(oldest) if fresh.len() == read => before = oldest.seq,
                _ => break,
            }
            left -= read;
        }
        Ok(())
    }

    fn take(&mut self, one: &Recent) {
        self.compared += 1;
        self.newest = self.newest.max(Some(one.seq));
        for (unknown, sample) in unknown(&one.event_type, &one.body) {
            if self.found.len() >= MOST && !self.found.contains_key(&unknown) {
                self.left_out += 1;
                continue;
            }
            let new = Finding {
                kind: unknown.kind,
                event_type: unknown.event_type.clone(),
                member: unknown.member.clone(),
                sample,
                count: 0,
                seq: one.seq,
                received: one.received,
            };
            let finding = self.found.entry(unknown).or_insert(new);
            finding.count += 1;
            if one.seq > finding.seq {
                (finding.seq, finding.received) = (one.seq, one.received);
            }
        }
    }

    /// How many findings there were of a kind, and how many deliveries were compared.
    pub fn count(&self, kind: Kind) -> u64 {
        self.found.values().filter(|finding| finding.kind == kind).map(|finding| finding.count).sum()
    }

    pub fn report(&self) -> Report {
        let mut findings: Vec<_> = self.found.values().cloned().collect();
        findings.sort_by(|a, b| {
            b.count
                .cmp(&a.count)
                .then_with(|| (&a.event_type, &a.member, &a.sample).cmp(&(&b.event_type, &b.member, &b.sample)))
        });
        Report { compared: self.compared, findings, left_out: self.left_out }
    }
}
