//! The library behind the Swift and Kotlin packages, and the code that UniFFI generates for it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use crate::{
    step,
    workspace::{self, Metadata, cargo},
};

/// Where the crate is; the packages are below it.
pub const CRATE: &str = "bindings/uniffi";

const PACKAGE: &str = "autosend-webhooks-ffi";
const LIBRARY: &str = "autosend_webhooks_ffi";

/// The compiled library, in the forms that the packages take.
pub struct Library {
    /// For Kotlin, which loads it.
    pub dynamic: PathBuf,
    /// For Swift, which links it in.
    pub archive: PathBuf,
}

/// What a library has beyond the functions of a release; these are features of the crate.
#[derive(Clone, Copy)]
pub enum Beyond {
    Nothing,
    /// What measurements compare themselves with.
    Measure,
    /// Panics on request.
    Panics,
}

/// Compiles the library, optimized. The next one takes its place: copy it.
pub fn library(beyond: Beyond) -> Result<Library> {
    let (words, features) = match beyond {
        Beyond::Nothing => ("", ""),
        Beyond::Measure => (", with what measurements need", " --features measure"),
        Beyond::Panics => (", with panics on request", " --features panics"),
    };
    step::must(
        &format!("building the library behind Swift and Kotlin{words}"),
        cargo(&format!("build --release --package {PACKAGE} --lib{features}")),
    )?;
    let release = Metadata::read()?.target_directory().join("release");
    let dynamic = format!("{}{LIBRARY}{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    Ok(Library { dynamic: release.join(dynamic), archive: release.join(format!("lib{LIBRARY}.a")) })
}

/// Generates the code for a language into a folder, from the compiled library.
pub fn generate(library: &Library, language: &str, directory: &Path) -> Result<()> {
    // In a profile without optimization: it runs for a second and takes minutes to optimize.
    let mut bindgen = cargo(&format!("run --quiet --package {PACKAGE} --features bindgen --bin uniffi-bindgen --"));
    bindgen
        .arg("generate")
        .arg(&library.dynamic)
        .arg("--config")
        .arg(workspace::root().join(CRATE).join("bindgen.toml"));
    bindgen.args(["--no-format", "--language", language, "--out-dir"]).arg(directory);
    step::must(&format!("generating the {language} code with UniFFI"), bindgen)
}

/// The files of the crate whose documented items all cross.
const INTERFACE: &[&str] = &["error.rs", "explain.rs", "sign.rs", "verifier.rs"];

/// Fails unless generated code has every line of documentation of the Rust items: what editors show on top of a name.
pub fn documented(code: &str) -> Result<String> {
    let mut count = 0;
    for name in INTERFACE {
        let rust = fs::read_to_string(workspace::root().join(CRATE).join("src").join(name))?;
        let missing: Vec<_> =
            documentation(&rust).inspect(|_| count += 1).filter(|text| !code.contains(text)).collect();
        ensure!(missing.is_empty(), "the generated code lacks documentation of {name}: {missing:?}");
    }
    ensure!(count > 0, "no documentation was found");
    Ok(format!("all {count} lines are there"))
}

fn documentation(rust: &str) -> impl Iterator<Item = &str> {
    rust.lines().filter_map(|line| line.trim_start().strip_prefix("/// "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_missing_is_told() {
        let interface: String = INTERFACE
            .iter()
            .map(|name| fs::read_to_string(workspace::root().join(CRATE).join("src").join(name)).unwrap())
            .collect();
        assert!(documented(&interface).is_ok());
        let line = documentation(&interface).last().unwrap();
        let error = documented(&interface.replace(line, "")).unwrap_err().to_string();
        assert!(error.contains(line), "{error}");
    }
}
