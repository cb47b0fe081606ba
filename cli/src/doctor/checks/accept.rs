//! What a receiver has to accept.

use crate::{
    client::Request,
    doctor::{
        finding::Finding,
        harness::Harness,
        limits::{AHEAD, OLD, filled},
    },
};
use autosend_webhooks::{EventType, Generation, TIMESTAMP_HEADER, unix_millis};
use std::time::SystemTime;

pub fn current_events(harness: &Harness) -> Finding {
    every_event(harness, Generation::Current)
}

pub fn first_events(harness: &Harness) -> Finding {
    every_event(harness, Generation::First)
}

fn every_event(harness: &Harness, generation: Generation) -> Finding {
    let case = |event: &EventType| {
        let request = harness.signed(harness.body(*event, generation));
        let seconds = (unix_millis(SystemTime::now()) / 1000).to_string();
        (
            event.as_str(),
            if generation == Generation::First { request.with(TIMESTAMP_HEADER, seconds) } else { request },
        )
    };
    harness.accepts(EventType::ALL.iter().map(case))
}

pub fn tolerance(harness: &Harness) -> Finding {
    let at = |time| harness.genuine().with(TIMESTAMP_HEADER, unix_millis(time).to_string());
    let (old, ahead) = (filled("one that is {old} old"), filled("one that is {ahead} ahead"));
    let now = SystemTime::now();
    harness.accepts([(&*old, at(now - OLD)), (&*ahead, at(now + AHEAD))])
}

pub fn unknown_event(harness: &Harness) -> Finding {
    let event = |name| harness.signed(harness.body_with(name, Generation::Current, r#"{"emailId":"1"}"#));
    let odd = harness.signed(harness.body_with("sms.sent", Generation::Current, "[1,2]"));
    harness.accepts([("email.dropped", event("email.dropped")), ("sms.sent with an array as its data", odd)])
}

pub fn extra_fields(harness: &Harness) -> Finding {
    let body = harness.body(EventType::ContactCreated, Generation::Current);
    let around = body.replacen('{', r#"{"apiVersion":3,"links":{"self":null},"#, 1);
    let body = harness.body(EventType::EmailBounced, Generation::Current);
    let within = body.replacen(r#""data":{"#, r#""data":{"plan":{"seats":5},"tags":["a",null],"#, 1);
    let value = body.replacen(r#""bounceType":"Permanent""#, r#""bounceType":"Undecided""#, 1);
    harness.accepts([
        ("unknown fields beside the data", harness.signed(around)),
        ("unknown fields in the data", harness.signed(within)),
        ("an unknown value", harness.signed(value)),
    ])
}

pub fn non_ascii(harness: &Harness) -> Finding {
    let subject = |text: &str| contact(harness, &format!(r#""name":"{text}""#));
    harness.accepts([
        ("Latin letters with accents", subject("Zoë Ångström")),
        ("Chinese, Arabic and emoji", subject("王小明 \u{645}\u{631}\u{62d}\u{628}\u{627} 👩🏽‍🚀")),
        ("separators that JavaScript takes for line ends", subject("a\u{2028}b\u{2029}c\u{feff}")),
    ])
}

pub fn numbers(harness: &Harness) -> Finding {
    let number = |text: &str| contact(harness, &format!(r#""score":{text}"#));
    harness.accepts(["1.0", "1e3", "-0", "0.10", "9007199254740993"].map(|text| (text, number(text))))
}

pub fn escapes(harness: &Harness) -> Finding {
    let fields = |text: &str| contact(harness, text);
    let spaced = harness.body(EventType::ContactDeleted, Generation::Current).replacen('{', "{ ", 1) + "\n";
    harness.accepts([
        ("letters written as escapes", fields(r#""name":"Zo\u00eb""#)),
        ("escaped slashes", fields(r#""site":"https:\/\/example.com""#)),
        ("keys that look like numbers", fields(r#""b":1,"10":2,"9":3"#)),
        ("a repeated key", fields(r#""plan":"a","plan":"b""#)),
        ("white space", harness.signed(spaced)),
    ])
}

/// A new contact with custom properties.
fn contact(harness: &Harness, properties: &str) -> Request {
    let data = format!(r#"{{"contactId":"69145e84a1b2c3d4e5f60201","email":"ada@example.org",{properties}}}"#);
    harness.signed(harness.body_with("contact.created", Generation::Current, &data))
}
