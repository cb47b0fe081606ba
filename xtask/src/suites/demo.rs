//! The main job, from end to end: each row of the demo's table is one test.

use anyhow::Result;

use crate::{
    counts::Counts,
    demo::{self, Demo, Show},
    step::Steps,
    ui,
};

pub fn run(steps: &mut Steps) -> Result<()> {
    let demo = Demo::start()?;
    for receiver in demo::RECEIVERS {
        steps.attempt(receiver.title, |steps| {
            close(steps, receiver.title, demo.visit(receiver, Show::Failures)?.counts);
            Ok(())
        });
    }
    steps.attempt("the inbox", |steps| {
        close(steps, "the inbox, killed at work", demo.kill_the_inbox()?);
        Ok(())
    });
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
