//! The SQL of the inbox's stores, which runtimes bring to the application's own database.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// The SQL of one store.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct StoreSql {
    /// `postgres`, `sqlite`, or `redis`, whose statements are scripts.
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
    /// The stores of this project, as of the version at hand.
    pub fn builtin() -> Result<Vec<Self>> {
        [
            ("postgres", include_str!("../schema/inbox/postgres.json")),
            ("sqlite", include_str!("../schema/inbox/sqlite.json")),
            ("redis", include_str!("../schema/inbox/redis.json")),
        ]
        .into_iter()
        .map(|(name, text)| Self::parse(name, text))
        .collect()
    }

    /// Reads a store's file of `schema/inbox/`.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let store = serde_json::from_str(text).with_context(|| format!("the statements of {name}"))?;
        Ok(Self { name: name.to_owned(), ..store })
    }
}
