//! `/v1/webhooks`.

use super::{
    access::Project,
    envelope::{ApiError, ApiResult, Success},
    payload::Payload,
    query::Query,
};
use crate::{
    catalog,
    engine::publish::PublishedEvent,
    http::parse_url,
    ids,
    state::Emulator,
    store::{
        deliveries,
        webhooks::{self, MAX_WEBHOOKS, Webhook},
    },
    time::now,
    views::{Created, LogPage, LogView, WebhookPage, WebhookView},
};
use autosend_webhooks::EventType;
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::Connection;
use serde_json::{json, value::RawValue};
use std::sync::Arc;

/// The longest URL of a webhook.
pub const MAX_URL: usize = 2048;

type Shared = State<Arc<Emulator>>;

pub async fn list(State(emulator): Shared, Extension(project): Extension<Project>, query: Query) -> ApiResult {
    let page = query.page()?;
    let is_active: Option<bool> = query.parse("isActive", "must be true or false")?;
    let mut found = emulator.store().read(move |connection| webhooks::all(connection, Some(&project.0))).await?;
    found.retain(|webhook| is_active.is_none_or(|wanted| webhook.active == wanted));
    let total = found.len() as u64;
    let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let shown = found.iter().skip(skip).take(usize::try_from(page.limit).unwrap_or(usize::MAX));
    let views: Vec<_> = shown.map(|webhook| WebhookView::masked(webhook, emulator.account())).collect();
    Ok(Success::data(WebhookPage { webhooks: views, position: page.position(total) }))
}

pub async fn create(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    mut payload: Payload,
) -> ApiResult {
    let url: Option<String> = payload.required("url", "must be a string");
    let url = url.and_then(|url| valid_url(&mut payload, url));
    let events = payload.required("events", "must be a list of event types");
    let events = events.and_then(|events| valid_events(&mut payload, events));
    let name = payload.optional("name", "must be a string");
    let metadata = payload.object("metadata");
    payload.check()?;
    // No problem means that both were there.
    let (Some(url), Some(events)) = (url, events) else { return Err(ApiError::invalid_fields(Vec::new())) };
    let webhook = new_webhook(project.0, url, events, name, metadata);
    let created = emulator.store().write(move |connection| insert(connection, webhook)).await?;
    let webhook =
        created.ok_or_else(|| ApiError::validation(format!("A project can have at most {MAX_WEBHOOKS} webhooks")))?;
    emulator.engine.hub.webhook(webhook.key);
    let webhook = WebhookView::with_secret(&webhook, emulator.account());
    Ok(Success::data(Created { webhook }).message("Webhook created successfully").created())
}

fn new_webhook(
    project: String,
    url: String,
    events: Vec<String>,
    name: Option<String>,
    metadata: Option<Box<RawValue>>,
) -> Webhook {
    let now = now();
    Webhook {
        key: 0,
        id: ids::object_id(),
        project,
        name,
        url,
        secret: ids::secret().into(),
        twin_secret: ids::secret().into(),
        events,
        active: true,
        failure_count: 0,
        last_failed_at: None,
        last_success_at: None,
        last_delivered_at: None,
        metadata,
        faults: None,
        created_at: now,
        updated_at: now,
    }
}

/// `None` if the project has as many as it may have.
fn insert(connection: &Connection, webhook: Webhook) -> rusqlite::Result<Option<Webhook>> {
    if webhooks::count(connection, &webhook.project)? >= MAX_WEBHOOKS {
        return Ok(None);
    }
    let key = webhooks::insert(connection, &webhook)?;
    Ok(Some(Webhook { key, ..webhook }))
}

pub async fn show(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
) -> ApiResult {
    let webhook = find(&emulator, &project, id).await?;
    Ok(Success::data(WebhookView::masked(&webhook, emulator.account())))
}

/// A change of a webhook; what is `None` stays.
struct Change {
    url: Option<String>,
    events: Option<Vec<String>>,
    active: Option<bool>,
    name: Option<String>,
    metadata: MetadataChange,
}

enum MetadataChange {
    Keep,
    Set(Option<Box<RawValue>>),
}

impl Change {
    fn read(mut payload: Payload, may_change_url: bool) -> Result<Self, ApiError> {
        if payload.has("secret") {
            return Err(ApiError::validation("Secret cannot be updated. Create a new webhook instead."));
        }
        if payload.has("url") && !may_change_url {
            return Err(ApiError::validation(
                "URL cannot be updated. Delete the webhook and create a new one instead.",
            ));
        }
        let url = payload.optional("url", "must be a string").and_then(|url| valid_url(&mut payload, url));
        let events = payload.optional("events", "must be a list of event types");
        let events = events.and_then(|events| valid_events(&mut payload, events));
        let active = payload.optional("isActive", "must be true or false");
        let name = payload.optional("name", "must be a string");
        let metadata = if payload.has("metadata") {
            MetadataChange::Set(payload.object("metadata"))
        } else {
            MetadataChange::Keep
        };
        payload.check()?;
        Ok(Self { url, events, active, name, metadata })
    }

