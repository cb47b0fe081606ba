//! How this repository's generated files are told from its source files.
//!
//! Compiled into the build script too, which embeds source files only.

use std::path::Path;

/// What generated files of the repository say in their first lines, after what they are made from. In two parts here: this
/// is none of them.
pub const MARK: &str = concat!("by `cargo ", "xtask generate`");
/// How far down those lines reach, in bytes. JSON has no comments, and says it anywhere.
const HEAD: usize = 400;

/// Whether a file of the repository is a generated one.
#[must_use]
pub fn is_generated(path: &Path, content: &[u8]) -> bool {
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let head = if is_json { content } else { &content[..content.len().min(HEAD)] };
    head.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}
