//! The Python package: its wheel, and fresh environments that have it installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    run, step,
    toolchains::{self, PYTHON},
    workspace::{self, Metadata},
};

/// Where the package is.
pub const PACKAGE: &str = "bindings/python";

/// An environment with what one of the files in `requirements/` lists.
fn dependencies(name: &str) -> Result<PathBuf> {
    toolchains::python(&workspace::root().join(PACKAGE).join("requirements").join(name).with_extension("txt"))
}

/// Where built packages go.
fn output() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_directory().join("python"))
}

/// The wheels that are published, all from the same sources. pip takes the first one that fits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// For one version of Python: the quickest.
    Versioned,
    /// For every version, through the stable ABI.
    Stable,
}

impl Wheel {
    pub const ALL: [Self; 2] = [Self::Versioned, Self::Stable];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Versioned => "version's own",
            Self::Stable => "stable ABI",
        }
    }

    /// Builds it as it would be published, once in a run: for Linux linked against an old glibc, by zig.
    pub fn build(self) -> Result<PathBuf> {
        let folder = match self {
            Self::Versioned => "wheel-versioned",
            Self::Stable => "wheel-stable",
        };
        run::once(folder, || self.build_in(&output()?.join(folder)))
    }

    fn build_in(self, directory: &Path) -> Result<PathBuf> {
        let interpreter =
            dependencies("build")?.into_os_string().into_string().ok().context("a path that is no text")?;
        let mut arguments = vec!["build", "--profile", "wheel", "--locked", "--interpreter", &interpreter];
        if self == Self::Versioned {
            arguments.push("--no-default-features");
        }
        if cfg!(target_os = "linux") {
            arguments.extend(["--zig", "--compatibility", MANYLINUX]);
        }
        arguments.push("--out");
        let wheel = maturin(&format!("building the Python wheel ({})", self.name()), &arguments, directory)?;
        self.check_name(&wheel)?;
        Ok(wheel)
    }

    /// The tags in the name tell pip where it may install the wheel.
    fn check_name(self, wheel: &Path) -> Result<()> {
        let name = wheel.file_name().unwrap_or_default().to_string_lossy();
        let stable = name.contains("-cp39-abi3-");
        if stable != (self == Self::Stable) || (cfg!(target_os = "linux") && !name.contains(MANYLINUX)) {
            bail!("{name} is not tagged as the wheel of the {}", self.name());
        }
        Ok(())
    }
}

/// The oldest glibc that the wheels need (PEP 600). maturin refuses to tag a library that needs a newer one.
const MANYLINUX: &str = "manylinux_2_17";

/// Builds the source distribution.
pub fn source_distribution() -> Result<PathBuf> {
    let directory = output()?.join("sdist");
    maturin("packing the Python source distribution", &["sdist", "--out"], &directory)
}

/// Builds a wheel out of a source distribution, as pip does where no wheel fits.
pub fn wheel_of(source: &Path) -> Result<PathBuf> {
    // maturin looks for Rust on the path.
    wheel_from(source, "wheel-of-sdist", &search_path())
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
    put_first_in_path(&mut pip, &interpreter, path)?;
    pip.args(["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir"]);
    pip.arg(&directory).arg(source);
    // The sources lie in another place each time; what was compiled for the last one is still good.
    pip.env("CARGO_TARGET_DIR", output()?.join("sdist-target"));
    build("building a wheel from the source distribution", pip, &directory)
}

/// Lets a command find the programs of an environment, then others.
fn put_first_in_path(command: &mut Command, interpreter: &Path, others: &[PathBuf]) -> Result<()> {
    let programs = interpreter.parent().into_iter().map(Path::to_path_buf);
    command.env("PATH", env::join_paths(programs.chain(others.iter().cloned()))?);
    Ok(())
}

fn search_path() -> Vec<PathBuf> {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect()
}

fn maturin(title: &str, arguments: &[&str], directory: &Path) -> Result<PathBuf> {
    let interpreter = dependencies("build")?;
    let mut maturin = workspace::command(&interpreter);
    // zig is a module of that environment's `python3`.
    put_first_in_path(&mut maturin, &interpreter, &search_path())?;
    maturin.args(["-m", "maturin"]).args(arguments).arg(directory);
    maturin.arg("--manifest-path").arg(workspace::root().join(PACKAGE).join("native/Cargo.toml"));
    build(title, maturin, directory)
}

/// Runs what makes one file in a folder that held older ones.
fn build(title: &str, command: Command, directory: &Path) -> Result<PathBuf> {
    toolchains::remove(directory)?;
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

/// A fresh environment with a wheel, and what a file in `requirements/` lists within reach. Returns its interpreter.
pub fn install(requirements: &str, wheel: Wheel) -> Result<PathBuf> {
    let dependencies = dependencies(requirements)?;
    let interpreter = environment(requirements, &dependencies, &wheel.build()?)?;
    let reach = site_packages(&interpreter)?.join("dependencies.pth");
    fs::write(&reach, site_packages(&dependencies)?.as_os_str().as_encoded_bytes())?;
    Ok(interpreter)
}

/// An environment for this very wheel, made with the pip of another one.
fn environment(name: &str, pip: &Path, wheel: &Path) -> Result<PathBuf> {
    let version = PYTHON.version().unwrap_or_default();
    let key = toolchains::key(&[name.as_bytes(), version.as_bytes(), &toolchains::read(wheel)?]);
    let directory = toolchains::cache("python-package")?.join(key);
    let interpreter = directory.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    toolchains::once(&directory, || {
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
    let mut command = workspace::command(install("test", Wheel::Versioned)?);
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

/// The package in Python alone beside the snippet that it replaces, ready to start: the requests' folder is to be added.
pub fn speed() -> Result<Command> {
    PYTHON.require()?;
    let package = workspace::root().join(PACKAGE);
    let mut command = PYTHON.command();
    command.arg("-B").arg(package.join("bench/speed.py"));
    command.env("PYTHONPATH", package.join("src")).env("AUTOSEND_WEBHOOKS_PURE", "1");
    Ok(command)
}

/// The benchmark of the package with one of its wheels, ready to start.
pub fn bench(wheel: Wheel) -> Result<Command> {
    let mut command = workspace::command(install("bench", wheel)?);
    command.arg(format!("{PACKAGE}/bench/bench.py"));
    Ok(command)
}
