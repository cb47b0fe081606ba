//! What `dist/` holds: a table, and the checksums that are published beside it.

use std::{fs, path::Path};

use anyhow::Result;

use super::files_below;
use crate::{ui, workspace};

const SUMS: &str = "SHA256SUMS";

/// Writes the checksums of all files, as `sha256sum --check` reads them.
pub fn write(folder: &Path) -> Result<()> {
    let mut rows = Vec::new();
    let mut names = Vec::new();
    for file in files_below(folder)? {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        if name == SUMS {
            continue;
        }
        rows.push(vec![ui::text(&name), ui::number(size(fs::metadata(&file)?.len()))]);
        names.push(name);
    }
    let mut sum = workspace::command("sha256sum");
    sum.arg("--").args(&names).current_dir(folder);
    let output = sum.output()?;
    anyhow::ensure!(output.status.success(), "sha256sum failed: {}", String::from_utf8_lossy(&output.stderr));
    fs::write(folder.join(SUMS), output.stdout)?;
    ui::heading("dist/", "and its checksums in SHA256SUMS");
    ui::table(&["file", "size"], &rows);
    Ok(())
}

fn size(bytes: u64) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}
