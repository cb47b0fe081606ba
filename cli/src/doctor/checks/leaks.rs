//! What answers give away: by their text, and by their time.

use crate::{
    client::Request,
    doctor::{
        estimate::Estimate,
        finding::Finding,
        harness::{Exchange, Harness, Provider},
    },
};
use autosend_webhooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use std::{
    fmt,
    time::{Duration, Instant},
};

/// What stack traces and debug pages of common languages hold. Those of JavaScript come as text, in JSON and in HTML.
const TRACES: &[(&str, &str)] = &[
    ("Traceback (most recent call last)", "Python"),
    ("\n    at ", "JavaScript, Java or C#"),
    ("\\n    at ", "JavaScript, Java or C#"),
    ("&nbsp;at ", "Express"),
    ("\n\tat ", "Java or Kotlin"),
    ("\\n\\tat ", "Java or Kotlin"),
    ("Exception in thread", "Java or Kotlin"),
    ("Whitelabel Error Page", "Spring"),
    ("panicked at ", "Rust"),
    ("goroutine ", "Go"),
    (".rb:", "Ruby"),
    ("Stack trace:", "PHP"),
    (" on line <b>", "PHP"),
    ("Fatal error: ", "PHP or Swift"),
    ("node_modules/", "Node"),
    ("site-packages/", "Python"),
    ("DEBUG = True", "Django"),
];

/// A part of the secret of that many letters gives it away.
const SECRET_PART: usize = 12;

/// Times that can't be told apart better than this show nothing at all about comparing.
const COARSEST: Duration = Duration::from_millis(1);

/// Pairs of requests that are measured, at least and at most.
const FEWEST_PAIRS: usize = 60;
const MOST_PAIRS: usize = 1000;

/// How long that may take: usually, and where the noise is so large that more pairs are needed.
const TIME_TO_SPEND: Duration = Duration::from_secs(3);
const AT_MOST: Duration = Duration::from_secs(20);

/// Answers that may be missing, as happens in any network.
const MOST_MISSES: usize = 5;

/// Until connection, caches and just-in-time compilers have settled.
const WARM_UP: usize = 20;

/// Provokes errors of its own, and looks at all responses so far.
pub fn traces(harness: &Harness) -> Finding {
    leaked(harness, provocations(harness))
}

/// Sends what may provoke errors, and looks at all responses so far.
pub fn leaked<P: Provider>(harness: &Harness<P>, provocations: impl IntoIterator<Item = Request>) -> Finding {
    for provocation in provocations {
        harness.send(provocation);
    }
    let exchanges = harness.exchanges();
    match exchanges.iter().find_map(|exchange| leak(harness, exchange)) {
        Some(leak) => Finding::failed(format!("A response holds {leak}.")),
        None => Finding::passed(format!("Nothing of that in {} answers.", exchanges.len())),
    }
}

fn provocations(harness: &Harness) -> [Request; 6] {
    [
        harness.genuine().with(SIGNATURE_HEADER, "0".repeat(64)),
        harness.genuine().with(SIGNATURE_HEADER, "x"),
        harness.genuine().with(TIMESTAMP_HEADER, "x"),
        harness.genuine().with("Content-Type", "text/plain; charset=nonsense"),
        harness.signed("{"),
        Request { body: b"{".to_vec(), ..harness.genuine() },
    ]
}

/// What a response gives away, in words that don't.
fn leak<P: Provider>(harness: &Harness<P>, exchange: &Exchange) -> Option<String> {
    let text = &exchange.response;
    if holds_secret(text, harness.secret_text()) {
        return Some("the secret, or a part of it".to_owned());
    }
    if exchange.withheld_signature.as_ref().is_some_and(|signature| text.contains(signature)) {
        return Some("the signature that would have been right".to_owned());
    }
    let trace = TRACES.iter().find(|(trace, _)| text.contains(trace));
    trace.map(|(_, language)| format!("what looks like a stack trace of {language}"))
}

fn holds_secret(text: &str, secret: &str) -> bool {
    let secret = secret.strip_prefix("whsec_").unwrap_or(secret).as_bytes();
    let part = SECRET_PART.min(secret.len()).max(1);
    let text = text.as_bytes();
    secret.windows(part).any(|part| text.windows(part.len()).any(|there| there == part))
}

/// Compares the times for signatures whose first digit is wrong with those whose last one is. A difference has to show
/// in two measurements.
pub fn timing(harness: &Harness) -> Finding {
    if let Some(finding) = harness.nothing_to_compare() {
        return finding;
    }
    measure(harness).unwrap_or_else(|finding| finding)
}

