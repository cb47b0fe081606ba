//! Redis: tests of several processes start servers of their own from it.

use anyhow::{Result, bail};

use crate::toolchains::{self, Missing};

/// Installs it if it is not there and that is possible.
pub fn provide() -> Result<()> {
    if !is_there() && (!toolchains::apt_install(&["redis-server"])? || !is_there()) {
        bail!(Missing("Redis is missing: install it (Debian, Ubuntu: apt-get install redis-server)".into()));
    }
    Ok(())
}

/// Whether it is there.
pub fn is_there() -> bool {
    toolchains::is_in_path("redis-server")
}
