//! The command line in one file that needs no library of the system, with completions and manual pages.

use std::{env, fs};

use anyhow::{Context, Result, bail};

use super::Dist;
use crate::{
    notices, step,
    workspace::{self, Metadata, cargo},
};

const NAME: &str = "autosend-webhooks";
const SHELLS: [&str; 4] = ["bash", "elvish", "fish", "zsh"];

pub fn make(dist: &Dist) -> Result<()> {
    let folder = dist.fresh("cli")?;
    let target = host()?;
    // With a target that is named, build scripts and macros are not linked like this.
    let mut compile =
        cargo(&format!("build --release --locked --package autosend-webhooks-cli --bin {NAME} --target {target}"));
    compile.env("RUSTFLAGS", "-C target-feature=+crt-static");
    compile.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    step::must("building the command line", compile)?;
    let built = Metadata::read()?.target_directory().join(&target).join("release").join(NAME);

    let inside = format!("{NAME}-{}-{target}", dist.version);
    let staged = tempfile::tempdir()?;
    let place = staged.path().join(&inside);
    fs::create_dir_all(place.join("completions"))?;
    fs::copy(&built, place.join(NAME))?;
    for file in ["LICENSE", "README.md"] {
        fs::copy(workspace::root().join(file), place.join(file))?;
    }
    fs::write(place.join(notices::FILE), notices::for_package("autosend-webhooks-cli")?)?;
    for shell in SHELLS {
        let script = workspace::command(&built).args(["completions", shell]).output()?;
        if !script.status.success() {
            bail!("no completions for {shell}");
        }
        fs::write(place.join("completions").join(format!("{NAME}.{shell}")), script.stdout)?;
    }
    let mut pages = workspace::command(&built);
    pages.arg("man").arg(place.join("man"));
    step::must("writing the manual pages", pages)?;
    let archive = folder.join(format!("{inside}.tar.gz"));
    let mut pack = workspace::command("tar");
    pack.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "-czf"]);
    pack.arg(&archive).arg("-C").arg(staged.path()).arg(&inside);
    step::must("packing the command line", pack)?;
    runs_alone(&archive, &inside)
}

/// Unpacked into an empty folder, it needs nothing of the system's.
fn runs_alone(archive: &std::path::Path, inside: &str) -> Result<()> {
    let empty = tempfile::tempdir()?;
    let mut unpack = workspace::command("tar");
    unpack.arg("-xzf").arg(archive).arg("-C").arg(empty.path());
    step::must("unpacking it", unpack)?;
    let program = empty.path().join(inside).join(NAME);
    let linked = workspace::command("ldd").arg(&program).output()?;
    let told = String::from_utf8_lossy(&linked.stdout) + String::from_utf8_lossy(&linked.stderr);
    if !told.contains("statically linked") && !told.contains("not a dynamic executable") {
        bail!("the command line needs libraries: {told}");
    }
    let mut version = workspace::command(&program);
    version.arg("--version").env_clear();
    step::must("the command line runs by itself", version)
}

/// What this machine compiles for.
fn host() -> Result<String> {
    let told = workspace::command(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output()?;
    let told = String::from_utf8(told.stdout)?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say what it compiles for")?.to_owned())
}
