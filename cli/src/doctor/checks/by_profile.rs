//! What a receiver of another provider's requests has to accept, to refuse and to survive.

use super::{
    leaks,
    repeats::{after_replay, after_reuse, not_accepted, same_response},
};
use crate::{
    client::Request,
    doctor::{
        finding::Finding,
        harness::{Exact, Harness, Provider, Wanted},
        other::Other,
    },
};
use autosend_webhooks_emulator::json;
use reqwest::Method;
use std::time::{Duration, SystemTime};

/// How deep the deepest body nests.
const DEPTH: usize = 100_000;

/// What a body has beyond the limit, in bytes.
const BEYOND: usize = 1024 * 1024;

type Examined = Harness<Other>;

/// All of these have to be refused.
fn refuses<'a>(harness: &Examined, cases: impl IntoIterator<Item = (&'a str, Request)>) -> Finding {
    harness.expect(Wanted::Refused, cases.into_iter().map(|(what, request)| (what, request, Exact::Any)))
}

/// All of these have to be answered without a server error.
fn survives<'a>(harness: &Examined, cases: impl IntoIterator<Item = (&'a str, Request)>) -> Finding {
    harness.expect(Wanted::Survived, cases.into_iter().map(|(what, request)| (what, request, Exact::Any)))
}

pub fn genuine(harness: &Examined) -> Finding {
    harness.accepts([("a signed request", harness.genuine()), ("another one", harness.genuine())])
}

