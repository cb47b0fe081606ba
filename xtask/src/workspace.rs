//! Where the checkout is, what is in the Cargo workspace, and how to call cargo in it.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The root of the checkout.
pub fn root() -> PathBuf {
    // `cargo run` sets the variable, so that a binary built in one checkout still works after that was moved.
    let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().map_or_else(|| ".".into(), Path::to_path_buf)
}

/// A program, run in the root of the checkout.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// cargo with arguments separated by spaces, run in the root of the checkout.
pub fn cargo(arguments: &str) -> Command {
    let mut command = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments.split_whitespace());
    command
}

/// What `cargo metadata` says about the workspace.
pub struct Metadata(Value);

impl Metadata {
    pub fn read() -> Result<Self> {
        let output = cargo("metadata --no-deps --format-version 1").output().context("cannot run cargo metadata")?;
        if !output.status.success() {
            bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(Self(serde_json::from_slice(&output.stdout)?))
    }

    /// Where cargo puts what it builds.
    pub fn target_directory(&self) -> PathBuf {
        self.0["target_directory"].as_str().unwrap_or("target").into()
    }

    /// Where cargo puts a program.
    pub fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target_directory().join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The features of a package, without `default`.
    pub fn features(&self, package: &str) -> Result<Vec<String>> {
        let features = self.package(package)?["features"].as_object().context("no features in cargo metadata")?;
        Ok(features.keys().filter(|name| *name != "default").cloned().collect())
    }

    /// The oldest Rust that a package declares to work with.
    pub fn rust_version(&self, package: &str) -> Result<String> {
        let version = self.package(package)?["rust_version"].as_str();
        Ok(version.with_context(|| format!("package {package} has no rust-version"))?.to_owned())
    }

    /// The version of a package.
    pub fn version(&self, package: &str) -> Result<String> {
        let version = self.package(package)?["version"].as_str();
        Ok(version.with_context(|| format!("package {package} has no version"))?.to_owned())
    }

    /// The packages that a registry gets, by name.
    pub fn published(&self) -> Result<Vec<&str>> {
        let packages = self.0["packages"].as_array().context("no packages in cargo metadata")?;
        // An empty list of registries is `publish = false`.
        Ok(packages.iter().filter(|it| it["publish"].is_null()).filter_map(|it| it["name"].as_str()).collect())
    }

    fn package(&self, name: &str) -> Result<&Value> {
        let packages = self.0["packages"].as_array().context("no packages in cargo metadata")?;
        packages
            .iter()
            .find(|package| package["name"] == name)
            .with_context(|| format!("no package {name} in the workspace"))
    }
}
