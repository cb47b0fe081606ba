//! `listen` and `replay`: the real binary, real deliveries, a real receiver behind it.
#![cfg(unix)]

mod common;

use autosend_webhooks::{EventType, Secret, SignedRequest};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use common::{
    OTHER_SECRET, SECRET, Server,
    listener::{Listener, talk},
    mishandled, run, run_with_secret, sample, write,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    net::TcpStream,
    sync::{Arc, Mutex},
};

/// A signed request, byte by byte.
fn raw(body: &[u8], secret: &str, extra: &[u8]) -> Vec<u8> {
    let headers = SignedRequest::new(&Secret::new(secret).unwrap(), body).delivery_id("d-1").headers();
    let mut request = b"POST /hook?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".to_vec();
    for (name, value) in headers {
        request.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    request.extend(extra);
    request.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
    request.extend(body);
    request
}

fn files(directory: &std::path::Path) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| path.to_str().unwrap().to_owned()).collect()
}

type Log = Arc<Mutex<Vec<(Uri, HeaderMap, Bytes)>>>;

/// A receiver that keeps what it gets, and answers the first request with 503, the others with 202.
fn receiver() -> (Server, Log) {
    async fn receive(State(log): State<Log>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
        let mut log = log.lock().unwrap();
        log.push((uri, headers, body));
        let status = if log.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::ACCEPTED };
        (status, [("x-answer", "42")], "a response").into_response()
    }
    let log = Log::default();
    (Server::start(Router::new().fallback(receive).with_state(Arc::clone(&log))), log)
}

