//! Who may call, and for which project.

use super::envelope::ApiError;
use crate::{Emulator, ids, secret_text::SecretText};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use subtle::ConstantTimeEq;

const PROJECT_HEADER: &str = "x-project-id";

/// The project that a request is about.
#[derive(Debug, Clone)]
pub struct Project(pub String);

/// The keys that open the API. A project key begins with `AS_`; the account key is the same with `ASA_`.
#[derive(Debug, Clone)]
pub struct ApiKey {
    project: SecretText,
    account: SecretText,
}

/// Whose key a request came with.
enum Holder {
    Project,
    Account,
}

impl ApiKey {
    /// Takes a project key: `AS_` and at least eight characters that a header can carry.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest =
            text.strip_prefix("AS_").filter(|rest| rest.len() >= 8 && rest.bytes().all(|b| b.is_ascii_graphic()));
        let rest = rest.ok_or("Write it as AS_ and at least 8 letters or digits")?;
        Ok(Self { project: text.to_owned().into(), account: format!("ASA_{rest}").into() })
    }

    /// The project key, to be printed once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.project.as_ref()
    }

    fn holder(&self, headers: &HeaderMap) -> Result<Holder, ApiError> {
        let value = headers.get(AUTHORIZATION).ok_or_else(|| ApiError::unauthorized("Missing API key"))?;
        let (scheme, key) = value.as_bytes().split_at_checked("Bearer ".len()).unwrap_or_default();
        // Both are compared, whatever the first says, each in a time that does not depend on where they differ.
        let project = key.ct_eq(self.project.as_ref().as_bytes());
        let account = key.ct_eq(self.account.as_ref().as_bytes());
        if !scheme.eq_ignore_ascii_case(b"Bearer ") || !bool::from(project | account) {
            return Err(ApiError::unauthorized("Invalid API key"));
        }
        Ok(if project.into() { Holder::Project } else { Holder::Account })
    }
}

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
        Err(error) => error.into_response(),
    }
}

fn project(emulator: &Emulator, headers: &HeaderMap) -> Result<Project, ApiError> {
    let own = &emulator.engine.account.project;
    let named = headers.get(PROJECT_HEADER).map(|value| value.to_str().unwrap_or_default());
    match (emulator.api_key.holder(headers)?, named) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(authorization: &str) -> Option<char> {
        let key = ApiKey::parse("AS_0123456789").unwrap();
        let headers = [(AUTHORIZATION, authorization.parse().unwrap())].into_iter().collect();
        key.holder(&headers).ok().map(|holder| if matches!(holder, Holder::Project) { 'p' } else { 'a' })
    }

    #[test]
    fn both_keys_open_and_others_do_not() {
        assert_eq!(holder("Bearer AS_0123456789"), Some('p'));
        assert_eq!(holder("bearer AS_0123456789"), Some('p'));
        assert_eq!(holder("Bearer ASA_0123456789"), Some('a'));
        for wrong in ["Bearer AS_0123456788", "Bearer AS_01234567890", "Basic AS_0123456789", "AS_0123456789", ""] {
            assert_eq!(holder(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_never_print() {
        assert!(ApiKey::parse("AS_short").is_err() && ApiKey::parse("0123456789").is_err());
        assert!(!format!("{:?}", ApiKey::parse("AS_0123456789").unwrap()).contains("0123"));
    }
}
