//! Wheels and the source distribution.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{Dist, copy};
use crate::{
    step,
    toolchains::{
        PYTHON,
        python::{self, Wheel},
    },
    workspace,
};

pub fn make(dist: &Dist) -> Result<()> {
    let folder = dist.fresh("python")?;
    let source = python::source_distribution()?;
    let wheels = Wheel::ALL.into_iter().map(Wheel::build).chain([python::pure_wheel_of(&source)]);
    for file in wheels.collect::<Result<Vec<_>>>()?.into_iter().chain([source]) {
        fs::copy(&file, folder.join(file.file_name().context("a package has a name")?))?;
    }
    Ok(())
}

pub fn install(dist: &Dist, project: &Path) -> Result<Command> {
    copy("examples/flask", &["app.py", "requirements.txt"], project)?;
    let mut venv = PYTHON.command();
    venv.args(["-m", "venv"]).arg(project.join("venv"));
    step::must("making an empty environment", venv)?;
    let python = project.join("venv/bin/python");
    let mut install = workspace::command(&python);
    install.args(["-m", "pip", "install", "--disable-pip-version-check", "--find-links"]).arg(dist.part("python"));
    install.args(["--requirement", "requirements.txt"]).current_dir(project);
    step::must("pip install", install)?;
    let mut serve = workspace::command(python);
    serve.arg("app.py").current_dir(project);
    Ok(serve)
}
