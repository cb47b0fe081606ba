//! The C# package, compiled by Mono's compiler with all warnings on, and run by Mono.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts,
    step::{self, Steps},
    toolchains::csharp::{self, mcs, mono},
    workspace,
};

pub(super) const LANGUAGE: Language =
    Language { name: "csharp", runners, checks, tests, suite: Some(Suite { command: suite, counts: counts::plain }) };

/// The runner, and the test of contact fields.
const RUNNERS: &str = "tests/conformance/csharp";
/// The tests of the package, beside it.
const TESTS: &str = "sdks/csharp/tests";
/// The library that the runners read requests with.
const JSON: &[&str] = &["System.Web.Extensions"];
/// The namespace that they use.
const USED: &str = "using Autosend.Webhooks;";

fn runners(package: &Path) -> Result<Vec<Runner>> {
    let program = program(package, RUNNERS, "Run", JSON)?;
    Ok(vec![Runner { title: "csharp".into(), start: Box::new(move || mono(&program)) }])
}

/// Compiles a package, documentation comments included, outside of it: nothing but what is generated is in its folder.
fn compiled(package: &Path) -> Result<PathBuf> {
    csharp::provide()?;
    let library = library(package)?;
    let mut mcs = mcs(&library, &[]);
    mcs.arg("-target:library").arg(format!("-doc:{}", library.with_extension("xml").display()));
    mcs.arg(format!("-recurse:{}", package.join("src/*.cs").display()));
    step::must(&format!("mcs -warn:4 -warnaserror, {}", name(package)), mcs)?;
    Ok(library)
}

fn library(package: &Path) -> Result<PathBuf> {
    Ok(scratch(package)?.join("Sdk.dll"))
}

/// Compiles a program that uses the repository's own package, with another: `NAME.cs`, and `NAME.PART.cs` if there are any.
fn program(package: &Path, folder: &str, file: &str, references: &[&str]) -> Result<PathBuf> {
    compiled(package)?;
    linked(package, folder, file, references)
}

/// The same, with what has been compiled.
fn linked(package: &Path, folder: &str, file: &str, references: &[&str]) -> Result<PathBuf> {
    let library = library(package)?;
    let used = format!("using {};", namespace(package)?);
    let program = scratch(package)?.join(file).with_extension("exe");
    let mut mcs = mcs(&program, references);
    mcs.arg(format!("-reference:{}", library.display()));
    for source in sources(folder, file)? {
        let copy = program.with_file_name(source.file_name().context("a file has a name")?);
        fs::write(&copy, fs::read_to_string(&source)?.replace(USED, &used))?;
        mcs.arg(copy);
    }
    step::must(&format!("compiling {folder}/{file}.cs, {}", name(package)), mcs)?;
    Ok(program)
}

/// Compiles the tests of what the package does not show, with its sources.
fn internals(package: &Path) -> Result<PathBuf> {
    let program = scratch(package)?.join("Internals.exe");
    let mut mcs = mcs(&program, &[]);
    mcs.arg(format!("-recurse:{}", package.join("src/*.cs").display()));
    mcs.args(["Tests.Main.cs", "Internals.cs"].map(|file| workspace::root().join(TESTS).join(file)));
    step::must(&format!("compiling {TESTS}/Internals.cs, {}", name(package)), mcs)?;
    Ok(program)
}

fn sources(folder: &str, program: &str) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(workspace::root().join(folder))?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<Result<Vec<_>>>()?;
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".cs") && name.starts_with(&format!("{program}."))
    });
    files.sort();
    Ok(files)
}

fn scratch(package: &Path) -> Result<PathBuf> {
    let folder = super::scratch("csharp")?.join(name(package));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The folder around the language's: what the package was generated for.
fn name(package: &Path) -> String {
    package.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
}

/// The namespace of a package, which its project file is called after.
fn namespace(package: &Path) -> Result<String> {
    let files = fs::read_dir(package)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let project = files.iter().find(|path| path.extension().is_some_and(|it| it == "csproj"));
    let stem = project.and_then(|path| path.file_stem()).context("there is no project file")?;
    Ok(stem.to_string_lossy().into_owned())
}

/// The suite is compiled with the source of the package.
fn suite(package: &Path) -> Result<Command> {
    csharp::provide()?;
    let program = scratch(package)?.join("SamplesTest.exe");
    let mut mcs = mcs(&program, &[]);
    mcs.arg(format!("-recurse:{}", package.join("src/*.cs").display())).arg(package.join("tests/SamplesTest.cs"));
    step::must(&format!("mcs: the test suite of {}", name(package)), mcs)?;
    let mut test = mono(&program);
    test.arg(package.join("tests/samples.json"));
    Ok(test)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    // Compiling the package was the check of the package.
    let library = compiled(&package.folder)?;
    let readme = library.with_file_name("Server.cs");
    fs::write(&readme, super::readme_code(package, "csharp")?)?;
    let mut compile = mcs(&readme.with_extension("exe"), &[]);
    compile.arg(format!("-reference:{}", library.display())).arg(readme);
    steps.check(&format!("mcs: README of {}", package.title), compile)?;
    Ok(())
}

fn tests(steps: &mut Steps, packages: &Packages) -> Result<()> {
    let references = ["System.Web.Extensions", "System.Net.Http"];
    let mut tests = mono(&program(&packages.committed.folder, TESTS, "Tests", &references)?);
    tests.arg(workspace::root());
    steps.tests("csharp: adapters, errors, events, leaks, replays", tests, counts::plain)?;
    let mut internals = mono(&internals(&packages.committed.folder)?);
    internals.arg(workspace::root());
    steps.tests("csharp: signatures, forms, types, paths", internals, counts::plain)?;
    for (name, package) in &packages.schemes {
        let mut signs = mono(&linked(&package.folder, RUNNERS, "Signs", JSON)?);
        signs.arg(workspace::root().join(super::SCHEMES).join(name).join(format!("requests/{name}.json")));
        steps.check(&format!("csharp: {name} signs as it verifies"), signs)?;
    }
    let fields = mono(&program(&packages.with_fields.folder, RUNNERS, "ContactFields", &[])?);
    steps.tests("csharp: contact fields are typed", fields, counts::plain)?;
    Ok(())
}
