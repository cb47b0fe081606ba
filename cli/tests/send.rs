//! `send`, to a real receiver.

mod common;

use autosend_webhooks::{EventType, Generation, Verifier, unix_millis};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{any, get, post},
};
use common::{Run, SECRET, Server, command, finish, interrupt, run_with_secret, sample, write};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

type Log = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A receiver, and what it received.
struct Receiver {
    server: Server,
    log: Log,
}

impl Receiver {
    fn start() -> Self {
        let log = Log::default();
        let router = Router::new()
            .route("/webhooks", post(receive))
            .route("/broken", any((StatusCode::INTERNAL_SERVER_ERROR, "a \u{1b}[31mred\u{1b}[0m answer")))
            .route("/redirect", any(|| async { Redirect::permanent("/webhooks") }))
            .route("/slow", any(|| async { tokio::time::sleep(Duration::from_mins(1)).await }))
            .route("/flaky", post(flaky))
            .route("/", get(()))
            .with_state(Arc::clone(&log));
        Self { server: Server::start(router), log }
    }

    fn send(&self, path: &str, arguments: &[&str]) -> Run {
        self.send_with_input(path, arguments, b"")
    }

    fn send_with_input(&self, path: &str, arguments: &[&str], input: &[u8]) -> Run {
        run_with_secret(&[&["send", "--to", &format!("{}{path}", self.server.base)], arguments].concat(), input)
    }

    fn received(&self) -> Vec<(HeaderMap, Bytes)> {
        self.log.lock().unwrap().clone()
    }

    /// The body of the only delivery.
    fn body(&self) -> String {
        let received = self.received();
        assert_eq!(received.len(), 1);
        String::from_utf8(received[0].1.to_vec()).unwrap()
    }
}

async fn receive(State(log): State<Log>, headers: HeaderMap, body: Bytes) -> Response {
    let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    let verdict = Verifier::new([SECRET]).unwrap().verify(&body, &pairs).map(|delivery| delivery.id.into_owned());
    log.lock().unwrap().push((headers, body));
    match verdict {
        Ok(id) => id.into_response(),
        Err(error) => (StatusCode::from_u16(error.status()).unwrap(), error.code().as_str()).into_response(),
    }
}

/// Answers every other delivery with 503.
async fn flaky(State(log): State<Log>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut log = log.lock().unwrap();
    log.push((headers, body));
    if log.len() % 2 == 0 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT }
}

#[test]
fn every_event_of_both_generations_arrives() {
    let receiver = Receiver::start();
    let mut samples = 0;
    for event in EventType::ALL {
        for generation in [Generation::Current, Generation::First] {
            let arguments = [event.as_str(), "--json", "--generation", &generation.number().to_string()];
            let run = receiver.send("/webhooks", &arguments);
            if event.sample(generation).is_none() {
                run.complains("no sample of generation 1");
                continue;
            }
            let summary = run.ended(0).json();
            assert_eq!(summary["statuses"], json!({ "200": 1 }), "{event}: {summary}");
            samples += 1;
        }
    }
    assert_eq!(receiver.received().len(), samples);
}

