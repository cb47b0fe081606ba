//! The SQL of the inbox's stores, which runtimes bring to the application's own database, and what stands in engines.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What runtimes know of the inbox.
#[derive(Debug, Clone)]
pub struct InboxSpec {
    /// The SQL and scripts of its stores.
    pub stores: Vec<StoreSql>,
    /// Names, texts and needed settings in engines: `schema/inbox/wire.json`.
    pub wire: Value,
}

impl InboxSpec {
    /// The names of the stores that runtimes know, each with a file in `schema/inbox/`.
    pub const STORES: [&str; 4] = ["postgres", "sqlite", "redis", "redis-streams"];

    /// That of this project, as of the version at hand.
    pub fn builtin() -> Result<Self> {
        let files = [
            include_str!("../schema/inbox/postgres.json"),
            include_str!("../schema/inbox/sqlite.json"),
            include_str!("../schema/inbox/redis.json"),
            include_str!("../schema/inbox/redis-streams.json"),
        ];
        Self::parse(&files, include_str!("../schema/inbox/wire.json"))
    }

    /// Reads the files of [`Self::STORES`], in that order, and `wire.json`.
    pub fn parse(stores: &[&str; 4], wire: &str) -> Result<Self> {
        let stores = Self::STORES.into_iter().zip(stores).map(|(name, text)| StoreSql::parse(name, text));
        let mut document: Value = serde_json::from_str(wire).context("what stands in engines")?;
        Ok(Self { stores: stores.collect::<Result<_>>()?, wire: document["wire"].take() })
    }
}

/// The SQL of one store.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct StoreSql {
    /// `postgres`, `sqlite`, or `redis` and `redis-streams`, whose statements are scripts.
    #[serde(default)]
    pub name: String,
    /// What makes the tables, in the order of the versions, from 1.
    pub migrations: Vec<String>,
    /// The statements, by name.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Statement {
    /// Its name within the store.
    pub name: String,
    /// Its text, with `$1` (PostgreSQL) or `?1` (SQLite) for parameters; a script has its own words for them.
    pub text: String,
    /// What the parameters mean, in order.
    pub parameters: Vec<String>,
    /// The columns that it returns; none where only the number of changed rows counts.
    pub result: Vec<String>,
}

impl StoreSql {
    /// Reads a store's file of `schema/inbox/`.
    fn parse(name: &str, text: &str) -> Result<Self> {
        let store = serde_json::from_str(text).with_context(|| format!("the statements of {name}"))?;
        Ok(Self { name: name.to_owned(), ..store })
    }
}
