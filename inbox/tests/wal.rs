//! SQLite's write-ahead log: bounded under load though somebody always reads, and gone after the end.

mod support;

use autosend_webhooks::Delivery;
use autosend_webhooks_inbox::{Arrival, Inbox, InboxErrorCode, InboxOptions, Store, sqlite, sqlite::SqliteStore};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};
use support::numbered;

/// What one transaction adds at most: bodies of 4 MiB, and the pages that are changed with them.
const GROUP: u64 = 12 << 20;
/// How long each reader keeps its snapshot.
const READ: Duration = Duration::from_millis(300);

fn log_of(database: &Path) -> PathBuf {
    database.with_extension("db-wal")
}

fn length(database: &Path) -> u64 {
    fs::metadata(log_of(database)).map_or(0, |metadata| metadata.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_database_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let inbox = Inbox::new(SqliteStore::open(&path).unwrap(), &InboxOptions::default());
    let seq = inbox.store(numbered(1)).await.unwrap().seq();
    assert!(length(&path) > 0, "until then there is a log");
    inbox.close().await;
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["inbox.db"]);
    assert_eq!(inbox.store(numbered(2)).await.unwrap_err().code(), InboxErrorCode::Unavailable);
    assert_eq!(inbox.look().stats().await.unwrap_err().code(), InboxErrorCode::Unavailable);
    let again = SqliteStore::open(&path).unwrap();
    assert!(again.find(seq).await.unwrap().is_some());
}

/// Somebody is always in the log: the next snapshot is taken before the last is let go.
fn read_without_a_gap(path: &Path, stop: &Arc<AtomicBool>) -> Vec<thread::JoinHandle<()>> {
    let read = move |path: PathBuf, stop: Arc<AtomicBool>, after: Duration| {
        thread::sleep(after);
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        connection.busy_timeout(Duration::from_secs(5)).unwrap();
        while !stop.load(Relaxed) {
            connection.execute_batch("BEGIN").unwrap();
            connection.query_row("SELECT count(*) FROM inbox_meta", [], |row| row.get::<_, i64>(0)).unwrap();
            thread::sleep(READ);
            connection.execute_batch("COMMIT").unwrap();
        }
    };
    (0..3)
        .map(|reader| (path.to_owned(), stop.clone(), READ / 3 * reader))
        .map(|(path, stop, after)| thread::spawn(move || read(path, stop, after)))
        .collect()
}

/// Stores as much as it can, while somebody reads, and returns how long the log became: until it is longer than allowed, or the time
/// is over and twice as much was stored.
async fn longest(limit: u64, allowed: u64, time: Duration) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let inbox = Inbox::new(SqliteStore::with_wal_limit(&path, limit).unwrap(), &InboxOptions::default());
    let (stop, stored) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let readers = read_without_a_gap(&path, &stop);
    let senders: Vec<_> = (0..256)
        .map(|sender| {
            let (inbox, stop, stored) = (inbox.clone(), stop.clone(), stored.clone());
            tokio::spawn(async move {
                for number in 0.. {
                    if stop.load(Relaxed) {
                        return;
                    }
                    inbox.store(large(&format!("{sender}-{number}"))).await.unwrap();
                    stored.fetch_add(LARGE, Relaxed);
                }
            })
        })
        .collect();
    let (start, mut longest) = (Instant::now(), 0);
    while longest <= allowed && (start.elapsed() < time || stored.load(Relaxed) < 2 * allowed) {
        longest = longest.max(length(&path));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stop.store(true, Relaxed);
    for sender in senders {
        sender.await.unwrap();
    }
    tokio::task::spawn_blocking(|| readers.into_iter().for_each(|reader| reader.join().unwrap())).await.unwrap();
    let (stored, seconds) = (stored.load(Relaxed) >> 20, start.elapsed().as_secs());
    println!("{stored} MiB of bodies in {seconds} s, the log had {} MiB at most", longest >> 20);
    longest
}

const LARGE: u64 = 16 << 10;

fn large(id: &str) -> Arrival {
    let note = "x".repeat(usize::try_from(LARGE).unwrap());
    let body = format!(
        r#"{{"type":"contact.deleted","data":{{"email":"a@example.com","contactId":"{id}","note":"{note}"}}}}"#
    );
    Arrival::new(&Delivery::trusted(id, body.as_bytes()).unwrap(), &[("Content-Type", "application/json")])
}

/// `INBOX_WAL_SECONDS=600` for the long form, with the limit that is the default.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_bounded_while_somebody_always_reads() {
    let (limit, time) = match std::env::var("INBOX_WAL_SECONDS") {
        Ok(seconds) => (sqlite::WAL_LIMIT, Duration::from_secs(seconds.parse().unwrap())),
        Err(_) => (16 << 20, Duration::from_secs(8)),
    };
    let allowed = limit + GROUP;
    let with_guard = longest(limit, allowed, time).await;
    assert!(with_guard <= allowed, "{with_guard}");
    let without = longest(u64::MAX, allowed, time).await;
    assert!(without > allowed, "without the guard it grows: {without}");
}
