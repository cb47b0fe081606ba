//! The gem.

use std::{path::Path, process::Command};

use anyhow::Result;

use super::{Dist, copy};
use crate::{
    step,
    toolchains::{RUBY, ruby},
    workspace,
};

fn file(dist: &Dist) -> String {
    format!("autosend_webhooks-{}.gem", dist.version)
}

pub fn make(dist: &Dist) -> Result<()> {
    ruby::provide()?;
    ruby::build(&dist.fresh("ruby")?.join(file(dist)))
}

pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    copy("examples/ruby", &["config.ru", "serve.rb"], project)?;
    let home = project.join("gems");
    let mut install = workspace::command("gem");
    install.args(["install", "--local", "--no-document", "--install-dir"]).arg(&home);
    install.arg(dist.part("ruby").join(file(dist)));
    step::must("gem install", install)?;
    let mut serve = RUBY.command();
    serve.arg("serve.rb").current_dir(project).env("GEM_HOME", home);
    Ok(serve)
}
