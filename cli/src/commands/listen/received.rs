//! What is known about a request that came in.

use crate::headers::header;
use crate::stored::StoredRequest;
use autosend_webhooks::{
    Admission, Cause, DELIVERY_ID_HEADER, Delivery, EVENT_HEADER, Explanation, SIGNATURE_HEADER, WebhookError,
};
use axum::{
    Json,
    http::{StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    time::{Duration, SystemTime},
};

/// As much of a signature as is shown: enough to compare, too little to use.
const SHOWN_DIGITS: usize = 8;

/// Headers that authenticate whoever sends them.
const CREDENTIALS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

pub struct Received {
    pub at: SystemTime,
    pub request: StoredRequest,
    pub verdict: Verdict,
    pub answer: SentResponse,
    /// Where it was saved to, or why it could not be.
    pub saved: Option<Result<PathBuf, String>>,
}

pub enum Verdict {
    /// There is no secret to verify with.
    Unverified,
    Verified(Admission, Box<Delivery<'static>>),
    Refused(Explanation),
    /// It was not even looked at.
    Rejected(Rejection),
}

/// Why a request was not looked at: what it is answered with.
#[derive(Debug, Serialize)]
pub struct Rejection {
    pub code: &'static str,
    pub message: &'static str,
    pub status: u16,
}

impl Rejection {
    pub const fn foreign(message: &'static str) -> Self {
        Self { code: "foreign_request", message, status: 403 }
    }

    pub const fn slow() -> Self {
        Self { code: "body_timeout", message: "The body did not come to its end in time", status: 408 }
    }

    pub const fn cut_off() -> Self {
        Self { code: "body_cut_off", message: "The connection ended before the body did", status: 400 }
    }
}

/// What was answered.
pub enum SentResponse {
    Own {
        status: u16,
    },
    Forwarded {
        status: u16,
        latency: Duration,
    },
    /// It could not be passed on, which is answered with 502.
    Failed {
        kind: &'static str,
        message: String,
    },
}

impl Verdict {
    /// What a receiver answers.
    pub fn response(&self) -> Response {
        match self {
            Self::Unverified => Json(json!({ "received": true })).into_response(),
            Self::Verified(Admission::InProgress, _) => {
                let body = Json(json!({ "received": false, "code": "in_progress" }));
                (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")], body).into_response()
            }
            Self::Verified(Admission::Expired, _) => {
                Json(json!({ "received": true, "duplicate": false, "expired": true })).into_response()
            }
            Self::Verified(Admission::First(claim), _) if claim.id_reused() => {
                Json(json!({ "received": true, "duplicate": false, "id_reused": true })).into_response()
            }
            Self::Verified(admission, _) => {
                let is_duplicate = matches!(admission, Admission::Duplicate);
                Json(json!({ "received": true, "duplicate": is_duplicate })).into_response()
            }
            Self::Rejected(rejection) => (code(rejection.status), Json(rejection)).into_response(),
            Self::Refused(explanation) => {
                let status = explanation.error.as_ref().map_or(500, WebhookError::status);
                (code(status), Json(&explanation.error)).into_response()
            }
        }
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What `--json` prints.
#[derive(Serialize)]
pub struct Report<'a> {
    received_at: String,
    method: &'a str,
    target: &'a str,
    headers: Vec<(String, String)>,
    body: String,
    event: Option<String>,
    id: Option<String>,
    verified: Option<bool>,
    repeat: Option<&'static str>,
    error: Value,
    causes: &'a [Cause],
    answer: Value,
    saved: Option<String>,
}

impl Received {
    pub fn report(&self) -> Report<'_> {
        let (verified, error, causes) = match &self.verdict {
            Verdict::Unverified => (None, Value::Null, &[][..]),
            Verdict::Verified(..) => (Some(true), Value::Null, &[][..]),
            Verdict::Refused(explanation) => (Some(false), json!(explanation.error), &explanation.causes[..]),
            Verdict::Rejected(rejection) => (Some(false), json!(rejection), &[][..]),
        };
        Report {
            received_at: humantime::format_rfc3339_millis(self.at).to_string(),
            method: &self.request.method,
            target: &self.request.target,
            headers: self.shown_headers(),
            body: String::from_utf8_lossy(&self.request.body).into_owned(),
            event: self.event(),
            id: self.header(DELIVERY_ID_HEADER),
            verified,
            repeat: self.repeat(),
            error,
            causes,
            answer: self.answer.report(),
            saved: self.saved.as_ref().and_then(|saved| Some(saved.as_ref().ok()?.display().to_string())),
        }
    }

    /// The event type: the signed one, or what the header claims.
    pub fn event(&self) -> Option<String> {
        match &self.verdict {
            Verdict::Verified(_, delivery) => Some(delivery.event_type().to_owned()),
            _ => self.header(EVENT_HEADER),
        }
    }

    pub fn header(&self, name: &str) -> Option<String> {
        header(&self.request.headers, name).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// What the memory says of a delivery that is not simply new.
    pub fn repeat(&self) -> Option<&'static str> {
        match self.verdict {
            Verdict::Verified(Admission::Duplicate, _) => Some("duplicate"),
            Verdict::Verified(Admission::InProgress, _) => Some("in_progress"),
            Verdict::Verified(Admission::Expired, _) => Some("expired"),
            Verdict::Verified(Admission::First(ref claim), _) if claim.id_reused() => Some("id_reused"),
            _ => None,
        }
    }

    fn shown_headers(&self) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let shown = |(name, value): &(Vec<u8>, Vec<u8>)| {
            let (name, value) = (text(name), text(value));
            let value = shown_value(&name, value);
            (name, value)
        };
        self.request.headers.iter().map(shown).collect()
    }
}

fn shown_value(name: &str, value: String) -> String {
    if name.eq_ignore_ascii_case(SIGNATURE_HEADER) {
        value.chars().take(SHOWN_DIGITS).chain(['…']).collect()
    } else if CREDENTIALS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        "…".to_owned()
    } else {
        value
    }
}

impl SentResponse {
    fn report(&self) -> Value {
        match self {
            Self::Own { status } => json!({ "status": status, "forwarded": false }),
            Self::Forwarded { status, latency } => {
                let micros = u32::try_from(latency.as_micros()).unwrap_or(u32::MAX);
                json!({ "status": status, "forwarded": true, "ms": f64::from(micros) / 1000.0 })
            }
            Self::Failed { kind, .. } => json!({ "status": 502, "forwarded": false, "failure": kind }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shown_value;

    #[test]
    fn what_authenticates_is_shortened() {
        assert_eq!(shown_value("x-webhook-signature", "0123456789abcdef".into()), "01234567…");
        assert_eq!(shown_value("Authorization", "Bearer x".into()), "…");
        assert_eq!(shown_value("X-Webhook-Event", "email.sent".into()), "email.sent");
    }
}