#[test]
fn deliveries_are_shown_as_people_read_them() {
    let listener = Listener::start(&[]);
    listener.send(&["email.bounced", "--delivery-id", "d-1"]).ended(0);
    let run = listener.end().ended(0);
    assert!(run.out.contains("  POST /  email.bounced  d-1  verified\n"), "{}", run.out);
    assert!(run.out.contains("\n    \"type\": \"email.bounced\",\n"), "{}", run.out);
    assert!(run.out.contains("\n  answered: 200\n"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}') && run.err.lines().count() == 1, "{}", run.err);
}

#[test]
fn refusals_come_with_a_diagnosis() {
    let listener = Listener::start(&["--secret", OTHER_SECRET, "--secret", &format!("{SECRET}x")]);
    let answer = listener.send(&["email.sent"]).ended(1).json();
    assert_eq!(answer["statuses"], json!({ "401": 1 }));
    let stale = Listener::start(&[]);
    stale.send(&["email.sent", "--timestamp", "1762943400000"]).ended(1);
    let text = stale.end().ended(0).out;
    assert!(text.contains("  refused\n  timestamp_too_old (answered with 400)\n"), "{text}");
    assert!(text.contains("\n    fix: ") && text.contains("\n  answered: 400\n"), "{text}");
    let text = listener.end().ended(0).out;
    assert!(text.contains("\n  signature_mismatch (answered with 401)\n"), "{text}");
}

#[test]
fn json_has_a_line_for_each_request() {
    let listener = Listener::start(&["--json"]);
    listener.send(&["email.sent", "--delivery-id", "d-1"]).ended(0);
    let again = listener.send(&["email.opened", "--delivery-id", "d-1"]).ended(0).json();
    assert_eq!(again["responses"][0]["body"], r#"{"duplicate":false,"id_reused":true,"received":true}"#);
    talk(
        &listener.url,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t0k3n\r\nConnection: close\r\n\r\n",
    );
    let entries = listener.entries();
    assert_eq!(entries.len(), 3);
    let keys: Vec<_> = entries[0].as_object().unwrap().keys().collect();
    let wanted = [
        "answer",
        "body",
        "causes",
        "error",
        "event",
        "headers",
        "id",
        "method",
        "received_at",
        "repeat",
        "saved",
        "target",
        "verified",
    ];
    assert_eq!(keys, wanted);
    assert_eq!((&entries[0]["verified"], &entries[0]["repeat"]), (&json!(true), &Value::Null));
    assert_eq!((&entries[0]["event"], &entries[0]["id"]), (&json!("email.sent"), &json!("d-1")));
    assert_eq!(entries[0]["answer"], json!({ "status": 200, "forwarded": false }));
    assert_eq!((&entries[1]["verified"], &entries[1]["repeat"]), (&json!(true), &json!("id_reused")));
    assert_eq!((&entries[2]["verified"], &entries[2]["error"]["code"]), (&json!(false), &json!("missing_signature")));
    assert!(!entries[2].to_string().contains("t0k3n"));
}

#[test]
fn no_signature_is_printed_in_full() {
    let body = br#"{"type":"x.y"}"#;
    let signature = Secret::new(SECRET).unwrap().sign(body).to_string();
    for form in [&[][..], &["--json"]] {
        let listener = Listener::start(form);
        assert!(talk(&listener.url, &raw(body, SECRET, b"")).starts_with("HTTP/1.1 200"));
        talk(&listener.url, &raw(b"{}", OTHER_SECRET, b"X-Webhook-Signature: 0000\r\n"));
        let run = listener.end().ended(0);
        assert!(!run.out.contains(&signature) && !run.out.contains(&SECRET[6..]), "{}", run.out);
    }
}

#[test]
fn nothing_that_comes_in_reaches_the_terminal_raw() {
    let nasty = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\r\u{8}";
    let body = json!({ "type": format!("x{nasty}\nforged line"), "data": nasty }).to_string();
    // JSON escapes what is below 0x20; the rest, and broken JSON, come as they are.
    let broken = format!("{{\"type\": \"{nasty}\"");
    for form in [&[][..], &["--json"]] {
        let listener = Listener::start(form);
        for body in [body.as_bytes(), broken.as_bytes()] {
            let event = "X-Webhook-Event: a\u{9b}31m\u{202e}\r\n";
            talk(&listener.url, &raw(body, OTHER_SECRET, event.as_bytes()));
            talk(&listener.url, &raw(body, SECRET, event.as_bytes()));
            talk(&listener.url, &raw(body, SECRET, b""));
        }
        let run = listener.end().ended(0);
        let is_harmful =
            |letter: char| letter != '\n' && (letter.is_control() || letter == '\u{202e}' && form.is_empty());
        assert!(!run.out.contains(is_harmful), "{:?}", run.out);
        assert!(!run.out.lines().any(|line| line.starts_with("forged line")), "{}", run.out);
    }
}

#[test]
fn requests_are_passed_on_as_they_came() {
    let (server, log) = receiver();
    let listener = Listener::start(&["--json", "--forward-to", &format!("{}/deep/hook", server.base)]);
    let body = b"{\"type\": \"x.y\", \"n\": 1.0, \"s\": \"\xC3\xA9\"}\n";
    let extra = b"X-Own: \xE9 v\r\nUser-Agent: AutoSend-Webhooks/1.0\r\nAccept: a/b\r\nX-Two: 1\r\nX-Two: 2\r\n";
    let first = talk(&listener.url, &raw(body, SECRET, extra));
    assert!(first.starts_with("HTTP/1.1 503 ") && first.contains("x-answer: 42") && first.ends_with("a response"));
    // A retry of what failed is no duplicate.
    let second = talk(&listener.url, &raw(body, SECRET, extra));
    assert!(second.starts_with("HTTP/1.1 202 "), "{second}");
    talk(&listener.url, &raw(body, SECRET, extra));
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 3);
    let (uri, headers, forwarded) = &log[0];
    assert_eq!((uri.path(), &forwarded[..]), ("/deep/hook", &body[..]));
    assert_eq!(headers["x-own"].as_bytes(), b"\xE9 v");
    assert_eq!(headers.get_all("x-two").iter().collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(
        (&headers["accept"], &headers["user-agent"]),
        (&"a/b".parse().unwrap(), &"AutoSend-Webhooks/1.0".parse().unwrap())
    );
    assert_eq!(headers["x-webhook-signature"], Secret::new(SECRET).unwrap().sign(body).to_string());
    assert!(!headers.contains_key("connection") && headers["host"] != "localhost");
    drop(log);
    let entries = listener.entries();
    let told: Vec<_> = entries.iter().map(|entry| (&entry["answer"]["status"], &entry["repeat"])).collect();
    let (none, duplicate) = (&Value::Null, &json!("duplicate"));
    assert_eq!(told, [(&json!(503), none), (&json!(202), none), (&json!(202), duplicate)]);
    assert!(entries[0]["answer"]["ms"].as_f64().unwrap() > 0.0);
}

#[test]
fn only_what_verifies_is_passed_on() {
    let (server, log) = receiver();
    let requests = [raw(b"\xFF", OTHER_SECRET, b""), raw(br#"{"type":"x.y"}"#, SECRET, b"X-Webhook-Event: a.b\r\n")];
    let listener = Listener::start(&["--json", "--forward-to", &server.base]);
    let answers: Vec<_> = requests.iter().map(|request| talk(&listener.url, request)).collect();
    assert!(answers[0].starts_with("HTTP/1.1 401 ") && answers[1].starts_with("HTTP/1.1 400 "), "{answers:?}");
    assert!(log.lock().unwrap().is_empty());
    let entries = listener.entries();
    assert_eq!(entries[0]["answer"], json!({ "status": 401, "forwarded": false }));

    let listener = Listener::start(&["--forward-to", &server.base, "--forward-all"]);
    for request in &requests {
        talk(&listener.url, request);
    }
    assert_eq!(log.lock().unwrap().len(), 2);
    assert_eq!(&log.lock().unwrap()[0].2[..], b"\xFF");
    listener.end().ended(0);
    let listener = Listener::start_with(&["--forward-to", &server.base, "--forward-all"], None);
    talk(&listener.url, &requests[0]);
    assert_eq!(log.lock().unwrap().len(), 3);
    listener.end().ended(0);
    run(&["listen", "--port", "0", "--forward-to", &server.base], b"").complains("only what verifies is passed on");
    run(&["listen", "--port", "0", "--forward-all"], b"").complains("--forward-to");
}

/// A page of another site can make a browser send requests here, under a name that it points here or under ours.
#[test]
fn browsers_of_other_sites_are_refused() {
    let (server, log) = receiver();
    let directory = tempfile::tempdir().unwrap();
    let saved = directory.path().join("saved");
    let arguments = ["--forward-to", &server.base, "--forward-all", "--save", saved.to_str().unwrap(), "--json"];
    let listener = Listener::start(&arguments);
    let signed = String::from_utf8(raw(br#"{"type":"x.y"}"#, SECRET, b"")).unwrap();
    let with = |from: &str, to: &str| talk(&listener.url, signed.replacen(from, to, 1).as_bytes());
    let host = "Host: localhost\r\n";
    for hostile in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nOrigin: https://evil.example\r\n",
        "Host: localhost\r\nOrigin: null\r\n",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
    ] {
        let answer = with(host, hostile);
        assert!(answer.starts_with("HTTP/1.1 403 ") && answer.contains("foreign_request"), "{hostile}: {answer}");
    }
    assert!(log.lock().unwrap().is_empty() && !saved.exists());
    assert!(with(host, host).starts_with("HTTP/1.1 503 "));
    let entries = listener.entries();
    assert_eq!((&entries[0]["error"]["code"], &entries[0]["verified"]), (&json!("foreign_request"), &json!(false)));

    let tunnelled = Listener::start(&["--allow-host", "x.tunnel.example"]);
    let answer = talk(&tunnelled.url, signed.replacen("localhost", "X.tunnel.example", 1).as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    talk(&tunnelled.url, signed.replacen("localhost", "evil.example", 1).as_bytes());
    let text = tunnelled.end().ended(0).out;
    assert!(text.contains("  refused\n  foreign_request\n") && text.contains("--allow-host"), "{text}");
}

#[test]
fn the_disk_is_not_filled() {
    let directory = tempfile::tempdir().unwrap();
    let saved = directory.path().to_str().unwrap();
    let listener = Listener::start(&["--save", saved, "--save-limit", "10000", "--json"]);
    for _ in 0..4 {
        talk(&listener.url, &raw(br#"{"type":"x.y"}"#, SECRET, b""));
    }
    let told: Vec<_> = listener.entries().iter().map(|entry| entry["saved"].is_string()).collect();
    assert_eq!(told, [true, true, false, false]);
    assert_eq!(files(directory.path()).len(), 2);
    let listener = Listener::start(&["--save", saved, "--save-limit", "10000"]);
    talk(&listener.url, &raw(br#"{"type":"x.y"}"#, SECRET, b""));
    let text = listener.end().ended(0).out;
    assert!(text.contains("not saved: the limit of 10000 bytes is reached"), "{text}");
}

#[test]
fn who_can_not_be_reached_is_a_502() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let listener = Listener::start(&["--forward-to", &format!("http://{closed}/")]);
    let answer = listener.send(&["email.sent"]).ended(1).json();
    assert_eq!(answer["statuses"], json!({ "502": 1 }));
    assert!(answer["responses"][0]["body"].as_str().unwrap().contains(r#""code":"not_forwarded""#));
    let text = listener.end().ended(0).out;
    assert!(text.contains("answered: 502, since it could not be passed on (refused: "), "{text}");
}

#[test]
fn a_large_body_is_refused() {
    let listener = Listener::start(&["--max-body", "100", "--json"]);
    let answer = listener.send(&["email.sent"]).ended(1).json();
    assert_eq!(answer["statuses"], json!({ "413": 1 }));
    let entries = listener.entries();
    assert_eq!((&entries[0]["error"]["code"], &entries[0]["body"]), (&json!("body_too_large"), &json!("")));
}

#[test]
fn without_a_secret_nothing_is_verified() {
    let listener = Listener::start_with(&[], None);
    listener.send(&["email.sent"]).ended(0);
    let run = listener.end().ended(0);
    assert!(run.out.contains("  not verified\n") && run.err.contains("no secret is given"), "{}{}", run.out, run.err);
}

#[test]
fn what_is_saved_verifies_explains_and_replays() {
    let directory = tempfile::tempdir().unwrap();
    let saved = directory.path().join("saved");
    let listener = Listener::start(&["--json", "--save", saved.to_str().unwrap()]);
    let body = b"{\"type\": \"x.y\",\r\n \"n\": 1.0}\n";
    talk(&listener.url, &raw(body, SECRET, b"X-Own: \xE9\r\n"));
    talk(&listener.url, &raw(body, OTHER_SECRET, b""));
    let entries = listener.entries();
    let paths = files(&saved);
    assert_eq!(paths.len(), 2);
    let told: Vec<_> = entries.iter().map(|entry| entry["saved"].as_str().unwrap().to_owned()).collect();
    let (good, bad) = (&told[0], &told[1]);
    assert!(paths.contains(good) && paths.contains(bad));

    let delivery = run_with_secret(&["verify", "--request", good, "--json"], b"").ended(0).json();
    assert_eq!((&delivery["id"], &delivery["type"]), (&json!("d-1"), &json!("x.y")));
    assert!(run_with_secret(&["verify", "--request", bad], b"").ended(1).err.contains("signature_mismatch"));
    let explanation =
        run_with_secret(&["explain", "--request", bad, "--other-secret", OTHER_SECRET, "--json"], b"").ended(1);
    assert_eq!(explanation.json()["causes"][0]["cause"], "other_secret");
    run_with_secret(&["verify", "--request", good, "--header", "A: 1"], b"").complains("--request");

    let (server, log) = receiver();
    let to = format!("{}/hook", server.base);
    run_with_secret(&["replay", good, "--to", &to], b"").ended(1);
    let by_id = run_with_secret(&["replay", "d-1", "--to", &to, "--saved", saved.to_str().unwrap()], b"").ended(0);
    assert!(by_id.out.starts_with("202 in ") && by_id.out.contains("a response"), "{}", by_id.out);
    run_with_secret(&["replay", good, "--to", &to, "--new-id", "--json"], b"").ended(0);
    let log = log.lock().unwrap();
    for (_, headers, replayed) in log.iter() {
        assert_eq!(&replayed[..], &body[..]);
        assert_eq!(headers["x-webhook-event"], "x.y");
        let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        autosend_webhooks::Verifier::new([SECRET]).unwrap().verify(replayed, &pairs).unwrap();
    }
    let ids: Vec<_> = log.iter().map(|(_, headers, _)| headers["x-webhook-delivery-id"].to_str().unwrap()).collect();
    assert_eq!(ids[..2], ["d-1", "d-1"]);
    assert!(ids[2].starts_with("deliver-webhook-"));
}

/// Whoever can reach `listen` can leave requests there; signing them would forge them.
#[test]
fn what_was_refused_is_not_signed() {
    let directory = tempfile::tempdir().unwrap();
    let listener = Listener::start(&["--save", directory.path().to_str().unwrap()]);
    talk(&listener.url, &raw(br#"{"type":"x.y","n":1}"#, OTHER_SECRET, b""));
    let unsigned = String::from_utf8(raw(br#"{"type":"x.y","n":2}"#, SECRET, b"")).unwrap();
    talk(&listener.url, unsigned.replace("X-Webhook-Signature", "X-None").as_bytes());
    // Authentic, but under the name of another event.
    talk(&listener.url, &raw(br#"{"type":"x.y","n":3}"#, SECRET, b"X-Webhook-Event: a.b\r\n"));
    listener.end().ended(0);
    let (server, log) = receiver();
    let paths = files(directory.path());
    assert_eq!(paths.len(), 3);
    for path in &paths {
        let run = run_with_secret(&["replay", path, "--to", &server.base], b"").ended(1);
        assert!(run.err.starts_with("refused: ") && run.err.contains("--force") && run.out.is_empty(), "{}", run.err);
        let code =
            run_with_secret(&["replay", path, "--to", &server.base, "--json"], b"").ended(1).json()["code"].clone();
        assert!(
            ["signature_mismatch", "missing_signature", "duplicate_header", "event_mismatch"]
                .contains(&code.as_str().unwrap()),
            "{code}"
        );
    }
    assert!(log.lock().unwrap().is_empty());
    run_with_secret(&["replay", &paths[0], "--to", &server.base, "--force"], b"").ended(1);
    assert_eq!(log.lock().unwrap().len(), 1);
}

#[test]
fn an_old_request_and_one_of_another_secret_can_be_replayed() {
    let directory = tempfile::tempdir().unwrap();
    let body = br#"{"type":"x.y"}"#;
    let headers = run(&["sign", "--secret", OTHER_SECRET, "--timestamp", "1762943400000"], body).ended(0).out;
    let text = format!("POST / HTTP/1.1\n{headers}\n{}", str::from_utf8(body).unwrap());
    let stored = write(directory.path(), "stored.http", text);
    let originals = write(directory.path(), "originals", format!("{SECRET}\n{OTHER_SECRET}\n"));
    let (server, log) = receiver();
    let replay = |arguments: &[&str]| run(&[&["replay", &stored, "--to", &server.base], arguments].concat(), b"");
    replay(&["--secret", OTHER_SECRET]).ended(1);
    assert!(replay(&["--secret", SECRET]).ended(1).err.contains("--original-secret-file"));
    replay(&["--secret", SECRET, "--original-secret-file", &originals]).ended(0);
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 2);
    assert_eq!(log[1].1["x-webhook-signature"], Secret::new(SECRET).unwrap().sign(body).to_string());
}

#[test]
fn replay_says_what_it_lacks() {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body.json", sample(EventType::EmailSent));
    let to = ["--to", "http://127.0.0.1:1/"];
    let replay = |arguments: &[&str]| run_with_secret(&[&["replay"], arguments, &to].concat(), b"");
    replay(&[&body]).complains("is no stored request");
    replay(&["d-1", "--saved", directory.path().to_str().unwrap()]).complains("there is no delivery d-1");
    replay(&["d-1", "--saved", "/does/not/exist"]).complains("can't be searched");
    run(&["replay", &body, "--to", to[1]], b"").complains("no secret");
}

#[test]
fn listen_says_what_it_lacks() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    run(&["listen", "--port", &port], b"").complains("cannot listen on 127.0.0.1:");
    run(&["listen", "--port", "0", "--secret", ""], b"").complains("empty");
    run(&["listen", "--forward-to", "localhost:3000"], b"").complains("http://");
}

#[test]
fn it_listens_on_this_machine_only() {
    let listener = Listener::start(&[]);
    assert!(listener.url.starts_with("http://127.0.0.1:"), "{}", listener.url);
    listener.end().ended(0);
}

/// A connection that stays open, and a request that never comes to its end, don't keep it from ending.
#[test]
fn ctrl_c_ends_it_whatever_is_open() {
    let listener = Listener::start(&[]);
    let address = listener.url.strip_prefix("http://").unwrap().to_owned();
    let _idle = TcpStream::connect(&address).unwrap();
    let mut half = TcpStream::connect(&address).unwrap();
    half.write_all(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nab").unwrap();
    listener.send(&["email.sent"]).ended(0);
    listener.end().ended(0);
}

/// What `explain` finds in a request, `listen` tells when it comes in.
#[test]
fn the_causes_that_explain_finds_are_named() {
    let listener = Listener::start(&["--json"]);
    let cases = mishandled::cases();
    for case in &cases {
        let lines = case.headers.replace('\n', "\r\n");
        let length = case.body.len();
        let head = format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}Content-Length: {length}\r\n\r\n"
        );
        let response = talk(&listener.url, &[head.as_bytes(), &case.body].concat());
        assert!(response.starts_with("HTTP/1.1 4"), "{}: {response}", case.cause);
    }
    let entries = listener.entries();
    assert_eq!(entries.len(), cases.len());
    for (entry, case) in entries.iter().zip(&cases) {
        assert_eq!(entry["causes"][0]["cause"], case.cause, "{entry}");
        assert!(!entry.to_string().contains(SECRET));
    }
}
