//! What the API shows of webhooks and deliveries. The schemas of its OpenAPI document are made from these types.

use super::{
    ids,
    store::{
        deliveries::{Attempt, Delivery, Status},
        settings::Account,
        webhooks::Webhook,
    },
    time::{Millis, iso},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json, value::RawValue};

/// What stands in place of a secret.
const HIDDEN: &str = "***hidden***";

/// A webhook.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    pub id: String,
    pub organization_id: String,
    pub project_id: String,
    pub url: String,
    /// `***hidden***`, except in the response to its creation.
    pub secret: String,
    pub events: Vec<String>,
    pub is_active: bool,
    pub status: &'static str,
    /// Failed attempts since the last success.
    pub failure_count: u32,
    pub last_failed_at: Option<String>,
    pub last_success_at: Option<String>,
    pub last_delivered_at: Option<String>,
    #[schemars(with = "Option<Map<String, Value>>")]
    pub metadata: Option<Box<RawValue>>,
    pub created_at: String,
    pub updated_at: String,
}

impl WebhookView {
    pub fn masked(webhook: &Webhook, account: &Account) -> Self {
        Self {
            id: webhook.id.clone(),
            organization_id: account.organization.clone(),
            project_id: webhook.project.clone(),
            url: webhook.url.clone(),
            secret: HIDDEN.into(),
            events: webhook.events.clone(),
            is_active: webhook.active,
            status: if webhook.active { "active" } else { "inactive" },
            failure_count: webhook.failure_count,
            last_failed_at: webhook.last_failed_at.map(iso),
            last_success_at: webhook.last_success_at.map(iso),
            last_delivered_at: webhook.last_delivered_at.map(iso),
            metadata: webhook.metadata.clone(),
            created_at: iso(webhook.created_at),
            updated_at: iso(webhook.updated_at),
        }
    }

    pub fn with_secret(webhook: &Webhook, account: &Account) -> Self {
        Self { secret: webhook.secret.as_ref().to_owned(), ..Self::masked(webhook, account) }
    }
}

/// A webhook as the dashboard shows it: with the name that its form asks for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedWebhookView {
    pub name: Option<String>,
    #[serde(flatten)]
    pub webhook: WebhookView,
}

impl NamedWebhookView {
    pub fn new(webhook: &Webhook, account: &Account) -> Self {
        Self { name: webhook.name.clone(), webhook: WebhookView::masked(webhook, account) }
    }
}

/// A delivery's log.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogView {
    #[serde(rename = "_id")]
    pub id: String,
    pub webhook_id: String,
    pub project_id: String,
    pub event: String,
    pub url: String,
    pub status_code: Option<u16>,
    pub success: bool,
    pub attempts: u32,
    /// Milliseconds.
    pub duration: Option<Millis>,
    pub error_message: Option<String>,
    pub delivered_at: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    /// The body that was sent.
    #[schemars(with = "Map<String, Value>")]
    pub payload: Box<RawValue>,
}

impl LogView {
    pub fn new(delivery: &Delivery, body: String, webhook: &Webhook) -> Self {
        Self {
            id: ids::log_id(delivery.number),
            webhook_id: webhook.id.clone(),
            project_id: webhook.project.clone(),
            event: delivery.event.clone(),
            url: delivery.url.clone(),
            status_code: delivery.status_code,
            success: delivery.status == Status::Delivered,
            attempts: delivery.attempts,
            duration: delivery.duration,
            error_message: delivery.error.clone(),
            delivered_at: delivery.delivered_at.map(iso),
            created_at: iso(delivery.created_at),
            updated_at: iso(delivery.updated_at),
            payload: raw(body),
        }
    }
}

/// Where a page is in its list.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PagePosition {
    /// Items on all pages.
    pub total: u64,
    /// From 1.
    pub page: u64,
    /// Items a page.
    pub limit: u64,
    pub total_pages: u64,
}

/// A page of webhooks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WebhookPage {
    pub webhooks: Vec<WebhookView>,
    #[serde(flatten)]
    pub position: PagePosition,
}

/// A page of logs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LogPage {
    pub logs: Vec<LogView>,
    #[serde(flatten)]
    pub position: PagePosition,
}

/// A webhook that was just created.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Created {
    pub webhook: WebhookView,
}

/// A delivery, in short.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    pub id: String,
    pub webhook_id: String,
    pub event: String,
    pub url: String,
    /// `pending`, `delivering`, `delivered`, `retrying` or `failed`.
    pub status: &'static str,
    /// Attempts that were made.
    pub attempts: u32,
    pub status_code: Option<u16>,
    /// Of the last attempt, in milliseconds.
    pub duration_ms: Option<Millis>,
    pub error: Option<String>,
    pub created_at: String,
    pub next_attempt_at: Option<String>,
    pub delivered_at: Option<String>,
}

impl DeliveryView {
    pub fn new(delivery: &Delivery, under_way: bool) -> Self {
        Self {
            id: ids::delivery_id(delivery.number),
            webhook_id: delivery.webhook_id.clone(),
            event: delivery.event.clone(),
            url: delivery.url.clone(),
            status: if under_way { "delivering" } else { delivery.status.as_str() },
            attempts: delivery.attempts,
            status_code: delivery.status_code,
            duration_ms: delivery.duration,
            error: delivery.error.clone(),
            created_at: iso(delivery.created_at),
            next_attempt_at: delivery.due_at.map(iso),
            delivered_at: delivery.delivered_at.map(iso),
        }
    }
}

/// A delivery with all that was sent and answered: its attempts take the place of their number.
pub fn detail(summary: &DeliveryView, attempts: &[AttemptView]) -> Value {
    let mut detail = json!(summary);
    detail["attempts"] = json!(attempts);
    detail
}

/// An attempt.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptView {
    pub number: u32,
    pub started_at: String,
    pub duration_ms: Millis,
    pub request: RequestView,
    pub response: Option<ResponseView>,
    pub error: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct RequestView {
    /// Pairs of name and value.
    pub headers: Box<RawValue>,
    pub body: String,
}

#[derive(Debug, Serialize)]
pub struct ResponseView {
    pub status: u16,
    /// Pairs of name and value.
    pub headers: Box<RawValue>,
    /// As text; bytes that are no UTF-8 are replaced.
    pub body: String,
    /// Whether the body went on.
    pub truncated: bool,
}

impl AttemptView {
    pub fn new(attempt: Attempt, body: &str) -> Self {
        Self {
            number: attempt.number,
            started_at: iso(attempt.started_at),
            duration_ms: attempt.duration,
            request: RequestView { headers: raw(attempt.request_headers), body: body.to_owned() },
            response: attempt.response.map(|response| ResponseView {
                status: response.status,
                headers: raw(response.headers),
                body: String::from_utf8_lossy(&response.body).into_owned(),
                truncated: response.truncated,
            }),
            error: attempt.error,
        }
    }
}

/// The database holds JSON there.
fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
