//! NATS: the tests of the inbox start servers of their own from it. Debian's is too old: it can't flush before it acknowledges.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{
    step,
    toolchains::{self, GO, Missing, go},
};

const RELEASE: &str = "v2.15.3";

/// The oldest Go that fetches the newer one that the server is written for.
const OLDEST_GO: u32 = 21;

/// nats-server, built from its source.
pub fn server() -> Result<PathBuf> {
    go::provide()?;
    let version = GO.version().unwrap_or_default();
    let minor = go::minor(&version).with_context(|| format!("cannot read {version}"))?;
    if minor < OLDEST_GO {
        bail!(Missing(format!("nats-server needs Go 1.{OLDEST_GO} or newer to be built, this is {version}")));
    }
    let folder = toolchains::cache("nats")?.join(toolchains::key(&[version.as_bytes(), RELEASE.as_bytes()]));
    toolchains::once(&folder, || {
        let mut install = GO.command();
        install.args(["install", &format!("github.com/nats-io/nats-server/v2@{RELEASE}")]);
        install.env("GOBIN", &folder).env("GOFLAGS", "-mod=mod");
        step::must(&format!("building nats-server {RELEASE}"), install)
    })?;
    Ok(folder.join("nats-server"))
}
