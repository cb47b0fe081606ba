//! strace: tests of a power loss read from it what a server had flushed.

use anyhow::{Result, bail};

use crate::toolchains::{self, Missing};

/// Installs it if it is not there and that is possible.
pub fn provide() -> Result<()> {
    if !toolchains::is_in_path("strace") && !toolchains::apt_install(&["strace"])? {
        bail!(Missing("strace is missing: install it (Debian, Ubuntu: apt-get install strace)".into()));
    }
    Ok(())
}
