//! What a comparison found, for people and for programs.

use super::api::{Log, Webhook};
use crate::{
    commands::inbox::filter::{table, time},
    output::{BOLD, UsageError, note, print_json, printable_line},
};
use autosend_webhooks_inbox::Summary;
use serde::Serialize;

/// A delivery that AutoSend's log and the store do not agree on.
#[derive(Debug, Serialize)]
pub struct Delivery {
    /// The log's id.
    pub log: String,
    pub webhook: String,
    #[serde(rename = "type")]
    pub event_type: String,
    /// As the log has it.
    pub created_at: String,
    pub attempts: u32,
    pub status_code: Option<u16>,
    pub error: Option<String>,
    /// SHA-256 of the body that was sent, if the log holds it.
    pub digest: Option<String>,
    /// Its number in the store, if that has it.
    pub seq: Option<i64>,
}

impl Delivery {
    pub fn new(log: Log, webhook: &str, digest: Option<[u8; 32]>, seq: Option<i64>) -> Self {
        Self {
            log: log.id,
            webhook: webhook.to_owned(),
            event_type: log.event,
            created_at: log.created_at,
            attempts: log.attempts,
            status_code: log.status_code,
            error: log.error_message,
            digest: digest.map(const_hex::encode),
            seq,
        }
    }
}

/// What was compared, and what does not agree.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    /// Logs that were looked at.
    pub compared: u64,
    /// Logs of accepted deliveries that hold no body: whether the store has them can't be told.
    pub without_body: u64,
    /// Accepted there, and never seen here.
    pub missing: Vec<Delivery>,
    /// Not accepted there, or not yet. With a number where the store has them all the same: the answer was lost.
    pub failing: Vec<Delivery>,
    /// Stored with an id that came with another body before.
    pub id_reused: Vec<Summary>,
    /// Webhooks with accepted deliveries of which none is here.
    pub elsewhere: Vec<String>,
}

impl Findings {
    pub const fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.failing.is_empty() && self.id_reused.is_empty()
    }

    pub fn report(&self, webhooks: &[Webhook], json: bool) -> Result<(), UsageError> {
        if json {
            return print_json(self);
        }
        let mut rows: Vec<_> = self.missing.iter().map(|one| row("missing", one)).collect();
        rows.extend(self.failing.iter().map(|one| row("failing", one)));
        rows.extend(self.id_reused.iter().map(reused));
        if !rows.is_empty() {
            table(&["what", "created", "type", "webhook", "tries", "log", "detail"], &rows)?;
        }
        for id in &self.elsewhere {
            let url = webhooks.iter().find(|one| one.id == *id).map_or("", |one| &one.url);
            let (id, url) = (printable_line(id), printable_line(url));
            note(&format!("nothing of webhook {id} ({url}) is here: name this inbox's webhooks with --webhook"));
        }
        let [missing, failing, reused] = [self.missing.len(), self.failing.len(), self.id_reused.len()];
        note(&format!(
            "{BOLD}{} logs compared:{BOLD:#} {missing} accepted there and missing here, {failing} failing there, {reused} ids reused",
            self.compared
        ));
        Ok(())
    }
}

fn row(what: &str, one: &Delivery) -> Vec<String> {
    let detail = match (one.seq, &one.error, one.status_code) {
        (Some(seq), ..) => format!("stored here as {seq}"),
        (None, Some(error), _) => printable_line(error),
        (None, None, Some(status)) => format!("answered with {status}"),
        (None, None, None) => "-".into(),
    };
    vec![
        what.into(),
        printable_line(&one.created_at),
        printable_line(&one.event_type),
        printable_line(&one.webhook),
        one.attempts.to_string(),
        printable_line(&one.log),
        detail,
    ]
}

fn reused(one: &Summary) -> Vec<String> {
    let created = one.created.map_or_else(|| "-".into(), time);
    let detail = format!("stored here as {}, id {}", one.seq, printable_line(&one.delivery_id));
    vec!["id reused".into(), created, printable_line(&one.event_type), "-".into(), "-".into(), "-".into(), detail]
}
