//! Deliveries that come again.
//!
//! From outside, a receiver that silently drops a repeat looks like one that processes it twice. So only a response that
//! differs from the first one passes, and an equal one stays undecided.

use crate::doctor::{
    finding::Finding,
    harness::{Harness, ReceiverResponse, Wanted},
};
use autosend_webhooks::{DELIVERY_ID_HEADER, TIMESTAMP_HEADER, unix_millis};
use std::time::{Duration, SystemTime};

/// Before the memory of any receiver begins that keeps deliveries for as long as the provider asks for.
const LONG_AGO: Duration = Duration::from_hours(3 * 24);

/// Answers that come that much earlier were not waiting for another.
const NOTICEABLE: Duration = Duration::from_millis(50);

pub fn retry(harness: &Harness) -> Finding {
    let original = harness.genuine();
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let later = unix_millis(SystemTime::now()).to_string();
    let second = harness.send(original.with(TIMESTAMP_HEADER, later));
    if !second.is_success() {
        Finding::failed(format!(
            "Answered {second} to the repeat: AutoSend takes that for a failure and sends it again."
        ))
    } else if second.recognises(&first) {
        Finding::passed(format!("Answered {second} to the repeat."))
    } else {
        same_response(&second)
    }
}

pub fn replay(harness: &Harness) -> Finding {
    let original = harness.genuine();
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    after_replay(&harness.send(harness.replayed(&original)), &first)
}

/// What a response to a replay shows.
pub fn after_replay(second: &ReceiverResponse, first: &ReceiverResponse) -> Finding {
    if is_recognised(second, first) {
        Finding::passed(format!("Answered {second} to the replay."))
    } else if second.is_success() {
        same_response(second)
    } else {
        Finding::failed(format!("Answered {second} to the replay."))
    }
}

pub fn burnt_id(harness: &Harness) -> Finding {
    let captured = harness.genuine();
    let first = harness.send(captured.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let next = harness.genuine();
    let id = next.header(DELIVERY_ID_HEADER).unwrap_or_default().to_vec();
    let replay = harness.send(harness.replayed(&captured).with(DELIVERY_ID_HEADER, id));
    let genuine = harness.send(next);
    if !genuine.is(Wanted::Accepted) || genuine.recognises(&first) {
        Finding::failed(format!("Answered {genuine} to a new delivery, after a replay had used its id."))
    } else if is_recognised(&replay, &first) {
        Finding::passed(format!("Answered {replay} to the replay, and {genuine} to the delivery that has its id."))
    } else {
        same_response(&replay)
    }
}

pub fn reused_id(harness: &Harness) -> Finding {
    let original = harness.genuine();
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let id = original.header(DELIVERY_ID_HEADER).unwrap_or_default().to_vec();
    after_reuse(&harness.send(harness.genuine().with(DELIVERY_ID_HEADER, id)), &first)
}

/// What a response to a new event under a known id shows.
pub fn after_reuse(second: &ReceiverResponse, first: &ReceiverResponse) -> Finding {
    let seen = format!("Answered {second} to another event under the id of the first.");
    let processed = second.is(Wanted::Accepted) && !second.recognises(first);
    if processed { Finding::passed(seen) } else { Finding::failed(seen) }
}

/// Refusing is as good against replays, and AutoSend has long given up on such an event.
pub fn expired(harness: &Harness) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    let created = humantime::format_rfc3339_micros(SystemTime::now() - LONG_AGO).to_string();
    let response = harness.send(harness.signed(Harness::body_created_at(&created)));
    let seen = format!("Answered {response} to an event that was created three days ago.");
    if response.says_expired() || response.is(Wanted::Refused) {
        Finding::passed(seen)
    } else if response.is_success() && !response.says_duplicate() {
        Finding::undecided(format!("{seen} Whether it remembers that long can't be seen from outside."))
    } else {
        Finding::failed(seen)
    }
}

pub fn at_work(harness: &Harness) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    let request = harness.genuine();
    let mut responses = harness.send_together([request.clone(), request]);
    // The one that acknowledges a new delivery comes first.
    let is_first = |response: &ReceiverResponse| response.is(Wanted::Accepted) && !response.says_duplicate();
    responses.sort_by_key(|response| !is_first(response));
    let (first, repeat) = (&responses[0], &responses[1]);
    let seen = format!("Answered {first} and {repeat} to the same delivery, sent twice at once.");
    if !is_first(first) {
        Finding::failed(seen)
    } else if !repeat.is_success() {
        Finding::passed(seen)
    } else if !repeat.says_duplicate() {
        same_response(repeat)
    } else if repeat.time + NOTICEABLE < first.time {
        let early = first.time.saturating_sub(repeat.time).as_millis();
        Finding::failed(format!("{seen} The repeat was acknowledged {early} ms before the first was done."))
    } else {
        Finding::passed(seen)
    }
}

/// An attack may be refused as well.
fn is_recognised(repeat: &ReceiverResponse, first: &ReceiverResponse) -> bool {
    repeat.is(Wanted::Refused) || repeat.recognises(first)
}

pub fn not_accepted(first: &ReceiverResponse) -> Finding {
    Finding::undecided(format!("Answered {first} to the first delivery already, so repeating it shows nothing."))
}

pub fn same_response(second: &ReceiverResponse) -> Finding {
    Finding::undecided(format!(
        "Answered {second} as it did the first time: whether it was processed twice can't be seen from outside."
    ))
}
