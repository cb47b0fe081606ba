//! Minutes of full load on SQLite with a dashboard that somebody looks at: memory, and the write-ahead log.

use crate::{
    CONNECTIONS, Run,
    load::{Receiver, busy, sent},
    support::Database,
};
use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

const TOKEN: &str = "0123456789abcdef";
/// How often the log is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How often the page asks for everything that it shows.
const REFRESH: Duration = Duration::from_millis(500);
const PIECES: u32 = 10;

/// One line for each tenth of the time.
pub async fn measure(time: Duration) {
    let database = Database::sqlite();
    let Database::Sqlite(folder) = &database else { unreachable!("it is one") };
    let run = Run::new(&database, None, time);
    let page = free_address();
    let receiver =
        Receiver::start_with(&run, &["--dashboard", &page], &[("AUTOSEND_INBOX_DASHBOARD_TOKEN", TOKEN)]).await;
    let stop = Arc::<AtomicBool>::default();
    let (longest, refreshed) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
    let looking = tokio::spawn(look(folder.path().join("inbox.db-wal"), longest.clone(), stop.clone()));
    let showing = tokio::spawn(show(page, refreshed.clone(), stop.clone()));
    println!(
        "SQLite, full load with a dashboard open\n     deliveries  HTTP/s  memory MiB  longest log MiB  pages shown"
    );
    for _ in 0..PIECES {
        let (rate, _) = busy(std::slice::from_ref(&receiver), CONNECTIONS, time / PIECES).await;
        let (all, log, pages) = (sent(), longest.load(Relaxed) >> 20, refreshed.load(Relaxed));
        println!("{all:>15}  {rate:>6.0}  {:>10}  {log:>15}  {pages:>11}", receiver.resident());
    }
    stop.store(true, Relaxed);
    looking.await.unwrap();
    showing.await.unwrap();
    println!("memory, at most: {} MiB", receiver.memory());
}

fn free_address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

async fn look(log: PathBuf, longest: Arc<AtomicU64>, stop: Arc<AtomicBool>) {
    while !stop.load(Relaxed) {
        longest.fetch_max(fs::metadata(&log).map_or(0, |metadata| metadata.len()), Relaxed);
        sleep(LOOK).await;
    }
}

async fn show(page: String, refreshed: Arc<AtomicU64>, stop: Arc<AtomicBool>) {
    while !stop.load(Relaxed) {
        for (request, body) in
            [("GET /api/stats", ""), ("GET /api/timeline?range=hour", ""), ("POST /api/list", r#"{"limit":100}"#)]
        {
            ask(&page, request, body).await;
        }
        refreshed.fetch_add(1, Relaxed);
        sleep(REFRESH).await;
    }
}

async fn ask(page: &str, request: &str, body: &str) {
    let mut stream = TcpStream::connect(page).await.unwrap();
    let headers = format!(
        "Host: {page}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close",
        body.len()
    );
    stream.write_all(format!("{request} HTTP/1.1\r\n{headers}\r\n\r\n{body}").as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200"), "{request}: {response}");
}
