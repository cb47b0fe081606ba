//! `cargo xtask docs`: the book, which mdBook makes of `docs/` and of the packages' READMEs.
//!
//! `docs/SUMMARY.md` names the chapters. They keep their paths below the repository, so that the links between them work in both.

mod api;
pub mod console;
mod links;
pub mod pages;
mod source;

use std::path::PathBuf;

use anstream::println;
use anyhow::{Result, bail};

use self::links::Site;
use crate::{
    snippets, step,
    toolchains::mdbook,
    ui,
    workspace::{self, Metadata},
};

const EXAMPLES: &str = "\
Examples:
  cargo xtask docs --open    the book in the browser
  cargo xtask docs --check   fail where a link leads nowhere or a snippet is not what its example says
  cargo xtask docs --api     with the references of the packages for Rust, Python and TypeScript beside it";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Open the book in a browser
    #[arg(long)]
    open: bool,

    /// Fail where a link leads nowhere or a snippet is not current
    #[arg(long)]
    check: bool,

    /// Make the references of the packages as well, those that take little to make
    #[arg(long)]
    api: bool,
}

/// Returns whether all is well: with `--check`, whether links and snippets are.
pub fn main(args: &Args) -> Result<bool> {
    let book = Book::build(args.api)?;
    if args.check {
        ui::verdict(ui::GOOD, "ok", &book.check()?);
        ui::verdict(ui::GOOD, "ok", &check_snippets()?);
    }
    let start = book.html().join("index.html");
    println!("{}", start.display());
    if args.open {
        book.open()?;
    }
    Ok(true)
}

/// The book, finished.
pub struct Book {
    folder: PathBuf,
    site: Site,
}

impl Book {
    pub fn build(with_api: bool) -> Result<Self> {
        let folder = Metadata::read()?.target_directory().join("book");
        let references = if with_api { api::build()? } else { Vec::new() };
        source::lay_out(&folder, &api::links(&references))?;
        let mut build = workspace::command(mdbook::program()?);
        build.arg("build").arg(&folder);
        step::must("making the book", build)?;
        let html = folder.join("html");
        api::copy(&references, &html)?;
        let site = Site::read(&html)?;
        site.attach(&workspace::root())?;
        Ok(Self { folder, site })
    }

    /// The folder with its pages.
    pub fn html(&self) -> PathBuf {
        self.folder.join("html")
    }

    /// Fails with a list of the links that lead nowhere.
    pub fn check(&self) -> Result<String> {
        let (broken, links) = self.site.broken();
        if !broken.is_empty() {
            bail!("{} links lead nowhere:\n    {}", broken.len(), broken.join("\n    "));
        }
        Ok(format!("{links} links on {} pages lead somewhere", self.site.pages()))
    }

    fn open(&self) -> Result<()> {
        let mut open = workspace::command(mdbook::program()?);
        open.args(["build", "--open"]).arg(&self.folder);
        step::must("opening the book", open)
    }
}

/// Fails unless every snippet is a region of an example.
pub fn check_snippets() -> Result<String> {
    let documents = snippets::documents()?;
    let stale: Vec<_> = documents.iter().filter(|document| document.current != document.wanted).collect();
    if let Some(first) = stale.first() {
        bail!("snippets in {} are not those of the examples\n  fix: cargo xtask generate", first.path.display());
    }
    Ok(format!("the snippets of {} documents are regions of examples", documents.len()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Pages that lead to guides, or that all of them lead to.
    const OTHERS: [&str; 3] = ["deploy.md", "node.md", "python.md"];

    #[test]
    fn guides_have_their_parts() {
        let mut count = 0;
        for file in fs::read_dir(workspace::root().join("docs/guides")).unwrap() {
            let path = file.unwrap().path();
            if OTHERS.iter().any(|name| path.ends_with(name)) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for part in ["<!-- snippet: ", "\n## Deploy\n", "](../testing.md)", "](deploy.md)", "](../errors.md)"] {
                assert!(text.contains(part), "{} lacks {part:?}", path.display());
            }
            assert!(text.lines().count() <= 90, "{} is too long for a guide", path.display());
            count += 1;
        }
        assert_eq!(count, 18);
    }
}
