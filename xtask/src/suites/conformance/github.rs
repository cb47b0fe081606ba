//! Packages of GitHub's documents over the bodies that GitHub sent, which octokit publishes on npm.
//!
//! The bodies become a request file, so that the runners of all languages read them as any other: a language of
//! [`super::LANGUAGES`] needs nothing here.

use std::path::PathBuf;

use anyhow::{Context, Result};
use sdkgen::{Imported, Model, Profile, Target};

use super::{Language, Table, generate, scratch};
use crate::{
    step::{self, Steps},
    toolchains::{self, PYTHON},
    ui, workspace,
};

/// The project that has octokit's packages, and the script that signs.
const PROJECT: &str = "tests/conformance/github";
const EXAMPLES: &str = "node_modules/@octokit/webhooks-examples/api.github.com/index.json";
/// GitHub's documents: its OpenAPI, and octokit's JSON Schema.
const DOCUMENTS: &[(&str, &str)] = &[
    ("openapi", "node_modules/@octokit/openapi-webhooks/generated/api.github.com.json"),
    ("schemas", "node_modules/@octokit/webhooks-schemas/schema.json"),
];
/// Languages whose packages load as they are; the others compile the larger document only.
const NOT_COMPILED: [&str; 4] = ["python", "typescript", "ruby", "php"];

/// Generates a package of each document, and runs it over all bodies.
pub(super) fn run(steps: &mut Steps, language: &Language, table: &mut Table) -> Result<()> {
    let target = Target::packages().find(|target| target.name == language.name).context("no such target")?;
    let documents = if NOT_COMPILED.contains(&language.name) { DOCUMENTS } else { &DOCUMENTS[..1] };
    for (name, _) in documents {
        let model = model(name)?;
        if let Err(lacking) = target.supports(&model) {
            ui::note(&format!("what GitHub sent: {lacking}"));
            continue;
        }
        let package = generate(&format!("github-{name}"), target, &model, None)?;
        let requests = requests(name)?;
        for runner in (language.runners)(&package.folder)? {
            table.fill(steps, &runner, &requests.to_string_lossy(), "sent: ")?;
        }
    }
    Ok(())
}

/// The catalog of one of the documents.
pub(super) fn model(document: &str) -> Result<Model> {
    let project = workspace::root().join(PROJECT);
    toolchains::node_modules(&project)?;
    let (_, path) = DOCUMENTS.iter().find(|(name, _)| *name == document).context("no such document")?;
    Imported::read(&project.join(path), Profile::open("github")?)?.model()
}

/// The folder with the bodies as requests, whose outcomes depend on the document.
pub(super) fn requests(document: &str) -> Result<PathBuf> {
    let folder = scratch("github-requests")?.join(document);
    let mut sign = PYTHON.command();
    sign.args(["requests.py", EXAMPLES, document]).arg(&folder).current_dir(workspace::root().join(PROJECT));
    step::must(&format!("signing what GitHub sent, for {document}"), sign)?;
    Ok(folder)
}
