//! Interleaved measurements: in every round each row runs once, so that whatever slows the machine slows them all.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Many short rounds: where the machine is shared, most are undisturbed, and the median is one of those.
const ROUNDS: usize = 301;
/// How long a row runs in each round.
const SLICE: Duration = Duration::from_millis(2);

/// Something to measure. The first row of a group is what the others are compared with.
pub struct Row {
    group: &'static str,
    name: &'static str,
    run: Box<dyn Fn(u32) -> Duration>,
}

impl Row {
    pub fn new<T>(group: &'static str, name: &'static str, work: impl Fn() -> T + 'static) -> Self {
        let run = Box::new(move |times| {
            let start = Instant::now();
            for _ in 0..times {
                black_box(work());
            }
            start.elapsed()
        });
        Self { group, name, run }
    }

    /// How often it runs in a slice.
    fn calibrate(&self) -> u32 {
        let mut times = 1;
        loop {
            let elapsed = (self.run)(times);
            if elapsed >= SLICE / 4 {
                let wanted = f64::from(times) * SLICE.as_secs_f64() / elapsed.as_secs_f64();
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some 10^5")]
                return wanted.ceil() as u32;
            }
            times *= 2;
        }
    }
}

/// What came of a row.
#[derive(serde::Serialize)]
pub struct Measure {
    pub group: &'static str,
    pub name: &'static str,
    /// Nanoseconds a call: the median over the rounds, and their spread.
    pub median: f64,
    pub p10: f64,
    pub p90: f64,
    /// How many times as long as the first row of its group it takes: the median of the rounds' ratios.
    pub ratio: f64,
}

/// Measures all rows, in another order each round.
pub fn measure(rows: &[Row]) -> Vec<Measure> {
    let times: Vec<u32> = rows.iter().map(Row::calibrate).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); rows.len()];
    for round in 0..ROUNDS {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.rotate_left(round * 5 % rows.len());
        if round % 2 == 1 {
            order.reverse();
        }
        for index in order {
            (rows[index].run)(times[index] / 16); // warms the caches up
            let elapsed = (rows[index].run)(times[index]);
            rounds[index].push(elapsed.as_secs_f64() * 1e9 / f64::from(times[index]));
        }
    }
    let base = |group| rows.iter().position(|row| row.group == group).unwrap_or_default();
    let measure = |(row, nanos): (&Row, &Vec<f64>)| Measure {
        group: row.group,
        name: row.name,
        median: quantile(nanos.iter().copied(), 50),
        p10: quantile(nanos.iter().copied(), 10),
        p90: quantile(nanos.iter().copied(), 90),
        ratio: quantile(nanos.iter().zip(&rounds[base(row.group)]).map(|(nanos, base)| nanos / base), 50),
    };
    rows.iter().zip(&rounds).map(measure).collect()
}

fn quantile(values: impl Iterator<Item = f64>, percent: usize) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) * percent / 100]
}
