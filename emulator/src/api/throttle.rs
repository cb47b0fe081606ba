//! The limit of requests a second, where the option asks for it.

use super::envelope::ApiError;
use crate::{state::Emulator, time::now};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

pub async fn check(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let Some(limit) = &emulator.rate_limit else { return next.run(request).await };
    let second = now() / 1000;
    let left = limit.take(second);
    let mut response = match left {
        Some(_) => next.run(request).await,
        None => ApiError::rate_limited(1).into_response(),
    };
    tell(response.headers_mut(), limit.limit, left.unwrap_or_default(), second + 1);
    response
}

fn tell(headers: &mut HeaderMap, limit: u32, left: u32, reset: i64) {
    headers.insert("X-RateLimit-Limit", limit.into());
    headers.insert("X-RateLimit-Remaining", left.into());
    headers.insert("X-RateLimit-Reset", HeaderValue::from(reset));
}
