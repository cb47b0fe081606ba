//! Every language's verifier against the snippet that it replaces, in one process each: the platform's HMAC and JSON
//! parser, and a look at the time.

use std::{collections::BTreeMap, ffi::OsString, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    step,
    toolchains::{go, java, node, php, python, ruby},
    ui,
    workspace::{self, Metadata},
};

/// A language's program, and how many times the snippet's time its verifier may take.
struct Program {
    name: &'static str,
    /// Built; the folder of requests is to be added as an argument.
    start: fn() -> Result<Command>,
    /// Verify and event, the data not read.
    event: f64,
    /// The same with every field of the data read.
    read: f64,
}

static PROGRAMS: &[Program] = &[
    Program { name: "go", start: go::bench, event: 1.0, read: 1.5 },
    Program { name: "typescript", start: node::sdk_bench, event: 1.3, read: 2.0 },
    Program { name: "node", start: node::sdk_bench_native, event: 1.0, read: 1.0 },
    Program { name: "python", start: python::speed, event: 1.6, read: 3.0 },
    Program { name: "php", start: php::bench, event: 2.0, read: 4.0 },
    Program { name: "ruby", start: ruby::bench, event: 2.0, read: 4.0 },
    Program { name: "java", start: java::speed, event: 1.0, read: 1.5 },
];

/// Nanoseconds of a round: the median, and the tenth and the ninetieth percentile.
struct Times {
    median: f64,
    low: f64,
    high: f64,
}

/// By request, then by variant: `snippet`, `event`, `read`.
type Measures = BTreeMap<String, BTreeMap<String, Times>>;

/// Measures the languages that are named, or all, and says whether each kept to its limits.
pub fn run(arguments: &[OsString]) -> Result<bool> {
    let requests = Metadata::read()?.target_directory().join("bench").join("requests");
    let mut write = workspace::cargo("run --quiet --release --package bench --bin sdk-inputs --");
    write.arg(&requests);
    step::must("writing the requests", write)?;
    println!("CPU: {}", cpu());
    let mut rows = Vec::new();
    let mut fine = true;
    for program in PROGRAMS.iter().filter(|it| arguments.is_empty() || arguments.iter().any(|name| name == it.name)) {
        for (request, measures) in measure(program, &requests)? {
            let (row, kept) = row(program, &request, &measures)?;
            fine &= kept;
            rows.push(row);
        }
    }
    ui::table(&["language", "request", "snippet", "event", "limit", "all read", "limit", "spread"], &rows);
    ui::note("event and all read: times the snippet's median; spread: 10th to 90th percentile of event, of its median");
    Ok(fine)
}

/// What decides how fast SHA-256 is.
fn cpu() -> String {
    #[cfg(target_arch = "x86_64")]
    let has_sha = std::arch::is_x86_feature_detected!("sha");
    #[cfg(not(target_arch = "x86_64"))]
    let has_sha = cfg!(target_feature = "sha2");
    format!("{}, SHA extensions: {}", std::env::consts::ARCH, if has_sha { "yes" } else { "no" })
}

fn measure(program: &Program, requests: &Path) -> Result<Measures> {
    let mut command = (program.start)()?;
    command.arg(requests);
    let outcome = step::run(&format!("measuring {}", program.name), command)?;
    if !outcome.status.success() {
        outcome.print_in_full();
    }
    ensure!(outcome.status.success(), "the benchmark of {} failed", program.name);
    parse(&outcome.plain_output())
}

/// Lines of `request<TAB>variant<TAB>median<TAB>low<TAB>high`.
fn parse(output: &str) -> Result<Measures> {
    let mut measures = Measures::new();
    for line in output.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [request, variant, median, low, high] = cells.as_slice() {
            let times = Times { median: median.parse()?, low: low.parse()?, high: high.parse()? };
            measures.entry((*request).to_owned()).or_default().insert((*variant).to_owned(), times);
        }
    }
    ensure!(!measures.is_empty(), "it printed no measures:\n{output}");
    Ok(measures)
}

/// A line of the table, and whether both ratios kept to their limits.
fn row(program: &Program, request: &str, measures: &BTreeMap<String, Times>) -> Result<(Vec<ui::Cell>, bool)> {
    let of = |variant: &str| measures.get(variant).with_context(|| format!("{}: no {variant}", program.name));
    let (snippet, event, read) = (of("snippet")?, of("event")?, of("read")?);
    let [event_ratio, read_ratio] = [event, read].map(|times| times.median / snippet.median);
    let ratio = |ratio: f64, limit: f64| {
        ui::number(format!("{ratio:.2}")).style(if ratio <= limit { ui::GOOD } else { ui::BAD })
    };
    let spread = format!("{:.2} to {:.2}", event.low / event.median, event.high / event.median);
    let cells = vec![
        ui::text(program.name).style(ui::BOLD),
        ui::text(request),
        ui::number(format!("{:.2} µs", snippet.median / 1000.0)),
        ratio(event_ratio, program.event),
        ui::number(format!("{:.1}", program.event)),
        ratio(read_ratio, program.read),
        ui::number(format!("{:.1}", program.read)),
        ui::number(spread),
    ];
    Ok((cells, event_ratio <= program.event && read_ratio <= program.read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_lines_are_passed_by_and_none_at_all_is_an_error() {
        let measures = parse("warming up\n700B\tsnippet\t1000\t900\t1100\n").unwrap();
        assert!((measures["700B"]["snippet"].median - 1000.0).abs() < f64::EPSILON);
        assert!(parse("nothing").is_err());
    }
}
