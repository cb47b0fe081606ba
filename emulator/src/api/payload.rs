//! Requests: JSON objects whose members are looked at one by one, so that a response can name all that is wrong.

use super::envelope::{ApiError, Detail};
use crate::stringify::{MAX_DEPTH, stringify};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{StatusCode, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The largest body of a request, in bytes.
pub const MAX_BODY: usize = 1024 * 1024;

/// The members of a request's body.
#[derive(Debug, Default)]
pub struct Payload {
    members: BTreeMap<String, Box<RawValue>>,
    problems: Vec<Detail>,
}

impl Payload {
    /// Whether there is a member, be it null.
    pub fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// A member that is not null; a wrong one becomes a problem.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str, must_be: &str) -> Option<T> {
        let member = self.members.get(name).filter(|member| member.get() != "null")?;
        let value = serde_json::from_str(member.get());
        if value.is_err() {
            self.problem(name, must_be);
        }
        value.ok()
    }

    /// The same, where its absence is a problem, too.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str, must_be: &str) -> Option<T> {
        if self.members.get(name).is_none_or(|member| member.get() == "null") {
            self.problem(name, "is required");
        }
        self.optional(name, must_be)
    }

    /// A JSON object, as the provider keeps it: parsed and printed by a JavaScript engine.
    pub fn object(&mut self, name: &str) -> Option<Box<RawValue>> {
        let raw: Box<RawValue> = self.optional(name, "must be an object")?;
        if !raw.get().starts_with('{') {
            self.problem(name, "must be an object");
            return None;
        }
        let Some(printed) = stringify(raw.get()) else {
            self.problem(name, &format!("must not nest deeper than {MAX_DEPTH} levels"));
            return None;
        };
        RawValue::from_string(printed).ok()
    }

    /// The whole as a type that knows all its members.
    pub fn into<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        let text = serde_json::to_string(&self.members).expect("JSON is JSON");
        // The position would be that in a text which nobody has seen.
        let told =
            |error: serde_json::Error| error.to_string().split(" at line ").next().unwrap_or_default().to_owned();
        serde_json::from_str(&text).map_err(|error| ApiError::validation(told(error)))
    }

    pub fn problem(&mut self, field: &str, message: &str) {
        self.problems.push(Detail { field: field.to_owned(), message: message.to_owned() });
    }

    /// Fails if there was a problem.
    pub fn check(self) -> Result<(), ApiError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ApiError::invalid_fields(self.problems)) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Payload {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(ApiError::unreadable("Send JSON with the header Content-Type: application/json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| too_large(&rejection))?;
        let members = serde_json::from_slice(&bytes)
            .map_err(|error| ApiError::unreadable(format!("The body is not a JSON object: {error}")))?;
        Ok(Self { members, problems: Vec::new() })
    }
}

fn too_large(rejection: &BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("The body is larger than {MAX_BODY} bytes");
        return ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message);
    }
    ApiError::unreadable("The body could not be read")
}
