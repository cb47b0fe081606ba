//! The secrets of `inbox serve`: read again when their file changes, and watched for the one that nobody uses any more.

use super::{
    log::Log,
    target::{Signing, Target},
};
use crate::{
    input::{LimitArgs, SecretArgs, SecretText},
    output::UsageError,
};
use autosend_webhooks::{Secret, Verifier, WebhookError};
use autosend_webhooks_inbox::{Engine, Inbox, SharedVerifier};
use serde_json::json;
use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// How often the files are looked at, and what matched is written down.
const EVERY: Duration = Duration::from_secs(1);
/// How often the store is told which secrets there are, where none matched.
const STILL_THERE: Duration = Duration::from_mins(1);

/// What a secret is called where it is shown: the first 8 digits of its signature of the text `fingerprint`.
fn name(secret: &SecretText) -> Result<String, WebhookError> {
    let signature = Secret::new(secret.as_ref())?.sign(b"fingerprint").to_string();
    Ok(signature.chars().take(8).collect())
}

/// The secrets, and what they matched since that was last written down.
pub struct Secrets {
    texts: Vec<SecretText>,
    verifier: SharedVerifier,
    signing: Option<Signing>,
    matched: Arc<Matched>,
    /// What the files held when they were last looked at, if that was something else: it may be half written.
    seen: Option<Vec<SecretText>>,
    /// What was wrong with the files when they were last looked at.
    problem: Option<String>,
}

/// How many deliveries each secret matched, by what it is called.
#[derive(Default)]
pub struct Matched(Mutex<BTreeMap<String, i64>>);

impl Matched {
    /// One more.
    pub fn add(&self, secret: &str) {
        let mut matched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = matched.get_mut(secret) {
            *count += 1;
        } else {
            matched.insert(secret.to_owned(), 1);
        }
    }

    fn take(&self) -> BTreeMap<String, i64> {
        mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Secrets {
    /// The secrets that there are at the start; what is forwarded is signed with the first one.
    pub fn new(texts: Vec<SecretText>, verifier: Verifier, target: Option<&Target>) -> Result<Self, UsageError> {
        let names = names(&texts).map_err(|error| UsageError::new(error.message(), error.hint()))?;
        let verifier = SharedVerifier::new(verifier, names);
        let signing = target.and_then(Target::signing);
        Ok(Self { texts, verifier, signing, matched: Arc::default(), seen: None, problem: None })
    }

    /// What requests are verified with.
    pub fn verifier(&self) -> SharedVerifier {
        self.verifier.clone()
    }

    /// Where it is counted which one matched.
    pub fn matched(&self) -> Arc<Matched> {
        self.matched.clone()
    }

    /// What they are called, in their order.
    pub fn names(&self) -> Vec<String> {
        // Those that were taken have names.
        names(&self.texts).unwrap_or_default()
    }

    /// Looks at the files and writes down what matched, for ever.
    pub async fn watch(&mut self, args: &SecretArgs, limits: &LimitArgs, inbox: &Inbox<dyn Engine>, log: &Log) {
        let mut told: Option<Instant> = None;
        loop {
            if args.is_in_file() && self.look(args, limits, log) {
                told = None;
            }
            let matched = self.matched.take();
            if !matched.is_empty() || told.is_none_or(|told| told.elapsed() > STILL_THERE) {
                told = Some(Instant::now());
                self.note(matched, inbox).await;
            }
            sleep(EVERY).await;
        }
    }

    /// Writes down what matched since the last time.
    pub async fn end(&self, inbox: &Inbox<dyn Engine>) {
        self.note(self.matched.take(), inbox).await;
    }

    /// Reads the files; whether they hold others by now. What is wrong with them is said once, and the old ones stay.
    fn look(&mut self, args: &SecretArgs, limits: &LimitArgs, log: &Log) -> bool {
        let renewed = self.renew(args, limits);
        match &renewed {
            Ok(false) => {}
            Ok(true) => {
                let names = self.names();
                log.say(json!({ "notice": "secrets_read", "secrets": names }), |_| {
                    format!("the secrets were read again: {}", names.join(", "))
                });
            }
            Err(problem) if self.problem.as_ref() == Some(problem) => {}
            Err(problem) => log.say(json!({ "warning": "secrets_kept", "error": problem }), |_| {
                format!("warning: {problem}: the secrets from before are kept")
            }),
        }
        self.problem = renewed.as_ref().err().cloned();
        renewed == Ok(true)
    }

    fn renew(&mut self, args: &SecretArgs, limits: &LimitArgs) -> Result<bool, String> {
        let texts = args.some().map_err(|error| error.what())?;
        if are_same(&texts, &self.texts) {
            self.seen = None;
            return Ok(false);
        }
        if !self.seen.as_ref().is_some_and(|seen| are_same(&texts, seen)) {
            self.seen = Some(texts);
            return Ok(false);
        }
        let told = |error: WebhookError| error.message();
        let verifier = limits.verifier(&texts).map_err(told)?;
        let names = names(&texts).map_err(told)?;
        let first = Secret::new(texts[0].as_ref()).map_err(told)?;
        self.verifier.replace(verifier, names);
        if let Some(signing) = &self.signing {
            signing.replace(first);
        }
        self.texts = texts;
        Ok(true)
    }

    async fn note(&self, mut matched: BTreeMap<String, i64>, inbox: &Inbox<dyn Engine>) {
        for name in self.names() {
            matched.entry(name).or_insert(0);
        }
        let matched: Vec<_> = matched.into_iter().collect();
        if inbox.look().note_secrets(&matched).await.is_err() {
            // A store that can't be written shows in other ways; it is told next time.
            for (name, count) in matched {
                *self.matched.0.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_insert(0) += count;
            }
        }
    }
}

fn are_same(one: &[SecretText], other: &[SecretText]) -> bool {
    one.iter().map(AsRef::as_ref).eq(other.iter().map(AsRef::<str>::as_ref))
}

fn names(texts: &[SecretText]) -> Result<Vec<String>, WebhookError> {
    texts.iter().map(name).collect()
}
