//! `cargo xtask generate`: writes what the core generates, or checks that it is current.
//!
//! Everything is rendered before anything is written. A generated file says so in its first lines: one that no generator
//! makes any more is removed, and a file in a folder of generated ones that does not say so is refused. READMEs quote the
//! examples ([`snippets`]).

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sdkgen::{
    InboxSpec, Model, Settings, TARGETS, Target,
    mark::{MARK, is_generated},
    output::{self, Files},
};

use crate::{docs::pages, notices, snippets, step, ui, workspace};

/// Folders of these names, and this one, hold nothing else.
const FOLDERS: [&str; 3] = ["generated", "_generated", "Generated"];
const SCHEMA: &str = "schema";

#[derive(clap::Args)]
pub struct Args {
    /// Change nothing, and fail if a file differs from what would be generated
    #[arg(long)]
    check: bool,
}

/// Returns whether all is well: with `--check`, whether everything was current.
pub fn main(args: &Args) -> Result<bool> {
    if args.check {
        ui::verdict(ui::GOOD, "ok", &check()?);
        return Ok(true);
    }
    write(&there()?, &everything()?)?;
    for document in snippets::documents()?.iter().filter(|document| document.current != document.wanted) {
        fs::write(workspace::root().join(&document.path), &document.wanted)?;
        ui::verdict(ui::GOOD, "new", &format!("snippets in {}", document.path.display()));
    }
    Ok(true)
}

/// Fails with a list of what is not current.
pub fn check() -> Result<String> {
    let wanted = everything()?;
    let mut problems = output::compare(&there()?, &wanted, MARK, true);
    let documents = snippets::documents()?;
    for document in documents.iter().filter(|document| document.current != document.wanted) {
        let line = output::first_difference(document.current.as_bytes(), document.wanted.as_bytes());
        problems.push(format!("{}: its snippets differ from the examples in line {line}", document.path.display()));
    }
    if !problems.is_empty() {
        bail!("generated files are not current:\n    {}\n  fix: cargo xtask generate", problems.join("\n    "));
    }
    Ok(format!("{} generated files are current", wanted.len() + documents.len()))
}

/// Writes what differs, and removes what is no longer generated.
fn write(there: &Files, wanted: &Files) -> Result<()> {
    let unmarked = there.iter().find(|(path, content)| !is_generated(path, content) && !wanted.contains_key(*path));
    if let Some((path, _)) = unmarked {
        bail!("{} is not a generated file: move it out of the folder of generated ones", path.display());
    }
    for (path, content) in wanted.iter().filter(|(path, content)| there.get(*path) != Some(content)) {
        let file = workspace::root().join(path);
        if file.exists() && !there.contains_key(path) {
            bail!("{} is a source file, and a template makes it too: remove one of them", path.display());
        }
        fs::create_dir_all(file.parent().context("a file without a folder")?)?;
        fs::write(&file, content).with_context(|| format!("cannot write {}", path.display()))?;
        ui::verdict(ui::GOOD, "new", &path.display().to_string());
    }
    for path in there.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(workspace::root().join(path))?;
        ui::verdict(ui::WARN, "gone", &path.display().to_string());
    }
    ui::verdict(ui::GOOD, "ok", &format!("{} generated files", wanted.len()));
    Ok(())
}

/// The files in the repository that are generated, or should be for the folder that they are in.
fn there() -> Result<Files> {
    let mut list = workspace::command("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let list = list.output().context("cannot run git")?;
    let mut files = Files::new();
    for path in String::from_utf8(list.stdout)?.split_terminator('\0').map(PathBuf::from) {
        let file = workspace::root().join(&path);
        // What was removed and not yet committed is no file, a link another one's; a template has the mark of what it makes.
        if file.is_symlink() || !file.is_file() || path.extension().is_some_and(|extension| extension == "j2") {
            continue;
        }
        let content = fs::read(&file)?;
        if is_generated(&path, &content) || is_in_generated_folder(&path) {
            files.insert(path, content);
        }
    }
    Ok(files)
}

fn is_in_generated_folder(path: &Path) -> bool {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let mut names = folders.map(|it| it.as_os_str().to_string_lossy());
    path.starts_with(SCHEMA) || names.any(|name| FOLDERS.contains(&name.as_ref()))
}

/// Files by their paths below a folder, as paths below the repository; each says how it was made, and none is made twice.
fn marked(folder: &str, made: Files, all: &mut Files) -> Result<()> {
    if made.is_empty() {
        bail!("nothing was generated for {folder}/");
    }
    for (path, content) in made {
        let path = Path::new(folder).join(path);
        if !is_generated(&path, &content) {
            bail!("{} does not say that it is generated {MARK}", path.display());
        }
        if all.insert(path.clone(), content).is_some() {
            bail!("{} is generated twice", path.display());
        }
    }
    Ok(())
}

/// All generated files. Nothing is on disk yet when something turns out to be missing.
fn everything() -> Result<Files> {
    let schema = emit_schema()?;
    let text = |name: &str| {
        let file = schema.get(Path::new(name)).with_context(|| format!("the core makes no {name}"))?;
        Ok::<_, anyhow::Error>(std::str::from_utf8(file)?)
    };
    let stores = InboxSpec::STORES.map(|store| text(&format!("inbox/{store}.json")));
    let [postgres, sqlite, redis, redis_streams] = stores;
    let inbox = InboxSpec::parse(&[postgres?, sqlite?, redis?, redis_streams?], text("inbox/wire.json")?)?;
    let model = Model::of_this_project(text("catalog.json")?, text("errors.json")?, inbox)?;
    let missing = model.fields_without_a_sample();
    if !missing.is_empty() {
        bail!("no sample (core/samples) has these fields:\n    {}", missing.join("\n    "));
    }
    let mut all = BTreeMap::new();
    // Crates in Rust are for other providers: this one's events are the core's.
    for target in TARGETS.iter().filter(|target| target.is_in_repository()) {
        let render = |target: &Target| {
            Ok::<_, anyhow::Error>(output::by_path(target.generated(&model, &Settings::repository())?))
        };
        marked(target.folder, render(target).with_context(|| target.name)?, &mut all)?;
    }
    marked(SCHEMA, schema, &mut all)?;
    marked("", notices::files()?, &mut all)?;
    marked("", pages::all(&model), &mut all)?;
    Ok(all)
}

/// The core is compiled into a program of its own, so that xtask starts even when the core does not compile.
fn emit_schema() -> Result<Files> {
    let directory = tempfile::tempdir()?;
    let mut emit = workspace::cargo("run --quiet --package xtask --features emit-schema --bin emit-schema --");
    emit.arg(directory.path());
    let outcome = step::run("asking the core for its schema", emit)?;
    if !outcome.status.success() {
        outcome.print_in_full();
        bail!("the core's schema could not be generated");
    }
    output::read(directory.path())
}
