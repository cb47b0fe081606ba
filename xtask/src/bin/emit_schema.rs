//! Writes every file of `schema/`, as the core and the inbox generate it, below the directory given as the only argument.
//!
//! `cargo xtask generate` runs this; it is no command for people.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let directory: PathBuf = env::args_os().nth(1).context("usage: emit-schema DIRECTORY")?.into();
    for file in autosend_webhooks::schema::files() {
        write(&directory.join(&file.path), &file.content)?;
    }
    for store in ["sqlite", "postgres", "redis", "redis-streams"] {
        write(&directory.join("inbox").join(format!("{store}.json")), &inbox(store)?)?;
    }
    write(&directory.join("inbox/wire.json"), &wire()?)
}

/// What stands in engines beside the deliveries, for consumers in other languages.
fn wire() -> Result<String> {
    let document = serde_json::json!({
        "$comment": "Generated from inbox/src/wire.rs by `cargo xtask generate`; do not edit.",
        "wire": autosend_webhooks_inbox::WIRE,
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// The statements and migrations of a store, for languages that run them with a client of their own.
fn inbox(store: &str) -> Result<String> {
    let (statements, migrations) = autosend_webhooks_inbox::statements(store).context("there is such a store")?;
    let document = serde_json::json!({
        "$comment": format!("Generated from inbox/sql/{store} by `cargo xtask generate`; do not edit."),
        "migrations": migrations,
        "statements": statements,
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn write(path: &Path, content: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
