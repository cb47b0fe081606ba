//! The dashboard of an inbox: the real binary, its token, its limits.
#![cfg(unix)]

mod common;

use common::{SECRET, command, run, run_with_secret, write};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

const TOKEN: &str = "0123456789abcdef-token";

/// A server, and what its first line says.
struct Running {
    process: Child,
    first: Value,
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("the binary starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, first: serde_json::from_str(&line).unwrap() }
    }

    fn address(&self) -> String {
        let url = self.first["dashboard"].as_str().unwrap().strip_prefix("http://").unwrap();
        url.split('/').next().unwrap().to_owned()
    }

    fn send(&self, event: &str) {
        run_with_secret(&["send", event, "--to", self.first["listening"].as_str().unwrap()], b"").ended(0);
    }

    /// The status and the body of the response to a request.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        let host = if headers.iter().any(|(name, _)| *name == "Host") { "" } else { "Host: localhost\r\n" };
        let others: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let head =
            format!("{method} {path} HTTP/1.1\r\n{host}{others}Connection: close\r\nContent-Length: {length}\r\n");
        // It may answer, and close, before it has read a body that is too long.
        let _ = stream.write_all(format!("{head}\r\n{body}").as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let bearer = format!("Bearer {TOKEN}");
        let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        let (status, text) = self.ask("POST", path, &headers, &body.to_string());
        (status, serde_json::from_str(&text).unwrap_or_default())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn inbox(folder: &TempDir, subcommand: &str, arguments: &[&str]) -> Command {
    let store = format!("sqlite://{}", folder.path().join("inbox.db").display());
    let mut command = command();
    command.args(["inbox", subcommand, "--json", "--store", &store]).args(arguments);
    command.env("AUTOSEND_WEBHOOK_SECRET", SECRET);
    command
}

/// With the token of these tests.
fn serve(folder: &TempDir) -> Running {
    let mut command = inbox(folder, "serve", &["--listen", "127.0.0.1:0", "--dashboard", "127.0.0.1:0"]);
    command.env("AUTOSEND_INBOX_DASHBOARD_TOKEN", TOKEN);
    Running::start(command)
}

#[test]
fn only_the_token_opens_the_data() {
    let folder = TempDir::new().unwrap();
    let running = serve(&folder);
    let calls = [("GET", "/api/stats"), ("GET", "/api/timeline?range=day"), ("GET", "/api/deliveries/1")];
    for (method, path) in calls.into_iter().chain([("POST", "/api/list"), ("POST", "/api/replay"), ("GET", "/api/no")])
    {
        for wrong in ["Bearer", "Bearer ", "Bearer 0123456789abcdef-tokem", "Bearer 0123456789abcdef-token0", TOKEN] {
            assert_eq!(running.ask(method, path, &[("Authorization", wrong)], "").0, 401, "{method} {path} {wrong:?}");
        }
        assert_eq!(running.ask(method, path, &[], "").0, 401, "{method} {path}");
        let right = format!("Bearer {TOKEN}");
        assert_ne!(running.ask(method, path, &[("Authorization", &right)], "").0, 401, "{method} {path}");
    }
    assert_eq!(running.ask("GET", "/", &[], "").0, 200);
    assert_eq!(running.ask("GET", "/", &[("Host", "inbox.evil.example")], "").0, 403);
    assert!(!running.first.to_string().contains(TOKEN), "{}", running.first);
}

#[test]
fn a_token_that_nobody_gave_is_new_each_time_and_in_the_fragment() {
    let folder = TempDir::new().unwrap();
    let token = || {
        let running =
            Running::start(inbox(&folder, "serve", &["--listen", "127.0.0.1:0", "--dashboard", "127.0.0.1:0"]));
        let url = running.first["dashboard"].as_str().unwrap().to_owned();
        let (_, token) = url.split_once("/#token=").expect("the token is in the fragment");
        let bearer = format!("Bearer {token}");
        assert_eq!(running.ask("GET", "/api/stats", &[("Authorization", &bearer)], "").0, 200);
        token.to_owned()
    };
    let (first, second) = (token(), token());
    assert!(first.len() == 32 && first != second);
}

#[test]
fn a_token_that_can_be_guessed_is_refused() {
    let folder = TempDir::new().unwrap();
    for bad in ["sh0rt", "", "two words are no token", "0123456789abcdef\n0123456789abcdee\n"] {
        let file = write(folder.path(), "token", bad);
        let store = format!("sqlite://{}", folder.path().join("inbox.db").display());
        let arguments = ["inbox", "serve", "--listen", "127.0.0.1:0", "--store", &store, "--dashboard", "127.0.0.1:0"];
        let refused = run_with_secret(&[&arguments[..], &["--dashboard-token-file", &file]].concat(), b"");
        assert!(refused.code == 2, "{bad:?}: {}", refused.code);
        assert!(bad.is_empty() || !refused.err.contains(bad), "{}", refused.err);
    }
}

#[test]
fn calls_have_limits() {
    let folder = TempDir::new().unwrap();
    let running = serve(&folder);
    for limit in [0, 201] {
        assert_eq!(running.post("/api/list", &json!({ "limit": limit })).0, 400, "{limit}");
    }
    let many: Vec<i64> = (1..=501).collect();
    for wrong in [
        json!({ "seqs": [] }),
        json!({ "seqs": many }),
        json!({ "filter": {} }),
        json!({ "filter": { "type": "  " } }),
        json!({ "filter": { "status": "gone" } }),
    ] {
        let (status, answer) = running.post("/api/replay", &wrong);
        assert_eq!((status, &answer["error"]["code"]), (400, &json!("bad_request")), "{wrong}");
    }
    assert_eq!(running.post("/api/list", &json!({ "limit": 1, "filter": { "adress": "ann@example.com" } })).0, 422);
    assert_eq!(running.post("/api/list", &json!({ "limit": 1, "filter": { "id": "x".repeat(65_536) } })).0, 413);
    let bearer = format!("Bearer {TOKEN}");
    for (path, status) in [
        ("/api/timeline?range=year", 400),
        ("/api/timeline", 400),
        ("/api/deliveries/x", 400),
        ("/api/deliveries/9223372036854775807", 404),
        ("/api/list", 405),
        ("/api/../secret", 404),
        ("/dev/app.js", 404),
    ] {
        assert_eq!(running.ask("GET", path, &[("Authorization", &bearer)], "").0, status, "{path}");
    }
}

#[test]
fn lists_go_on_where_the_last_page_ended() {
    let folder = TempDir::new().unwrap();
    let running = serve(&folder);
    for _ in 0..3 {
        running.send("email.sent");
    }
    let (_, page) = running.post("/api/list", &json!({ "limit": 2 }));
    let seqs = |page: &Value| {
        let deliveries = page["data"]["deliveries"].as_array().unwrap();
        deliveries.iter().map(|one| one["seq"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((seqs(&page), &page["data"]["more"]), (vec![3, 2], &json!(true)));
    let (_, page) = running.post("/api/list", &json!({ "limit": 2, "before": 2, "filter": { "type": "email.sent" } }));
    assert_eq!((seqs(&page), &page["data"]["more"]), (vec![1], &json!(false)));
}

#[test]
fn without_the_option_there_is_no_page() {
    let folder = TempDir::new().unwrap();
    let running = Running::start(inbox(&folder, "serve", &["--listen", "127.0.0.1:0"]));
    assert!(running.first.get("dashboard").is_none(), "{}", running.first);
}

#[test]
fn an_inbox_that_another_process_serves_is_shown() {
    let folder = TempDir::new().unwrap();
    let missing = run(&["inbox", "dashboard", "--store", "sqlite:///nowhere/inbox.db"], b"");
    assert!(missing.code != 0 && missing.err.contains("--store"), "{}", missing.err);
    let serving = serve(&folder);
    serving.send("email.sent");
    let mut command = inbox(&folder, "dashboard", &["--listen", "0.0.0.0:0"]);
    command.env("AUTOSEND_INBOX_DASHBOARD_TOKEN", TOKEN).stderr(Stdio::piped());
    let mut showing = Running::start(command);
    showing.first["dashboard"] = showing.first["dashboard"].as_str().unwrap().replace("0.0.0.0", "127.0.0.1").into();
    let (status, page) = showing.post("/api/list", &json!({ "limit": 5 }));
    assert_eq!((status, &page["data"]["deliveries"][0]["type"]), (200, &json!("email.sent")));
    let mut said = String::new();
    BufReader::new(showing.process.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("no TLS"), "{said}");
}
