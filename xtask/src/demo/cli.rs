//! The command line of this project, as what signs the attacks of the demo.

use std::{
    collections::hash_map::RandomState,
    fs,
    hash::BuildHasher,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    step,
    workspace::{self, Metadata},
};

/// The name of the binary.
const BINARY: &str = "autosend-webhooks";

/// The built command line, and the secret it signs with.
pub struct Sender {
    program: PathBuf,
    secret_file: PathBuf,
}

/// What is signed, and what the unsigned headers say.
#[derive(Clone)]
pub struct Delivery {
    pub body: Vec<u8>,
    pub event: &'static str,
    pub id: String,
    /// Unix milliseconds.
    pub timestamp: u64,
}

pub type Headers = Vec<(String, String)>;

/// Builds the command line. Returns the program.
pub fn build() -> Result<PathBuf> {
    step::must("building the command line", workspace::cargo(&format!("build --release --bin {BINARY}")))?;
    Ok(Metadata::read()?.release_binary(BINARY))
}

impl Sender {
    pub fn new(program: &Path, secret_file: PathBuf) -> Self {
        Self { program: program.to_path_buf(), secret_file }
    }

    /// The headers of a delivery.
    pub fn sign(&self, delivery: &Delivery) -> Result<Headers> {
        self.sign_as(delivery, &self.secret_file)
    }

    /// The headers of a delivery that is signed with another secret than the receiver knows.
    pub fn sign_with(&self, delivery: &Delivery, secret: &str) -> Result<Headers> {
        let file = self.secret_file.with_file_name("other-secret");
        fs::write(&file, secret).context("cannot write the secret")?;
        self.sign_as(delivery, &file)
    }

    fn sign_as(&self, delivery: &Delivery, secret_file: &Path) -> Result<Headers> {
        let mut sign = self.command("sign", secret_file);
        sign.args(["--event", delivery.event, "--delivery-id", &delivery.id]);
        sign.args(["--timestamp", &delivery.timestamp.to_string()]);
        let output = run(sign, &delivery.body)?;
        if !output.status.success() {
            bail!("{BINARY} sign failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let text = String::from_utf8(output.stdout).context("the headers are not text")?;
        text.lines().map(header).collect()
    }

    fn command(&self, name: &str, secret_file: &Path) -> Command {
        let mut command = workspace::command(&self.program);
        command.arg(name).arg("--secret-file").arg(secret_file);
        // The machine's own secrets must not get in the way.
        command.env_remove("AUTOSEND_WEBHOOK_SECRET").env_remove("WEBHOOK_SECRET");
        command
    }
}

/// Runs a command with a text on its standard input.
fn run(mut command: Command, input: &[u8]) -> Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot run {BINARY}"))?;
    // It reads all of its input before it prints, so nothing can get stuck; one that reads nothing is no error.
    let _ = child.stdin.take().context("no standard input")?.write_all(input);
    Ok(child.wait_with_output()?)
}

fn header(line: &str) -> Result<(String, String)> {
    let (name, value) = line.split_once(": ").with_context(|| format!("not a header: {line}"))?;
    Ok((name.to_owned(), value.to_owned()))
}

/// A secret that looks like the provider's, for this run only.
pub fn random_secret() -> String {
    // The standard library has no other source of randomness; it is good enough for a secret of a minute.
    let random = || RandomState::new().hash_one(0_u8);
    format!("whsec_{:016x}{:016x}", random(), random())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_split_at_the_first_colon() {
        assert_eq!(header("X-Webhook-Event: a: b").unwrap(), ("X-Webhook-Event".into(), "a: b".into()));
        assert!(header("nothing").is_err());
    }

    #[test]
    fn secrets_look_like_the_provider_s_and_differ() {
        let secret = random_secret();
        assert_eq!(secret.len(), "whsec_".len() + 32);
        assert_ne!(secret, random_secret());
    }
}
