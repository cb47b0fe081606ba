//! Alerts of `inbox serve`: to a URL, signed, when the inbox is not well.

mod conditions;
mod state;

use super::log::Log;
use crate::{
    client::{Client, Request},
    input::{SecretText, parse_duration, parse_timeout, secrets_in, variable},
    output::UsageError,
    trust::TrustArgs,
};
use autosend_webhooks::{Secret, SignedRequest, unix_millis};
use autosend_webhooks_emulator::http;
use autosend_webhooks_inbox::{Count, Filter, InboxError, Status, Store};
use conditions::{Observed, Thresholds};
use reqwest::Url;
use serde_json::{Value, json};
use state::{Alerts, Told};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// Where the secret is looked for when no file is named.
const VARIABLE: &str = "AUTOSEND_INBOX_ALERT_SECRET";
/// How often the inbox is looked at.
const EVERY: Duration = Duration::from_secs(2);
/// How often deliveries are counted for rates, which costs more.
const COUNTED_EVERY: Duration = Duration::from_secs(10);
/// How long whoever takes an alert may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Rates are those of the last hour, of so many deliveries at most.
const HOUR: i64 = 3_600_000;
const SCANNED: usize = 200_000;

/// What the help calls it.
pub const HEADING: &str = "Alerts";

/// When to tell whom.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_field_names, reason = "they are named as the arguments are")]
pub struct AlertArgs {
    /// Where alerts are posted to, signed as deliveries are: an event `inbox.alert` when a threshold is reached, again each
    /// --alert-every, and when that is over
    #[arg(long, value_name = "URL", value_parser = http::parse_url, help_heading = HEADING)]
    alert_url: Option<Url>,

    /// A file with the secret that alerts are signed with; or set AUTOSEND_INBOX_ALERT_SECRET
    #[arg(long, value_name = "FILE", requires = "alert_url", help_heading = HEADING)]
    alert_secret_file: Option<PathBuf>,

    /// How long until an alert that lasts is told again
    #[arg(long, value_name = "DURATION", default_value = "1h", value_parser = parse_timeout, help_heading = HEADING)]
    alert_every: Duration,

    /// This share of email.bounced among email.sent in an hour, e.g. 5%; of 100 messages or more
    #[arg(long, value_name = "SHARE", value_parser = parse_share, requires = "alert_url", help_heading = HEADING)]
    alert_bounce_rate: Option<f64>,

    /// This share of email.spam_reported among email.delivered in an hour, e.g. 0.1%
    #[arg(long, value_name = "SHARE", value_parser = parse_share, requires = "alert_url", help_heading = HEADING)]
    alert_complaint_rate: Option<f64>,

    /// So many dead letters, up to 1000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000), requires = "alert_url", help_heading = HEADING)]
    alert_dead: Option<u16>,

    /// An unfinished delivery of this age
    #[arg(long, value_name = "DURATION", value_parser = parse_duration, requires = "alert_url", help_heading = HEADING)]
    alert_oldest: Option<Duration>,

    /// A webhook that sent something before, and nothing for so long; webhooks are told apart by their secrets
    #[arg(long, value_name = "DURATION", value_parser = parse_timeout_of_days, requires = "alert_url", help_heading = HEADING)]
    alert_silence: Option<Duration>,
}

/// `5%` or `0.05`.
fn parse_share(text: &str) -> Result<f64, String> {
    let (number, whole) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let share = number.trim().parse::<f64>().ok().map(|number| number / whole);
    share.filter(|share| *share > 0.0 && *share <= 1.0).ok_or_else(|| "give a share like 5% or 0.05".to_owned())
}

/// More than nothing.
fn parse_timeout_of_days(text: &str) -> Result<Duration, String> {
    let time = parse_duration(text)?;
    if time.is_zero() { Err("it must be longer than nothing".into()) } else { Ok(time) }
}

/// Tells of an inbox.
pub struct Alerter {
    client: Client,
    secret: Secret,
    thresholds: Thresholds,
    alerts: Alerts,
    /// What was received in the last hour, and when that was asked for.
    counts: Vec<Count>,
    counted: Option<Instant>,
    /// Whether the last alert was not taken: said once.
    is_failing: bool,
}

impl AlertArgs {
    /// What was asked for, if anything.
    pub const fn is_given(&self) -> bool {
        self.alert_url.is_some()
    }

