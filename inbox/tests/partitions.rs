//! Partitions by day on PostgreSQL: what lies where, who makes them, and what is dropped.

mod support;

use autosend_webhooks_inbox::{
    Arrival, Ending, Filter, Finish, InboxErrorCode, OpenOptions, Outcome, Pruned, Status, Store,
    postgres::PostgresStore,
};
use std::{sync::Arc, time::Duration};
use support::{Database, body_at, delivered, now, numbered};

const DAY: i64 = 86_400_000;

/// Partitions by day, and a look at them.
struct Days {
    store: Arc<dyn Store>,
    client: tokio_postgres::Client,
    database: Database,
}

impl Days {
    async fn new() -> Self {
        let database = Database::postgres_by_day().await;
        let Database::Postgres(address) = &database else { unreachable!() };
        let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        Self { store: database.open().await, client, database }
    }

    async fn run(&self, statements: &str) {
        self.client.batch_execute(statements).await.unwrap();
    }

    async fn number(&self, query: &str) -> i64 {
        self.client.query_one(query, &[]).await.unwrap().get(0)
    }

    async fn exists(&self, table: &str) -> bool {
        self.client.query_one("SELECT to_regclass($1) IS NOT NULL", &[&table]).await.unwrap().get(0)
    }

    /// The partition of a day, counted from today.
    async fn partition(&self, parent: &str, day: i64) -> String {
        let query = format!("SELECT inbox_partition('{parent}', inbox_now() / {DAY} + {day})");
        self.client.query_one(&query, &[]).await.unwrap().get(0)
    }

    async fn store(&self, arrival: Arrival) -> Outcome {
        self.store.append(&[arrival], now() - 8 * DAY, false).await.unwrap()[0]
    }

    async fn stray(&self) -> i64 {
        self.store.stats().await.unwrap().default_partition_rows.expect("there are partitions")
    }

    /// Processes all that waits.
    async fn work(&self) {
        let jobs = self.store.claim(1000, Duration::from_mins(1)).await.unwrap();
        let done: Vec<_> = jobs.iter().map(|job| Finish { lease: job.lease, ending: Ending::Done }).collect();
        assert!(self.store.finish(&done).await.unwrap().iter().all(|held| *held));
    }

    /// Removes all that is older, and returns the steps.
    async fn prune(&self, older: Duration) -> Vec<Pruned> {
        let mut all = Vec::new();
        loop {
            match self.store.prune(older, older, 100).await.unwrap() {
                none if none == Pruned::default() => return all,
                pruned => all.push(pruned),
            }
        }
    }

    /// Has a delivery received, and its key signed, that many days ago.
    async fn age(&self, seq: i64, days: i64) {
        for (parent, column) in
            [("inbox_seen", "created"), ("inbox_delivery", "received"), ("inbox_attempt", "received")]
        {
            self.run(&format!(
                "SELECT inbox_add_day('{parent}', '{column}', inbox_now() / {DAY} - {days});
                 UPDATE {parent} SET {column} = {column} - {days}::bigint * {DAY} WHERE seq = {seq}"
            ))
            .await;
        }
        self.run(&format!("UPDATE inbox_dead SET received = received - {days}::bigint * {DAY} WHERE seq = {seq}"))
            .await;
    }
}

