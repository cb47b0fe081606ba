//! What 1, 2 and 4 real processes reach on this machine, with the load and the engine beside them.

use super::{
    Running,
    workers::{Target, Workers, fill},
};
use crate::{Run, load, support::Database};
use simulation::{
    Engine,
    real::{CONNECTIONS, Kind, Real},
};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const PROCESSES: [usize; 3] = [1, 2, 4];
/// Until workers of the last start are at work as those of the first.
const WARM_UP: Duration = Duration::from_millis(500);
/// How often it is looked whether all is done.
const LOOK: Duration = Duration::from_millis(5);

pub async fn all(engines: &[Engine], seconds: Duration) -> Vec<Real> {
    let mut runs = Vec::new();
    for engine in engines {
        for processes in PROCESSES {
            runs.push(receive(*engine, processes, seconds).await);
            runs.push(work(*engine, processes, seconds).await);
        }
        eprintln!("run: {}", engine.title());
    }
    runs
}

async fn receive(engine: Engine, processes: usize, seconds: Duration) -> Real {
    let running = Running::start(engine).await;
    let run = Run::at(running.address().await, None, seconds);
    let mut receivers = Vec::new();
    for _ in 0..processes {
        receivers.push(load::Receiver::start(&run).await);
    }
    load::busy(&receivers, CONNECTIONS as u64, WARM_UP).await;
    let (rate, times) = load::busy(&receivers, CONNECTIONS as u64, seconds).await;
    let times = Some((load::millis(&times, 0.5), load::millis(&times, 0.99)));
    Real::new(engine, Kind::Receive, processes, rate, times)
}

async fn work(engine: Engine, processes: usize, seconds: Duration) -> Real {
    let running = Running::start(engine).await;
    let marks = if engine.is_database() { None } else { Some(Database::postgres().await) };
    let mark = marks.as_ref().map(|marks| match marks {
        Database::Postgres(address) => address.as_str(),
        Database::Sqlite(_) => unreachable!("it is PostgreSQL"),
    });
    let address = running.address().await;
    let all = fill(&address, seconds).await;
    let target = Target::start().await;
    let workers = Workers::start(engine, &address, mark, processes, &target).await;
    sleep(WARM_UP).await;
    let (start, before) = (Instant::now(), target.handled());
    while start.elapsed() < seconds && target.handled() < all {
        sleep(LOOK).await;
    }
    let handled = u32::try_from(target.handled() - before).unwrap();
    let rate = f64::from(handled) / start.elapsed().as_secs_f64();
    drop(workers);
    Real::new(engine, Kind::Work, processes, rate, None)
}
