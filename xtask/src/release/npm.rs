//! The npm package, and one for each platform that has an addon.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{Dist, copy, entries};
use crate::{
    step,
    toolchains::{NODE, NPM, node},
    workspace,
};

pub fn make(dist: &Dist) -> Result<()> {
    let folder = dist.fresh("npm")?;
    let release = node::lay_out_release()?;
    for package in entries(&release)? {
        let mut pack = NPM.command();
        pack.args(["pack", "--ignore-scripts", "--pack-destination"]).arg(&folder).current_dir(&package);
        step::must(&format!("packing {}", package.file_name().unwrap_or_default().display()), pack)?;
    }
    Ok(())
}

pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    copy("examples/express", &["server.mjs"], project)?;
    let manifest = fs::read(workspace::root().join("examples/express/package.json"))?;
    let mut manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
    // Not in the registry yet: npm takes all of one release from the same folder.
    manifest["dependencies"].as_object_mut().context("the example has dependencies")?.remove("autosend-webhooks");
    fs::write(project.join("package.json"), serde_json::to_vec_pretty(&manifest)?)?;
    let mut install = NPM.command();
    install.args(["install", "--no-audit", "--no-fund", "--ignore-scripts"]).args(entries(&dist.part("npm"))?);
    install.current_dir(project);
    step::must("npm install", install)?;
    let mut serve = NODE.command();
    serve.arg("server.mjs").current_dir(project);
    Ok(serve)
}
