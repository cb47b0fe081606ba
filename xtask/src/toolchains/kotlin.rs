//! The Kotlin package: built, installed, and projects that depend on it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    step,
    toolchains::{
        self, MAVEN,
        uniffi::{self, Beyond},
    },
    workspace,
};

/// Where the package is.
pub const PACKAGE: &str = "bindings/uniffi/kotlin";
/// The project that holds its tests and measurements.
pub const TESTS: &str = "bindings/uniffi/kotlin/tests";
/// Where Maven installs it, in its repository.
const INSTALLED: &str = "autosend/webhooks/autosend-webhooks";
/// The example.
const EXAMPLE: &str = "examples/kotlin-ktor";

/// Builds the jar with the native library in it, and installs it where the other projects find it.
pub fn install() -> Result<()> {
    let target = workspace::root().join(PACKAGE).join("target");
    let library = uniffi::library(Beyond::Nothing)?;
    uniffi::generate(&library, "kotlin", &target.join("uniffi"))?;
    let resources = target.join("native").join(platform());
    fs::create_dir_all(&resources)?;
    let name = library.dynamic.file_name().context("a library has a name")?;
    fs::copy(&library.dynamic, resources.join(name))?;
    // Maven compiles Kotlin anew each time: not for the same files again.
    let marker = target.join("installed");
    let key = toolchains::key(&[&contents(
        &workspace::root().join(PACKAGE),
        &["pom.xml", "src", "target/uniffi", "target/native"],
    )?]);
    let key = key.to_string_lossy();
    // Maven writes this where it installs; what it has fetched from elsewhere it gives to nobody else.
    let is_installed = toolchains::cache("maven")?.join(INSTALLED).join("maven-metadata-local.xml").exists();
    if is_installed && fs::read_to_string(&marker).is_ok_and(|there| there == key) {
        return Ok(());
    }
    step::must("building the Kotlin package", maven(PACKAGE, &["install"])?)?;
    Ok(fs::write(marker, &*key)?)
}

/// The tests of the package. Those of panics load a library that panics on request.
pub fn tests() -> Result<Command> {
    let library = uniffi::library(Beyond::Panics)?;
    let panicking = workspace::root().join(TESTS).join("target/panicking");
    fs::create_dir_all(&panicking)?;
    fs::copy(&library.dynamic, panicking.join(library.dynamic.file_name().context("a library has a name")?))?;
    maven(TESTS, &["test"])
}

/// Every file below some paths of a folder: its name and what is in it.
fn contents(folder: &Path, paths: &[&str]) -> Result<Vec<u8>> {
    let mut waiting: Vec<_> = paths.iter().map(|path| folder.join(path)).collect();
    let mut contents = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let mut inside: Vec<_> = fs::read_dir(&path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
            inside.sort();
            waiting.extend(inside);
        } else {
            contents.extend(path.as_os_str().as_encoded_bytes());
            contents.extend(toolchains::read(&path)?);
        }
    }
    Ok(contents)
}

/// The code that UniFFI generated for the last build.
pub fn generated() -> Result<String> {
    let file = "target/uniffi/autosend/webhooks/ffi/autosend_webhooks_ffi.kt";
    Ok(fs::read_to_string(workspace::root().join(PACKAGE).join(file))?)
}

/// Maven in a project of the checkout, with a repository in the cache.
pub fn maven(project: &str, goals: &[&str]) -> Result<Command> {
    maven_in(&workspace::root().join(project), goals)
}

/// Takes the package out of the repository in the cache.
pub fn forget_installed() -> Result<()> {
    toolchains::remove(&toolchains::cache("maven")?.join(INSTALLED))
}

/// Maven in any project.
pub fn maven_in(project: &Path, goals: &[&str]) -> Result<Command> {
    if MAVEN.version().is_none() && !toolchains::apt_install(&["maven"])? {
        MAVEN.require()?;
    }
    let mut maven = MAVEN.command();
    maven.args(["--batch-mode", "--no-transfer-progress", "--file"]).arg(project.join("pom.xml"));
    maven.arg(format!("-Dmaven.repo.local={}", toolchains::cache("maven")?.display())).args(goals);
    without_cargo_libraries(&mut maven);
    Ok(maven)
}

/// A main class of a project that was compiled before.
pub fn java(project: &str, classes: &str, main: &str) -> Result<Command> {
    java_in(&workspace::root().join(project), classes, main)
}

/// The same of any project.
pub fn java_in(project: &Path, classes: &str, main: &str) -> Result<Command> {
    let target = project.join("target");
    let dependencies = fs::read_to_string(target.join("classpath"))?;
    let path = env::join_paths([target.join(classes)].into_iter().chain(env::split_paths(dependencies.trim())))?;
    let mut java = workspace::command("java");
    java.arg("-cp").arg(path).arg(main);
    without_cargo_libraries(&mut java);
    Ok(java)
}

/// Cargo tells its programs to look for libraries in its target folder first. JNA would find the library as built for
/// debugging there, in place of the one in the jar.
fn without_cargo_libraries(command: &mut Command) {
    for name in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
        command.env_remove(name);
    }
}

/// The example, built; to be started by the demo.
pub fn ktor() -> Result<Command> {
    install()?;
    step::must(&format!("building {EXAMPLE}"), maven(EXAMPLE, &["compile"])?)?;
    java(EXAMPLE, "classes", "ServerKt")
}

/// The tests of the example, over real connections.
pub fn ktor_tests() -> Result<Command> {
    maven(EXAMPLE, &["test"])
}

/// Builds the package, and compiles what tells what it makes of requests.
pub fn build_decide() -> Result<()> {
    install()?;
    step::must("building the Kotlin runner of comparisons", maven(TESTS, &["test-compile"])?)
}

/// Compiles the measurements and returns the command that makes them.
pub fn bench() -> Result<Command> {
    install()?;
    step::must("building the Kotlin measurements", maven(TESTS, &["test-compile"])?)?;
    let mut java = java(TESTS, "test-classes", "autosend.webhooks.BenchKt")?;
    java.env("JAVA_TOOL_OPTIONS", format!("-Dcheckout={}", workspace::root().display()));
    Ok(java)
}

/// This machine, as JNA names the folder that it loads libraries from.
fn platform() -> PathBuf {
    let system = match env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    format!("{system}-{processor}").into()
}
