//! `inbox`: the real binary receives, forwards, and is looked into.
#![cfg(unix)]

mod common;

use autosend_webhooks::Verifier;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use common::{OTHER_SECRET, Server, inbox::Inbox, run, run_with_secret, write};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

type Log = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// Answers the first request with 503, the others with 204.
fn target() -> (Server, Log) {
    async fn receive(
        State(log): State<Log>,
        headers: HeaderMap,
        body: Bytes,
    ) -> (StatusCode, [(&'static str, &'static str); 1]) {
        let mut log = log.lock().unwrap();
        log.push((headers, body));
        let status = if log.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT };
        (status, [("Retry-After", "0")])
    }
    let log = Log::default();
    (Server::start(Router::new().fallback(receive).with_state(log.clone())), log)
}

#[test]
fn what_is_received_is_forwarded_byte_for_byte_and_signed_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (target, log) = target();
    let secret = write(folder.path(), "secret", OTHER_SECRET);
    let mut inbox = Inbox::start(folder.path(), &["--forward-to", &target.base, "--forward-secret-file", &secret]);
    assert_eq!(inbox.send("email.bounced"), 0);
    let said = inbox.said();
    assert_eq!((said["outcome"].as_str(), said["seq"].as_i64()), (Some("new"), Some(1)), "{said}");
    inbox.until("it is done", |stats| stats["counters"]["done"] == 1);
    let log = log.lock().unwrap();
    assert_eq!(log.len(), 2, "one retry");
    assert_eq!(log[0].1, log[1].1);
    for (headers, body) in log.iter() {
        let delivery = Verifier::new([OTHER_SECRET]).unwrap().verify(body, headers).unwrap().into_owned();
        assert_eq!(delivery.id, said["id"].as_str().unwrap());
    }
    let shown = run(&["inbox", "show", "1", "--json", "--store", &inbox.store], b"").ended(0).json();
    assert_eq!(shown["body"].as_str().unwrap().as_bytes(), &log[0].1[..]);
    assert_eq!(shown["attempts"].as_array().unwrap().len(), 2);
    assert!(shown["attempts"][0]["error"].as_str().unwrap().contains("503"));
}

#[test]
fn a_command_gets_the_body_and_its_facts_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    let command = format!(
        "{{ cat; printf '|%s|%s|%s|%s' \"$AUTOSEND_DELIVERY_TYPE\" \"$AUTOSEND_DELIVERY_SEQ\" \
         \"$AUTOSEND_DELIVERY_ATTEMPT\" \"$AUTOSEND_WEBHOOK_SECRET\"; }} > {out}"
    );
    let inbox = Inbox::start(folder.path(), &["--exec", &command]);
    assert_eq!(inbox.send("email.opened"), 0);
    inbox.until("it is done", |stats| stats["counters"]["done"] == 1);
    let said = fs::read_to_string(&out).unwrap();
    let (body, facts) = said.split_once('|').unwrap();
    assert!(serde_json::from_str::<Value>(body).is_ok(), "{body}");
    assert_eq!(facts, "email.opened|1|1|");
}

#[test]
fn what_can_never_succeed_is_a_dead_letter_and_can_be_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let flag = folder.path().join("mended").display().to_string();
    let command = format!("test -e {flag} || {{ echo 'no such \u{1b}[31mtable' >&2; exit 65; }}");
    let inbox = Inbox::start(folder.path(), &["--exec", &command]);
    inbox.send("email.sent");
    inbox.until("it is dead", |stats| stats["counters"]["dead"] == 1);
    let dead = run(&["inbox", "dead", "--store", &inbox.store], b"").ended(0);
    assert!(dead.out.contains("no such") && !dead.out.contains('\u{1b}'), "{}", dead.out);
    fs::write(&flag, "").unwrap();
    let replayed =
        run(&["inbox", "replay", "--status", "dead", "--json", "--store", &inbox.store], b"").ended(0).json();
    assert_eq!(replayed["replayed"], 1);
    inbox.until("it is done", |stats| stats["counters"]["done"] == 1);
    run(&["inbox", "replay", "--status", "dead", "--store", &inbox.store], b"").ended(1);
}