#[test]
fn a_delivery_looks_like_autosend_s() {
    let receiver = Receiver::start();
    receiver.send("/webhooks", &["email.received"]).ended(0);
    let (headers, body) = receiver.received().remove(0);
    let header = |name| headers[name].to_str().unwrap();
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("user-agent"), "AutoSend-Webhooks/1.0");
    assert_eq!(header("x-webhook-event"), "email.received");
    assert_eq!(header("x-webhook-timestamp").len(), 13);
    assert!(header("x-webhook-delivery-id").starts_with("deliver-webhook-"));
    // As JSON.stringify writes it: the sample without spaces, non-ASCII as it is, another time.
    let body = str::from_utf8(&body).unwrap();
    let created = body.strip_prefix(r#"{"type":"email.received","createdAt":""#).unwrap();
    let (created, data) = created.split_once("Z\",").unwrap();
    assert!(data.starts_with(r#""data":{"inboundEmailId":"#) && data.contains("Ünïcödé"), "{data}");
    let created = autosend_webhooks::Time::parse(format!("{created}Z")).unwrap();
    assert!((unix_millis(SystemTime::now()) - created.unix_millis()).abs() < 10_000);
    let wanted: Value = serde_json::from_slice(sample(EventType::EmailReceived)).unwrap();
    assert_eq!(serde_json::from_str::<Value>(body).unwrap()["data"], wanted["data"]);
}

#[test]
fn the_first_generation_sends_seconds() {
    let receiver = Receiver::start();
    receiver.send("/webhooks", &["email.opened", "--generation", "1"]).ended(0);
    let (headers, body) = receiver.received().remove(0);
    assert_eq!(headers["x-webhook-timestamp"].len(), 10);
    assert!(body.starts_with(br#"{"event":"email.opened","timestamp":"20"#));
}

#[test]
fn members_can_be_set() {
    let receiver = Receiver::start();
    let arguments = [
        "--set",
        "data.to.email=x@y.z",
        "--set",
        "data.attachments.1.size=5",
        "--set",
        "data.plan.seats=9007199254740993",
    ];
    receiver.send("/webhooks", &[&["email.received"], &arguments[2..]].concat()).ended(0);
    let body: Value = serde_json::from_str(&receiver.body()).unwrap();
    assert_eq!(body["data"]["attachments"][1]["size"], 5);
    assert_eq!(body["data"]["plan"]["seats"], 9_007_199_254_740_993_u64);
    receiver.log.lock().unwrap().clear();
    receiver.send("/webhooks", &["email.sent", arguments[0], arguments[1], "--set", "type=email.dropped"]).ended(0);
    assert!(receiver.body().contains(r#""to":{"email":"x@y.z","name""#));
    assert_eq!(receiver.received()[0].0["x-webhook-event"], "email.dropped");
}

#[test]
fn data_can_be_given() {
    let receiver = Receiver::start();
    let data = br#" { "email": "a@b.example", "n": 1.0 } "#;
    receiver.send_with_input("/webhooks", &["contact.deleted", "--data", "-"], data).ended(0);
    assert!(receiver.body().ends_with(r#","data":{"email":"a@b.example","n":1.0}}"#));
}

#[test]
fn files_are_sent_byte_for_byte() {
    let receiver = Receiver::start();
    let directory = tempfile::tempdir().unwrap();
    let pretty = sample(EventType::EmailSent);
    let file = write(directory.path(), "body.json", pretty);
    receiver.send("/webhooks", &[&file]).ended(0);
    receiver.send_with_input("/webhooks", &["-"], pretty).ended(0);
    assert!(receiver.received().iter().all(|(_, body)| body == pretty));
    // Also what is no JSON: the receiver refuses it after its signature.
    let file = write(directory.path(), "bytes", b"\xFF\xFE");
    let run = receiver.send("/webhooks", &[&file, "--json"]).ended(1);
    assert_eq!(run.json()["responses"][0], json!({ "status": 400, "body": "body_not_json" }));
}

#[test]
fn files_are_changed_only_where_asked() {
    let receiver = Receiver::start();
    let directory = tempfile::tempdir().unwrap();
    let file = write(directory.path(), "body.json", r#"{"type":"x.y","n":1.0,"data":{"a":1e999}}"#);
    let data = write(directory.path(), "data.json", "[2]");
    receiver.send("/webhooks", &[&file, "--set", "data.b=2"]).ended(0);
    assert_eq!(receiver.body(), r#"{"type":"x.y","n":1.0,"data":{"a":1e999,"b":2}}"#);
    receiver.log.lock().unwrap().clear();
    receiver.send("/webhooks", &[&file, "--data", &data, "--set", "data.1=3"]).ended(0);
    assert_eq!(receiver.body(), r#"{"type":"x.y","n":1.0,"data":[2,3]}"#);
}

#[test]
fn many_deliveries_all_differ() {
    let receiver = Receiver::start();
    let arguments = ["email.opened", "--count", "500", "--concurrency", "20", "--delivery-id", "run", "--json"];
    let summary = receiver.send("/webhooks", &arguments).ended(0).json();
    assert_eq!((&summary["sent"], &summary["ok"], &summary["failed"]), (&json!(500), &json!(500), &json!(0)));
    assert!(summary.get("responses").is_none());
    let latency = |name: &str| summary["latency_ms"][name].as_f64().unwrap();
    assert!(latency("p50") > 0.0 && latency("p50") <= latency("p99") && latency("p99") <= latency("max"));
    assert!(summary["rate"].as_f64().unwrap() > 0.0 && summary["seconds"].as_f64().unwrap() > 0.0);
    let log = receiver.received();
    assert_eq!(log.iter().map(|(_, body)| body).collect::<HashSet<_>>().len(), 500);
    let id = |headers: &HeaderMap| headers["x-webhook-delivery-id"].to_str().unwrap().to_owned();
    let ids: HashSet<_> = log.iter().map(|(headers, _)| id(headers)).collect();
    assert!(ids.len() == 500 && ids.contains("run-1") && ids.contains("run-500"));
}

#[test]
fn the_rate_is_kept() {
    let receiver = Receiver::start();
    let summary =
        receiver.send("/webhooks", &["email.opened", "--count", "21", "--rate", "50", "--json"]).ended(0).json();
    assert!(summary["seconds"].as_f64().unwrap() >= 0.4, "{summary}");
}

#[test]
fn whatever_is_not_2xx_ends_with_1() {
    let receiver = Receiver::start();
    let run = receiver.send("/broken", &["email.sent"]).ended(1);
    assert!(run.out.starts_with("500 in ") && run.out.contains("red") && !run.out.contains('\u{1b}'), "{:?}", run.out);
    let run = receiver.send("/flaky", &["email.sent", "--count", "4", "--json"]).ended(1);
    assert_eq!(run.json()["statuses"], json!({ "204": 2, "503": 2 }));
    let run = receiver.send("/flaky", &["email.sent", "--count", "2"]).ended(1);
    assert!(run.out.starts_with("2 sent, 1 ok, 1 failed in ") && run.out.contains("latency  p50"), "{}", run.out);
    let stale = receiver.send("/webhooks", &["email.sent", "--timestamp", "1762943400000", "--json"]).ended(1);
    assert_eq!(stale.json()["responses"][0]["body"], "timestamp_too_old");
}

#[test]
fn redirects_are_not_followed() {
    let receiver = Receiver::start();
    let summary = receiver.send("/redirect", &["email.sent", "--json"]).ended(1).json();
    assert_eq!(summary["statuses"], json!({ "308": 1 }));
    assert!(receiver.received().is_empty());
}

#[test]
fn errors_have_a_kind_and_a_hint() {
    let receiver = Receiver::start();
    let summary = receiver.send("/slow", &["email.sent", "--timeout", "50ms", "--json"]).ended(1);
    assert_eq!(summary.json()["errors"], json!({ "timeout": 1 }));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = run_with_secret(&["send", "email.sent", "--to", &format!("http://{closed}/")], b"").ended(1);
    assert!(refused.out.is_empty() && refused.err.starts_with("not answered (refused): "), "{}", refused.err);
    assert!(refused.err.contains("\nhint: "));
    let plain = receiver.server.base.replace("http://", "https://");
    let tls = run_with_secret(&["send", "email.sent", "--to", &plain, "--json"], b"");
    // A machine without root certificates can't do HTTPS at all, and says so.
    if tls.code == 1 {
        assert_eq!(tls.json()["errors"], json!({ "tls": 1 }));
    } else {
        tls.complains("HTTPS");
    }
}

#[test]
fn wrong_use_ends_with_2() {
    let to = ["--to", "http://127.0.0.1:1/"];
    let send = |arguments: &[&str]| run_with_secret(&[&["send"], arguments, &to].concat(), b"");
    assert!(send(&["email.bounce"]).complains("email.bounce").err.contains("Did you mean email.bounced?"));
    send(&["no-such-file.json"]).complains("cannot read no-such-file.json");
    send(&["email.sent", "--set", "data"]).complains("path=value");
    send(&["email.sent", "--set", "data.subject.x=1"]).complains("cannot set data.subject.x");
    send(&["email.sent", "--data", "no-such-file.json"]).complains("no-such-file.json");
    send(&["email.sent", "--rate", "0"]).complains("positive");
    send(&["email.sent", "--rate", "inf"]).complains("positive");
    send(&["email.sent", "--count", "0"]).complains("0");
    send(&["email.sent", "--concurrency", "0"]).complains("0");
    send(&["email.sent", "--generation", "3"]).complains("3");
    send(&["email.sent", "--delivery-id", "a\r\nb"]).complains("control characters");
    send(&["-", "--data", "-"]).complains("both body and data");
    run_with_secret(&["send", "-", "--set", "a=1", "--to", to[1]], b"nonsense").complains("not JSON");
    run_with_secret(&["send", "email.sent", "--to", "localhost:3000"], b"").complains("http://");
    run_with_secret(&["send", "email.sent"], b"").complains("--to");
    let mut without_secret = command();
    without_secret.args(["send", "email.sent"]).args(to);
    finish(without_secret, b"").complains("no secret");
}

#[cfg(unix)]
#[test]
fn ctrl_c_prints_the_summary_so_far() {
    let receiver = Receiver::start();
    let mut command = command();
    command.args(["send", "email.sent", "--count", "1000000", "--rate", "100", "--json", "--to"]);
    command.arg(format!("{}/webhooks", receiver.server.base)).env("AUTOSEND_WEBHOOK_SECRET", SECRET);
    let child = command.spawn().unwrap();
    while receiver.received().is_empty() {
        std::thread::sleep(Duration::from_millis(10));
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["failed"], 0);
    assert!(summary["sent"].as_u64().unwrap() < 1_000_000);
}
