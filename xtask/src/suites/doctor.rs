//! `autosend-webhooks doctor` on real receivers: each of its checks is one test.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    counts::Counts,
    demo::{self, Receiver, free_port, random_secret},
    programs::{self, Build},
    step::Steps,
    toolchains::Tool,
    ui, workspace,
};

/// What does not pass on the quick start's receiver, as [`Check::trouble`] writes it. Its === is not there: it gives away
/// some nanoseconds, which no measurement over HTTP shows.
const QUICK_START: [&str; 14] = [
    "numbers",
    "escapes",
    "reprinted",
    "stale",
    "future",
    "broken-timestamp",
    "no-delivery-id",
    "traces",
    // It answers the same to all that it accepts.
    "?event-mismatch",
    "?retry",
    "?replay",
    "?burnt-id",
    "?expired",
    "?at-work",
];

/// A check as `doctor --json` reports it.
struct Check {
    name: String,
    outcome: String,
    finding: String,
}

impl Check {
    fn of(row: &Value) -> Self {
        let text = |member: &str| row[member].as_str().unwrap_or_default().to_owned();
        Self { name: text("check"), outcome: text("outcome"), finding: text("finding") }
    }

    /// Its name if it did not pass, with a question mark if it stayed undecided.
    fn trouble(&self) -> Option<String> {
        match &*self.outcome {
            "passed" => None,
            "undecided" => Some(format!("?{}", self.name)),
            _ => Some(self.name.clone()),
        }
    }
}

pub fn run(steps: &mut Steps) -> Result<()> {
    let doctor = programs::command_line(Build::Tests)?;
    let examples = demo::RECEIVERS.iter().map(|receiver| (receiver, &[][..]));
    for (receiver, wanted) in examples.chain([(&demo::QUICK_START, &QUICK_START[..])]) {
        steps.attempt(receiver.title, |steps| {
            close(steps, receiver.title, &examine(&doctor, receiver)?, wanted);
            Ok(())
        });
    }
    Ok(())
}

fn examine(doctor: &Path, receiver: &Receiver) -> Result<Vec<Check>> {
    receiver.needs.iter().try_for_each(Tool::require)?;
    let secret = random_secret();
    let directory = tempfile::tempdir()?;
    let secret_file = directory.path().join("secret");
    fs::write(&secret_file, &secret).context("cannot write the secret")?;
    let port = free_port()?;
    let _running = receiver.start(receiver.build()?, &secret, port)?;
    let mut command: Command = workspace::command(doctor);
    command.args(["doctor", &receiver.url(port), "--json", "--secret-file"]).arg(&secret_file);
    let output = command.output().context("cannot run the doctor")?;
    let Ok(report) = serde_json::from_slice::<Value>(&output.stdout) else {
        bail!("the doctor failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    };
    let checks: Vec<Check> = report["checks"].as_array().into_iter().flatten().map(Check::of).collect();
    let full_marks = checks.iter().all(|check| check.outcome == "passed");
    if checks.is_empty() || output.status.code() != Some(i32::from(!full_marks)) {
        bail!("the doctor ended with {}, which does not fit its report: {report}", output.status);
    }
    Ok(checks)
}

/// Each check counts as one test: whether it came out as it should.
fn close(steps: &mut Steps, title: &str, checks: &[Check], wanted: &[&str]) {
    let wanted: BTreeSet<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    let found: BTreeSet<String> = checks.iter().filter_map(Check::trouble).collect();
    let wrong: Vec<&String> = found.symmetric_difference(&wanted).collect();
    let (total, failed) = (checks.len(), wrong.len());
    let passed = total.saturating_sub(failed);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    steps.counts += Counts { passed: count(passed), failed: count(failed), skipped: 0 };
    let text = format!("{title}: {passed} of {total} checks as expected");
    if failed == 0 {
        ui::verdict(ui::GOOD, "ok", &text);
        return;
    }
    ui::verdict(ui::BAD, "FAIL", &text);
    for name in wrong {
        let check = checks.iter().find(|check| check.name == name.trim_start_matches('?'));
        let seen = check.map_or("there is no such check", |check| &check.finding);
        ui::note(&format!("{name} {}: {seen}", if found.contains(name) { "not expected" } else { "expected" }));
    }
    steps.remarks.push(text);
}
