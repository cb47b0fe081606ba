//! Crates in Rust, which are for other providers: this project's own events are the core's. All of them are compiled in one
//! workspace below the target directory, under clippy, and run by one program.

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use sdkgen::{Model, Scheme, Settings, Target, output};
use serde_json::{Value, json};

use super::{OTHER_CATALOG, Runner, SCHEMES, Table, github, refuse_marker, scratch, suite};
use crate::{
    counts::Counts,
    step::Steps,
    toolchains::{self, read},
    workspace::{self, Metadata},
};

pub(super) const NAME: &str = "rust";
/// The crate of a catalog whose texts try to become code.
const HOSTILE: &str = "hostile";

/// A generated crate.
struct Crate {
    /// What the program calls it.
    name: String,
    /// The provider's name in one word.
    slug: String,
    folder: PathBuf,
}

/// A workspace with a program that depends on generated crates.
struct Workspace {
    folder: PathBuf,
    program: &'static str,
}

impl Workspace {
    fn new(program: &'static str, folder: PathBuf, crates: &[Crate]) -> Result<Self> {
        let (mut dependencies, mut profiles) = (String::new(), String::new());
        for Crate { name, slug, folder } in crates {
            let folder = folder.display().to_string();
            writeln!(dependencies, "{name} = {{ package = \"{slug}-webhooks\", path = {folder:?} }}")?;
            writeln!(profiles, "[profile.dev.package.{slug}-webhooks]\ndebug = false")?;
        }
        let root = workspace::root().display().to_string();
        let manifest = MANIFEST.replace("{root}", &root).replace("{program}", program) + &dependencies + &profiles;
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The versions that this repository is tested with.
        fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder, program })
    }

    /// Cargo in it, with what is compiled for the repository at hand. What is generated is compiled once.
    fn cargo(&self, arguments: &str) -> Result<Command> {
        let mut cargo = workspace::cargo(arguments);
        cargo.current_dir(&self.folder).env("CARGO_TARGET_DIR", Metadata::read()?.target_directory());
        cargo.env("CARGO_INCREMENTAL", "0");
        Ok(cargo)
    }

    /// The compiled program.
    fn program(&self) -> Result<PathBuf> {
        let name = format!("conformance-{}{}", self.program, env::consts::EXE_SUFFIX);
        Ok(Metadata::read()?.target_directory().join("debug").join(name))
    }
}

/// The manifest of a workspace; the crates follow.
const MANIFEST: &str = r#"[workspace]

[package]
name = "conformance-{program}"
version = "0.0.0"
edition = "2024"
publish = false

[[bin]]
name = "conformance-{program}"
path = "{root}/tests/conformance/rust/{program}.rs"

[patch.crates-io]
autosend-webhooks-profile = { path = "{root}/sdks/rust" }

[dependencies]
autosend-webhooks-profile = { path = "{root}/sdks/rust" }
base64 = "0.23"
const-hex = "1"
form_urlencoded = "1"
hmac = "0.13"
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["raw_value"] }
sha2 = "0.11"
"#;

pub(super) fn run(steps: &mut Steps, table: &mut Table) -> Result<()> {
    let folder = scratch("rust")?;
    toolchains::remove(&folder)?;
    let crates = models()?.iter().map(|(name, model)| generate(&folder, name, model)).collect::<Result<Vec<_>>>()?;
    let workspace = Workspace::new("schemes", folder, &crates)?;
    steps.check("rust: no warning in any crate", workspace.cargo("clippy --quiet --workspace -- -D warnings")?)?;
    steps.check("rust: the program over all crates", workspace.cargo("build --quiet")?)?;
    let program = workspace.program()?;
    for Crate { name, .. } in crates.iter().filter(|it| it.name != HOSTILE) {
        let (program, scheme) = (program.clone(), name.clone());
        let start = move || {
            let mut runner = workspace::command(&program);
            runner.arg(&scheme);
            runner
        };
        let runner = Runner { title: NAME.to_owned(), start: Box::new(start) };
        table.fill(steps, &runner, &format!("{SCHEMES}/{name}/requests"), "scheme: ")?;
    }
    let examples = workspace.cargo("test --quiet --doc -p standard-webhooks -p pigeonpost-webhooks")?;
    steps.tests("rust: the READMEs' examples", examples, tests_passed)?;
    suites(steps, &workspace, &crates)?;
    refuse_marker(&workspace.folder, NAME)
}

