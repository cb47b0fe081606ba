//! What the simulation of a fleet is made from and held against: what each operation costs here, and what 1, 2 and 4 real processes
//! reach. `cargo xtask bench --only scaling`; `-- --save` writes `bench/simulation/measured.toml` and `real.toml`.

mod compare;
mod cpu;
mod measure;
mod workers;

use crate::support::{
    Database,
    engines::{Cluster, EngineServer, Kind},
};
use simulation::Engine;
use std::time::Duration;

/// Engines that can be had here: Kafka with its feature.
fn measured() -> impl Iterator<Item = Engine> {
    Engine::ALL.into_iter().filter(|engine| *engine != Engine::Kafka || cfg!(feature = "kafka"))
}

/// Measures, runs and compares; `save` writes both down. Of one engine only: what the others need of it is measured all the same.
pub async fn measure(seconds: Duration, save: bool, only: &str) {
    let (engines, others): (Vec<_>, Vec<_>) = measured().partition(|engine| engine.name().starts_with(only));
    let needed = others.into_iter().filter(|engine| engine.is_database());
    let all: Vec<Engine> = needed.chain(engines.iter().copied()).collect();
    let measured = measure::all(&all, seconds).await;
    let runs = compare::all(&engines, seconds).await;
    simulation::real::print(&measured, &runs).unwrap();
    if save {
        assert!(only.is_empty(), "what is saved is of all engines");
        simulation::save(&measured, &runs).unwrap();
    }
}

/// An engine that runs, empty; gone at the end.
enum Running {
    Database(Database),
    Server(EngineServer),
    Cluster(Cluster),
}

impl Running {
    async fn start(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::Database(Database::sqlite()),
            Engine::Postgres => Self::Database(Database::postgres().await),
            Engine::Jetstream => Self::Server(EngineServer::start(Kind::Nats)),
            Engine::JetstreamR3 => Self::Cluster(Cluster::start()),
            Engine::Redis => Self::Server(EngineServer::start(Kind::Redis)),
            Engine::Kafka => Self::Server(EngineServer::start(Kind::Kafka)),
        }
    }

    async fn address(&self) -> String {
        match self {
            Self::Database(Database::Sqlite(folder)) => {
                format!("sqlite://{}", folder.path().join("inbox.db").display())
            }
            Self::Database(Database::Postgres(address)) => address.clone(),
            Self::Server(server) => server.address(),
            Self::Cluster(cluster) => cluster.ready().await,
        }
    }
}

/// What the processes of an engine are called; SQLite is a thread of whoever uses it.
const fn process_of(engine: Engine) -> Option<&'static str> {
    match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some("postgres"),
        Engine::Jetstream | Engine::JetstreamR3 => Some("nats-server"),
        Engine::Redis => Some("redis-server"),
        Engine::Kafka => Some("java"),
    }
}

/// The thread that is SQLite.
const SQLITE_THREAD: &str = "inbox-sqlite";
