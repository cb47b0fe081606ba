//! What answers give away: by their text, and by their time.

use crate::{
    client::Request,
    doctor::{
        estimate::Estimate,
        finding::Finding,
        lab::{Exchange, Lab},
    },
};
use autosend_webhooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use std::time::{Duration, Instant};

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

/// Answers that can't be told apart better than this show nothing about comparing: it takes microseconds at most.
const COARSEST: Duration = Duration::from_millis(1);

/// Pairs of requests that are measured: at least, at most, and for how long.
const FEWEST_PAIRS: usize = 60;
const MOST_PAIRS: usize = 1000;
const LONGEST: Duration = Duration::from_secs(3);

/// Until connection, caches and just-in-time compilers have settled.
const WARM_UP: usize = 20;

/// Provokes errors of its own, and looks at all answers so far.
pub fn traces(lab: &Lab) -> Finding {
    for provocation in provocations(lab) {
        lab.send(provocation);
    }
    let exchanges = lab.exchanges();
    match exchanges.iter().find_map(|exchange| leak(lab, exchange)) {
        Some(leak) => Finding::failed(format!("An answer holds {leak}.")),
        None => Finding::passed(format!("Nothing of that in {} answers.", exchanges.len())),
    }
}

fn provocations(lab: &Lab) -> [Request; 6] {
    [
        lab.genuine().with(SIGNATURE_HEADER, "0".repeat(64)),
        lab.genuine().with(SIGNATURE_HEADER, "x"),
        lab.genuine().with(TIMESTAMP_HEADER, "x"),
        lab.genuine().with("Content-Type", "text/plain; charset=nonsense"),
        lab.signed("{"),
        Request { body: b"{".to_vec(), ..lab.genuine() },
    ]
}

/// What an answer gives away, in words that don't.
fn leak(lab: &Lab, exchange: &Exchange) -> Option<String> {
    let text = &exchange.answer;
    if holds_secret(text, lab.secret_text()) {
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
pub fn timing(lab: &Lab) -> Finding {
    if let Some(finding) = lab.nothing_to_compare() {
        return finding;
    }
    let first = match Measurement::take(lab) {
        Ok(measurement) => measurement,
        Err(finding) => return finding,
    };
    let resolution = first.resolution();
    if !first.estimate.is_significant() {
        return if resolution > COARSEST {
            Finding::undecided(format!("Too noisy: {first} could not have been told from none."))
        } else {
            Finding::passed(format!(
                "No difference: {first} would have shown. Comparing with == takes some nanoseconds more, which does not show over HTTP: read the code, too."
            ))
        };
    }
    match Measurement::take(lab) {
        Ok(second) if second.confirms(&first) => Finding::failed(format!(
            "It takes {:.1} µs longer if the first 63 digits are right than if the last 63 are.",
            second.estimate.median
        )),
        Ok(second) => Finding::passed(format!("No lasting difference: {second} would have shown.")),
        Err(finding) => finding,
    }
}

struct Measurement {
    /// In microseconds.
    estimate: Estimate,
    pairs: usize,
}

impl Measurement {
    /// Measures in pairs, whose order alternates: what changes in the course of time falls on both alike.
    fn take(lab: &Lab) -> Result<Self, Finding> {
        let request = lab.genuine();
        let signature = request.header(SIGNATURE_HEADER).unwrap_or_default().to_vec();
        let (early, late) = (request.clone().with(SIGNATURE_HEADER, wrong_at(&signature, 0)), request);
        let late = late.with(SIGNATURE_HEADER, wrong_at(&signature, signature.len() - 1));
        let mut status = None;
        let mut time = |request: &Request| match lab.measure(request.clone()) {
            Some((there, time)) if *status.get_or_insert(there) == there => Ok(time.as_secs_f64() * 1e6),
            Some((there, _)) => Err(Finding::undecided(format!("The answer to a forged signature became {there}."))),
            None => Err(Finding::undecided("An answer was missing.")),
        };
        for _ in 0..WARM_UP {
            time(&early)?;
            time(&late)?;
        }
        let (start, mut differences) = (Instant::now(), Vec::new());
        while differences.len() < FEWEST_PAIRS || (differences.len() < MOST_PAIRS && start.elapsed() < LONGEST) {
            let difference = if differences.len() % 2 == 0 {
                let early = time(&early)?;
                time(&late)? - early
            } else {
                let late = time(&late)?;
                late - time(&early)?
            };
            differences.push(difference);
        }
        Ok(Self { pairs: differences.len(), estimate: Estimate::of(differences) })
    }

    fn resolution(&self) -> Duration {
        Duration::from_secs_f64(self.estimate.resolution() / 1e6)
    }

    fn confirms(&self, first: &Self) -> bool {
        self.estimate.is_significant() && (self.estimate.median > 0.0) == (first.estimate.median > 0.0)
    }
}

/// `12.3 µs in 1000 pairs`
impl std::fmt::Display for Measurement {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:.1} µs in {} pairs", self.estimate.resolution(), self.pairs)
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
