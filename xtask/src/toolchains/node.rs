//! The npm package, built and packed, and projects that have it installed from its tarball.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{
    run, step,
    toolchains::{self, Missing, NODE, NPM},
    workspace::{self, Metadata},
};

/// What the package is called, in the registry and in `package.json`.
const NAME: &str = "autosend-webhooks";
/// Where the package is.
pub const PACKAGE: &str = "bindings/node";
/// The project that holds its tests.
pub const TESTS: &str = "bindings/node/test";
/// The project that bundles the package, and runs it where other programs than Node load it.
pub const PLATFORMS: &str = "bindings/node/test/platforms";
/// The project that runs the inbox on real databases, with the clients that applications have.
pub const INBOX: &str = "bindings/node/test/inbox";
/// Starts Next.js, and says so.
const START_NEXT: &str = "bindings/node/scripts/start-next.mjs";
/// Other runtimes, as npm packages.
const RUNTIMES: &str = "bindings/node/test/runtimes";

/// Builds the addon and the TypeScript, and packs them as they would be published: once in a run. Returns the tarball.
pub fn pack() -> Result<PathBuf> {
    run::once("npm-package", build_and_pack)
}

fn build_and_pack() -> Result<PathBuf> {
    let package = workspace::root().join(PACKAGE);
    toolchains::node_modules(&package)?;
    let mut build = NPM.command();
    build.args(["run", "build"]).current_dir(&package);
    step::must("building the addon and the TypeScript of the npm package", build)?;

    let directory = Metadata::read()?.target_directory().join("npm");
    fs::create_dir_all(&directory)?;
    let mut pack = NPM.command();
    pack.args(["pack", "--pack-destination"]).arg(&directory).current_dir(&package);
    step::must("packing the npm package", pack)?;
    let version = json(&package.join("package.json"))?["version"].as_str().unwrap_or_default().to_owned();
    Ok(directory.join(format!("{NAME}-{version}.tgz")))
}

/// This machine, as `addon/load.cjs` calls it.
fn platform() -> String {
    let system = match env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let library = match () {
        () if cfg!(target_env = "musl") => "-musl",
        () if cfg!(target_os = "linux") => "-gnu",
        () => "",
    };
    format!("{system}-{processor}{library}")
}

/// A copy of a project outside of the checkout, with its dependencies and, from the tarball, the package installed.
///
/// Outside, because bundlers refuse links that lead out of a project, and because Node would find the package's
/// sources beside the tests before it finds the installed package.
pub fn install(project: &str) -> Result<PathBuf> {
    let source = workspace::root().join(project);
    let copy = dependencies(&source)?;
    copy_sources(&source, &copy)?;
    let mut install = NPM.command();
    install.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
    install.arg(pack()?).current_dir(&copy);
    step::must(&format!("installing the tarball in a copy of {project}"), install)?;
    Ok(copy)
}

/// A folder in the cache with all that the project's lock file lists. The package itself is not in a registry yet.
fn dependencies(source: &Path) -> Result<PathBuf> {
    let mut manifest = json(&source.join("package.json"))?;
    if let Some(dependencies) = manifest["dependencies"].as_object_mut() {
        dependencies.remove(NAME);
    }
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    let lock = toolchains::read(&source.join("package-lock.json"))?;
    let version = NODE.version().unwrap_or_default();
    // Each checkout has its own: what is copied and installed there later differs.
    let checkout = workspace::root();
    let key = toolchains::key(&[checkout.as_os_str().as_encoded_bytes(), version.as_bytes(), &manifest, &lock]);
    let copy = toolchains::cache("node-projects")?.join(key);
    toolchains::once(&copy, || {
        fs::write(copy.join("package.json"), &manifest)?;
        fs::write(copy.join("package-lock.json"), &lock)?;
        let mut npm = NPM.command();
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&copy);
        let name = source.strip_prefix(workspace::root()).unwrap_or(source).display().to_string();
        step::must(&format!("installing the npm packages of {name}"), npm)
    })?;
    Ok(copy)
}

