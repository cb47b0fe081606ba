//! `inbox reconcile`: AutoSend's delivery logs beside the store.

mod api;
mod findings;

use super::{StoreArgs, filter::each, progress::Progress, wrong};
use crate::{
    environment::API_KEY_VARIABLE,
    input::{ApiKeyArgs, parse_duration},
    output::{Exit, UsageError},
    trust::TrustArgs,
};
use api::{Api, Log, Webhook};
use autosend_webhooks_emulator::http;
use autosend_webhooks_inbox::{Arrival, Filter, Store};
use findings::{Delivery, Findings};
use reqwest::Url;
use std::{
    collections::HashSet,
    time::{Duration, SystemTime},
};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox reconcile --key-file key
  autosend-webhooks inbox reconcile --webhook 690f1a2b3c4d5e6f70819203 --since 2h --json
  autosend-webhooks inbox reconcile --api http://127.0.0.1:4100 --store postgres://app@db.example/app

AutoSend keeps logs of successes for 24 hours and those of failures for 48: run it each hour or so. Exit codes: 0 nothing
found, 1 something found, 2 it could not compare.";

/// Compare AutoSend's delivery logs with the store: what was accepted there and is missing here, what fails, reused ids
///
/// Deliveries are told by the bodies that the logs hold. AutoSend answers 2 requests a second, with 100 logs each: so many are
/// made, and no more.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The address of AutoSend's API, or of a local AutoSend
    #[arg(long, value_name = "URL", default_value = "https://api.autosend.com/v1", value_parser = http::parse_url)]
    api: Url,

    #[command(flatten)]
    key: ApiKeyArgs,

    #[command(flatten)]
    trust: TrustArgs,

    /// Only this webhook, by its id; may be given several times [default: all of the key's project]
    #[arg(long, value_name = "ID")]
    webhook: Vec<String>,

    /// Only what was published within this time
    #[arg(long, value_name = "DURATION", default_value = "48h", value_parser = parse_duration)]
    since: Duration,

    #[command(flatten)]
    store: StoreArgs,

    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let key = args.key.key()?.ok_or_else(|| {
        UsageError::new("there is no API key", format!("Give --key-file FILE, or set {API_KEY_VARIABLE}."))
    })?;
    let api = Api::new(&args.api, key, &args.trust.trust()?)?;
    let store = args.store.existing().await?;
    let webhooks = wanted(api.webhooks().await?, &args.webhook)?;
    let since = SystemTime::now().checked_sub(args.since).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut comparison = Comparison { api, store: &*store, since, findings: Findings::default() };
    {
        let progress = Progress::beside_output("compared");
        for webhook in &webhooks {
            comparison.webhook(webhook, &progress).await?;
        }
    }
    comparison.reused().await?;
    let findings = comparison.findings;
    findings.report(&webhooks, args.json)?;
    if findings.without_body > 0 {
        let what =
            format!("{} logs of accepted deliveries hold no body: they could not be compared", findings.without_body);
        return Err(UsageError::new(what, "Check --api: the logs' `payload` tells which deliveries they are about."));
    }
    Ok(if findings.is_empty() { Exit::Ok } else { Exit::Refused })
}

/// The webhooks of these ids, or all.
fn wanted(mut webhooks: Vec<Webhook>, ids: &[String]) -> Result<Vec<Webhook>, UsageError> {
    if let Some(id) = ids.iter().find(|id| webhooks.iter().all(|webhook| webhook.id != **id)) {
        return Err(UsageError::new(format!("the project has no webhook {id}"), "Check --webhook and the key."));
    }
    webhooks.retain(|webhook| ids.is_empty() || ids.contains(&webhook.id));
    Ok(webhooks)
}

struct Comparison<'a> {
    api: Api,
    store: &'a dyn Store,
    since: SystemTime,
    findings: Findings,
}

impl Comparison<'_> {
    /// Compares all logs of a webhook. A log is read before the store is asked: what AutoSend calls accepted was committed here.
    async fn webhook(&mut self, webhook: &Webhook, progress: &Progress) -> Result<(), UsageError> {
        let (mut seen, mut accepted, missing_before) = (HashSet::new(), 0, self.findings.missing.len());
        for number in 1.. {
            let page = self.api.logs(&webhook.id, number).await?;
            let read = page.logs.len();
            let mut logs = page.logs;
            logs.retain(|log| log.created().is_none_or(|created| created >= self.since));
            let is_last = read == 0 || logs.len() < read || number >= page.total_pages;
            logs.retain(|log| seen.insert(log.id.clone()));
            progress.add(logs.len());
            accepted += self.compare(logs, &webhook.id).await?;
            if is_last {
                break;
            }
        }
        if accepted > 0 && self.findings.missing.len() - missing_before == accepted {
            self.findings.elsewhere.push(webhook.id.clone());
        }
        Ok(())
    }

    /// Compares some logs; tells how many of them are of accepted deliveries.
    async fn compare(&mut self, logs: Vec<Log>, webhook: &str) -> Result<usize, UsageError> {
        self.findings.compared += logs.len() as u64;
        let arrivals: Vec<Option<Arrival>> = logs.iter().map(arrival).collect();
        let sent: Vec<Arrival> = arrivals.iter().flatten().cloned().collect();
        let mut known = self.store.known(&sent).await.map_err(|error| wrong(&error))?.into_iter();
        let mut accepted = 0;
        for (log, arrival) in logs.into_iter().zip(arrivals) {
            let seq = arrival.as_ref().and_then(|_| known.next().flatten());
            let digest = arrival.as_ref().map(Arrival::digest);
            accepted += usize::from(log.success);
            match (log.success, digest, seq) {
                (true, None, _) => self.findings.without_body += 1,
                (true, _, Some(_)) => {}
                (true, ..) => self.findings.missing.push(Delivery::new(log, webhook, digest, seq)),
                (false, ..) => self.findings.failing.push(Delivery::new(log, webhook, digest, seq)),
            }
        }
        Ok(accepted)
    }

    /// Looks for reused ids among what was stored. Where none was ever counted, there is nothing to look for.
    async fn reused(&mut self) -> Result<(), UsageError> {
        let stats = self.store.stats().await.map_err(|error| wrong(&error))?;
        if stats.counters.get("id_reused").is_none_or(|count| *count == 0) {
            return Ok(());
        }
        let since = Some(autosend_webhooks::unix_millis(self.since));
        let found = &mut self.findings.id_reused;
        each(self.store, Filter { id_reused: true, since, ..Filter::default() }, None, |page| {
            found.extend(page);
            Ok(())
        })
        .await
    }
}

/// The delivery that a log is about, if the log holds its body.
fn arrival(log: &Log) -> Option<Arrival> {
    let body = log.body()?;
    let delivery = autosend_webhooks::Delivery::trusted("", &body).ok()?;
    let none: [(&str, &str); 0] = [];
    Some(Arrival::new(&delivery, &none))
}
