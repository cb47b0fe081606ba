//! Workers of another process are told at once, and find work without being told.

mod support;

use autosend_webhooks_inbox::{Engine, Inbox, InboxOptions, OpenOptions, WorkOptions, postgres::PostgresStore};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Database, numbered};
use tokio::{sync::mpsc, time::timeout};

/// How long a delivery takes from its commit in one store to a worker on another that looks every `poll`.
async fn travel(store: PostgresStore, other: PostgresStore, poll: Duration) -> Duration {
    let receiving = Inbox::new(store, &InboxOptions::default());
    let working = Inbox::new(other, &InboxOptions::default());
    let (seen, mut arrivals) = mpsc::channel(1);
    let worker = tokio::spawn(async move {
        let options = WorkOptions { poll, ..WorkOptions::default() };
        let handler = move |_| {
            let seen = seen.clone();
            async move { Ok(seen.send(Instant::now()).await?) }
        };
        working.work(options, std::future::pending(), handler).await;
    });
    // The worker has looked, found nothing, and sleeps.
    tokio::time::sleep(Duration::from_millis(800)).await;
    let start = Instant::now();
    receiving.store(numbered(1)).await.unwrap();
    let arrived = timeout(2 * poll, arrivals.recv()).await.expect("it arrives").unwrap();
    worker.abort();
    arrived - start
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_comes_before_the_next_look() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let [one, other] =
        [PostgresStore::connect(&address).await.unwrap(), PostgresStore::connect(&address).await.unwrap()];
    let time = travel(one, other, Duration::from_secs(30)).await;
    assert!(time < Duration::from_secs(2), "{time:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_one_the_next_look_finds_it() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let options = OpenOptions { notify: false, ..OpenOptions::default() };
    let silent = PostgresStore::open(&address, options).await.unwrap();
    let other = PostgresStore::connect(&address).await.unwrap();
    let time = travel(silent, other, Duration::from_secs(4)).await;
    assert!(time > Duration::from_secs(1), "nobody told, and yet it came after {time:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn listening_is_taken_up_again_after_the_connection_broke() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let store = PostgresStore::connect(&address).await.unwrap();
    let told = Arc::new(tokio::sync::Notify::new());
    let listening = store.listen(told.clone()).unwrap();
    let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let broken = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    assert_eq!(client.query(broken, &[]).await.unwrap().len(), 1, "one listens");
    // Told once when it listens again; then by the notification.
    timeout(Duration::from_secs(5), told.notified()).await.expect("it listens again");
    let notified = told.notified();
    client.batch_execute("NOTIFY inbox_stored").await.unwrap();
    timeout(Duration::from_secs(2), notified).await.expect("it hears");
    listening.abort();
}
