//! References of the packages, beside the book: those that are made in seconds by what their ecosystem has for it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{
    step,
    toolchains::{self, NODE, node},
    workspace::{self, Metadata, cargo, command},
};

/// Where links to what was made go, in `docs/api.md`.
pub const MARKER: &str = "<!-- references -->";
/// What makes Python's and TypeScript's, pinned.
const TOOLS: &str = "docs/references";

/// The crates that applications use.
const CRATES: [&str; 4] =
    ["autosend-webhooks", "autosend-webhooks-inbox", "autosend-webhooks-emulator", "autosend-webhooks-profile"];
/// The modules that applications import, below the package.
const MODULES: [&str; 12] = [
    "autosend_webhooks",
    "autosend_webhooks.asgi",
    "autosend_webhooks.aws_lambda",
    "autosend_webhooks.django",
    "autosend_webhooks.fastapi",
    "autosend_webhooks.flask",
    "autosend_webhooks.inbox",
    "autosend_webhooks.pydantic",
    "autosend_webhooks.redis",
    "autosend_webhooks.starlette",
    "autosend_webhooks.testing",
    "autosend_webhooks.wsgi",
];

/// A reference that was made.
pub struct Reference {
    title: &'static str,
    /// Its folder below `api/`.
    name: &'static str,
    /// The page that it begins with, in its folder.
    start: &'static str,
    folder: PathBuf,
}

/// Makes them.
pub fn build() -> Result<Vec<Reference>> {
    Ok(vec![rust()?, python()?, typescript()?])
}

fn rust() -> Result<Reference> {
    let mut doc = cargo("doc --lib --all-features --no-deps");
    doc.args(CRATES.iter().flat_map(|name| ["--package", *name]));
    step::must("rustdoc", doc)?;
    let folder = Metadata::read()?.target_directory().join("doc");
    Ok(Reference { title: "Rust (rustdoc)", name: "rust", start: "autosend_webhooks/index.html", folder })
}

/// From the source, without the native module: it has no other names.
fn python() -> Result<Reference> {
    let folder = emptied("python")?;
    let mut pdoc = command(toolchains::python(&workspace::root().join(TOOLS).join("requirements.txt"))?);
    pdoc.args(["-m", "pdoc", "--docformat", "markdown", "--output-directory"]).arg(&folder).args(MODULES);
    pdoc.env("PYTHONPATH", workspace::root().join(toolchains::python::PACKAGE).join("src"));
    pdoc.env("PYTHONDONTWRITEBYTECODE", "1").env("AUTOSEND_WEBHOOKS_PURE", "1");
    step::must("pdoc", pdoc)?;
    Ok(Reference { title: "Python (pdoc)", name: "python", start: "autosend_webhooks.html", folder })
}

fn typescript() -> Result<Reference> {
    let (tools, package) = (workspace::root().join(TOOLS), workspace::root().join(node::PACKAGE));
    toolchains::node_modules(&tools)?;
    // The types of Node, which the package's own are made of.
    toolchains::node_modules(&package)?;
    let folder = emptied("typescript")?;
    let mut typedoc = NODE.command();
    typedoc.arg(tools.join("node_modules/typedoc/bin/typedoc")).current_dir(&package);
    typedoc.args(["--entryPoints", "src/index.ts", "--entryPoints", "src/adapters/*.ts", "--logLevel", "Error"]);
    typedoc.args(["--readme", "none", "--disableSources", "--out"]).arg(&folder);
    step::must("typedoc", typedoc)?;
    Ok(Reference { title: "TypeScript (typedoc)", name: "typescript", start: "index.html", folder })
}

fn emptied(name: &str) -> Result<PathBuf> {
    let folder = Metadata::read()?.target_directory().join("references").join(name);
    toolchains::remove(&folder)?;
    Ok(folder)
}

/// As a list in Markdown, seen from `docs/`.
pub fn links(references: &[Reference]) -> String {
    let link = |it: &Reference| format!("- [{}](../api/{}/{})", it.title, it.name, it.start);
    references.iter().map(link).collect::<Vec<_>>().join("\n")
}

/// Puts them beside the pages of the book.
pub fn copy(references: &[Reference], html: &Path) -> Result<()> {
    references.iter().try_for_each(|it| node::copy_folder(&it.folder, &html.join("api").join(it.name), &[]))
}
