//! `cargo xtask demo`: the main job on real input.
//!
//! Starts a receiver, sends it every event as the command line signs and sends it, then a set of attacks, and compares
//! each answer with the one that is expected. Another receiver is one more entry in [`RECEIVERS`].

mod attacks;
mod cli;
mod events;
mod http;
mod receiver;

use std::{fs, path::Path, time::Duration};

use anstream::println;
use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use crate::{counts::Counts, setup::Tool, ui};

use self::cli::Sender;
pub use self::cli::{build as build_sender, random_secret};
pub use self::receiver::{QUICK_START, RECEIVERS, Receiver};

const EXAMPLES: &str = "\
Examples:
  cargo xtask demo                    every receiver
  cargo xtask demo --receiver axum    one of them
  cargo xtask demo --list             which ones there are

Exit code: 0 if every answer was the expected one, 1 otherwise.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Send to this receiver only; may be given several times, or with commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = names())]
    receiver: Vec<String>,

    /// List the receivers, and run nothing
    #[arg(long)]
    list: bool,
}

fn names() -> PossibleValuesParser {
    RECEIVERS.iter().map(|receiver| receiver.name).into()
}

/// Returns whether all receivers answered as expected.
pub fn main(args: &Args) -> Result<bool> {
    let chosen =
        |receiver: &&Receiver| args.receiver.is_empty() || args.receiver.iter().any(|name| name == receiver.name);
    let receivers: Vec<&Receiver> = RECEIVERS.iter().filter(chosen).collect();
    if args.list {
        let row = |receiver: &&Receiver| vec![ui::text(receiver.name).style(ui::BOLD), ui::text(receiver.title)];
        ui::table(&["receiver", "what it is"], &receivers.iter().map(row).collect::<Vec<_>>());
        return Ok(true);
    }
    let mut sum = Counts::default();
    let program = build_sender()?;
    for receiver in receivers {
        sum += run(receiver, &program, Show::Everything)?;
    }
    println!("\n{} of {} answers as expected", sum.passed, sum.passed + sum.failed);
    Ok(sum.failed == 0)
}

/// Which rows of the table to print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Show {
    Everything,
    Failures,
}

/// Sends everything to one receiver. Each row of the table counts as one test.
pub fn run(receiver: &Receiver, sender: &Path, show: Show) -> Result<Counts> {
    receiver.needs.iter().try_for_each(Tool::require)?;
    ui::heading("Receiver", receiver.title);
    let lab = Lab::set_up(receiver, sender)?;
    let mut table = Table { show, counts: Counts::default() };
    table.title("event");
    for case in events::all() {
        table.row(&case.name, case.expected, &case.run(&lab)?);
    }
    table.title("attack");
    for attack in attacks::ALL {
        table.row(attack.name, attack.expected, &attack.run(&lab)?);
    }
    Ok(table.counts)
}

/// All that is needed to try something: a running receiver, and a sender that knows its secret.
struct Lab {
    url: String,
    sender: Sender,
    // Both end when the laboratory goes: the receiver is stopped, the files are removed.
    _running: receiver::Running,
    _directory: tempfile::TempDir,
}

impl Lab {
    fn set_up(receiver: &Receiver, sender: &Path) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let secret = cli::random_secret();
        let secret_file = directory.path().join("secret");
        fs::write(&secret_file, &secret).context("cannot write the secret")?;
        let sender = Sender::new(sender, secret_file);
        let running = receiver.start(&secret)?;
        let url = running.url.clone();
        ui::note(&format!("listening on {url}"));
        Ok(Self { url, sender, _running: running, _directory: directory })
    }
}

/// What a receiver should answer.
#[derive(Clone, Copy)]
enum Expected {
    /// 200, and that it had not seen the delivery before.
    New,
    /// 200, and that it had.
    Duplicate,
    /// This status, with this error code.
    Refused(u16, &'static str),
    /// This status, whatever else.
    Status(u16),
}

/// What it did answer.
struct Answer {
    /// None if there was no answer, or none that is HTTP.
    status: Option<u16>,
    /// The error code, `new` or `duplicate`, or the error that kept it from answering.
    detail: String,
    time: Duration,
}

impl Expected {
    fn status(self) -> u16 {
        match self {
            Self::New | Self::Duplicate => 200,
            Self::Refused(status, _) | Self::Status(status) => status,
        }
    }

    fn detail(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Duplicate => "duplicate",
            Self::Refused(_, code) => code,
            Self::Status(_) => "",
        }
    }

    fn matches(self, answer: &Answer) -> bool {
        let same = matches!(self, Self::Status(_)) || self.detail() == answer.detail;
        answer.status == Some(self.status()) && same
    }
}

struct Table {
    show: Show,
    counts: Counts,
}

impl Table {
    fn title(&self, what: &str) {
        if self.show == Show::Everything {
            println!("\n  {}{what:<44}  {:<24}  {:<24}  {:>7}{:#}", ui::BOLD, "expected", "got", "ms", ui::BOLD);
        }
    }

    fn row(&mut self, name: &str, expected: Expected, answer: &Answer) {
        let passed = expected.matches(answer);
        self.counts += Counts::one(passed);
        if passed && self.show == Show::Failures {
            return;
        }
        let (style, word) = if passed { (ui::GOOD, "ok") } else { (ui::BAD, "FAIL") };
        let wanted = format!("{} {}", expected.status(), expected.detail());
        let status = answer.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let got = format!("{status} {}", answer.detail);
        let time = answer.time.as_secs_f64() * 1e3;
        println!("  {name:<44}  {wanted:<24}  {got:<24}  {time:>7.1}  {style}{word}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_detail_both_count() {
        let answer = |status, detail: &str| Answer { status, detail: detail.into(), time: Duration::ZERO };
        assert!(Expected::New.matches(&answer(Some(200), "new")));
        assert!(!Expected::New.matches(&answer(Some(200), "duplicate")));
        assert!(!Expected::Refused(401, "a").matches(&answer(Some(401), "b")));
        assert!(!Expected::Refused(401, "a").matches(&answer(Some(400), "a")));
        assert!(Expected::Status(405).matches(&answer(Some(405), "anything")));
        assert!(!Expected::Status(405).matches(&answer(None, "refused")));
    }
}
