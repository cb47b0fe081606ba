//! What an alert is about, and whether it holds.

use autosend_webhooks_inbox::{Count, Stats};
use serde::Serialize;
use std::{collections::BTreeMap, time::Duration};

/// Rates of fewer messages say nothing.
pub const LEAST_MESSAGES: i64 = 100;

/// When to alert; what is not given is never too much.
#[derive(Debug, Clone, Default)]
pub struct Thresholds {
    /// Shares, 0 to 1.
    pub bounce_rate: Option<f64>,
    pub complaint_rate: Option<f64>,
    /// How many dead letters there are.
    pub dead: Option<usize>,
    pub oldest: Option<Duration>,
    pub silence: Option<Duration>,
}

/// Something that is beyond its threshold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Breach {
    /// What it is called, one alert for each: `bounce_rate`, or `silence:` and what a secret is called.
    #[serde(skip)]
    pub key: String,
    pub alert: &'static str,
    /// Of rates a share, of ages seconds, otherwise a number.
    pub value: f64,
    pub threshold: f64,
    /// What the secret of the silent webhook is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// What an inbox is like at a time.
pub struct Observed<'a> {
    pub stats: &'a Stats,
    /// Of the last hour.
    pub counts: &'a [Count],
    /// Dead letters, counted up to the threshold.
    pub dead: usize,
}

impl Thresholds {
    /// Whether there are thresholds of rates.
    pub const fn has_rates(&self) -> bool {
        self.bounce_rate.is_some() || self.complaint_rate.is_some()
    }

    pub const fn is_empty(&self) -> bool {
        !self.has_rates() && self.dead.is_none() && self.oldest.is_none() && self.silence.is_none()
    }

    /// All that is beyond its threshold.
    pub fn breaches(&self, observed: &Observed<'_>) -> Vec<Breach> {
        let rates = Types::new(observed.counts);
        let mut breaches = Vec::new();
        let mut judge = |alert: &'static str, value: Option<f64>, threshold: Option<f64>| {
            if let (Some(value), Some(threshold)) = (value, threshold)
                && value >= threshold
            {
                breaches.push(Breach { key: alert.into(), alert, value, threshold, secret: None });
            }
        };
        judge("bounce_rate", rates.share("email.bounced", "email.sent"), self.bounce_rate);
        judge("complaint_rate", rates.share("email.spam_reported", "email.delivered"), self.complaint_rate);
        let stats = observed.stats;
        let number = |dead| float(i64::try_from(dead).unwrap_or(i64::MAX));
        judge("dead_letters", Some(number(observed.dead)), self.dead.map(number));
        let age = stats.oldest.map(|oldest| float(stats.now - oldest) / 1000.0);
        judge("oldest_unfinished", age, self.oldest.map(|oldest| oldest.as_secs_f64()));
        breaches.extend(self.silence.iter().flat_map(|silence| silent(stats, *silence)));
        breaches
    }
}

/// Webhooks that used to speak: each has a secret of its own.
fn silent(stats: &Stats, silence: Duration) -> Vec<Breach> {
    let spoke = stats.secrets.iter().filter(|one| one.is_loaded(stats.now) && one.last.is_some());
    let breach = |one: &autosend_webhooks_inbox::SecretUse| Breach {
        key: format!("silence:{}", one.secret),
        alert: "silence",
        value: float(one.silent_for(stats.now)) / 1000.0,
        threshold: silence.as_secs_f64(),
        secret: Some(one.secret.clone()),
    };
    spoke.map(breach).filter(|breach| breach.value >= breach.threshold).collect()
}

/// How many there were of each type.
struct Types<'a>(BTreeMap<&'a str, i64>);

impl<'a> Types<'a> {
    fn new(counts: &'a [Count]) -> Self {
        let mut types = BTreeMap::new();
        for one in counts {
            *types.entry(&*one.event_type).or_insert(0) += one.count;
        }
        Self(types)
    }

    /// The share of one type among another, of which there are enough.
    fn share(&self, of: &str, among: &str) -> Option<f64> {
        let count = |name| self.0.get(name).copied().unwrap_or(0);
        (count(among) >= LEAST_MESSAGES).then(|| float(count(of)) / float(count(among)))
    }
}

#[expect(clippy::cast_precision_loss, reason = "compared with a threshold and shown")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use autosend_webhooks_inbox::SecretUse;

    const HOUR: Duration = Duration::from_hours(1);

    fn stats() -> Stats {
        let now = 1_000_000_000;
        let secret = |name: &str, last| SecretUse { secret: name.into(), matched: 1, last, since: 0, loaded: now };
        Stats {
            counters: [].into(),
            waiting: 1,
            oldest: Some(now - 60_000),
            now,
            default_partition_rows: None,
            secrets: vec![
                secret("loud", Some(now - 1000)),
                secret("mute", Some(now - 7_200_000)),
                secret("never", None),
            ],
        }
    }

    fn keys(thresholds: &Thresholds, counts: &[(&str, i64)]) -> Vec<String> {
        let count = |(name, count): &(&str, i64)| Count {
            start: 0,
            event_type: (*name).to_owned(),
            outcome: "new".into(),
            count: *count,
        };
        let counts: Vec<_> = counts.iter().map(count).collect();
        let observed = Observed { stats: &stats(), counts: &counts, dead: 2 };
        thresholds.breaches(&observed).into_iter().map(|breach| breach.key).collect()
    }

    #[test]
    fn each_threshold_is_judged_alone() {
        let none = Thresholds::default();
        assert!(none.is_empty() && keys(&none, &[("email.sent", 100), ("email.bounced", 100)]).is_empty());
        for (dead, expected) in [(2, 1), (3, 0)] {
            assert_eq!(keys(&Thresholds { dead: Some(dead), ..none.clone() }, &[]).len(), expected);
        }
        for (seconds, expected) in [(60, 1), (61, 0)] {
            let oldest = Some(Duration::from_secs(seconds));
            assert_eq!(keys(&Thresholds { oldest, ..none.clone() }, &[]).len(), expected);
        }
        assert_eq!(keys(&Thresholds { silence: Some(HOUR), ..none.clone() }, &[]), ["silence:mute"]);
    }

    #[test]
    fn rates_are_shares_of_enough_messages() {
        let rates = Thresholds { bounce_rate: Some(0.05), complaint_rate: Some(0.01), ..Thresholds::default() };
        assert_eq!(keys(&rates, &[("email.sent", 100), ("email.bounced", 5)]), ["bounce_rate"]);
        assert!(keys(&rates, &[("email.sent", 100), ("email.bounced", 4)]).is_empty());
        assert!(keys(&rates, &[("email.sent", 99), ("email.bounced", 99)]).is_empty(), "too few");
        assert_eq!(keys(&rates, &[("email.delivered", 200), ("email.spam_reported", 2)]), ["complaint_rate"]);
    }
}
