//! The Java package, compiled with all warnings of the compiler and of Error Prone, which are errors.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    step::{self, Steps},
    suites::kotlin::surefire,
    toolchains::{
        self,
        java::{error_prone, javac, libraries, sources},
        kotlin::maven,
        node,
    },
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language =
    Language { name: "java", runners, checks, tests, suite: Some(Suite { command: suite, counts: surefire }) };

/// The runner, and the test of contact fields.
const RUNNERS: &str = "tests/conformance/java";
/// The package that the runner and the test of contact fields import.
const IMPORTED: &str = "autosend.webhooks.pure";

fn runners(package: &Path) -> Result<Vec<Runner>> {
    let classes = compiled(package)?;
    compile_test(package, &workspace::root().join(RUNNERS).join("Run.java"), &classes)?;
    let path = env::join_paths([classes].into_iter().chain(libraries()?))?;
    let start = move || {
        let mut runner = command("java");
        runner.arg("-cp").arg(&path).arg("Run");
        runner
    };
    Ok(vec![Runner { title: "java".into(), start: Box::new(start) }])
}

/// Classes of a package, outside of it: nothing but what is generated is in its folder.
fn compiled(package: &Path) -> Result<PathBuf> {
    let classes = scratch(package)?.join("classes");
    toolchains::remove(&classes)?;
    let mut javac = javac(&classes, libraries()?)?;
    let title = if is_linted(package) { " with Error Prone" } else { "" };
    if is_linted(package) {
        error_prone(&mut javac);
    } else {
        javac.arg("-proc:none");
    }
    javac.args(sources(package)?);
    step::must(&format!("javac -Xlint:all -Werror{title}, {}", name(package)), javac)?;
    Ok(classes)
}

/// The packages of the ways to sign differ in constants, but for one that has every type of field.
fn is_linted(package: &Path) -> bool {
    let name = name(package);
    name == "scheme-types" || !name.starts_with("scheme-")
}

/// Compiles a file that imports the repository's own package, with the classes of another.
fn compile_test(package: &Path, file: &Path, classes: &Path) -> Result<()> {
    let source = fs::read_to_string(file)?.replace(IMPORTED, &java_package(package)?);
    let copy = scratch(package)?.join(file.file_name().context("a file has a name")?);
    fs::write(&copy, source)?;
    let mut javac = javac(classes, [classes.to_path_buf()].into_iter().chain(libraries()?))?;
    javac.arg(copy);
    step::must(&format!("compiling {}, {}", file.display(), name(package)), javac)
}

fn scratch(package: &Path) -> Result<PathBuf> {
    Ok(super::scratch("java")?.join(name(package)))
}

/// The folder around the language's: what the package was generated for.
fn name(package: &Path) -> String {
    package.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
}

/// The name of the package that the sources are.
fn java_package(package: &Path) -> Result<String> {
    let sources = sources(package)?;
    let verifier = sources.iter().find(|path| path.ends_with("Verifier.java")).context("there is no Verifier.java")?;
    let text = fs::read_to_string(verifier)?;
    let name = text.lines().find_map(|line| line.strip_prefix("package ")?.strip_suffix(';'));
    Ok(name.context("Verifier.java names no package")?.to_owned())
}

/// Maven writes beside what it builds.
fn suite(package: &Path) -> Result<Command> {
    let mut test = maven(&package.to_string_lossy(), &["test"])?;
    test.arg(format!("-Dcheckout={}", workspace::root().display()));
    Ok(test)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let mut javadoc = command("javadoc");
    javadoc.args(["-quiet", "-Xdoclint:all", "-Werror", "-encoding", "UTF-8", "--release", "17", "-d"]);
    javadoc.arg(scratch(&package.folder)?.join("documentation"));
    javadoc.arg("-cp").arg(env::join_paths(libraries()?)?).args(sources(&package.folder)?);
    steps.check(&format!("javadoc -Xdoclint:all -Werror: {}", package.title), javadoc)?;

    let folder = scratch(&package.folder)?;
    let readme = folder.join("readme");
    fs::create_dir_all(&readme)?;
    fs::write(readme.join("Server.java"), super::readme_code(package, "java")?)?;
    let mut compile = javac(&readme, [folder.join("classes")])?;
    compile.arg(readme.join("Server.java"));
    steps.check(&format!("javac: README of {}", package.title), compile)?;
    Ok(())
}

fn tests(steps: &mut Steps, packages: &Packages) -> Result<()> {
    let package = &packages.with_fields.folder;
    let classes = compiled(package)?;
    compile_test(package, &workspace::root().join(RUNNERS).join("ContactFields.java"), &classes)?;
    let mut fields = command("java");
    fields.arg("-cp").arg(classes).arg("ContactFields");
    steps.check("java: contact fields are typed", fields)?;
    for (name, package) in &packages.schemes {
        signs(steps, name, package)?;
    }

    // Maven writes beside what it builds.
    let copy = scratch(&packages.committed.folder)?.join("package");
    toolchains::remove(&copy)?;
    node::copy_folder(&packages.committed.folder, &copy, &[])?;
    let mut test = maven(&copy.to_string_lossy(), &["package"])?;
    test.arg(format!("-Dcheckout={}", workspace::root().display()));
    steps.tests("java: adapters, errors, events, leaks, replays", test, surefire)
}

/// A package of a way to sign signs so itself, in its classes that were compiled for the runner.
fn signs(steps: &mut Steps, name: &str, package: &Package) -> Result<()> {
    let classes = scratch(&package.folder)?.join("classes");
    compile_test(&package.folder, &workspace::root().join(RUNNERS).join("Signs.java"), &classes)?;
    let mut signs = command("java");
    signs.arg("-cp").arg(env::join_paths([classes].into_iter().chain(libraries()?))?).arg("Signs");
    signs.arg(workspace::root().join(super::SCHEMES).join(name).join(format!("requests/{name}.json")));
    steps.check(&format!("java: {name} signs as it verifies"), signs)?;
    Ok(())
}
