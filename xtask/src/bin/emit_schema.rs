//! Writes every file of `schema/`, as the core generates it, below the directory given as the only argument.
//!
//! `cargo xtask generate` runs this; it is no command for people.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let directory: PathBuf = env::args_os().nth(1).context("usage: emit-schema DIRECTORY")?.into();
    for file in autosend_webhooks::schema::files() {
        let path = directory.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, &file.content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
