//! How many jobs a second are claimed, have their effect in PostgreSQL, and are done in the same transaction.

use crate::support::{Database, numbered};
use autosend_webhooks_inbox::{Job, Store, postgres};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Workers, each with a connection of its own for effects.
const WORKERS: usize = 8;
/// What a batch of the store takes.
const BATCH: usize = 500;
const LEASE: Duration = Duration::from_mins(1);

/// Measures jobs one by one, and in groups that commit together; the raw transactions beside them in the same run.
pub async fn measure(seconds: Duration) {
    println!("\nclaim + effect in PostgreSQL + done, {WORKERS} workers");
    println!("a group of   effects alone/s   jobs/s");
    for group in [1, 10] {
        let database = Database::postgres().await;
        let Database::Postgres(address) = &database else { unreachable!("it is one") };
        let store = database.open().await;
        postgres::connect(address).await.unwrap().batch_execute("CREATE TABLE effect (seq bigint)").await.unwrap();
        let alone = together(seconds, |until| raw(address.clone(), group, until)).await;
        fill(&*store, 4000 * seconds.as_secs() * group as u64).await;
        let worked = together(seconds, |until| work(address.clone(), store.clone(), group, until)).await;
        println!("{group:>10}   {alone:>15.0}   {worked:>6.0}");
    }
}

/// Jobs for longer than the run takes.
async fn fill(store: &dyn Store, jobs: u64) {
    let all: Vec<u32> = (0..u32::try_from(jobs).unwrap()).collect();
    for numbers in all.chunks(BATCH) {
        let batch: Vec<_> = numbers.iter().map(|number| numbered(*number)).collect();
        store.append(&batch, 0, false).await.unwrap();
    }
}

/// What all workers did, a second.
async fn together<F: Future<Output = u32> + Send + 'static>(seconds: Duration, one: impl Fn(Instant) -> F) -> f64 {
    let start = Instant::now();
    let workers: Vec<_> = (0..WORKERS).map(|_| tokio::spawn(one(start + seconds))).collect();
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap();
    }
    f64::from(done) / start.elapsed().as_secs_f64()
}

async fn raw(address: String, group: usize, until: Instant) -> u32 {
    let mut client = postgres::connect(&address).await.unwrap();
    let statement = client.prepare("INSERT INTO effect (seq) VALUES ($1)").await.unwrap();
    let mut done = 0;
    while Instant::now() < until {
        let transaction = client.transaction().await.unwrap();
        for _ in 0..group {
            transaction.execute(&statement, &[&i64::from(done)]).await.unwrap();
            done += 1;
        }
        transaction.commit().await.unwrap();
    }
    done
}

async fn work(address: String, store: Arc<dyn Store>, group: usize, until: Instant) -> u32 {
    let mut client = postgres::connect(&address).await.unwrap();
    let statement = client.prepare("INSERT INTO effect (seq) VALUES ($1)").await.unwrap();
    let mut done = 0;
    while Instant::now() < until {
        let jobs: Vec<Job> = store.claim(group, LEASE).await.unwrap();
        assert!(!jobs.is_empty(), "the jobs did not last");
        let transaction = client.transaction().await.unwrap();
        for job in &jobs {
            transaction.execute(&statement, &[&job.lease.seq]).await.unwrap();
            done += 1;
        }
        let leases: Vec<_> = jobs.iter().map(|job| job.lease).collect();
        postgres::done_all(&transaction, &leases).await.unwrap();
        transaction.commit().await.unwrap();
    }
    done
}
