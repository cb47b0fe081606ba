//! How many tests passed, and reading that from what test runners print.

use std::{fmt, ops::AddAssign};

/// What came of a number of tests or checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Counts {
    /// One check.
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed), skipped: 0 }
    }

    /// Whether nothing was counted.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// `3 passed, 0 failed`, and `, 1 skipped` only where something was.
impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The sum of all `test result:` lines of `cargo test`; an ignored test counts as skipped.
pub fn cargo_test(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result:")) {
        let rest = line.split_once('.').map_or(line, |(_, rest)| rest);
        sum += read(rest, ';', "ignored");
    }
    sum
}

/// The last line that reads `N passed, M failed` or `N passed, M failed, K skipped`.
pub fn plain(output: &str) -> Counts {
    let closing = |line: &&str| line.contains(" passed, ") && line.contains(" failed");
    output.lines().rev().find(closing).map_or_else(Counts::default, |line| read(line, ',', "skipped"))
}

/// The closing lines of `node --test`: `# pass 7`, `# fail 0`, `# skipped 0` and the like.
pub fn node_test(output: &str) -> Counts {
    let number = |name: &str| {
        let lines = output.lines().filter_map(|line| line.trim_start_matches(['#', 'ℹ', ' ']).strip_prefix(name));
        lines.filter_map(|rest| rest.trim().parse::<u64>().ok()).sum::<u64>()
    };
    Counts {
        passed: number("pass "),
        failed: number("fail ") + number("cancelled "),
        skipped: number("skipped ") + number("todo "),
    }
}

fn read(line: &str, separator: char, skipped: &str) -> Counts {
    let mut counts = Counts::default();
    for part in line.split(separator) {
        let mut words = part.split_whitespace();
        let (Some(number), Some(word)) = (words.next().and_then(|word| word.parse().ok()), words.next()) else {
            continue;
        };
        match word {
            "passed" => counts.passed = number,
            "failed" => counts.failed = number,
            word if word == skipped => counts.skipped = number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_are_summed() {
        let output = "\
running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests core
test result: FAILED. 3 passed; 1 failed; 4 ignored; 0 measured; 9 filtered out; finished in 1.50s
";
        assert_eq!(cargo_test(output), Counts { passed: 5, failed: 1, skipped: 4 });
    }

    #[test]
    fn closing_lines_of_node_are_read() {
        let output = "ok 1 - a\n# tests 9\n# pass 7\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n";
        assert_eq!(node_test(output), Counts { passed: 7, failed: 1, skipped: 1 });
        assert_eq!(node_test("ℹ pass 2\nℹ fail 0\n"), Counts { passed: 2, failed: 0, skipped: 0 });
    }

    #[test]
    fn the_last_plain_line_counts() {
        assert_eq!(plain("1 passed, 0 failed\n7 passed, 2 failed\nbye"), Counts { passed: 7, failed: 2, skipped: 0 });
        assert_eq!(plain("7 passed, 2 failed, 3 skipped"), Counts { passed: 7, failed: 2, skipped: 3 });
        assert!(plain("nothing here").is_empty());
    }

    #[test]
    fn skipped_is_only_named_where_there_is_some() {
        assert_eq!(Counts { passed: 7, failed: 2, skipped: 0 }.to_string(), "7 passed, 2 failed");
        assert_eq!(Counts { passed: 7, failed: 2, skipped: 1 }.to_string(), "7 passed, 2 failed, 1 skipped");
    }
}