/// Copies a project's files over those of the last time; what is gone from the project goes from the copy.
fn copy_sources(source: &Path, copy: &Path) -> Result<()> {
    const KEPT: [&str; 4] = ["node_modules", "package.json", "package-lock.json", ".complete"];
    for entry in fs::read_dir(copy)? {
        let entry = entry?;
        if KEPT.iter().any(|kept| entry.file_name() == *kept) {
            continue;
        }
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    copy_folder(source, copy, &KEPT)
}

/// Copies a folder, but for what is called like one of the left out.
pub fn copy_folder(source: &Path, copy: &Path, left_out: &[&str]) -> Result<()> {
    fs::create_dir_all(copy)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        if left_out.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let target = copy.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target, &["node_modules"])?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn json(path: &Path) -> Result<Value> {
    serde_json::from_slice(&toolchains::read(path)?).with_context(|| format!("{} is no JSON", path.display()))
}

/// A program of Node's, run in an installed project.
pub fn node(project: &Path, arguments: &[&str]) -> Command {
    let mut node = NODE.command();
    node.args(arguments).current_dir(project);
    node
}

/// A folder with the packages of a release: the package itself, and one for each platform whose addon is there.
pub fn lay_out_release() -> Result<PathBuf> {
    pack()?;
    let package = workspace::root().join(PACKAGE);
    let release = Metadata::read()?.target_directory().join("npm/release");
    toolchains::remove(&release)?;
    let mut lay_out = NODE.command();
    lay_out.arg(package.join("scripts/release.mjs")).arg(package.join("addon")).arg(&release);
    step::must("laying out the packages of a release", lay_out)?;
    Ok(release)
}

/// A project with the packages of a release installed: the package itself, and the one with this platform's addon.
pub fn install_release() -> Result<PathBuf> {
    let release = lay_out_release()?;
    let project = release.join("project");
    fs::create_dir_all(&project)?;
    fs::write(project.join("package.json"), r#"{"private": true, "type": "module"}"#)?;
    fs::copy(workspace::root().join(TESTS).join("smoke.mjs"), project.join("smoke.mjs"))?;
    let mut install = NPM.command();
    // Copied, not linked: a release is not a checkout.
    install.args(["install", "--offline", "--install-links", "--no-audit", "--no-fund", "--ignore-scripts"]);
    install.args([format!("../{NAME}"), format!("../{NAME}-{}", platform())]).current_dir(&project);
    step::must("installing the packages of a release", install)?;
    Ok(project)
}

/// A program that runs JavaScript, besides the Node that is installed.
pub struct Runtime {
    /// What it is called in reports.
    pub name: &'static str,
    /// Its program below `node_modules`, by system and processor as Rust names them.
    programs: &'static [(&'static str, &'static str, &'static str)],
}

/// The oldest Node that is supported, and the newest.
pub static NODES: &[Runtime] = &[
    Runtime {
        name: "Node 18",
        programs: &[
            ("linux", "x86_64", "node18-linux-x64/bin/node"),
            ("linux", "aarch64", "node18-linux-arm64/bin/node"),
            ("macos", "x86_64", "node18-darwin-x64/bin/node"),
        ],
    },
    Runtime {
        name: "Node 26",
        programs: &[
            ("linux", "x86_64", "node26-linux-x64/bin/node"),
            ("linux", "aarch64", "node26-linux-arm64/bin/node"),
            ("macos", "x86_64", "node26-darwin-x64/bin/node"),
        ],
    },
];

pub static BUN: Runtime = Runtime {
    name: "Bun",
    programs: &[
        ("linux", "x86_64", "@oven/bun-linux-x64/bin/bun"),
        ("linux", "aarch64", "@oven/bun-linux-aarch64/bin/bun"),
        ("macos", "aarch64", "@oven/bun-darwin-aarch64/bin/bun"),
    ],
};

pub static DENO: Runtime = Runtime { name: "Deno", programs: &[("linux", "x86_64", "@deno/linux-x64-glibc/deno")] };

