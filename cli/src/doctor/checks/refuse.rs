//! What a receiver has to refuse.

use crate::{
    client::Request,
    doctor::{
        finding::Finding,
        harness::{Exact, Harness, PLAIN_EVENT, Wanted},
        limits::{OVERSIZED, TOO_FAR_AHEAD, TOO_OLD},
    },
};
use autosend_webhooks::{
    DELIVERY_ID_HEADER, EVENT_HEADER,
    ErrorCode::{
        self, BodyTooLarge, EventMismatch, MalformedSignature, MalformedTimestamp, MissingDeliveryId, MissingSignature,
        MissingTimestamp, SignatureMismatch, TimestampInFuture, TimestampTooOld,
    },
    Generation, SIGNATURE_HEADER, Signature, TIMESTAMP_HEADER, unix_millis,
};
use autosend_webhooks_emulator::json;
use reqwest::Method;
use std::time::SystemTime;

/// What unset variables turn into. The empty key stands for itself: HMAC pads keys with zero bytes, so a single one
/// signs as the empty key does.
const GUESSABLE: [&str; 6] = ["\0", "undefined", "null", "None", "secret", "whsec_"];

/// What a method that is not POST is refused with.
const NO_SUCH_METHOD: Exact = Exact::Status(405);

pub fn unsigned(harness: &Harness) -> Finding {
    harness.expect(
        Wanted::Refused,
        [
            ("a request without a signature", harness.genuine().without(SIGNATURE_HEADER), MissingSignature),
            ("an empty signature", harness.genuine().with(SIGNATURE_HEADER, ""), MissingSignature),
        ],
    )
}

pub fn forged(harness: &Harness) -> Finding {
    let forged = |signature: String| harness.genuine().with(SIGNATURE_HEADER, signature);
    harness.expect(
        Wanted::Refused,
        [
            ("a signature of zeros", forged("0".repeat(64)), SignatureMismatch),
            ("a made-up signature", forged("0123456789abcdef".repeat(4)), SignatureMismatch),
            ("the signature of another body", forged(harness.secret().sign(b"{}").to_string()), SignatureMismatch),
        ],
    )
}

pub fn malformed_signature(harness: &Harness) -> Finding {
    let changed = |change: &dyn Fn(&[u8]) -> Vec<u8>| {
        let request = harness.genuine();
        let signature = change(request.header(SIGNATURE_HEADER).unwrap_or_default());
        request.with(SIGNATURE_HEADER, signature)
    };
    let mut cases = vec![
        ("half of the right signature", changed(&|right| right[..right.len() / 2].to_vec()), MalformedSignature.into()),
        ("its first digit", changed(&|right| right[..1].to_vec()), MalformedSignature.into()),
        (
            "the right signature and two more digits",
            changed(&|right| [right, b"00"].concat()),
            MalformedSignature.into(),
        ),
        ("letters that are no digits", changed(&|right| vec![b'z'; right.len()]), MalformedSignature.into()),
        // Some servers refuse such a header before anybody else sees it.
        ("bytes that are no ASCII", changed(&|right| vec![0xE9; right.len()]), Exact::Any),
    ];
    // AutoSend sends neither, and whoever lets them pass gives nothing away.
    if harness.wants_codes() {
        let upper_case = changed(&<[u8]>::to_ascii_uppercase);
        cases.push(("the signature in upper case", upper_case, MalformedSignature.into()));
        let prefixed = changed(&|right| [b"sha256=", right].concat());
        cases.push(("sha256= and the signature", prefixed, MalformedSignature.into()));
    }
    harness.expect(Wanted::Refused, cases)
}

pub fn wrong_secret(harness: &Harness) -> Finding {
    let other = format!("whsec_{}", &harness.secret().sign(b"another secret").to_string()[..32]);
    signed_with(harness, [("the signature of another secret", other.as_str())])
}

pub fn guessable_secret(harness: &Harness) -> Finding {
    let cases = GUESSABLE.map(|guess| (if guess == "\0" { "an empty secret" } else { guess }, guess));
    // The receiver's own secret may be one of them, in a test.
    signed_with(harness, cases.into_iter().filter(|(_, guess)| *guess != harness.secret_text()))
}

fn signed_with<'a>(harness: &Harness, secrets: impl IntoIterator<Item = (&'a str, &'a str)>) -> Finding {
    let request = |key: &str| {
        let body = body(harness);
        let signature = Signature::with_key(key.as_bytes(), body.as_bytes()).to_string();
        harness.signed(body).with(SIGNATURE_HEADER, signature)
    };
    harness.expect(Wanted::Refused, secrets.into_iter().map(|(what, key)| (what, request(key), SignatureMismatch)))
}

