//! An implementation: a program that reads requests and prints decisions, line by line.

use crate::request::Request;
use anyhow::{Context, Result, bail, ensure};
use std::{
    io::{BufRead, BufReader, BufWriter, Write},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How a program is started: a name for people, and its command line, `NAME=PROGRAM ARGUMENT…` with tabs between.
#[derive(Debug, Clone)]
pub struct Implementation {
    pub name: String,
    command: Vec<String>,
    folder: PathBuf,
}

impl std::str::FromStr for Implementation {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, command) = text.split_once('=').context("expected NAME=COMMAND")?;
        let command: Vec<_> = command.split('\t').map(str::to_owned).collect();
        Ok(Self { name: name.to_owned(), command, folder: PathBuf::from(".") })
    }
}

/// What an implementation made of requests.
pub struct Answers {
    /// Without the ids, in order.
    pub lines: Vec<String>,
    pub time: Duration,
}

impl Implementation {
    /// Sends all requests through one process. Fails unless there is a decision for each one.
    pub fn decide(&self, requests: &[Request]) -> Result<Answers> {
        let begin = Instant::now();
        let mut child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{}: cannot start {}", self.name, self.command[0]))?;
        let input = child.stdin.take().context("no standard input")?;
        let output = BufReader::new(child.stdout.take().context("no standard output")?);
        let noise = BufReader::new(child.stderr.take().context("no standard error")?);
        let (lines, last_words) = thread::scope(|scope| {
            scope.spawn(move || {
                let mut input = BufWriter::with_capacity(1 << 16, input);
                for (number, request) in requests.iter().enumerate() {
                    // A program that ended says so by what it did not answer.
                    if writeln!(input, "{}", request.line(&number.to_string())).is_err() {
                        break;
                    }
                }
            });
            let noise = scope.spawn(move || noise.lines().map_while(Result::ok).last());
            let lines: std::io::Result<Vec<String>> = output.lines().collect();
            (lines, noise.join().ok().flatten().unwrap_or_default())
        });
        let lines = lines?;
        let status = child.wait()?;
        ensure!(status.success(), "{} ended with {status}: {last_words}", self.name);
        let mut answers = Vec::with_capacity(requests.len());
        for (number, line) in lines.into_iter().enumerate() {
            match line.split_once('\t') {
                Some((id, decision)) if id == number.to_string() => answers.push(decision.to_owned()),
                _ => bail!("{}: expected a decision on {number}, got {line:?}", self.name),
            }
        }
        ensure!(
            answers.len() == requests.len(),
            "{} decided {} of {} requests: {last_words}",
            self.name,
            answers.len(),
            requests.len()
        );
        Ok(Answers { lines: answers, time: begin.elapsed() })
    }
}
