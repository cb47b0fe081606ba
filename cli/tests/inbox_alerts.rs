//! `inbox serve --alert-url`: alerts are signed, told again after an interval, and resolved.
#![cfg(unix)]

mod common;

use autosend_webhooks::Verifier;
use common::{
    OTHER_SECRET,
    dev::{Received, Receiver, wait_for},
    inbox::Inbox,
    run, run_with_secret, write,
};
use serde_json::{Value, json};
use std::{fs, thread, time::Duration};

/// What an alert says, once its signature holds.
fn alert(received: &Received) -> Value {
    let verifier = Verifier::new([OTHER_SECRET]).unwrap();
    let delivery = verifier.verify(&received.body, &received.headers).expect("alerts are signed");
    assert_eq!(delivery.event_type(), "inbox.alert");
    received.json()["data"].clone()
}

fn states(receiver: &Receiver, name: &str) -> Vec<String> {
    let all = receiver.received().iter().map(alert).collect::<Vec<_>>();
    let of = all.iter().filter(|one| one["alert"] == name);
    of.map(|one| one["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn dead_letters_and_age_are_told_again_and_resolved() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start();
    // The first is not taken: it is told until somebody takes it.
    receiver.answer_with(&[500]);
    let secret = write(folder.path(), "alert-secret", OTHER_SECRET);
    let flag = folder.path().join("mended").display().to_string();
    let command = format!("test -e {flag} || exit 65");
    let every = ["--alert-url", &receiver.base, "--alert-secret-file", &secret, "--alert-every", "3s"];
    let inbox = Inbox::start(folder.path(), &[&every[..], &["--exec", &command, "--alert-dead", "2"]].concat());
    inbox.send("email.sent");
    inbox.until("one is dead", |stats| stats["counters"]["dead"] == 1);
    thread::sleep(Duration::from_secs(3));
    assert!(receiver.received().is_empty(), "one is below the threshold");
    inbox.send("email.sent");
    wait_for(|| (states(&receiver, "dead_letters").len() >= 3).then_some(()));
    let told = receiver.received();
    let data = alert(&told[0]);
    assert_eq!((&data["value"], &data["threshold"]), (&json!(2.0), &json!(2.0)));
    assert_eq!((&data["state"], &data["store"]), (&json!("firing"), &json!(inbox.store)));
    assert!(told[2].at - told[1].at >= Duration::from_secs(3), "not more often than the interval");
    fs::write(&flag, "").unwrap();
    run(&["inbox", "replay", "--status", "dead", "--store", &inbox.store], b"").ended(0);
    wait_for(|| (states(&receiver, "dead_letters").last().unwrap() == "resolved").then_some(()));
    let count = receiver.received().len();
    thread::sleep(Duration::from_secs(4));
    assert_eq!(receiver.received().len(), count, "what is over is told once");
}

#[test]
fn rates_ages_and_silence_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start();
    let secret = write(folder.path(), "alert-secret", OTHER_SECRET);
    let inbox = Inbox::start(
        folder.path(),
        &[
            "--alert-url",
            &receiver.base,
            "--alert-secret-file",
            &secret,
            "--alert-bounce-rate",
            "5%",
            "--alert-complaint-rate",
            "50%",
            "--alert-oldest",
            "2s",
            "--alert-silence",
            "4s",
        ],
    );
    let send = |event: &str, count: &str| {
        assert_eq!(run_with_secret(&["send", event, "--count", count, "--to", &inbox.base], b"").code, 0);
    };
    send("email.sent", "100");
    send("email.delivered", "100");
    send("email.bounced", "5");
    send("email.spam_reported", "5");
    for name in ["oldest_unfinished", "silence", "bounce_rate"] {
        wait_for(|| states(&receiver, name).first().map(|state| assert_eq!(state, "firing")));
    }
    assert!(states(&receiver, "complaint_rate").is_empty(), "5 % is below 50");
    let silent = receiver.received().iter().map(alert).find(|one| one["alert"] == "silence").unwrap();
    assert_eq!(silent["secret"], inbox.stats()["secrets"][0]["secret"]);
    send("email.opened", "1");
    wait_for(|| states(&receiver, "silence").contains(&"resolved".to_owned()).then_some(()));
}

#[test]
fn what_is_missing_is_named() {
    let serve = |more: &[&str]| {
        run_with_secret(&[&["inbox", "serve", "--store", "sqlite:///nowhere/x.db"], more].concat(), b"")
    };
    serve(&["--alert-url", "http://127.0.0.1:9/"]).complains("no threshold");
    serve(&["--alert-url", "http://127.0.0.1:9/", "--alert-dead", "1"]).complains("no secret to sign alerts");
    serve(&["--alert-dead", "1"]).complains("--alert-url");
}
