//! Who may call, and for which project.

use super::envelope::ApiError;
use crate::{api_key::Holder, ids, state::Emulator};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

const PROJECT_HEADER: &str = "x-project-id";

/// The project that a request is about.
#[derive(Debug, Clone)]
pub struct Project(pub String);

/// Lets requests with a key pass, and tells them their project.
pub async fn authenticate(State(emulator): State<Arc<Emulator>>, mut request: Request, next: Next) -> Response {
    match project(&emulator, request.headers()) {
        Ok(project) => {
            request.extensions_mut().insert(project);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

/// The same where projects make no difference.
pub async fn require_key(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    match emulator.api_key.holder(request.headers()) {
        Ok(_) => next.run(request).await,
        Err(problem) => ApiError::unauthorized(problem).into_response(),
    }
}

fn project(emulator: &Emulator, headers: &HeaderMap) -> Result<Project, ApiError> {
    let own = &emulator.engine.account.project;
    let named = headers.get(PROJECT_HEADER).map(|value| value.to_str().unwrap_or_default());
    match (emulator.api_key.holder(headers).map_err(ApiError::unauthorized)?, named) {
        (Holder::Account, None) => {
            Err(ApiError::invalid_parameter(PROJECT_HEADER, "is required with an account key (ASA_…)"))
        }
        (Holder::Account, Some(id)) if ids::is_object_id(id) => Ok(Project(id.to_ascii_lowercase())),
        (Holder::Project, Some(id)) if id.eq_ignore_ascii_case(own) => Ok(Project(own.clone())),
        (Holder::Project, None) => Ok(Project(own.clone())),
        (_, Some(_)) => {
            let message = "This API key does not belong to that project";
            Err(ApiError::new(StatusCode::FORBIDDEN, "INSUFFICIENT_PERMISSIONS", message))
        }
    }
}