fn signed(created: i64, number: u32) -> Arrival {
    delivered(&body_at(created, "ann@example.com", number), &format!("id-{number}"), 0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_signed_on_a_far_day_is_kept_and_counted() {
    let days = Days::new().await;
    assert_eq!(days.stray().await, 0);
    let (past, future) = (signed(now() - 4000 * DAY, 1), signed(now() + 4000 * DAY, 2));
    let expired = days.store(past.clone()).await;
    assert!(matches!(expired, Outcome::Expired { .. }), "{expired:?}");
    let new = days.store(future.clone()).await;
    assert!(matches!(new, Outcome::New { .. }), "{new:?}");
    days.store.maintain().await.unwrap();
    assert_eq!(days.stray().await, 2, "no partition is made for such a day");
    assert_eq!(days.store(past).await, Outcome::Duplicate { of: expired.seq() });
    assert_eq!(days.store(future).await, Outcome::Duplicate { of: new.seq() });
    let pruned: u64 = days.prune(Duration::from_millis(1)).await.iter().map(|pruned| pruned.keys).sum();
    assert_eq!(pruned, 1, "what is old goes row by row");
    days.work().await;
    assert_eq!(days.store.list(&Filter::default(), 10).await.unwrap()[0].status, Status::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_without_a_time_are_told_apart() {
    let days = Days::new().await;
    let undated = |number| {
        let body = format!(r#"{{"type":"contact.deleted","data":{{"email":"a@example.com","contactId":"{number}"}}}}"#);
        delivered(body.as_bytes(), &format!("id-{number}"), 0)
    };
    let seq = days.store(undated(1)).await.seq();
    assert!(matches!(days.store(undated(2)).await, Outcome::New { id_reused: false, .. }));
    assert_eq!(days.store(undated(1)).await, Outcome::Duplicate { of: seq });
    assert_eq!((days.number("SELECT count(*) FROM inbox_seen_undated").await, days.stray().await), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn at_midnight_one_partition_follows_the_other() {
    let days = Days::new().await;
    let midnight = now() / DAY * DAY;
    let around = [signed(midnight - 1, 1), signed(midnight, 1)];
    let stored = days.store.append(&around, 0, false).await.unwrap();
    assert!(stored.iter().all(|outcome| matches!(outcome, Outcome::New { .. })), "{stored:?}");
    for (day, arrival) in [-1, 0].into_iter().zip(around) {
        let table = days.partition("inbox_seen", day).await;
        assert_eq!(days.number(&format!("SELECT count(*) FROM {table}")).await, 1, "{table}");
        assert!(matches!(days.store(arrival).await, Outcome::Duplicate { .. }));
    }
    assert_eq!(days.stray().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_are_made_a_week_ahead() {
    let days = Days::new().await;
    for (parent, first) in [("inbox_seen", -8), ("inbox_delivery", 0), ("inbox_attempt", 0)] {
        for day in first..=7 {
            assert!(days.exists(&days.partition(parent, day).await).await, "{parent} {day}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_in_the_default_partition_moves_to_its_day() {
    let days = Days::new().await;
    // As if nobody had made partitions for weeks.
    for parent in ["inbox_seen", "inbox_delivery", "inbox_attempt"] {
        days.run(&format!("DROP TABLE {}", days.partition(parent, 0).await)).await;
    }
    let seq = days.store(numbered(1)).await.seq();
    assert_eq!(days.stray().await, 2);
    days.store.maintain().await.unwrap();
    assert_eq!(days.stray().await, 0);
    assert_eq!(days.store(numbered(1)).await, Outcome::New { seq: seq + 1, id_reused: true }, "another time is signed");
    days.work().await;
    assert_eq!(days.store.stats().await.unwrap().counters["done"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_default_partition_a_missing_day_would_lose_deliveries() {
    let days = Days::new().await;
    days.run("DROP TABLE inbox_seen_default").await;
    assert!(matches!(days.store(numbered(1)).await, Outcome::New { .. }), "today has a partition");
    let far = days.store.append(&[signed(now() + 100 * DAY, 2)], 0, false).await.unwrap_err();
    assert_eq!(far.code(), InboxErrorCode::Unavailable, "{far}");
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_made_while_deliveries_come_lose_none() {
    let days = Days::new().await;
    for day in -1..=0 {
        days.run(&format!("DROP TABLE {}", days.partition("inbox_seen", day).await)).await;
    }
    days.run(&format!("DROP TABLE {}", days.partition("inbox_delivery", 0).await)).await;
    days.run(&format!("DROP TABLE {}", days.partition("inbox_attempt", 0).await)).await;
    let stores = [days.database.open().await, days.database.open().await];
    let all: Vec<_> = (0..600)
        .flat_map(|number| {
            let arrival = signed(now() - i64::from(number % 2) * DAY, number);
            stores.clone().map(|store| {
                let arrival = arrival.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(u64::from(number))).await;
                    store.append(&[arrival], 0, false).await.unwrap()[0]
                })
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(days.stray().await > 0, "they come already");
    days.store.maintain().await.unwrap();
    let mut new = 0;
    for one in all {
        new += i32::from(matches!(one.await.unwrap(), Outcome::New { .. }));
    }
    assert_eq!((new, days.stray().await), (600, 0));
}

/// Has eight processes make the same partitions at once, and returns how many of them failed.
async fn maintain_at_once(days: &Days) -> usize {
    for day in 3..=7 {
        days.run(&format!("DROP TABLE {}", days.partition("inbox_seen", day).await)).await;
    }
    let all: Vec<_> = (0..8)
        .map(|_| {
            let store = days.store.clone();
            tokio::spawn(async move { store.maintain().await })
        })
        .collect();
    let mut failed = 0;
    for one in all {
        failed += usize::from(one.await.unwrap().is_err());
    }
    for day in 3..=7 {
        assert!(days.exists(&days.partition("inbox_seen", day).await).await);
    }
    failed
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_make_partitions_at_once_do_not_fail() {
    let days = Days::new().await;
    for _ in 0..3 {
        assert_eq!(maintain_at_once(&days).await, 0);
    }
    let definition = "SELECT pg_get_functiondef('inbox_add_days'::regproc)";
    let definition: String = days.client.query_one(definition, &[]).await.unwrap().get(0);
    let guard = "PERFORM pg_advisory_xact_lock(hashtext('inbox_days'));";
    assert!(definition.contains(guard));
    days.run(&definition.replace(guard, "")).await;
    let mut failed = 0;
    for _ in 0..5 {
        failed += maintain_at_once(&days).await;
    }
    assert!(failed > 0, "without the lock they get in each other's way");
}

#[tokio::test(flavor = "multi_thread")]
async fn old_days_are_dropped_and_what_is_unfinished_stays() {
    let days = Days::new().await;
    let mut seqs = Vec::new();
    for number in 0..6 {
        seqs.push(days.store(signed(now(), number)).await.seq());
    }
    let dead = days.store.claim(1, Duration::from_mins(1)).await.unwrap().remove(0);
    let ending = Ending::Dead { error: "no".into() };
    days.store.finish(&[Finish { lease: dead.lease, ending }]).await.unwrap();
    days.work().await;
    let dead = dead.stored.seq;
    // Two finished ones on each of two old days, the dead one and a finished one on a third, one of today.
    let finished: Vec<_> = seqs.into_iter().filter(|seq| *seq != dead).collect();
    for (seq, age) in [(finished[0], 40), (finished[1], 40), (finished[2], 50), (finished[3], 60), (dead, 60)] {
        days.age(seq, age).await;
    }
    let month = Duration::from_hours(30 * 24);
    let dropped = days.prune(month).await.into_iter().map(|one| (one.deliveries, one.keys, one.partitions));
    let dropped: Vec<_> = dropped.collect();
    assert_eq!(dropped, [(1, 2, 2), (2, 1, 2), (0, 2, 1), (1, 0, 0)], "the fullest day holds a dead letter");
    for (parent, day, stays) in [
        ("inbox_delivery", -40, false),
        ("inbox_attempt", -40, false),
        ("inbox_delivery", -50, false),
        ("inbox_delivery", -60, true),
        ("inbox_seen", -60, false),
        ("inbox_delivery", 0, true),
    ] {
        let table = days.partition(parent, day).await;
        assert_eq!(days.exists(&table).await, stays, "{table}");
    }
    let mut left: Vec<_> = days.store.list(&Filter::default(), 10).await.unwrap().iter().map(|one| one.seq).collect();
    left.sort_unstable();
    let mut expected = [dead, finished[4]];
    expected.sort_unstable();
    assert_eq!(left, expected);
    assert_eq!(days.store.replay(&[dead]).await.unwrap(), 1);
    days.work().await;
    assert_eq!(days.store.prune(month, month, 100).await.unwrap().partitions, 1, "now that day is finished too");
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_that_hold_deliveries_are_not_partitioned_by_the_way() {
    let database = Database::postgres().await;
    let Database::Postgres(address) = &database else { unreachable!() };
    let by_day = OpenOptions { partition_by_day: true, ..OpenOptions::default() };
    let store = database.open().await;
    assert_eq!(store.stats().await.unwrap().default_partition_rows, None);
    store.append(&[numbered(1)], 0, false).await.unwrap();
    let error = PostgresStore::open(address, by_day).await.err().expect("it is refused");
    assert_eq!(error.code(), InboxErrorCode::NotPartitioned);
    let sqlite = autosend_webhooks_inbox::open("sqlite://unused.db", by_day).await.err().expect("it is refused");
    assert_eq!(sqlite.code(), InboxErrorCode::BadAddress);
    // Later programs need not say it again.
    let days = Days::new().await;
    assert!(days.store.stats().await.unwrap().default_partition_rows.is_some());
}
