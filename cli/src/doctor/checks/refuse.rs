//! What a receiver has to refuse.

use crate::{
    client::Request,
    doctor::{
        check::{OVERSIZED, TOO_FAR_AHEAD, TOO_OLD},
        finding::Finding,
        lab::{Lab, PLAIN_EVENT, Wanted},
    },
};
use autosend_webhooks::{
    DELIVERY_ID_HEADER, EVENT_HEADER, Generation, SIGNATURE_HEADER, Signature, TIMESTAMP_HEADER, unix_millis,
};
use autosend_webhooks_emulator::json;
use reqwest::Method;
use std::time::SystemTime;

/// What unset variables turn into. The empty key stands for itself: HMAC pads keys with zero bytes, so a single one
/// signs as the empty key does.
const GUESSABLE: [&str; 6] = ["\0", "undefined", "null", "None", "secret", "whsec_"];

pub fn unsigned(lab: &Lab) -> Finding {
    lab.expect(
        Wanted::Refused,
        [
            ("a request without a signature", lab.genuine().without(SIGNATURE_HEADER)),
            ("an empty signature", lab.genuine().with(SIGNATURE_HEADER, "")),
        ],
    )
}

pub fn forged(lab: &Lab) -> Finding {
    let forged = |signature: String| lab.genuine().with(SIGNATURE_HEADER, signature);
    lab.expect(
        Wanted::Refused,
        [
            ("a signature of zeros", forged("0".repeat(64))),
            ("a made-up signature", forged("0123456789abcdef".repeat(4))),
            ("the signature of another body", forged(lab.secret().sign(b"{}").to_string())),
        ],
    )
}

pub fn malformed_signature(lab: &Lab) -> Finding {
    let changed = |change: &dyn Fn(&[u8]) -> Vec<u8>| {
        let request = lab.genuine();
        let signature = change(request.header(SIGNATURE_HEADER).unwrap_or_default());
        request.with(SIGNATURE_HEADER, signature)
    };
    lab.expect(
        Wanted::Refused,
        [
            ("half of the right signature", changed(&|right| right[..right.len() / 2].to_vec())),
            ("its first digit", changed(&|right| right[..1].to_vec())),
            ("the right signature and two more digits", changed(&|right| [right, b"00"].concat())),
            ("letters that are no digits", changed(&|right| vec![b'z'; right.len()])),
            ("bytes that are no ASCII", changed(&|right| vec![0xE9; right.len()])),
        ],
    )
}

pub fn wrong_secret(lab: &Lab) -> Finding {
    let other = format!("whsec_{}", &lab.secret().sign(b"another secret").to_string()[..32]);
    signed_with(lab, [("the signature of another secret", other.as_str())])
}

pub fn guessable_secret(lab: &Lab) -> Finding {
    let cases = GUESSABLE.map(|guess| (if guess == "\0" { "an empty secret" } else { guess }, guess));
    // The receiver's own secret may be one of them, in a test.
    signed_with(lab, cases.into_iter().filter(|(_, guess)| *guess != lab.secret_text()))
}

fn signed_with<'a>(lab: &Lab, secrets: impl IntoIterator<Item = (&'a str, &'a str)>) -> Finding {
    let request = |key: &str| {
        let body = body(lab);
        let signature = Signature::with_key(key.as_bytes(), body.as_bytes()).to_string();
        lab.signed(body).with(SIGNATURE_HEADER, signature)
    };
    lab.expect(Wanted::Refused, secrets.into_iter().map(|(what, key)| (what, request(key))))
}

