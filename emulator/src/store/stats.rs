//! Counts of attempts over time, small enough to keep: by slots of ten seconds and classes of duration.

use super::webhooks;
use crate::time::Millis;
use rusqlite::{Connection, params};

/// The grain of the counts, in milliseconds.
pub const SLOT: Millis = 10_000;

/// Classes of duration in each doubling: bounds are 19 % apart, so a percentile is within 10 % of the truth.
const CLASSES_A_DOUBLING: f64 = 4.0;

/// Counts an attempt.
pub fn record(
    connection: &Connection,
    webhook: webhooks::Key,
    at: Millis,
    success: bool,
    duration: Millis,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO stats VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT DO UPDATE SET count = count + 1";
    connection.prepare_cached(sql)?.execute(params![at / SLOT, webhook, success, class(duration)]).map(drop)
}

/// The attempts that began within a stretch of time.
#[derive(Debug, Clone, Default)]
pub struct Bucket {
    pub success: u64,
    pub failure: u64,
    /// How many took how long, by class, shortest first.
    classes: Vec<(i64, u64)>,
}

impl Bucket {
    /// The duration in milliseconds that this share of attempts did not exceed.
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let total: u64 = self.classes.iter().map(|(_, count)| count).sum();
        #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^53 deliveries")]
        let wanted = total as f64 * share;
        let mut seen = 0;
        let class = self.classes.iter().find(|(_, count)| {
            seen += count;
            #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^53 deliveries")]
            let enough = seen as f64 >= wanted;
            enough
        });
        class.map(|(class, _)| typical(*class))
    }

    fn add(&mut self, success: bool, class: i64, count: u64) {
        *(if success { &mut self.success } else { &mut self.failure }) += count;
        match self.classes.binary_search_by_key(&class, |(class, _)| *class) {
            Ok(at) => self.classes[at].1 += count,
            Err(at) => self.classes.insert(at, (class, count)),
        }
    }
}

/// `count` buckets, each `width` long, the first from `start`.
pub fn buckets(
    connection: &Connection,
    webhook: Option<webhooks::Key>,
    start: Millis,
    width: Millis,
    count: usize,
) -> rusqlite::Result<Vec<Bucket>> {
    let end = start + width * i64::try_from(count).unwrap_or(i64::MAX);
    let sql = "SELECT slot, success, class, sum(count) FROM stats
        WHERE slot >= ?1 AND slot <= ?2 AND (?3 IS NULL OR webhook = ?3) GROUP BY slot, success, class";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![start / SLOT, end / SLOT, webhook])?;
    let mut buckets = vec![Bucket::default(); count];
    while let Some(row) = rows.next()? {
        let index = (row.get::<_, Millis>(0)? * SLOT - start).div_euclid(width);
        let bucket = usize::try_from(index.max(0)).ok().and_then(|index| buckets.get_mut(index));
        if let Some(bucket) = bucket {
            bucket.add(row.get(1)?, row.get(2)?, row.get(3)?);
        }
    }
    Ok(buckets)
}

/// Forgets what is older.
pub fn forget(connection: &Connection, before: Millis) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM stats WHERE slot < ?1")?.execute([before / SLOT]).map(drop)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "durations are seconds at most")]
fn class(duration: Millis) -> i64 {
    (CLASSES_A_DOUBLING * (duration.max(0) as f64 + 1.0).log2()).floor() as i64
}

/// The middle of a class.
#[expect(clippy::cast_precision_loss, reason = "classes are small numbers")]
fn typical(class: i64) -> f64 {
    ((class as f64 + 0.5) / CLASSES_A_DOUBLING).exp2() - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_within_ten_percent_or_a_millisecond() {
        for duration in [0, 1, 2, 7, 100, 999, 10_000] {
            let told = typical(class(duration));
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let off = (told - duration as f64).abs();
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let allowed = (duration as f64 * 0.1).max(1.0);
            assert!(off <= allowed, "{duration} told as {told}");
        }
    }

    #[test]
    fn percentiles_follow_the_counts() {
        let mut bucket = Bucket::default();
        bucket.add(true, class(10), 90);
        bucket.add(false, class(1000), 10);
        assert_eq!((bucket.success, bucket.failure), (90, 10));
        assert!(bucket.percentile(0.5).unwrap() < 12.0);
        assert!(bucket.percentile(0.95).unwrap() > 900.0);
        assert_eq!(Bucket::default().percentile(0.5), None);
    }
}
