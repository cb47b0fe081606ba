//! C#: Mono's compiler and runtime, and the example.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use crate::{
    step,
    toolchains::MONO,
    workspace::{Metadata, command},
};

const EXAMPLE: &str = "examples/csharp/Server.cs";
const PACKAGE: &str = "sdks/csharp/src/*.cs";

/// Installs Mono if it is not there and that is possible.
pub fn provide() -> Result<()> {
    MONO.provide(&["mono-devel"])
}

/// The compiler with all warnings on, which are errors.
pub fn mcs(output: &Path, references: &[&str]) -> Command {
    let mut mcs = command("mcs");
    mcs.args(["-langversion:7", "-warn:4", "-warnaserror+"]).arg(format!("-out:{}", output.display()));
    mcs.args(references.iter().map(|name| format!("-reference:{name}.dll")));
    mcs
}

/// Runs a compiled program.
pub fn mono(program: &Path) -> Command {
    let mut mono = command("mono");
    mono.arg("--debug").arg(program);
    mono
}

/// The example, compiled with the package; to be started by the demo.
pub fn example() -> Result<Command> {
    provide()?;
    let folder = Metadata::read()?.target_directory().join("csharp");
    fs::create_dir_all(&folder)?;
    let program = folder.join("Server.exe");
    let mut compile = mcs(&program, &[]);
    compile.arg(format!("-recurse:{PACKAGE}")).arg(EXAMPLE);
    step::must("compiling examples/csharp", compile)?;
    Ok(mono(&program))
}
