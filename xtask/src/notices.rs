//! The licences of the crates that are linked into the native halves of packages, for the packages to carry.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sdkgen::{mark::MARK, output::Files};
use serde_json::Value;

use crate::workspace::{self, cargo};

/// Packages with a native half: where they are, and the crate that it is.
const PACKAGES: [(&str, &str); 3] = [
    ("bindings/node", "autosend-webhooks-node"),
    ("bindings/python", "autosend-webhooks-python"),
    ("bindings/uniffi", "autosend-webhooks-ffi"),
];

/// What packages call it.
pub const FILE: &str = "THIRD-PARTY-LICENSES";

/// Of the licences between which crates let one choose, the one that is taken.
const CHOICE: &str = "license-mit";

/// One file for each package, by its path.
pub fn files() -> Result<Files> {
    let folders = folders()?;
    let file = |(folder, package): &(&str, &str)| {
        let text = of(package, &folders).with_context(|| format!("the licences of {package}"))?;
        Ok((PathBuf::from(folder).join(FILE), text.into_bytes()))
    };
    PACKAGES.iter().map(file).collect()
}

/// What is linked into a package that is built for one release only.
pub fn for_package(package: &str) -> Result<String> {
    of(package, &folders()?)
}

/// Where each crate lies on the disk, by name and version.
fn folders() -> Result<BTreeMap<String, PathBuf>> {
    let output = cargo("metadata --locked --format-version 1").output().context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let text = |package: &Value, name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().context("no packages in cargo metadata")?;
    let folder = |package: &Value| {
        let manifest = PathBuf::from(text(package, "manifest_path"));
        (format!("{} v{}", text(package, "name"), text(package, "version")), manifest.with_file_name(""))
    };
    Ok(packages.iter().map(folder).collect())
}

/// The crates that are linked, each with what its licence wants to be passed on; equal texts once.
fn of(package: &str, folders: &BTreeMap<String, PathBuf>) -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, licence) in linked(package)? {
        let folder = folders.get(&name).with_context(|| format!("{name} is nowhere"))?;
        if folder.starts_with(workspace::root()) {
            continue;
        }
        let text =
            licence_files(folder, &licence)?.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?.join("\n");
        texts.entry(text).or_default().insert(format!("{name} ({licence})"));
    }
    let mut sorted: Vec<_> = texts.into_iter().collect();
    sorted.sort_by(|(_, one), (_, other)| one.cmp(other));
    let part = |(text, crates): (String, BTreeSet<String>)| {
        let crates: Vec<_> = crates.into_iter().collect();
        format!("\n{}\n{}\n\n{text}", "-".repeat(80), crates.join("\n"))
    };
    let parts: String = sorted.into_iter().map(part).collect();
    Ok(format!("Generated {MARK}; do not edit.\n\nWhat is linked into {package}, and its licences.\n{parts}"))
}

/// `name vVERSION` and the licence of each crate that ends up in the library, on whatever platform.
fn linked(package: &str) -> Result<BTreeSet<(String, String)>> {
    let mut tree = cargo("tree --locked --target all --edges normal,no-proc-macro --prefix none --no-dedupe --package");
    let output = tree.arg(package).args(["--format", "{p}\t{l}"]).output().context("cannot run cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout)?;
    let read = |line: &str| {
        let (name, licence) = line.split_once('\t')?;
        // Of this workspace's own, the path follows.
        let name = name.split(" (").next()?;
        Some((name.to_owned(), licence.to_owned()))
    };
    text.lines().map(|line| read(line).with_context(|| format!("cannot read {line:?}"))).collect()
}

/// The one that is chosen if there is a choice, else all that there are.
fn licence_files(folder: &Path, licence: &str) -> Result<Vec<PathBuf>> {
    let is_a_choice = !licence.contains(" AND ");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if is_a_choice && name == CHOICE {
            return Ok(vec![path]);
        }
        if path.is_file() && ["license", "licence", "copying", "unlicense"].iter().any(|start| name.starts_with(start))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches('\n').to_owned() + "\n")
}
