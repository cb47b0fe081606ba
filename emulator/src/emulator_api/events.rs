//! `/emulator/events`: any event, now.

use super::{Shared, find};
use crate::{
    api::{
        envelope::{ApiError, ApiResult, Success},
        payload::Payload,
        query::Query,
    },
    engine::publish::PublishedEvent,
    faults::Faults,
    full_data::full_data,
    ids,
    state::Emulator,
    store::{
        deliveries::Delivery,
        webhooks::{self, Webhook},
    },
};
use autosend_webhooks::{EventType, Generation};
use axum::extract::{Path, State};
use serde_json::{json, value::RawValue};
use std::sync::Arc;

/// As many of an event as one call can ask for.
const MAX_COUNT: u64 = 10_000;

/// As many as are queued in one go, so that a large number does not keep others waiting.
const QUEUE_BATCH: u64 = 100;

/// What to send.
struct Order {
    event: String,
    data: String,
    webhook: Option<Webhook>,
    generation: Generation,
    faults: Option<Faults>,
    count: u64,
}

pub async fn send(State(emulator): Shared, payload: Payload) -> ApiResult {
    let order = Arc::new(read(&emulator, payload).await?);
    let mut queued = Vec::new();
    let mut left = order.count;
    while left > 0 {
        let now = left.min(QUEUE_BATCH);
        queued.extend(queue(&emulator, &order, now).await?);
        left -= now;
    }
    let ids: Vec<_> = queued.iter().map(|number| ids::delivery_id(*number)).collect();
    Ok(Success::data(json!({ "deliveries": ids })))
}

async fn read(emulator: &Emulator, mut payload: Payload) -> Result<Order, ApiError> {
    let event: String = payload.required("type", "must be a string").unwrap_or_default();
    if payload.has("type") && !is_event_name(&event) {
        payload.problem("type", "must be 1 to 100 letters, digits, dots, dashes or underscores");
    }
    let data = if payload.has("data") { payload.object("data") } else { None };
    let webhook: Option<String> = payload.optional("webhookId", "must be a string");
    let generation = match payload.optional::<u8>("generation", "must be 1 or 2") {
        None => emulator.engine.generation,
        Some(1) => Generation::First,
        Some(2) => Generation::Current,
        Some(_) => {
            payload.problem("generation", "must be 1 or 2");
            Generation::Current
        }
    };
    let count = payload.optional("count", "must be a whole number").unwrap_or(1);
    if !(1..=MAX_COUNT).contains(&count) {
        payload.problem("count", &format!("must be from 1 to {MAX_COUNT}"));
    }
    let faults: Option<Faults> = payload.optional("faults", "must be an object of faults");
    if let Some((name, problem)) = faults.as_ref().and_then(Faults::problem) {
        payload.problem(&format!("faults.{name}"), problem);
    }
    payload.check()?;
    let webhook = match webhook {
        Some(id) => Some(find(emulator, &id).await?),
        None => None,
    };
    let data = data.map_or_else(|| default_data(&event, generation), |data: Box<RawValue>| data.get().to_owned());
    Ok(Order { event, data, webhook, generation, faults, count })
}

/// A name that needs no escapes, in JSON or in a header.
fn is_event_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (1..=100).contains(&text.len()) && text.bytes().all(plain)
}

/// Data of that type with all its fields; where the generation has none, the current one's, and of unknown types nothing.
fn default_data(event: &str, generation: Generation) -> String {
    let sample = EventType::from_name(event)
        .and_then(|event| full_data(event, generation).or_else(|| full_data(event, Generation::Current)));
    sample.unwrap_or_else(|| "{}".to_owned())
}

/// Queues so many of it; returns the numbers of the deliveries.
async fn queue(emulator: &Arc<Emulator>, order: &Arc<Order>, count: u64) -> Result<Vec<i64>, ApiError> {
    let (engine, order) = (Arc::clone(&emulator.engine), Arc::clone(order));
    let write = move |connection: &_| {
        let webhooks = match &order.webhook {
            // It may have been deleted since.
            Some(webhook) => webhooks::by_key(connection, webhook.key)?.into_iter().collect(),
            None => webhooks::subscribers(connection, &engine.account.project, &order.event)?,
        };
        let published = PublishedEvent {
            event_type: &order.event,
            data: &order.data,
            generation: order.generation,
            faults: order.faults.as_ref(),
            run: None,
        };
        let mut queued: Vec<Delivery> = Vec::new();
        for _ in 0..count {
            queued.extend(engine.publish(connection, &webhooks, published)?);
        }
        Ok(queued)
    };
    let queued = emulator.store().write(write).await?;
    emulator.engine.announce(&queued);
    Ok(queued.iter().map(|delivery| delivery.number).collect())
}

pub async fn sample(State(emulator): Shared, Path(event): Path<String>, query: Query) -> ApiResult {
    let generation = match query.number("generation", emulator.engine.generation.number().into(), 1, 2)? {
        1 => Generation::First,
        _ => Generation::Current,
    };
    if !is_event_name(&event) {
        return Err(ApiError::not_found("There is no such event"));
    }
    let data = RawValue::from_string(default_data(&event, generation)).unwrap_or_else(|_| RawValue::NULL.to_owned());
    Ok(Success::data(json!({ "type": event, "data": data })))
}
