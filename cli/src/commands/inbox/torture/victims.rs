//! The processes that are killed, and started again.

use super::{Ground, child::POINTS_COUNT, flaws::Flaw};
use crate::output::UsageError;
use clap::ValueEnum;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    io,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

/// Longer than the children's lease.
const FREEZE: Duration = Duration::from_secs(3);
/// How long a store may be down.
const BACK_WITHIN: Duration = Duration::from_secs(30);
/// How long a process may take to die at its point.
const BY_ITSELF: Duration = Duration::from_secs(2);

pub struct Victims {
    address: String,
    effects: String,
    without: Option<Flaw>,
    attempts: u32,
    random: StdRng,
    ports: Arc<[AtomicU16; 2]>,
    processes: [Option<Child>; 2],
    kills: u32,
    freezes: u32,
}

impl Victims {
    /// Starts two, whose deliveries are dead letters after so many attempts.
    pub async fn start(ground: &Ground<'_>, attempts: u32) -> Result<Self, UsageError> {
        let mut victims = Self {
            address: ground.address.to_owned(),
            effects: ground.effects_address.to_owned(),
            without: ground.without,
            attempts,
            random: StdRng::seed_from_u64(ground.seed),
            ports: Arc::default(),
            processes: [None, None],
            kills: 0,
            freezes: 0,
        };
        for index in 0..2 {
            victims.spawn(index, 0).await?;
        }
        Ok(victims)
    }

    pub fn ports(&self) -> Arc<[AtomicU16; 2]> {
        self.ports.clone()
    }

    pub const fn kills(&self) -> u32 {
        self.kills
    }

    pub const fn freezes(&self) -> u32 {
        self.freezes
    }

    /// Lets them work for a moment, then kills or freezes one, and starts it again.
    pub async fn strike(&mut self) -> Result<(), UsageError> {
        let index = usize::from(self.random.random_bool(0.5));
        let moment = Duration::from_millis(self.random.random_range(30..250));
        sleep(moment).await;
        if self.random.random_bool(0.02) {
            return self.freeze(index).await;
        }
        if let Some(mut process) = self.processes[index].take() {
            // Half of them die at a point that was chosen when they were started, unless they did not come by it.
            let by_itself = self.random.random_bool(0.5) && timeout(BY_ITSELF, process.wait()).await.is_ok();
            if !by_itself {
                // It may be gone already.
                let _ = process.kill().await;
            }
            self.kills += 1;
        }
        let after = self.random.random_range(1..40);
        self.spawn(index, after).await
    }

    async fn freeze(&mut self, index: usize) -> Result<(), UsageError> {
        self.signal(index, "STOP").await;
        sleep(FREEZE).await;
        self.signal(index, "CONT").await;
        self.freezes += 1;
        Ok(())
    }

    async fn signal(&self, index: usize, name: &str) {
        if let Some(id) = self.processes[index].as_ref().and_then(Child::id) {
            // Where it is gone there is nothing to stop.
            let _ =
                Command::new("kill").arg(format!("-{name}")).arg(id.to_string()).stderr(Stdio::null()).status().await;
        }
    }

    /// Starts those again that died by themselves.
    pub async fn revive(&mut self) -> Result<(), UsageError> {
        for index in 0..2 {
            let process = self.processes[index].as_mut();
            if process.is_none_or(|process| !matches!(process.try_wait(), Ok(None))) {
                self.kills += 1;
                self.spawn(index, 0).await?;
            }
        }
        Ok(())
    }

    /// Starts both again, and lets nobody die any more.
    pub async fn heal(&mut self) -> Result<(), UsageError> {
        for index in 0..2 {
            if let Some(mut process) = self.processes[index].take() {
                let _ = process.kill().await;
            }
            self.spawn(index, 0).await?;
        }
        Ok(())
    }

    pub async fn end(self) {
        for mut process in self.processes.into_iter().flatten() {
            let _ = process.kill().await;
        }
    }

    async fn spawn(&mut self, index: usize, die_after: u32) -> Result<(), UsageError> {
        let die_at = self.random.random_range(0..POINTS_COUNT);
        let mut started = self.try_spawn(die_after, die_at).await;
        // The store may be down as well.
        let give_up = Instant::now() + BACK_WITHIN;
        while started.is_err() && Instant::now() < give_up {
            sleep(Duration::from_millis(200)).await;
            started = self.try_spawn(die_after, die_at).await;
        }
        let (process, port) = started.map_err(|error| {
            UsageError::new(format!("cannot start a receiver: {error}"), "Check the limits on processes.")
        })?;
        self.processes[index] = Some(process);
        self.ports[index].store(port, Ordering::Relaxed);
        Ok(())
    }

    async fn try_spawn(&self, die_after: u32, die_at: usize) -> io::Result<(Child, u16)> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([
            "inbox",
            "torture-child",
            "--die-after",
            &die_after.to_string(),
            "--die-at",
            &die_at.to_string(),
            "--attempts",
            &self.attempts.to_string(),
        ]);
        if let Some(value) = self.without.and_then(|flaw| flaw.to_possible_value()) {
            command.args(["--without", value.get_name()]);
        }
        // Addresses may hold passwords, which arguments would show to everybody.
        command.env("AUTOSEND_TORTURE_STORE", &self.address).env("AUTOSEND_TORTURE_EFFECTS", &self.effects);
        command.kill_on_drop(true);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let out = process.stdout.take().ok_or_else(|| io::Error::other("it has no standard output"))?;
        let line = BufReader::new(out).lines().next_line().await?.unwrap_or_default();
        let port = line.trim().parse().map_err(|_| io::Error::other(format!("it said {line:?}")))?;
        Ok((process, port))
    }
}
