//! The servers of the store, killed by commands of whoever runs them.

use super::load::{Load, SENDERS};
use crate::output::UsageError;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{process::Command, time::sleep};

/// How long a server may take to be there again, and to take deliveries.
const BACK_WITHIN: Duration = Duration::from_mins(1);
const LOOK: Duration = Duration::from_millis(20);

pub struct Servers<'a> {
    commands: &'a [String],
    random: StdRng,
    kills: u32,
}

impl<'a> Servers<'a> {
    pub fn new(commands: &'a [String], seed: u64) -> Self {
        Self { commands, random: StdRng::seed_from_u64(seed), kills: 0 }
    }

    pub const fn are_killed(&self) -> bool {
        !self.commands.is_empty()
    }

    pub const fn kills(&self) -> u32 {
        self.kills
    }

    /// Lets them work for a moment, then kills one, and waits until deliveries are accepted that were not under way.
    pub async fn strike(&mut self, load: &Load) -> Result<(), UsageError> {
        sleep(Duration::from_millis(self.random.random_range(50..1000))).await;
        let command = &self.commands[self.random.random_range(0..self.commands.len())];
        within(format!("{command:?} fails"), async || succeeds(command).await).await?;
        self.kills += 1;
        let enough = load.accepted() + usize::try_from(SENDERS).unwrap_or(0) + 1;
        within("the store takes no deliveries any more".into(), async || load.accepted() >= enough).await
    }
}

/// A server that is not up yet can't be killed.
async fn within(otherwise: String, holds: impl AsyncFn() -> bool) -> Result<(), UsageError> {
    let start = Instant::now();
    while !holds().await {
        if start.elapsed() > BACK_WITHIN {
            return Err(UsageError::new(otherwise, "See whether something starts the server again."));
        }
        sleep(LOOK).await;
    }
    Ok(())
}

async fn succeeds(command: &str) -> bool {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.status().await.is_ok_and(|status| status.success())
}
