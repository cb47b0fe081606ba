//! PostgreSQL: the tests of the inbox start servers of their own from it.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::toolchains::{self, Missing};

/// Where Debian keeps the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Installs it if it is not there and that is possible.
pub fn provide() -> Result<()> {
    if !is_there() && (!toolchains::apt_install(&["postgresql"])? || !is_there()) {
        bail!(Missing("PostgreSQL is missing: install it (Debian, Ubuntu: apt-get install postgresql)".into()));
    }
    Ok(())
}

/// Whether its programs are there.
pub fn is_there() -> bool {
    let has_server = |folder: &Path| folder.join("initdb").exists() && folder.join("postgres").exists();
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let path = std::env::var_os("PATH").unwrap_or_default();
    versions
        .map(|version| version.path().join("bin"))
        .chain(std::env::split_paths(&path))
        .any(|folder| has_server(&folder))
}
