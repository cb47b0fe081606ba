//! `inbox serve --secret-file`: secrets change without a restart, and the one that nobody uses is named.
#![cfg(unix)]

mod common;

use autosend_webhooks::{Secret, Verifier};
use common::{
    OTHER_SECRET, SECRET,
    dev::{Receiver, wait_for},
    inbox::Inbox,
    run, write,
};
use rusqlite::Connection;
use serde_json::{Value, json};

/// What a secret is called.
fn name(secret: &str) -> String {
    Secret::new(secret).unwrap().sign(b"fingerprint").to_string()[..8].to_owned()
}

fn send(inbox: &Inbox, secret: &str) -> i32 {
    run(&["send", "email.sent", "--to", &inbox.base, "--secret", secret], b"").code
}

/// The next line of its log with that member.
fn heard(inbox: &mut Inbox, member: &str) -> Value {
    loop {
        let line = inbox.said();
        if !line[member].is_null() {
            return line;
        }
    }
}

fn uses(inbox: &Inbox) -> Vec<(String, i64)> {
    let stats = inbox.stats();
    let all = stats["secrets"].as_array().unwrap().iter();
    all.map(|one| (one["secret"].as_str().unwrap().to_owned(), one["matched"].as_i64().unwrap())).collect()
}

#[test]
fn secrets_change_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "secret", SECRET);
    let target = Receiver::start();
    let mut inbox = Inbox::start(folder.path(), &["--secret-file", &file, "--forward-to", &target.base]);
    assert_eq!((send(&inbox, SECRET), send(&inbox, OTHER_SECRET)), (0, 1));

    write(folder.path(), "secret", format!("{OTHER_SECRET}\n{SECRET}\n"));
    assert_eq!(heard(&mut inbox, "notice")["secrets"], json!([name(OTHER_SECRET), name(SECRET)]));
    assert_eq!((send(&inbox, SECRET), send(&inbox, OTHER_SECRET)), (0, 0));
    let mut wanted = vec![(name(SECRET), 2), (name(OTHER_SECRET), 1)];
    wanted.sort();
    wait_for(|| (uses(&inbox) == wanted).then_some(()));
    let metrics = inbox.get("/metrics");
    for (secret, count) in &wanted {
        let line = format!("autosend_inbox_secret_matched_total{{secret=\"{secret}\"}} {count}");
        assert!(metrics.contains(&line), "{line} is not in {metrics}");
    }
    assert!(metrics.contains("autosend_inbox_secret_silent_seconds{"), "{metrics}");
    // What is forwarded is signed with the first one.
    let last = target.wait_for(3).pop().unwrap();
    assert!(Verifier::new([OTHER_SECRET]).unwrap().verify(&last.body, &last.headers).is_ok());

    write(folder.path(), "secret", OTHER_SECRET);
    assert_eq!(heard(&mut inbox, "notice")["secrets"], json!([name(OTHER_SECRET)]));
    assert_eq!((send(&inbox, SECRET), send(&inbox, OTHER_SECRET)), (1, 0));
}

#[test]
fn a_broken_file_changes_nothing_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "secret", SECRET);
    let mut inbox = Inbox::start(folder.path(), &["--secret-file", &file]);
    for (content, problem) in [("", "holds no secret"), ("\" undefined\"", "secret")] {
        write(folder.path(), "secret", content);
        let warned = heard(&mut inbox, "warning");
        assert_eq!(warned["warning"], "secrets_kept");
        assert!(warned["error"].as_str().unwrap().contains(problem), "{warned}");
        assert_eq!(send(&inbox, SECRET), 0);
    }
    std::fs::remove_file(&file).unwrap();
    assert!(heard(&mut inbox, "warning")["error"].as_str().unwrap().contains("cannot read"));
    assert_eq!(send(&inbox, SECRET), 0);
}

#[test]
fn the_one_that_nobody_uses_is_named_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "secret", format!("{OTHER_SECRET}\n{SECRET}\n"));
    let mut inbox = Inbox::start(folder.path(), &["--secret-file", &file]);
    assert_eq!((send(&inbox, SECRET), send(&inbox, OTHER_SECRET)), (0, 0));
    assert_eq!(inbox.terminate(), Some(0));
    assert_eq!(uses(&inbox).len(), 2, "what matched is written down at the end");
    assert_eq!(inbox.stats()["silent_secrets"], json!([]));

    let database = Connection::open(inbox.store.strip_prefix("sqlite://").unwrap()).unwrap();
    let old = name(SECRET);
    let long_ago =
        "UPDATE inbox_meta SET value = value - 90000000 WHERE name IN ('secret_since:' || ?1, 'secret_matched:' || ?1)";
    assert_eq!(database.execute(long_ago, [&old]).unwrap(), 2);
    drop(database);
    let mut inbox = Inbox::start(folder.path(), &["--secret-file", &file]);
    let warned = heard(&mut inbox, "warning");
    assert_eq!(
        (&warned["warning"], &warned["secret"], &warned["hours"]),
        (&json!("secret_silent"), &json!(old), &json!(25))
    );
    assert_eq!(inbox.stats()["silent_secrets"], json!([old]));
    let shown = run(&["inbox", "stats", "--store", &inbox.store], b"").ended(0);
    assert!(shown.err.contains(&format!("{old} has matched nothing for a day")), "{}", shown.err);
    for secret in [SECRET, OTHER_SECRET] {
        assert!(!shown.out.contains(secret) && !shown.err.contains(secret));
    }
}
