//! [`Delivery`] as an axum extractor (feature `axum`).

use crate::{Delivery, ErrorCode, Verifier, WebhookError};
use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::{error::Error, sync::Arc};

/// Extracts a verified delivery: the handler runs for authentic requests only.
///
/// The router's state is, or yields by [`FromRef`], an `Arc<Verifier>`. The raw body is read up to
/// the verifier's limit. Everything refused gets a response with the error's status and
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
        if body.is_empty() && announces_a_body(&head.headers) {
            let detail = "a layer before read it: let that layer put the bytes back, as with Request::from_parts(head, Body::from(bytes))";
            return Err(WebhookError::with_detail(ErrorCode::BodyAlreadyParsed, detail));
        }
        Ok(verifier.verify(&body, &head.headers)?.into_owned())
    }
}

/// The server hands over as many bytes as the header says: if there are none, somebody else has them.
fn announces_a_body(headers: &http::HeaderMap) -> bool {
    headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0")
}

/// Why the body could not be read. A limit may also be that of a layer before, which wraps its error.
fn unreadable(error: &(dyn Error + 'static)) -> WebhookError {
    let mut causes = std::iter::successors(Some(error), |&error| error.source());
    if causes.any(<dyn Error>::is::<LengthLimitError>) {
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
