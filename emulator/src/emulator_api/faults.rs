//! `/emulator/faults`: what goes wrong on purpose.

use super::{Shared, find};
use crate::{
    api::{
        envelope::{ApiError, ApiResult, Success},
        payload::Payload,
    },
    faults::Faults,
    state::Emulator,
    store::{
        settings,
        webhooks::{self, Webhook},
    },
};
use axum::extract::{Path, State};
use serde_json::json;

pub async fn of_all(State(emulator): Shared) -> ApiResult {
    Ok(Success::data(emulator.store().read(settings::faults).await?))
}

pub async fn set_of_all(State(emulator): Shared, payload: Payload) -> ApiResult {
    let faults = read(payload)?;
    emulator.store().write(move |connection| settings::set_faults(connection, &faults)).await?;
    Ok(Success::data(faults))
}

pub async fn of_webhook(State(emulator): Shared, Path(id): Path<String>) -> ApiResult {
    let webhook = find(&emulator, &id).await?;
    answer(&emulator, &webhook).await
}

pub async fn set_of_webhook(State(emulator): Shared, Path(id): Path<String>, payload: Payload) -> ApiResult {
    let faults = read(payload)?;
    change(&emulator, &id, Some(faults)).await
}

/// From now on those of the whole emulator count.
pub async fn inherit(State(emulator): Shared, Path(id): Path<String>) -> ApiResult {
    change(&emulator, &id, None).await
}

fn read(payload: Payload) -> Result<Faults, ApiError> {
    let faults: Faults = payload.into()?;
    match faults.problem() {
        Some((field, problem)) => Err(ApiError::validation(format!("{field} {problem}"))),
        None => Ok(faults),
    }
}

async fn change(emulator: &Emulator, id: &str, faults: Option<Faults>) -> ApiResult {
    let id = id.to_owned();
    let write = move |connection: &_| {
        let Some(mut webhook) = webhooks::by_id(connection, &id)? else { return Ok(None) };
        webhook.faults = faults;
        webhooks::update(connection, &webhook)?;
        Ok(Some(webhook))
    };
    let webhook = emulator.store().write(write).await?.ok_or_else(ApiError::webhook_not_found)?;
    answer(emulator, &webhook).await
}

/// The faults that count, whether they are inherited, and the secret that `rotationTwin` signs with.
async fn answer(emulator: &Emulator, webhook: &Webhook) -> ApiResult {
    let faults = match webhook.faults {
        Some(faults) => faults,
        None => emulator.store().read(settings::faults).await?,
    };
    let mut data = json!(faults);
    data["inherited"] = json!(webhook.faults.is_none());
    data["twinSecret"] = json!(webhook.twin_secret.as_ref());
    Ok(Success::data(data))
}