/// Runs the suites of the crates, and of one that was tampered with.
fn suites(steps: &mut Steps, workspace: &Workspace, crates: &[Crate]) -> Result<()> {
    let chosen: Vec<&Crate> = crates.iter().filter(|it| suite::CHOSEN.contains(&&*it.name)).collect();
    let run = |crates: &[&Crate]| {
        let mut test = workspace.cargo("test --quiet --tests --no-fail-fast")?;
        for Crate { slug, .. } in crates {
            test.args(["-p", &format!("{slug}-webhooks")]);
        }
        anyhow::Ok(test)
    };
    steps.tests("rust: the crates' own test suites", run(&chosen)?, tests_passed)?;
    let tampered = chosen.iter().find(|it| it.name == "standard").context("the crate is not chosen")?;
    suite::tampered_fails(steps, NAME, &tampered.folder, || run(&[tampered]), tests_passed)
}

/// The catalogs of the ways in which providers sign and send, and one whose texts try to become code.
fn models() -> Result<Vec<(String, Model)>> {
    let mut models = vec![(HOSTILE.to_owned(), hostile()?)];
    for folder in fs::read_dir(workspace::root().join(SCHEMES))? {
        let folder = folder?;
        let catalog = folder.path().join("catalog.json");
        if catalog.exists() {
            models.push((folder.file_name().to_string_lossy().into_owned(), Model::read(&catalog)?));
        }
    }
    models.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(models)
}

fn generate(folder: &Path, name: &str, model: &Model) -> Result<Crate> {
    let target = Target::packages().find(|target| target.name == NAME).context("no such target")?;
    // A crate can't sign what only the provider can.
    let with_tests = model.signatures[0].scheme != Scheme::Ed25519;
    let settings = Settings { with_tests, ..Settings::repository() };
    let folder = folder.join(name);
    let files = output::by_path(target.package(model, &settings)?);
    output::write(&folder, &files, &settings.command, true)?;
    Ok(Crate { name: name.to_owned(), slug: model.slug.clone(), folder })
}

/// The other provider's catalog, whose texts try to become code, with an envelope in place of its generations.
fn hostile() -> Result<Model> {
    let mut catalog: Value = serde_json::from_slice(&read(&workspace::root().join(OTHER_CATALOG))?)?;
    let form = catalog["generations"][0].take();
    catalog["envelope"] = json!({
        "type": [{ "path": [form["type_member"]] }],
        "time": [form["time_member"]],
        "time_format": "rfc3339",
        "data": [form["data_member"]],
    });
    catalog["generations"] = json!([form]);
    Model::parse(&catalog.to_string())
}

/// What `cargo test` says of each crate: `test result: ok. 1 passed; 0 failed; …`.
fn tests_passed(output: &str) -> Counts {
    let number = |line: &str, word: &str| {
        let before = line.split_once(word).map_or("", |(before, _)| before);
        before.split_whitespace().next_back().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default()
    };
    let results = output.lines().filter(|line| line.starts_with("test result:"));
    results.fold(Counts::default(), |mut sum, line| {
        sum += Counts { passed: number(line, " passed"), failed: number(line, " failed"), skipped: 0 };
        sum
    })
}

/// What GitHub sent, through a crate of GitHub's OpenAPI document.
pub(super) fn github(steps: &mut Steps, table: &mut Table) -> Result<()> {
    let folder = scratch("rust-github")?;
    toolchains::remove(&folder)?;
    let model = github::model("openapi")?;
    let github = generate(&folder, "github", &model)?;
    let workspace = Workspace::new("github", folder, &[github])?;
    steps.check("rust: the crate of GitHub's document", workspace.cargo("build --quiet")?)?;
    let program = workspace.program()?;
    let runner = Runner { title: NAME.to_owned(), start: Box::new(move || workspace::command(&program)) };
    table.fill(steps, &runner, &github::requests("openapi")?.to_string_lossy(), "sent: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_counts() {
        let output =
            "test result: ok. 1 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored\n";
        assert_eq!(tests_passed(output), Counts { passed: 3, failed: 1, skipped: 0 });
    }
}
