//! The project's own commands, run as `cargo xtask COMMAND`.

mod bench;
mod counts;
mod crash;
mod demo;
mod differential;
mod docs;
mod fuzz;
mod generate;
mod notices;
mod programs;
mod release;
mod run;
mod snippets;
mod step;
mod suites;
mod toolchains;
mod ui;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  cargo xtask demo                     every event and a set of attacks against a real receiver
  cargo xtask test                     everything that has to pass
  cargo xtask test --quick             what to run every day
  cargo xtask test --list              the suites, and what each one needs
  cargo xtask test --only rust,msrv    some of them
  cargo xtask generate                 rewrite the generated files after a change in core/
  cargo xtask docs --open              the book of docs/, in the browser
  cargo xtask fuzz --seconds 600 parse  one fuzz target for ten minutes

Tools that are fetched (Python packages, npm packages) go to a cache outside of the checkout:
$AUTOSEND_WEBHOOKS_CACHE, or autosend-webhooks/ in $XDG_CACHE_HOME or ~/.cache.";

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own commands", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the main job: send every event and a set of attacks to a receiver, and check each answer
    Demo(demo::Args),
    /// Run the test suites, all or some; the last line is `N passed, M failed`
    Test(suites::Args),
    /// Compare what every implementation decides on generated requests
    Differential(differential::Args),
    /// Write the generated files (schema/, code from it, snippets in READMEs), or check that they are current
    Generate(generate::Args),
    /// Make the book of docs/ and open or check it
    Docs(docs::Args),
    /// Measure speed side by side with other crates (release build)
    Bench(bench::Args),
    /// Kill `dev` at random moments under load, again and again, and look for what is lost
    Crash(crash::Args),
    /// Make all that is published, install it into empty projects, and try it there
    Release(release::Args),
    /// Run the fuzz targets (needs a nightly toolchain)
    Fuzz(fuzz::Args),
    /// Check formatting, clippy and documentation warnings
    Lint,
    /// Take the pictures of the dashboard anew, in a real Chromium
    Screenshots,
}

fn main() -> ExitCode {
    let outcome = run(&Cli::parse().command);
    outcome.unwrap_or_else(|error| {
        ui::error(&error);
        ExitCode::FAILURE
    })
}

fn run(command: &Command) -> Result<ExitCode> {
    let fine = match command {
        Command::Demo(args) => demo::main(args)?,
        Command::Test(args) => suites::main(args)?,
        Command::Differential(args) => differential::main(args)?,
        Command::Generate(args) => generate::main(args)?,
        Command::Docs(args) => docs::main(args)?,
        Command::Bench(args) => bench::main(args)?,
        Command::Crash(args) => crash::main(args)?,
        Command::Release(args) => release::main(args)?,
        Command::Fuzz(args) => fuzz::main(args)?,
        Command::Lint => suites::lint()?,
        Command::Screenshots => toolchains::chromium::screenshots()?,
    };
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
