//! A robust estimate of a small difference under large noise.

/// How many standard deviations the interval spans to each side: it misses the truth once in a thousand.
const SPAN: f64 = 3.3;

/// The median of differences, and an interval that holds the true one.
///
/// The interval is made of order statistics, as the sign test inverts: it assumes nothing about the distribution, so the
/// stragglers that a network and a scheduler produce don't matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// Of at least one difference.
    pub fn of(mut differences: Vec<f64>) -> Self {
        differences.sort_by(f64::total_cmp);
        let last = differences.len().saturating_sub(1);
        #[expect(clippy::cast_precision_loss, reason = "there are thousands of them at most")]
        let middle = last as f64 / 2.0;
        #[expect(clippy::cast_precision_loss, reason = "there are thousands of them at most")]
        let reach = SPAN * (differences.len() as f64).sqrt() / 2.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last index")]
        let at = |rank: f64| differences[(rank.max(0.0) as usize).min(last)];
        Self { median: at(middle), low: at((middle - reach).floor()), high: at((middle + reach).ceil()) }
    }

    /// Whether it excludes that there is no difference.
    pub fn is_significant(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// The smallest difference that would have been noticed.
    pub fn resolution(self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::Estimate;

    /// Noise without pattern, from -1 to 1, with a straggler now and then.
    fn noise(count: u32, seed: u64) -> impl Iterator<Item = f64> {
        let mut state = seed;
        (0..count).map(move |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let unit = f64::from(u32::try_from(state >> 33).unwrap_or_default()) / f64::from(u32::MAX >> 1);
            if unit > 0.99 { 1000.0 } else { unit * 2.0 - 1.0 }
        })
    }

    #[test]
    fn noise_alone_is_no_difference() {
        let significant = |seed| Estimate::of(noise(400, seed).collect()).is_significant();
        assert!((0..500).filter(|seed| significant(*seed)).count() <= 3);
    }

    #[test]
    fn a_difference_within_the_resolution_is_found() {
        for seed in 0..100 {
            let estimate = Estimate::of(noise(400, seed).map(|noise| noise + 0.5).collect());
            assert!(estimate.is_significant() && estimate.resolution() < 0.25, "{estimate:?}");
            assert!((estimate.median - 0.5).abs() < 0.25, "{estimate:?}");
        }
    }

    #[test]
    fn few_differences_show_nothing() {
        assert!(!Estimate::of(vec![-1.0, 2.0, 3.0, 4.0]).is_significant());
        let one = Estimate::of(vec![1.0]);
        assert!(one.median.total_cmp(&1.0).is_eq());
    }
}