#[test]
fn a_handler_may_end_after_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    let begun = folder.path().join("begun").display().to_string();
    let command = format!("touch {begun}; sleep 1; echo done > {out}");
    let mut inbox = Inbox::start(folder.path(), &["--exec", &command]);
    inbox.send("email.sent");
    while !Path::new(&begun).exists() {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(inbox.terminate(), Some(0));
    assert_eq!(fs::read_to_string(&out).unwrap(), "done\n");
    assert_eq!(inbox.stats()["waiting"], 0);
}

#[test]
fn nobody_who_reads_its_log_slowly_holds_it_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut inbox = Inbox::start(folder.path(), &["--max-body", "2000"]);
    let count = 12_000;
    let (id, number) = ("x".repeat(200), count.to_string());
    let send =
        ["send", "email.sent", "--to", &inbox.base, "--count", &number, "--concurrency", "50", "--delivery-id", &id];
    assert_eq!(run_with_secret(&send, b"").code, 0, "the pipe is full, and all are stored");
    let mut lines: Vec<Value> = (0..5000).map(|_| inbox.said()).collect();
    let start = Instant::now();
    assert_eq!(inbox.terminate(), Some(0), "nor its end");
    assert!(start.elapsed() < Duration::from_secs(10));
    lines.extend(inbox.lines.by_ref().map_while(|line| serde_json::from_str::<Value>(&line.unwrap()).ok()));
    let said = |name: &str, value: &str| lines.iter().filter(|line| line[name] == value).count();
    assert!(said("outcome", "new") > 5000, "{:?}", lines[0]);
    assert!(said("warning", "lines_left_out") > 0);
    assert_eq!(inbox.stats()["waiting"], count);
}

#[test]
fn after_sigterm_the_database_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut inbox = Inbox::start(folder.path(), &[]);
    assert_eq!(inbox.send("email.sent"), 0);
    let log = folder.path().join("inbox.db-wal");
    assert!(log.exists(), "until then there is a log");
    assert_eq!(inbox.terminate(), Some(0));
    assert!(!log.exists());
}

#[test]
fn what_was_stored_before_a_kill_is_processed_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut inbox = Inbox::start(folder.path(), &[]);
    for _ in 0..3 {
        assert_eq!(inbox.send("email.sent"), 0);
    }
    inbox.process.kill().unwrap();
    inbox.process.wait().unwrap();
    let inbox = Inbox::start(folder.path(), &["--exec", "true"]);
    inbox.until("all are done", |stats| stats["counters"]["done"] == 3);
}

#[test]
fn it_says_whether_it_is_ready_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::start(folder.path(), &[]);
    inbox.send("email.sent");
    run(&["send", "email.sent", "--to", &inbox.base, "--secret", OTHER_SECRET], b"").ended(1);
    assert!(inbox.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(inbox.get("/readyz").starts_with("HTTP/1.1 200"));
    let metrics = inbox.get("/metrics");
    for line in [
        "autosend_inbox_received_total{outcome=\"new\"} 1",
        "autosend_inbox_received_total{outcome=\"signature_mismatch\"} 1",
        "autosend_inbox_unfinished 1",
        "autosend_inbox_commit_seconds_count 1",
    ] {
        assert!(metrics.contains(line), "{line} is not in: {metrics}");
    }
    // Another program holds the database: nothing can be committed, so nothing is accepted.
    let other = rusqlite::Connection::open(inbox.store.strip_prefix("sqlite://").unwrap()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(inbox.get("/readyz").starts_with("HTTP/1.1 503"));
    let answer = run_with_secret(&["send", "email.sent", "--to", &inbox.base], b"").ended(1);
    assert!(answer.out.contains("503") && answer.out.contains("inbox_busy"), "{}", answer.out);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(inbox.send("email.sent"), 0);
    assert!(inbox.get("/readyz").starts_with("HTTP/1.1 200"));
}

#[test]
fn lists_exports_erases_and_prunes() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::start(folder.path(), &["--exec", "true"]);
    for event in ["email.sent", "email.bounced", "contact.created"] {
        inbox.send(event);
    }
    inbox.until("all are done", |stats| stats["counters"]["done"] == 3);
    assert_eq!(inbox.list(&[]).len(), 3);
    let bounced = inbox.list(&["--type", "email.bounced", "--status", "done", "--since", "1h"]);
    assert_eq!((bounced.len(), bounced[0]["attempts"].as_i64()), (1, Some(1)));
    let address = bounced[0]["address"].as_str().unwrap().to_owned();
    assert_eq!(inbox.list(&["--address", &address.to_uppercase()]).len(), 1);
    let csv = run(&["inbox", "export", "--format", "csv", "--store", &inbox.store], b"").ended(0).out;
    assert_eq!((csv.lines().count(), csv.starts_with("seq,received,")), (4, true), "{csv}");
    let jsonl = run(&["inbox", "export", "--type", "email.sent", "--store", &inbox.store], b"").ended(0).out;
    assert_eq!(jsonl.lines().count(), 1);
    run(&["inbox", "erase", "--address", &address, "--store", &inbox.store], b"").ended(0);
    assert!(inbox.list(&["--address", &address]).is_empty());
    let shown = run(&["inbox", "show", &bounced[0]["seq"].to_string(), "--json", "--store", &inbox.store], b"").json();
    assert_eq!((shown["body"].as_str(), shown["digest"].as_str().map(str::len)), (Some(""), Some(64)));
    thread::sleep(Duration::from_millis(20));
    let pruned = run(&["inbox", "prune", "--bodies", "0s", "--json", "--store", &inbox.store], b"").ended(0).json();
    assert_eq!((pruned["deliveries"].as_i64(), pruned["keys"].as_i64()), (Some(3), Some(0)));
    assert!(inbox.list(&[]).is_empty());
}

