//! Swift: the toolchain of this machine, or one of Debian's in a root of its own; and the package, ready to be built.
//!
//! Debian 13 has Swift 6, earlier releases have none. It goes to a folder of the cache that is a whole system,
//! in which the checkout is mounted under its own path. Mounts are made in a namespace of the one
//! process that needs them: they end with it, and none can be left behind.

use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    step,
    toolchains::{
        self, Missing,
        uniffi::{self, Beyond},
    },
    workspace::{self, command},
};

/// Where the package is.
pub const PACKAGE: &str = "bindings/uniffi/swift";
/// The example.
const EXAMPLE: &str = "examples/swift";

/// The suite of tests for which the library has to panic.
const PANICS: &str = "PanicsTests";

/// The release of Debian whose Swift is used, and what is needed of it.
const RELEASE: &str = "trixie";
const PACKAGES: &str = "swiftlang libc6-dev libstdc++-14-dev git";

/// The folder of the package that the native library is linked from, and another for the one that panics on request.
pub const LIBRARY: &str = "lib";
const PANICKING_LIBRARY: &str = "lib/panicking";

/// Puts the native library and UniFFI's code where `SwiftPM` looks for them.
pub fn prepare() -> Result<()> {
    prepare_with(Beyond::Nothing)
}

fn prepare_with(beyond: Beyond) -> Result<()> {
    let package = workspace::root().join(PACKAGE);
    let library = uniffi::library(beyond)?;
    let made = tempfile::tempdir()?;
    uniffi::generate(&library, "swift", made.path())?;
    put(&made.path().join("AutoSendWebhooksNative.swift"), &package.join("Sources/AutoSendWebhooksNative"))?;
    put(&made.path().join("CAutoSendWebhooks.h"), &package.join("Sources/CAutoSendWebhooks"))?;
    put(&library.archive, &package.join(LIBRARY))
}

/// The tests of the package.
pub fn tests() -> Result<Command> {
    let mut tests = swift(PACKAGE, &["test"])?;
    tests.args(["--skip", PANICS]);
    Ok(tests)
}

/// Those that need the library that panics on request.
pub fn panics() -> Result<Command> {
    let library = uniffi::library(Beyond::Panics)?;
    put(&library.archive, &workspace::root().join(PACKAGE).join(PANICKING_LIBRARY))?;
    let mut tests = swift_linking(PACKAGE, PANICKING_LIBRARY, &["test"])?;
    tests.args(["--filter", PANICS]);
    Ok(tests)
}

/// Copies a file into a folder, unless it is there already: `SwiftPM` goes by the time of a change.
fn put(file: &Path, directory: &Path) -> Result<()> {
    fs::create_dir_all(directory)?;
    let target = directory.join(file.file_name().context("a file has a name")?);
    let content = toolchains::read(file)?;
    if fs::read(&target).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::write(&target, content).with_context(|| format!("cannot write {}", target.display()))
}

/// The code that UniFFI generated for the last build.
pub fn generated() -> Result<String> {
    let file = "Sources/AutoSendWebhooksNative/AutoSendWebhooksNative.swift";
    Ok(fs::read_to_string(workspace::root().join(PACKAGE).join(file))?)
}

/// A command of `SwiftPM` in a package of the checkout, released, with the native library found.
fn swift(package: &str, arguments: &[&str]) -> Result<Command> {
    swift_linking(package, LIBRARY, arguments)
}

fn swift_linking(package: &str, library: &str, arguments: &[&str]) -> Result<Command> {
    let (subcommand, rest) = arguments.split_first().context("swift needs a command")?;
    let library = format!("-L{}", workspace::root().join(PACKAGE).join(library).display());
    let mut swift = inside(package, "swift")?;
    swift.args([subcommand, "--configuration", "release", "-Xlinker", &library]);
    swift.args(["-Xswiftc", "-warnings-as-errors"]).args(rest);
    Ok(swift)
}

/// The example, built; to be started by the demo.
pub fn example() -> Result<Command> {
    prepare()?;
    step::must(&format!("building {EXAMPLE}"), swift(EXAMPLE, &["build"])?)?;
    inside(EXAMPLE, ".build/release/Receiver")
}

/// A copy of the example beside an unpacked package, built.
pub fn build_elsewhere(project: &Path) -> Result<Command> {
    let mut build = inside(project, "swift")?;
    let library = project.join("autosend-webhooks").join(LIBRARY);
    build.args(["build", "--configuration", "release", "--product", "Receiver", "-Xlinker"]);
    build.arg(format!("-L{}", library.display()));
    step::must("swift build", build)?;
    inside(project, ".build/release/Receiver")
}

/// The tests of the example, over real connections.
pub fn example_tests() -> Result<Command> {
    swift(EXAMPLE, &["test", "-Xswiftc", "-enable-testing"])
}

/// Compiles what tells what the package makes of requests. Returns the words before a script, from the checkout, that starts it.
pub fn build_decide() -> Result<Vec<String>> {
    prepare()?;
    let mut build = swift(PACKAGE, &["build", "--product", "Decide"])?;
    build.env("AUTOSEND_WEBHOOKS_DECIDE", "1");
    step::must("building the Swift runner of comparisons", build)?;
    let shell = inside("", "sh")?;
    let words = [shell.get_program()].into_iter().chain(shell.get_args());
    Ok(words.map(|word| word.to_string_lossy().into_owned()).collect())
}

