//! Runs programs: with a live line while they run, in one line when they pass, in full when they fail.

use std::{
    io::{self, BufRead, BufReader, IsTerminal, PipeReader},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::Duration,
};

use anstream::{adapter::strip_str, print, println};
use anyhow::{Context, Result, bail};

use crate::{counts::Counts, toolchains::Missing, ui};

/// What a program did.
pub struct Outcome {
    pub status: ExitStatus,
    pub time: Duration,
    /// Standard output and standard error in the order in which they came.
    output: String,
    command: String,
}

impl Outcome {
    /// What it printed, without colours.
    pub fn plain_output(&self) -> String {
        strip_str(&self.output).to_string()
    }

    /// Prints the command line and all that the program printed.
    pub fn print_in_full(&self) {
        println!("{}$ {}{:#}", ui::DIM, self.command, ui::DIM);
        print!("{}", self.output);
        println!("{}({}){:#}", ui::DIM, self.status, ui::DIM);
    }
}

/// Runs a program to its end, showing a live line. It is no error if the program fails.
pub fn run(title: &str, mut command: Command) -> Result<Outcome> {
    let description = describe(&command);
    let (reader, writer) = io::pipe()?;
    if io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut live = ui::Live::start(title);
    let mut child = command.spawn().with_context(|| format!("cannot run {description}"))?;
    // The command still holds the writing ends of the pipe: without this the reader would never see its end.
    drop(command);

    let output = follow(&lines(reader), &mut live);
    let status = child.wait()?;
    Ok(Outcome { status, time: live.finish(), output, command: description })
}

/// Runs a program that has to succeed for anything else to make sense, such as an installation.
pub fn must(title: &str, command: Command) -> Result<()> {
    let outcome = run(title, command)?;
    if !outcome.status.success() {
        outcome.print_in_full();
        bail!("{title}: failed ({})", outcome.status);
    }
    ui::verdict(ui::GOOD, "ok", &format!("{title} ({})", ui::seconds(outcome.time)));
    Ok(())
}

/// Reads lines in a thread of its own, so that time can be shown while none comes.
fn lines(reader: PipeReader) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });
    receiver
}

fn follow(lines: &Receiver<String>, shown: &mut ui::Live) -> String {
    let mut output = String::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => {
                shown.line(&line);
                output.push_str(&line);
            }
            Err(RecvTimeoutError::Timeout) => shown.tick(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if !output.is_empty() && !output.ends_with('\n') {
        output.push('\n');
    }
    output
}

/// A command line to read and to paste: the program by its name, not its path.
fn describe(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| quote(&argument.to_string_lossy()));
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quote(argument: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@%+".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

/// The steps of one suite, and the sum of what came of them.
pub struct Steps {
    ci: bool,
    /// The languages that are asked for, in suites of several; all if there are none.
    pub languages: Vec<String>,
    pub counts: Counts,
    /// What failed, and why something was skipped: repeated at the end.
    pub remarks: Vec<String>,
}

impl Steps {
    pub fn new(ci: bool) -> Self {
        Self { ci, languages: Vec::new(), counts: Counts::default(), remarks: Vec::new() }
    }

    /// A program whose success is one check.
    pub fn check(&mut self, title: &str, command: Command) -> Result<bool> {
        let outcome = run(title, command)?;
        let passed = outcome.status.success();
        self.close(title, Counts::one(passed), &outcome);
        Ok(passed)
    }

    /// A test runner, whose output tells how many tests passed.
    pub fn tests(&mut self, title: &str, command: Command, parse: impl FnOnce(&str) -> Counts) -> Result<()> {
        let outcome = run(title, command)?;
        let mut counts = parse(&outcome.plain_output());
        // Failing without a failed test (it did not compile, it crashed) and passing without any test are failures.
        if counts.is_empty() || (!outcome.status.success() && counts.failed == 0) {
            counts.failed += 1;
        }
        let skipped = std::mem::take(&mut counts.skipped);
        self.close(title, counts, &outcome);
        if skipped > 0 {
            self.skip_many(skipped, &format!("{title}: {skipped} skipped or ignored by the test runner"));
        }
        Ok(())
    }

    /// A check made here, without a program: what to say when it passed, or the error.
    pub fn verdict(&mut self, title: &str, result: Result<String>) {
        self.counts += Counts::one(result.is_ok());
        match result {
            Ok(remark) => ui::verdict(ui::GOOD, "ok", &format!("{title}: {remark}")),
            Err(error) => {
                ui::verdict(ui::BAD, "FAIL", &format!("{title}: {error:#}"));
                self.remarks.push(format!("{title} failed"));
            }
        }
    }

    /// A part of a suite, which must not keep what comes after it from running. An error counts as one failed test,
    /// a missing program as one skipped.
    pub fn attempt(&mut self, title: &str, part: impl FnOnce(&mut Self) -> Result<()>) {
        match part(self) {
            Ok(()) => {}
            Err(error) if error.is::<Missing>() => self.skip(&format!("{title}: {error}")),
            Err(error) => self.verdict(title, Err(error)),
        }
    }

    /// Something could not run. Under `CI` that is a failure.
    pub fn skip(&mut self, reason: &str) {
        self.skip_many(1, reason);
    }

    fn skip_many(&mut self, number: u64, reason: &str) {
        self.remarks.push(reason.to_owned());
        if self.ci {
            self.counts.failed += number;
            ui::verdict(ui::BAD, "FAIL", &format!("{reason} (CI is set: nothing may be skipped)"));
        } else {
            self.counts.skipped += number;
            ui::verdict(ui::WARN, "skip", reason);
        }
    }

    fn close(&mut self, title: &str, counts: Counts, outcome: &Outcome) {
        self.counts += counts;
        let time = ui::seconds(outcome.time);
        if counts.failed == 0 {
            let number = if counts.passed == 1 { String::new() } else { format!("{} passed, ", counts.passed) };
            ui::verdict(ui::GOOD, "ok", &format!("{title} ({number}{time})"));
        } else {
            ui::verdict(ui::BAD, "FAIL", &format!("{title} ({counts}, {time})"));
            outcome.print_in_full();
            self.remarks.push(format!("{title} failed"));
        }
    }
}
