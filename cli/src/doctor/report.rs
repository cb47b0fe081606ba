//! The result of an examination, for people and for programs.

use super::{
    check::Check,
    finding::{Finding, Outcome},
    harness::{Harness, Provider, Tried},
    limits::filled,
    verdict::Verdict,
};
use crate::output::{BAD, BOLD, DIM, GOOD, WARN, printable, printable_line};
use reqwest::Url;
use serde::Serialize;
use std::{fmt::Write, time::Instant};

/// What `--json` prints.
#[derive(Serialize)]
#[serde(bound = "")]
pub struct Report<P: 'static> {
    /// The provider's name.
    #[serde(skip)]
    provider: String,
    /// Without user, password and query, which may be secrets.
    url: String,
    score: Score,
    /// Whether nothing failed or stayed undecided but what was allowed to.
    full_marks: bool,
    /// What explains more than one check, if there is such a thing.
    verdict: Option<Verdict>,
    checks: Vec<Row<P>>,
}

#[derive(Serialize)]
struct Score {
    passed: usize,
    undecided: usize,
    failed: usize,
    total: usize,
}

#[derive(Serialize)]
#[serde(bound = "")]
struct Row<P: 'static> {
    #[serde(flatten)]
    check: &'static Check<P>,
    outcome: Outcome,
    /// Whether `--allow` names it.
    allowed: bool,
    /// What was seen.
    finding: String,
    seconds: f64,
    /// What was tried, with --codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    requests: Vec<Tried>,
}

impl<P: Provider> Report<P> {
    /// Runs the checks, one after the other, unless the first verdict is the last. `before` hears of each.
    pub fn make(
        url: &Url,
        harness: &Harness<P>,
        first: Option<Verdict>,
        checks: &[&'static Check<P>],
        allowed: &[String],
        before: impl Fn(&Check<P>),
    ) -> Self {
        let run = |check: &&'static Check<P>| {
            before(check);
            let end = first.clone().filter(|verdict| verdict.is_final).or_else(|| harness.over());
            Row::make(check, harness, allowed, end.is_some())
        };
        let checks: Vec<Row<P>> = checks.iter().map(run).collect();
        let verdict = first.filter(|verdict| verdict.is_final || harness.over().is_none()).or_else(|| harness.over());
        let count = |outcome| checks.iter().filter(|row| row.outcome == outcome).count();
        let score = Score {
            passed: count(Outcome::Passed),
            undecided: count(Outcome::Undecided),
            failed: count(Outcome::Failed),
            total: checks.len(),
        };
        let provider = harness.provider().name().to_owned();
        let verdict = verdict.map(|verdict| verdict.of(&provider));
        Self { provider, url: shown(url), score, full_marks: checks.iter().all(Row::is_fine), verdict, checks }
    }

    pub fn has_full_marks(&self) -> bool {
        self.full_marks
    }

    /// The report for people: a line for each check, and more on those that did not pass.
    pub fn describe(&self) -> String {
        let mut text = format!("{BOLD}{}{BOLD:#}\n", self.url);
        if let Some(Verdict { name, finding, fix, is_final }) = &self.verdict {
            // Writing to a string does not fail.
            let _ = writeln!(text, "\n{BAD}{name}{BAD:#}  {}\n{GOOD}fix:{GOOD:#} {fix}", printable_line(finding));
            if *is_final {
                return text;
            }
        }
        for rows in self.checks.chunk_by(|a, b| a.check.group == b.check.group) {
            // Writing to a string does not fail.
            let _ =
                writeln!(text, "\n{BOLD}{}{BOLD:#}", rows[0].check.group.title().replace("{provider}", &self.provider));
            for row in rows {
                row.describe(&mut text);
            }
        }
        let Score { passed, total, .. } = self.score;
        let style = if self.full_marks { GOOD } else { BAD };
        let (failed, undecided) = (self.named(Outcome::Failed, "failed"), self.named(Outcome::Undecided, "undecided"));
        let _ = writeln!(text, "\n{style}{passed} of {total}{style:#}{failed}{undecided}");
        text
    }

    /// `; failed: a, b (allowed)`
    fn named(&self, outcome: Outcome, word: &str) -> String {
        let rows = self.checks.iter().filter(|row| row.outcome == outcome);
        let names: Vec<String> =
            rows.map(|row| row.check.name.to_owned() + if row.allowed { " (allowed)" } else { "" }).collect();
        if names.is_empty() { String::new() } else { format!("; {word}: {}", names.join(", ")) }
    }
}

impl<P: Provider> Row<P> {
    fn make(check: &'static Check<P>, harness: &Harness<P>, allowed: &[String], is_over: bool) -> Self {
        let start = Instant::now();
        let Finding { outcome, text: finding } = if is_over { not_examined() } else { examined(check, harness) };
        let seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let (allowed, requests) = (allowed.iter().any(|name| name == check.name), harness.take_tried());
        Self { check, outcome, allowed, finding, seconds, requests }
    }

    fn is_fine(&self) -> bool {
        self.allowed || self.outcome == Outcome::Passed
    }

    fn describe(&self, text: &mut String) {
        let (style, word) = match self.outcome {
            Outcome::Passed => (GOOD, "ok"),
            Outcome::Undecided => (WARN, "?"),
            Outcome::Failed => (BAD, "FAIL"),
        };
        let (name, title) = (self.check.name, filled(self.check.title));
        let (why, fix) = (filled(self.check.why), filled(self.check.fix));
        let _ = writeln!(text, "  {style}{word:<4}{style:#}  {name:<19}  {title}");
        if self.outcome == Outcome::Passed {
            return;
        }
        let indent = " ".repeat(8);
        let _ = writeln!(text, "{indent}{}", printable(&self.finding));
        let _ = writeln!(text, "{indent}{DIM}why:{DIM:#} {why}\n{indent}{GOOD}fix:{GOOD:#} {fix}");
    }
}

/// What is cut short proves nothing.
fn examined<P: Provider>(check: &Check<P>, harness: &Harness<P>) -> Finding {
    let finding = (check.run)(harness);
    if harness.is_out_of_time() { not_examined() } else { finding }
}

fn not_examined() -> Finding {
    Finding::undecided("It was not examined.")
}

/// An address without what may be secret in it.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Addresses of http and https can be without either.
    let _ = (url.set_username(""), url.set_password(None));
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::shown;
    use reqwest::Url;

    #[test]
    fn what_may_be_secret_in_an_address_is_not_shown() {
        let url = Url::parse("https://user:pass@example.com/hook?token=abc#x").unwrap();
        assert_eq!(shown(&url), "https://example.com/hook");
    }
}
