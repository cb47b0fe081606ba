//! What a receiver has to accept: every event, in both generations of the body.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Answer, Expected, Lab};
use crate::workspace;

const TYPES: [&str; 14] = [
    "email.sent",
    "email.delivered",
    "email.deferred",
    "email.bounced",
    "email.opened",
    "email.clicked",
    "email.spam_reported",
    "email.unsubscribed",
    "email.group_unsubscribed",
    "email.group_resubscribed",
    "email.received",
    "contact.created",
    "contact.updated",
    "contact.deleted",
];

/// One event in one generation.
pub struct Case {
    pub name: String,
    pub expected: Expected,
    event: &'static str,
    generation: u8,
}

impl Case {
    pub fn run(&self, lab: &Lab) -> Result<Answer> {
        lab.sender.send(self.event, self.generation, self.borrowed_data()?, &lab.url)
    }

    /// Five types came after the first generation, so there is no sample of them in its form. In its envelope their
    /// data is that of the current one.
    fn borrowed_data(&self) -> Result<Option<Vec<u8>>> {
        let payload = |generation: &str| {
            workspace::root().join(format!("tests/vectors/payloads/{generation}/{}.json", self.event))
        };
        if self.generation == 2 || payload("first").exists() {
            return Ok(None);
        }
        let path = payload("current");
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let body: Value = serde_json::from_slice(&text)?;
        Ok(Some(serde_json::to_vec(&body["data"])?))
    }
}

/// All events in the current generation, then all in the first.
pub fn all() -> impl Iterator<Item = Case> {
    [2, 1].into_iter().flat_map(|generation| {
        TYPES.into_iter().map(move |event| {
            let name = if generation == 2 { event.to_owned() } else { format!("{event}, first generation") };
            Case { name, expected: Expected::New, event, generation }
        })
    })
}
