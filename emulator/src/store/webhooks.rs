//! Webhooks.

use super::deliveries::Status;
use crate::{
    faults::Faults,
    secret_text::SecretText,
    time::{Millis, now},
};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde_json::value::RawValue;

/// The database's own number for a webhook, never shown.
pub type Key = i64;

/// As many webhooks as a project may have.
pub const MAX_WEBHOOKS: u64 = 100;

#[derive(Debug, Clone)]
pub struct Webhook {
    pub key: Key,
    pub id: String,
    pub project: String,
    pub name: Option<String>,
    pub url: String,
    pub secret: SecretText,
    /// Signs what the fault `rotationTwin` adds.
    pub twin_secret: SecretText,
    pub events: Vec<String>,
    pub active: bool,
    /// How many attempts failed since the last that succeeded.
    pub failure_count: u32,
    pub last_failed_at: Option<Millis>,
    pub last_success_at: Option<Millis>,
    pub last_delivered_at: Option<Millis>,
    /// A JSON object.
    pub metadata: Option<Box<RawValue>>,
    /// Where there are none, those of the whole emulator count.
    pub faults: Option<Faults>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Webhook {
    pub fn subscribes(&self, event: &str) -> bool {
        self.events.iter().any(|subscribed| subscribed == event)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let json = |column| row.get::<_, Option<String>>(column);
        Ok(Self {
            key: row.get("key")?,
            id: row.get("id")?,
            project: row.get("project")?,
            name: row.get("name")?,
            url: row.get("url")?,
            secret: row.get::<_, String>("secret")?.into(),
            twin_secret: row.get::<_, String>("twin_secret")?.into(),
            events: serde_json::from_str(&row.get::<_, String>("events")?).unwrap_or_default(),
            active: row.get("active")?,
            failure_count: row.get("failure_count")?,
            last_failed_at: row.get("last_failed_at")?,
            last_success_at: row.get("last_success_at")?,
            last_delivered_at: row.get("last_delivered_at")?,
            metadata: json("metadata")?.and_then(|text| RawValue::from_string(text).ok()),
            faults: json("faults")?.and_then(|text| serde_json::from_str(&text).ok()),
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("lists and maps of JSON are JSON")
}

/// Enters a webhook; its key is not looked at.
pub fn insert(connection: &Connection, webhook: &Webhook) -> rusqlite::Result<Key> {
    let sql = "INSERT INTO webhooks
        (id, project, name, url, secret, twin_secret, events, active, metadata, created_at, updated_at)
        VALUES (:id, :project, :name, :url, :secret, :twin, :events, :active, :metadata, :created, :updated)";
    connection.prepare_cached(sql)?.insert(named_params! {
        ":id": webhook.id,
        ":project": webhook.project,
        ":name": webhook.name,
        ":url": webhook.url,
        ":secret": webhook.secret.as_ref(),
        ":twin": webhook.twin_secret.as_ref(),
        ":events": json(&webhook.events),
        ":active": webhook.active,
        ":metadata": webhook.metadata.as_ref().map(|metadata| metadata.get()),
        ":created": webhook.created_at,
        ":updated": webhook.updated_at,
    })
}

/// Stores what a user may change.
pub fn update(connection: &Connection, webhook: &Webhook) -> rusqlite::Result<()> {
    let sql = "UPDATE webhooks SET name = :name, url = :url, events = :events, active = :active,
        failure_count = :failures, metadata = :metadata, faults = :faults, updated_at = :updated WHERE key = :key";
    connection
        .prepare_cached(sql)?
        .execute(named_params! {
            ":key": webhook.key,
            ":name": webhook.name,
            ":url": webhook.url,
            ":events": json(&webhook.events),
            ":active": webhook.active,
            ":failures": webhook.failure_count,
            ":metadata": webhook.metadata.as_ref().map(|metadata| metadata.get()),
            ":faults": webhook.faults.map(Faults::to_json),
            ":updated": webhook.updated_at,
        })
        .map(drop)
}

/// Takes a webhook out of service. What was queued for it fails.
pub fn delete(connection: &Connection, key: Key) -> rusqlite::Result<()> {
    let sql = "UPDATE webhooks SET secret = '', twin_secret = '', active = 0, deleted_at = ?2 WHERE key = ?1";
    connection.prepare_cached(sql)?.execute(params![key, now()])?;
    let sql = "UPDATE deliveries SET status = ?2, due_at = NULL, error = 'the webhook was deleted', updated_at = ?3
        WHERE webhook = ?1 AND due_at IS NOT NULL";
    connection.prepare_cached(sql)?.execute(params![key, Status::Failed, now()]).map(drop)
}

pub fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Webhook>> {
    let sql = "SELECT * FROM webhooks WHERE id = ?1 AND deleted_at IS NULL";
    connection.prepare_cached(sql)?.query_row([id], Webhook::from_row).optional()
}

pub fn by_key(connection: &Connection, key: Key) -> rusqlite::Result<Option<Webhook>> {
    let sql = "SELECT * FROM webhooks WHERE key = ?1 AND deleted_at IS NULL";
    connection.prepare_cached(sql)?.query_row([key], Webhook::from_row).optional()
}

/// Every webhook, newest first, of one project or all.
pub fn all(connection: &Connection, project: Option<&str>) -> rusqlite::Result<Vec<Webhook>> {
    let sql = "SELECT * FROM webhooks WHERE deleted_at IS NULL AND (?1 IS NULL OR project = ?1) ORDER BY key DESC";
    connection.prepare_cached(sql)?.query_map([project], Webhook::from_row)?.collect()
}

pub fn count(connection: &Connection, project: &str) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM webhooks WHERE deleted_at IS NULL AND project = ?1";
    connection.prepare_cached(sql)?.query_row([project], |row| row.get(0))
}

/// Those of a project that get an event.
pub fn subscribers(connection: &Connection, project: &str, event: &str) -> rusqlite::Result<Vec<Webhook>> {
    let mut webhooks = all(connection, Some(project))?;
    webhooks.retain(|webhook| webhook.active && webhook.subscribes(event));
    Ok(webhooks)
}

/// Counts an attempt's outcome towards the webhook's health.
pub fn record_health(connection: &Connection, key: Key, success: bool, at: Millis) -> rusqlite::Result<()> {
    let sql = if success {
        "UPDATE webhooks SET failure_count = 0, last_success_at = ?2, last_delivered_at = ?2 WHERE key = ?1"
    } else {
        "UPDATE webhooks SET failure_count = failure_count + 1, last_failed_at = ?2 WHERE key = ?1"
    };
    connection.prepare_cached(sql)?.execute(params![key, at]).map(drop)
}

/// The webhooks for which something is still to be sent.
pub fn with_queue(connection: &Connection) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT key FROM webhooks WHERE deleted_at IS NULL
        AND EXISTS (SELECT 1 FROM deliveries WHERE webhook = key AND due_at IS NOT NULL)";
    connection.prepare_cached(sql)?.query_map((), |row| row.get(0))?.collect()
}
