//! `/emulator/simulate`: scenarios.

use super::Shared;
use crate::{
    api::{
        envelope::{ApiError, ApiResult, Detail, Success},
        payload::Payload,
    },
    ids,
    scenario::campaign::Campaign,
    store::{
        deliveries,
        planned::{self, Run},
    },
    time::now,
};
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::Arc};

#[derive(Deserialize)]
#[serde(tag = "scenario", rename_all = "lowercase")]
enum Scenario {
    Campaign(Campaign),
}

pub async fn start(State(emulator): Shared, payload: Payload) -> ApiResult {
    let Scenario::Campaign(campaign) = payload.into()?;
    if let Some((field, message)) = campaign.problem() {
        return Err(ApiError::invalid_fields(vec![Detail { field: field.to_owned(), message }]));
    }
    let (id, engine) = (ids::object_id(), Arc::clone(&emulator.engine));
    let plan = campaign.plan(&id, &engine.account.project, engine.generation, now(), engine.time_scale);
    let mut events = BTreeMap::new();
    for planned in &plan {
        *events.entry(planned.event.clone()).or_default() += 1;
    }
    let run = Run { id, emails: campaign.emails, events };
    let answer = json!({ "id": run.id, "emails": run.emails, "events": run.events, "total": plan.len() });
    let write = move |connection: &_| {
        planned::insert_run(connection, &run, now())?;
        plan.iter().try_for_each(|planned| planned::insert(connection, planned))
    };
    emulator.store().write(write).await?;
    emulator.engine.wake_player();
    Ok(Success::data(answer))
}

pub async fn progress(State(emulator): Shared, Path(id): Path<String>) -> ApiResult {
    let read = move |connection: &_| {
        let Some(run) = planned::run(connection, &id)? else { return Ok(None) };
        Ok(Some((planned::remaining(connection, &id)?, deliveries::count_of_run(connection, &id)?, run)))
    };
    let found = emulator.store().read(read).await?;
    let (remaining, statuses, run) = found.ok_or_else(|| ApiError::not_found("There is no such simulation"))?;
    let mut counts: Map<String, Value> =
        deliveries::Status::ALL.iter().map(|status| (status.as_str().to_owned(), json!(0))).collect();
    counts.extend(statuses.into_iter().map(|(status, count)| (status.as_str().to_owned(), json!(count))));
    Ok(Success::data(json!({
        "id": run.id,
        "emails": run.emails,
        "events": run.events,
        "total": run.events.values().sum::<u64>(),
        "remaining": remaining,
        "deliveries": counts,
    })))
}