impl Runtime {
    /// The program, from npm. Fails with [`Missing`] where npm has none for this platform.
    pub fn program(&self) -> Result<PathBuf> {
        let platform = (env::consts::OS, env::consts::ARCH);
        let program = self.programs.iter().find(|(system, processor, _)| (*system, *processor) == platform);
        let (_, _, path) = program.with_context(|| self.missing())?;
        let program = dependencies(&workspace::root().join(RUNTIMES))?.join("node_modules").join(path);
        // npm passes over what it can't get, or what was built for another C library.
        ensure!(program.exists(), self.missing());
        Ok(program)
    }

    fn missing(&self) -> Missing {
        Missing(format!("{} is not to be had from npm for {} on {}", self.name, env::consts::OS, env::consts::ARCH))
    }
}

/// The project with the inbox's tests, with Prisma's clients made for it.
pub fn install_inbox() -> Result<PathBuf> {
    let project = install(INBOX)?;
    for database in ["sqlite", "postgres"] {
        prisma_client(&project, &format!("prisma/{database}.prisma"))?;
    }
    Ok(project)
}

/// `examples/nextjs-prisma`, built, by a Node that its SQLite client takes; and what starts it.
pub fn nextjs_prisma(program: &Path) -> Result<(PathBuf, PathBuf)> {
    let project = install("examples/nextjs-prisma")?;
    prisma_client(&project, "prisma/schema.prisma")?;
    let mut build = workspace::command(program);
    build.args(["node_modules/next/dist/bin/next", "build"]).current_dir(&project);
    build.env("NEXT_TELEMETRY_DISABLED", "1").env_remove("AUTOSEND_WEBHOOK_SECRET");
    step::must("next build, with Prisma", build)?;
    Ok((project, workspace::root().join(START_NEXT)))
}

/// Generates the client that a schema of Prisma's describes.
fn prisma_client(project: &Path, schema: &str) -> Result<()> {
    let mut generate = node(project, &["node_modules/prisma/build/index.js", "generate", "--schema", schema]);
    // Without an engine that Prisma would download, and that only its migrations need.
    generate.env("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true").env("CHECKPOINT_DISABLE", "1");
    step::must(&format!("making Prisma's client of {schema}"), generate)
}

/// `examples/express`, ready to start.
pub fn express() -> Result<Command> {
    Ok(node(&install("examples/express")?, &["server.mjs"]))
}

/// `examples/hono`, ready to start.
pub fn hono() -> Result<Command> {
    Ok(node(&install("examples/hono")?, &["server.mjs"]))
}

/// `examples/nextjs`, built by Turbopack and ready to start.
pub fn nextjs_by_turbopack() -> Result<Command> {
    nextjs("--turbopack")
}

/// `examples/nextjs`, built by webpack and ready to start.
pub fn nextjs_by_webpack() -> Result<Command> {
    nextjs("--webpack")
}

fn nextjs(bundler: &str) -> Result<Command> {
    let project = install("examples/nextjs")?;
    let mut build = node(&project, &["node_modules/next/dist/bin/next", "build", bundler]);
    // A build has no secrets.
    build.env("NEXT_TELEMETRY_DISABLED", "1").env_remove("AUTOSEND_WEBHOOK_SECRET");
    step::must(&format!("next build {bundler}"), build)?;

    let mut start = node(&project, &[]);
    start.arg(workspace::root().join(START_NEXT)).env("NEXT_TELEMETRY_DISABLED", "1");
    Ok(start)
}

/// The measurement beside the snippet, of the package without its addon.
pub fn sdk_bench() -> Result<Command> {
    pack()?;
    let mut bench = NODE.command();
    bench.arg(workspace::root().join(PACKAGE).join("bench/sdk.mjs"));
    Ok(bench)
}

/// The same with the addon.
pub fn sdk_bench_native() -> Result<Command> {
    let mut bench = sdk_bench()?;
    bench.arg("--addon");
    Ok(bench)
}

/// The side-by-side measurement of the installed package.
pub fn bench() -> Result<Command> {
    Ok(node(&install(TESTS)?, &["bench.mjs"]))
}
