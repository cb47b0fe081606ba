//! Where `inbox serve` takes deliveries to: a URL, or a command.

use super::metrics::Metrics;
use crate::{
    client::{Client, Request},
    input::{SecretText, parse_timeout, secrets_in},
    output::UsageError,
    trust::TrustArgs,
};
use autosend_webhooks::{Secret, SignedRequest};
use autosend_webhooks_emulator::http;
use autosend_webhooks_inbox::{Failure, Job};
use reqwest::Url;
use std::{
    future::Future,
    path::PathBuf,
    pin::Pin,
    process::Stdio,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tokio::{io::AsyncWriteExt, process::Command};

/// The exit code of a command for what will never succeed (`EX_DATAERR` of sysexits.h).
const NEVER: i32 = 65;
/// As much of what a command says on standard error is kept.
const SAID: usize = 1000;

/// What is done with each delivery; without any of it they wait for a worker of yours.
#[derive(Debug, clap::Args)]
pub struct TargetArgs {
    /// Send each delivery to this address, until it is answered with 2xx
    #[arg(long, value_name = "URL", value_parser = http::parse_url, conflicts_with = "exec")]
    forward_to: Option<Url>,

    /// A file with the secret to sign with what is forwarded [default: the secret of the webhook]
    #[arg(long, value_name = "FILE", requires = "forward_to")]
    forward_secret_file: Option<PathBuf>,

    #[command(flatten)]
    trust: TrustArgs,

    /// Run this command of the shell for each delivery
    #[arg(long, value_name = "COMMAND")]
    exec: Option<String>,

    /// How long an attempt may take
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = parse_timeout)]
    timeout: Duration,
}

pub enum Target {
    Forward(Box<Client>, Signing),
    Exec(String, Duration),
}

/// What is signed with; the webhook's secret may be replaced meanwhile.
#[derive(Clone)]
pub struct Signing {
    secret: Arc<RwLock<Secret>>,
    is_the_webhooks: bool,
}

impl Signing {
    /// Signs with another secret from now on.
    pub fn replace(&self, secret: Secret) {
        *self.secret.write().unwrap_or_else(PoisonError::into_inner) = secret;
    }

    fn headers(&self, id: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let secret = self.secret.read().unwrap_or_else(PoisonError::into_inner);
        SignedRequest::new(&secret, body).delivery_id(id).headers()
    }
}

impl TargetArgs {
    /// Whom to trust over HTTPS.
    pub const fn trust(&self) -> &TrustArgs {
        &self.trust
    }

    pub fn is_given(&self) -> bool {
        self.forward_to.is_some() || self.exec.is_some()
    }

    pub fn target(&self, secrets: &[SecretText]) -> Result<Option<Target>, UsageError> {
        if let Some(url) = &self.forward_to {
            let client = Client::new(url, self.timeout, 8, &self.trust.trust()?)?;
            let secret = Arc::new(RwLock::new(self.secret(secrets)?));
            let signing = Signing { secret, is_the_webhooks: self.forward_secret_file.is_none() };
            return Ok(Some(Target::Forward(Box::new(client), signing)));
        }
        Ok(self.exec.clone().map(|command| Target::Exec(command, self.timeout)))
    }

    fn secret(&self, secrets: &[SecretText]) -> Result<Secret, UsageError> {
        let text = match &self.forward_secret_file {
            Some(path) => secrets_in(path)?.swap_remove(0),
            None => secrets.first().cloned().ok_or_else(|| {
                UsageError::new("there is no secret to sign with", "Give --secret-file or --forward-secret-file FILE.")
            })?,
        };
        Secret::new(text.as_ref()).map_err(|error| UsageError::new(error.message(), error.hint()))
    }
}

type Handling = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

impl Target {
    /// What a worker calls.
    pub fn handler(self, metrics: Arc<Metrics>) -> impl Fn(Job) -> Handling + Send + Sync + 'static {
        let target = Arc::new(self);
        move |job| {
            let (target, metrics) = (target.clone(), metrics.clone());
            Box::pin(async move {
                let start = Instant::now();
                let result = target.handle(&job).await;
                metrics.handled(result.is_ok(), start.elapsed());
                result
            })
        }
    }

    /// What it signs with, if that is the webhook's secret.
    pub fn signing(&self) -> Option<Signing> {
        match self {
            Self::Forward(_, signing) if signing.is_the_webhooks => Some(signing.clone()),
            _ => None,
        }
    }

    async fn handle(&self, job: &Job) -> Result<(), Failure> {
        match self {
            Self::Forward(client, signing) => forward(client, signing, job).await,
            Self::Exec(command, time) => execute(command, *time, job).await,
        }
    }
}

async fn forward(client: &Client, signing: &Signing, job: &Job) -> Result<(), Failure> {
    let stored = &job.stored;
    let headers = signing.headers(&stored.delivery_id, &stored.body);
    let sent = client.send(Request::delivery(headers, stored.body.clone())).await;
    let response = sent.map_err(|failure| Failure::new(format!("{}: {}", failure.kind, failure.message)))?;
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let failure = Failure::new(format!("answered with {}", response.status));
    let after = response.headers.get("Retry-After").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    Err(match after {
        Some(seconds) => failure.retry_after(Duration::from_secs(seconds)),
        None => failure,
    })
}

async fn execute(command: &str, time: Duration, job: &Job) -> Result<(), Failure> {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .kill_on_drop(true)
        .stdin(Stdio::piped())
        .stdout(Stdio::inherit())
        .stderr(Stdio::piped());
    for (name, value) in facts(job) {
        shell.env(name, value);
    }
    // A handler needs no secrets.
    for name in crate::environment::SECRET_VARIABLES.into_iter().chain(["AUTOSEND_INBOX_MARK", "AUTOSEND_INBOX_STORE"])
    {
        shell.env_remove(name);
    }
    let mut child = shell.spawn()?;
    let stdin = child.stdin.take();
    let fed = async {
        if let Some(mut stdin) = stdin {
            // A command that reads nothing is no failure.
            let _ = stdin.write_all(&job.stored.body).await;
        }
    };
    let ended = tokio::time::timeout(time, async { tokio::join!(child.wait_with_output(), fed).0 });
    let output = ended.await.map_err(|_| Failure::new(format!("the command took longer than {time:?}")))??;
    let said = String::from_utf8_lossy(&output.stderr[output.stderr.len().saturating_sub(SAID)..]).trim().to_owned();
    match output.status.code() {
        Some(0) => Ok(()),
        Some(NEVER) => Err(Failure::permanent(format!("the command exited with {NEVER}: {said}"))),
        Some(code) => Err(Failure::new(format!("the command exited with {code}: {said}"))),
        None => Err(Failure::new(format!("the command was killed: {said}"))),
    }
}

fn facts(job: &Job) -> Vec<(&'static str, String)> {
    let stored = &job.stored;
    let mut facts = vec![
        ("AUTOSEND_DELIVERY_SEQ", stored.seq.to_string()),
        ("AUTOSEND_DELIVERY_ID", stored.delivery_id.clone()),
        // An environment holds no NUL; event types of authentic bodies could.
        ("AUTOSEND_DELIVERY_TYPE", stored.event_type.replace('\0', "\u{fffd}")),
        ("AUTOSEND_DELIVERY_DIGEST", const_hex::encode(&stored.digest)),
        ("AUTOSEND_DELIVERY_ATTEMPT", job.attempt.to_string()),
    ];
    facts.extend(stored.created.map(|created| ("AUTOSEND_DELIVERY_CREATED", created.to_string())));
    facts
}
