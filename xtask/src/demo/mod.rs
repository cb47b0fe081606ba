//! `cargo xtask demo`: the main job on real input.
//!
//! Runs a local AutoSend (`autosend-webhooks dev`) and creates a webhook for each receiver through its API. One event
//! happens before the receiver is up, and arrives by a retry; then all events happen, in both generations. A set of attacks
//! follows, which the doctor makes past the local AutoSend. Each answer is compared with the one that is expected. Another
//! receiver is one more entry in [`RECEIVERS`]. Last comes the durable inbox, killed at work, and the dashboards stay.

mod attacks;
mod emulator;
mod events;
mod http;
mod inbox;
mod receiver;
mod secret;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, IsTerminal},
    path::PathBuf,
    process::Command,
    rc::Rc,
    thread,
    time::Duration,
};

use anstream::println;
use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;

use crate::{
    counts::Counts,
    programs::{self, Build},
    toolchains::Tool,
    ui,
};

pub use self::receiver::{QUICK_START, RECEIVERS, Receiver, free_port};
pub use self::secret::random_secret;
use self::{
    attacks::Attack,
    emulator::{Emulator, Log, Webhook},
};

/// The receiver that needs nothing but a Rust toolchain.
const RUST_ALONE: &str = "axum";

const EXAMPLES: &str = "\
Examples:
  cargo xtask demo                    a receiver in Rust, and the durable inbox
  cargo xtask demo --all              receivers in every language
  cargo xtask demo --only python,node  those of some languages
  cargo xtask demo --only express     one of them
  cargo xtask demo --list             which ones there are
  cargo xtask demo --keep             go on, with the dashboards, as it does on a terminal

Exit code: 0 if every answer was the expected one, 1 otherwise.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Every receiver, not only the one that needs nothing but Rust
    #[arg(long, conflicts_with = "only")]
    all: bool,

    /// Send to this receiver only, or to those of this language; may be given several times, or with commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = names())]
    only: Vec<String>,

    /// List the receivers, and run nothing
    #[arg(long)]
    list: bool,

    /// Go on running, with the receivers and the dashboards, until Ctrl-C [default: on a terminal]
    #[arg(long)]
    keep: bool,
}

impl Args {
    fn chooses(&self, receiver: &Receiver) -> bool {
        if self.only.is_empty() {
            // The list is of all.
            return self.all || self.list || receiver.name == RUST_ALONE;
        }
        self.only.iter().any(|name| name == receiver.name || name == receiver.language)
    }
}

fn names() -> PossibleValuesParser {
    let languages: BTreeSet<&str> = RECEIVERS.iter().map(|receiver| receiver.language).collect();
    let names = RECEIVERS.iter().map(|receiver| receiver.name).filter(|name| !languages.contains(name));
    languages.iter().copied().chain(names).collect::<Vec<_>>().into()
}

/// Returns whether all receivers answered as expected.
pub fn main(args: &Args) -> Result<bool> {
    let receivers: Vec<&Receiver> = RECEIVERS.iter().filter(|receiver| args.chooses(receiver)).collect();
    if args.list {
        let row = |receiver: &&Receiver| {
            vec![ui::text(receiver.name).style(ui::BOLD), ui::text(receiver.language), ui::text(receiver.title)]
        };
        ui::table(&["receiver", "language", "what it is"], &receivers.iter().map(row).collect::<Vec<_>>());
        return Ok(true);
    }
    let demo = Demo::start(Build::Demo)?;
    let visits: Vec<Visit> =
        receivers.into_iter().map(|receiver| demo.visit(receiver, Show::Everything)).collect::<Result<_>>()?;
    let mut sum = Counts::default();
    for visit in &visits {
        sum += visit.counts;
    }
    let (kept, inbox) = demo.kill_the_inbox()?;
    sum += kept;
    summarize(&visits);
    println!("\n{} of {} answers as expected", sum.passed, sum.passed + sum.failed);
    if args.keep || io::stdout().is_terminal() {
        ui::heading("Dashboards", "until Ctrl-C");
        println!("  the local AutoSend  {}\n  the inbox           {}", demo.emulator.dashboard, inbox.dashboard);
        loop {
            thread::park();
        }
    }
    println!("cargo xtask demo --keep goes on, with the dashboards of the local AutoSend and of the inbox");
    Ok(sum.failed == 0)
}

/// What the log of the local AutoSend says in the end.
fn summarize(visits: &[Visit]) {
    ui::heading("Deliveries", "as the local AutoSend has logged them");
    let row = |visit: &Visit| {
        let Counts { passed, failed, .. } = visit.counts;
        let Log { deliveries, acknowledged, attempts } = visit.log;
        vec![
            ui::text(visit.title).style(ui::BOLD),
            ui::number(deliveries.to_string()),
            ui::number(acknowledged.to_string()),
            ui::number(attempts.to_string()),
            ui::number(format!("{passed} of {}", passed + failed)).style(if failed == 0 { ui::GOOD } else { ui::BAD }),
        ]
    };
    let header = ["receiver", "deliveries", "acknowledged", "attempts", "answers as expected"];
    ui::table(&header, &visits.iter().map(row).collect::<Vec<_>>());
}

