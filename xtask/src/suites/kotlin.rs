//! `bindings/uniffi/kotlin`: the Kotlin package, tested as users have it: from its jar, by Kotlin and by Java.

use anyhow::Result;

use crate::{
    counts::Counts,
    step::Steps,
    toolchains::{JAVA, kotlin, uniffi},
};

pub fn run(steps: &mut Steps) -> Result<()> {
    JAVA.require()?;
    kotlin::install()?;
    steps.verdict("documentation in the generated Kotlin", uniffi::documented(&kotlin::generated()?));
    steps.tests("mvn test", kotlin::tests()?, surefire)?;
    steps.tests("mvn test, of the Ktor example", kotlin::ktor_tests()?, surefire)?;
    Ok(())
}

/// The closing lines of Maven Surefire, one an execution: `Tests run: 1015, Failures: 0, Errors: 0, Skipped: 0`.
pub fn surefire(output: &str) -> Counts {
    let closing = |line: &&str| line.contains("Tests run:") && !line.contains("Time elapsed");
    let mut sum = Counts::default();
    output.lines().filter(closing).for_each(|line| sum += execution(line));
    sum
}

fn execution(line: &str) -> Counts {
    let number = |name: &str| {
        let (_, rest) = line.split_once(name)?;
        rest.split(',').next()?.trim().parse::<u64>().ok()
    };
    let [run, failures, errors, skipped] =
        ["Tests run:", "Failures:", "Errors:", "Skipped:"].map(|name| number(name).unwrap_or_default());
    let failed = failures + errors;
    Counts { passed: run.saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_count() {
        let output = "\
[INFO] Tests run: 8, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.146 s -- in EventsTest
[INFO] Results:
[ERROR] Tests run: 15, Failures: 1, Errors: 2, Skipped: 3
[INFO] Results:
[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0
";
        assert_eq!(surefire(output), Counts { passed: 13, failed: 3, skipped: 3 });
        assert_eq!(surefire("[ERROR] COMPILATION ERROR"), Counts::default());
    }
}
