//! When to try again.

use rand::RngExt;
use std::time::Duration;

/// Delays between attempts: any time up to a ceiling that doubles ("full jitter"), so that what failed together does not
/// come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The ceiling after the first attempt.
    pub first: Duration,
    /// The ceiling after many.
    pub longest: Duration,
}

impl Backoff {
    /// The highest delay after a number of failed attempts, from 1.
    #[must_use]
    pub fn ceiling(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.checked_pow(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(doubled).min(self.longest)
    }

    /// A delay after a number of failed attempts, from 1.
    #[must_use]
    pub fn delay(&self, attempts: u32) -> Duration {
        let ceiling = u64::try_from(self.ceiling(attempts).as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(rand::rng().random_range(0..=ceiling))
    }
}

impl Default for Backoff {
    /// 5 seconds to 1 hour.
    fn default() -> Self {
        Self { first: Duration::from_secs(5), longest: Duration::from_hours(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceilings_double_up_to_the_longest() {
        let backoff = Backoff::default();
        assert_eq!([1, 2, 3].map(|attempts| backoff.ceiling(attempts).as_secs()), [5, 10, 20]);
        assert_eq!([20, 64, u32::MAX].map(|attempts| backoff.ceiling(attempts).as_secs()), [3600; 3]);
        assert!((0..1000).all(|_| backoff.delay(3) <= backoff.ceiling(3)));
    }
}