/// Which rows of the table to print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Show {
    Everything,
    Failures,
}

/// A running local AutoSend, and the program that it is.
pub struct Demo {
    emulator: Rc<Emulator>,
    program: PathBuf,
}

/// What came of a receiver.
pub struct Visit {
    title: &'static str,
    /// Each row of the table counts as one test.
    pub counts: Counts,
    log: Log,
    // The receiver runs on, for `--keep`.
    _harness: Harness,
}

impl Demo {
    pub fn start(build: Build) -> Result<Self> {
        let program = programs::command_line(build)?;
        Ok(Self { emulator: Rc::new(Emulator::start(&program)?), program })
    }

    /// Sends everything to one receiver.
    pub fn visit(&self, receiver: &Receiver, show: Show) -> Result<Visit> {
        receiver.needs.iter().try_for_each(Tool::require)?;
        ui::heading("Receiver", receiver.title);
        self.visit_started(receiver, receiver.build()?, show)
    }

    /// The same for one that was built otherwise, by what starts it.
    pub fn visit_started(&self, receiver: &Receiver, command: Command, show: Show) -> Result<Visit> {
        let harness = self.set_up(receiver, command)?;
        let mut table = Table { show, counts: Counts::default() };
        table.title("retry");
        table.row("sent before the receiver was up", &harness.early()?);
        table.title("event");
        for case in events::all()? {
            table.row(&case.name, &case.run(&harness)?);
        }
        table.title("attack");
        for attack in attacks::run(&self.program, &harness.url, &harness.secret_file)? {
            let Attack { name, wanted, got, time, passed } = attack;
            table.result(&name, &wanted, &got, time, passed);
        }
        let log = self.emulator.log(&harness.webhook)?;
        Ok(Visit { title: receiver.title, counts: table.counts, log, _harness: harness })
    }

    /// The receiver is started late: the first attempt of an event finds nobody there.
    fn set_up(&self, receiver: &Receiver, command: Command) -> Result<Harness> {
        let (emulator, port) = (Rc::clone(&self.emulator), receiver::free_port()?);
        let url = receiver.url(port);
        let webhook = emulator.create_webhook(receiver.name, &url)?;
        let early = emulator.fire(&webhook, "email.sent", 2)?;
        emulator.tried(&early)?;
        let running = receiver.start(command, &webhook.secret, port)?;
        ui::note(&format!("listening on {url}"));

        let directory = tempfile::tempdir()?;
        let secret_file = directory.path().join("secret");
        fs::write(&secret_file, &webhook.secret).context("cannot write the secret")?;
        Ok(Harness { url, secret_file, emulator, webhook, early, _running: running, _directory: directory })
    }
}

/// All that is needed to try something: a running receiver, its webhook, and its secret in a file.
struct Harness {
    url: String,
    secret_file: PathBuf,
    emulator: Rc<Emulator>,
    webhook: Webhook,
    /// The delivery that was sent before the receiver was up.
    early: String,
    // Both end when the harness goes: the receiver is stopped, the files are removed.
    _running: receiver::Running,
    _directory: tempfile::TempDir,
}

impl Harness {
    /// What the receiver answered in the end to the delivery that came too early.
    fn early(&self) -> Result<Answer> {
        let delivery = self.emulator.ended(&self.early)?;
        let attempts = delivery["attempts"].as_array().map_or(0, Vec::len);
        ui::note(&format!("the event from before it was up took {attempts} attempts"));
        let answer = emulator::answer(&delivery);
        // With one attempt alone it was not a retry.
        Ok(if attempts > 1 { answer } else { Answer { status: None, detail: "no retry".into(), ..answer } })
    }
}

/// What a receiver should answer: 200, and that it had not seen the delivery before.
const NEW: (u16, &str) = (200, "new");

/// What it did answer.
struct Answer {
    /// None if there was no answer, or none that is HTTP.
    status: Option<u16>,
    /// The error code, `new`, `duplicate` or `expired`, or the error that kept it from answering.
    detail: String,
    time: Duration,
}

impl Answer {
    fn is_new(&self) -> bool {
        self.status == Some(NEW.0) && self.detail == NEW.1
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

    fn row(&mut self, name: &str, answer: &Answer) {
        let wanted = format!("{} {}", NEW.0, NEW.1);
        let status = answer.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let got = format!("{status} {}", answer.detail);
        self.result(name, &wanted, &got, answer.time, answer.is_new());
    }

    fn result(&mut self, name: &str, wanted: &str, got: &str, time: Duration, passed: bool) {
        self.counts += Counts::one(passed);
        if passed && self.show == Show::Failures {
            return;
        }
        let (style, word) = if passed { (ui::GOOD, "ok") } else { (ui::BAD, "FAIL") };
        let time = time.as_secs_f64() * 1e3;
        println!("  {name:<44}  {wanted:<24}  {got:<24}  {time:>7.1}  {style}{word}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_detail_both_count() {
        let answer = |status, detail: &str| Answer { status, detail: detail.into(), time: Duration::ZERO };
        assert!(answer(Some(200), "new").is_new());
        assert!(!answer(Some(200), "duplicate").is_new());
        assert!(!answer(Some(400), "new").is_new() && !answer(None, "refused").is_new());
    }
}
