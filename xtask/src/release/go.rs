//! The Go module, as a module proxy has it.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{Dist, copy, files_below};
use crate::{
    step,
    toolchains::{GO, go},
    workspace,
};

const PACKAGE: &str = "sdks/go";
/// What a module's archive has: neither tests nor measurements.
const LEFT_OUT: [&str; 2] = ["_test.go", "/bench/"];

pub fn make(dist: &Dist) -> Result<()> {
    go::provide()?;
    let package = workspace::root().join(PACKAGE);
    let manifest = fs::read_to_string(package.join("go.mod"))?;
    let (module, version) = (module(&manifest)?, format!("v{}", dist.version));
    let versions = dist.fresh("go")?.join(module).join("@v");
    fs::create_dir_all(&versions)?;
    fs::write(versions.join("list"), format!("{version}\n"))?;
    fs::write(versions.join(format!("{version}.info")), format!(r#"{{"Version":"{version}"}}"#))?;
    fs::write(versions.join(format!("{version}.mod")), &manifest)?;
    let staged = tempfile::tempdir()?;
    let prefix = format!("{module}@{version}");
    for file in files_below(&package)? {
        let name = file.strip_prefix(&package)?.to_string_lossy().replace('\\', "/");
        if LEFT_OUT.iter().any(|part| format!("/{name}").contains(part)) {
            continue;
        }
        let to = staged.path().join(&prefix).join(&name);
        fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
        fs::copy(&file, to)?;
    }
    let licence = staged.path().join(&prefix).join("LICENSE");
    fs::copy(workspace::root().join("LICENSE"), licence)?;
    let first = module.split('/').next().unwrap_or_default();
    super::zip("packing the Go module", staged.path(), first, &versions.join(format!("{version}.zip")))
}

fn module(manifest: &str) -> Result<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("module ")).context("go.mod names no module")
}

/// From a proxy on the disk, as `go get` would from the public one.
pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    copy("examples/go", &["main.go"], project)?;
    let manifest = fs::read_to_string(workspace::root().join(PACKAGE).join("go.mod"))?;
    let module = module(&manifest)?;
    let proxy = format!("file://{}", dist.part("go").display());
    let run = |title: &str, arguments: &[&str]| {
        let mut go = GO.command();
        go.args(arguments).current_dir(project);
        go.env("GOPROXY", &proxy).env("GONOSUMDB", module).env("GOFLAGS", "-modcacherw");
        go.env("GOMODCACHE", project.join("modules"));
        step::must(title, go)
    };
    run("go mod init", &["mod", "init", "receiver"])?;
    run("go get", &["get", &format!("{module}@v{}", dist.version)])?;
    run("go build", &["build", "-o", "receiver", "."])?;
    Ok(workspace::command(project.join("receiver")))
}
