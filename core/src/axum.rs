//! [`Delivery`] as an axum extractor (feature `axum`).

use crate::{Delivery, ErrorCode, Verifier, WebhookError};
use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::sync::Arc;

/// Extracts a verified delivery: the handler runs for authentic requests only.
///
/// The router's state is, or yields by [`FromRef`], an `Arc<Verifier>`. The raw body is read up to
/// the verifier's limit. Everything refused is answered with the error's status and
/// `{"code", "message", "hint", "status"}`.
///
/// ```
/// use autosend_webhooks::{Delivery, Verifier};
/// use axum::{Router, routing::post};
/// use std::sync::Arc;
///
/// async fn receive(delivery: Delivery<'static>) {
///     println!("{} {}", delivery.id, delivery.event_type());
/// }
///
/// let verifier = Arc::new(Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?);
/// let app: Router = Router::new().route("/webhooks", post(receive)).with_state(verifier);
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
impl<S: Send + Sync> FromRequest<S> for Delivery<'static>
where
    Arc<Verifier>: FromRef<S>,
{
    type Rejection = WebhookError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookError> {
        let verifier = Arc::<Verifier>::from_ref(state);
        let (head, body) = request.into_parts();
        let limited = Limited::new(body, verifier.body_limit());
        let body = limited.collect().await.map_err(|error| unreadable(&*error))?.to_bytes();
        Ok(verifier.verify(&body, &head.headers)?.into_owned())
    }
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> WebhookError {
    if error.is::<LengthLimitError>() {
        ErrorCode::BodyTooLarge.into()
    } else {
        WebhookError::with_detail(ErrorCode::BodyNotJson, "the connection ended before the body did")
    }
}

impl IntoResponse for WebhookError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_else(|_| self.code().to_string());
        let json = HeaderValue::from_static("application/json");
        (status, [(header::CONTENT_TYPE, json)], Body::from(body)).into_response()
    }
}
