//! Java: the compiler, its linter, and the jars of the Java package's project.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    step,
    toolchains::{self, JAVA, kotlin::maven},
    workspace::{self, Metadata, command},
};

/// The package's project, which lists what it is compiled and tested with.
pub const PROJECT: &str = "sdks/java";
/// What Error Prone needs of the compiler's own packages.
const EXPORTED: [&str; 7] = ["api", "file", "main", "model", "parser", "processing", "tree"];
const OPENED: [&str; 3] = ["code", "comp", "util"];

/// A compiler that takes warnings for errors, with a class path.
pub fn javac(classes: &Path, path: impl IntoIterator<Item = PathBuf>) -> Result<Command> {
    fs::create_dir_all(classes)?;
    let mut javac = command("javac");
    javac.args(["--release", "17", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d"]).arg(classes);
    javac.arg("-cp").arg(env::join_paths(path)?);
    Ok(javac)
}

/// Has the compiler look for mistakes by Error Prone, which is among the libraries.
pub fn error_prone(javac: &mut Command) {
    let exports = EXPORTED.iter().map(|name| format!("--add-exports=jdk.compiler/com.sun.tools.javac.{name}"));
    let opens = OPENED.iter().map(|name| format!("--add-opens=jdk.compiler/com.sun.tools.javac.{name}"));
    javac.args(exports.chain(opens).map(|option| format!("-J{option}=ALL-UNNAMED")));
    javac.args(["-proc:none", "-XDcompilePolicy=simple", "--should-stop=ifError=FLOW", "-Xplugin:ErrorProne"]);
}

/// The files of a package's code, in order: those written by hand, and those made from its catalog.
pub fn sources(package: &Path) -> Result<Vec<PathBuf>> {
    Ok([files(&package.join("src/main/java"))?, files(&package.join("src/generated/java"))?].concat())
}

/// The files in a folder and those in it, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The jars of what the adapters are for, of the runner's JSON parser and of Error Prone, from Maven's repository in the cache.
pub fn libraries() -> Result<Vec<PathBuf>> {
    JAVA.require()?;
    let project = workspace::root().join(PROJECT).join("pom.xml");
    let folder = toolchains::cache("java")?.join(toolchains::key(&[&toolchains::read(&project)?]));
    let list = folder.join("classpath");
    toolchains::once(&folder, || {
        let goal = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
        let mut maven = maven(PROJECT, &[goal])?;
        maven.arg(format!("-Dmdep.outputFile={}", list.display()));
        step::must("fetching the jars that the Java package is compiled and tested with", maven)
    })?;
    Ok(env::split_paths(fs::read_to_string(list)?.trim()).collect())
}

/// The program that measures the package beside the code that one would paste, built; the folder of requests is to be added.
pub fn speed() -> Result<Command> {
    let classes = Metadata::read()?.target_directory().join("java").join("speed");
    toolchains::remove(&classes)?;
    let mut javac = javac(&classes, libraries()?)?;
    javac.arg("-proc:none").args(sources(&workspace::root().join(PROJECT))?);
    javac.arg(workspace::root().join(PROJECT).join("bench/Speed.java"));
    step::must("building sdks/java/bench", javac)?;
    let mut program = command("java");
    program.arg("-cp").arg(env::join_paths([classes].into_iter().chain(libraries()?))?).arg("Speed");
    Ok(program)
}
