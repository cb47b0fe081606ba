//! SQLite's write-ahead log: bounded under load though somebody always reads, and gone after the end.

mod support;

use autosend_webhooks_inbox::{Arrival, Inbox, InboxErrorCode, InboxOptions, Store, sqlite, sqlite::SqliteStore};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};
use support::{delivered, numbered};

/// What one transaction adds at most: bodies of 4 MiB, and the pages of the indexes that they touch.
const GROUP: u64 = 16 << 20;
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
/// is over.
async fn longest(limit: u64, time: Duration) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inbox.db");
    let inbox = Inbox::new(SqliteStore::with_wal_limit(&path, limit).unwrap(), &InboxOptions::default());
    let (stop, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let readers = read_without_a_gap(&path, &stop);
    let senders: Vec<_> = (0..256)
        .map(|_| {
            let (inbox, stop, next) = (inbox.clone(), stop.clone(), next.clone());
            tokio::spawn(async move {
                while !stop.load(Relaxed) {
                    inbox.store(large(next.fetch_add(1, Relaxed))).await.unwrap();
                }
            })
        })
        .collect();
    let (start, mut longest) = (Instant::now(), 0);
    while start.elapsed() < time && longest <= sqlite::WAL_LIMIT + GROUP {
        longest = longest.max(length(&path));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stop.store(true, Relaxed);
    for sender in senders {
        sender.await.unwrap();
    }
    tokio::task::spawn_blocking(|| readers.into_iter().for_each(|reader| reader.join().unwrap())).await.unwrap();
    let (stored, seconds) = (next.load(Relaxed), start.elapsed().as_secs());
    println!("{stored} deliveries of {} KiB in {seconds} s, the log had {} MiB at most", LARGE >> 10, longest >> 20);
    longest
}

const LARGE: usize = 16 << 10;

fn large(number: u32) -> Arrival {
    let note = "x".repeat(LARGE);
    let body = format!(
        r#"{{"type":"contact.deleted","data":{{"email":"a@example.com","contactId":"{number}","note":"{note}"}}}}"#
    );
    delivered(body.as_bytes(), &format!("id-{number}"), 0)
}

/// `INBOX_WAL_SECONDS=600` for the long form.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_bounded_while_somebody_always_reads() {
    let seconds = std::env::var("INBOX_WAL_SECONDS").map_or(15, |text| text.parse().unwrap());
    let with_guard = longest(sqlite::WAL_LIMIT, Duration::from_secs(seconds)).await;
    assert!(with_guard > sqlite::WAL_LIMIT / 2, "the load is no test: {with_guard}");
    assert!(with_guard <= sqlite::WAL_LIMIT + GROUP, "{with_guard}");
    let without = longest(u64::MAX, Duration::from_mins(1)).await;
    assert!(without > sqlite::WAL_LIMIT + GROUP, "without the guard it grows: {without}");
}
