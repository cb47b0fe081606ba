//! `bindings/uniffi/swift`: the Swift package.

use anyhow::Result;

use crate::{
    counts::Counts,
    step::Steps,
    toolchains::{swift, uniffi},
};

pub fn run(steps: &mut Steps) -> Result<()> {
    swift::prepare()?;
    steps.verdict("documentation in the generated Swift", uniffi::documented(&swift::generated()?));
    steps.tests("swift test", swift::tests()?, swift_testing)?;
    steps.tests("swift test, with a library that panics", swift::panics()?, swift_testing)?;
    steps.tests("swift test, of the example", swift::example_tests()?, swift_testing)
}

/// What Swift Testing prints: a line for each case of a test with arguments, and one for each test.
fn swift_testing(output: &str) -> Counts {
    let tests = |word: &str| {
        let is_one = |line: &&str| line.contains(" Test ") && !line.contains(" Test run ") && line.contains(word);
        u64::try_from(output.lines().filter(is_one).count()).unwrap_or(u64::MAX)
    };
    let failed = tests("() failed after") + tests("(_:) failed after");
    Counts { passed: tests("() passed after") + tests("(_:) passed after"), failed, skipped: tests(" skipped") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_and_suites_are_not() {
        let output = "\
◇ Test aBounce() started.
✔ Test aBounce() passed after 0.399 seconds.
✔ Test request(_:) passed after 0.397 seconds.
✘ Test other() failed after 0.1 seconds with 1 issue.
✔ Suite VectorsTests passed after 0.485 seconds.
✘ Test run with 3 tests failed after 10.460 seconds with 1 issue.
";
        assert_eq!(swift_testing(output), Counts { passed: 2, failed: 1, skipped: 0 });
        assert_eq!(swift_testing("error: fatalError"), Counts::default());
    }
}