pub fn raw_body(harness: &Examined) -> Finding {
    let other = harness.provider();
    let spelled = |text: &str| other.event().to_string().replacen('{', text, 1);
    harness.accepts([
        ("a body with spaces", other.signed(&json::pretty(&other.event().to_string()))),
        ("a body with a newline at its end", other.signed(&(other.event().to_string() + "\n"))),
        ("numbers such as 1.0 and 1e3", other.signed(&spelled(r#"{"number":1.0,"large":1e3,"#))),
        ("letters written as escapes", other.signed(&spelled(r#"{"name":"Zo\u00eb","site":"https:\/\/example.com","#))),
    ])
}

pub fn rotation(harness: &Examined) -> Finding {
    let request = harness.resigned(|other, value| other.with_another(value).into_bytes());
    harness.accepts([("a wrong signature and the right one", request)])
}

pub fn unsigned(harness: &Examined) -> Finding {
    let name = harness.provider().signature_header();
    let (without, empty) = (harness.genuine().without(name), harness.genuine().with(name, ""));
    refuses(harness, [("a request without a signature", without), ("an empty signature", empty)])
}

pub fn forged(harness: &Examined) -> Finding {
    let forged = harness.resigned(|other, value| other.forged(value).into_bytes());
    refuses(harness, [("a made-up signature", forged)])
}

pub fn malformed_signature(harness: &Examined) -> Finding {
    let changed = |change: fn(&str) -> Vec<u8>| {
        harness.resigned(|other, value| {
            let (before, signature) = value.split_at(other.signature_start(value));
            [before.as_bytes(), &change(signature)].concat()
        })
    };
    refuses(
        harness,
        [
            ("half of the right signature", changed(|right| right.as_bytes()[..right.len() / 2].to_vec())),
            ("its first letter", changed(|right| right.as_bytes()[..1].to_vec())),
            ("the right signature and two more letters", changed(|right| format!("{right}00").into_bytes())),
            ("letters that are none of the encoding", changed(|right| vec![b'!'; right.len()])),
            ("bytes that are no ASCII", changed(|right| vec![0xE9; right.len()])),
        ],
    )
}

pub fn wrong_secret(harness: &Examined) -> Finding {
    let other = harness.provider();
    let another = other.signed_with(&other.other_secret()).map(|request| ("the signature of another secret", request));
    // What stands in examples; not all can be a secret of each scheme.
    let guesses = ["secret", "password", "changeme"].into_iter().filter(|it| *it != other.secret_text());
    let usual = guesses.filter_map(|guess| Some((guess, other.signed_with(guess)?)));
    refuses(harness, another.into_iter().chain(usual))
}

pub fn tampered(harness: &Examined) -> Finding {
    let other = harness.provider();
    let (event, sent) = (other.event(), other.event());
    let request = other.signed(&event.to_string());
    let added = Request { body: other.encoded(&Other::with_member(&event, "admin", "true")), ..request.clone() };
    let exchanged = Request { body: other.encoded(&sent.to_string()), ..request.clone() };
    let cut = Request { body: request.body[..request.body.len() - 1].to_vec(), ..request };
    refuses(harness, [("an added member", added), ("another body", exchanged), ("a body without its last byte", cut)])
}

pub fn reprinted(harness: &Examined) -> Finding {
    let other = harness.provider();
    let event = other.event().to_string();
    let request = other.signed(&event);
    let changed = |text: &str| Request { body: other.encoded(text), ..request.clone() };
    refuses(
        harness,
        [
            ("a body with spaces added", changed(&json::pretty(&event))),
            ("a body with a newline at its end", changed(&format!("{event}\n"))),
        ],
    )
}

pub fn stale(harness: &Examined) -> Finding {
    let other = harness.provider();
    refuses(harness, [("a request of long ago", other.genuine_at(SystemTime::now() - other.too_old()))])
}

pub fn future(harness: &Examined) -> Finding {
    let other = harness.provider();
    refuses(harness, [("a request of the future", other.genuine_at(SystemTime::now() + other.too_far_ahead()))])
}

pub fn moved_time(harness: &Examined) -> Finding {
    let other = harness.provider();
    let name = &*other.profile().headers.timestamp;
    let now = SystemTime::now();
    let fresh = other.genuine_at(now).header(name).unwrap_or_default().to_vec();
    let captured = other.genuine_at(now - Duration::from_secs(20));
    refuses(harness, [("a captured request with a fresh time", captured.with(name, fresh))])
}

pub fn broken_timestamp(harness: &Examined) -> Finding {
    let name = &*harness.provider().profile().headers.timestamp;
    let stamped = |text: &str| harness.genuine().with(name, text);
    let cases = [
        ("no timestamp", harness.genuine().without(name)),
        ("an empty one", stamped("")),
        ("a word", stamped("now")),
        ("NaN", stamped("NaN")),
    ];
    refuses(harness, cases)
}

pub fn no_delivery_id(harness: &Examined) -> Finding {
    let name = &*harness.provider().profile().headers.delivery_id;
    let (without, empty) = (harness.genuine().without(name), harness.genuine().with(name, ""));
    refuses(harness, [("a request without a delivery id", without), ("an empty delivery id", empty)])
}

pub fn wrong_method(harness: &Examined) -> Finding {
    let get = Request { method: Method::GET, headers: Vec::new(), body: Vec::new() };
    let put = Request { method: Method::PUT, ..harness.genuine() };
    refuses(harness, [("GET", get), ("PUT with a signed request", put)])
}

/// A receiver may end the connection instead of reading on.
pub fn oversized(harness: &Examined) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    let other = harness.provider();
    let size = usize::try_from(other.profile().limits.max_body).unwrap_or(usize::MAX).saturating_add(BEYOND);
    let large = Other::with_member(&other.event(), "filler", &format!("\"{}\"", "a".repeat(size)));
    let response = harness.send(other.signed(&large));
    let still_there = harness.send(harness.genuine());
    if !still_there.is(Wanted::Accepted) {
        Finding::failed(format!("Answered {response}, and then {still_there} to a genuine request."))
    } else if response.is_closed() || response.is(Wanted::Refused) {
        Finding::passed(format!("Answered {response}."))
    } else {
        Finding::failed(format!("Answered {response}."))
    }
}

pub fn broken_json(harness: &Examined) -> Finding {
    let other = harness.provider();
    let plain = |body: &[u8]| other.signed_at(body.to_vec(), SystemTime::now());
    survives(
        harness,
        [
            ("JSON that breaks off", other.signed(r#"{"type":"x","data":{"#)),
            ("an empty body", plain(b"")),
            ("an array", other.signed("[1]")),
            ("null", other.signed("null")),
            ("an object without anything", other.signed("{}")),
            ("members of other types", other.signed(r#"{"type":{},"id":[],"data":7,"action":{},"event":1}"#)),
            ("bytes that are no UTF-8", plain(b"{\"a\":\"\xFF\"}")),
        ],
    )
}

pub fn deep_nesting(harness: &Examined) -> Finding {
    let other = harness.provider();
    let arrays = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let objects = r#"{"a":"#.repeat(DEPTH) + "1" + &"}".repeat(DEPTH);
    let within =
        |deep: &str| other.signed(&other.event().to_string().replacen('{', &format!(r#"{{"deep":{deep},"#), 1));
    survives(harness, [("nested arrays", within(&arrays)), ("nested objects", within(&objects))])
}

pub fn retry(harness: &Examined) -> Finding {
    let original = harness.genuine();
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let second = harness.send(original);
    if !second.is_success() {
        Finding::failed(format!("Answered {second} to the repeat: the provider takes that for a failure."))
    } else if second.recognises(&first) {
        Finding::passed(format!("Answered {second} to the repeat."))
    } else {
        same_response(&second)
    }
}

pub fn replay(harness: &Examined) -> Finding {
    let (other, original) = (harness.provider(), harness.genuine());
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let replay = original.with(&other.profile().headers.delivery_id, other.new_id());
    after_replay(&harness.send(replay), &first)
}

pub fn reused_id(harness: &Examined) -> Finding {
    let (name, original) = (&*harness.provider().profile().headers.delivery_id, harness.genuine());
    let first = harness.send(original.clone());
    if !first.is(Wanted::Accepted) {
        return not_accepted(&first);
    }
    let id = original.header(name).unwrap_or_default().to_vec();
    after_reuse(&harness.send(harness.genuine().with(name, id)), &first)
}

/// Provokes errors of its own, and looks at all responses so far.
pub fn traces(harness: &Examined) -> Finding {
    let other = harness.provider();
    let provocations = [
        harness.resigned(|other, value| other.forged(value).into_bytes()),
        harness.resigned(|_, _| b"x".to_vec()),
        harness.genuine().with("Content-Type", "text/plain; charset=nonsense"),
        other.signed("{"),
        Request { body: b"{".to_vec(), ..harness.genuine() },
    ];
    leaks::leaked(harness, provocations)
}
