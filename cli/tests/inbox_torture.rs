//! Receivers and workers ill-treated: nothing accepted is lost, nothing is done twice. And with a guard taken away, that is
//! seen.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use common::run;
use serde_json::Value;
use support::{
    Database, encrypted,
    engines::{EngineServer, Kind},
};

/// A short run of one scenario; as long as you like: `autosend-webhooks inbox torture --minutes 30`.
fn torture(scenario: &str, arguments: &[&str], code: i32) -> Value {
    torture_for("10s", scenario, arguments, code)
}

fn torture_for(duration: &str, scenario: &str, arguments: &[&str], code: i32) -> Value {
    let short = ["inbox", "torture", "--json", "--duration", duration, "--scenario", scenario];
    run(&[&short, arguments].concat(), b"").ended(code).json()
}

/// The same on PostgreSQL.
async fn on_postgres(scenario: &str, arguments: &[&str], code: i32) -> Value {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let arguments = [&["--store", &address], arguments].concat();
    tokio::task::block_in_place(|| torture(scenario, &arguments, code))
}

#[track_caller]
fn assert_killed(report: &Value) {
    assert!(report["kills"].as_u64() >= Some(5) && report["accepted"].as_u64() >= Some(100), "{report}");
    assert_eq!(report["effects"], report["accepted"], "{report}");
}

#[test]
fn sqlite_loses_nothing_and_does_nothing_twice() {
    assert_killed(&torture("kills", &[], 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_loses_nothing_and_does_nothing_twice() {
    assert_killed(&on_postgres("kills", &[], 0).await);
}

/// Receivers and workers are killed, and the server besides.
fn on_engine(kind: Kind, arguments: &[&str], code: i32) -> Value {
    let server = EngineServer::start(kind);
    let address = server.address();
    let arguments = [&["--store", &address], arguments].concat();
    // A broker takes seconds to come back, and its clients to find each other.
    let (duration, kills, pause) = if kind == Kind::Kafka { ("30s", 1, 8000) } else { ("10s", 3, 2500) };
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..kills {
                std::thread::sleep(std::time::Duration::from_millis(pause));
                if is_over.load(std::sync::atomic::Ordering::SeqCst) {
                    return;
                }
                server.kill();
                server.restart();
            }
        });
        let report = torture_for(duration, "kills", &arguments, code);
        is_over.store(true, std::sync::atomic::Ordering::SeqCst);
        report
    })
}

#[test]
fn redis_loses_nothing_and_marks_keep_it_from_being_done_twice() {
    assert_killed(&on_engine(Kind::Redis, &[], 0));
}

#[test]
fn nats_loses_nothing_and_marks_keep_it_from_being_done_twice() {
    assert_killed(&on_engine(Kind::Nats, &[], 0));
}

#[cfg(feature = "kafka")]
#[test]
fn kafka_loses_nothing_and_marks_keep_it_from_being_done_twice() {
    assert_killed(&on_engine(Kind::Kafka, &[], 0));
}

