//! In a transaction of sqlx: effect and mark commit together, or neither does.

mod support;

use autosend_webhooks_inbox::{Arrival, InboxErrorCode, Store, postgres};
use sqlx::PgPool;
use std::{sync::Arc, time::Duration};
use support::{Database, numbered};

async fn application() -> (PgPool, Arc<dyn Store>) {
    let database = Database::postgres().await;
    let store = database.open().await;
    let Database::Postgres(address) = &database else { unreachable!() };
    let pool = PgPool::connect(address).await.unwrap();
    sqlx::query("CREATE TABLE effect (address text)").execute(&pool).await.unwrap();
    (pool, store)
}

async fn effects(pool: &PgPool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM effect").fetch_one(pool).await.unwrap()
}

/// Returns whether the delivery was new.
async fn apply(pool: &PgPool, arrival: &Arrival, commit: bool) -> bool {
    let mut transaction = pool.begin().await.unwrap();
    let new = postgres::sqlx::first(&mut transaction, arrival).await.unwrap();
    if new {
        let effect = sqlx::query("INSERT INTO effect VALUES ($1)").bind(arrival.address());
        effect.execute(&mut *transaction).await.unwrap();
    }
    if commit {
        transaction.commit().await.unwrap();
    } else {
        transaction.rollback().await.unwrap();
    }
    new
}

#[tokio::test(flavor = "multi_thread")]
async fn the_effect_and_the_mark_are_one() {
    let (pool, store) = application().await;
    // Rolled back, as a crash would: nothing is left behind.
    assert!(apply(&pool, &numbered(1), false).await);
    assert_eq!(effects(&pool).await, 0);
    let arrival = numbered(2);
    assert!(apply(&pool, &arrival, true).await);
    assert!(!apply(&pool, &arrival, true).await);
    assert_eq!(effects(&pool).await, 1);
    let stats = store.stats().await.unwrap();
    assert_eq!((stats.counters["new"], stats.counters["duplicate"]), (1, 1));
    let stored = store.list(&autosend_webhooks_inbox::Filter::default(), 10).await.unwrap();
    assert_eq!((stored.len(), stored[0].repeats, stored[0].address.as_deref()), (1, 1, arrival.address()));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_make_one_effect_each() {
    let (pool, _) = application().await;
    let arrivals: Arc<Vec<_>> = Arc::new((0..100).map(numbered).collect());
    let both = [0, 1].map(|_| {
        let (pool, arrivals) = (pool.clone(), arrivals.clone());
        tokio::spawn(async move {
            for arrival in arrivals.iter() {
                apply(&pool, arrival, true).await;
            }
        })
    });
    for one in both {
        one.await.unwrap();
    }
    assert_eq!(effects(&pool).await, 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_lease_rolls_the_effect_back() {
    let (pool, store) = application().await;
    store.append(&[numbered(1).keyed(Some("ann".into()))], 0, false).await.unwrap();
    store.append(&[numbered(2).keyed(Some("ann".into()))], 0, false).await.unwrap();
    let job = store.claim(1, Duration::ZERO).await.unwrap().remove(0);
    tokio::time::sleep(Duration::from_millis(5)).await;
    let again = store.claim(1, Duration::from_mins(1)).await.unwrap().remove(0);
    let mut transaction = pool.begin().await.unwrap();
    let error = postgres::sqlx::done(&mut transaction, job.lease).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::LeaseLost);
    postgres::sqlx::done(&mut transaction, again.lease).await.unwrap();
    transaction.commit().await.unwrap();
    let next = store.claim(2, Duration::from_mins(1)).await.unwrap();
    assert_eq!(next.len(), 1, "the next of the key may run");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_tables_are_named() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let mut transaction = PgPool::connect(&address).await.unwrap().begin().await.unwrap();
    let error = postgres::sqlx::first(&mut transaction, &numbered(1)).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::NoTables);
}
