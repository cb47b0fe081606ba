//! Generated files on disk: what differs from them, and writing them without touching anybody's own.

use crate::File;
use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What files hold, by their path below a folder.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What writing did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: Vec<PathBuf>,
    /// Files that were generated once and no longer are.
    pub removed: Vec<PathBuf>,
}

/// Rendered files by path.
#[must_use]
pub fn by_path(files: Vec<File>) -> Files {
    files.into_iter().map(|file| (file.path.into(), file.content.into_bytes())).collect()
}

/// Folders of dependencies, of version control, and of what is built: copies of generated files that nobody generated.
const PASSED: [&str; 5] = ["node_modules", ".git", "dist", "build", "target"];

/// All files below a folder; none if it is not there. Folders of what is built (`dist`, `build`, `target`) are passed by.
pub fn read(directory: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.exists()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_passed = path.file_name().is_some_and(|name| PASSED.iter().any(|passed| name == *passed));
            if path.is_dir() && !is_passed {
                folders.push(path);
            } else if path.is_file() {
                files.insert(path.strip_prefix(directory)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// What differs, one line a file. A file that should not be there counts if it bears the mark, or with `only_these`.
#[must_use]
pub fn compare(there: &Files, wanted: &Files, mark: &str, only_these: bool) -> Vec<String> {
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
    let others = there.iter().filter(|(path, _)| !wanted.contains_key(*path));
    let orphans = others.filter(|(_, content)| only_these || is_marked(content, mark));
    problems.extend(orphans.map(|(path, _)| format!("{}: is there and should not be", path.display())));
    problems
}

/// Writes what differs and removes what is no longer generated.
///
/// A file without the mark is somebody's own: writing over one is refused, and so, with `only_these`, is leaving one
/// among the generated.
pub fn write(directory: &Path, wanted: &Files, mark: &str, only_these: bool) -> Result<Written> {
    let there = read(directory)?;
    let own = there.iter().find(|(path, content)| {
        !is_marked(content, mark)
            && (only_these && !wanted.contains_key(*path) || wanted.get(*path).is_some_and(|it| it != *content))
    });
    if let Some((path, _)) = own {
        bail!("{} is not a generated file: move it away, or remove it", directory.join(path).display());
    }
    let mut done = Written::default();
    for (path, content) in wanted.iter().filter(|(path, content)| there.get(*path) != Some(content)) {
        let target = directory.join(path);
        fs::create_dir_all(target.parent().unwrap_or(directory))?;
        fs::write(&target, content).with_context(|| format!("cannot write {}", target.display()))?;
        done.written.push(path.clone());
    }
    for (path, _) in there.iter().filter(|(path, content)| !wanted.contains_key(*path) && is_marked(content, mark)) {
        fs::remove_file(directory.join(path))?;
        done.removed.push(path.clone());
    }
    Ok(done)
}

/// Whether a file says which command made it.
#[must_use]
pub fn is_marked(content: &[u8], mark: &str) -> bool {
    content.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// The number of the first line that is not the same, counted from 1.
#[must_use]
pub fn first_difference(old: &[u8], new: &[u8]) -> usize {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "made by a test";

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, content)| (path.into(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let there = files(&[("same", "x"), ("changed", "a\nb\nc"), ("orphan", MARK), ("own", "")]);
        let wanted = files(&[("same", "x"), ("changed", "a\nB\nc"), ("events/new", "")]);
        let expected = ["changed: differs in line 2", "events/new: missing", "orphan: is there and should not be"];
        assert_eq!(compare(&there, &wanted, MARK, false), expected);
        assert_eq!(compare(&there, &wanted, MARK, true).last().unwrap(), "own: is there and should not be");
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
        fs::create_dir(temporary.path().join("dist")).unwrap();
        fs::write(temporary.path().join("dist/a.js"), MARK).unwrap();
        assert_eq!(read(temporary.path()).unwrap().len(), 2);
        assert!(read(&temporary.path().join("none")).unwrap().is_empty());
    }

    #[test]
    fn orphans_go_and_what_is_somebodys_own_stays() {
        let temporary = tempfile::tempdir().unwrap();
        let directory = temporary.path();
        let generated = files(&[("a", MARK), ("deep/b", MARK)]);
        assert_eq!(write(directory, &generated, MARK, true).unwrap().written.len(), 2);
        assert_eq!(write(directory, &generated, MARK, true).unwrap(), Written::default());

        fs::write(directory.join("own"), "mine").unwrap();
        let done = write(directory, &files(&[("a", MARK)]), MARK, false).unwrap();
        assert_eq!(done.removed, [PathBuf::from("deep/b")]);
        assert!(directory.join("own").exists());

        let refused = write(directory, &files(&[("a", MARK)]), MARK, true).unwrap_err();
        assert!(refused.to_string().ends_with("own is not a generated file: move it away, or remove it"));
        assert!(write(directory, &files(&[("own", MARK)]), MARK, false).is_err());
        assert_eq!(fs::read(directory.join("own")).unwrap(), b"mine");
    }
}
