//! Sets up what the suites need beyond Rust: Python environments, npm packages, system packages.
//!
//! All of it lives in a cache outside of the checkout, keyed by what it was made from, so that the second run finds it
//! and a changed lock file gets a new one.

pub mod chromium;
pub mod csharp;
pub mod go;
pub mod java;
pub mod kafka;
pub mod kotlin;
pub mod mdbook;
pub mod nats;
pub mod node;
pub mod php;
pub mod postgres;
pub mod python;
pub mod redis;
pub mod ruby;
pub mod strace;
pub mod swift;
pub mod uniffi;

use std::{
    env,
    ffi::OsString,
    fmt,
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    run, step, ui,
    workspace::{self, command},
};

/// A program that is not there and that cannot be installed from here. Suites that need it are skipped.
#[derive(Debug)]
pub struct Missing(pub String);

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

/// A program that has to be on the machine.
pub struct Tool {
    pub name: &'static str,
    program: &'static str,
    version: &'static str,
    /// What to install if it is missing.
    install: &'static str,
}

pub const PYTHON: Tool = Tool {
    name: "Python 3",
    program: "python3",
    version: "--version",
    install: "install Python 3.10 or newer (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python)",
};

pub const NODE: Tool = Tool {
    name: "Node.js",
    program: "node",
    version: "--version",
    install: "install Node.js 20 or newer with npm (Debian, Ubuntu: apt-get install nodejs npm; macOS: brew install node)",
};

pub const NPM: Tool = Tool {
    name: "npm",
    program: "npm",
    version: "--version",
    install: "install npm, which comes with Node.js (Debian, Ubuntu: apt-get install npm)",
};

pub const RUSTUP: Tool = Tool {
    name: "rustup",
    program: "rustup",
    version: "--version",
    install: "install Rust by rustup, which can keep several toolchains side by side",
};

pub const JAVA: Tool = Tool {
    name: "Java",
    program: "java",
    version: "--version",
    install: "install a JDK, 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk)",
};

pub const MAVEN: Tool = Tool {
    name: "Maven",
    program: "mvn",
    version: "--version",
    install: "install Maven 3.8 or newer (Debian, Ubuntu: apt-get install maven; macOS: brew install maven)",
};

pub const GO: Tool = Tool {
    name: "Go",
    program: "go",
    version: "version",
    install: "install Go (Debian, Ubuntu: apt-get install golang-go; macOS: brew install go)",
};

pub const PHP: Tool = Tool {
    name: "PHP",
    program: "php",
    version: "--version",
    install: "install PHP 8.2 or newer (Debian, Ubuntu: apt-get install php-cli; macOS: brew install php)",
};

pub const RUBY: Tool = Tool {
    name: "Ruby",
    program: "ruby",
    version: "--version",
    install: "install Ruby 3.1 or newer (Debian, Ubuntu: apt-get install ruby; macOS: brew install ruby)",
};

pub const MONO: Tool = Tool {
    name: "Mono",
    program: "mcs",
    version: "--version",
    install: "install Mono with its compiler mcs (Debian, Ubuntu: apt-get install mono-devel; macOS: brew install mono)",
};

impl Tool {
    /// What the program says about its version; none if it does not run.
    pub fn version(&self) -> Option<String> {
        let output = command(self.program).arg(self.version).stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout);
        output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
    }

    /// Fails with [`Missing`] if the program does not run.
    pub fn require(&self) -> Result<()> {
        if self.version().is_none() {
            bail!(Missing(format!("{} is missing: {}", self.name, self.install)));
        }
        Ok(())
    }

    /// Installs Debian packages if the program does not run and that is possible; fails with [`Missing`] otherwise.
    pub fn provide(&self, packages: &[&str]) -> Result<()> {
        if self.version().is_none() {
            apt_install(packages)?;
        }
        self.require()
    }

    /// The program, to be run in the root of the checkout.
    pub fn command(&self) -> Command {
        command(self.program)
    }
}

/// A folder in the cache; it may not exist yet.
pub fn cache(name: &str) -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("AUTOSEND_WEBHOOKS_CACHE")
        .or_else(|| Some(set("XDG_CACHE_HOME")?.join("autosend-webhooks")))
        .or_else(|| Some(env::home_dir()?.join(".cache").join("autosend-webhooks")))
        .context("no place for a cache: set AUTOSEND_WEBHOOKS_CACHE to a directory")?;
    // A relative path would mean another folder for every program that is started elsewhere.
    Ok(std::path::absolute(base)?.join(name))
}

/// A Python environment with the packages of a requirements file. Returns its interpreter.
pub fn python(requirements: &Path) -> Result<PathBuf> {
    PYTHON.require()?;
    let version = PYTHON.version().unwrap_or_default();
    let key = key(&[version.as_bytes(), &read(requirements)?]);
    let environment = cache("python")?.join(key);
    let interpreter = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    once(&environment, || {
        virtual_environment(&environment)?;
        let mut pip = command(&interpreter);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]).arg(requirements);
        step::must(&format!("installing the Python packages of {}", short(requirements)), pip)
    })?;
    Ok(interpreter)
}

