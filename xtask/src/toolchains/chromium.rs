//! The dashboard's tests and pictures, and the book's tests: a real Chromium against the real pages.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{
    programs::{self, Build},
    step,
    toolchains::{self, Missing, NODE, NPM},
    workspace,
};

/// Where the tests are.
const TESTS: &str = "emulator/dashboard/tests";

/// Names that Chromium goes by, and Debian's packages of it; the pictures are taken with that font.
const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const PACKAGES: [&str; 3] = ["chromium", "fonts-inter", "fonts-liberation"];

/// What the tests need, ready.
pub struct Project {
    folder: PathBuf,
    browser: PathBuf,
    server: Option<PathBuf>,
}

impl Project {
    /// Installs what is missing and builds the server.
    pub fn prepare() -> Result<Self> {
        let project = Self::without_server()?;
        // The release build, because it has the page embedded; others read it from the checkout.
        Ok(Self { server: Some(programs::command_line(Build::Tests)?), ..project })
    }

    /// Installs what is missing, for pages that come from elsewhere.
    pub fn without_server() -> Result<Self> {
        NODE.require()?;
        NPM.require()?;
        let folder = workspace::root().join(TESTS);
        toolchains::node_modules(&folder)?;
        Ok(Self { folder, browser: browser()?, server: None })
    }

    /// Node in the folder of the tests, told where the browser and the server are.
    pub fn node(&self, arguments: &[&str]) -> Command {
        let mut node = NODE.command();
        node.args(arguments).current_dir(&self.folder);
        node.env("DASHBOARD_BROWSER", &self.browser);
        node.envs(self.server.iter().map(|server| ("DASHBOARD_SERVER", server)));
        node
    }

    /// The files of the tests, each by its name: what a folder means differs between versions of Node.
    pub fn test_files(&self) -> Result<Vec<String>> {
        let entries = std::fs::read_dir(&self.folder)?;
        let mut files: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        files.retain(|name| name.ends_with(".test.mjs"));
        files.sort();
        Ok(files)
    }
}

/// `cargo xtask screenshots`: the pictures of the READMEs, taken anew.
pub fn screenshots() -> Result<bool> {
    let project = Project::prepare()?;
    for pictures in ["screenshots.mjs", "inbox-screenshots.mjs"] {
        step::must("taking the pictures", project.node(&[pictures]))?;
    }
    Ok(true)
}

/// Chromium, installed if that is possible.
fn browser() -> Result<PathBuf> {
    let find = || BROWSERS.iter().find_map(|name| in_path(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    toolchains::apt_install(&PACKAGES)?;
    match find() {
        Some(found) => Ok(found),
        None => bail!(Missing("Chromium is missing: install it (Debian: apt-get install chromium)".into())),
    }
}

/// Where a program is.
fn in_path(name: &str) -> Option<PathBuf> {
    if Path::new(name).is_absolute() {
        return Some(PathBuf::from(name)).filter(|path| path.is_file());
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}
