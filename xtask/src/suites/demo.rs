//! The main job, from end to end: each row of the demo's table is one test.

use anyhow::{Result, bail};

use crate::{
    counts::Counts,
    demo::{self, Demo, Show},
    programs::Build,
    step::Steps,
    toolchains::{self, Tool},
    ui,
};

pub fn run(steps: &mut Steps) -> Result<()> {
    let demo = Demo::start(Build::Tests)?;
    for receiver in demo::RECEIVERS {
        steps.attempt(receiver.title, |steps| {
            close(steps, receiver.title, demo.visit(receiver, Show::Failures)?.counts);
            Ok(())
        });
    }
    steps.attempt("the inbox", |steps| {
        close(steps, "the inbox, killed at work", demo.kill_the_inbox()?.0);
        Ok(())
    });
    Ok(())
}

/// For every day: a receiver in each language that is installed.
const QUICK: [(&str, Option<&Tool>); 7] = [
    ("axum", None),
    ("flask", Some(&toolchains::PYTHON)),
    ("express", Some(&toolchains::NODE)),
    ("go", Some(&toolchains::GO)),
    ("php", Some(&toolchains::PHP)),
    ("ruby", Some(&toolchains::RUBY)),
    ("ktor", Some(&toolchains::MAVEN)),
];

pub fn quick(steps: &mut Steps) -> Result<()> {
    let demo = Demo::start(Build::Demo)?;
    for (name, tool) in QUICK {
        let Some(receiver) = demo::RECEIVERS.iter().find(|receiver| receiver.name == name) else {
            bail!("there is no receiver {name}");
        };
        steps.attempt(receiver.title, |steps| {
            tool.map_or(Ok(()), Tool::require)?;
            close(steps, receiver.title, demo.visit(receiver, Show::Failures)?.counts);
            Ok(())
        });
    }
    Ok(())
}

fn close(steps: &mut Steps, title: &str, counts: Counts) {
    steps.counts += counts;
    let text = format!("{title}: {} of {} answers as expected", counts.passed, counts.passed + counts.failed);
    if counts.failed == 0 {
        ui::verdict(ui::GOOD, "ok", &text);
    } else {
        ui::verdict(ui::BAD, "FAIL", &text);
        steps.remarks.push(text);
    }
}
