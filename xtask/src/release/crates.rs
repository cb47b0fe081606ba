//! Crates, as the registry gets them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Dist, copy, entries};
use crate::{
    step, toolchains,
    workspace::{self, Metadata, cargo},
};

pub fn make(dist: &Dist) -> Result<()> {
    let folder = dist.fresh("crates")?;
    let metadata = Metadata::read()?;
    let target = metadata.target_directory().join("crates");
    let published = metadata.published()?;
    // Compiled where they are installed.
    let mut package = cargo("package --no-verify --allow-dirty --target-dir");
    package.arg(&target).args(published.iter().flat_map(|name| ["--package", name]));
    step::must("packing the crates", package)?;
    for name in &published {
        let file = format!("{name}-{}.crate", dist.version);
        fs::copy(target.join("package").join(&file), folder.join(&file)).with_context(|| format!("no {file}"))?;
    }
    Ok(())
}

/// A project with the crates in place of the registry's.
pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    let mut patches = Vec::new();
    for file in entries(&dist.part("crates"))? {
        let mut unpack = workspace::command("tar");
        unpack.arg("-xzf").arg(&file).current_dir(project);
        step::must("unpacking a crate", unpack)?;
        let folder = file.file_stem().context("a crate has a name")?.to_string_lossy().into_owned();
        let name = folder.trim_end_matches(&format!("-{}", dist.version)).to_owned();
        patches.push((name, project.join(folder)));
    }
    let folders: Vec<_> = patches.iter().filter_map(|(_, folder)| folder.file_name()?.to_str()).collect();
    let folders = format!("{folders:?}");
    let patch =
        |(name, folder): &(String, PathBuf)| format!("{name} = {{ path = {:?} }}\n", folder.display().to_string());
    let patches: String = patches.iter().map(patch).collect();
    copy("examples/axum", &["src/main.rs"], project)?;
    let manifest = fs::read_to_string(workspace::root().join("examples/axum/Cargo.toml"))?;
    let (_, dependencies) = manifest.split_once("[dependencies]").context("the example has dependencies")?;
    let dependencies = dependencies.split("\n[").next().unwrap_or_default();
    let dependencies = dependencies.replace(r#"path = "../../core""#, &format!("version = {:?}", dist.version));
    fs::write(
        project.join("Cargo.toml"),
        format!(
            "[package]\nname = \"receiver\"\nedition = \"2024\"\n\n[workspace]\nexclude = {folders}\n\n\
             [dependencies]{dependencies}\n[patch.crates-io]\n{patches}"
        ),
    )?;
    // What the workspace locked is what was tested.
    fs::copy(workspace::root().join("Cargo.lock"), project.join("Cargo.lock"))?;
    let target = toolchains::cache("release-target")?;
    let mut build = cargo("build --target-dir");
    build.arg(&target).current_dir(project);
    step::must("building a receiver with the crates", build)?;
    command_line(dist, project, &patches, &target)?;
    Ok(workspace::command(target.join("debug/receiver")))
}

/// `cargo install` of the crate with the command line.
fn command_line(dist: &Dist, project: &Path, patches: &str, target: &Path) -> Result<()> {
    let folder = format!("autosend-webhooks-cli-{}", dist.version);
    let config = project.join("patches.toml");
    fs::write(&config, format!("[patch.crates-io]\n{patches}"))?;
    let mut install = cargo("install --debug --locked --no-default-features --path");
    install.arg(project.join(&folder)).arg("--root").arg(project.join("installed")).arg("--config").arg(&config);
    install.arg("--target-dir").arg(target).current_dir(project);
    step::must("installing the command line from its crate", install)?;
    let mut version = workspace::command(project.join("installed/bin/autosend-webhooks"));
    version.arg("--version");
    step::must("the command line from its crate runs", version)
}
