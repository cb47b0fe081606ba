//! The library behind the Swift and Kotlin packages, and the code that UniFFI generates for it.

use std::{
    env,
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

/// Fails unless generated code has the documentation of the Rust items: what editors show on top of a name.
pub fn documented(code: &str) -> Result<String> {
    let documents = [
        "Verifies requests: immutable, to be shared between threads.",
        "How far ahead of this machine's clock a request may be.",
        "Whether a verified delivery is to be processed; one that is counts as seen from now on.",
    ];
    for text in documents {
        ensure!(code.contains(text), "the generated code lacks {text:?}");
    }
    Ok(format!("{} of {} texts are there", documents.len(), documents.len()))
}
