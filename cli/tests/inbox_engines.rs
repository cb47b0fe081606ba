//! `inbox serve` and `inbox work` over engines: the real binary, real servers.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use autosend_webhooks::SignedRequest;
use common::{SECRET, command, run, write};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};
use support::{
    body,
    engines::{EngineServer, Kind},
};

/// A process of ours, ended at the end.
struct Process {
    child: Child,
    first: Value,
}

impl Process {
    /// Starts `inbox` with arguments, and waits for its first line.
    fn start(arguments: &[&str]) -> Self {
        let mut command = command();
        command.arg("inbox").args(arguments).arg("--json").env("AUTOSEND_WEBHOOK_SECRET", SECRET);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("the binary starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self { child, first: serde_json::from_str(&line).unwrap() }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Posts a delivery; the whole answer.
fn post(receiver: &Process, id: &str, body: &[u8]) -> String {
    let host = receiver.first["listening"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let secret = SECRET.parse().unwrap();
    let mut request =
        format!("POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in SignedRequest::new(&secret, body).delivery_id(id.to_owned()).headers() {
        request.extend([name, ": ", &value, "\r\n"]);
    }
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(&[request.as_bytes(), b"\r\n", body].concat()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[track_caller]
fn within(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(30), "never: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// The lines that the command of the worker wrote.
fn effects(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("effects")).unwrap_or_default();
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

fn goes_and_comes_back(kind: Kind) {
    let (server, folder) = (EngineServer::start(kind), tempfile::tempdir().unwrap());
    let store = server.address();
    let mark = format!("sqlite://{}", folder.path().join("marks.db").display());
    let exec = format!("echo \"$AUTOSEND_DELIVERY_ID\" >> {}", folder.path().join("effects").display());
    let receiver = Process::start(&["serve", "--listen", "127.0.0.1:0", "--store", &store]);
    let _worker = Process::start(&["work", "--store", &store, "--mark", &mark, "--exec", &exec]);
    let bodies = [1, 2].map(|number| body(Duration::ZERO, "ann@example.com", number));
    let post = |number: usize| post(&receiver, &format!("id-{number}"), &bodies[number - 1]);
    assert!(post(1).starts_with("HTTP/1.1 200"));
    within("the first effect", || effects(folder.path()) == ["id-1"]);
    server.kill();
    let refused = post(2);
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 1"), "{refused}");
    thread::sleep(Duration::from_secs(3));
    assert!(post(2).starts_with("HTTP/1.1 503"));
    server.restart();
    within("it takes deliveries again", || post(2).starts_with("HTTP/1.1 200"));
    assert!(post(1).starts_with("HTTP/1.1 200"), "a repeat");
    within("the second effect", || effects(folder.path()).len() > 1);
    thread::sleep(Duration::from_secs(2));
    assert_eq!(effects(folder.path()), ["id-1", "id-2"], "each once, and the worker was not started again");
    let listed = run(&["inbox", "list", "--json", "--store", &mark], b"").ended(0);
    assert_eq!(listed.out.lines().count(), 2, "what was marked can be looked into");
}

#[test]
fn redis_goes_and_comes_back() {
    goes_and_comes_back(Kind::Redis);
}

#[test]
fn nats_goes_and_comes_back() {
    goes_and_comes_back(Kind::Nats);
}

#[cfg(feature = "kafka")]
#[test]
fn kafka_goes_and_comes_back() {
    goes_and_comes_back(Kind::Kafka);
}

#[cfg(not(feature = "kafka"))]
#[test]
fn an_engine_that_was_left_out_is_refused() {
    let ended =
        run(&["inbox", "work", "--store", "kafka://k1", "--mark", "sqlite://m", "--exec", "true"], b"").ended(2);
    assert!(ended.err.contains("missing_feature: kafka:// was left out") && ended.err.contains("--features kafka"));
}

#[test]
fn redis_that_would_lose_is_refused_and_so_is_what_an_engine_cannot() {
    let server = EngineServer::start_with(Kind::Redis, &["appendfsync everysec"]);
    let folder = tempfile::tempdir().unwrap();
    let secret = write(folder.path(), "secret", SECRET.as_bytes());
    let store = server.address();
    let serve = ["inbox", "serve", "--secret-file", &secret, "--listen", "127.0.0.1:0", "--store", &store];
    for (arguments, said) in [
        (&[][..], "appendfsync is everysec, and must be always"),
        (&["--exec", "true"], "Leave --exec and --forward-to to inbox work."),
        (&["--ordered"], "an engine does not order by address"),
        (&["--on-id-reuse", "hold"], "an engine holds nothing for a replay"),
        (&["--dashboard"], "an engine keeps no archive to show"),
    ] {
        let ended = run(&[&serve, arguments].concat(), b"").ended(2);
        assert!(ended.err.contains(said), "{}", ended.err);
    }
    let ended = run(&["inbox", "work", "--store", &store, "--exec", "true"], b"").ended(2);
    assert!(ended.err.contains("Give --mark"), "{}", ended.err);
    let ended = run(&["inbox", "list", "--store", &store], b"").ended(2);
    assert!(ended.err.contains("an engine keeps no archive"), "{}", ended.err);
}
