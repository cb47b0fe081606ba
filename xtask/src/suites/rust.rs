//! The Rust workspace: formatting, lints, tests, features one by one, documentation, the oldest supported Rust.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::{
    counts,
    step::{self, Steps},
    toolchains::{Missing, RUSTUP, kafka, nats, postgres, redis, strace},
    ui,
    workspace::{Metadata, cargo, command},
};

/// Makes something for the tests be there, and tells where.
type Provide = fn() -> Result<PathBuf>;

/// The package of the core.
const CORE: &str = "autosend-webhooks";

pub fn fmt(steps: &mut Steps) -> Result<()> {
    steps.check("cargo fmt", cargo("fmt --all --check"))?;
    Ok(())
}

pub fn clippy(steps: &mut Steps) -> Result<()> {
    kafka::client()?;
    steps.check("cargo clippy", cargo("clippy --workspace --all-targets --all-features -- -D warnings"))?;
    Ok(())
}

/// The core alone, whose tests run every vector.
pub fn core(steps: &mut Steps) -> Result<()> {
    let test = cargo(&format!("test --package {CORE} --all-features --no-fail-fast"));
    steps.tests("cargo test of the core", test, counts::cargo_test)
}

pub fn tests(steps: &mut Steps) -> Result<()> {
    kafka::client()?;
    let mut test = cargo("test --workspace --all-features --no-fail-fast");
    let mut absent = Vec::new();
    steps.attempt("tests with PostgreSQL", |_| postgres::provide());
    if !postgres::is_there() {
        absent.push("postgres");
    }
    steps.attempt("tests with Redis", |_| redis::provide());
    if !redis::is_there() {
        absent.push("redis");
    }
    steps.attempt("tests of a power loss", |_| strace::provide());
    let servers: [(_, _, _, Provide); 2] =
        [("nats", "NATS", "NATS_SERVER", nats::server), ("kafka", "Kafka", "KAFKA_FOLDER", kafka::provide)];
    for (name, shown, variable, provide) in servers {
        let mut path = None;
        steps.attempt(&format!("tests with {shown}"), |_| {
            path = Some(provide()?);
            Ok(())
        });
        match path {
            Some(path) => drop(test.env(variable, path)),
            None => absent.push(name),
        }
    }
    test.arg("--").args(absent.iter().flat_map(|name| ["--skip", *name]));
    steps.tests("cargo test", test, counts::cargo_test)?;
    features(steps)?;
    documentation(steps)
}

/// The core compiles without features and with each one alone, which a build of the whole workspace does not show.
fn features(steps: &mut Steps) -> Result<()> {
    let check = |features: &str| cargo(&format!("check --package {CORE} --tests --no-default-features {features}"));
    steps.check("the core without features", check(""))?;
    for feature in Metadata::read()?.features(CORE)? {
        steps.check(&format!("the core with {feature} alone"), check(&format!("--features {feature}")))?;
    }
    Ok(())
}

/// Libraries only: the command line's binary has the core's name, and its pages would replace the core's.
pub fn documentation(steps: &mut Steps) -> Result<()> {
    let mut doc = cargo("doc --workspace --lib --all-features --no-deps");
    doc.env("RUSTDOCFLAGS", "-D warnings");
    steps.check("cargo doc", doc)?;
    Ok(())
}

/// The core compiles with the Rust that it declares as the oldest one.
pub fn msrv(steps: &mut Steps) -> Result<()> {
    let oldest = Metadata::read()?.rust_version(CORE)?;
    let check = format!("check --package {CORE} --all-features");
    let active = active_rust()?;
    let command = if minor(&active) == minor(&oldest) {
        ui::note(&format!("the Rust in use, {active}, is the oldest supported one"));
        cargo(&check)
    } else {
        ui::note(&format!("the Rust in use is {active}, the oldest supported one {oldest}"));
        with_toolchain(&toolchain(&oldest)?, &check)
    };
    steps.check(&format!("cargo check with Rust {oldest}"), command)?;
    Ok(())
}

/// `1.95.0`, of the rustc that cargo uses here.
fn active_rust() -> Result<String> {
    let output = command("rustc").arg("--version").output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.split_whitespace().nth(1) {
        Some(version) if output.status.success() => Ok(version.to_owned()),
        _ => bail!("rustc --version says nothing"),
    }
}

/// `1.95` of `1.95.0`, and of `1.95`.
fn minor(version: &str) -> Option<(&str, &str)> {
    let mut parts = version.split(['.', '-']);
    Some((parts.next()?, parts.next()?))
}

/// The name of a toolchain of that version, installed first if need be.
fn toolchain(version: &str) -> Result<String> {
    RUSTUP.require()?;
    let name = if version.matches('.').count() == 1 { format!("{version}.0") } else { version.to_owned() };
    if with_toolchain(&name, "--version").output()?.status.success() {
        return Ok(name);
    }
    let mut install = RUSTUP.command();
    install.args(["toolchain", "install", "--profile", "minimal", &name]);
    step::must(&format!("installing Rust {name}"), install).map_err(|_| {
        Missing(format!("Rust {name} is missing, and rustup can't install it: rustup toolchain install {name}"))
    })?;
    Ok(name)
}

/// cargo of another toolchain.
fn with_toolchain(toolchain: &str, arguments: &str) -> Command {
    let mut command = RUSTUP.command();
    command.args(["run", toolchain, "cargo"]).args(arguments.split_whitespace());
    command
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn versions_are_compared_by_minor() {
        assert_eq!(minor("1.95.0"), minor("1.95"));
        assert_eq!(minor("1.96.0-nightly"), minor("1.96"));
        assert_ne!(minor("1.95.0"), minor("1.9.5"));
    }
}
