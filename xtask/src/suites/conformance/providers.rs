//! Providers' own libraries sign and verify, beside the packages of the shipped profiles and the command line.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use sdkgen::{Imported, Profile, Target};

use super::{generate, scratch, typescript};
use crate::{
    counts,
    programs::{self, Build},
    step::Steps,
    suites::python::summary,
    toolchains::{self, NODE},
    workspace,
};

/// The tests, with a document of one event that every profile fits.
const PROJECT: &str = "tests/providers";
const DOCUMENT: &str = "webhooks.json";

/// A language whose libraries are tested.
pub(super) struct Language {
    pub name: &'static str,
    pub run: fn(&mut Steps) -> Result<()>,
}

pub(super) static LANGUAGES: &[Language] =
    &[Language { name: "python", run: python }, Language { name: "typescript", run: javascript }];

fn python(steps: &mut Steps) -> Result<()> {
    let project = workspace::root().join(PROJECT);
    let mut pytest = workspace::command(toolchains::python(&project.join("requirements.txt"))?);
    pytest.args(["-B", "-m", "pytest", "-p", "no:cacheprovider", "-q"]).arg(project.join("test_python.py"));
    packages("python", |_| Ok(()))?;
    pytest.env("PACKAGES", scratch("")?);
    steps.tests("python: providers' own libraries", with_command_line(pytest)?, summary)
}

fn javascript(steps: &mut Steps) -> Result<()> {
    let project = workspace::root().join(PROJECT);
    toolchains::node_modules(&project)?;
    let mut test = NODE.command();
    test.args(["--test", "--test-reporter=tap"]).arg(project.join("node.test.mjs"));
    packages("typescript", |package| typescript::compiled(package).map(drop))?;
    test.env("PACKAGES", scratch("typescript")?);
    steps.tests("javascript: providers' own libraries", with_command_line(test)?, counts::node_test)
}

/// A package for each shipped profile.
fn packages(language: &str, compile: fn(&Path) -> Result<()>) -> Result<()> {
    let target = Target::packages().find(|target| target.name == language).context("no such target")?;
    let document = workspace::root().join(PROJECT).join(DOCUMENT);
    for profile in Profile::shipped() {
        let model = Imported::read(&document, Profile::open(profile)?)?.model()?;
        compile(&generate(&format!("profile-{profile}"), target, &model, None)?.folder)?;
    }
    Ok(())
}

fn with_command_line(mut command: Command) -> Result<Command> {
    command.env("CLI", programs::command_line(Build::Tests)?);
    Ok(command)
}