#[test]
fn doctor_tells_what_is_left_behind_and_who_may_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::start(folder.path(), &["--exec", "exit 65"]);
    let examined = |code| run(&["inbox", "doctor", "--json", "--store", &inbox.store], b"").ended(code).json();
    let verdict = |report: &Value, name: &str| {
        let checks = report["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("{name}: {report}"));
        check["verdict"].as_str().unwrap().to_owned()
    };
    let clean = examined(0);
    for name in ["commit", "clock", "work", "dead letters", "held", "file mode", "write-ahead log"] {
        assert_eq!(verdict(&clean, name), "ok", "{name}: {clean}");
    }

    assert_eq!(inbox.send("email.bounced"), 0);
    inbox.until("it is dead", |stats| stats["counters"]["dead"] == 1);
    let file = folder.path().join("inbox.db");
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let report = examined(0);
    assert_eq!((verdict(&report, "dead letters"), verdict(&report, "file mode")), ("warning".into(), "warning".into()));
    let shown = run(&["inbox", "doctor", "--store", &inbox.store], b"").ended(0);
    assert!(shown.err.contains("inbox replay --status dead"), "{}", shown.err);
}

#[test]
fn mistakes_are_named_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}", folder.path().join("missing.db").display());
    run(&["inbox", "list", "--store", &missing], b"").complains("no_tables");
    assert!(!folder.path().join("missing.db").exists(), "looking makes no file");
    let letter = write(folder.path(), "letter.txt", "Dear Sir or Madam, ".repeat(100));
    run(&["inbox", "list", "--store", &format!("sqlite://{letter}")], b"").complains("foreign_database");
    run(&["inbox", "list", "--store", "mysql://localhost/x"], b"").complains("bad_store_address");
    let hidden = run(&["inbox", "list", "--store", "postgres://me:hunter2@127.0.0.1:1/x"], b"").ended(2);
    assert!(!hidden.err.contains("hunter2"), "{}", hidden.err);
    run(&["inbox", "serve", "--store", &missing], b"").complains("there is no secret");
    run_with_secret(&["inbox", "serve", "--store", "sqlite:///nowhere/at/all/x.db"], b"")
        .complains("/nowhere/at/all/x.db");
    run(&["inbox", "replay", "--store", &missing], b"").complains("nothing says which");
    let keys = run(&["inbox", "prune", "--keys", "1h", "--store", &missing], b"").ended(2);
    assert!(keys.err.contains("let replays in"), "{}", keys.err);
    let inbox = Inbox::start(folder.path(), &[]);
    run(&["inbox", "show", "7", "--store", &inbox.store], b"").complains("there is no delivery 7");
    inbox.send("email.sent");
    run(&["inbox", "torture", "--store", &inbox.store, "--duration", "1s"], b"").complains("not empty");
}
