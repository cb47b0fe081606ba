//! The generated packages: every language over all vectors, over those of a provider that does not exist, and with
//! contact fields; formatters, linters and compilers at their strictest.
//!
//! One module for each language, and a line in [`LANGUAGES`]. The runners are in `tests/conformance`, whose README says
//! how they are called.

mod csharp;
mod github;
mod go;
mod guide;
mod java;
mod native;
mod php;
mod python;
mod ruby;
mod suite;
mod typescript;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anstream::println;
use anyhow::{Context, Result, ensure};
use clap::builder::PossibleValuesParser;
use sdkgen::{CustomField, Model, Settings, Target, output};
use serde_json::Value;

use crate::{
    counts::Counts,
    step::Steps,
    toolchains::{self, PYTHON},
    ui,
    workspace::{self, Metadata},
};

/// The committed requests.
const REQUESTS: &str = "tests/vectors/requests";
/// A catalog that shares nothing with the repository's, and requests signed as it says.
const OTHER_CATALOG: &str = "sdkgen/tests/other_provider/catalog.json";
const OTHER_REQUESTS: &str = "sdkgen/tests/other_provider/requests";
/// Catalogs of the ways in which providers sign and send, each with requests.
const SCHEMES: &str = "sdkgen/tests/schemes";
/// The properties that the samples of contacts carry, but for one object; one that they don't.
const CONTACT_FIELDS: [&str; 6] =
    ["plan:string", "seats:integer", "lifetimeValue:number", "newsletter:boolean", "tags:string[]", "renewsAt:time"];

/// A language that packages are generated for.
struct Language {
    /// The target's name.
    name: &'static str,
    /// Compiles a package if it has to be, and says how the runner is started over it, once for each way to run it.
    runners: fn(package: &Path) -> Result<Vec<Runner>>,
    /// Formatter, linter, strict compiler.
    checks: fn(steps: &mut Steps, package: &Package) -> Result<()>,
    /// How a package's own test suite is run, if packages can have one.
    suite: Option<suite::Suite>,
    /// Tests beyond the vectors: adapters, contact fields as typed fields. Gets the packages by what they are for.
    tests: fn(steps: &mut Steps, packages: &Packages) -> Result<()>,
}

static LANGUAGES: &[Language] = &[
    typescript::LANGUAGE,
    python::LANGUAGE,
    go::LANGUAGE,
    php::LANGUAGE,
    ruby::LANGUAGE,
    java::LANGUAGE,
    csharp::LANGUAGE,
];

/// What `--language` calls the packages with a native part.
const NATIVE: &str = "native";

/// What `--language` takes.
pub fn languages() -> PossibleValuesParser {
    LANGUAGES.iter().map(|language| language.name).chain([NATIVE]).into()
}

/// How a runner is started; the folder of requests is to be added as an argument.
struct Runner {
    /// The heading of its column.
    title: String,
    start: Box<dyn Fn() -> Command>,
}

/// A generated package.
struct Package {
    /// What it is, for titles.
    title: String,
    folder: PathBuf,
}

/// The packages of one language.
struct Packages {
    /// The one that is committed.
    committed: Package,
    /// The one for a provider that does not exist.
    other: Package,
    /// The one with contact fields.
    with_fields: Package,
    /// Those for the ways in which providers sign and send, by name.
    schemes: Vec<(String, Package)>,
}

pub fn run(steps: &mut Steps) -> Result<()> {
    PYTHON.require()?;
    for folder in ["other_provider", "schemes"] {
        let mut check = workspace::command("python3");
        check.args([&format!("sdkgen/tests/{folder}/make.py"), "--check"]);
        steps.check(&format!("the requests of sdkgen/tests/{folder} are current"), check)?;
    }

    let mut table = Table::default();
    let chosen = steps.languages.clone();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|language| language == name);
    for language in LANGUAGES.iter().filter(|language| is_chosen(language.name)) {
        steps.attempt(language.name, |steps| run_language(steps, language, &mut table));
    }
    if is_chosen(NATIVE) {
        steps.attempt(NATIVE, |steps| {
            native::runners()?.iter().try_for_each(|runner| table.fill(steps, runner, REQUESTS, ""))
        });
    }
    if chosen.is_empty() || chosen.iter().any(|language| guide::LANGUAGES.contains(&language.as_str())) {
        steps.attempt("the guide to the generator", guide::run);
    }
    for language in github::LANGUAGES.iter().filter(|language| is_chosen(language.name)) {
        steps.attempt("GitHub's own examples", |steps| github::run(steps, language));
    }
    table.print();
    Ok(())
}

