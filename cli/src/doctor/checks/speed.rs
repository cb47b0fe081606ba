//! How long a receiver takes.

use crate::doctor::{
    finding::Finding,
    harness::{Harness, Provider, ReceiverResponse, Wanted},
};
use autosend_webhooks::provider::MAX_CONCURRENT_DELIVERIES;
use std::time::Duration;

/// What takes longer has done the work before the response, or is far away.
const PROMPT: Duration = Duration::from_secs(1);

/// The best of them counts: a machine that was busy at one moment says nothing about the receiver.
const ROUNDS: usize = 3;

pub fn in_time<P: Provider>(harness: &Harness<P>) -> Finding {
    responds_promptly(harness, 1)
}

pub fn parallel<P: Provider>(harness: &Harness<P>) -> Finding {
    responds_promptly(harness, MAX_CONCURRENT_DELIVERIES)
}

fn responds_promptly<P: Provider>(harness: &Harness<P>, deliveries: usize) -> Finding {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let responses = harness.send_together((0..deliveries).map(|_| harness.genuine()));
        if let Some(response) = responses.iter().find(|response| !response.is(Wanted::Accepted)) {
            return Finding::failed(format!("Answered {response}."));
        }
        best = best.min(slowest(&responses));
        if best < PROMPT {
            return Finding::passed(format!("Answered after {} ms.", best.as_millis()));
        }
    }
    Finding::undecided(format!(
        "Answered after {:.1} s: in time, but it seems to work before it answers, which may be too much one day.",
        best.as_secs_f64()
    ))
}

fn slowest(responses: &[ReceiverResponse]) -> Duration {
    responses.iter().map(|response| response.time).max().unwrap_or_default()
}
