//! What machines do to an inbox while its receivers and workers are killed: a database that crashes, disks that are slow, fail or
//! are full, clocks that are wrong. What was answered 200 is processed, once.
#![cfg(target_os = "linux")]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use autosend_webhooks_inbox::{Inbox, InboxOptions, Job, OpenOptions, WorkOptions, open, statements};
use common::{
    SECRET,
    process::{Process, post},
};
use serde_json::Value;
use std::{
    collections::HashMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::{Command, Output, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};
use support::{
    Database, Server, body, delivered, faults, numbered,
    power::{self, Log, Unflushed, moment},
    until,
};
use tokio_postgres::{IsolationLevel, error::SqlState, types::ToSql};

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
        // Also where it panics, or nobody would hear of that.
        let result = panic::catch_unwind(AssertUnwindSafe(run));
        ending.store(true, Relaxed);
        result.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
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
    let (seconds, pause) = long_or(20, 1500);
    let mistreat = |round: u32| {
        thread::sleep(pause(round));
        match round % 3 {
            0 => server.crash(),
            1 => runtime().block_on(terminate(&address)),
            _ => runtime().block_on(exhaust(&address)),
        }
    };
    let report = tokio::task::block_in_place(|| during(mistreat, || torture(seconds, &["--store", &address], &[])));
    assert_all_once(&report, 50);
}

