//! How long a receiver takes.

use crate::doctor::{
    finding::Finding,
    lab::{Answer, Lab, Wanted},
};
use autosend_webhooks::provider::DELIVERIES_AT_ONCE;
use std::time::Duration;

/// What takes longer has done the work before the answer, or is far away.
const AT_ONCE: Duration = Duration::from_secs(1);

/// The best of them counts: a machine that was busy at one moment says nothing about the receiver.
const ROUNDS: usize = 3;

pub fn in_time(lab: &Lab) -> Finding {
    answers_at_once(lab, 1)
}

pub fn parallel(lab: &Lab) -> Finding {
    answers_at_once(lab, DELIVERIES_AT_ONCE)
}

fn answers_at_once(lab: &Lab, deliveries: usize) -> Finding {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let answers = lab.send_together((0..deliveries).map(|_| lab.genuine()));
        if let Some(answer) = answers.iter().find(|answer| !answer.is(Wanted::Accepted)) {
            return Finding::failed(format!("Answered {answer}."));
        }
        best = best.min(slowest(&answers));
        if best < AT_ONCE {
            return Finding::passed(format!("Answered after {} ms.", best.as_millis()));
        }
    }
    Finding::undecided(format!(
        "Answered after {:.1} s: in time, but it seems to work before it answers, which may be too much one day.",
        best.as_secs_f64()
    ))
}

fn slowest(answers: &[Answer]) -> Duration {
    answers.iter().map(|answer| answer.time).max().unwrap_or_default()
}