    pub fn alerter(&self, trust: &TrustArgs) -> Result<Option<Alerter>, UsageError> {
        let Some(url) = &self.alert_url else { return Ok(None) };
        let thresholds = self.thresholds();
        if thresholds.is_empty() {
            return Err(UsageError::new("--alert-url has no threshold", "Add --alert-dead 1, for example."));
        }
        let text = self.secret()?;
        let secret = Secret::new(text.as_ref()).map_err(|error| UsageError::new(error.message(), error.hint()))?;
        let client = Client::new(url, TIMEOUT, 1, &trust.trust()?)?;
        Ok(Some(Alerter {
            client,
            secret,
            thresholds,
            alerts: Alerts::new(self.alert_every),
            counts: Vec::new(),
            counted: None,
            is_failing: false,
        }))
    }

    fn thresholds(&self) -> Thresholds {
        Thresholds {
            bounce_rate: self.alert_bounce_rate,
            complaint_rate: self.alert_complaint_rate,
            dead: self.alert_dead.map(usize::from),
            oldest: self.alert_oldest,
            silence: self.alert_silence,
        }
    }

    fn secret(&self) -> Result<SecretText, UsageError> {
        let given = match &self.alert_secret_file {
            Some(path) => Some(secrets_in(path)?.swap_remove(0)),
            None => variable(VARIABLE)?,
        };
        given.ok_or_else(|| {
            let fix = format!("Give --alert-secret-file FILE, or set {VARIABLE}.");
            UsageError::new("there is no secret to sign alerts with", fix)
        })
    }
}

impl Alerter {
    /// Looks at the inbox and tells, for ever.
    pub async fn watch(&mut self, store: &dyn Store, log: &Log) {
        loop {
            // A store that can't be asked shows in other ways.
            let _ = self.look(store, log).await;
            sleep(EVERY).await;
        }
    }

    async fn look(&mut self, store: &dyn Store, log: &Log) -> Result<(), InboxError> {
        let stats = store.stats().await?;
        if self.thresholds.has_rates() && self.counted.is_none_or(|at| at.elapsed() >= COUNTED_EVERY) {
            self.counts = store.counts(stats.now - HOUR, HOUR, SCANNED).await?;
            self.counted = Some(Instant::now());
        }
        let dead = match self.thresholds.dead {
            Some(most) => store.list(&Filter { status: Some(Status::Dead), ..Filter::default() }, most).await?.len(),
            None => 0,
        };
        let breaches = self.thresholds.breaches(&Observed { stats: &stats, counts: &self.counts, dead });
        for told in self.alerts.observe(breaches, Instant::now()) {
            self.tell(&told, &store.address(), stats.now, log).await;
        }
        Ok(())
    }

    async fn tell(&mut self, told: &Told, store: &str, now: i64, log: &Log) {
        let body = event(told, store, now).to_string().into_bytes();
        let id = format!("inbox-alert-{}-{now}", told.breach.key.replace(':', "-"));
        let headers = SignedRequest::new(&self.secret, &body).delivery_id(id).headers();
        let problem = match self.client.send(Request::delivery(headers, body)).await {
            Ok(response) if (200..300).contains(&response.status) => None,
            Ok(response) => Some(format!("answered with {}", response.status)),
            Err(failure) => Some(format!("{}: {}", failure.kind, failure.message)),
        };
        let Some(problem) = problem else {
            self.alerts.taken(told, Instant::now());
            self.is_failing = false;
            return;
        };
        if !std::mem::replace(&mut self.is_failing, true) {
            log.say(json!({ "warning": "alert_not_taken", "alert": told.breach.alert, "error": problem }), |_| {
                let alert = told.breach.alert;
                format!(
                    "warning: the alert {alert} was not taken and is told again: {}",
                    crate::output::printable_line(&problem)
                )
            });
        }
    }
}

/// What is posted: a body as those of deliveries.
fn event(told: &Told, store: &str, now: i64) -> Value {
    let mut data = serde_json::to_value(&told.breach).unwrap_or_default();
    data["state"] = if told.is_resolved { "resolved" } else { "firing" }.into();
    data["since"] = super::filter::time(unix_millis(told.since)).into();
    data["store"] = store.into();
    json!({ "type": "inbox.alert", "createdAt": super::filter::time(now), "data": data })
}

#[cfg(test)]
mod tests {
    use super::parse_share;

    #[test]
    fn shares_are_read_with_and_without_percent() {
        assert_eq!((parse_share("5%"), parse_share("0.05")), (Ok(0.05), Ok(0.05)));
        for wrong in ["", "5", "0", "-1%", "101%", "NaN", "inf", "x"] {
            assert!(parse_share(wrong).is_err(), "{wrong}");
        }
    }
}