/// Makes an empty environment; Debian needs a package of its own for that.
fn virtual_environment(directory: &Path) -> Result<()> {
    let make = || {
        let mut venv = PYTHON.command();
        venv.args(["-m", "venv"]).arg(directory);
        venv
    };
    let outcome = step::run("making a Python environment", make())?;
    if outcome.status.success() {
        return Ok(());
    }
    outcome.print_in_full();
    // What is there now is half an environment.
    remove(directory)?;
    if !apt_install(&["python3-venv"])? {
        bail!(Missing("python3 -m venv fails: install it (Debian, Ubuntu: apt-get install python3-venv)".into()));
    }
    step::must("making a Python environment", make())
}

/// Makes `node_modules` appear in a folder with a `package-lock.json`: installed in the cache, linked from the folder.
pub fn node_modules(project: &Path) -> Result<()> {
    NODE.require()?;
    NPM.require()?;
    let files = ["package.json", "package-lock.json"].map(|name| project.join(name));
    let version = NODE.version().unwrap_or_default();
    let key = key(&[version.as_bytes(), &read(&files[0])?, &read(&files[1])?]);
    let copy = cache("node")?.join(key);
    once(&copy, || {
        for file in &files {
            fs::copy(file, copy.join(file.file_name().unwrap_or_default()))?;
        }
        let mut npm = NPM.command();
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&copy);
        step::must(&format!("installing the npm packages of {}", short(project)), npm)
    })?;
    link(&copy.join("node_modules"), &project.join("node_modules"))
}

/// Points a symbolic link at a folder. A folder that someone installed there by hand stays as it is, and is used.
fn link(target: &Path, link: &Path) -> Result<()> {
    if fs::read_link(link).is_ok_and(|there| there == target) {
        return Ok(());
    }
    match fs::symlink_metadata(link) {
        Ok(there) if there.is_symlink() => fs::remove_file(link)?,
        Ok(_) => {
            ui::note(&format!("using {} as it is: it was not made by cargo xtask", short(link)));
            return Ok(());
        }
        Err(_) => {}
    }
    #[cfg(windows)]
    let made = std::os::windows::fs::symlink_dir(target, link);
    #[cfg(not(windows))]
    let made = std::os::unix::fs::symlink(target, link);
    // Another process may have made it meanwhile.
    made.or_else(|error| if fs::read_link(link).is_ok_and(|there| there == target) { Ok(()) } else { Err(error) })
        .with_context(|| format!("cannot make the link {}", link.display()))
}

/// Whether a program is installed.
pub fn is_in_path(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).exists())
}

/// Installs Debian packages where that is possible: as root, with apt-get there. Returns whether it did.
pub fn apt_install(packages: &[&str]) -> Result<bool> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !is_root || Command::new("apt-get").arg("--version").output().is_err() {
        return Ok(false);
    }
    let _alone = run::alone(&cache("apt.lock")?)?;
    let apt = |arguments: &[&str]| {
        let mut apt = command("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    step::must("updating the lists of system packages", apt(&["update"]))?;
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    install.args(packages);
    step::must(&format!("installing the system packages {}", packages.join(", ")), install)?;
    Ok(true)
}

/// Fills a folder of the cache once: later calls, and other processes at the same time, find it complete.
pub fn once(directory: &Path, fill: impl FnOnce() -> Result<()>) -> Result<()> {
    let complete = directory.join(".complete");
    let _alone = run::alone(&directory.with_extension("lock"))?;
    if complete.exists() {
        return Ok(());
    }
    // An earlier run was interrupted here.
    remove(directory)?;
    fs::create_dir_all(directory)?;
    fill()?;
    File::create(complete)?;
    Ok(())
}

pub fn remove(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("cannot remove {}", directory.display()))?;
    }
    Ok(())
}

/// A name for what is made of these. A new Rust may change it: then the cache is filled once more.
pub fn key(parts: &[&[u8]]) -> OsString {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    format!("{:016x}", hasher.finish()).into()
}

pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// A path as seen from the root of the checkout.
fn short(path: &Path) -> String {
    path.strip_prefix(workspace::root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_filled_once_and_again_after_an_interruption() {
        let temporary = tempfile::tempdir().unwrap();
        let directory = temporary.path().join("cache/key");
        let mut calls = 0;
        let failed = once(&directory, || {
            calls += 1;
            fs::write(directory.join("half"), "")?;
            bail!("interrupted")
        });
        assert!(failed.is_err());
        for _ in 0..2 {
            once(&directory, || {
                calls += 1;
                assert!(!directory.join("half").exists());
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(calls, 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_renewed_and_a_folder_left_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let at = |name: &str| temporary.path().join(name);
        for target in ["old", "new", "new"] {
            link(&at(target), &at("link")).unwrap();
            assert_eq!(fs::read_link(at("link")).unwrap(), at(target));
        }
        fs::create_dir(at("folder")).unwrap();
        link(&at("new"), &at("folder")).unwrap();
        assert!(fs::read_link(at("folder")).is_err());
    }

    #[test]
    fn keys_tell_contents_apart() {
        assert_eq!(key(&[b"a", b"b"]), key(&[b"a", b"b"]));
        assert_ne!(key(&[b"a", b"b"]), key(&[b"ab", b""]));
    }
}
