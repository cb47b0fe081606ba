//! Receiving over HTTP into an inbox (feature `axum`).

use crate::{Arrival, Engine, Inbox, InboxError, Outcome, SharedVerifier, shared_verifier::Named};
use ::axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use autosend_webhooks::{Delivery, ErrorCode, WebhookError};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::json;
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

/// What became of a request, for logs and metrics.
#[derive(Debug)]
pub enum Received<'a> {
    /// The inbox has it.
    Stored {
        /// What became of it.
        outcome: &'a Outcome,
        /// Its id.
        delivery_id: &'a str,
        /// How long the commit took.
        took: Duration,
        /// What the secret that matched is called, see [`SharedVerifier`].
        secret: &'a str,
    },
    /// It did not verify.
    Refused(&'a WebhookError),
    /// It verified, and the inbox could not take it.
    Failed {
        /// Why.
        error: &'a InboxError,
        /// Its id.
        delivery_id: &'a str,
    },
}

/// How a delivery gets the key by which it is ordered.
pub type KeyOf = fn(&Arrival) -> Option<String>;

/// What to do with a POST: verify, store, answer.
///
/// ```
/// # use autosend_webhooks::Verifier;
/// # use autosend_webhooks_inbox::{Inbox, receiver};
/// # use axum::Router;
/// # fn app(inbox: Inbox) -> Result<Router, Box<dyn std::error::Error>> {
/// let verifier = Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?;
/// let app = Router::new().route("/webhooks", receiver(verifier, inbox, |_| None, |received| println!("{received:?}")));
/// # Ok(app)
/// # }
/// ```
///
/// It answers 200 once the delivery is committed, the status of a [`WebhookError`] to what does not verify, and 503 with
/// `Retry-After` where the inbox can't take it. A [`SharedVerifier`] takes other secrets while it runs.
pub fn receiver<S: ?Sized>(
    verifier: impl Into<SharedVerifier>,
    inbox: Inbox<S>,
    key: KeyOf,
    tell: impl Fn(Received<'_>) + Send + Sync + 'static,
) -> MethodRouter {
    let (verifier, inbox) = (verifier.into(), inbox.into_engine());
    post(receive).with_state(Arc::new(Shared { verifier, inbox, key, tell: Box::new(tell) }))
}

struct Shared {
    verifier: SharedVerifier,
    inbox: Inbox<dyn Engine>,
    key: KeyOf,
    tell: Box<dyn Fn(Received<'_>) + Send + Sync>,
}

async fn receive(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let named = shared.verifier.current();
    let body = match Limited::new(body, named.verifier.body_limit()).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => return shared.refuse(&unreadable(&*error)),
    };
    match shared.arrival(&named, &body, &head.headers) {
        Ok(arrival) => shared.store(&named, arrival).await,
        Err(error) => shared.refuse(&error),
    }
}

impl Shared {
    fn arrival(&self, named: &Named, body: &[u8], headers: &HeaderMap) -> Result<Arrival, WebhookError> {
        let delivery: Delivery<'_> = named.verifier.verify_at(body, headers, SystemTime::now())?;
        let arrival = Arrival::new(&delivery, headers);
        let key = (self.key)(&arrival);
        Ok(arrival.keyed(key))
    }

    async fn store(&self, named: &Named, arrival: Arrival) -> Response {
        let (id, secret, start) = (arrival.delivery_id.clone(), named.name(arrival.secret), Instant::now());
        match self.inbox.store(arrival).await {
            Ok(outcome) => {
                let took = start.elapsed();
                (self.tell)(Received::Stored { outcome: &outcome, delivery_id: &id, took, secret: &secret });
                answer(&outcome)
            }
            Err(error) => {
                (self.tell)(Received::Failed { error: &error, delivery_id: &id });
                error.into_response()
            }
        }
    }

    fn refuse(&self, error: &WebhookError) -> Response {
        (self.tell)(Received::Refused(error));
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(error)).into_response();
        if error.code() == ErrorCode::BodyTooLarge {
            // The rest of it is not read.
            response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
        }
        response
    }
}

fn answer(outcome: &Outcome) -> Response {
    let mut body = json!({ "received": true, "duplicate": matches!(outcome, Outcome::Duplicate { .. }) });
    match outcome {
        Outcome::New { id_reused: true, .. } | Outcome::Held { .. } => body["id_reused"] = true.into(),
        Outcome::Expired { .. } => body["expired"] = true.into(),
        _ => {}
    }
    Json(body).into_response()
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> WebhookError {
    if error.is::<LengthLimitError>() {
        ErrorCode::BodyTooLarge.into()
    } else {
        // The connection ended before the body did: nobody reads the answer.
        ErrorCode::BodyNotJson.into()
    }
}

/// For handlers of your own that store: the answer to an error.
impl IntoResponse for InboxError {
    fn into_response(self) -> Response {
        let body = json!({ "received": false, "code": self.code().as_str() });
        (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], Json(body)).into_response()
    }
}
