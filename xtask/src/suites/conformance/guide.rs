//! The commands of `docs/generate.md`, run as they stand there.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use super::{python, scratch};
use crate::{
    docs::console,
    programs::{self, Build},
    step::Steps,
    toolchains::{self, NODE, NPM, go},
    ui,
    workspace::{self, command},
};

const GUIDE: &str = "docs/generate.md";
/// A document of the form that Resend's has.
const DOCUMENT: &str = "tests/conformance/generate/resend.yaml";
/// A folder with Resend's own, as `resend-openapi.yaml`.
const CORPORA: &str = "AUTOSEND_WEBHOOKS_CORPORA";
/// The languages that the commands make packages for.
pub(super) const LANGUAGES: [&str; 3] = ["python", "typescript", "go"];

/// Runs the guide over the project's document, and over Resend's where it is at hand.
pub(super) fn run(steps: &mut Steps) -> Result<()> {
    NODE.require()?;
    NPM.require()?;
    go::provide()?;
    let program = programs::command_line(Build::Tests)?;
    let commands = console::commands(&fs::read_to_string(workspace::root().join(GUIDE))?);
    ensure!(commands.len() >= 8, "{GUIDE} has {} commands", commands.len());
    walk(steps, "the guide", &program, &commands, &workspace::root().join(DOCUMENT))?;
    let Some(corpora) = env::var_os(CORPORA) else {
        ui::note(&format!("skipped: Resend's own document, for which {CORPORA} has to name a folder"));
        return Ok(());
    };
    let own = PathBuf::from(corpora).join("resend-openapi.yaml");
    let of_resend: Vec<_> = commands.into_iter().filter(|command| !command.contains("github")).collect();
    walk(steps, "the guide, with Resend's own document", &program, &of_resend, &own)
}

fn walk(steps: &mut Steps, title: &str, program: &Path, commands: &[String], document: &Path) -> Result<()> {
    let folder = scratch("guide")?;
    toolchains::remove(&folder)?;
    fs::create_dir_all(&folder)?;
    fs::copy(document, folder.join("resend.yaml")).with_context(|| format!("cannot copy {}", document.display()))?;
    let path = programs(program)?;
    for line in commands {
        let mut shell = command("sh");
        shell.args(["-euc", line]).current_dir(&folder).env("PATH", &path);
        if !steps.check(&format!("{title}: {}", line.lines().next().unwrap_or_default()), shell)? {
            break;
        }
    }
    Ok(())
}

/// Where the shell finds what the guide calls: the command line, and a Python with pytest.
fn programs(program: &Path) -> Result<std::ffi::OsString> {
    let interpreter = python::interpreter()?;
    let folders = [program, &*interpreter].map(Path::parent);
    let first: Vec<_> = folders.into_iter().flatten().map(Path::to_path_buf).collect();
    let usual = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(first.into_iter().chain(env::split_paths(&usual)))?)
}
