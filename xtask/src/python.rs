//! The Python package: its wheel, and fresh environments that have it installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    setup::{self, PYTHON},
    step,
    workspace::{self, Metadata},
};

/// Where the package is.
pub const PACKAGE: &str = "bindings/python";

/// An environment with what one of the files in `requirements/` lists.
fn dependencies(name: &str) -> Result<PathBuf> {
    setup::python(&workspace::root().join(PACKAGE).join("requirements").join(name).with_extension("txt"))
}

/// Where built packages go.
fn output() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_directory().join("python"))
}

/// Builds the wheel as it would be published.
pub fn wheel() -> Result<PathBuf> {
    let directory = output()?.join("wheel");
    maturin("building the Python wheel", &["build", "--release", "--out"], &directory)
}

/// Builds the source distribution.
pub fn source_distribution() -> Result<PathBuf> {
    let directory = output()?.join("sdist");
    maturin("packing the Python source distribution", &["sdist", "--out"], &directory)
}

/// Builds a wheel out of a source distribution, as pip does where no wheel fits.
pub fn wheel_of(source: &Path) -> Result<PathBuf> {
    // maturin looks for Rust on the path.
    let path = env::var_os("PATH").unwrap_or_default();
    wheel_from(source, "wheel-of-sdist", &env::split_paths(&path).collect::<Vec<_>>())
}

/// The same on a machine without Rust.
pub fn pure_wheel_of(source: &Path) -> Result<PathBuf> {
    wheel_from(source, "pure-wheel-of-sdist", &[])
}

fn wheel_from(source: &Path, name: &str, path: &[PathBuf]) -> Result<PathBuf> {
    let directory = output()?.join(name);
    let interpreter = dependencies("build")?;
    let mut pip = workspace::command(&interpreter);
    // maturin is called as a program.
    let programs = interpreter.parent().into_iter().map(Path::to_path_buf);
    pip.env("PATH", env::join_paths(programs.chain(path.iter().cloned()))?);
    pip.args(["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir"]);
    pip.arg(&directory).arg(source);
    // The sources lie in another place each time; what was compiled for the last one is still good.
    pip.env("CARGO_TARGET_DIR", output()?.join("sdist-target"));
    build("building a wheel from the source distribution", pip, &directory)
}

fn maturin(title: &str, arguments: &[&str], directory: &Path) -> Result<PathBuf> {
    let mut maturin = workspace::command(dependencies("build")?);
    maturin.args(["-m", "maturin"]).args(arguments).arg(directory);
    maturin.arg("--manifest-path").arg(workspace::root().join(PACKAGE).join("Cargo.toml"));
    build(title, maturin, directory)
}

/// Runs what makes one file in a folder that held older ones.
fn build(title: &str, command: Command, directory: &Path) -> Result<PathBuf> {
    setup::remove(directory)?;
    step::must(title, command)?;
    let made: Vec<_> = fs::read_dir(directory)?.collect::<Result<_, _>>()?;
    match made.as_slice() {
        [file] => Ok(file.path()),
        _ => bail!("{title}: {} files instead of one", made.len()),
    }
}

/// A fresh environment with a wheel, and no more than it needs. Returns its interpreter.
pub fn bare_environment(wheel: &Path) -> Result<PathBuf> {
    environment("bare", &dependencies("build")?, wheel)
}

/// A fresh environment with the wheel, and what a file in `requirements/` lists within reach. Returns its interpreter.
pub fn install(requirements: &str) -> Result<PathBuf> {
    let dependencies = dependencies(requirements)?;
    let interpreter = environment(requirements, &dependencies, &wheel()?)?;
    let reach = site_packages(&interpreter)?.join("dependencies.pth");
    fs::write(&reach, site_packages(&dependencies)?.as_os_str().as_encoded_bytes())?;
    Ok(interpreter)
}

/// An environment for this very wheel, made with the pip of another one.
fn environment(name: &str, pip: &Path, wheel: &Path) -> Result<PathBuf> {
    let version = PYTHON.version().unwrap_or_default();
    let key = setup::key(&[name.as_bytes(), version.as_bytes(), &setup::read(wheel)?]);
    let directory = setup::cache("python-package")?.join(key);
    let interpreter = directory.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    setup::once(&directory, || {
        let mut venv = workspace::command(pip);
        venv.args(["-m", "venv", "--without-pip"]).arg(&directory);
        step::must("making a fresh Python environment", venv)?;
        let mut install = workspace::command(pip);
        install.args(["-m", "pip", "--disable-pip-version-check", "--python"]).arg(&interpreter);
        install.args(["install", "--no-deps", "--no-index"]).arg(wheel);
        step::must("installing the wheel in it", install)
    })?;
    Ok(interpreter)
}

fn site_packages(interpreter: &Path) -> Result<PathBuf> {
    let mut ask = workspace::command(interpreter);
    ask.args(["-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]);
    let output = ask.output().with_context(|| format!("cannot run {}", interpreter.display()))?;
    if !output.status.success() {
        bail!("{} does not know its packages", interpreter.display());
    }
    Ok(String::from_utf8(output.stdout)?.trim().into())
}

/// An example, ready to start.
fn example(name: &str) -> Result<Command> {
    let mut command = workspace::command(install("test")?);
    command.arg(format!("examples/{name}/app.py"));
    Ok(command)
}

/// `examples/flask`, ready to start.
pub fn flask() -> Result<Command> {
    example("flask")
}

/// `examples/fastapi`, ready to start.
pub fn fastapi() -> Result<Command> {
    example("fastapi")
}

/// `examples/django`, ready to start.
pub fn django() -> Result<Command> {
    example("django")
}

/// The benchmark of the package, ready to start.
pub fn bench() -> Result<Command> {
    let mut command = workspace::command(install("bench")?);
    command.arg(format!("{PACKAGE}/bench/bench.py"));
    Ok(command)
}
