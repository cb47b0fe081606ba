//! What a receiver has to accept: every event, in both generations of the body.

use anyhow::Result;

use super::{Answer, Lab};

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
    event: &'static str,
    generation: u8,
}

impl Case {
    pub fn run(&self, lab: &Lab) -> Result<Answer> {
        lab.emulator.send(&lab.webhook, self.event, self.generation)
    }
}

/// All events in the current generation, then all in the first.
pub fn all() -> impl Iterator<Item = Case> {
    [2, 1].into_iter().flat_map(|generation| {
        TYPES.into_iter().map(move |event| {
            let name = if generation == 2 { event.to_owned() } else { format!("{event}, first generation") };
            Case { name, event, generation }
        })
    })
}
