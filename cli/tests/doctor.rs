//! `doctor`, on a receiver that does everything right, and on copies of it with one fault each.

mod common;

use autosend_webhooks::{
    Admission, DELIVERY_ID_HEADER, Deduplicator, EVENT_HEADER, ErrorCode, SIGNATURE_HEADER, Secret, Signature,
    TIMESTAMP_HEADER, Verifier, unix_millis,
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode},
};
use common::{Run, SECRET, Server, run, run_with_secret};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};

/// What a receiver does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    NotThere,
    LetsUnsignedIn,
    VerifiesNothing,
    GuessableSecret,
    ReprintsJson,
    CompletesBodies,
    CrashesOnSignatures,
    IgnoresTime,
    TakesNonsenseForNow,
    ShortTolerance,
    CurrentFormOnly,
    KnownTypesOnly,
    KnownFieldsOnly,
    AsciiOnly,
    NeedsNoId,
    IgnoresEventHeader,
    AnyMethod,
    NoLimit,
    CrashesOnNoise,
    CrashesOnDepth,
    Forgetful,
    KnowsIdsOnly,
    ConflictOnRepeat,
    CallsExpiredDuplicate,
    AcknowledgesEarly,
    PrintsTraces,
    PrintsSecret,
    PrintsSignature,
    Slow,
    OneAtATime,
    ComparesSlowly,
}

/// Which checks do not pass; a question mark stands before those that stay undecided.
const FAULTS: &[(Fault, &[&str])] = &[
    (Fault::None, &[]),
    (
        Fault::NotThere,
        &[
            // It accepts nothing, so that it refuses something shows nothing.
            "current-events",
            "first-events",
            "tolerance",
            "unknown-event",
            "extra-fields",
            "non-ascii",
            "numbers",
            "escapes",
            "?unsigned",
            "?forged",
            "?malformed-signature",
            "?wrong-secret",
            "?guessable-secret",
            "?tampered",
            "?truncated",
            "?reprinted",
            "?stale",
            "?future",
            "?broken-timestamp",
            "?no-delivery-id",
            "?event-mismatch",
            "?wrong-method",
            "?oversized",
            "?broken-json",
            "?deep-nesting",
            "?retry",
            "?replay",
            "?burnt-id",
            "?reused-id",
            "?expired",
            "?at-work",
            "in-time",
            "parallel",
            "?timing",
        ],
    ),
    (Fault::LetsUnsignedIn, &["unsigned"]),
    (
        Fault::VerifiesNothing,
        &["unsigned", "forged", "malformed-signature", "wrong-secret", "guessable-secret", "tampered", "reprinted"],
    ),
    (Fault::GuessableSecret, &["guessable-secret"]),
    (Fault::ReprintsJson, &["numbers", "escapes", "reprinted"]),
    (Fault::CompletesBodies, &["truncated"]),
    (Fault::CrashesOnSignatures, &["malformed-signature"]),
    (Fault::IgnoresTime, &["stale", "future", "broken-timestamp"]),
    (Fault::TakesNonsenseForNow, &["broken-timestamp"]),
    (Fault::ShortTolerance, &["tolerance"]),
    (Fault::CurrentFormOnly, &["first-events"]),
    (Fault::KnownTypesOnly, &["unknown-event"]),
    (Fault::KnownFieldsOnly, &["extra-fields"]),
    // A sample has an umlaut in its subject.
    (Fault::AsciiOnly, &["current-events", "first-events", "non-ascii"]),
    (Fault::NeedsNoId, &["no-delivery-id"]),
    (Fault::IgnoresEventHeader, &["?event-mismatch"]),
    (Fault::AnyMethod, &["wrong-method"]),
    (Fault::NoLimit, &["oversized"]),
    (Fault::CrashesOnNoise, &["broken-json"]),
    (Fault::CrashesOnDepth, &["deep-nesting"]),
    (Fault::Forgetful, &["?retry", "?replay", "?burnt-id", "?expired", "?at-work"]),
    (Fault::CallsExpiredDuplicate, &["expired"]),
    (Fault::AcknowledgesEarly, &["at-work"]),
    (Fault::KnowsIdsOnly, &["?replay", "burnt-id", "reused-id", "?expired"]),
    (Fault::ConflictOnRepeat, &["retry"]),
    (Fault::PrintsTraces, &["traces"]),
    (Fault::PrintsSecret, &["traces"]),
    (Fault::PrintsSignature, &["traces"]),
    (Fault::Slow, &["?in-time", "?parallel"]),
    (Fault::OneAtATime, &["?parallel"]),
    (Fault::ComparesSlowly, &["timing"]),
];

