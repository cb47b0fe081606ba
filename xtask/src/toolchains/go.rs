//! Go: its toolchain, its linter, and the example.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    step,
    toolchains::{self, GO},
    workspace::{self, Metadata},
};

const EXAMPLE: &str = "examples/go";

/// Installs Go if it is not there and that is possible.
pub fn provide() -> Result<()> {
    GO.provide(&["golang-go"])
}

/// A command of Go's in a folder. Checkouts that belong to somebody else have no version to be stamped with.
pub fn go(folder: &Path, arguments: &[&str]) -> Command {
    let mut go = GO.command();
    go.args(arguments).current_dir(folder).env("GOFLAGS", "-buildvcs=false");
    go
}

/// staticcheck, built from its source: a version that the Go at hand can build and that understands what it compiles.
pub fn staticcheck() -> Result<PathBuf> {
    let version = GO.version().unwrap_or_default();
    let release = match minor(&version).with_context(|| format!("cannot read {version}"))? {
        26.. => "v0.8.2",
        25 => "v0.7.0",
        23..25 => "v0.6.1",
        _ => "v0.4.7",
    };
    let folder = toolchains::cache("go")?.join(toolchains::key(&[version.as_bytes(), release.as_bytes()]));
    toolchains::once(&folder, || {
        let mut install = GO.command();
        install.args(["install", &format!("honnef.co/go/tools/cmd/staticcheck@{release}")]);
        install.env("GOBIN", &folder).env("GOFLAGS", "-mod=mod");
        step::must(&format!("building staticcheck {release}"), install)
    })?;
    Ok(folder.join("staticcheck"))
}

/// The program that measures the package beside the code that one would paste, built; the folder of requests is to be added.
pub fn bench() -> Result<Command> {
    provide()?;
    let program = Metadata::read()?.target_directory().join("go").join("bench");
    let mut build = go(&workspace::root().join("sdks/go"), &["build", "-o"]);
    build.arg(&program).arg("./bench");
    step::must("building sdks/go/bench", build)?;
    Ok(workspace::command(program))
}

/// The minor release of `go version go1.26.8 linux/amd64`.
pub fn minor(version: &str) -> Option<u32> {
    let (_, rest) = version.split_once("go1.")?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// The example, built; to be started by the demo.
pub fn example() -> Result<Command> {
    provide()?;
    let program = Metadata::read()?.target_directory().join("go").join("example");
    let mut build = go(&workspace::root().join(EXAMPLE), &["build", "-o"]);
    build.arg(&program).arg(".");
    step::must(&format!("building {EXAMPLE}"), build)?;
    Ok(workspace::command(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minor_release_is_read() {
        assert_eq!(minor("go version go1.26.8 linux/amd64"), Some(26));
        assert_eq!(minor("go version go1.19 linux/amd64"), Some(19));
        assert_eq!(minor("go version devel"), None);
    }
}
