//! Counts, latencies and how they are told.

use crate::{
    client::{self, Failure},
    output::{BAD, BOLD, DIM, GOOD, note, printable},
};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write, time::Duration};

/// What became of all deliveries so far.
pub struct Tally {
    statuses: BTreeMap<u16, u64>,
    errors: BTreeMap<&'static str, u64>,
    /// Of answered deliveries, in microseconds.
    latencies: Histogram<u64>,
    /// The response, where its body was kept.
    response: Option<Response>,
    first_error: Option<(&'static str, String)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Response {
    status: u16,
    body: String,
}

/// What `--json` prints.
#[derive(Serialize)]
pub struct Summary<'a> {
    sent: u64,
    ok: u64,
    failed: u64,
    statuses: &'a BTreeMap<u16, u64>,
    errors: &'a BTreeMap<&'static str, u64>,
    latency_ms: Latency,
    seconds: f64,
    /// Deliveries a second.
    rate: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    responses: Option<Vec<&'a Response>>,
}

/// Milliseconds; none where nothing was answered.
#[derive(Serialize)]
struct Latency {
    p50: Option<f64>,
    p90: Option<f64>,
    p99: Option<f64>,
    max: Option<f64>,
}

impl Default for Tally {
    fn default() -> Self {
        // 3 significant digits; it grows with the largest value.
        let latencies = Histogram::new(3).expect("a histogram can have 3 digits");
        Self { statuses: BTreeMap::new(), errors: BTreeMap::new(), latencies, response: None, first_error: None }
    }
}

impl Tally {
    /// Counts what became of a delivery. The body of the response is kept for a single one only.
    pub fn add(&mut self, outcome: Result<client::Response, Failure>, keep_body: bool) {
        match outcome {
            Ok(client::Response { status, latency, body, .. }) => {
                *self.statuses.entry(status).or_default() += 1;
                // It grows as needed; nothing takes the 2^63 µs at which that fails.
                let _ = self.latencies.record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
                let text = || String::from_utf8_lossy(&body).into_owned();
                self.response = keep_body.then(|| Response { status, body: text() });
            }
            Err(Failure { kind, message }) => {
                *self.errors.entry(kind).or_default() += 1;
                self.first_error.get_or_insert((kind, message));
            }
        }
    }

    fn ok(&self) -> u64 {
        self.statuses.range(200..300).map(|(_, count)| count).sum()
    }

    fn sent(&self) -> u64 {
        self.statuses.values().chain(self.errors.values()).sum()
    }

    /// How many were not answered with 2xx.
    pub fn failed(&self) -> u64 {
        self.sent() - self.ok()
    }

    pub fn summary(&self, time: Duration, count: u64) -> Summary<'_> {
        Summary {
            sent: self.sent(),
            ok: self.ok(),
            failed: self.failed(),
            statuses: &self.statuses,
            errors: &self.errors,
            latency_ms: self.latency(),
            seconds: rounded(time.as_secs_f64()),
            rate: rounded(self.rate(time)),
            responses: (count == 1).then(|| self.response.iter().collect()),
        }
    }

    fn latency(&self) -> Latency {
        let answered = !self.latencies.is_empty();
        #[expect(clippy::cast_precision_loss, reason = "microseconds of latency are far below 2^53")]
        let millis = |micros: u64| answered.then(|| rounded(micros as f64 / 1000.0));
        let quantile = |quantile| millis(self.latencies.value_at_quantile(quantile));
        Latency { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max: millis(self.latencies.max()) }
    }

    #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^53 deliveries")]
    fn rate(&self, time: Duration) -> f64 {
        self.sent() as f64 / time.as_secs_f64().max(f64::EPSILON)
    }

    /// The summary for people.
    pub fn describe(&self, time: Duration, count: u64) -> String {
        match (&self.response, count) {
            (Some(response), 1) => self.describe_response(response),
            // The error, which is told apart, says it all.
            (None, 1) if self.first_error.is_some() => String::new(),
            _ => self.describe_all(time),
        }
    }

    fn describe_response(&self, response: &Response) -> String {
        let style = style(response.status);
        let latency = self.latency().max.unwrap_or_default();
        let mut text = format!("{style}{}{style:#} {DIM}in {latency:.1} ms{DIM:#}\n", response.status);
        if !response.body.is_empty() {
            text.push_str(printable(&response.body).trim_end());
            text.push('\n');
        }
        text
    }

    fn describe_all(&self, time: Duration) -> String {
        let (sent, ok, failed, seconds) = (self.sent(), self.ok(), self.failed(), time.as_secs_f64());
        let rate = self.rate(time);
        let mut text =
            format!("{BOLD}{sent} sent{BOLD:#}, {ok} ok, {failed} failed in {seconds:.2} s ({rate:.0} a second)\n");
        for (status, count) in &self.statuses {
            let style = style(*status);
            // Writing to a string does not fail.
            let _ = writeln!(text, "  status   {style}{status:<8}{style:#} {count:>8}");
        }
        for (kind, count) in &self.errors {
            let _ = writeln!(text, "  error    {BAD}{kind:<8}{BAD:#} {count:>8}");
        }
        if let Latency { p50: Some(p50), p90: Some(p90), p99: Some(p99), max: Some(max) } = self.latency() {
            let _ = writeln!(text, "  latency  p50 {p50:.1} ms, p90 {p90:.1} ms, p99 {p99:.1} ms, max {max:.1} ms");
        }
        text
    }

    /// Says on standard error what the first error was.
    pub fn report_error(&self) {
        let Some((kind, message)) = &self.first_error else { return };
        let hint = client::hint(kind);
        note(&format!("{BAD}not answered ({kind}):{BAD:#} {}\n{BOLD}hint:{BOLD:#} {hint}", printable(message)));
    }
}

fn style(status: u16) -> anstyle::Style {
    if (200..300).contains(&status) { GOOD } else { BAD }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add_answer(tally: &mut Tally, status: u16, millis: u64) {
        let (headers, body) = Default::default();
        tally.add(Ok(client::Response { status, headers, body, latency: Duration::from_millis(millis) }), false);
    }

    #[test]
    fn only_2xx_is_well() {
        let mut tally = Tally::default();
        for status in [200, 204, 302, 500] {
            add_answer(&mut tally, status, 1);
        }
        tally.add(Err(Failure { kind: "refused", message: "no".into() }), false);
        assert_eq!((tally.sent(), tally.ok(), tally.failed()), (5, 2, 3));
    }

    #[test]
    fn latencies_are_milliseconds() {
        let mut tally = Tally::default();
        for millis in 1..=100 {
            add_answer(&mut tally, 200, millis);
        }
        let Latency { p50, p90, p99, max } = tally.latency();
        let near = |value: Option<f64>, wanted: f64| (value.unwrap() - wanted).abs() < wanted / 100.0;
        assert!(near(p50, 50.0) && near(p90, 90.0) && near(p99, 99.0) && near(max, 100.0));
    }

    #[test]
    fn nothing_answered_has_no_latency() {
        let tally = Tally::default();
        assert!(tally.latency().p50.is_none());
        assert!(tally.describe(Duration::ZERO, 2).contains("0 sent"));
    }
}