/// How many seconds to go on, and how long to wait before each fault: with `INBOX_FAULTS_MINUTES` so long, and 5 to 40 seconds.
fn long_or(seconds: u32, millis: u64) -> (u32, impl Fn(u32) -> Duration + Sync) {
    let minutes: Option<u32> = std::env::var("INBOX_FAULTS_MINUTES").ok().map(|minutes| minutes.parse().unwrap());
    let pause = move |round: u32| match minutes {
        Some(_) => Duration::from_secs(5 + u64::from(round * 17 % 36)),
        None => Duration::from_millis(millis),
    };
    (minutes.map_or(seconds, |minutes| 60 * minutes), pause)
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

/// Its snapshot keeps whatever dies meanwhile from being cleaned away.
#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_with_a_reader_idle_in_transaction() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let store = open(&address, OpenOptions::default()).await.unwrap();
    let inbox = Inbox::shared(store, &InboxOptions::default());
    let before = work_for(&inbox, Duration::from_secs(3), "before").await;
    let (mut reader, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let reading = reader.build_transaction().isolation_level(IsolationLevel::RepeatableRead).start().await.unwrap();
    reading.query("SELECT count(*) FROM inbox_job", &[]).await.unwrap();
    let (seconds, _) = long_or(8, 0);
    let beside = work_for(&inbox, Duration::from_secs(seconds.into()), "beside").await;
    reading.rollback().await.unwrap();
    let after = work_for(&inbox, Duration::from_secs(3), "after").await;
    eprintln!("a second: {before:.0} before, {beside:.0} beside the reader, {after:.0} after it");
    // The short form runs beside other tests.
    let share = if std::env::var("INBOX_FAULTS_MINUTES").is_ok() { 0.9 } else { 0.5 };
    assert!(after >= share * before, "{before:.0}/s before, {after:.0}/s after");
}

/// As many may wait for a worker.
const BACKLOG: usize = 2000;

/// Stores and processes for a time; each delivery once. Returns how many a second.
async fn work_for(inbox: &Inbox, time: Duration, name: &str) -> f64 {
    let (start, mut stored) = (Instant::now(), 0);
    let done: Arc<Mutex<HashMap<String, u32>>> = Arc::default();
    let (worker, times) = (inbox.clone(), done.clone());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(async move {
        let handle = move |job: Job| {
            *times.lock().unwrap().entry(job.stored.delivery_id).or_default() += 1;
            std::future::ready(Ok(()))
        };
        let options = WorkOptions { max_concurrent: 64, ..WorkOptions::default() };
        worker.work(options, async { drop(stopped.await) }, handle).await;
    });
    while start.elapsed() < time {
        let arrivals = (stored..stored + 20)
            .map(|number| delivered(&body(Duration::ZERO, "ann@example.com", number), &format!("{name}-{number}"), 0));
        for stored in futures_util::future::join_all(arrivals.map(|arrival| inbox.store(arrival))).await {
            stored.unwrap();
        }
        stored += 20;
        // Storing is quicker: the rate is that of both.
        while stored as usize > done.lock().unwrap().len() + BACKLOG {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    until("all are done", || async { inbox.look().stats().await.unwrap().waiting == 0 }).await;
    let rate = f64::from(stored) / start.elapsed().as_secs_f64();
    drop(stop);
    working.await.unwrap();
    let done = done.lock().unwrap();
    assert_eq!((done.len(), done.values().max()), (stored as usize, Some(&1)));
    rate
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_worker_had_runs_within_its_lease_and_a_second() {
    const LEASE: Duration = Duration::from_secs(3);
    for database in [Database::sqlite(), Database::postgres().await] {
        let dead = database.open().await;
        dead.append(&[numbered(1)], 0, false).await.unwrap();
        assert_eq!(dead.claim(1, LEASE).await.unwrap().len(), 1);
        let died = Instant::now();
        let (inbox, (taken, is_taken)) = (database.inbox().await, tokio::sync::oneshot::channel());
        let taken = Mutex::new(Some(taken));
        let handle = move |_: Job| {
            taken.lock().unwrap().take().unwrap().send(died.elapsed()).unwrap();
            std::future::ready(Ok(()))
        };
        let (sender, after) = tokio::sync::oneshot::channel();
        let stop = async move { sender.send(is_taken.await.unwrap()).unwrap() };
        inbox.work(WorkOptions::default(), stop, handle).await;
        let after = after.await.unwrap();
        // Not before its end, or a worker that is only slow would not be alone with it.
        assert!(after + Duration::from_millis(50) >= LEASE, "{after:?}");
        assert!(after <= LEASE + Duration::from_secs(1), "{after:?}");
    }
}

#[test]
fn a_receiver_serves_a_second_after_its_start_with_64_mib_of_log() {
    let folder = tempfile::tempdir().unwrap();
    let crashed = folder.path().join("crashed.db");
    let mut connection = rusqlite::Connection::open(&crashed).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    autosend_webhooks_inbox::sqlite::migrate(&mut connection).unwrap();
    connection.execute_batch("CREATE TABLE filler (it BLOB); INSERT INTO filler VALUES (zeroblob(66 << 20))").unwrap();
    let best = (0..3).map(|number| started_within(&crashed, &folder.path().join(format!("{number}.db")))).min();
    assert!(best.unwrap() <= Duration::from_secs(1), "{best:?}");
}

/// How long a receiver takes to listen, on a copy of a database as a crash leaves it: with its log.
fn started_within(crashed: &Path, copy: &Path) -> Duration {
    let log = |path: &Path| format!("{}-wal", path.display());
    fs::copy(crashed, copy).unwrap();
    assert!(fs::copy(log(crashed), log(copy)).unwrap() >= 64 << 20);
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new(BINARY);
    command.args(["inbox", "serve", "--listen", &format!("127.0.0.1:{port}"), "--store"]);
    command.arg(format!("sqlite://{}", copy.display())).env("AUTOSEND_WEBHOOK_SECRET", support::SECRETS[0]);
    let start = Instant::now();
    let mut receiver = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(30), "it does not start");
        thread::sleep(Duration::from_millis(10));
    }
    let took = start.elapsed();
    receiver.kill().unwrap();
    receiver.wait().unwrap();
    took
}

/// The statement that stores batches, without the inbox around it.
#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_gets_batches_in_opposite_order() {
    let statements = statements("postgres").unwrap().0;
    let append = statements.iter().find(|statement| statement.name == "append").unwrap().text;
    assert_eq!(deadlocks(append).await, 0);
    let unsorted = append.replace("FROM input ORDER BY created, digest", "FROM input");
    assert_ne!(unsorted, append);
    assert!(deadlocks(&unsorted).await > 0, "without the order it would be seen");
}

/// How often two connections block each other for good that store the same deliveries in opposite order.
async fn deadlocks(append: &str) -> usize {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    open(&address, OpenOptions::default()).await.unwrap();
    let both = [false, true].map(|is_reversed| {
        let (address, append) = (address.clone(), append.to_owned());
        tokio::spawn(async move { store_batches(&address, &append, is_reversed).await })
    });
    let mut found = 0;
    for one in both {
        found += one.await.unwrap();
    }
    found
}

async fn store_batches(address: &str, append: &str, is_reversed: bool) -> usize {
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("SET deadlock_timeout = '20ms'").await.unwrap();
    let append = client.prepare(append).await.unwrap();
    let mut found = 0;
    for round in 0..30_i64 {
        let mut created: Vec<i64> = (0..400).map(|number| 1_000_000 + round * 1000 + number).collect();
        if is_reversed {
            created.reverse();
        }
        let digests: Vec<Vec<u8>> = created.iter().map(|created| created.to_be_bytes().repeat(4)).collect();
        let (texts, none) = (vec!["a"; created.len()], vec![None::<&str>; created.len()]);
        let (zeros, no_times) = (vec![0_i64; created.len()], vec![None::<i64>; created.len()]);
        let parameters: [&(dyn ToSql + Sync); 13] = [
            &created, &digests, &texts, &texts, &none, &created, &no_times, &zeros, &texts, &digests, &none, &0_i64,
            &false,
        ];
        if let Err(error) = client.query(&append, &parameters).await {
            assert_eq!(error.code(), Some(&SqlState::T_R_DEADLOCK_DETECTED), "{error}");
            found += 1;
        }
    }
    found
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

/// Receives on SQLite, and loses the power when something had just been acknowledged: how much of that is not there afterwards, each
/// time. None where strace is missing.
fn lost_with_the_power(change: impl FnOnce(Log) -> Log) -> Option<Vec<usize>> {
    if !power::is_there() {
        assert!(std::env::var_os("CI").is_none(), "strace is missing");
        eprintln!("skipped: strace is missing");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    fs::create_dir(&data).unwrap();
    let store = format!("sqlite://{}", data.join("inbox.db").display());
    let serve = ["serve", "--listen", "127.0.0.1:0", "--store", &store];
    let receiver = Process::start_under(&power::traced(&log), &serve);
    let mut acknowledged: Vec<_> = thread::scope(|scope| {
        let senders = (0..4).map(|sender| {
            scope.spawn({
                let host = receiver.host();
                move || send_some(host, sender)
            })
        });
        senders.collect::<Vec<_>>().into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    acknowledged.sort_unstable();
    drop(receiver);
    let log = Log::read(&log, &data, power::Files::new());
    // Memory that is shared is made anew.
    log.assert_whole(|path| !path.to_string_lossy().ends_with("-shm"));
    let log = change(log);
    let cuts = [Unflushed::Torn(1), Unflushed::Lost, Unflushed::Torn(2), Unflushed::Lost];
    let lost = cuts.iter().enumerate().map(|(cut, unflushed)| {
        let given = &acknowledged[..acknowledged.len() * (cut + 1) / cuts.len()];
        power::write_files(&data, &log.left_at(given[given.len() - 1].0, *unflushed));
        let _ = fs::remove_file(data.join("inbox.db-shm"));
        let listed = common::run(&["inbox", "list", "--json", "--limit", "1000", "--store", &store], b"").out;
        given.iter().filter(|(_, id)| !listed.contains(&format!("\"{id}\""))).count()
    });
    Some(lost.collect())
}

/// When each delivery was answered 200, and its id.
fn send_some(host: &str, sender: u32) -> Vec<(u64, String)> {
    let send = |number: u32| {
        let id = format!("id-{sender}-{number}");
        let body = body(Duration::ZERO, "ann@example.com", 1000 * sender + number);
        assert!(post(host, SECRET, &id, &body).starts_with("HTTP/1.1 200"));
        (moment(), id)
    };
    (0..50).map(send).collect()
}

#[test]
fn an_sqlite_whose_power_goes() {
    let Some(lost) = lost_with_the_power(|log| log) else { return };
    assert_eq!(lost, [0; 4]);
}

#[test]
fn an_sqlite_whose_power_goes_and_that_was_never_flushed() {
    let Some(lost) = lost_with_the_power(Log::without_flushes) else { return };
    assert!(lost.iter().all(|lost| *lost > 0), "{lost:?}");
}
