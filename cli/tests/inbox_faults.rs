//! What machines do to an inbox while its receivers and workers are killed: a database that crashes, disks that are slow, fail or
//! are full, clocks that are wrong. What was answered 200 is processed, once.
#![cfg(target_os = "linux")]

#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};
use support::{Database, Server, faults};

const BINARY: &str = env!("CARGO_BIN_EXE_autosend-webhooks");

/// Kills for some seconds with this environment.
fn torture(seconds: u32, arguments: &[&str], faults: &[(&str, &str)]) -> Value {
    let mut command = Command::new(BINARY);
    command.args(["inbox", "torture", "--json", "--scenario", "kills", "--duration", &format!("{seconds}s")]);
    command.args(arguments);
    let output = command.envs(faults.iter().copied()).output().unwrap();
    let Output { status, stdout, stderr } = output;
    let said = String::from_utf8_lossy(&stderr).into_owned();
    let report: Value = serde_json::from_slice(&stdout).unwrap_or_else(|_| panic!("{status}: {said}"));
    assert!(status.success(), "{report}: {said}");
    report
}

#[track_caller]
fn assert_all_once(report: &Value, at_least: u64) {
    assert_eq!(
        (&report["lost"], &report["twice"], &report["unfinished"]),
        (&0.into(), &0.into(), &0.into()),
        "{report}"
    );
    assert!(report["accepted"].as_u64() >= Some(at_least), "hardly anything came through: {report}");
}

/// Does something again and again in a thread of its own, as long as a function runs.
fn during<T>(what: impl Fn(u32) + Send + Sync, run: impl FnOnce() -> T) -> T {
    let ending = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..u32::MAX {
                if ending.load(Relaxed) {
                    return;
                }
                what(round);
            }
        });
        let result = run();
        ending.store(true, Relaxed);
        result
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_crashes_and_loses_its_connections() {
    let server = Server::start();
    let address = server.address("postgres");
    let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("CREATE DATABASE torture").await.unwrap();
    drop(client);
    let address = server.address("torture");
    let mistreat = |round: u32| {
        thread::sleep(Duration::from_millis(1500));
        match round % 3 {
            0 => server.crash(),
            1 => runtime().block_on(terminate(&address)),
            _ => runtime().block_on(exhaust(&address)),
        }
    };
    let report = tokio::task::block_in_place(|| during(mistreat, || torture(20, &["--store", &address], &[])));
    assert_all_once(&report, 50);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Ends all connections but this one.
async fn terminate(address: &str) {
    let Ok((client, connection)) = tokio_postgres::connect(address, tokio_postgres::NoTls).await else { return };
    let connection = tokio::spawn(connection);
    // It may have been ended itself.
    let _ = client
        .batch_execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        .await;
    connection.abort();
}

/// Takes every connection that is left, and keeps a transaction open on each for a second.
async fn exhaust(address: &str) {
    let mut taken = Vec::new();
    while let Ok((client, connection)) = tokio_postgres::connect(address, tokio_postgres::NoTls).await {
        let connection = tokio::spawn(connection);
        let _ = client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM inbox_job").await;
        taken.push((client, connection));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
}

#[test]
fn an_sqlite_whose_disk_is_slow() {
    let folder = tempfile::tempdir().unwrap();
    let library = faults(folder.path());
    let library = library.to_str().unwrap();
    assert_all_once(&torture(8, &[], &[("LD_PRELOAD", library), ("FAULT_FLUSH_MS", "20")]), 20);
}

#[test]
fn an_sqlite_whose_flushes_fail() {
    let folder = tempfile::tempdir().unwrap();
    let (library, fails) = (faults(folder.path()), folder.path().join("fails"));
    let environment = [("LD_PRELOAD", library.to_str().unwrap()), ("FAULT_FLUSH_FAILS", fails.to_str().unwrap())];
    let toggle = |_| {
        thread::sleep(Duration::from_millis(700));
        fs::write(&fails, "").unwrap();
        thread::sleep(Duration::from_millis(200));
        fs::remove_file(&fails).unwrap();
    };
    assert_all_once(&during(toggle, || torture(10, &[], &environment)), 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_whose_clock_is_off() {
    let folder = tempfile::tempdir().unwrap();
    let library = faults(folder.path());
    for seconds in ["3600", "-3600", "864000", "-864000"] {
        let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
        let environment = [("LD_PRELOAD", library.to_str().unwrap()), ("FAULT_CLOCK_S", seconds)];
        let report = tokio::task::block_in_place(|| torture(4, &["--store", &address], &environment));
        assert_all_once(&report, 20);
    }
}

/// A file system of its own, as small as it gets full.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    /// None where this user may not mount.
    fn mount(folder: &'a Path) -> Option<Self> {
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m,mode=700", "inbox-test"]).arg(folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        assert!(Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.0).status().unwrap().success());
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l"]).arg(self.0).status();
    }
}

#[test]
fn an_sqlite_whose_disk_is_full_or_read_only() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path()) else {
        assert!(std::env::var_os("CI").is_none(), "mounting needs root");
        eprintln!("skipped: mounting needs root");
        return;
    };
    let store = format!("sqlite://{}", folder.path().join("inbox.db").display());
    let ballast = folder.path().join("ballast");
    let mistreat = |round: u32| {
        thread::sleep(Duration::from_millis(600));
        if round.is_multiple_of(2) {
            // To the last byte: writing ends with an error.
            let _ = fs::write(&ballast, vec![0; 16 << 20]);
            thread::sleep(Duration::from_millis(400));
            fs::remove_file(&ballast).unwrap();
        } else {
            // Where something is being written it does not work, and is tried again in the next round.
            let _ = Command::new("mount").args(["-o", "remount,ro"]).arg(folder.path()).output();
            thread::sleep(Duration::from_millis(300));
            disk.remount("rw");
        }
    };
    let started = Instant::now();
    assert_all_once(&during(mistreat, || torture(10, &["--store", &store], &[])), 20);
    assert!(started.elapsed() < Duration::from_secs(90), "it recovers by itself, and soon");
}
