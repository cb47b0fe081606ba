//! mdBook, which makes the book out of `docs/`.

use std::{env, path::PathBuf};

use anyhow::Result;

use crate::{step, toolchains, workspace};

const VERSION: &str = "0.5.4";

/// mdBook with search and without its server, built from its source: unoptimized, since that takes a minute and making the book
/// less than two seconds either way.
pub fn program() -> Result<PathBuf> {
    let folder = toolchains::cache("mdbook")?.join(toolchains::key(&[VERSION.as_bytes()]));
    toolchains::once(&folder, || {
        let mut install = workspace::cargo("install mdbook --locked --debug --no-default-features --features search");
        install.args(["--version", &format!("={VERSION}"), "--root"]).arg(&folder);
        install.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR");
        step::must(&format!("building mdBook {VERSION}"), install)
    })?;
    Ok(folder.join("bin").join(format!("mdbook{}", env::consts::EXE_SUFFIX)))
}
