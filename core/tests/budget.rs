//! What anybody can send takes linear time, and not much of it: headers and bodies made to be slow to read.

use autosend_webhooks::{Explainer, Secret, SignedRequest, Verifier, from_unix_millis};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
const NOW: i64 = 1_762_943_400_000;
const BODY: &[u8] =
    br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
const HEADER: usize = 64 * 1024;
const MEBIBYTE: usize = 1024 * 1024;

type Header = (Vec<u8>, Vec<u8>);

/// At the full size and at a quarter of it: linear time is four times as long for four times as much, quadratic time
/// sixteen times. On a busy machine a measurement may be wrong, so some more are taken. Unoptimized code gets more time.
fn within_budget(what: &str, full: usize, run: &dyn Fn(usize) -> Box<dyn Fn()>) {
    const ATTEMPTS: usize = 5;
    let budget = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
    // What takes next to no time is measured badly.
    let least = Duration::from_millis(10);
    let (run_quarter, run_whole) = (run(full / 4), run(full));
    let timed = |run: &dyn Fn()| {
        let begin = Instant::now();
        let busy = on_the_processor();
        run();
        match (busy, on_the_processor()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => begin.elapsed(),
        }
    };
    let (mut quarter, mut whole) = (Duration::MAX, Duration::MAX);
    for _ in 0..ATTEMPTS {
        quarter = quarter.min(timed(&run_quarter));
        whole = whole.min(timed(&run_whole));
        if whole < budget && whole < quarter.max(least) * 9 {
            return;
        }
    }
    panic!("{what}: {quarter:?} for a quarter of it, {whole:?} for all");
}

#[test]
#[should_panic(expected = "for a quarter of it")]
fn quadratic_time_is_seen() {
    let full = if cfg!(debug_assertions) { 6_000 } else { 30_000 };
    within_budget("each with each", full, &|size| {
        Box::new(move || {
            for one in 0..size {
                for other in 0..size {
                    black_box(one ^ other);
                }
            }
        })
    });
}

/// How long this thread has run so far, where the system tells: others may be busy with the machine too.
fn on_the_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Verifies, and explains as well where that is asked for.
fn look(body: Vec<u8>, headers: Vec<Header>, also_explain: bool) -> Box<dyn Fn()> {
    let now = from_unix_millis(NOW.unsigned_abs());
    let verifier = Verifier::new([SECRET]).unwrap().max_body(usize::MAX);
    let explainer = Explainer::new([SECRET]).with_options(*verifier.options());
    Box::new(move || {
        _ = black_box(verifier.verify_at(&body, &headers, now));
        if also_explain {
            _ = black_box(explainer.explain(&body, &headers, now));
        }
    })
}

fn signed(body: &[u8]) -> Vec<Header> {
    let secret: Secret = SECRET.parse().unwrap();
    let headers =
        SignedRequest::new(&secret, body).event("contact.deleted").delivery_id("d-1").timestamp(NOW).headers();
    headers.into_iter().map(|(name, value)| (name.into(), value.into_bytes())).collect()
}

#[test]
fn headers_that_are_slow_to_read() {
    let fillings: [(&str, &[u8]); 10] = [
        ("spaces", b" "),
        ("tabs", b"\t"),
        ("spaces and tabs", b" \t"),
        ("digits", b"1"),
        ("commas", b","),
        ("equals signs", b"="),
        ("v1=", b"v1="),
        ("spaces and letters", b" a"),
        ("percent signs", b"%"),
        ("hex", b"0f"),
    ];
    for index in 0..4 {
        for (what, filling) in fillings {
            for place in ["before", "behind", "inside", "alone", "in the name"] {
                let run = |size: usize| {
                    let mut headers = signed(BODY);
                    let (name, value) = &mut headers[index];
                    let filled = filling.repeat(size / filling.len());
                    match place {
                        "before" => *value = [&*filled, value].concat(),
                        "behind" => value.extend(filled),
                        "inside" => drop(value.splice(1..1, filled)),
                        "alone" => *value = filled,
                        _ => name.extend(filled),
                    }
                    look(BODY.to_vec(), headers, true)
                };
                within_budget(&format!("{what} {place}, header {index}"), HEADER, &run);
            }
        }
    }
}

#[test]
fn many_headers() {
    for name in ["X-Webhook-Signature", "X-Webhook-Other", "x", "HTTP_X_WEBHOOK_EVENT"] {
        let run = |size: usize| {
            let mut headers = signed(BODY);
            headers.extend((0..size / 16).map(|number| (name.into(), number.to_string().into_bytes())));
            look(BODY.to_vec(), headers, true)
        };
        within_budget(name, HEADER, &run);
    }
}

fn bodies() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        ("digits", "", "1", ""),
        ("digits in data", r#"{"type":"x","data":"#, "1", "}"),
        ("brackets", "", "[", ""),
        ("brackets in data", r#"{"type":"x","data":"#, "[", ""),
        ("closing brackets", "", "]", "[[[["),
        ("objects", "", r#"{"a":"#, ""),
        ("duplicate keys", r#"{"type":"contact.created","data":{"#, r#""a":1,"#, r#""a":2}}"#),
        ("duplicate keys of the envelope", "{", r#""type":"x","#, r#""type":"x"}"#),
        ("half pairs", r#"{"type":"x","data":""#, r"\ud800", r#""}"#),
        ("half pairs in a name", r#"{"type":"x",""#, r"\ud800", r#"":1}"#),
        ("half pairs in the type", r#"{"type":""#, r"\ud800", r#""}"#),
        ("quotes", "", "\"", ""),
        ("escaped quotes", r#"{"type":"x","data":""#, "\\\"", r#""}"#),
        ("backslashes", "", "\\", ""),
        ("a string of backslashes", "\"", "\\", ""),
        ("blanks", "", " ", ""),
        ("blanks before", "", " \n", r#"{"type":"x"}"#),
        ("percent signs", "a=", "%7B", ""),
        ("base64", "", "e30K", ""),
        ("members", r#"{"type":"x","data":["#, r#"{"a":1},"#, "0]}"),
    ]
}

#[test]
fn bodies_that_are_slow_to_read() {
    for (what, before, piece, behind) in bodies() {
        let body = |size: usize| format!("{before}{}{behind}", piece.repeat(size / piece.len())).into_bytes();
        let read = |size: usize| {
            let body = body(size);
            let headers = signed(&body);
            look(body, headers, false)
        };
        within_budget(&format!("{what}, signed"), MEBIBYTE, &read);
        let unsigned = |size: usize| look(body(size), signed(BODY), false);
        within_budget(&format!("{what}, not signed"), MEBIBYTE, &unsigned);
    }
}

/// Explaining tries keys over bodies, so it takes longer, but no longer than in proportion.
#[test]
fn bodies_that_are_slow_to_explain() {
    for (what, before, piece, behind) in bodies() {
        let run = |size: usize| {
            let body = format!("{before}{}{behind}", piece.repeat(size / piece.len())).into_bytes();
            look(body, signed(BODY), true)
        };
        within_budget(&format!("{what}, explained"), if cfg!(debug_assertions) { 64 * 1024 } else { MEBIBYTE }, &run);
    }
}
