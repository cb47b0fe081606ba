//! When a delivery that failed is sent again.

use crate::time::{Millis, millis, parse_duration};
use autosend_webhooks::provider::RETRY_SCHEDULES;
use std::{str::FromStr, time::Duration};

/// The delays before the second, third, … attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(Vec<Duration>);

impl Default for Schedule {
    /// The provider's first one.
    fn default() -> Self {
        Self(RETRY_SCHEDULES[0].1.to_vec())
    }
}

/// More retries than anybody can want to watch.
const MAX_RETRIES: usize = 100;

impl FromStr for Schedule {
    type Err = String;

    /// The name of one of the provider's schedules, or a list of delays.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, delays)) = RETRY_SCHEDULES.iter().find(|(name, _)| *name == text) {
            return Ok(Self(delays.to_vec()));
        }
        let delays: Vec<_> =
            text.split(',').map(|delay| parse_duration(delay.trim())).collect::<Result<_, _>>().map_err(|_| {
                let names: Vec<_> = RETRY_SCHEDULES.iter().map(|(name, _)| *name).collect();
                format!("give {}, or delays like 60s,300s,900s", names.join(", "))
            })?;
        if delays.len() > MAX_RETRIES {
            return Err(format!("give at most {MAX_RETRIES} delays"));
        }
        Ok(Self(delays))
    }
}

impl Schedule {
    /// The same, that many times faster.
    #[must_use]
    pub fn faster(&self, times: f64) -> Self {
        Self(self.0.iter().map(|delay| delay.div_f64(times)).collect())
    }

    /// The delays in milliseconds.
    pub fn millis(&self) -> impl Iterator<Item = Millis> {
        self.0.iter().map(|delay| millis(*delay))
    }

    /// How long to wait after so many attempts, all failed; `None` if that was the last.
    #[must_use]
    pub fn after(&self, attempts: u32) -> Option<Millis> {
        let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
        self.0.get(index).map(|delay| millis(*delay))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_have_names_or_are_lists() {
        let delays = |text: &str| text.parse::<Schedule>().map(|schedule| schedule.millis().collect::<Vec<_>>());
        assert_eq!(delays("intro").unwrap(), [60_000, 300_000, 900_000]);
        assert_eq!(delays("retries-page").unwrap(), [5_000, 10_000, 20_000]);
        assert_eq!(delays("1s, 500ms").unwrap(), [1_000, 500]);
        assert!(delays("sometimes").unwrap_err().contains("intro"));
        assert!(delays("").is_err());
    }

    #[test]
    fn there_is_one_attempt_more_than_delays() {
        let schedule = "intro".parse::<Schedule>().unwrap().faster(60.0);
        assert_eq!(
            [1, 2, 3, 4].map(|attempts| schedule.after(attempts)),
            [Some(1_000), Some(5_000), Some(15_000), None]
        );
    }
}
