//! The durable inbox between the local AutoSend and a handler: killed twice at work, it processes all that it has accepted.

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    Demo,
    emulator::{Emulator, Webhook},
    receiver::free_port,
};
use crate::{counts::Counts, ui, workspace};

/// How many events happen, and after how many of them the inbox is killed.
const EVENTS: usize = 120;
const KILLED_AFTER: [usize; 2] = [40, 80];
/// What a killed worker had is another's after this.
const LEASE: &str = "2s";
/// How long the last of it may take.
const SETTLE: Duration = Duration::from_secs(30);

/// What the inbox has to do: long enough to be killed at it.
const HANDLER: &str = r#"sleep 0.02; echo "$AUTOSEND_DELIVERY_DIGEST" >> "$EFFECTS""#;

/// `autosend-webhooks inbox serve`, running.
pub struct Inbox {
    program: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
    process: Option<Child>,
    /// Its page, with the token in it.
    pub dashboard: String,
}

impl Demo {
    /// Lets events happen while the inbox is killed; returns one test, that what was accepted was processed, and the inbox.
    pub fn kill_the_inbox(&self) -> Result<(Counts, Inbox)> {
        ui::heading("Inbox", "on SQLite, with a command as its handler, killed (SIGKILL) twice at work");
        let folder = tempfile::tempdir()?;
        let port = free_port()?;
        let webhook = self.emulator.create_webhook("inbox", &format!("http://127.0.0.1:{port}/webhooks"))?;
        fs::write(folder.path().join("secret"), &webhook.secret)?;
        let mut inbox = Inbox { program: self.program.clone(), folder, port, process: None, dashboard: String::new() };
        inbox.start()?;
        let accepted = happen(&self.emulator, &webhook, &mut inbox)?;
        let processed = inbox.processed_within(SETTLE, accepted)?;
        let all: HashSet<&String> = processed.iter().collect();
        let again = processed.len() - all.len();
        let passed = all.len() == accepted;
        let (style, word) = if passed { (ui::GOOD, "ok") } else { (ui::BAD, "FAIL") };
        let text = format!(
            "{EVENTS} events, {} kills: {accepted} accepted, {} processed, {again} of them begun again after a kill",
            KILLED_AFTER.len(),
            all.len()
        );
        ui::verdict(style, word, &text);
        Ok((Counts::one(passed), inbox))
    }
}

/// Returns how many deliveries were answered with 2xx in the end.
fn happen(emulator: &Emulator, webhook: &Webhook, inbox: &mut Inbox) -> Result<usize> {
    let mut deliveries = Vec::with_capacity(EVENTS);
    for number in 0..EVENTS {
        if KILLED_AFTER.contains(&number) {
            inbox.kill();
            inbox.start()?;
        }
        deliveries.push(emulator.fire(webhook, "email.delivered", 2)?);
    }
    let mut accepted = 0;
    for delivery in &deliveries {
        accepted += usize::from(emulator.ended(delivery)?["status"] == "delivered");
    }
    Ok(accepted)
}

impl Inbox {
    fn effects(&self) -> PathBuf {
        self.folder.path().join("effects")
    }

    fn start(&mut self) -> Result<()> {
        let mut command: Command = workspace::command(&self.program);
        command.args(["inbox", "serve", "--listen", &format!("127.0.0.1:{}", self.port), "--lease", LEASE]);
        command.args(["--store", &format!("sqlite://{}", self.folder.path().join("inbox.db").display())]);
        command.arg("--secret-file").arg(self.folder.path().join("secret")).args(["--exec", HANDLER]);
        command.env("EFFECTS", self.effects());
        command.args(["--dashboard", "127.0.0.1:0", "--json"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().context("cannot start the inbox")?;
        let mut lines = BufReader::new(process.stdout.take().context("no standard output")?);
        self.process = Some(process);
        let mut first = String::new();
        lines.read_line(&mut first)?;
        let first: Value = serde_json::from_str(&first).context("the inbox does not say where it listens")?;
        first["dashboard"].as_str().unwrap_or_default().clone_into(&mut self.dashboard);
        // A line follows for each delivery: what is not read stops it in the end.
        thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Ok(())
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Where it is gone already there is nothing to kill.
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// The digests of what was processed, once there are as many different ones, or after a time.
    fn processed_within(&self, time: Duration, wanted: usize) -> Result<Vec<String>> {
        let start = Instant::now();
        loop {
            let text = fs::read_to_string(self.effects()).unwrap_or_default();
            let done: Vec<String> = text.lines().map(str::to_owned).collect();
            let different = done.iter().collect::<HashSet<_>>().len();
            if different >= wanted || start.elapsed() > time {
                ensure!(!done.is_empty(), "the inbox processed nothing");
                return Ok(done);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.kill();
    }
}
