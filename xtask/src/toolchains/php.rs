//! PHP: what the tests need of it, and the example.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{
    step,
    toolchains::{self, Missing, PHP},
    workspace::{self, Metadata},
};

const EXAMPLE: &str = "examples/php";

/// PHP with databases, implementations of PSR-7 and of Symfony's requests, a checker of style, and the package manager.
const PACKAGES: [&str; 8] = [
    "php-cli",
    "php-sqlite3",
    "php-pgsql",
    "php-zip",
    "php-nyholm-psr7",
    "php-symfony-http-foundation",
    "php-codesniffer",
    "composer",
];

/// Fails if one of them is not there.
const PROBE: &str = "exit(extension_loaded('pdo_sqlite') && extension_loaded('pdo_pgsql') && extension_loaded('pcntl') && extension_loaded('zip')
    && (include 'Nyholm/Psr7/autoload.php') && (include 'Symfony/Component/HttpFoundation/autoload.php') ? 0 : 1);";

/// Whether the checker of style is of the version whose PSR-12 the source keeps to.
const PHPCS: &str = "phpcs --version | grep -q 'version 3[.]'";

/// Installs what is not there if that is possible.
pub fn provide() -> Result<()> {
    if !is_complete() && (!toolchains::apt_install(&PACKAGES)? || !is_complete()) {
        PHP.require()?;
        bail!(Missing(format!("PHP lacks a part: install {}", PACKAGES.join(", "))));
    }
    Ok(())
}

fn is_complete() -> bool {
    let runs = |mut command: Command| command.output().is_ok_and(|output| output.status.success());
    let with = |program: &str, arguments: &[&str]| {
        let mut command = workspace::command(program);
        command.args(arguments);
        runs(command)
    };
    with("php", &["-r", PROBE]) && with("sh", &["-c", PHPCS]) && runs(composer(&["--version"]))
}

/// Composer, which is not to ask for packages that are not in the checkout.
pub fn composer(arguments: &[&str]) -> Command {
    let mut composer = workspace::command("composer");
    composer.args(arguments).args(["--no-interaction", "--no-ansi"]);
    composer.env("COMPOSER_DISABLE_NETWORK", "1").env("COMPOSER_ALLOW_SUPERUSER", "1");
    composer
}

/// The benchmark, with the compiler's cache that servers run PHP with, and without a JIT, as PHP comes.
pub fn bench() -> Result<Command> {
    provide()?;
    let mut bench = PHP.command();
    bench.args(["-d", "opcache.enable_cli=1", "sdks/php/bench/bench.php"]);
    Ok(bench)
}

/// The example with the package installed, on PHP's own server; to be started by the demo.
pub fn example() -> Result<Command> {
    provide()?;
    let folder = workspace::root().join(EXAMPLE);
    let mut install = composer(&["install", "--no-progress"]);
    install.current_dir(&folder);
    step::must(&format!("installing the packages of {EXAMPLE}"), install)?;

    let database = Metadata::read()?.target_directory().join("php").join("webhooks.sqlite");
    std::fs::create_dir_all(database.parent().unwrap_or(&database))?;
    // What an earlier run has seen is not to be known.
    if database.exists() {
        std::fs::remove_file(&database)?;
    }
    let mut serve = PHP.command();
    serve.arg(folder.join("serve.php")).env("DATABASE", format!("sqlite:{}", database.display()));
    Ok(serve)
}