pub fn tampered(harness: &Harness) -> Finding {
    let swapped = change_body(harness, |body| body.replacen(PLAIN_EVENT.as_str(), "email.clicked", 1));
    let swapped = swapped.with(EVENT_HEADER, "email.clicked");
    harness.expect(
        Wanted::Refused,
        [
            ("another event type", swapped, SignatureMismatch),
            (
                "an added field",
                change_body(harness, |body| body.replacen('{', r#"{"admin":true,"#, 1)),
                SignatureMismatch,
            ),
            ("a changed letter", change_body(harness, |body| body.replace('@', "%")), SignatureMismatch),
        ],
    )
}

pub fn truncated(harness: &Harness) -> Finding {
    harness.expect(
        Wanted::Refused,
        [
            (
                "half of the body",
                change_body(harness, |body| body[..body.len() / 2].to_owned()),
                SignatureMismatch.into(),
            ),
            (
                "a body without its last byte",
                change_body(harness, |body| body[..body.len() - 1].to_owned()),
                SignatureMismatch.into(),
            ),
            // Some servers want a length before they let anybody decide.
            ("no body", change_body(harness, |_| String::new()), Exact::Any),
        ],
    )
}

pub fn reprinted(harness: &Harness) -> Finding {
    harness.expect(
        Wanted::Refused,
        [
            ("a body with spaces added", change_body(harness, |body| json::pretty(&body)), SignatureMismatch),
            ("a body with a newline at its end", change_body(harness, |body| body + "\n"), SignatureMismatch),
        ],
    )
}

pub fn stale(harness: &Harness) -> Finding {
    sent_at(harness, SystemTime::now() - TOO_OLD, TimestampTooOld)
}

pub fn future(harness: &Harness) -> Finding {
    sent_at(harness, SystemTime::now() + TOO_FAR_AHEAD, TimestampInFuture)
}

fn sent_at(harness: &Harness, time: SystemTime, code: ErrorCode) -> Finding {
    let stamped = |number: i64| harness.genuine().with(TIMESTAMP_HEADER, number.to_string());
    let millis = unix_millis(time);
    harness.expect(
        Wanted::Refused,
        [
            ("a timestamp in milliseconds", stamped(millis), code),
            ("a timestamp in seconds", stamped(millis / 1000), code),
        ],
    )
}

pub fn broken_timestamp(harness: &Harness) -> Finding {
    let stamped = |text: &str| harness.genuine().with(TIMESTAMP_HEADER, text);
    let now = unix_millis(SystemTime::now());
    harness.expect(
        Wanted::Refused,
        [
            ("no timestamp", harness.genuine().without(TIMESTAMP_HEADER), MissingTimestamp),
            ("an empty one", stamped(""), MissingTimestamp),
            ("a word", stamped("now"), MalformedTimestamp),
            ("NaN", stamped("NaN"), MalformedTimestamp),
            ("a negative one", stamped(&format!("-{now}")), MalformedTimestamp),
            ("a number and a word", stamped(&format!("{now}ms")), MalformedTimestamp),
        ],
    )
}

pub fn no_delivery_id(harness: &Harness) -> Finding {
    harness.expect(
        Wanted::Refused,
        [
            ("a request without a delivery id", harness.genuine().without(DELIVERY_ID_HEADER), MissingDeliveryId),
            ("an empty delivery id", harness.genuine().with(DELIVERY_ID_HEADER, ""), MissingDeliveryId),
        ],
    )
}

pub fn event_mismatch(harness: &Harness) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    let response = harness.send(harness.genuine().with(EVENT_HEADER, "contact.deleted"));
    if harness.is_wanted("an event header that contradicts the body", &response, Wanted::Refused, EventMismatch) {
        Finding::passed(format!("Answered {response}."))
    } else if response.is_success() {
        Finding::undecided(format!("Answered {response}: from outside it can't be told which of the two it believes."))
    } else {
        Finding::failed(format!("Answered {response}."))
    }
}

pub fn wrong_method(harness: &Harness) -> Finding {
    let get = Request { method: Method::GET, headers: Vec::new(), body: Vec::new() };
    let put = Request { method: Method::PUT, ..harness.genuine() };
    harness.expect(Wanted::Refused, [("GET", get, NO_SUCH_METHOD), ("PUT with a signed delivery", put, NO_SUCH_METHOD)])
}

/// A receiver may end the connection instead of reading on.
pub fn oversized(harness: &Harness) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    let filler = format!(r#"{{"subject":"{}"}}"#, "a".repeat(OVERSIZED));
    let response = harness.send(harness.signed(harness.body_with(PLAIN_EVENT.as_str(), Generation::Current, &filler)));
    let still_there = harness.send(harness.genuine());
    if !still_there.is(Wanted::Accepted) {
        Finding::failed(format!("Answered {response}, and then {still_there} to a genuine delivery."))
    } else if response.is_closed()
        || harness.is_wanted("a body that is too large", &response, Wanted::Refused, BodyTooLarge)
    {
        Finding::passed(format!("Answered {response}."))
    } else {
        Finding::failed(format!("Answered {response}."))
    }
}

fn body(harness: &Harness) -> String {
    harness.body(PLAIN_EVENT, Generation::Current)
}

/// A genuine delivery whose body was changed after signing.
fn change_body(harness: &Harness, change: impl FnOnce(String) -> String) -> Request {
    let original = body(harness);
    let request = harness.signed(original.clone());
    Request { body: change(original).into_bytes(), ..request }
}
