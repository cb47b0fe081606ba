//! `cargo xtask generate`: writes what the core generates, or checks that it is current.
//!
//! The folders are those of [`folders`], and nothing else may be in them; READMEs quote the examples ([`snippets`]).

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{snippets, step, ui, workspace};

/// Written in every generated file, so that whoever opens one learns how to change it.
const MARK: &str = "cargo xtask generate";

/// A folder whose whole content is generated.
struct Folder {
    path: &'static str,
    emit: Emit,
}

/// Writes the files below another directory.
type Emit = Box<dyn Fn(&Path) -> Result<()>>;

/// The schema first: the rest is made from it.
fn folders() -> Vec<Folder> {
    let schema = Folder { path: "schema", emit: Box::new(emit_schema) };
    let code = sdkgen::TARGETS
        .iter()
        .map(|target| Folder { path: target.folder, emit: Box::new(|directory| emit_code(target, directory)) });
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
        let there = read(&workspace::root().join(folder.path))?;
        let wanted = generated(folder)?;
        number += wanted.len();
        problems.extend(compare(&there, &wanted).into_iter().map(|text| format!("{}/{text}", folder.path)));
    }
    for document in snippets::documents()? {
        number += 1;
        if document.current != document.wanted {
            let line = first_difference(document.current.as_bytes(), document.wanted.as_bytes());
            problems.push(format!("{}: its snippets differ from the examples in line {line}", document.path.display()));
        }
    }
    if !problems.is_empty() {
        bail!("generated files are not current:\n    {}\n  fix: {MARK}", problems.join("\n    "));
    }
    Ok(format!("{number} generated files are current"))
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn write(folder: &Folder) -> Result<()> {
    let directory = workspace::root().join(folder.path);
    let there = read(&directory)?;
    let wanted = generated(folder)?;
    let mut written = 0;
    for (path, content) in wanted.iter().filter(|(path, content)| there.get(*path) != Some(content)) {
        let target = directory.join(path);
        fs::create_dir_all(target.parent().unwrap_or(&directory))?;
        fs::write(&target, content).with_context(|| format!("cannot write {}", target.display()))?;
        ui::verdict(ui::GOOD, "new", &format!("{}/{}", folder.path, path.display()));
        written += 1;
    }
    remove_orphans(folder, &there, &wanted)?;
    ui::verdict(ui::GOOD, "ok", &format!("{}/: {written} of {} files written", folder.path, wanted.len()));
    Ok(())
}

/// Removes files that were generated once and no longer are. A file without the mark is someone's own: refused.
fn remove_orphans(folder: &Folder, there: &Files, wanted: &Files) -> Result<()> {
    for (path, content) in there.iter().filter(|(path, _)| !wanted.contains_key(*path)) {
        let name = format!("{}/{}", folder.path, path.display());
        if !is_marked(content) {
            bail!("{name} is not a generated file: move it out of {}/ or remove it", folder.path);
        }
        fs::remove_file(workspace::root().join(&name))?;
        ui::verdict(ui::WARN, "gone", &name);
    }
    Ok(())
}

/// What the folder should hold.
fn generated(folder: &Folder) -> Result<Files> {
    let directory = tempfile::tempdir()?;
    (folder.emit)(directory.path())?;
    let files = read(directory.path())?;
    if files.is_empty() {
        bail!("nothing was generated for {}/", folder.path);
    }
    let unmarked: Vec<_> = files.iter().filter(|(_, content)| !is_marked(content)).map(|(path, _)| path).collect();
    if !unmarked.is_empty() {
        bail!("generated files of {}/ that do not say `{MARK}`: {unmarked:?}", folder.path);
    }
    Ok(files)
}

/// Renders a target of sdkgen from the schema as committed.
fn emit_code(target: &sdkgen::Target, directory: &Path) -> Result<()> {
    let model = sdkgen::Model::read(&workspace::root().join("schema"))?;
    for file in target.render(&model)? {
        let path = directory.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(directory))?;
        fs::write(&path, &file.content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The core is compiled into a program of its own, so that xtask starts even when the core does not compile.
fn emit_schema(directory: &Path) -> Result<()> {
    let mut emit = workspace::cargo("run --quiet --package xtask --features emit-schema --bin emit-schema --");
    emit.arg(directory);
    let outcome = step::run("asking the core for its schema", emit)?;
    if !outcome.status.success() {
        outcome.print_in_full();
        bail!("the core's schema could not be generated");
    }
    Ok(())
}

/// All files below a directory, by their relative path; none if the directory is not there.
fn read(directory: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.exists()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(directory)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn is_marked(content: &[u8]) -> bool {
    content.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// What differs, one line a file.
fn compare(there: &Files, wanted: &Files) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, content) in wanted {
        match there.get(path) {
            None => problems.push(format!("{}: missing", path.display())),
            Some(old) if old != content => {
                problems.push(format!("{}: differs in line {}", path.display(), first_difference(old, content)));
            }
            Some(_) => {}
        }
    }
    let orphans = there.keys().filter(|path| !wanted.contains_key(*path));
    problems.extend(orphans.map(|path| format!("{}: is there and should not be", path.display())));
    problems
}

/// The number of the first line that is not the same, counted from 1.
fn first_difference(old: &[u8], new: &[u8]) -> usize {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, content)| (path.into(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let there = files(&[("same", "x"), ("changed", "a\nb\nc"), ("orphan", "")]);
        let wanted = files(&[("same", "x"), ("changed", "a\nB\nc"), ("events/new", "")]);
        let problems = compare(&there, &wanted);
        let expected = ["changed: differs in line 2", "events/new: missing", "orphan: is there and should not be"];
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_file_that_only_grew_differs_at_its_end() {
        assert_eq!(first_difference(b"a\nb\n", b"a\nb\nc\n"), 3);
        assert_eq!(first_difference(b"a\nb\nc\n", b"a\nb\n"), 3);
    }

    #[test]
    fn folders_are_read_with_all_below() {
        let temporary = tempfile::tempdir().unwrap();
        fs::create_dir(temporary.path().join("events")).unwrap();
        fs::write(temporary.path().join("events/a.json"), "1").unwrap();
        fs::write(temporary.path().join("b.json"), "2").unwrap();
        assert_eq!(read(temporary.path()).unwrap(), files(&[("b.json", "2"), ("events/a.json", "1")]));
        assert!(read(&temporary.path().join("none")).unwrap().is_empty());
    }
}
