//! What holds for every response: trusted names and origins only, and what browsers may make of it.

use crate::{api::envelope::ApiError, state::Emulator};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

pub async fn check(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let refuse = |problem| ApiError::new(StatusCode::FORBIDDEN, "FORBIDDEN", problem).into_response();
    emulator.names.guard(request, next, refuse).await
}
