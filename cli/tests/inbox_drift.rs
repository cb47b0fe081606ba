//! `inbox drift`: what is unknown is counted, with a sample that says nothing of a person.
#![cfg(unix)]

mod common;

use common::{SECRET, dev::wait_for, inbox::Inbox, run, sample, write};
use serde_json::{Value, json};
use std::path::Path;

/// Sends a body, changed, so many times.
fn send(inbox: &Inbox, folder: &Path, change: impl Fn(&mut Value), times: u32) {
    for number in 0..times {
        let mut body: Value = serde_json::from_slice(sample(autosend_webhooks::EventType::EmailBounced)).unwrap();
        body["data"]["emailId"] = json!(format!("e{number}"));
        change(&mut body);
        let file = write(folder, "body.json", body.to_string());
        run(&["send", &file, "--to", &inbox.base, "--secret", SECRET], b"").ended(0);
    }
}

#[test]
fn what_is_unknown_is_counted_and_sampled() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::start(folder.path(), &[]);
    assert_eq!(inbox.send("email.bounced"), 0);
    let drift = |more: &[&str]| {
        let all = [&["inbox", "drift", "--json", "--store", &inbox.store], more].concat();
        run(&all, b"").ended(0).json()
    };
    assert_eq!(drift(&[]), json!({ "compared": 1, "findings": [], "left_out": 0 }));

    // The receiver counts what comes after it has looked for the first time.
    wait_for(|| inbox.get("/metrics").contains("autosend_inbox_drift{kind=\"value\"} 0").then_some(()));
    send(&inbox, folder.path(), |body| body["data"]["bounceType"] = json!("Undetermined"), 3);
    send(&inbox, folder.path(), |body| body["data"]["to"]["phone"] = json!("Ann \u{1b}[31m +49 151 23"), 2);
    send(&inbox, folder.path(), |body| body["type"] = json!("email.dropped"), 1);
    let found = drift(&[]);
    let rows: Vec<_> = found["findings"].as_array().unwrap().iter().collect();
    let facts = |row: &Value| (row["kind"].clone(), row["type"].clone(), row["member"].clone(), row["count"].clone());
    assert_eq!(found["compared"], 7);
    assert_eq!(
        rows.iter().map(|row| facts(row)).collect::<Vec<_>>(),
        [
            (json!("value"), json!("email.bounced"), json!("data.bounceType"), json!(3)),
            (json!("field"), json!("email.bounced"), json!("data.to.phone"), json!(2)),
            (json!("event_type"), json!("email.dropped"), json!(""), json!(1)),
        ]
    );
    assert_eq!(rows[0]["sample"], "Undetermined");
    assert!(rows[2]["sample"].as_str().unwrap().contains(r#""email":"aa-aaaa"#), "{}", rows[2]);
    for line in ["value\"} 3", "field\"} 2", "event_type\"} 1", "form\"} 0"] {
        let line = format!("autosend_inbox_drift{{kind=\"{line}");
        wait_for(|| inbox.get("/metrics").contains(&line).then_some(()));
    }
    let shown = run(&["inbox", "drift", "--store", &inbox.store], b"").ended(0);
    assert!(shown.out.contains("data.bounceType") && !shown.out.contains('\u{1b}'), "{}", shown.out);
    assert!(!shown.out.contains("Ann") && !shown.out.contains("151"), "{}", shown.out);
    assert_eq!(drift(&["--limit", "1"])["compared"], 1);
}
