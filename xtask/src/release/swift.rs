//! The Swift package, as an archive.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use super::Dist;
use crate::{
    notices, step,
    toolchains::{node::copy_folder, swift},
    workspace,
};

pub fn make(dist: &Dist) -> Result<()> {
    let folder = dist.fresh("swift")?;
    swift::prepare()?;
    let staged = tempfile::tempdir()?;
    let package = workspace::root().join(swift::PACKAGE);
    let inside = staged.path().join("autosend-webhooks");
    copy_folder(&package.join("Sources"), &inside.join("Sources"), &[])?;
    for file in ["Package.swift", "README.md"] {
        fs::copy(package.join(file), inside.join(file))?;
    }
    fs::copy(workspace::root().join("LICENSE"), inside.join("LICENSE"))?;
    fs::copy(package.with_file_name(notices::FILE), inside.join(notices::FILE))?;
    // On Linux the package links the library that lies in it.
    copy_folder(&package.join(swift::LIBRARY), &inside.join(swift::LIBRARY), &["panicking"])?;
    super::zip(
        "packing the Swift package",
        staged.path(),
        "autosend-webhooks",
        &folder.join(format!("autosend-webhooks-{}.zip", dist.version)),
    )
}

/// The example beside the unpacked package.
pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    let example = workspace::root().join("examples/swift");
    copy_folder(&example, project, &[".build", "autosend-webhooks", "Package.resolved"])?;
    let mut unzip = workspace::command("python3");
    unzip.args(["-m", "zipfile", "-e"]);
    unzip.arg(dist.part("swift").join(format!("autosend-webhooks-{}.zip", dist.version))).arg(project);
    step::must("unpacking the Swift package", unzip)?;
    swift::build_elsewhere(project)
}
