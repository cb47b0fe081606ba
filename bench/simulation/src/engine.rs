//! The engines, as far as their kinds differ: who may write at the same time, and who shares a flush.

use serde::{Deserialize, Serialize};

/// Where deliveries are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// A file, with a thread of each process that writes to it.
    Sqlite,
    /// A server, with a process for each connection.
    Postgres,
    /// One server of NATS.
    Jetstream,
    /// Three servers of NATS, two of which must have a message.
    JetstreamR3,
    /// A server with one thread.
    Redis,
    /// A broker.
    Kafka,
}

/// How an engine gets through what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discipline {
    /// All that waits is done together, by one thread, flushed once, and then answered.
    Together,
    /// One after the other, and each item is flushed before the next.
    OneByOne,
    /// At the same time on all cores; a flush is for all that wait for one.
    AtOnce,
}

impl Engine {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 6] =
        [Self::Sqlite, Self::Postgres, Self::Jetstream, Self::JetstreamR3, Self::Redis, Self::Kafka];

    /// What it is called in the file of costs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Jetstream => "jetstream",
            Self::JetstreamR3 => "jetstream-r3",
            Self::Redis => "redis",
            Self::Kafka => "kafka",
        }
    }

    /// What it is called in tables.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Jetstream => "JetStream, R1",
            Self::JetstreamR3 => "JetStream, R3",
            Self::Redis => "Redis Streams",
            Self::Kafka => "Kafka",
        }
    }

    /// How it gets through what it is asked.
    #[must_use]
    pub const fn discipline(self) -> Discipline {
        match self {
            // A leader replicates together what waits; Kafka's client sends it together, and the broker flushes it so.
            Self::Sqlite | Self::Redis | Self::JetstreamR3 | Self::Kafka => Discipline::Together,
            Self::Jetstream => Discipline::OneByOne,
            Self::Postgres => Discipline::AtOnce,
        }
    }

    /// Whether it is a database, which joins the transaction of an effect: workers need no marks elsewhere.
    #[must_use]
    pub const fn is_database(self) -> bool {
        matches!(self, Self::Sqlite | Self::Postgres)
    }

    /// Whether each process writes by itself, and all to one file that one at a time may write to.
    #[must_use]
    pub const fn is_in_process(self) -> bool {
        matches!(self, Self::Sqlite)
    }

    /// Whether a worker that is idle hears of what another process stored, rather than looks each second.
    #[must_use]
    pub const fn notifies(self) -> bool {
        matches!(self, Self::Postgres)
    }

    /// How often finishing goes there and back: PostgreSQL begins, writes and commits.
    #[must_use]
    pub const fn trips_to_finish(self) -> u32 {
        match self {
            Self::Sqlite => 0,
            Self::Postgres => 3,
            _ => 1,
        }
    }

    /// How often storing and claiming go there and back.
    #[must_use]
    pub const fn trips(self) -> u32 {
        if self.is_in_process() { 0 } else { 1 }
    }
}
