//! What only the emulator can do, under `/emulator`: the dashboard and `simulate` are made of it.

mod deliveries;
mod events;
mod faults;
mod simulate;

use crate::{
    api::{
        access,
        envelope::{ApiError, ApiResult, Success},
        payload::MAX_BODY,
        query::Query,
    },
    catalog,
    state::Emulator,
    store::{
        stats,
        webhooks::{self, MAX_WEBHOOKS, Webhook},
    },
    stream,
    time::{Millis, iso, now},
    views::NamedWebhookView,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    routing::{get, post},
};
use serde_json::json;
use std::sync::Arc;

type Shared = State<Arc<Emulator>>;

/// As many buckets as a chart can show.
const MAX_BUCKETS: u64 = 1440;
/// Statistics are kept for two days.
const MAX_MINUTES: u64 = 2880;

pub fn router(emulator: &Arc<Emulator>) -> Router<Arc<Emulator>> {
    Router::new()
        .route("/state", get(state))
        .route("/webhooks", get(list_webhooks))
        .route("/webhooks/{id}/faults", get(faults::of_webhook).put(faults::set_of_webhook).delete(faults::inherit))
        .route("/faults", get(faults::of_all).put(faults::set_of_all))
        .route("/deliveries", get(deliveries::list))
        .route("/deliveries/{id}", get(deliveries::show))
        .route("/deliveries/{id}/resend", post(deliveries::resend))
        .route("/deliveries/{id}/explain", get(deliveries::explain))
        .route("/events", post(events::send))
        .route("/events/{type}/sample", get(events::sample))
        .route("/stats", get(statistics))
        .route("/stream", get(stream::watch))
        .route("/simulate", post(simulate::start))
        .route("/simulate/{id}", get(simulate::progress))
        .fallback(|| async { ApiError::not_found("There is no such call here") })
        .layer(middleware::from_fn_with_state(Arc::clone(emulator), access::require_key))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn state(State(emulator): Shared) -> ApiResult {
    let engine = &emulator.engine;
    Ok(Success::data(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "generation": engine.generation.number(),
        "retrySchedule": engine.schedule.millis().collect::<Vec<_>>(),
        "timeScale": engine.time_scale,
        "allowUrlChange": emulator.allow_url_change,
        "maxWebhooks": MAX_WEBHOOKS,
        "groups": catalog::groups(),
    })))
}

async fn list_webhooks(State(emulator): Shared) -> ApiResult {
    let found = emulator.store().read(|connection| webhooks::all(connection, None)).await?;
    let views: Vec<_> = found.iter().map(|webhook| NamedWebhookView::new(webhook, emulator.account())).collect();
    Ok(Success::data(json!({ "webhooks": views })))
}

async fn find(emulator: &Emulator, id: &str) -> Result<Webhook, ApiError> {
    let id = id.to_owned();
    let found = emulator.store().read(move |connection| webhooks::by_id(connection, &id)).await?;
    found.ok_or_else(ApiError::webhook_not_found)
}

/// The webhook that a query string asks for, if it asks for one.
async fn webhook_of(emulator: &Emulator, query: &Query) -> Result<Option<webhooks::Key>, ApiError> {
    match query.text("webhookId").filter(|id| !id.is_empty()) {
        Some(id) => Ok(Some(find(emulator, id).await?.key)),
        None => Ok(None),
    }
}

async fn statistics(State(emulator): Shared, query: Query) -> ApiResult {
    let minutes = query.number("minutes", 60, 1, MAX_MINUTES)?;
    let count = query.number("buckets", 60, 1, MAX_BUCKETS)?;
    let webhook = webhook_of(&emulator, &query).await?;
    let span = Millis::try_from(minutes * 60_000).unwrap_or(Millis::MAX);
    let width = (span / Millis::try_from(count).unwrap_or(1)).max(stats::SLOT);
    let count = usize::try_from(span / width).unwrap_or(1);
    // Whole buckets, so that a chart does not flicker; the last one is still filling.
    let start = (now() / width + 1) * width - width * Millis::try_from(count).unwrap_or(1);
    let read = move |connection: &_| stats::buckets(connection, webhook, start, width, count);
    let buckets = emulator.store().read(read).await?;
    let views = (0..).zip(&buckets).map(|(index, bucket)| {
        json!({
            "start": iso(start + width * index),
            "success": bucket.success,
            "failure": bucket.failure,
            "p50Ms": bucket.percentile(0.5),
            "p95Ms": bucket.percentile(0.95),
        })
    });
    let views: Vec<_> = views.collect();
    Ok(Success::data(json!({ "buckets": views })))
}
