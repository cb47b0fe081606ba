//! What mdBook reads: the summary and its chapters, laid out as in the repository.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{toolchains, workspace};

const SUMMARY: &str = "docs/SUMMARY.md";
/// mdBook's settings and looks. None may have the name of one of its own files, such as `book.js`: it would take its place.
const SETTINGS: [&str; 3] = ["book.toml", "looks.css", "accessibility.js"];

/// Fills a folder with the book's source. `api`: a list of links that takes the place of the marker.
pub fn lay_out(folder: &Path, api: &str) -> Result<()> {
    let root = workspace::root();
    toolchains::remove(folder)?;
    fs::create_dir_all(folder.join("src"))?;
    for name in SETTINGS {
        fs::copy(root.join("docs").join(name), folder.join(name)).with_context(|| format!("docs/{name}"))?;
    }
    let (summary, chapters) = from_root(&fs::read_to_string(root.join(SUMMARY)).context(SUMMARY)?)?;
    fs::write(folder.join("src/SUMMARY.md"), summary)?;
    for path in chapters {
        let text =
            fs::read_to_string(root.join(&path)).with_context(|| format!("{SUMMARY} names {}", path.display()))?;
        let copy = folder.join("src").join(&path);
        fs::create_dir_all(copy.parent().context("a chapter without a folder")?)?;
        fs::write(copy, text.replace(super::api::MARKER, api))?;
    }
    Ok(())
}

/// The summary with paths from the repository's root instead of its own folder, and these paths.
fn from_root(summary: &str) -> Result<(String, Vec<PathBuf>)> {
    let mut chapters = Vec::new();
    let mut lines = Vec::new();
    for line in summary.lines() {
        let Some((title, target)) = chapter(line) else {
            lines.push(line.to_owned());
            continue;
        };
        let path = normal(&Path::new("docs").join(target))
            .with_context(|| format!("{SUMMARY}: {target} leads out of the repository"))?;
        lines.push(format!("{title}]({})", path.display()));
        chapters.push(path);
    }
    ensure!(!chapters.is_empty(), "{SUMMARY} names no chapters");
    Ok((lines.join("\n") + "\n", chapters))
}

/// The two parts of a line that names a chapter. One that has no file yet names none.
fn chapter(line: &str) -> Option<(&str, &str)> {
    let (title, rest) = line.rsplit_once("](")?;
    Some((title, rest.strip_suffix(')')?)).filter(|(_, target)| !target.is_empty())
}

/// A path without `.` and `..`, if it does not lead out.
pub fn normal(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                if !out.pop() {
                    return None;
                }
            }
            Component::Normal(name) => out.push(name),
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_from_the_root() {
        let (summary, chapters) =
            from_root("# Summary\n\n[Start](../README.md)\n\n- [A](a.md)\n  - [B](b/c.md)\n- [Later]()\n").unwrap();
        assert_eq!(summary, "# Summary\n\n[Start](README.md)\n\n- [A](docs/a.md)\n  - [B](docs/b/c.md)\n- [Later]()\n");
        assert_eq!(chapters, ["README.md", "docs/a.md", "docs/b/c.md"].map(PathBuf::from));
        assert!(from_root("- [Out](../../secret.md)\n").is_err());
        assert!(from_root("# Summary\n").is_err());
    }
}
