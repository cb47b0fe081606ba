//! The Ruby package, under `ruby -wc`.

use std::path::Path;

use anyhow::Result;

use super::{Language, Package, Packages, Runner};
use crate::{setup::RUBY, step::Steps, workspace::command};

pub(super) const LANGUAGE: Language = Language { name: "ruby", runners, checks, tests };

fn runners(package: &Path) -> Result<Vec<Runner>> {
    RUBY.provide(&["ruby"])?;
    let package = package.to_path_buf();
    let start = move || {
        let mut runner = RUBY.command();
        runner.arg("tests/conformance/ruby/run.rb").arg(&package);
        runner
    };
    Ok(vec![Runner { title: "ruby".into(), start: Box::new(start) }])
}

fn checks(steps: &mut Steps, package: &Package) -> Result<()> {
    let mut lint = command("sh");
    lint.args(["-euc", "find \"$1\" -name '*.rb' | while read -r file; do ruby -wc \"$file\" || exit 1; done", "sh"]);
    lint.arg(&package.folder);
    steps.check(&format!("ruby -wc: {}", package.title), lint)?;
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "what a language offers")]
fn tests(_: &mut Steps, _: &Packages) -> Result<()> {
    Ok(())
}
