//! The command line of this project: sign, verify, explain, send and receive AutoSend webhooks, and examine receivers.
//!
//! # Modules
//!
//! Each uses only those below it.
//!
//! | module | is |
//! | --- | --- |
//! | `commands` | arguments and output of each command; `replay` uses `send` and `verify`, `simulate` the port of `dev` |
//! | `doctor` | checks of a receiver: `check`, `checks`, `harness`, `report` |
//! | `profile`, `server`, `trust` | arguments for other providers' requests, of servers and of clients |
//! | `input` | arguments that several commands take |
//! | `client`, `edit`, `pasted`, `stored` | one request: sent, changed, read from what was pasted, in a file |
//! | `output` | results, messages, exit codes |
//! | `redact` | no secrets in messages |
//! | `environment`, `headers` | names of variables, types of headers |
#![forbid(unsafe_code)]
#![allow(clippy::doc_markdown, reason = "--help prints the comments on arguments, where back-ticks are noise")]

mod client;
mod commands;
mod doctor;
mod edit;
mod environment;
mod headers;
mod input;
mod output;
mod pasted;
mod profile;
mod redact;
mod server;
mod stored;
mod trust;

use clap::{Parser, Subcommand};
use commands::{
    completions, dev as dev_command, events, explain, generate, listen, man, replay, schema, send, sign, simulate,
    verify,
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
    Man(man::Args),
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
        Command::Man(args) => man::run::<Cli>(args),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, input::parse_duration};
    use autosend_webhooks::schema;
    use autosend_webhooks_inbox::{InboxOptions, WorkOptions};
    use clap::{Arg, Command, CommandFactory};
    use serde_json::Value;

    /// Where the catalog has the default of an argument.
    const OF_CATALOG: [(&str, &str); 7] = [
        ("tolerance", "/timestamp/tolerance_ms"),
        ("future-tolerance", "/timestamp/future_tolerance_ms"),
        ("max-body", "/limits/max_body"),
        ("timeout", "/delivery/response_timeout_ms"),
        ("concurrency", "/delivery/max_concurrent"),
        ("retry-schedule", "/delivery/default_retry_schedule"),
        ("generation", "/generations/0/number"),
    ];

    /// Whatever else has a default: the catalog says nothing of it.
    const OWN: [&str; 18] = [
        "bounce-rate",
        "click-rate",
        "count",
        "database",
        "emails",
        "format",
        "host",
        "max-connections",
        "open-rate",
        "port",
        "read-timeout",
        "saved",
        "save-limit",
        "spam-rate",
        "time-limit",
        "time-scale",
        "unsubscribe-rate",
        "url",
    ];

    /// Commands whose requests are not AutoSend's.
    const OTHERS: [&str; 1] = ["inbox"];

    fn catalog() -> Value {
        let files = schema::files();
        let file = files.iter().find(|file| file.path == "catalog.json").unwrap();
        serde_json::from_str(&file.content).unwrap()
    }

    /// Each argument with a default that --help shows, and the commands that lead to it.
    fn defaults(command: &Command, path: &str, found: &mut Vec<(String, Arg)>) {
        let arguments = command.get_arguments().filter(|argument| !argument.get_default_values().is_empty());
        found.extend(arguments.map(|argument| (path.to_owned(), argument.clone())));
        for below in command.get_subcommands() {
            defaults(below, &format!("{path} {}", below.get_name()), found);
        }
    }

    fn shown(argument: &Arg) -> String {
        argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect()
    }

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

    #[test]
    fn every_default_that_a_help_shows_is_the_catalogs() {
        let (catalog, mut found) = (catalog(), Vec::new());
        for command in Cli::command().get_subcommands().filter(|command| !OTHERS.contains(&command.get_name())) {
            defaults(command, command.get_name(), &mut found);
        }
        // Flags have defaults, too.
        found.retain(|(_, argument)| argument.get_action().takes_values());
        for (command, argument) in &found {
            let name = argument.get_long().unwrap_or_default();
            let default = shown(argument);
            let Some((_, pointer)) = OF_CATALOG.iter().find(|(of_catalog, _)| *of_catalog == name) else {
                assert!(OWN.contains(&name), "{command} --{name}: is its default, {default}, in the catalog?");
                continue;
            };
            let wanted = catalog.pointer(pointer).unwrap_or_else(|| panic!("the catalog has no {pointer}"));
            let is_same = match wanted.as_u64() {
                Some(millis) if pointer.ends_with("_ms") => {
                    parse_duration(&default).is_ok_and(|time| time.as_millis() == u128::from(millis))
                }
                Some(number) => default == number.to_string(),
                None => Some(&*default) == wanted.as_str(),
            };
            assert!(is_same, "{command} --{name}: {default}, but {wanted} in the catalog");
        }
        for (name, _) in OF_CATALOG {
            assert!(found.iter().any(|(_, argument)| argument.get_long() == Some(name)), "no command has --{name}");
        }
    }

    #[test]
    fn the_defaults_of_the_receiver_are_the_inboxs() {
        let (inbox, work) = (InboxOptions::default(), WorkOptions::default());
        let cli = Cli::command();
        let serve = cli.find_subcommand("inbox").and_then(|inbox| inbox.find_subcommand("serve")).unwrap();
        let of = |name| shown(serve.get_arguments().find(|argument| argument.get_long() == Some(name)).unwrap());
        assert_eq!(of("max-concurrent"), work.max_concurrent.to_string());
        assert_eq!(of("attempts"), work.attempts.to_string());
        assert_eq!(parse_duration(&of("lease")).unwrap(), work.lease);
        assert_eq!(parse_duration(&of("window")).unwrap(), inbox.window);
    }
}
