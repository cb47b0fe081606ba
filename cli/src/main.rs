//! The command line of this project: sign, verify, explain, send and receive AutoSend webhooks, and examine receivers.
#![forbid(unsafe_code)]
#![allow(clippy::doc_markdown, reason = "--help prints the comments on arguments, where back-ticks are noise")]

mod client;
mod commands;
mod doctor;
mod edit;
mod input;
mod output;
mod pasted;
mod redact;
mod server;
mod stored;
mod trust;

use clap::{Parser, Subcommand};
use commands::{
    completions, dev as dev_command, events, explain, generate, listen, replay, schema, send, sign, simulate, verify,
};
use output::{Exit, UsageError};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks dev
  autosend-webhooks send email.bounced --to http://127.0.0.1:3000/webhooks
  autosend-webhooks verify --headers-file headers.txt < body.json
  autosend-webhooks explain --headers-file headers.txt < body.json
  autosend-webhooks doctor http://127.0.0.1:3000/webhooks
  autosend-webhooks listen --forward-to http://127.0.0.1:3000/webhooks

Exit codes: 0 all well, 1 refused, not answered with 2xx, or less than full marks, 2 wrong use.";

/// Receive AutoSend webhooks: a local AutoSend, an examiner of receivers, and tools around one request
#[derive(Parser)]
#[command(name = "autosend-webhooks", version, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Sign(sign::Args),
    Verify(verify::Args),
    Explain(explain::Args),
    Send(send::Args),
    Doctor(commands::doctor::Args),
    Listen(listen::Args),
    Replay(replay::Args),
    Dev(dev_command::Args),
    Inbox(commands::inbox::Args),
    Simulate(simulate::Args),
    Events(events::Args),
    Schema(schema::Args),
    Generate(generate::Args),
    Completions(completions::Args),
}

fn main() -> ExitCode {
    let exit = match Cli::try_parse() {
        Ok(cli) => run(&cli.command).unwrap_or_else(|error| error.report()),
        Err(error) => output::clap_error(&error),
    };
    exit.into()
}

fn run(command: &Command) -> Result<Exit, UsageError> {
    match command {
        Command::Sign(args) => sign::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Send(args) => send::run(args),
        Command::Doctor(args) => commands::doctor::run(args),
        Command::Listen(args) => listen::run(args),
        Command::Replay(args) => replay::run(args),
        Command::Dev(args) => dev_command::run(args),
        Command::Inbox(args) => commands::inbox::run(args),
        Command::Simulate(args) => simulate::run(args),
        Command::Events(args) => events::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Generate(args) => generate::run(args),
        Command::Completions(args) => completions::run::<Cli>(args),
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_arguments_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_examples() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.starts_with("Example"), "{}", command.get_name());
        }
    }
}
