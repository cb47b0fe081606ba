//! The tables in `docs/scaling.md`, each between `<!-- simulated: NAME -->` and `<!-- end -->`.

use crate::{
    Measured,
    tables::{self, Shown},
};
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
    let (shown, _) = tables::all(measured)?;
    let wanted = with_tables(&current, &shown)?;
    if check {
        ensure!(current == wanted, "docs/scaling.md is not current: run `cargo xtask simulate docs`");
        return Ok(());
    }
    fs::write(path(), wanted).context("cannot write docs/scaling.md")
}

/// A text with these tables in their places. Fails where one of them has no place, or a place no table.
pub fn with_tables(text: &str, shown: &[Shown]) -> Result<String> {
    let mut text = text.to_owned();
    for Shown { name, title, table } in shown {
        let start = format!("<!-- simulated: {name} -->");
        let (before, rest) = text.split_once(&start).with_context(|| format!("there is no place for {name}"))?;
        let (_, after) = rest.split_once(END).with_context(|| format!("the table {name} does not end"))?;
        text = format!("{before}{start}\n{title}:\n\n{}\n{END}{after}", table.markdown());
    }
    ensure!(text.matches(END).count() == shown.len(), "there is a place for a table that is none");
    Ok(text)
}