#[cfg(feature = "kafka")]
#[test]
fn kafka_without_marks_does_it_twice() {
    let report = on_engine(Kind::Kafka, &["--without", "fence"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

#[test]
fn redis_without_marks_does_it_twice() {
    let report = on_engine(Kind::Redis, &["--without", "fence"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

#[test]
fn redis_with_an_answer_before_its_own_loses() {
    let report = on_engine(Kind::Redis, &["--without", "commit"], 1);
    assert!(report["lost"].as_u64() > Some(0), "{report}");
}

#[test]
fn an_answer_before_the_commit_is_seen() {
    let report = torture("kills", &["--without", "commit"], 1);
    assert!(report["lost"].as_u64() > Some(0), "{report}");
}

#[test]
fn a_mark_outside_of_the_transaction_is_seen() {
    let report = torture("kills", &["--without", "fence"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

const SOME: &[&str] = &["--deliveries", "1000"];

#[track_caller]
fn assert_each_once(report: &Value) {
    assert_eq!((&report["accepted"], &report["effects"]), (&1000.into(), &1000.into()), "{report}");
    assert_eq!((&report["refused"], &report["twice"]), (&0.into(), &0.into()), "{report}");
    assert!(report["requests"].as_u64() > Some(2000), "some are replayed: {report}");
}

#[test]
fn sqlite_processes_twins_once() {
    assert_each_once(&torture("twins", SOME, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_processes_twins_once_and_refuses_none() {
    assert_each_once(&on_postgres("twins", SOME, 0).await);
}

#[test]
fn a_look_up_before_the_insert_is_seen() {
    let report = torture("twins", &[SOME, &["--without", "index"]].concat(), 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

#[test]
fn events_of_wrong_clocks_wait_for_a_replay_where_they_are_too_old() {
    let report = torture("clocks", SOME, 0);
    assert_each_once(&report);
    assert!(report["clocks"]["old"].as_u64() > Some(200), "{report}");
}

#[test]
fn a_receiver_without_a_window_is_seen() {
    let report = torture("clocks", &[SOME, &["--without", "window"]].concat(), 1);
    assert_eq!(report["clocks"]["processed_unasked"], report["clocks"]["old"], "{report}");
}

#[track_caller]
fn assert_poison(report: &Value) {
    let found = &report["poison"];
    assert_eq!(
        (&found["poisoned"], &found["dead"], &found["wrongly_dead"]),
        (&5.into(), &5.into(), &0.into()),
        "{report}"
    );
    assert_eq!((&report["lost"], &report["effects"]), (&0.into(), &495.into()), "{report}");
}

const FEW: &[&str] = &["--deliveries", "500"];

#[test]
fn sqlite_buries_what_kills_its_handler_and_nothing_else() {
    assert_poison(&torture("poison", FEW, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_buries_what_kills_its_handler_and_nothing_else() {
    assert_poison(&on_postgres("poison", FEW, 0).await);
}

#[test]
fn attempts_without_end_are_seen() {
    let report = torture("poison", &[FEW, &["--without", "attempts"]].concat(), 1);
    assert!(report["unfinished"].as_u64() > Some(0), "{report}");
}

/// The share of their rate that other keys keep beside a stuck one.
fn share(arguments: &[&str]) -> f64 {
    let stuck = ["inbox", "torture", "--json", "--duration", "10s", "--scenario", "stuck-key", "--backlog", "20000"];
    run(&[&stuck, arguments].concat(), b"").json()["stuck_key"]["share"].as_f64().unwrap()
}

/// Of a few runs one tells: other tests run beside them.
const RUNS: usize = 5;

#[test]
fn sqlite_serves_other_keys_beside_a_stuck_one() {
    assert!((0..RUNS).any(|_| share(&[]) >= 0.9));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_serves_other_keys_beside_a_stuck_one() {
    let mut shares = Vec::new();
    while shares.iter().all(|share| *share < 0.9) {
        assert!(shares.len() < RUNS, "{shares:?}");
        let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
        shares.push(tokio::task::block_in_place(|| share(&["--store", &address])));
    }
    eprintln!("shares on PostgreSQL: {shares:?}");
}

#[test]
fn a_backlog_that_is_taken_and_put_back_is_seen() {
    assert!((0..RUNS).any(|_| share(&["--without", "parking"]) < 0.9));
}

#[test]
fn a_scenario_that_does_not_need_the_guard_says_so() {
    let asked = ["inbox", "torture", "--scenario", "twins", "--without", "window"];
    run(&asked, b"").complains("does not need the guard");
}

#[test]
fn a_scenario_without_kills_kills_no_server() {
    let asked = ["inbox", "torture", "--scenario", "twins", "--store", "postgres://db/none", "--kill-server", "true"];
    run(&asked, b"").complains("--kill-server can do the scenario kills only");
    run(&["inbox", "torture", "--kill-server", "true"], b"").complains("--store");
}

#[tokio::test(flavor = "multi_thread")]
async fn effects_go_over_an_encrypted_connection_whose_server_is_verified() {
    let folder = tempfile::tempdir().unwrap();
    // It takes nobody in plain.
    let (server, roots) = encrypted("127.0.0.1", folder.path());
    let address = format!("{}?sslmode=verify-full&sslrootcert={roots}", server.address("postgres"));
    let arguments = ["--store", &address, "--deliveries", "20"];
    let report = tokio::task::block_in_place(|| torture("twins", &arguments, 0));
    assert_eq!(report["effects"], 20, "{report}");

    let (_, other) = encrypted("db.example.com", folder.path());
    let stranger = format!("{}?sslmode=verify-full&sslrootcert={other}", server.address("postgres"));
    let asked = ["inbox", "torture", "--scenario", "twins", "--store", &stranger];
    tokio::task::block_in_place(|| run(&asked, b"").complains("inbox_unavailable"));
}
