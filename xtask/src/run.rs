//! A run of this program and of the processes that it starts for parts of it: what one of them has built is there for all.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{self, Command},
    sync::LazyLock,
    time::SystemTime,
};

use anyhow::{Context, Result};

use crate::workspace::Metadata;

/// Names the run, in the environment of the processes that are parts of it.
const VARIABLE: &str = "AUTOSEND_WEBHOOKS_RUN";

static NAME: LazyLock<String> = LazyLock::new(|| {
    let time = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos());
    env::var(VARIABLE).unwrap_or_else(|_| format!("{}-{time}", process::id()))
});

/// Makes a process a part of this run.
pub fn join(command: &mut Command) {
    command.env(VARIABLE, &*NAME);
}

/// Waits until no other process is where this file is the lock; others wait until what is returned is dropped.
pub fn alone(lock: &Path) -> Result<File> {
    let folder = lock.parent().context("a lock is in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = File::create(lock).with_context(|| format!("cannot make {}", lock.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", lock.display()))?;
    Ok(file)
}

/// Builds something unless this run has built it already, one process at a time. Returns where it is.
pub fn once(what: &str, build: impl FnOnce() -> Result<PathBuf>) -> Result<PathBuf> {
    let marker = Metadata::read()?.target_directory().join("runs").join(what);
    let _alone = alone(&marker.with_extension("lock"))?;
    if let Some((run, path)) = fs::read_to_string(&marker).unwrap_or_default().split_once('\n')
        && run == *NAME
    {
        return Ok(path.into());
    }
    let path = build()?;
    fs::write(&marker, format!("{}\n{}", *NAME, path.display()))?;
    Ok(path)
}
