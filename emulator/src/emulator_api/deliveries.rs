//! `/emulator/deliveries`: what was sent, what came back, and why.

use super::{Shared, webhook_of};
use crate::{
    api::{
        envelope::{ApiError, ApiResult, Success},
        query::Query,
    },
    engine::publish::PublishedEvent,
    ids,
    state::Emulator,
    store::{
        deliveries::{self, Attempt, Delivery, Filter, Status},
        webhooks::{self, Webhook},
    },
    views::{AttemptView, DeliveryView, detail},
};
use autosend_webhooks::{ErrorCode, Event, Explainer, Explanation, from_unix_millis};
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use std::{collections::HashSet, fmt::Write, sync::Arc};

/// The status that only exists while an attempt is being made.
const DELIVERING: &str = "delivering";

pub async fn list(State(emulator): Shared, query: Query) -> ApiResult {
    let limit = query.number("limit", 50, 1, 200)?;
    let webhook = webhook_of(&emulator, &query).await?;
    let before = query.text("before").map(|id| ids::delivery_number(id).ok_or_else(bad_cursor)).transpose()?;
    let status = query.text("status").filter(|status| !status.is_empty());
    let under_way = emulator.engine.all_under_way();
    let filter = Filter { webhook, before, status: None };
    let found = if status == Some(DELIVERING) {
        being_delivered(&emulator, &under_way, &filter).await?
    } else {
        let filter = Filter { status: status.map(parse_status).transpose()?, ..filter };
        emulator.store().read(move |connection| deliveries::list(connection, &filter, limit)).await?
    };
    let full = found.len() as u64 == limit;
    let next = found.last().filter(|_| full).map(|delivery| ids::delivery_id(delivery.number));
    let views: Vec<_> = found.iter().map(|delivery| view(delivery, under_way.contains(&delivery.number))).collect();
    Ok(Success::data(json!({ "deliveries": views, "next": next })))
}

fn bad_cursor() -> ApiError {
    ApiError::invalid_parameter("before", "must be the id of a delivery")
}

fn parse_status(text: &str) -> Result<Status, ApiError> {
    let status = Status::ALL.into_iter().find(|status| status.as_str() == text);
    status.ok_or_else(|| {
        ApiError::invalid_parameter("status", "must be pending, delivering, delivered, retrying or failed")
    })
}

/// These are few: each webhook has five at most.
async fn being_delivered(
    emulator: &Emulator,
    under_way: &HashSet<i64>,
    filter: &Filter,
) -> Result<Vec<Delivery>, ApiError> {
    let mut numbers: Vec<_> = under_way.iter().copied().collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let read = move |connection: &_| {
        numbers.iter().map(|number| deliveries::by_number(connection, *number)).collect::<Result<Vec<_>, _>>()
    };
    let mut found: Vec<_> = emulator.store().read(read).await?.into_iter().flatten().collect();
    found.retain(|delivery| {
        let fits = filter.webhook.is_none_or(|webhook| webhook == delivery.webhook);
        fits && filter.before.is_none_or(|before| delivery.number < before)
    });
    Ok(found)
}

/// A status that has changed since the delivery was read does not count as being under way.
fn view(delivery: &Delivery, under_way: bool) -> DeliveryView {
    DeliveryView::new(delivery, under_way && delivery.due_at.is_some())
}

/// A delivery with all that is known of it.
struct Known {
    delivery: Delivery,
    body: String,
    attempts: Vec<Attempt>,
    /// `None` if it was deleted.
    webhook: Option<Webhook>,
}

async fn find(emulator: &Emulator, id: &str) -> Result<Known, ApiError> {
    let not_found = || ApiError::new(axum::http::StatusCode::NOT_FOUND, "DELIVERY_NOT_FOUND", "Delivery not found");
    let number = ids::delivery_number(id).ok_or_else(not_found)?;
    let read = move |connection: &_| {
        let Some(delivery) = deliveries::by_number(connection, number)? else { return Ok(None) };
        let webhook = webhooks::by_key(connection, delivery.webhook)?;
        let body = deliveries::body(connection, number)?.unwrap_or_default();
        Ok(Some(Known { body, attempts: deliveries::attempts(connection, number)?, webhook, delivery }))
    };
    emulator.store().read(read).await?.ok_or_else(not_found)
}

pub async fn show(State(emulator): Shared, Path(id): Path<String>) -> ApiResult {
    let Known { delivery, body, attempts, .. } = find(&emulator, &id).await?;
    let summary = view(&delivery, emulator.engine.is_under_way(delivery.number));
    let attempts: Vec<_> = attempts.into_iter().map(|attempt| AttemptView::new(attempt, &body)).collect();
    let mut detail = detail(&summary, &attempts);
    detail["body"] = json!(body);
    Ok(Success::data(detail))
}

