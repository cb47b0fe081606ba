//! The page's data, as JSON: `{"data": …}` or `{"error": {"code", "message"}}`.

use super::{
    super::{replay::finished, show},
    server::Shared,
    timeline::Range,
};
use autosend_webhooks_inbox::{Filter, InboxError, InboxErrorCode, Status, Summary};
use axum::{
    Json,
    extract::{
        Path, Query, State,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::time::timeout;

/// The most deliveries of a page, and of one call that replays.
const MAX_PAGE: usize = 200;
const MAX_REPLAYED: usize = 500;

/// How long a commit may take.
const COMMIT_WITHIN: Duration = Duration::from_secs(10);

/// Why a call is refused.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: String,
    message: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), message: message.into() }
    }

    pub fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", message)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let error = json!({ "error": { "code": self.code, "message": self.message } });
        (self.status, Json(error)).into_response()
    }
}

impl From<InboxError> for Problem {
    fn from(error: InboxError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code().as_str(), error.to_string())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), "bad_request", rejection.body_text())
    }
}

type Answer = Result<Json<Value>, Problem>;

fn data(value: &Value) -> Json<Value> {
    Json(json!({ "data": value }))
}

/// Which deliveries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    r#type: Option<String>,
    address: Option<String>,
    id: Option<String>,
    status: Option<String>,
    /// Unix milliseconds.
    since: Option<i64>,
}

impl Wanted {
    fn filter(self, before_seq: Option<i64>) -> Result<Filter, Problem> {
        let some = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let status = some(self.status).map(|name| Status::parse(&name).ok_or_else(|| Problem::bad("No such status.")));
        Ok(Filter {
            event_type: some(self.r#type),
            address: some(self.address),
            delivery_id: some(self.id),
            status: status.transpose()?,
            since: self.since,
            before_seq,
            ..Filter::default()
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListBody {
    #[serde(default)]
    filter: Wanted,
    before: Option<i64>,
    limit: usize,
}

/// A page of deliveries, newest first, and whether there are older ones. By POST: what is searched for is in no address.
pub async fn list(State(shared): State<Arc<Shared>>, body: Result<Json<ListBody>, JsonRejection>) -> Answer {
    let Json(ListBody { filter, before, limit }) = body?;
    if !(1..=MAX_PAGE).contains(&limit) {
        return Err(Problem::bad(format!("The limit is 1 to {MAX_PAGE}.")));
    }
    let mut deliveries = shared.store.list(&filter.filter(before)?, limit + 1).await?;
    let more = deliveries.len() > limit;
    deliveries.truncate(limit);
    Ok(data(&json!({ "deliveries": deliveries, "more": more })))
}

/// One of them, whole, with its attempts and the repeats that came under other ids.
pub async fn delivery(State(shared): State<Arc<Shared>>, seq: Result<Path<i64>, PathRejection>) -> Answer {
    let Ok(Path(seq)) = seq else { return Err(Problem::bad("Deliveries have numbers.")) };
    let none = || Problem::not_found("There is no such delivery: it may have been pruned.");
    let newest = Filter { before_seq: seq.checked_add(1), ..Filter::default() };
    let summary = shared.store.list(&newest, 1).await?.pop().filter(|one| one.seq == seq).ok_or_else(none)?;
    let stored = shared.store.find(seq).await?.ok_or_else(none)?;
    let (attempts, repeats) = shared.store.history(seq).await?;
    Ok(data(&json!({ "summary": summary, "stored": show::as_json(&stored, &attempts, &repeats) })))
}

/// What the inbox holds, and how long a commit takes.
pub async fn stats(State(shared): State<Arc<Shared>>) -> Answer {
    let stats = shared.store.stats().await?;
    let start = Instant::now();
    let committed = timeout(COMMIT_WITHIN, shared.store.probe()).await;
    let (took, error) = match committed {
        Ok(Ok(())) => (Some(start.elapsed().as_secs_f64() * 1000.0), None),
        Ok(Err(error)) => (None, Some(error.code().as_str())),
        Err(_) => (None, Some(InboxErrorCode::Busy.as_str())),
    };
    Ok(data(&json!({ "store": shared.store.address(), "stats": stats, "commit": { "ms": took, "error": error } })))
}

#[derive(Debug, Deserialize)]
pub struct TimelineQuery {
    range: Range,
}

/// Counts over time.
pub async fn timeline(
    State(shared): State<Arc<Shared>>,
    query: Result<Query<TimelineQuery>, QueryRejection>,
) -> Answer {
    let Ok(Query(TimelineQuery { range })) = query else {
        return Err(Problem::bad("The range is hour, day, week or month."));
    };
    let timeline = shared.timelines.get(&*shared.store, range).await?;
    Ok(data(&serde_json::to_value(timeline).unwrap_or_default()))
}

/// What came and is unknown to this version.
pub async fn drift(State(shared): State<Arc<Shared>>) -> Answer {
    let report = shared.drift.report(&*shared.store).await?;
    Ok(data(&serde_json::to_value(report).unwrap_or_default()))
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum ReplayBody {
    Some { seqs: Vec<i64> },
    All { filter: Wanted, before: Option<i64> },
}

/// Has deliveries processed again. Of all that a filter finds, a page: `before` is where the next one begins, if there is one.
pub async fn replay(State(shared): State<Arc<Shared>>, body: Result<Json<ReplayBody>, JsonRejection>) -> Answer {
    match body?.0 {
        ReplayBody::Some { seqs } if seqs.is_empty() || seqs.len() > MAX_REPLAYED => {
            Err(Problem::bad(format!("Name 1 to {MAX_REPLAYED} deliveries.")))
        }
        ReplayBody::Some { seqs } => {
            Ok(data(&json!({ "replayed": shared.store.replay(&seqs).await?, "before": null })))
        }
        ReplayBody::All { filter, before } => {
            let filter = filter.filter(before)?;
            if (Filter { before_seq: None, ..filter.clone() }) == Filter::default() {
                return Err(Problem::bad("Name a status, type, address, id or time."));
            }
            let page = shared.store.list(&filter, MAX_REPLAYED).await?;
            let next = (page.len() == MAX_REPLAYED).then(|| page.last().map(|one| one.seq)).flatten();
            let seqs: Vec<i64> = page.iter().filter(|one| finished(one)).map(|one: &Summary| one.seq).collect();
            Ok(data(&json!({ "replayed": shared.store.replay(&seqs).await?, "before": next })))
        }
    }
}