pub fn tampered(lab: &Lab) -> Finding {
    let swapped = change_body(lab, |body| body.replacen(PLAIN_EVENT.as_str(), "email.clicked", 1));
    let swapped = swapped.with(EVENT_HEADER, "email.clicked");
    lab.expect(
        Wanted::Refused,
        [
            ("another event type", swapped),
            ("an added field", change_body(lab, |body| body.replacen('{', r#"{"admin":true,"#, 1))),
            ("a changed letter", change_body(lab, |body| body.replace('@', "%"))),
        ],
    )
}

pub fn truncated(lab: &Lab) -> Finding {
    lab.expect(
        Wanted::Refused,
        [
            ("half of the body", change_body(lab, |body| body[..body.len() / 2].to_owned())),
            ("a body without its last byte", change_body(lab, |body| body[..body.len() - 1].to_owned())),
            ("no body", change_body(lab, |_| String::new())),
        ],
    )
}

pub fn reprinted(lab: &Lab) -> Finding {
    lab.expect(
        Wanted::Refused,
        [
            ("a body with spaces added", change_body(lab, |body| json::pretty(&body))),
            ("a body with a newline at its end", change_body(lab, |body| body + "\n")),
        ],
    )
}

pub fn stale(lab: &Lab) -> Finding {
    sent_at(lab, SystemTime::now() - TOO_OLD)
}

pub fn future(lab: &Lab) -> Finding {
    sent_at(lab, SystemTime::now() + TOO_FAR_AHEAD)
}

fn sent_at(lab: &Lab, time: SystemTime) -> Finding {
    let stamped = |number: i64| lab.genuine().with(TIMESTAMP_HEADER, number.to_string());
    let millis = unix_millis(time);
    lab.expect(
        Wanted::Refused,
        [("a timestamp in milliseconds", stamped(millis)), ("a timestamp in seconds", stamped(millis / 1000))],
    )
}

pub fn broken_timestamp(lab: &Lab) -> Finding {
    let stamped = |text: &str| lab.genuine().with(TIMESTAMP_HEADER, text);
    let now = unix_millis(SystemTime::now());
    lab.expect(
        Wanted::Refused,
        [
            ("no timestamp", lab.genuine().without(TIMESTAMP_HEADER)),
            ("an empty one", stamped("")),
            ("a word", stamped("now")),
            ("NaN", stamped("NaN")),
            ("a negative one", stamped(&format!("-{now}"))),
            ("a number and a word", stamped(&format!("{now}ms"))),
        ],
    )
}

pub fn no_delivery_id(lab: &Lab) -> Finding {
    lab.expect(
        Wanted::Refused,
        [
            ("a request without a delivery id", lab.genuine().without(DELIVERY_ID_HEADER)),
            ("an empty delivery id", lab.genuine().with(DELIVERY_ID_HEADER, "")),
        ],
    )
}

pub fn event_mismatch(lab: &Lab) -> Finding {
    if let Some(finding) = lab.nothing_to_compare() {
        return finding;
    }
    let answer = lab.send(lab.genuine().with(EVENT_HEADER, "contact.deleted"));
    if answer.is(Wanted::Refused) {
        Finding::passed(format!("Answered {answer}."))
    } else if answer.is_success() {
        Finding::undecided(format!("Answered {answer}: from outside it can't be told which of the two it believes."))
    } else {
        Finding::failed(format!("Answered {answer}."))
    }
}

pub fn wrong_method(lab: &Lab) -> Finding {
    let get = Request { method: Method::GET, headers: Vec::new(), body: Vec::new() };
    let put = Request { method: Method::PUT, ..lab.genuine() };
    lab.expect(Wanted::Refused, [("GET", get), ("PUT with a signed delivery", put)])
}

/// A receiver may end the connection instead of reading on.
pub fn oversized(lab: &Lab) -> Finding {
    if let Some(finding) = lab.nothing_to_compare() {
        return finding;
    }
    let filler = format!(r#"{{"subject":"{}"}}"#, "a".repeat(OVERSIZED));
    let answer = lab.send(lab.signed(lab.body_with(PLAIN_EVENT.as_str(), Generation::Current, &filler)));
    let still_there = lab.send(lab.genuine());
    if !still_there.is(Wanted::Accepted) {
        Finding::failed(format!("Answered {answer}, and then {still_there} to a genuine delivery."))
    } else if answer.is(Wanted::Refused) || answer.is_closed() {
        Finding::passed(format!("Answered {answer}."))
    } else {
        Finding::failed(format!("Answered {answer}."))
    }
}

fn body(lab: &Lab) -> String {
    lab.body(PLAIN_EVENT, Generation::Current)
}

/// A genuine delivery whose body was changed after signing.
fn change_body(lab: &Lab, change: impl FnOnce(String) -> String) -> Request {
    let original = body(lab);
    let request = lab.signed(original.clone());
    Request { body: change(original).into_bytes(), ..request }
}