/// The committed TypeScript package, compiled in a copy.
pub fn compiled_typescript() -> Result<PathBuf> {
    let target = Target::packages().find(|target| target.name == "typescript").context("no such target")?;
    typescript::compiled(&workspace::root().join(target.folder))
}

fn run_language(steps: &mut Steps, language: &Language, table: &mut Table) -> Result<()> {
    let packages = packages(language.name)?;
    for runner in (language.runners)(&packages.committed.folder)? {
        table.fill(steps, &runner, REQUESTS, "")?;
    }
    for runner in (language.runners)(&packages.with_fields.folder)? {
        table.fill(steps, &runner, REQUESTS, "fields: ")?;
    }
    for runner in (language.runners)(&packages.other.folder)? {
        table.fill(steps, &runner, OTHER_REQUESTS, "other: ")?;
    }
    for (name, package) in &packages.schemes {
        for runner in (language.runners)(&package.folder)? {
            table.fill(steps, &runner, &format!("{SCHEMES}/{name}/requests"), "scheme: ")?;
        }
    }
    for package in [&packages.committed, &packages.with_fields, &packages.other] {
        (language.checks)(steps, package)?;
    }
    (language.tests)(steps, &packages)?;
    if let Some(suite) = &language.suite {
        suite::run(steps, language.name, suite)?;
    }
    refuse_marker(&packages.other.folder, language.name)
}

/// A package for each way in which providers sign and send, if the language can do what the catalog asks for.
fn schemes(target: &Target) -> Result<Vec<(String, Package)>> {
    let mut folders: Vec<_> = fs::read_dir(workspace::root().join(SCHEMES))?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::path);
    let mut packages = Vec::new();
    for folder in folders.into_iter().filter(|folder| folder.path().join("catalog.json").exists()) {
        let name = folder.file_name().to_string_lossy().into_owned();
        let model = Model::read(&folder.path().join("catalog.json"))?;
        match target.supports(&model) {
            Ok(()) => packages.push((name.clone(), generate(&format!("scheme-{name}"), target, &model, None)?)),
            Err(lacking) => ui::note(&format!("scheme {name}: {lacking}")),
        }
    }
    Ok(packages)
}

/// Text of the other provider's catalog tries to write this file, wherever generated code is loaded.
const MARKER: &str = "hostile-text-was-executed";

/// Fails where text of a catalog became code: in the package's folder, and where the runners are started.
fn refuse_marker(package: &Path, language: &str) -> Result<()> {
    let root = workspace::root();
    let inside = output::read(package)?.into_keys().map(|path| package.join(path));
    let outside = [root.join(MARKER), root.join("tests/conformance").join(language).join(MARKER)];
    let mut written = inside.chain(outside).filter(|path| path.ends_with(MARKER) && path.exists());
    ensure!(written.next().is_none(), "{language}: text of a catalog was executed and wrote {MARKER}");
    Ok(())
}

/// Generates what is not committed below the target directory.
fn packages(language: &str) -> Result<Packages> {
    let target = Target::packages().find(|target| target.name == language).context("no such target")?;
    let fields: Vec<CustomField> = CONTACT_FIELDS.iter().map(|field| field.parse()).collect::<Result<_>>()?;
    let with_fields = Model::builtin()?.with_custom_fields(&fields)?;
    let other = Model::read(&workspace::root().join(OTHER_CATALOG))?;
    Ok(Packages {
        committed: Package { title: language.to_owned(), folder: workspace::root().join(target.folder) },
        other: generate("other-provider", target, &other, None)?,
        with_fields: generate("contact-fields", target, &with_fields, Some("acme-webhooks"))?,
        schemes: schemes(target)?,
    })
}

/// Generates a package below the target directory.
fn generate(name: &str, target: &Target, model: &Model, package: Option<&str>) -> Result<Package> {
    let folder = scratch(name)?.join(target.name);
    // Whatever was compiled in it goes as well.
    toolchains::remove(&folder)?;
    let settings = Settings { package: package.map(str::to_owned), ..Settings::repository() };
    write(&folder, target, model, &settings)?;
    Ok(Package { title: format!("{}, {name}", target.name), folder })
}

/// Writes a package into a folder of nothing else.
fn write(folder: &Path, target: &Target, model: &Model, settings: &Settings) -> Result<()> {
    let files = output::by_path(target.package(model, &settings)?);
    output::write(folder, &files, &settings.command, true)?;
    Ok(())
}

/// The first code block of a package's README, which has to be right as it stands.
fn readme_code(package: &Package, language: &str) -> Result<String> {
    let readme = fs::read_to_string(package.folder.join("README.md"))?;
    let code = readme.split_once(&format!("```{language}\n")).and_then(|(_, rest)| rest.split_once("```"));
    Ok(code.with_context(|| format!("{}: the README has no code in {language}", package.title))?.0.to_owned())
}

