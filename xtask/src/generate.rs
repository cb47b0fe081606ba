//! `cargo xtask generate`: writes what the core generates, or checks that it is current.
//!
//! The folders are those of [`folders`], and nothing else may be in them; READMEs quote the examples ([`snippets`]).

use std::fs;

use anyhow::{Result, bail};
use sdkgen::{
    Model, Settings, TARGETS, Target,
    output::{self, Files, is_marked},
};

use crate::{snippets, step, ui, workspace};

/// Written in every generated file, so that whoever opens one learns how to change it.
const MARK: &str = "cargo xtask generate";

/// A folder whose whole content is generated.
struct Folder {
    path: &'static str,
    emit: Emit,
}

/// What the folder should hold.
type Emit = Box<dyn Fn() -> Result<Files>>;

/// The schema first: the rest is made from it.
fn folders() -> Vec<Folder> {
    let schema = Folder { path: "schema", emit: Box::new(emit_schema) };
    let code = TARGETS.iter().map(|target| Folder { path: target.folder, emit: Box::new(|| emit_code(target)) });
    [schema].into_iter().chain(code).collect()
}

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
    for folder in &folders() {
        write(folder)?;
    }
    for document in snippets::documents()?.iter().filter(|document| document.current != document.wanted) {
        fs::write(workspace::root().join(&document.path), &document.wanted)?;
        ui::verdict(ui::GOOD, "new", &format!("snippets in {}", document.path.display()));
    }
    Ok(true)
}

/// Fails with a list of what is not current.
pub fn check() -> Result<String> {
    let mut number = 0;
    let mut problems = Vec::new();
    for folder in &folders() {
        let there = output::read(&workspace::root().join(folder.path))?;
        let wanted = generated(folder)?;
        number += wanted.len();
        problems.extend(
            output::compare(&there, &wanted, MARK, true).into_iter().map(|text| format!("{}/{text}", folder.path)),
        );
    }
    for document in snippets::documents()? {
        number += 1;
        if document.current != document.wanted {
            let line = output::first_difference(document.current.as_bytes(), document.wanted.as_bytes());
            problems.push(format!("{}: its snippets differ from the examples in line {line}", document.path.display()));
        }
    }
    if !problems.is_empty() {
        bail!("generated files are not current:\n    {}\n  fix: {MARK}", problems.join("\n    "));
    }
    Ok(format!("{number} generated files are current"))
}

fn write(folder: &Folder) -> Result<()> {
    let wanted = generated(folder)?;
    let done = output::write(&workspace::root().join(folder.path), &wanted, MARK, true)?;
    for path in &done.written {
        ui::verdict(ui::GOOD, "new", &format!("{}/{}", folder.path, path.display()));
    }
    for path in &done.removed {
        ui::verdict(ui::WARN, "gone", &format!("{}/{}", folder.path, path.display()));
    }
    ui::verdict(ui::GOOD, "ok", &format!("{}/: {} of {} files written", folder.path, done.written.len(), wanted.len()));
    Ok(())
}

/// What the folder should hold; a file that does not say how it was made would be taken for somebody's own.
fn generated(folder: &Folder) -> Result<Files> {
    let files = (folder.emit)()?;
    if files.is_empty() {
        bail!("nothing was generated for {}/", folder.path);
    }
    let unmarked: Vec<_> =
        files.iter().filter(|(_, content)| !is_marked(content, MARK)).map(|(path, _)| path).collect();
    if !unmarked.is_empty() {
        bail!("generated files of {}/ that do not say `{MARK}`: {unmarked:?}", folder.path);
    }
    Ok(files)
}

/// Renders a target of sdkgen from the schema as committed.
fn emit_code(target: &Target) -> Result<Files> {
    let model = Model::read(&workspace::root().join("schema/catalog.json"))?;
    Ok(output::by_path(target.render(&model, &Settings::repository())?))
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
