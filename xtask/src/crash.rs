//! `cargo xtask crash`: the crash test of `dev`, with more kills than the tests make.

use anyhow::{Context, Result};

use crate::workspace;

#[derive(clap::Args)]
pub struct Args {
    /// How often the process is killed
    #[arg(long, value_name = "N", default_value_t = 200)]
    kills: u32,
}

/// Returns whether nothing was lost.
pub fn main(args: &Args) -> Result<bool> {
    let mut test =
        workspace::cargo("test --package autosend-webhooks-cli --test dev_crash -- --nocapture nothing_that");
    test.env("AUTOSEND_WEBHOOKS_KILLS", args.kills.to_string());
    Ok(test.status().context("cannot run the crash test")?.success())
}
