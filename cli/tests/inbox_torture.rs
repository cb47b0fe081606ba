//! Receivers and workers killed at work: nothing accepted is lost, nothing is done twice. And with a guard taken away,
//! that is seen.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use common::run;
use serde_json::Value;
use support::Database;

const SHORT: &str = "12s";

/// Half an hour of it: `autosend-webhooks inbox torture --duration 30m`.
fn torture(arguments: &[&str], code: i32) -> Value {
    run(&[&["inbox", "torture", "--json", "--duration", SHORT], arguments].concat(), b"").ended(code).json()
}

#[test]
fn sqlite_loses_nothing_and_does_nothing_twice() {
    let report = torture(&[], 0);
    assert!(report["kills"].as_u64() >= Some(10) && report["accepted"].as_u64() >= Some(100), "{report}");
    assert_eq!(report["effects"], report["accepted"], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_loses_nothing_and_does_nothing_twice() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let report = tokio::task::block_in_place(|| torture(&["--store", &address], 0));
    assert!(report["kills"].as_u64() >= Some(10) && report["accepted"].as_u64() >= Some(100), "{report}");
    assert_eq!(report["effects"], report["accepted"], "{report}");
}

#[test]
fn an_answer_before_the_commit_is_seen() {
    let report = torture(&["--without", "commit"], 1);
    assert!(report["lost"].as_u64() > Some(0), "{report}");
}

#[test]
fn a_mark_outside_of_the_transaction_is_seen() {
    let report = torture(&["--without", "fence"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

#[test]
fn a_look_up_before_the_insert_is_seen() {
    let report = torture(&["--without", "index"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}