/// A folder below the target directory.
fn scratch(name: &str) -> Result<PathBuf> {
    Ok(Metadata::read()?.target_directory().join("conformance").join(name))
}

/// What runners reported: by group and column, how many passed and how many there are.
#[derive(Default)]
struct Table {
    columns: Vec<String>,
    groups: BTreeMap<String, BTreeMap<usize, Counts>>,
}

impl Table {
    /// Runs a runner over a folder of requests, into the rows that begin with a prefix.
    fn fill(&mut self, steps: &mut Steps, runner: &Runner, requests: &str, prefix: &str) -> Result<()> {
        let expected = cases(&workspace::root().join(requests))?;
        let mut command = (runner.start)();
        command.arg(workspace::root().join(requests));
        let mut reported = BTreeMap::new();
        steps.tests(&format!("{prefix}{} over {requests}", runner.title), command, |output| {
            reported = report(output);
            judge(&expected, &reported)
        })?;
        let column = self.column(&runner.title);
        for (group, number) in expected {
            let passed = reported.get(&group).map_or(0, |counts| counts.passed.min(number));
            let counts = Counts { passed, failed: number - passed, skipped: 0 };
            self.groups.entry(format!("{prefix}{group}")).or_default().insert(column, counts);
        }
        Ok(())
    }

    fn column(&mut self, title: &str) -> usize {
        self.columns.iter().position(|column| column == title).unwrap_or_else(|| {
            self.columns.push(title.to_owned());
            self.columns.len() - 1
        })
    }

    fn print(&self) {
        println!();
        let header: Vec<&str> = ["group"].into_iter().chain(self.columns.iter().map(String::as_str)).collect();
        let row = |(group, cells): (&String, &BTreeMap<usize, Counts>)| {
            let cells = (0..self.columns.len()).map(|column| cell(cells.get(&column)));
            [ui::text(group)].into_iter().chain(cells).collect::<Vec<_>>()
        };
        ui::table(&header, &self.groups.iter().map(row).collect::<Vec<_>>());
        println!();
    }
}

fn cell(counts: Option<&Counts>) -> ui::Cell {
    match counts {
        None => ui::number("-").style(ui::DIM),
        Some(Counts { passed, failed: 0, .. }) => ui::number(passed.to_string()).style(ui::GOOD),
        Some(Counts { passed, failed, .. }) => {
            ui::number(format!("{failed} of {} fail", passed + failed)).style(ui::BAD)
        }
    }
}

/// How many cases each group has.
fn cases(requests: &Path) -> Result<BTreeMap<String, u64>> {
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(requests)? {
        let file: Value = serde_json::from_slice(&toolchains::read(&entry?.path())?)?;
        let (group, list) = (file["group"].as_str(), file["cases"].as_array());
        cases.insert(group.context("no group")?.to_owned(), list.context("no cases")?.len() as u64);
    }
    ensure!(!cases.is_empty(), "there are no requests in {}", requests.display());
    Ok(cases)
}

/// Reads a runner's lines, `group passed failed`.
fn report(output: &str) -> BTreeMap<String, Counts> {
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [group, passed, failed] = words.as_slice() else { return None };
        let counts = Counts { passed: passed.parse().ok()?, failed: failed.parse().ok()?, skipped: 0 };
        Some(((*group).to_owned(), counts))
    };
    output.lines().filter_map(line).collect()
}

/// A case that no runner ran has failed.
fn judge(expected: &BTreeMap<String, u64>, reported: &BTreeMap<String, Counts>) -> Counts {
    let mut sum = Counts::default();
    for (group, number) in expected {
        let passed = reported.get(group).map_or(0, |counts| counts.passed.min(*number));
        sum += Counts { passed, failed: number - passed, skipped: 0 };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_that_was_not_run_has_failed() {
        let expected = BTreeMap::from([("one".to_owned(), 3), ("two".to_owned(), 5)]);
        let reported = report("noise\none 3 0\nsome more noise here\n");
        assert_eq!(judge(&expected, &reported), Counts { passed: 3, failed: 5, skipped: 0 });
        assert_eq!(judge(&expected, &report("one 2 1\ntwo 6 0\n")), Counts { passed: 7, failed: 1, skipped: 0 });
    }

    #[test]
    fn every_package_is_in_the_table() {
        let targets: Vec<_> = Target::packages().map(|target| target.name).collect();
        assert_eq!(LANGUAGES.iter().map(|language| language.name).collect::<Vec<_>>(), targets);
    }
}
