//! Where the pages of the finished book lead: files, and anchors within them. Nothing is asked of the network.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;

use super::source::normal;

/// Pages that other tools have made: they are led to, and not read.
const FOREIGN: &str = "api";

/// A folder with HTML.
pub struct Site {
    folder: PathBuf,
    /// By paths below the folder.
    pages: BTreeMap<PathBuf, Page>,
}

/// What a page has.
#[derive(Debug, Default)]
struct Page {
    anchors: HashSet<String>,
    links: BTreeSet<String>,
}

/// A link within the book.
#[derive(Debug, PartialEq, Eq)]
struct Target {
    file: PathBuf,
    anchor: String,
}

impl Site {
    pub fn read(folder: &Path) -> Result<Self> {
        let mut site = Self { folder: folder.to_path_buf(), pages: BTreeMap::new() };
        let mut folders = vec![folder.to_path_buf()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))? {
                let path = entry?.path();
                let below = path.strip_prefix(folder)?.to_path_buf();
                if path.is_dir() && below != Path::new(FOREIGN) {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "html") {
                    site.pages.insert(below, Page::of(&fs::read_to_string(&path)?));
                }
            }
        }
        Ok(site)
    }

    /// Copies what pages lead to and only the repository has: pictures, schemas, source files. Documents have to be chapters.
    pub fn attach(&self, repository: &Path) -> Result<()> {
        for (page, link) in self.links() {
            let Some(Ok(target)) = target(page, link) else { continue };
            let (file, copy) = (repository.join(&target.file), self.folder.join(&target.file));
            let is_document = target.file.extension().is_some_and(|extension| extension == "md" || extension == "html");
            if file.is_file() && !copy.exists() && !is_document {
                fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
                fs::copy(&file, &copy)?;
            }
        }
        Ok(())
    }

    /// What leads nowhere, one line each; and how many links there are.
    pub fn broken(&self) -> (Vec<String>, usize) {
        let broken = self.links().filter_map(|(page, link)| {
            let problem = self.problem(page, link)?;
            Some(format!("{} leads to {link}: {problem}", page.display()))
        });
        (broken.collect(), self.links().count())
    }

    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    fn links(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.pages.iter().flat_map(|(path, page)| page.links.iter().map(|link| (&**path, &**link)))
    }

    fn problem(&self, page: &Path, link: &str) -> Option<String> {
        let Target { file, anchor } = match target(page, link)? {
            Ok(target) => target,
            Err(problem) => return Some(problem),
        };
        if !self.folder.join(&file).is_file() {
            return Some("there is no such file; documents have to be named in docs/SUMMARY.md".into());
        }
        let page = self.pages.get(&file)?;
        (!anchor.is_empty() && !page.anchors.contains(&anchor))
            .then(|| format!("{} has no such anchor", file.display()))
    }
}

impl Page {
    fn of(html: &str) -> Self {
        let mut page = Self::default();
        for token in Tokenizer::new(html) {
            let Ok(Token::StartTag(tag)) = token else { continue };
            for (name, value) in &tag.attributes {
                let value = String::from_utf8_lossy(value).into_owned();
                match &***name {
                    b"id" => drop(page.anchors.insert(value)),
                    b"href" | b"src" if !value.is_empty() => drop(page.links.insert(value)),
                    _ => {}
                }
            }
        }
        page
    }
}

/// Where a link on a page leads to, if it stays within the book; an error if it can lead nowhere.
fn target(page: &Path, link: &str) -> Option<Result<Target, String>> {
    if link.split('/').next().is_some_and(|first| first.contains(':')) {
        let known = ["https://", "http://", "mailto:", "data:"].iter().any(|scheme| link.starts_with(scheme));
        return (!known).then(|| Err("it is of no scheme that a page should have".into()));
    }
    if link.starts_with('/') {
        return Some(Err("it is only right where the book is at the root of a host".into()));
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let file = match &*decode(path) {
        "" => page.to_path_buf(),
        path => match normal(&page.parent().unwrap_or(Path::new("")).join(path)) {
            Some(file) => file,
            None => return Some(Err("it leads out of the book".into())),
        },
    };
    let file = if path.ends_with('/') { file.join("index.html") } else { file };
    Some(Ok(Target { file, anchor: decode(anchor) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
        let folder = tempfile::tempdir().unwrap();
        for (path, html) in pages {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, html).unwrap();
        }
        let site = Site::read(folder.path()).unwrap();
        (folder, site)
    }

    #[test]
    fn every_way_to_lead_nowhere_is_told() {
        let html = r##"<h1 id="top">A</h1> <a href="#top">fine</a> <a href="#nowhere">1</a> <a href="b/c.html#d%20e">fine</a>
            <a href="b/c.html#e">2</a> <a href="b/d.html">3</a> <img src="none.png"> <a href="/b/c.html">5</a>
            <a href="../../x.html">6</a> <a href="javascript:alert(1)">7</a> <a href="https://example.com/#x">fine</a>
            <a href="api/x.html#anything">fine</a> <!-- <a href="comment.html"> --> <code>href="text.html"</code>"##;
        let (_folder, site) = site(&[
            ("a.html", html),
            ("b/c.html", r#"<p id="d e"><a href="../a.html#top">up</a>"#),
            ("api/x.html", ""),
        ]);
        let (broken, links) = site.broken();
        assert_eq!((broken.len(), links), (7, 12), "{broken:#?}");
        for link in ["#nowhere", "b/c.html#e", "b/d.html", "none.png", "/b/c.html", "../../x.html", "javascript"] {
            assert!(broken.iter().any(|line| line.contains(&format!("leads to {link}"))), "{link}: {broken:#?}");
        }
    }

    #[test]
    fn files_of_the_repository_come_along_and_documents_do_not() {
        let html = r#"<a href="../schema/errors.json">a</a> <a href="../other.md">b</a>"#;
        let (folder, site) = site(&[("docs/a.html", html)]);
        let repository = tempfile::tempdir().unwrap();
        fs::create_dir(repository.path().join("schema")).unwrap();
        fs::write(repository.path().join("schema/errors.json"), "{}").unwrap();
        fs::write(repository.path().join("other.md"), "").unwrap();
        assert_eq!(site.broken().0.len(), 2);
        site.attach(repository.path()).unwrap();
        assert_eq!(fs::read(folder.path().join("schema/errors.json")).unwrap(), b"{}");
        assert_eq!(site.broken().0.len(), 1);
    }
}
