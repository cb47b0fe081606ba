//! The management API under `/v1`, as the provider documents it.

pub mod access;
pub mod envelope;
mod mails;
pub mod openapi;
pub mod payload;
pub mod query;
mod throttle;
mod webhooks;

use crate::state::Emulator;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use envelope::ApiError;
use std::sync::Arc;

pub fn router(emulator: &Arc<Emulator>) -> Router<Arc<Emulator>> {
    Router::new()
        .route("/webhooks", get(webhooks::list).post(webhooks::create))
        .route("/webhooks/events/available", get(webhooks::available_events))
        .route("/webhooks/{id}", get(webhooks::show).put(webhooks::update).delete(webhooks::delete))
        .route("/webhooks/{id}/logs", get(webhooks::logs))
        .route("/webhooks/{id}/reveal", get(webhooks::reveal))
        .route("/webhooks/{id}/resend", post(webhooks::resend))
        .route("/mails/send", post(mails::send))
        .route("/mails/bulk", post(mails::bulk))
        .fallback(|| async { ApiError::not_found("There is no such call here") })
        .layer(middleware::from_fn_with_state(Arc::clone(emulator), throttle::check))
        .layer(middleware::from_fn_with_state(Arc::clone(emulator), access::authenticate))
        .layer(DefaultBodyLimit::max(payload::MAX_BODY))
}