/// What is needed of a body that is sent again.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

pub async fn resend(State(emulator): Shared, Path(id): Path<String>) -> ApiResult {
    let Known { delivery, body, webhook, .. } = find(&emulator, &id).await?;
    let webhook = webhook.ok_or_else(ApiError::webhook_not_found)?;
    let engine = Arc::clone(&emulator.engine);
    let write = move |connection: &_| {
        let data = serde_json::from_str::<Body<'_>>(&body).map_or("{}", |body| body.data.get());
        let generation = Event::from_json(body.as_bytes()).map_or(engine.generation, |event| event.generation());
        let published = PublishedEvent { event_type: &delivery.event, data, generation, faults: None, run: None };
        engine.publish(connection, &[webhook], published)
    };
    let queued = emulator.store().write(write).await?;
    emulator.engine.announce(&queued);
    let id = queued.first().map(|delivery| ids::delivery_id(delivery.number));
    Ok(Success::data(json!({ "id": id })))
}

pub async fn explain(State(emulator): Shared, Path(id): Path<String>, query: Query) -> ApiResult {
    let Known { body, attempts, webhook, .. } = find(&emulator, &id).await?;
    let wanted: Option<u32> = query.parse("attempt", "must be the number of an attempt")?;
    let attempt = match wanted {
        Some(number) => attempts.into_iter().find(|attempt| attempt.number == number),
        None => attempts.into_iter().next_back(),
    };
    let attempt = attempt.ok_or_else(|| ApiError::not_found("There was no such attempt"))?;
    let webhook = webhook.ok_or_else(ApiError::webhook_not_found)?;
    let others = emulator.store().read(|connection| webhooks::all(connection, None)).await?;
    Ok(Success::data(explanation(&attempt, &body, &webhook, &others)))
}

/// Looks at what was sent with the eyes of a receiver that has this webhook's secret.
fn explanation(attempt: &Attempt, body: &str, webhook: &Webhook, others: &[Webhook]) -> Value {
    let headers: Vec<(String, String)> = serde_json::from_str(&attempt.request_headers).unwrap_or_default();
    let other_secrets =
        others.iter().filter(|other| other.key != webhook.key).map(|other| &other.secret).chain([&webhook.twin_secret]);
    let sent_at = from_unix_millis(attempt.started_at.try_into().unwrap_or_default());
    let explanation =
        Explainer::new([&webhook.secret]).other_secrets(other_secrets).explain(body.as_bytes(), &headers, sent_at);
    let mut text = describe(&explanation);
    if let Some(code) = attempt.error.as_ref().and(refusal(attempt)) {
        // Writing to a string does not fail.
        let _ = write!(text, "\nThe receiver says {code}: {}\nfix: {}\n", code.meaning(), code.hint());
    } else if explanation.error.is_none() && attempt.error.is_some() {
        text += "\nWhat was sent is right, so the receiver has another secret, changes the body before it verifies \
            (a parsed and printed body is another body), or failed for a reason of its own: see its response.\n";
    }
    json!({
        "attempt": attempt.number,
        "error": explanation.error,
        "causes": explanation.causes,
        "receiver": refusal(attempt).map(|code| {
            json!({ "code": code.as_str(), "meaning": code.meaning(), "hint": code.hint() })
        }),
        "text": text,
    })
}

/// What is wrong, why, and what to do about it.
fn describe(explanation: &Explanation) -> String {
    let Some(error) = &explanation.error else { return "It verifies.\n".to_owned() };
    let mut text = format!("{} (answered with {})\n{}\n", error.code(), error.status(), error.message());
    for cause in &explanation.causes {
        // Writing to a string does not fail.
        let _ = write!(text, "\n{}\n  {}\n  fix: {}\n", cause.cause, cause.finding, cause.fix);
    }
    if explanation.causes.is_empty() {
        let _ = write!(text, "\nfix: {}\n", error.hint());
    }
    text
}

/// The error code that a receiver of ours answered with.
fn refusal(attempt: &Attempt) -> Option<ErrorCode> {
    let body: Value = serde_json::from_slice(&attempt.response.as_ref()?.body).ok()?;
    let code = [&body["code"], &body["error"]["code"], &body["error"]].into_iter().find_map(Value::as_str)?;
    ErrorCode::ALL.iter().copied().find(|known| known.as_str() == code)
}