    fn apply(self, webhook: &mut Webhook) {
        if self.active == Some(true) && !webhook.active {
            webhook.failure_count = 0;
        }
        webhook.active = self.active.unwrap_or(webhook.active);
        if let Some(url) = self.url {
            webhook.url = url;
        }
        if let Some(events) = self.events {
            webhook.events = events;
        }
        if let MetadataChange::Set(metadata) = self.metadata {
            webhook.metadata = metadata;
        }
        webhook.name = self.name.or(webhook.name.take());
        webhook.updated_at = now();
    }
}

pub async fn update(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
    payload: Payload,
) -> ApiResult {
    find(&emulator, &project, id.clone()).await?;
    let change = Change::read(payload, emulator.allow_url_change)?;
    let updated = emulator.store().write(move |connection| {
        let Some(mut webhook) = webhooks::by_id(connection, &id)? else { return Ok(None) };
        change.apply(&mut webhook);
        webhooks::update(connection, &webhook)?;
        Ok(Some(webhook))
    });
    let webhook = updated.await?.ok_or_else(ApiError::webhook_not_found)?;
    emulator.engine.hub.webhook(webhook.key);
    let view = WebhookView::masked(&webhook, emulator.account());
    Ok(Success::data(view).message("Webhook updated successfully"))
}

pub async fn delete(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
) -> ApiResult {
    let webhook = find(&emulator, &project, id).await?;
    let key = webhook.key;
    emulator.store().write(move |connection| webhooks::delete(connection, key)).await?;
    emulator.engine.close(key);
    emulator.engine.hub.webhook_deleted(&webhook.id);
    Ok(Success::empty().message("Webhook deleted successfully"))
}

pub async fn logs(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
    query: Query,
) -> ApiResult {
    let page = query.page()?;
    let webhook = find(&emulator, &project, id).await?;
    let key = webhook.key;
    let (tried, total) = emulator
        .store()
        .read(move |connection| {
            let tried = deliveries::tried(connection, key, page.offset(), page.limit)?;
            Ok((tried, deliveries::count_tried(connection, key)?))
        })
        .await?;
    let logs: Vec<_> = tried.into_iter().map(|(delivery, body)| LogView::new(&delivery, body, &webhook)).collect();
    Ok(Success::data(LogPage { logs, position: page.position(total) }))
}

pub async fn reveal(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
) -> ApiResult {
    let found = emulator.store().read(move |connection| webhooks::by_id(connection, &id)).await?;
    let webhook = found.ok_or_else(ApiError::webhook_not_found)?;
    if webhook.project != project.0 {
        let message = "You are not allowed to access this webhook";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "UNAUTHORIZED_WEBHOOK_ACCESS", message));
    }
    Ok(Success::data(json!({ "secret": webhook.secret.as_ref() })))
}

pub async fn resend(
    State(emulator): Shared,
    Extension(project): Extension<Project>,
    Path(id): Path<String>,
    mut payload: Payload,
) -> ApiResult {
    let webhook = find(&emulator, &project, id).await?;
    let event: Option<String> = payload.required("event", "must be a string");
    let data = if payload.has("data") { payload.object("data") } else { None };
    if data.is_none() && !payload.has("data") {
        payload.problem("data", "is required");
    }
    payload.check()?;
    let (Some(event), Some(data)) = (event, data) else {
        return Err(ApiError::validation("data is required"));
    };
    if !webhook.subscribes(&event) {
        let message = format!("Webhook is not subscribed to this event: {event}");
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "WEBHOOK_NOT_SUBSCRIBED", message));
    }
    let engine = Arc::clone(&emulator.engine);
    let queued = emulator.store().write(move |connection| {
        let published = PublishedEvent {
            event_type: &event,
            data: data.get(),
            generation: engine.generation,
            faults: None,
            run: None,
        };
        engine.publish(connection, &[webhook], published)
    });
    let queued = queued.await?;
    emulator.engine.announce(&queued);
    let id = queued.first().map(|delivery| ids::delivery_id(delivery.number));
    Ok(Success::data(json!({ "jobId": id })).message("Webhook queued for delivery"))
}

pub async fn available_events() -> ApiResult {
    let events: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
    Ok(Success::data(json!({ "events": events })))
}

async fn find(emulator: &Emulator, project: &Project, id: String) -> Result<Webhook, ApiError> {
    let found = emulator.store().read(move |connection| webhooks::by_id(connection, &id)).await?;
    found.filter(|webhook| webhook.project == project.0).ok_or_else(ApiError::webhook_not_found)
}

fn valid_url(payload: &mut Payload, url: String) -> Option<String> {
    if url.len() > MAX_URL {
        payload.problem("url", &format!("must not be longer than {MAX_URL} characters"));
        return None;
    }
    if parse_url(&url).is_err() {
        payload.problem("url", "must be a valid http:// or https:// URL");
        return None;
    }
    Some(url)
}

fn valid_events(payload: &mut Payload, mut events: Vec<String>) -> Option<Vec<String>> {
    if events.is_empty() {
        payload.problem("events", "must not be empty");
        return None;
    }
    for event in &events {
        if !catalog::is_offered(event) {
            payload.problem("events", &format!("has an unknown event type: {event}"));
            return None;
        }
    }
    let mut seen = std::collections::HashSet::new();
    events.retain(|event| seen.insert(event.clone()));
    Some(events)
}
