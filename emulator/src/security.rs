//! What holds for every response: trusted names and origins only, and what browsers may make of it.

use crate::{api::envelope::ApiError, state::Emulator};
use axum::{
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

pub async fn check(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let mut response = match emulator.names.problem(request.headers()) {
        Some(problem) => ApiError::new(StatusCode::FORBIDDEN, "FORBIDDEN", problem).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
