//! Receivers that never answer, never end or say nonsense: every command that sends comes to an end, and says why.

mod common;

use axum::{
    Router,
    http::{StatusCode, header::LOCATION},
    routing::any,
};
use common::{
    Server,
    dev::{Dev, wait_for},
    hostile::{Hostile, Manner},
    run_with_secret,
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// As long as AutoSend waits for one response, and a busy machine.
const BOUND: Duration = Duration::from_secs(25);

fn doctor(url: &str, arguments: &[&str]) -> (Value, Duration) {
    let start = Instant::now();
    let run = run_with_secret(&[&["doctor", url, "--json"], arguments].concat(), b"").ended(1);
    (run.json(), start.elapsed())
}

#[test]
fn doctor_ends_with_a_verdict() {
    let manners = [
        (Manner::Silent, "silent", 1),
        (Manner::SlowHead, "silent", 1),
        (Manner::FloodOfHeaders, "not_http", 1),
        (Manner::SlowBody, "unfinished", 1),
        (Manner::Closes, "closed", 1),
        (Manner::Garbage, "not_http", 1),
    ];
    std::thread::scope(|scope| {
        for (manner, wanted, requests) in manners {
            scope.spawn(move || {
                let server = Hostile::start(manner);
                let (report, time) = doctor(&server.url, &[]);
                assert_eq!(report["verdict"]["verdict"], wanted, "{manner:?}");
                assert!(time < BOUND, "{manner:?} {time:?}");
                assert_eq!(server.requests(), requests, "{manner:?}");
                assert_eq!((&report["score"]["passed"], &report["full_marks"]), (&json!(0), &json!(false)));
            });
        }
    });
}

#[test]
fn the_verdict_can_be_read() {
    let server = Hostile::start(Manner::Closes);
    let run = run_with_secret(&["doctor", &server.url], b"").ended(1);
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", run.out);
    assert!(lines[2].starts_with("closed  It ends the connection") && lines[3].starts_with("fix: "), "{}", run.out);
}

/// The checks go on, since the beginning of a response is enough for them.
#[test]
fn doctor_reads_no_body_without_end() {
    let server = Hostile::start(Manner::FloodOfBody);
    let (report, time) = doctor(&server.url, &["--only", "current-events,unsigned"]);
    assert_eq!(report["verdict"], Value::Null);
    assert_eq!(report["checks"][0]["outcome"], "passed");
    assert!(time < BOUND, "{time:?}");
}

#[test]
fn doctor_gives_up_on_who_falls_silent() {
    let server = Hostile::start(Manner::FallsSilent(3));
    let (report, time) = doctor(&server.url, &[]);
    assert_eq!(report["verdict"]["verdict"], "gone");
    assert!(time < Duration::from_mins(1), "{time:?}");
    let last = report["checks"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["outcome"], &last["finding"]), (&json!("undecided"), &json!("It was not examined.")));
}

#[test]
fn doctor_keeps_to_its_time() {
    let server = Hostile::start(Manner::FallsSilent(1));
    let (report, time) = doctor(&server.url, &["--time-limit", "2s"]);
    assert_eq!(report["verdict"]["verdict"], "out_of_time");
    assert!(time < BOUND, "{time:?}");
}

/// A receiver that answers everything so.
fn answers(status: u16, location: &'static str, body: &'static str) -> Server {
    let answer = move || async move { (StatusCode::from_u16(status).unwrap(), [(LOCATION, location)], body) };
    Server::start(Router::new().fallback(any(answer)))
}

#[test]
fn doctor_names_what_keeps_everybody_out() {
    let redirects = Hostile::start(Manner::RedirectLoop);
    let (report, _) = doctor(&redirects.url, &["--only", "current-events"]);
    assert_eq!(report["verdict"]["verdict"], "redirect_loop");
    let django = "<p>CSRF verification failed. Request aborted.</p>";
    let flask = "<!doctype html><title>400 Bad Request</title><p>The CSRF token is missing.</p>";
    for (status, location, body, wanted) in [
        (403, "", django, "csrf"),
        (400, "", flask, "csrf"),
        (301, "/hook/", "", "trailing_slash"),
        (308, "/hook/", "", "trailing_slash"),
        (302, "/login?next=/hook", "", "login"),
        (307, "/elsewhere", "", "redirect"),
    ] {
        let server = answers(status, location, body);
        let url = format!("{}/hook", server.base);
        let (report, _) = doctor(&url, &["--only", "current-events,unsigned"]);
        assert_eq!(report["verdict"]["verdict"], wanted);
        let outcomes = [&report["checks"][0]["outcome"], &report["checks"][1]["outcome"]];
        assert_eq!(outcomes, [&json!("failed"), &json!("undecided")]);
        let text = run_with_secret(&["doctor", &url, "--only", "unsigned"], b"").ended(1).out;
        assert!(text.contains(&format!("\n{wanted}  It answers {status}")) && text.contains("\nfix: "), "{text}");
    }
    let server = answers(403, "", "Forbidden");
    assert_eq!(doctor(&server.base, &["--only", "unsigned"]).0["verdict"], Value::Null);
}

#[test]
fn send_comes_to_an_end() {
    for (manner, wanted) in [
        (Manner::Silent, "timeout"),
        (Manner::SlowHead, "timeout"),
        (Manner::SlowBody, "unfinished"),
        (Manner::FloodOfHeaders, "not_http"),
        (Manner::Garbage, "not_http"),
        (Manner::Closes, "closed"),
    ] {
        let server = Hostile::start(manner);
        let arguments = ["send", "email.sent", "--json", "--timeout", "1s", "--to", &server.url];
        let summary = run_with_secret(&arguments, b"").ended(1).json();
        assert_eq!(summary["errors"], json!({ wanted: 1 }), "{manner:?}");
    }
    let endless = Hostile::start(Manner::FloodOfBody);
    let summary = run_with_secret(&["send", "email.sent", "--json", "--to", &endless.url], b"").ended(0).json();
    assert_eq!(summary["responses"][0]["body"].as_str().unwrap().len(), 64 * 1024);
}

#[test]
fn dev_logs_receivers_without_an_end() {
    let dev = Dev::start(&["--retry-schedule", "1h"]);
    let manners = [Manner::SlowHead, Manner::SlowBody, Manner::FloodOfHeaders, Manner::Garbage, Manner::FloodOfBody];
    let servers: Vec<_> = manners.into_iter().map(Hostile::start).collect();
    for server in &servers {
        dev.webhook(&server.url, &["email.sent"]);
    }
    let ids = dev.event(json!({ "type": "email.sent" }));
    let tried = |id: &String| {
        wait_for(|| {
            let delivery = dev.get(&format!("/emulator/deliveries/{id}"));
            (!delivery["attempts"].as_array().unwrap().is_empty()).then_some(delivery)
        })
    };
    let errors: Vec<_> = ids.iter().map(tried).map(|delivery| delivery["error"].clone()).collect();
    let kind = |error: &Value| error.as_str().map(|text| text.split(':').next().unwrap().to_owned());
    let mut kinds: Vec<_> = errors.iter().map(kind).collect();
    kinds.sort();
    let wanted = [None, Some("not_http"), Some("not_http"), Some("timeout"), Some("timeout")];
    assert_eq!(kinds, wanted.map(|kind| kind.map(str::to_owned)));
}
