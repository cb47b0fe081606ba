//! Packages of GitHub's documents over the bodies that GitHub sent, which octokit publishes on npm.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use sdkgen::{Imported, Profile, Settings, Target, output};

use super::{report, scratch, typescript};
use crate::{
    counts::Counts,
    step::Steps,
    toolchains::{self, NODE, PHP, PYTHON, php},
    workspace,
};

/// The project that has octokit's packages, and the runners.
const PROJECT: &str = "tests/conformance/github";
const EXAMPLES: &str = "node_modules/@octokit/webhooks-examples/api.github.com/index.json";
/// GitHub's documents: its OpenAPI, and octokit's JSON Schema.
const DOCUMENTS: &[(&str, &str)] = &[
    ("openapi", "node_modules/@octokit/openapi-webhooks/generated/api.github.com.json"),
    ("schemas", "node_modules/@octokit/webhooks-schemas/schema.json"),
];

/// How a language's package is run over the bodies.
pub(super) struct Language {
    pub name: &'static str,
    runner: fn(package: &Path) -> Result<Command>,
}

pub(super) static LANGUAGES: &[Language] = &[
    Language { name: "python", runner: python },
    Language { name: "typescript", runner: compiled_typescript },
    Language { name: "php", runner: php_files },
];

fn python(package: &Path) -> Result<Command> {
    PYTHON.require()?;
    let mut runner = PYTHON.command();
    runner.args(["-I", "-B", "run.py"]).arg(package);
    Ok(runner)
}

fn php_files(package: &Path) -> Result<Command> {
    php::provide()?;
    let mut runner = PHP.command();
    runner.arg("run.php").arg(package);
    Ok(runner)
}

fn compiled_typescript(package: &Path) -> Result<Command> {
    let mut runner = NODE.command();
    runner.arg("run.mjs").arg(typescript::compiled(package)?);
    Ok(runner)
}

/// Generates a package of each document, and runs it over all bodies.
pub(super) fn run(steps: &mut Steps, language: &Language) -> Result<()> {
    let project = workspace::root().join(PROJECT);
    toolchains::node_modules(&project)?;
    let target = Target::packages().find(|target| target.name == language.name).context("no such target")?;
    for (name, document) in DOCUMENTS {
        let model = Imported::read(&project.join(document), Profile::open("github")?)?.model()?;
        let settings = Settings::repository();
        let folder = scratch(&format!("github-{name}"))?.join(language.name);
        toolchains::remove(&folder)?;
        output::write(&folder, &output::by_path(target.package(&model, &settings)?), &settings.command, true)?;
        let mut command = (language.runner)(&folder)?;
        command.arg(EXAMPLES).arg(name).current_dir(&project);
        let title = format!("{}: what GitHub sent, by {name}", language.name);
        steps.tests(&title, command, |printed| {
            report(printed).into_values().fold(Counts::default(), |mut sum, counts| {
                sum += counts;
                sum
            })
        })?;
    }
    Ok(())
}
