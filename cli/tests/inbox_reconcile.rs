//! `inbox reconcile`: a local AutoSend delivers, deliveries are lost here, and exactly those are found.
#![cfg(unix)]

mod common;

use common::{
    Run,
    dev::{Dev, Receiver, wait_for},
    finish,
    inbox::Inbox,
    run_with_secret, write,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    env,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How many deliveries are compared, unless `INBOX_RECONCILE_DELIVERIES` says more, and how many of them are lost.
const DELIVERIES: usize = 2000;
const LOST: usize = 100;
/// As many events as one call publishes.
const AT_ONCE: usize = 10_000;

/// A local AutoSend that delivers to an inbox.
struct Pair {
    dev: Dev,
    inbox: Inbox,
    webhook: String,
    secret: String,
}

impl Pair {
    fn start(folder: &Path, options: &[&str]) -> Self {
        let database = folder.join("autosend.db").display().to_string();
        let dev = Dev::start(&[&["--allow-url-change", "--database", &database], options].concat());
        let (webhook, secret) = dev.webhook("http://127.0.0.1:9/", &["email.sent"]);
        let inbox = Inbox::start(folder, &["--secret-file", &write(folder, "secret", &secret)]);
        dev.put(&format!("/v1/webhooks/{webhook}"), json!({ "url": inbox.base }));
        Self { dev, inbox, webhook, secret }
    }

    /// Has so many delivered, and waits until all are stored.
    fn deliver(&self, count: usize) {
        let mut left = count;
        while left > 0 {
            let some = left.min(AT_ONCE);
            self.dev.event(json!({ "type": "email.sent", "count": some }));
            left -= some;
        }
        let start = Instant::now();
        while self.inbox.stats()["counters"]["new"] != count {
            assert!(start.elapsed() < Duration::from_mins(20), "{}", self.inbox.stats());
            thread::sleep(Duration::from_millis(100));
        }
        let logged = || self.dev.get(&format!("/v1/webhooks/{}/logs?limit=1", self.webhook))["total"] == count;
        wait_for(|| logged().then_some(()));
    }

    /// Loses so many of what is stored, as a disk that was put back does; returns the digests of their bodies.
    fn lose(&self, lost: usize, of: usize) -> BTreeSet<String> {
        let database = Connection::open(self.inbox.store.strip_prefix("sqlite://").unwrap()).unwrap();
        let mut digests = BTreeSet::new();
        for number in 0..lost {
            let seq = i64::try_from(number * of / lost + 1).unwrap();
            let digest: Vec<u8> = database
                .query_row("DELETE FROM inbox_seen WHERE seq = ?1 RETURNING digest", [seq], |row| row.get(0))
                .unwrap();
            for table in ["inbox_delivery", "inbox_job"] {
                database.execute(&format!("DELETE FROM {table} WHERE seq = ?1"), [seq]).unwrap();
            }
            digests.insert(const_hex::encode(digest));
        }
        digests
    }

    fn reconcile(&self, arguments: &[&str]) -> Run {
        let mut command = common::command();
        let store = ["--store", &self.inbox.store, "--api", &self.dev.url];
        command.args(["inbox", "reconcile", "--json"]).args(store).args(arguments);
        command.env("AUTOSEND_API_KEY", &self.dev.key);
        let run = finish(command, b"");
        assert!(!run.out.contains(&self.dev.key) && !run.err.contains(&self.dev.key), "the key is in its output");
        run
    }
}

fn digests(found: &Value) -> BTreeSet<String> {
    let all = found.as_array().unwrap().iter();
    all.map(|one| one["digest"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn all_that_is_lost_is_found_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(folder.path(), &[]);
    let count = env::var("INBOX_RECONCILE_DELIVERIES").map_or(DELIVERIES, |count| count.parse().expect("a number"));
    pair.deliver(count);
    let clean = pair.reconcile(&[]).ended(0).json();
    assert_eq!((&clean["compared"], &clean["missing"]), (&json!(count), &json!([])));
    let lost = pair.lose(LOST, count);
    let start = Instant::now();
    let found = pair.reconcile(&[]).ended(1).json();
    println!(
        "{count} deliveries compared in {:?}, {} found",
        start.elapsed(),
        found["missing"].as_array().unwrap().len()
    );
    assert_eq!((lost.len(), digests(&found["missing"])), (LOST, lost));
    assert_eq!((&found["failing"], &found["id_reused"], &found["elsewhere"]), (&json!([]), &json!([]), &json!([])));
    // A window that holds none of them finds none of them.
    assert_eq!(pair.reconcile(&["--since", "0s"]).ended(0).json()["compared"], 0);
}

#[test]
fn what_fails_there_is_told_with_what_is_here_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(folder.path(), &["--retry-schedule", "10ms"]);
    pair.deliver(3);
    let broken = Receiver::start();
    broken.answer_with(&[500; 2]);
    let (other, _) = pair.dev.webhook(&broken.base, &["email.sent"]);
    let published = pair.dev.event(json!({ "type": "email.sent", "webhookId": other }));
    assert_eq!(pair.dev.ended(&published[0])["status"], "failed");
    let found = pair.reconcile(&[]).ended(1).json();
    let failing = &found["failing"][0];
    assert_eq!(found["failing"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&failing["webhook"], &failing["status_code"], &failing["seq"]),
        (&json!(other), &json!(500), &Value::Null)
    );
    assert_eq!(pair.reconcile(&["--webhook", &pair.webhook]).ended(0).json()["compared"], 3);

    // The same failure, and the body had arrived after all: its answer was lost.
    let body = broken.received().remove(0).body;
    let file = write(folder.path(), "body.json", &body);
    let send = ["send", &file, "--to", &pair.inbox.base, "--secret", &pair.secret];
    assert_eq!(run_with_secret(&send, b"").code, 0);
    assert_eq!(pair.reconcile(&[]).ended(1).json()["failing"][0]["seq"], 4);
}

#[test]
fn reused_ids_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(folder.path(), &[]);
    for _ in 0..2 {
        let send = [
            "send",
            "email.sent",
            "--to",
            &pair.inbox.base,
            "--secret",
            &pair.secret,
            "--delivery-id",
            "deliver-webhook-7",
        ];
        assert_eq!(run_with_secret(&send, b"").code, 0);
    }
    let found = pair.reconcile(&[]).ended(1).json();
    let reused = found["id_reused"].as_array().unwrap();
    assert_eq!((reused.len(), &reused[0]["delivery_id"]), (1, &json!("deliver-webhook-7")));
    assert_eq!((&found["missing"], &found["failing"]), (&json!([]), &json!([])));
}

#[test]
fn it_keeps_to_the_limit_of_requests() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(folder.path(), &["--rate-limit", "2"]);
    pair.dev.event(json!({ "type": "email.sent", "count": 250 }));
    pair.inbox.until("all are stored", |stats| stats["counters"]["new"] == 250);
    thread::sleep(Duration::from_millis(1200));
    let start = Instant::now();
    assert_eq!(pair.reconcile(&[]).ended(0).json()["compared"], 250);
    assert!(start.elapsed() > Duration::from_millis(500), "four calls take more than a second's two");
}

#[test]
fn what_can_not_be_compared_is_said_with_a_code_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(folder.path(), &[]);
    pair.reconcile(&["--api-key", "AS_not_this_one"]).complains("answered with 401");
    pair.reconcile(&["--webhook", "000000000000000000000000"]).complains("has no webhook");
    pair.reconcile(&["--key-file", &write(folder.path(), "keys", "AS_1\nAS_2\n")]).complains("several keys");
    pair.deliver(1);
    // Another inbox's webhook: all of it is missing, and the hint says why that may be.
    drop(pair.lose(1, 1));
    let found = pair.reconcile(&[]).ended(1).json();
    assert_eq!(found["elsewhere"], json!([pair.webhook]));
}