struct Receiver {
    fault: Fault,
    seen: Deduplicator,
    ids: Mutex<HashSet<String>>,
    turn: tokio::sync::Mutex<()>,
}

type Answer = (StatusCode, String);

impl Receiver {
    fn start(fault: Fault) -> Server {
        let receiver =
            Self { fault, seen: Deduplicator::default(), ids: Mutex::default(), turn: tokio::sync::Mutex::default() };
        Server::start(Router::new().fallback(receive).layer(DefaultBodyLimit::disable()).with_state(Arc::new(receiver)))
    }

    fn is(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    fn answer(&self, method: &Method, mut headers: HeaderMap, body: &Bytes) -> Answer {
        if self.is(Fault::NotThere) {
            return (StatusCode::NOT_FOUND, String::new());
        }
        if method != Method::POST {
            let status = if self.is(Fault::AnyMethod) { StatusCode::OK } else { StatusCode::METHOD_NOT_ALLOWED };
            return (status, String::new());
        }
        if self.is(Fault::CurrentFormOnly) && body.starts_with(b"{\"event\"")
            || self.is(Fault::AsciiOnly) && !body.is_ascii()
            || self.is(Fault::KnownFieldsOnly) && has_unknown_fields(body)
        {
            return (StatusCode::BAD_REQUEST, String::new());
        }
        if self.is(Fault::LetsUnsignedIn) && headers.get(SIGNATURE_HEADER).is_none_or(HeaderValue::is_empty) {
            return (StatusCode::OK, String::new());
        }
        self.spoil(&mut headers, body);
        let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        match self.verifier().verify(body, &pairs) {
            Ok(delivery) => self.accept(&delivery),
            Err(error) => self.refuse(error.code(), &headers, body),
        }
    }

    /// Makes the verifier see what a faulty one would take into account.
    fn spoil(&self, headers: &mut HeaderMap, body: &[u8]) {
        let secret = Secret::new(SECRET).unwrap();
        let mut set = |name: &'static str, value: String| headers.insert(name, value.parse().unwrap());
        let now = unix_millis(SystemTime::now()).to_string();
        match self.fault {
            Fault::VerifiesNothing => _ = set(SIGNATURE_HEADER, secret.sign(body).to_string()),
            Fault::GuessableSecret => {
                let guessed = Signature::with_key(b"undefined", body).to_string();
                if headers.get(SIGNATURE_HEADER).is_some_and(|given| given.as_bytes() == guessed.as_bytes()) {
                    headers.insert(SIGNATURE_HEADER, secret.sign(body).to_string().parse().unwrap());
                }
            }
            Fault::NeedsNoId => _ = headers.entry(DELIVERY_ID_HEADER).or_insert(now.parse().unwrap()),
            Fault::IgnoresEventHeader => _ = headers.remove(EVENT_HEADER),
            Fault::TakesNonsenseForNow => {
                let is_number = |text: &str| text.parse::<u64>().is_ok();
                if !headers.get(TIMESTAMP_HEADER).is_some_and(|value| value.to_str().is_ok_and(is_number)) {
                    headers.insert(TIMESTAMP_HEADER, now.parse().unwrap());
                }
            }
            Fault::ReprintsJson => {
                let printed = reprinted(&String::from_utf8_lossy(body));
                let is_right = headers
                    .get(SIGNATURE_HEADER)
                    .is_some_and(|given| given.as_bytes() == secret.sign(printed.as_bytes()).to_string().as_bytes());
                let signature = if is_right { secret.sign(body).to_string() } else { "0".repeat(64) };
                if headers.contains_key(SIGNATURE_HEADER) {
                    headers.insert(SIGNATURE_HEADER, signature.parse().unwrap());
                }
            }
            _ => {}
        }
    }

    fn verifier(&self) -> Verifier {
        let verifier = Verifier::new([SECRET]).unwrap();
        match self.fault {
            Fault::IgnoresTime => verifier.tolerance(None),
            Fault::ShortTolerance => verifier.tolerance(Some(Duration::from_mins(1))),
            Fault::KnownTypesOnly => verifier.strict(true),
            Fault::NoLimit => verifier.max_body(usize::MAX),
            _ => verifier,
        }
    }

    fn accept(&self, delivery: &autosend_webhooks::Delivery<'_>) -> Answer {
        let is_new = match self.fault {
            Fault::Forgetful => true,
            Fault::KnowsIdsOnly => self.ids.lock().unwrap().insert(delivery.id.to_string()),
            _ => match self.seen.admit(delivery) {
                Admission::First(claim) => {
                    claim.done();
                    true
                }
                Admission::Expired if !self.is(Fault::CallsExpiredDuplicate) => {
                    let body = json!({ "received": true, "duplicate": false, "expired": true });
                    return (StatusCode::OK, body.to_string());
                }
                _ => false,
            },
        };
        if self.is(Fault::ConflictOnRepeat) && !is_new {
            return (StatusCode::CONFLICT, String::new());
        }
        (StatusCode::OK, json!({ "received": true, "duplicate": !is_new }).to_string())
    }

    fn refuse(&self, code: ErrorCode, headers: &HeaderMap, body: &[u8]) -> Answer {
        let status = StatusCode::from_u16(code.status()).unwrap();
        let right = Secret::new(SECRET).unwrap().sign(body).to_string();
        let given = headers.get(SIGNATURE_HEADER).map(HeaderValue::as_bytes).unwrap_or_default();
        match (self.fault, code) {
            (Fault::CompletesBodies, ErrorCode::SignatureMismatch) => {
                let completed = [body, b"}"].concat();
                let is_right = Secret::new(SECRET).unwrap().sign(&completed).to_string().as_bytes() == given;
                (if is_right { StatusCode::OK } else { status }, String::new())
            }
            (Fault::CrashesOnSignatures, ErrorCode::MalformedSignature)
            | (Fault::CrashesOnNoise, ErrorCode::BodyNotJson)
            | (Fault::CrashesOnDepth, ErrorCode::BodyTooDeep) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
            (Fault::IgnoresTime, ErrorCode::MalformedTimestamp) => (StatusCode::OK, String::new()),
            (Fault::PrintsTraces, _) => (status, format!("Error: {code}\n    at verify (/app/index.js:3:5)")),
            (Fault::PrintsSecret, _) => (status, format!("{code} with {}", &SECRET[..24])),
            (Fault::PrintsSignature, _) => (status, format!("expected {right}")),
            (Fault::ComparesSlowly, ErrorCode::SignatureMismatch) => {
                let equal = given.iter().zip(right.as_bytes()).take_while(|(given, right)| given == right).count();
                spend(Duration::from_micros(20) * u32::try_from(equal).unwrap());
                (status, code.to_string())
            }
            _ => (status, json!({ "code": code.as_str() }).to_string()),
        }
    }
}

async fn receive(State(receiver): State<Arc<Receiver>>, method: Method, headers: HeaderMap, body: Bytes) -> Answer {
    match receiver.fault {
        Fault::Slow => tokio::time::sleep(Duration::from_millis(1100)).await,
        Fault::OneAtATime => {
            let _turn = receiver.turn.lock().await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        _ => {}
    }
    let answer = receiver.answer(&method, headers, &body);
    if receiver.is(Fault::AcknowledgesEarly) && answer.1.contains(r#""duplicate":false"#) {
        // What a handler does after the delivery was entered.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    answer
}

fn has_unknown_fields(body: &[u8]) -> bool {
    const KNOWN: [&str; 5] = ["type", "createdAt", "event", "timestamp", "data"];
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else { return false };
    members.keys().any(|name| !KNOWN.contains(&&**name))
}

/// What parsing and printing changes, as far as the samples go: white space, escapes and numbers.
fn reprinted(body: &str) -> String {
    let (mut text, mut inside) = (String::new(), false);
    for letter in body.chars() {
        inside ^= letter == '"';
        if inside || !letter.is_whitespace() {
            text.push(letter);
        }
    }
    text.replace("\\u00eb", "ë").replace("\\/", "/").replace(":1.0}", ":1}").replace(":1e3}", ":1000}")
}

fn spend(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

fn doctor(server: &Server, arguments: &[&str]) -> Run {
    run_with_secret(&[&["doctor", &format!("{}/webhooks", server.base)], arguments].concat(), b"")
}

/// With --codes a refusal has to be that of this project's packages.
#[test]
fn codes_are_wanted_where_they_are_asked_for() {
    let report = doctor(&Receiver::start(Fault::None), &["--codes", "--json"]).ended(0).json();
    let checks = report["checks"].as_array().unwrap();
    let requests: Vec<_> = checks.iter().filter_map(|check| check["requests"].as_array()).flatten().collect();
    assert!(requests.len() > 40 && requests.iter().all(|request| request["passed"] == true), "{requests:?}");
    assert!(requests.iter().all(|request| request["got"].as_str().unwrap().starts_with('4')), "{requests:?}");

    let without_codes = Receiver::start(Fault::ComparesSlowly);
    let only = ["--only", "forged", "--json"];
    assert!(doctor(&without_codes, &only).ended(0).json()["checks"][0].get("requests").is_none());
    let report = doctor(&without_codes, &[&only[..], &["--codes"]].concat()).ended(1).json();
    let first = &report["checks"][0]["requests"][0];
    assert_eq!((&first["wanted"], &first["got"]), (&json!("401 signature_mismatch"), &json!("401 ")));
}

fn listed() -> Vec<String> {
    let list = run(&["doctor", "--list", "--json"], b"").ended(0).json();
    list.as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap().to_owned()).collect()
}

/// The checks that did not pass.
fn troubles(report: &Value) -> BTreeSet<String> {
    let trouble = |check: &Value| {
        let name = check["check"].as_str().unwrap();
        match check["outcome"].as_str().unwrap() {
            "passed" => None,
            "undecided" => Some(format!("?{name}")),
            "failed" => Some(name.to_owned()),
            other => panic!("{other}"),
        }
    };
    report["checks"].as_array().unwrap().iter().filter_map(trouble).collect()
}

/// The slow checks run where they matter only.
fn chosen(fault: Fault, names: &[String]) -> String {
    let matters = |name: &str| match fault {
        Fault::None | Fault::NotThere => true,
        Fault::Slow | Fault::OneAtATime => matches!(name, "in-time" | "parallel"),
        Fault::ComparesSlowly => name == "timing",
        Fault::NoLimit => name != "timing",
        _ => !matches!(name, "timing" | "oversized"),
    };
    names.iter().filter(|name| matters(name)).cloned().collect::<Vec<_>>().join(",")
}

#[test]
fn each_fault_shows_in_exactly_its_checks() {
    FAULTS.iter().filter(|(fault, _)| !takes_time(*fault)).for_each(examine);
}

/// Apart from the others, so that the two run side by side.
#[test]
fn each_fault_of_time_shows_in_exactly_its_checks() {
    FAULTS.iter().filter(|(fault, _)| takes_time(*fault)).for_each(examine);
}

fn takes_time(fault: Fault) -> bool {
    matches!(fault, Fault::None | Fault::Slow | Fault::OneAtATime | Fault::ComparesSlowly)
}

fn examine((fault, wanted): &(Fault, &[&str])) {
    let server = Receiver::start(*fault);
    let run = doctor(&server, &["--json", "--only", &chosen(*fault, &listed())]);
    let report = run.json();
    assert_eq!(troubles(&report), wanted.iter().map(|name| (*name).to_owned()).collect(), "{fault:?}: {report:#}");
    run.ended(i32::from(!wanted.is_empty()));
}

#[test]
fn every_check_can_fail_or_stay_undecided() {
    let shown = |fault: &Fault| *fault != Fault::NotThere;
    let found: BTreeSet<_> = FAULTS.iter().filter(|(fault, _)| shown(fault)).flat_map(|(_, checks)| *checks).collect();
    for name in listed() {
        assert!(found.contains(&&*name) || found.contains(&&*format!("?{name}")), "{name} never fails");
    }
}

#[test]
fn the_report_keeps_its_form() {
    let server = Receiver::start(Fault::LetsUnsignedIn);
    let report = doctor(&server, &["--json", "--only", "unsigned,forged"]).ended(1).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&report), ["checks", "full_marks", "score", "url", "verdict"]);
    assert_eq!(report["score"], json!({ "passed": 1, "undecided": 0, "failed": 1, "total": 2 }));
    assert_eq!(report["full_marks"], false);
    assert_eq!(report["url"], format!("{}/webhooks", server.base));
    let check = &report["checks"][0];
    assert_eq!(keys(check), ["allowed", "check", "finding", "fix", "group", "outcome", "seconds", "title", "why"]);
    assert_eq!((&check["check"], &check["group"]), (&json!("unsigned"), &json!("authenticity")));
    assert_eq!(check["finding"], "Answered 200 to a request without a signature; 200 to an empty signature.");
}

#[test]
fn the_report_can_be_read() {
    let server = Receiver::start(Fault::Forgetful);
    let run = doctor(&server, &["--only", "forged,retry"]).ended(1);
    assert!(run.out.contains("\n  ok    forged "), "{}", run.out);
    assert!(run.out.contains("\n  ?     retry ") && run.out.contains("\n        fix: Remember"), "{}", run.out);
    assert!(run.out.ends_with("\n1 of 2; undecided: retry\n") && run.err.is_empty(), "{}", run.out);
}

#[test]
fn what_is_allowed_does_not_spoil_full_marks() {
    let server = Receiver::start(Fault::Forgetful);
    let only = ["--only", "forged,retry,replay"];
    let run = doctor(&server, &[&only[..], &["--allow", "retry,replay"]].concat()).ended(0);
    assert!(run.out.ends_with("\n1 of 3; undecided: retry (allowed), replay (allowed)\n"), "{}", run.out);
    doctor(&server, &[&only[..], &["--allow", "retry"]].concat()).ended(1);
}

#[test]
fn the_checks_are_listed() {
    let list = run(&["doctor", "--list"], b"").ended(0).out;
    assert!(listed().iter().all(|name| list.contains(&format!("\n{name} ")) || list.starts_with(name.as_str())));
    let one = run(&["doctor", "--list", "--only", "timing"], b"").ended(0).out;
    assert!(one.starts_with("timing ") && one.lines().count() == 2, "{one}");
}

#[test]
fn nothing_secret_is_shown() {
    for fault in [Fault::PrintsSecret, Fault::PrintsSignature] {
        let server = Receiver::start(fault);
        let url = format!("{}/webhooks?token=t0k3n", server.base).replace("http://", "http://user:passw0rd@");
        for form in [&[][..], &["--json"]] {
            let run = run_with_secret(&[&["doctor", &url, "--only", "traces"], form].concat(), b"").ended(1);
            for secret in [&SECRET[6..18], "t0k3n", "passw0rd"] {
                assert!(!run.out.contains(secret) && !run.err.contains(secret), "{}", run.out);
            }
        }
    }
}

#[test]
fn wrong_use_ends_with_2() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = format!("http://{closed}/");
    run_with_secret(&["doctor", &nobody], b"").complains("refused");
    run_with_secret(&["doctor", &nobody, "--only", "nonsense"], b"").complains("nonsense");
    run_with_secret(&["doctor", &nobody, "--allow", "nonsense"], b"").complains("nonsense");
    run_with_secret(&["doctor", "localhost:3000"], b"").complains("http://");
    run_with_secret(&["doctor"], b"").complains("URL");
    run(&["doctor", &nobody], b"").complains("no secret");
    run(&["doctor", &nobody, "--secret", "a1b2c3", "--secret", "d4e5f6"], b"").complains("2 secrets");
}