fn measure(harness: &Harness) -> Result<Finding, Finding> {
    let first = Times::take(harness)?;
    if first.is_too_coarse() {
        return Err(Finding::undecided(format!("Too noisy: {first} could not have been told from none.")));
    }
    if !first.estimate().is_significant() {
        return Ok(Finding::passed(format!(
            "No difference: {first} would have shown. Comparing with == takes some nanoseconds more, which does not show over HTTP: read the code, too."
        )));
    }
    let second = Times::take(harness)?;
    let (before, now) = (first.estimate(), second.estimate());
    if now.is_significant() && (now.difference > 0.0) == (before.difference > 0.0) {
        let (time, word) = (now.difference.abs(), if now.difference > 0.0 { "longer" } else { "less" });
        let text = format!("It takes {time:.1} µs {word} if the last digit is wrong than if the first one is.");
        return Ok(Finding::failed(text));
    }
    Ok(Finding::passed(format!("No lasting difference: {second} would have shown.")))
}

/// What refusing took, in microseconds.
#[derive(Default)]
struct Times {
    wrong_first: Vec<f64>,
    wrong_last: Vec<f64>,
}

impl Times {
    /// Measures in pairs, whose order alternates: what changes in the course of time falls on both alike.
    fn take(harness: &Harness) -> Result<Self, Finding> {
        let mut forger = Forger::new(harness);
        for _ in 0..WARM_UP {
            forger.time(Wrong::First)?;
            forger.time(Wrong::Last)?;
        }
        let (start, mut times) = (Instant::now(), Self::default());
        while !times.are_enough(start.elapsed()) {
            let first_goes_first = times.pairs() % 2 == 0;
            let early = first_goes_first.then(|| forger.time(Wrong::First)).transpose()?;
            times.wrong_last.push(forger.time(Wrong::Last)?);
            times.wrong_first.push(early.map_or_else(|| forger.time(Wrong::First), Ok)?);
        }
        Ok(times)
    }

    fn pairs(&self) -> usize {
        self.wrong_last.len()
    }

    fn estimate(&self) -> Estimate {
        Estimate::of(&self.wrong_first, &self.wrong_last)
    }

    /// It goes on for the sake of resolution only, never of significance, which would find a difference in the end.
    fn are_enough(&self, elapsed: Duration) -> bool {
        match self.pairs() {
            ..FEWEST_PAIRS => false,
            MOST_PAIRS.. => true,
            _ if elapsed < TIME_TO_SPEND => false,
            _ => elapsed > AT_MOST || !self.is_too_coarse(),
        }
    }

    fn is_too_coarse(&self) -> bool {
        self.estimate().resolution() > COARSEST.as_secs_f64() * 1e6
    }
}

/// `12.3 µs in 1000 pairs`
impl fmt::Display for Times {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.1} µs in {} pairs", self.estimate().resolution(), self.pairs())
    }
}

/// Which digit of a signature is wrong.
#[derive(Clone, Copy)]
enum Wrong {
    First,
    Last,
}

/// Sends one body with signatures that are nearly right.
struct Forger<'a> {
    harness: &'a Harness,
    request: Request,
    signature: Vec<u8>,
    /// The status of all responses.
    status: Option<u16>,
    misses: usize,
}

impl<'a> Forger<'a> {
    fn new(harness: &'a Harness) -> Self {
        let request = harness.genuine();
        let signature = request.header(SIGNATURE_HEADER).unwrap_or_default().to_vec();
        Self { harness, request, signature, status: None, misses: 0 }
    }

    /// How long refusing takes, in microseconds.
    fn time(&mut self, wrong: Wrong) -> Result<f64, Finding> {
        let index = match wrong {
            Wrong::First => 0,
            Wrong::Last => self.signature.len() - 1,
        };
        loop {
            let forged = self.request.clone().with(SIGNATURE_HEADER, wrong_at(&self.signature, index));
            match self.harness.measure(forged) {
                Some((status, time)) if *self.status.get_or_insert(status) == status => {
                    return Ok(time.as_secs_f64() * 1e6);
                }
                Some((status, _)) => {
                    let text = format!("The response to a forged signature became {status} in the course of time.");
                    return Err(Finding::undecided(text));
                }
                None if self.misses < MOST_MISSES => self.misses += 1,
                None => return Err(Finding::undecided("Too many answers were missing.")),
            }
        }
    }
}

/// The signature with one digit changed.
fn wrong_at(signature: &[u8], index: usize) -> Vec<u8> {
    let mut wrong = signature.to_vec();
    wrong[index] = if wrong[index] == b'0' { b'1' } else { b'0' };
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_secret_is_enough() {
        let secret = "whsec_0123456789abcdef0123456789abcdef";
        assert!(holds_secret("expected key 456789abcdef01", secret));
        assert!(!holds_secret("the whsec_ prefix", secret));
        assert!(holds_secret("the key is short!", "short!"));
    }

    #[test]
    fn one_digit_changes() {
        assert_eq!(wrong_at(b"00", 1), b"01");
        assert_eq!(wrong_at(b"ab", 0), b"0b");
    }
}
