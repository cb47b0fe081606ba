//! The tables in `docs/scaling.md`, each between `<!-- simulated: NAME -->` and `<!-- end -->`.

use crate::{Measured, tables};
use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf};

const END: &str = "<!-- end -->";

/// The document.
#[must_use]
pub fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scaling.md"))
}

/// Writes the tables into it; with `check` it only fails where they are not current.
pub fn write(measured: &Measured, check: bool) -> Result<()> {
    let current = fs::read_to_string(path()).context("cannot read docs/scaling.md")?;
    let wanted = with_tables(&current, measured)?;
    if check {
        ensure!(current == wanted, "docs/scaling.md is not current: run `cargo xtask simulate docs`");
        return Ok(());
    }
    fs::write(path(), wanted).context("cannot write docs/scaling.md")
}

/// A text with its tables as they are simulated now. Fails where one of them has no place, or a place no table.
pub fn with_tables(text: &str, measured: &Measured) -> Result<String> {
    let (shown, _) = tables::all(measured)?;
    let mut text = text.to_owned();
    for shown in &shown {
        let start = format!("<!-- simulated: {} -->", shown.name);
        let (before, rest) =
            text.split_once(&start).with_context(|| format!("there is no place for {}", shown.name))?;
        let (_, after) = rest.split_once(END).with_context(|| format!("the table {} does not end", shown.name))?;
        text = format!("{before}{start}\n{}:\n\n{}\n{END}{after}", shown.title, shown.table.markdown());
    }
    ensure!(text.matches(END).count() == shown.len(), "there is a place for a table that is none");
    Ok(text)
}
