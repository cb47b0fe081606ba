//! Ruby: what the tests need of it, the gem, and the example.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    step,
    toolchains::{self, Missing, RUBY},
    workspace::{self, Metadata},
};

const EXAMPLE: &str = "examples/ruby";
const PACKAGE: &str = "sdks/ruby";

/// Ruby with a linter, servers, and the parts of Rack and Rails that the adapters are for.
const PACKAGES: [&str; 6] = ["ruby", "rubocop", "ruby-rack", "ruby-webrick", "puma", "ruby-actionpack"];

/// Fails if one of them is not there.
const PROBE: &str = "require 'rubocop'; require 'rack'; require 'webrick'; require 'puma'; require 'action_controller'; require 'minitest'";

/// Installs what is not there if that is possible.
pub fn provide() -> Result<()> {
    if !is_complete() && (!toolchains::apt_install(&PACKAGES)? || !is_complete()) {
        RUBY.require()?;
        bail!(Missing(format!("Ruby lacks a part: install {}", PACKAGES.join(", "))));
    }
    Ok(())
}

fn is_complete() -> bool {
    RUBY.command().args(["-e", PROBE]).output().is_ok_and(|output| output.status.success())
}

/// Builds the gem as a file.
pub fn build(gem: &Path) -> Result<()> {
    let mut build = workspace::command("gem");
    build.args(["build", "--strict", "--output"]).arg(gem).arg("autosend_webhooks.gemspec");
    build.current_dir(workspace::root().join(PACKAGE));
    step::must("building the gem", build)
}

/// Builds the gem and installs it into a folder of its own, which becomes `GEM_HOME`.
pub fn install() -> Result<PathBuf> {
    let target = Metadata::read()?.target_directory().join("ruby");
    fs::create_dir_all(&target)?;
    let (gem, home) = (target.join("package.gem"), target.join("gems"));
    build(&gem)?;
    let mut install = workspace::command("gem");
    install.args(["install", "--local", "--no-document", "--install-dir"]).arg(&home).arg(&gem);
    step::must("installing the gem", install)?;
    Ok(home)
}

/// The package beside the snippet that it replaces: the requests' folder is to be added.
pub fn bench() -> Result<Command> {
    provide()?;
    let mut bench = RUBY.command();
    bench.arg("sdks/ruby/bench/speed.rb");
    Ok(bench)
}

/// The example with the gem installed, on `WEBrick`; to be started by the demo.
pub fn example() -> Result<Command> {
    provide()?;
    let home = install()?;
    let mut serve = RUBY.command();
    serve.arg(workspace::root().join(EXAMPLE).join("serve.rb")).env("GEM_HOME", home);
    Ok(serve)
}