/// Compiles the measurements and returns the command that makes them.
pub fn bench() -> Result<Command> {
    prepare_with(Beyond::Measure)?;
    let mut build = swift(PACKAGE, &["build", "--product", "Benchmarks"])?;
    build.env("AUTOSEND_WEBHOOKS_MEASURE", "1");
    step::must("building the Swift measurements", build)?;
    inside(PACKAGE, ".build/release/Benchmarks")
}

/// A program in a folder of the checkout: of this machine if it has Swift, or in the root that has.
fn inside(directory: impl AsRef<Path>, program: &str) -> Result<Command> {
    let directory = workspace::root().join(directory);
    if has_swift(&env::var_os("PATH").unwrap_or_default()) {
        return Ok(directly(&directory, program));
    }
    Ok(in_root(&root()?, &directory, program))
}

/// Whether a Swift that runs is on that path.
fn has_swift(path: &OsStr) -> bool {
    let output = Command::new("swift").arg("--version").env("PATH", path).stdin(Stdio::null()).output();
    output.is_ok_and(|output| output.status.success())
}

fn directly(directory: &Path, program: &str) -> Command {
    // A path is one from the folder, wherever this runs; a mere name is looked for on the PATH.
    let program = if program.contains('/') { directory.join(program) } else { program.into() };
    let mut plain = command(program);
    plain.current_dir(directory);
    plain
}

fn in_root(root: &Path, directory: &Path, program: &str) -> Command {
    let checkout = workspace::root();
    // What is left of the arguments is the directory, `$0` of the inner shell, and the program.
    let script = r#"
        root=$0 checkout=$1; shift
        mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
        mkdir -p "$root$checkout" && mount --bind "$checkout" "$root$checkout" &&
        exec chroot "$root" sh -c 'cd "$0" && exec "$@"' "$@"
    "#;
    let mut unshare = command("unshare");
    unshare.args(["--mount", "sh", "-c", script]).arg(root).arg(checkout).arg(directory).arg(program);
    // The home of this machine's user may not exist in there.
    unshare.env("HOME", "/root").env("LANG", "C.UTF-8");
    unshare
}

/// The folder of a system with Swift in it, installed first if need be.
fn root() -> Result<PathBuf> {
    let root = toolchains::cache("swift")?.join(toolchains::key(&[RELEASE.as_bytes(), PACKAGES.as_bytes()]));
    toolchains::once(&root, || {
        require_debian()?;
        // What others have downloaded stays for the packages in it only: it is large.
        let mut base = command("unshare");
        base.args(["--mount", "debootstrap", "--variant=minbase", RELEASE]).arg(&root).arg(mirror()?);
        step::must(&format!("installing Debian {RELEASE} for Swift, into the cache"), base)?;
        let script = r#"
            mount -t proc proc "$0/proc" && export DEBIAN_FRONTEND=noninteractive &&
            chroot "$0" apt-get update && chroot "$0" apt-get install --yes --no-install-recommends "$@" &&
            chroot "$0" apt-get clean
        "#;
        let mut packages = command("unshare");
        packages.args(["--mount", "sh", "-c", script]).arg(&root).args(PACKAGES.split(' '));
        step::must("installing Swift (500 MB), into the cache", packages)
    })?;
    Ok(root)
}

/// Fails with [`Missing`] where Debian's Swift can't be installed.
fn require_debian() -> Result<()> {
    let there = || Command::new("debootstrap").arg("--version").output().is_ok();
    if env::consts::OS == "linux" && (there() || toolchains::apt_install(&["debootstrap"])?) {
        return Ok(());
    }
    bail!(Missing("Swift is missing: install Swift 6, or on Debian and Ubuntu be root and have debootstrap".into()))
}

/// Where this machine gets its own Debian packages from.
fn mirror() -> Result<String> {
    let format = "$(ORIGIN) $(SITE)";
    let output = command("apt-get").args(["indextargets", "--format", format, "Created-By: Packages"]).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let site = text.lines().find_map(|line| line.strip_prefix("Debian "));
    Ok(site.context("apt has no Debian mirror: run apt-get update")?.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A folder for the PATH with a `swift` that is this script.
    fn folder(script: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("swift");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        folder
    }

    #[test]
    fn a_swift_on_the_path_is_taken_if_it_runs() {
        assert!(has_swift(folder("echo 'Swift version 6.0.3'").path().as_os_str()));
        assert!(!has_swift(folder("exit 1").path().as_os_str()));
        assert!(!has_swift(tempfile::tempdir().unwrap().path().as_os_str()));
    }

    #[test]
    fn programs_run_in_their_folder() {
        let command = directly(Path::new("/package"), "swift");
        assert_eq!(
            (command.get_program(), command.get_current_dir()),
            (OsStr::new("swift"), Some(Path::new("/package")))
        );
        assert_eq!(directly(Path::new("/package"), ".build/x").get_program(), "/package/.build/x");
    }
}
