//! Snippets in READMEs: regions of the examples, so that what readers paste is what the tests run.
//!
//! A line `<!-- snippet: PATH#REGION -->` before a fenced block says where the block comes from: the lines between
//! `region: REGION` and the next `endregion` in that file, in whatever comments its language has.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::workspace;

const MARKER: &str = "<!-- snippet: ";

/// A document and what it should say.
pub struct Document {
    pub path: PathBuf,
    pub current: String,
    pub wanted: String,
}

/// Every document that quotes an example, below the repository's root.
pub fn documents() -> Result<Vec<Document>> {
    let listing = workspace::command("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "*.md"])
        .output()
        .context("cannot list the documents with git")?;
    let mut documents = Vec::new();
    for name in String::from_utf8_lossy(&listing.stdout).lines() {
        let path = workspace::root().join(name);
        // A document that was removed is listed until that is committed.
        let Ok(current) = fs::read_to_string(&path) else { continue };
        if current.contains(MARKER) {
            let wanted = with_snippets(&current, &workspace::root()).with_context(|| format!("in {name}"))?;
            documents.push(Document { path: PathBuf::from(name), current, wanted });
        }
    }
    Ok(documents)
}

/// The text with the content of every marked block taken from its source.
fn with_snippets(text: &str, root: &Path) -> Result<String> {
    let mut lines = text.lines();
    let mut out: Vec<String> = Vec::new();
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        let Some(source) = line.strip_prefix(MARKER).and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let fence = lines.next().unwrap_or_default();
        ensure!(fence.starts_with("```"), "a fenced block must follow {line}");
        out.push(fence.to_owned());
        out.extend(region(root, source)?);
        // What stood there before.
        ensure!(lines.by_ref().any(|line| line == "```"), "the block after {line} does not end");
        out.push("```".to_owned());
    }
    Ok(out.join("\n") + "\n")
}

/// The lines of a region, without the indentation that they share.
fn region(root: &Path, source: &str) -> Result<Vec<String>> {
    let (path, name) = source.split_once('#').with_context(|| format!("{source} names no region"))?;
    let text = fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))?;
    let start = format!("region: {name}");
    let mut lines: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.trim_end().ends_with(&start))
        .skip(1)
        .take_while(|line| !line.contains("endregion"))
        .collect();
    // Formatters part a comment from the function above it.
    while lines.pop_if(|line| line.trim().is_empty()).is_some() {}
    ensure!(!lines.is_empty(), "{path} has no lines between `{start}` and `endregion`");
    let indents = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or(0);
    Ok(lines.iter().map(|line| line.get(indent..).unwrap_or_default().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_filled_from_regions() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.py"), "x = 1\n    # region: one\n    if x:\n\n        y()\n\n    # endregion\n")
            .unwrap();
        let text = "# Title\n<!-- snippet: a.py#one -->\n```python\nold\n```\nafter\n";
        let wanted = "# Title\n<!-- snippet: a.py#one -->\n```python\nif x:\n\n    y()\n```\nafter\n";
        assert_eq!(with_snippets(text, root.path()).unwrap(), wanted);
        assert_eq!(with_snippets(wanted, root.path()).unwrap(), wanted);
    }

    #[test]
    fn a_region_that_is_not_there_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.py"), "x = 1\n").unwrap();
        assert!(with_snippets("<!-- snippet: a.py#one -->\n```\n```\n", root.path()).is_err());
        assert!(with_snippets("<!-- snippet: a.py -->\n```\n```\n", root.path()).is_err());
        assert!(with_snippets("<!-- snippet: a.py#one -->\ntext\n", root.path()).is_err());
    }
}
