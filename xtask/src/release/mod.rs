//! `cargo xtask release --dry-run`: makes what is published, each ecosystem's packages in a folder of `dist/`, and installs each
//! from there into an empty project, whose receiver is then sent every event and attack.
//!
//! One file for each ecosystem, and a line in [`ECOSYSTEMS`]. All versions come from the workspace's.

mod cli;
mod crates;
mod go;
mod maven;
mod npm;
mod php;
mod python;
mod ruby;
mod sums;
mod swift;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use crate::{
    demo::{Demo, RECEIVERS, Show},
    programs::Build,
    step::{self, Steps},
    toolchains, ui,
    workspace::{self, Metadata},
};

const EXAMPLES: &str = "\
Examples:
  cargo xtask release --dry-run                   all packages, installed and tried
  cargo xtask release --dry-run --only python,go  those of some ecosystems

What can't be made on this machine is named, and left out. The release workflow makes it on machines that can.
Exit code: 0 if all that was made works, 1 otherwise.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Make and try everything, and publish nothing: the workflow of the repository publishes
    #[arg(long, required = true)]
    dry_run: bool,

    /// These ecosystems only; may be given several times, or with commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,
}

/// Where packages of a kind go.
struct Ecosystem {
    /// What `--only` calls it, and its folder in `dist/`.
    name: &'static str,
    title: &'static str,
    make: fn(&Dist) -> Result<()>,
    /// The receiver of the demo that is tried with what was made, and how it is installed in an empty project.
    receiver: Option<Installed>,
}

/// The name of a receiver, and what starts it in a project where it has been installed.
type Installed = (&'static str, fn(&Dist, &Path) -> Result<Command>);

static ECOSYSTEMS: &[Ecosystem] = &[
    Ecosystem {
        name: "crates",
        title: "crates, the command line's included",
        make: crates::make,
        receiver: Some(("axum", crates::install)),
    },
    Ecosystem {
        name: "python",
        title: "wheels and the source distribution",
        make: python::make,
        receiver: Some(("flask", python::install)),
    },
    Ecosystem {
        name: "npm",
        title: "the npm package, and those with an addon",
        make: npm::make,
        receiver: Some(("express", npm::install)),
    },
    Ecosystem { name: "go", title: "the Go module", make: go::make, receiver: Some(("go", go::install)) },
    Ecosystem { name: "php", title: "the Composer package", make: php::make, receiver: Some(("php", php::install)) },
    Ecosystem { name: "ruby", title: "the gem", make: ruby::make, receiver: Some(("ruby", ruby::install)) },
    Ecosystem {
        name: "maven",
        title: "jars for Kotlin and Java, with sources and documentation",
        make: maven::make,
        receiver: Some(("ktor", maven::install)),
    },
    Ecosystem {
        name: "swift",
        title: "the Swift package",
        make: swift::make,
        receiver: Some(("swift", swift::install)),
    },
    Ecosystem { name: "cli", title: "the command line, linked statically", make: cli::make, receiver: None },
];

fn names() -> PossibleValuesParser {
    ECOSYSTEMS.iter().map(|ecosystem| ecosystem.name).into()
}

/// The folder with everything that is published.
struct Dist {
    folder: PathBuf,
    version: String,
}

impl Dist {
    fn new() -> Result<Self> {
        Ok(Self { folder: workspace::root().join("dist"), version: Metadata::read()?.version("autosend-webhooks")? })
    }

    /// The folder of an ecosystem.
    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The same, empty.
    fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.part(name);
        toolchains::remove(&folder)?;
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }
}

/// Returns whether all that was made works.
pub fn main(args: &Args) -> Result<bool> {
    let dist = Dist::new()?;
    // In the checkout, which a Swift in a root of its own sees.
    let projects = Metadata::read()?.target_directory().join("published");
    toolchains::remove(&projects)?;
    let demo = Demo::start(Build::Demo)?;
    let mut steps = Steps::new(false);
    for ecosystem in ECOSYSTEMS {
        if !args.only.is_empty() && !args.only.iter().any(|name| name == ecosystem.name) {
            continue;
        }
        ui::heading(ecosystem.name, ecosystem.title);
        steps.attempt(ecosystem.name, |steps| {
            (ecosystem.make)(&dist)?;
            try_out(&demo, ecosystem, &dist, &projects.join(ecosystem.name), steps)
        });
    }
    sums::write(&dist.folder)?;
    for remark in &steps.remarks {
        ui::note(remark);
    }
    Ok(steps.counts.failed == 0)
}

/// Sends everything to a receiver that has the package installed from `dist/`.
fn try_out(demo: &Demo, ecosystem: &Ecosystem, dist: &Dist, project: &Path, steps: &mut Steps) -> Result<()> {
    let Some((name, install)) = ecosystem.receiver else { return Ok(()) };
    let receiver = RECEIVERS.iter().find(|receiver| receiver.name == name).context("there is no such receiver")?;
    fs::create_dir_all(project)?;
    let counts = demo.visit_started(receiver, install(dist, project)?, Show::Failures)?.counts;
    steps.verdict(
        "installed from dist/",
        match counts.failed {
            0 => Ok(format!("{} answers as expected", counts.passed)),
            failed => Err(anyhow::anyhow!("{failed} answers are not as expected")),
        },
    );
    Ok(())
}

/// Copies files of the checkout into a project, by their names alone.
fn copy(folder: &str, files: &[&str], project: &Path) -> Result<()> {
    for file in files {
        let to = project.join(file);
        fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
        let from = workspace::root().join(folder).join(file);
        fs::copy(&from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

/// What a folder holds, in order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut entries: Vec<_> = read.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    Ok(entries)
}

/// The files below a folder, in order.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in entries(folder)? {
        if entry.is_dir() { files.extend(files_below(&entry)?) } else { files.push(entry) }
    }
    Ok(files)
}

/// Packs a folder, or a part of it, into a zip archive: in order and without times, so that it comes out the same.
fn zip(title: &str, folder: &Path, part: &str, file: &Path) -> Result<()> {
    const SCRIPT: &str = "
import pathlib, sys, zipfile
file, part = sys.argv[1:]
with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(path for path in pathlib.Path(part).rglob('*') if path.is_file()):
        archive.writestr(zipfile.ZipInfo(path.as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED)
";
    let mut python = toolchains::PYTHON.command();
    python.args(["-c", SCRIPT]).arg(file).arg(part).current_dir(folder);
    step::must(title, python)
}
