//! Suites side by side, each in a process of its own, whose output is printed when it has ended.

use std::{
    collections::BTreeSet,
    env, fs,
    io::{self, IsTerminal},
    process::{Command, Stdio},
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use anstream::print;
use anyhow::{Context, Result, bail};

use super::{
    Suite,
    report::{self, Report},
};
use crate::{counts::Counts, run as this_run, ui, workspace::command};

/// What a suite may need at its peak, in KiB.
const MEMORY: u64 = 4 << 20;

/// As many as there are cores and memory for.
pub fn jobs() -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let memory = available_memory().map_or(cores, |memory| usize::try_from(memory / MEMORY).unwrap_or(cores));
    cores.min(memory).clamp(1, 4)
}

/// In KiB, where the system tells.
fn available_memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/meminfo").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// What is left to be run, and what runs.
struct Queue<'a> {
    state: Mutex<(Vec<&'a Suite>, Vec<&'a Suite>)>,
    changed: Condvar,
}

impl<'a> Queue<'a> {
    fn new(suites: &[&'a Suite]) -> Self {
        Self { state: Mutex::new((suites.to_vec(), Vec::new())), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, (Vec<&'a Suite>, Vec<&'a Suite>)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first one that goes beside all that run, once there is one; none when all have begun.
    fn next(&self) -> Option<&'a Suite> {
        let mut state = self.state();
        loop {
            let (waiting, running) = &mut *state;
            if waiting.is_empty() {
                return None;
            }
            let fits = |suite: &&Suite| running.iter().all(|other| suite.goes_beside(other));
            if let Some(place) = waiting.iter().position(fits) {
                let suite = waiting.remove(place);
                running.push(suite);
                return Some(suite);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn ended(&self, suite: &Suite) {
        self.state().1.retain(|other| other.name != suite.name);
        self.changed.notify_all();
    }
}

enum News {
    Started(&'static str),
    Ended { report: Report, output: String },
}

/// Runs them in their order, so many at a time.
pub fn run(suites: &[&Suite], jobs: usize, languages: &[String]) -> Result<Vec<Report>> {
    let folder = tempfile::tempdir().context("no place for reports")?;
    let queue = Queue::new(suites);
    let (news, told) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (news, queue, folder) = (news.clone(), &queue, folder.path());
            scope.spawn(move || {
                while let Some(suite) = queue.next() {
                    let _ = news.send(News::Started(suite.name));
                    let (report, output) = apart(suite, languages, folder);
                    queue.ended(suite);
                    let _ = news.send(News::Ended { report, output });
                }
            });
        }
        drop(news);
        Ok(follow(&told, suites.len()))
    })
}

/// Shows what runs, and prints what has ended.
fn follow(told: &mpsc::Receiver<News>, count: usize) -> Vec<Report> {
    let mut running = BTreeSet::new();
    let mut reports: Vec<Report> = Vec::with_capacity(count);
    let mut live = None;
    loop {
        match told.recv_timeout(Duration::from_secs(1)) {
            Ok(news) => {
                live.take().map(ui::Live::finish);
                match news {
                    News::Started(name) => _ = running.insert(name),
                    News::Ended { report, output } => {
                        running.remove(&*report.name);
                        print!("{output}");
                        reports.push(report);
                    }
                }
                let names: Vec<&str> = running.iter().copied().collect();
                let mut next = ui::Live::start(&names.join(", "));
                next.line(&format!("{} of {count} have ended", reports.len()));
                live = Some(next);
            }
            Err(RecvTimeoutError::Timeout) => live.iter_mut().for_each(ui::Live::tick),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    live.map(ui::Live::finish);
    reports
}

/// Runs one suite to its end. A process that does not report is one failed test.
fn apart(suite: &Suite, languages: &[String], folder: &std::path::Path) -> (Report, String) {
    let (start, output) = (Instant::now(), folder.join(format!("{}.txt", suite.name)));
    let told = folder.join(suite.name);
    let report = start_and_wait(suite, languages, &told, &output).unwrap_or_else(|error| Report {
        name: suite.name.to_owned(),
        counts: Counts::one(false),
        remarks: vec![format!("{}: {error:#}", suite.name)],
        seconds: start.elapsed().as_secs_f64(),
    });
    let output = fs::read(&output).unwrap_or_default();
    (report, String::from_utf8_lossy(&output).into_owned())
}

fn start_and_wait(
    suite: &Suite,
    languages: &[String],
    told: &std::path::Path,
    output: &std::path::Path,
) -> Result<Report> {
    let output = fs::File::create(output)?;
    let mut process: Command = command(env::current_exe().context("where is this program?")?);
    process.args(["test", "--only", suite.name, "--jobs", "1", "--report"]).arg(told);
    process.args(languages.iter().flat_map(|language| ["--language", language]));
    if io::stdout().is_terminal() {
        process.env("CLICOLOR_FORCE", "1");
    }
    this_run::join(&mut process);
    process.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    let status = process.status().context("cannot start the suite")?;
    match report::read(told) {
        Ok(report) => Ok(report),
        Err(error) => bail!("it ended with {status}, and without a report: {error:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suites::Place::{Examples, Uniffi};

    #[test]
    fn suites_that_change_the_same_wait_for_each_other() {
        let suite = |name, changes| Suite::new(name, "", &[], |_| Ok(())).changes(changes);
        let (first, second, third) = (suite("a", &[Examples, Uniffi]), suite("b", &[Uniffi]), suite("c", &[]));
        let queue = Queue::new(&[&first, &second, &third]);
        assert_eq!(queue.next().unwrap().name, "a");
        assert_eq!(queue.next().unwrap().name, "c");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.next().map(|suite| suite.name));
            thread::sleep(Duration::from_millis(50));
            assert!(!waiting.is_finished());
            queue.ended(&first);
            assert_eq!(waiting.join().unwrap(), Some("b"));
        });
        assert!(queue.next().is_none());
    }
}
