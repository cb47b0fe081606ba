//! Deliveries that come again.
//!
//! From outside, a receiver that silently drops a repeat looks like one that processes it twice. So only an answer that
//! differs from the first one passes, and an equal one stays undecided.

use crate::doctor::{
    finding::Finding,
    lab::{Answer, Lab, Wanted},
};
use autosend_webhooks::{DELIVERY_ID_HEADER, TIMESTAMP_HEADER, unix_millis};
use std::time::{Duration, SystemTime};

/// Before the memory of any receiver begins that keeps deliveries for as long as the provider asks for.
const LONG_AGO: Duration = Duration::from_hours(3 * 24);

/// Answers that come that much earlier were not waiting for another.
const NOTICEABLE: Duration = Duration::from_millis(50);

pub fn retry(lab: &Lab) -> Finding {
    let original = lab.genuine();
    let first = lab.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let later = unix_millis(SystemTime::now()).to_string();
    let second = lab.send(original.with(TIMESTAMP_HEADER, later));
    if !second.is_success() {
        Finding::failed(format!(
            "Answered {second} to the repeat: AutoSend takes that for a failure and sends it again."
        ))
    } else if second.recognises(&first) {
        Finding::passed(format!("Answered {second} to the repeat."))
    } else {
        same_answer(&second)
    }
}

pub fn replay(lab: &Lab) -> Finding {
    let original = lab.genuine();
    let first = lab.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let second = lab.send(lab.replayed(&original));
    if is_recognised(&second, &first) {
        Finding::passed(format!("Answered {second} to the replay."))
    } else if second.is_success() {
        same_answer(&second)
    } else {
        Finding::failed(format!("Answered {second} to the replay."))
    }
}

pub fn burnt_id(lab: &Lab) -> Finding {
    let captured = lab.genuine();
    let first = lab.send(captured.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let next = lab.genuine();
    let id = next.header(DELIVERY_ID_HEADER).unwrap_or_default().to_vec();
    let replay = lab.send(lab.replayed(&captured).with(DELIVERY_ID_HEADER, id));
    let genuine = lab.send(next);
    if !genuine.is(Wanted::Accepted) || genuine.recognises(&first) {
        Finding::failed(format!("Answered {genuine} to a new delivery, after a replay had used its id."))
    } else if is_recognised(&replay, &first) {
        Finding::passed(format!("Answered {replay} to the replay, and {genuine} to the delivery that has its id."))
    } else {
        same_answer(&replay)
    }
}

pub fn reused_id(lab: &Lab) -> Finding {
    let original = lab.genuine();
    let first = lab.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let id = original.header(DELIVERY_ID_HEADER).unwrap_or_default().to_vec();
    let second = lab.send(lab.genuine().with(DELIVERY_ID_HEADER, id));
    let seen = format!("Answered {second} to another event under the id of the first.");
    let processed = second.is(Wanted::Accepted) && !second.recognises(&first);
    if processed { Finding::passed(seen) } else { Finding::failed(seen) }
}

/// Refusing is as good against replays, and AutoSend has long given up on such an event.
pub fn expired(lab: &Lab) -> Finding {
    if let Some(finding) = lab.nothing_to_compare() {
        return finding;
    }
    let created = humantime::format_rfc3339_micros(SystemTime::now() - LONG_AGO).to_string();
    let answer = lab.send(lab.signed(Lab::body_created_at(&created)));
    let seen = format!("Answered {answer} to an event that was created three days ago.");
    if answer.says_expired() || answer.is(Wanted::Refused) {
        Finding::passed(seen)
    } else if answer.is_success() && !answer.says_duplicate() {
        Finding::undecided(format!("{seen} Whether it remembers that long can't be seen from outside."))
    } else {
        Finding::failed(seen)
    }
}

pub fn at_work(lab: &Lab) -> Finding {
    if let Some(finding) = lab.nothing_to_compare() {
        return finding;
    }
    let request = lab.genuine();
    let mut answers = lab.send_together([request.clone(), request]);
    // The one that acknowledges a new delivery comes first.
    let is_first = |answer: &Answer| answer.is(Wanted::Accepted) && !answer.says_duplicate();
    answers.sort_by_key(|answer| !is_first(answer));
    let (first, repeat) = (&answers[0], &answers[1]);
    let seen = format!("Answered {first} and {repeat} to the same delivery, sent twice at once.");
    if !is_first(first) {
        Finding::failed(seen)
    } else if !repeat.is_success() {
        Finding::passed(seen)
    } else if !repeat.says_duplicate() {
        same_answer(repeat)
    } else if repeat.time + NOTICEABLE < first.time {
        let early = first.time.saturating_sub(repeat.time).as_millis();
        Finding::failed(format!("{seen} The repeat was acknowledged {early} ms before the first was done."))
    } else {
        Finding::passed(seen)
    }
}

/// An attack may be refused as well.
fn is_recognised(repeat: &Answer, first: &Answer) -> bool {
    repeat.is(Wanted::Refused) || repeat.recognises(first)
}

fn not_accepted(first: &Answer) -> Finding {
    Finding::undecided(format!("Answered {first} to the first delivery already, so repeating it shows nothing."))
}

fn same_answer(second: &Answer) -> Finding {
    Finding::undecided(format!(
        "Answered {second} as it did the first time: whether it was processed twice can't be seen from outside."
    ))
}
