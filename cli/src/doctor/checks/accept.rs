//! What a receiver has to accept.

use crate::{
    client::Request,
    doctor::{
        check::{AHEAD, OLD, filled},
        finding::Finding,
        lab::{Lab, Wanted},
    },
};
use autosend_webhooks::{EventType, Generation, TIMESTAMP_HEADER, unix_millis};
use std::time::SystemTime;

pub fn current_events(lab: &Lab) -> Finding {
    every_event(lab, Generation::Current)
}

pub fn first_events(lab: &Lab) -> Finding {
    every_event(lab, Generation::First)
}

fn every_event(lab: &Lab, generation: Generation) -> Finding {
    let case = |event: &EventType| {
        let request = lab.signed(lab.body(*event, generation));
        let seconds = (unix_millis(SystemTime::now()) / 1000).to_string();
        (
            event.as_str(),
            if generation == Generation::First { request.with(TIMESTAMP_HEADER, seconds) } else { request },
        )
    };
    lab.expect(Wanted::Accepted, EventType::ALL.iter().map(case))
}

pub fn tolerance(lab: &Lab) -> Finding {
    let at = |time| lab.genuine().with(TIMESTAMP_HEADER, unix_millis(time).to_string());
    let (old, ahead) = (filled("one that is {old} old"), filled("one that is {ahead} ahead"));
    let now = SystemTime::now();
    lab.expect(Wanted::Accepted, [(&*old, at(now - OLD)), (&*ahead, at(now + AHEAD))])
}

pub fn unknown_event(lab: &Lab) -> Finding {
    let event = |name| lab.signed(lab.body_with(name, Generation::Current, r#"{"emailId":"1"}"#));
    let odd = lab.signed(lab.body_with("sms.sent", Generation::Current, "[1,2]"));
    lab.expect(
        Wanted::Accepted,
        [("email.dropped", event("email.dropped")), ("sms.sent with an array as its data", odd)],
    )
}

pub fn extra_fields(lab: &Lab) -> Finding {
    let body = lab.body(EventType::ContactCreated, Generation::Current);
    let around = body.replacen('{', r#"{"apiVersion":3,"links":{"self":null},"#, 1);
    let body = lab.body(EventType::EmailBounced, Generation::Current);
    let within = body.replacen(r#""data":{"#, r#""data":{"plan":{"seats":5},"tags":["a",null],"#, 1);
    let value = body.replacen(r#""bounceType":"Permanent""#, r#""bounceType":"Undecided""#, 1);
    lab.expect(
        Wanted::Accepted,
        [
            ("unknown fields beside the data", lab.signed(around)),
            ("unknown fields in the data", lab.signed(within)),
            ("an unknown value", lab.signed(value)),
        ],
    )
}

pub fn non_ascii(lab: &Lab) -> Finding {
    let subject = |text: &str| contact(lab, &format!(r#""name":"{text}""#));
    lab.expect(
        Wanted::Accepted,
        [
            ("Latin letters with accents", subject("Zoë Ångström")),
            ("Chinese, Arabic and emoji", subject("王小明 \u{645}\u{631}\u{62d}\u{628}\u{627} 👩🏽‍🚀")),
            ("separators that JavaScript takes for line ends", subject("a\u{2028}b\u{2029}c\u{feff}")),
        ],
    )
}

pub fn numbers(lab: &Lab) -> Finding {
    let number = |text: &str| contact(lab, &format!(r#""score":{text}"#));
    lab.expect(Wanted::Accepted, ["1.0", "1e3", "-0", "0.10", "9007199254740993"].map(|text| (text, number(text))))
}

pub fn escapes(lab: &Lab) -> Finding {
    let fields = |text: &str| contact(lab, text);
    let spaced = lab.body(EventType::ContactDeleted, Generation::Current).replacen('{', "{ ", 1) + "\n";
    lab.expect(
        Wanted::Accepted,
        [
            ("letters written as escapes", fields(r#""name":"Zo\u00eb""#)),
            ("escaped slashes", fields(r#""site":"https:\/\/example.com""#)),
            ("keys that look like numbers", fields(r#""b":1,"10":2,"9":3"#)),
            ("a repeated key", fields(r#""plan":"a","plan":"b""#)),
            ("white space", lab.signed(spaced)),
        ],
    )
}

/// A new contact with custom properties.
fn contact(lab: &Lab, properties: &str) -> Request {
    let data = format!(r#"{{"contactId":"69145e84a1b2c3d4e5f60201","email":"ada@example.org",{properties}}}"#);
    lab.signed(lab.body_with("contact.created", Generation::Current, &data))
}
