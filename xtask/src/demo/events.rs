//! What a receiver has to accept: every event, in both generations of the body.

use anyhow::Result;
use sdkgen::Model;

use super::{Answer, Harness};

/// One event in one generation.
pub struct Case {
    pub name: String,
    event: String,
    generation: u8,
}

impl Case {
    pub fn run(&self, harness: &Harness) -> Result<Answer> {
        harness.emulator.send(&harness.webhook, &self.event, self.generation)
    }
}

/// All events in the current generation, then all in the first.
pub fn all() -> Result<impl Iterator<Item = Case>> {
    let types: Vec<String> = Model::builtin()?.events.into_iter().map(|event| event.event_type.to_string()).collect();
    Ok([2, 1].into_iter().flat_map(move |generation| {
        let case = |event: String| {
            let name = if generation == 2 { event.clone() } else { format!("{event}, first generation") };
            Case { name, event, generation }
        };
        types.clone().into_iter().map(case).collect::<Vec<_>>()
    }))
}
