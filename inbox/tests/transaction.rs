//! In the application's own transaction: effect and mark commit together, or neither does.

mod support;

use autosend_webhooks_inbox::{Inbox, InboxErrorCode, InboxOptions, postgres, sqlite};
use rusqlite::{Connection, TransactionBehavior};
use std::{sync::Arc, time::Duration};
use support::{Database, numbered};
use tokio_postgres::NoTls;

fn application(path: &std::path::Path) -> Connection {
    let mut connection = Connection::open(path).unwrap();
    connection.busy_timeout(Duration::from_secs(5)).unwrap();
    sqlite::migrate(&mut connection).unwrap();
    connection.execute_batch("CREATE TABLE IF NOT EXISTS effect (number INTEGER)").unwrap();
    connection
}

fn effects(connection: &Connection) -> u32 {
    connection.query_row("SELECT count(*) FROM effect", [], |row| row.get(0)).unwrap()
}

/// Returns whether the delivery was new.
fn apply(connection: &mut Connection, arrival: &autosend_webhooks_inbox::Arrival, commit: bool) -> bool {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let new = sqlite::first(&transaction, arrival).unwrap();
    if new {
        transaction.execute("INSERT INTO effect VALUES (1)", []).unwrap();
    }
    if commit {
        transaction.commit().unwrap();
    }
    new
}

#[test]
fn on_sqlite_the_effect_and_the_mark_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("application.db");
    let (mut one, mut two) = (application(&path), application(&path));
    let arrival = numbered(1);
    // Rolled back, as a crash would: nothing is left behind.
    assert!(apply(&mut one, &arrival, false));
    assert_eq!(effects(&two), 0);
    assert!(apply(&mut two, &arrival, true));
    assert!(!apply(&mut one, &arrival, true));
    assert_eq!(effects(&one), 1);
}

#[test]
fn on_sqlite_two_connections_at_once_make_one_effect_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("application.db");
    drop(application(&path));
    let arrivals: Vec<_> = (0..200).map(numbered).collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut connection = application(&path);
                for arrival in &arrivals {
                    apply(&mut connection, arrival, true);
                }
            });
        }
    });
    assert_eq!(effects(&application(&path)), 200);
}

#[test]
fn on_sqlite_missing_tables_are_named() {
    let mut connection = Connection::open_in_memory().unwrap();
    let transaction = connection.transaction().unwrap();
    let error = sqlite::first(&transaction, &numbered(1)).unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::NoTables);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_two_connections_at_once_make_one_effect_each() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let mut client = connect(&address).await;
    postgres::migrate(&mut client).await.unwrap();
    client.batch_execute("CREATE TABLE effect (number int)").await.unwrap();
    let arrivals: Arc<Vec<_>> = Arc::new((0..200).map(numbered).collect());
    let all: Vec<_> = (0..2)
        .map(|process| {
            let (arrivals, address) = (arrivals.clone(), address.clone());
            tokio::spawn(async move {
                let mut client = connect(&address).await;
                for (index, arrival) in arrivals.iter().enumerate() {
                    // One in ten of the first process's transactions is rolled back, as a crash would.
                    let commit = process == 1 || index % 10 != 0;
                    let transaction = client.transaction().await.unwrap();
                    if postgres::first(&transaction, arrival).await.unwrap() {
                        transaction.execute("INSERT INTO effect VALUES (1)", &[]).await.unwrap();
                    }
                    if commit {
                        transaction.commit().await.unwrap();
                    } else {
                        transaction.rollback().await.unwrap();
                    }
                }
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    // Some were only tried by the first process when it rolled back: once more, as the provider's retry.
    let mut last = connect(&address).await;
    for arrival in arrivals.iter() {
        let transaction = last.transaction().await.unwrap();
        if postgres::first(&transaction, arrival).await.unwrap() {
            transaction.execute("INSERT INTO effect VALUES (1)", &[]).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }
    let effects: i64 = last.query_one("SELECT count(*) FROM effect", &[]).await.unwrap().get(0);
    assert_eq!(effects, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_lost_lease_rolls_the_effect_back() {
    let database = Database::postgres().await;
    let store = database.open().await;
    let Database::Postgres(address) = &database else { unreachable!() };
    Inbox::shared(store.clone(), &InboxOptions::default()).store(numbered(1)).await.unwrap();
    let job = store.claim(1, Duration::ZERO).await.unwrap().remove(0);
    tokio::time::sleep(Duration::from_millis(5)).await;
    let again = store.claim(1, Duration::from_mins(1)).await.unwrap().remove(0);
    let mut client = connect(address).await;
    let transaction = client.transaction().await.unwrap();
    let error = postgres::done(&transaction, job.lease).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::LeaseLost);
    postgres::done(&transaction, again.lease).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(store.stats().await.unwrap().waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_group_is_done_as_one_or_not_at_all() {
    let database = Database::postgres().await;
    let store = database.open().await;
    let Database::Postgres(address) = &database else { unreachable!() };
    let inbox = Inbox::shared(store.clone(), &InboxOptions::default());
    for number in 1..=3 {
        inbox.store(numbered(number)).await.unwrap();
    }
    let mut leases: Vec<_> =
        store.claim(3, Duration::from_mins(1)).await.unwrap().iter().map(|job| job.lease).collect();
    let mut client = connect(address).await;
    let mut lost = leases.clone();
    lost[1].number += 100;
    let transaction = client.transaction().await.unwrap();
    let error = postgres::done_all(&transaction, &lost).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::LeaseLost);
    transaction.rollback().await.unwrap();
    assert_eq!(store.stats().await.unwrap().waiting, 3);
    let transaction = client.transaction().await.unwrap();
    leases.reverse();
    postgres::done_all(&transaction, &leases).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(store.stats().await.unwrap().waiting, 0);
}

async fn connect(address: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
