//! Deliveries that come again.
//!
//! From outside, a receiver that silently drops a repeat looks like one that processes it twice. So only an answer that
//! differs from the first one passes, and an equal one stays undecided.

use crate::doctor::{
    finding::Finding,
    lab::{Answer, Lab, Wanted},
};
use autosend_webhooks::{DELIVERY_ID_HEADER, TIMESTAMP_HEADER, unix_millis};
use std::time::SystemTime;

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
