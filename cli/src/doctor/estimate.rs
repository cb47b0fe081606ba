//! A robust estimate of a small difference between times under large noise.
//!
//! What disturbs a measurement of time only ever adds to it, now little and now a lot. So a low quantile is compared: it
//! holds still where mean and even median jump about. Its interval is made of order statistics, which assumes nothing
//! about the distribution (the "box test" of Crosby, Wallach and Riedi, "Opportunities and limits of remote timing attacks").

/// Which part of the times counts as undisturbed.
const QUANTILE: f64 = 0.2;

/// How many standard deviations of its rank the interval of a quantile spans to each side: it misses the true one once
/// in a thousand.
const SPAN: f64 = 3.3;

/// A difference, and an interval that holds the true one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub difference: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// How much longer `second` takes than `first`. Neither is empty.
    pub fn of(first: &[f64], second: &[f64]) -> Self {
        let (first, second) = (Interval::of(first.to_vec()), Interval::of(second.to_vec()));
        Self { difference: second.middle - first.middle, low: second.low - first.high, high: second.high - first.low }
    }

    /// Whether it excludes that there is no difference.
    pub fn is_significant(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// The smallest difference that would have been noticed for certain.
    pub fn resolution(self) -> f64 {
        self.high - self.low
    }
}

/// A quantile, and an interval that holds the true one.
struct Interval {
    middle: f64,
    low: f64,
    high: f64,
}

impl Interval {
    #[expect(clippy::cast_precision_loss, reason = "there are thousands of them at most")]
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let last = times.len().saturating_sub(1);
        let middle = last as f64 * QUANTILE;
        let reach = SPAN * (times.len() as f64 * QUANTILE * (1.0 - QUANTILE)).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is no rank below 0")]
        let at = |rank: f64| times[(rank.max(0.0) as usize).min(last)];
        Self { middle: at(middle.round()), low: at((middle - reach).floor()), high: at((middle + reach).ceil()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Estimate;

    /// Times of 100 and more: noise without pattern, often little, sometimes a lot.
    fn times(count: u32, seed: u64) -> Vec<f64> {
        let mut state = seed;
        let mut unit = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(state >> 33).unwrap_or_default()) / f64::from(u32::MAX >> 1)
        };
        (0..count).map(|_| 100.0 + unit() + if unit() > 0.6 { 1000.0 * unit() } else { 0.0 }).collect()
    }

    #[test]
    fn noise_alone_is_no_difference() {
        let significant = |seed| Estimate::of(&times(400, seed), &times(400, seed + 1_000_000)).is_significant();
        assert_eq!((0..1000).filter(|seed| significant(*seed)).count(), 0);
    }

    #[test]
    fn a_difference_beyond_the_resolution_is_found() {
        for seed in 0..100 {
            let later: Vec<f64> = times(400, seed + 1_000_000).into_iter().map(|time| time + 1.0).collect();
            let estimate = Estimate::of(&times(400, seed), &later);
            assert!(estimate.is_significant() && estimate.resolution() < 1.0, "{estimate:?}");
            assert!((estimate.difference - 1.0).abs() < 0.5, "{estimate:?}");
            assert!(Estimate::of(&later, &times(400, seed)).high < 0.0);
        }
    }

    #[test]
    fn few_times_show_nothing() {
        assert!(!Estimate::of(&[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0]).is_significant());
    }
}
