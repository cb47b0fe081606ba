//! The envelope that every response comes in, and the errors that it can hold.

use crate::store::StoreError;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{json, value::RawValue};

/// What a handler answers.
pub type ApiResult = Result<Success, ApiError>;

/// A response of a call that succeeded.
#[derive(Debug)]
pub struct Success {
    status: StatusCode,
    message: Option<&'static str>,
    /// Written at once, so that members stay in their order.
    data: Option<Box<RawValue>>,
}

impl Success {
    /// 200 with nothing in it.
    pub const fn empty() -> Self {
        Self { status: StatusCode::OK, message: None, data: None }
    }

    /// 200 with data.
    pub fn data(data: impl Serialize) -> Self {
        let data = serde_json::value::to_raw_value(&data).expect("what the API shows has texts as keys");
        Self { data: Some(data), ..Self::empty() }
    }

    #[must_use]
    pub const fn message(mut self, message: &'static str) -> Self {
        self.message = Some(message);
        self
    }

    #[must_use]
    pub const fn created(mut self) -> Self {
        self.status = StatusCode::CREATED;
        self
    }
}

impl IntoResponse for Success {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Envelope {
            success: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            message: Option<&'static str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            data: Option<Box<RawValue>>,
        }
        let envelope = Envelope { success: true, message: self.message, data: self.data };
        (self.status, Json(envelope)).into_response()
    }
}

/// What is wrong with a member of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detail {
    pub field: String,
    pub message: String,
}

/// A response of a call that failed.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    details: Vec<Detail>,
    /// In seconds.
    retry_after: Option<u64>,
}

impl ApiError {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: Vec::new(), retry_after: None }
    }

    /// What the request asks for can't be done.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message)
    }

    /// Members of a request are wrong.
    pub fn invalid_fields(details: Vec<Detail>) -> Self {
        let first = details.first().map(|detail| format!("{} {}", detail.field, detail.message));
        Self { details, ..Self::validation(first.unwrap_or_else(|| "The request is not valid".into())) }
    }

    /// A request that can't be read at all.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_FAILED", message)
    }

    /// Something in the query string or the path is wrong.
    pub fn invalid_parameter(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let error = Self::unreadable(format!("{field} {message}"));
        Self { details: vec![Detail { field: field.to_owned(), message }], ..error }
    }

    pub fn unauthorized(message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message)
    }

    pub fn webhook_not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "WEBHOOK_NOT_FOUND", "Webhook not found")
    }

    pub fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    pub fn rate_limited(retry_after: u64) -> Self {
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "Too many requests");
        Self { retry_after: Some(retry_after), ..error }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        log::error!("{error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut error = json!({ "message": self.message, "code": self.code });
        if !self.details.is_empty() {
            error["details"] = json!(self.details);
        }
        let mut body = json!({ "success": false, "error": error });
        if let Some(seconds) = self.retry_after {
            body["retryAfter"] = json!(seconds);
        }
        (self.status, Json(body)).into_response()
    }
}
