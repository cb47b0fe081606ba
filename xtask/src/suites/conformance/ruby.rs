//! The Ruby package, under `ruby -wc` and rubocop; the tests beside it, with Rack and Rails.

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use super::{Language, Package, Packages, Runner, suite::Suite};
use crate::{
    counts::{self, Counts},
    step::Steps,
    toolchains::{RUBY, ruby},
    workspace::{self, command},
};

pub(super) const LANGUAGE: Language = Language {
    name: "ruby",
    runners,
    checks,
    tests: beyond_the_vectors,
    suite: Some(Suite { command: suite, counts: summary }),
};

const RUNNERS: &str = "tests/conformance/ruby";
const RUBOCOP: &str = "sdks/ruby/.rubocop.yml";

fn runners(package: &Path) -> Result<Vec<Runner>> {
    ruby::provide()?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = RUBY.command();
        runner.arg(format!("{RUNNERS}/run.rb")).arg(&package);
        runner
    };
    Ok(vec![Runner { title: "ruby".into(), start: Box::new(start) }])
}

fn suite(package: &Path) -> Result<Command> {
    let mut minitest = RUBY.command();
    minitest.args(["-w", "test/samples_test.rb"]).current_dir(package);
    Ok(minitest)
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let Package { title, folder } = package;
    let mut lint = command("sh");
    lint.args(["-euc", "find \"$1\" -name '*.rb' | while read -r file; do ruby -wc \"$file\" || exit 1; done", "sh"]);
    lint.arg(folder);
    steps.check(&format!("ruby -wc: {title}"), lint)?;
    style(steps, title, &[folder])?;

    let readme = super::scratch("ruby-readme")?.join(title.replace(", ", "-"));
    fs::create_dir_all(&readme)?;
    fs::write(readme.join("config.ru"), super::readme_code(package, "ruby")?)?;
    let mut load = RUBY.command();
    load.args(["-rrack", "-e", "Rack::Builder.parse_file(ARGV[0])", "-I"]).arg(folder.join("lib"));
    load.arg(readme.join("config.ru"));
    // Right for either provider: text, and base64.
    for provider in ["AUTOSEND", "PIGEONPOST"] {
        load.env(format!("{provider}_WEBHOOK_SECRET"), "c2VjcmV0");
    }
    steps.check(&format!("ruby: README of {title}"), load)?;
    Ok(())
}

fn style(steps: &mut Steps, title: &str, paths: &[&Path]) -> Result<()> {
    let mut rubocop = command("rubocop");
    rubocop.args(["--cache", "false", "--config"]).arg(workspace::root().join(RUBOCOP)).args(paths);
    steps.check(&format!("rubocop: {title}"), rubocop)?;
    Ok(())
}

fn beyond_the_vectors(steps: &mut Steps, packages: &Packages) -> Result<()> {
    style(steps, "runners and example", &[Path::new(RUNNERS), Path::new("examples/ruby")])?;
    let mut minitest = RUBY.command();
    minitest.arg("-W:deprecated").arg(packages.committed.folder.join("test/all_tests.rb"));
    steps.tests("ruby: adapters, budgets, configuration, errors, events, leaks, replays", minitest, summary)?;
    for (name, package) in &packages.schemes {
        let mut signing = RUBY.command();
        signing.arg(format!("{RUNNERS}/signing.rb")).arg(&package.folder);
        steps.check(&format!("ruby: what {name} signs verifies"), signing)?;
    }
    let mut fields = RUBY.command();
    fields.arg(format!("{RUNNERS}/contact_fields.rb")).arg(&packages.with_fields.folder);
    steps.tests("ruby: contact fields are attributes", fields, counts::plain)
}

/// The closing line of minitest: `28 runs, 106 assertions, 0 failures, 0 errors, 0 skips`.
fn summary(output: &str) -> Counts {
    let closing = output.lines().rev().find(|line| line.contains(" runs, ")).unwrap_or_default();
    let number = |what: &str| {
        let part = closing.split(", ").find_map(|part| part.strip_suffix(what));
        part.and_then(|number| number.trim().parse::<u64>().ok()).unwrap_or_default()
    };
    let (failed, skipped) = (number(" failures") + number(" errors"), number(" skips"));
    Counts { passed: number(" runs").saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts() {
        let line = "28 runs, 106 assertions, 1 failures, 2 errors, 3 skips";
        assert_eq!(summary(line), Counts { passed: 22, failed: 3, skipped: 3 });
        assert_eq!(summary("cannot load such file"), Counts::default());
    }
}
