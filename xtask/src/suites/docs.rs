//! The book: its links and snippets, its pages in Chromium, and the commands that it tells.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    counts,
    demo::{self, free_port, random_secret},
    docs::{self, Book, console},
    programs::{self, Build},
    step::Steps,
    toolchains::chromium::Project,
    workspace::{self, command},
};

/// What the pages are told to listen on.
const ADDRESS: &str = "127.0.0.1:3000";
/// The receiver that the commands are sent to.
const RECEIVER: &str = "axum";

pub fn run(steps: &mut Steps) -> Result<()> {
    let book = Book::build(false)?;
    steps.verdict("links", book.check());
    steps.verdict("snippets", docs::check_snippets());
    steps.attempt("the pages in Chromium", |steps| pages(steps, &book));
    steps.attempt("docs/testing.md", testing);
    steps.attempt("docs/errors.md", explaining);
    Ok(())
}

fn pages(steps: &mut Steps, book: &Book) -> Result<()> {
    let mut tests = Project::without_server()?.node(&["--test", "--test-reporter=tap", "book/book.test.mjs"]);
    tests.env("BOOK", book.html());
    steps.tests("the pages in Chromium", tests, counts::node_test)
}

/// The commands for any receiver, as they stand there, but for the port.
fn testing(steps: &mut Steps) -> Result<()> {
    let receiver = demo::RECEIVERS.iter().find(|it| it.name == RECEIVER).context("no such receiver")?;
    let (secret, port) = (random_secret(), free_port()?);
    let shell = Shell::new(&secret)?;
    let _running = receiver.start(receiver.build()?, &secret, port)?;
    for line in told("docs/testing.md", 5)? {
        let here = line.replace(ADDRESS, &format!("127.0.0.1:{port}"));
        ensure!(here != line, "docs/testing.md: `{line}` names no {ADDRESS}");
        steps.check(&format!("docs/testing.md: {line}"), shell.line(&here))?;
    }
    Ok(())
}

/// `explain` as the page tells it names what was done to a request.
fn explaining(steps: &mut Steps) -> Result<()> {
    let shell = Shell::new(&random_secret())?;
    let request = "printf '%s' '{\"type\":\"email.sent\"}' > request.body
        autosend-webhooks sign --body request.body > request.headers
        echo >> request.body";
    ensure!(shell.line(request).status()?.success(), "no request could be signed");
    let lines = told("docs/errors.md", 1)?;
    let line = lines.first().context("the page tells a command")?;
    // What is refused ends with 1; the page names the cause.
    let named = format!("{line} --json | grep -q '\"trailing_newline\"'");
    steps.check(&format!("docs/errors.md: {line}"), shell.line(&named))?;
    Ok(())
}

/// The commands of a page.
fn told(page: &str, least: usize) -> Result<Vec<String>> {
    let commands = console::commands(&fs::read_to_string(workspace::root().join(page))?);
    ensure!(commands.len() >= least, "{page} has {} commands", commands.len());
    Ok(commands)
}

/// Where commands run: in a folder of their own, with the command line in the path.
struct Shell {
    folder: tempfile::TempDir,
    program: PathBuf,
    secret: String,
}

impl Shell {
    fn new(secret: &str) -> Result<Self> {
        Ok(Self {
            folder: tempfile::tempdir()?,
            program: programs::command_line(Build::Tests)?,
            secret: secret.to_owned(),
        })
    }

    fn line(&self, line: &str) -> Command {
        let first = self.program.parent().unwrap_or(Path::new("")).to_path_buf();
        let usual = env::var_os("PATH").unwrap_or_default();
        let mut shell = command("sh");
        shell.args(["-euc", line]).current_dir(self.folder.path()).env("AUTOSEND_WEBHOOK_SECRET", &self.secret);
        if let Ok(path) = env::join_paths([first].into_iter().chain(env::split_paths(&usual))) {
            shell.env("PATH", path);
        }
        shell
    }
}
