//! Sends the same signed requests through every implementation and compares what they decide with what the core decides.

mod core;
mod corpus;
mod generate;
mod process;
mod random;
mod request;
mod shrink;

use anyhow::Result;
use clap::Parser;
use generate::Generator;
use process::Implementation;
use request::Request;
use std::{
    path::PathBuf,
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// As many differences of an implementation are made small and shown.
const SHOWN: usize = 5;
/// How long the differences of an implementation are made smaller.
const SIMPLIFYING: Duration = Duration::from_secs(15);

#[derive(Parser)]
#[command(about = "Compares what implementations decide on generated requests with what the core decides")]
struct Args {
    /// Repeats a run
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// How many requests are generated, beside those of the vectors
    #[arg(long, default_value_t = 15_000)]
    count: usize,

    /// Where the vectors are
    #[arg(long, default_value = "tests/vectors")]
    vectors: PathBuf,

    /// An implementation, NAME=PROGRAM and its arguments with tabs between; may be given several times
    #[arg(long = "with", value_name = "NAME=COMMAND")]
    implementations: Vec<Implementation>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<bool> {
    let requests = requests(args)?;
    let expected: Vec<_> = requests.iter().map(core::decide).collect();
    let accepted = expected.iter().filter(|line| line.starts_with("accepted")).count();
    println!("{} requests of seed {}, {accepted} of them accepted by the core", requests.len(), args.seed);

    let next = AtomicUsize::new(0);
    let differing = Mutex::new(0);
    let one_after_another = || {
        while let Some(implementation) = args.implementations.get(next.fetch_add(1, Ordering::Relaxed)) {
            let report = compare(implementation, &requests, &expected, args.seed);
            let mut differing = differing.lock().unwrap_or_else(PoisonError::into_inner);
            *differing += usize::from(!report.agrees);
            println!("{}", report.text);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(one_after_another))));
    let differing = differing.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("{} passed, {differing} failed", args.implementations.len() - differing);
    Ok(differing == 0)
}

fn requests(args: &Args) -> Result<Vec<Request>> {
    let mut requests = corpus::requests(&args.vectors)?;
    let mut generator = Generator::new(args.seed, requests.clone());
    requests.extend((0..args.count).map(|_| generator.request()));
    Ok(requests)
}

struct Report {
    agrees: bool,
    text: String,
}

fn compare(implementation: &Implementation, requests: &[Request], expected: &[String], seed: u64) -> Report {
    let name = &implementation.name;
    let answers = match implementation.decide(requests) {
        Ok(answers) => answers,
        Err(error) => return Report { agrees: false, text: format!("FAIL  {error:#}") },
    };
    let differing: Vec<_> = (0..requests.len()).filter(|index| answers.lines[*index] != expected[*index]).collect();
    let seconds = answers.time.as_secs_f64();
    if differing.is_empty() {
        return Report { agrees: true, text: format!("ok    {name}: 0 differences ({seconds:.1} s)") };
    }
    let mut text = format!("FAIL  {name}: {} differences; repeat with --seed {seed}", differing.len());
    let until = Instant::now() + SIMPLIFYING;
    for index in differing.into_iter().take(SHOWN) {
        text.push_str(&difference(implementation, &requests[index], index, until));
    }
    Report { agrees: false, text }
}

/// The smallest form of a request on which the two differ, for people and as a line to send.
fn difference(implementation: &Implementation, request: &Request, index: usize, until: Instant) -> String {
    const LONGEST_LINE: usize = 20_000;
    let small = shrink::smallest(implementation, request, until);
    let answer = implementation.decide(std::slice::from_ref(&small)).map(|answers| answers.lines.concat());
    let answer = answer.unwrap_or_else(|error| format!("{error:#}"));
    let (ours, described) = (core::decide(&small), small.describe());
    let line = Some(small.line(&format!("request-{index}"))).filter(|line| line.len() <= LONGEST_LINE);
    let line = line.as_deref().unwrap_or("(too long to print)");
    format!("\n  the core:  {ours}\n  this one:  {answer}\n{described}\n{line}")
}
