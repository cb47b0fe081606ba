//! What is known about a request that came in.

use super::judge::HeaderNames;
use crate::{commands::explain, headers::header, stored::StoredRequest};
use autosend_webhooks::{Admission, Cause, Deduplicator, Explanation, WebhookError};
use autosend_webhooks_profile as by_profile;
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
    Verified(Verified),
    Refused(Refusal),
    /// It was not even looked at.
    Rejected(Rejection),
}

/// An authentic request.
pub struct Verified {
    pub admission: Admission,
    /// The event type, or those of several events.
    pub event: String,
    pub id: String,
    /// SHA-256 of the body.
    pub digest: [u8; 32],
}

/// Why a request is refused, and what is behind it.
pub struct Refusal {
    pub status: u16,
    /// As it is answered, and told in JSON.
    pub error: Value,
    pub causes: Vec<Cause>,
    /// The same for people, styled.
    pub text: String,
}

impl From<Explanation> for Refusal {
    fn from(explanation: Explanation) -> Self {
        Self {
            status: explanation.error.as_ref().map_or(500, WebhookError::status),
            error: json!(explanation.error),
            text: explain::describe(&explanation),
            causes: explanation.causes,
        }
    }
}

impl From<by_profile::Explanation> for Refusal {
    fn from(explanation: by_profile::Explanation) -> Self {
        Self {
            status: explanation.error.as_ref().map_or(500, by_profile::Error::status),
            error: json!(explanation.error),
            text: explain::describe_by(&explanation),
            causes: explanation.causes,
        }
    }
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
            Self::Verified(Verified { admission, .. }) => admitted(admission),
            Self::Rejected(rejection) => (code(rejection.status), Json(rejection)).into_response(),
            Self::Refused(refusal) => (code(refusal.status), Json(&refusal.error)).into_response(),
        }
    }

    /// It was processed: from now on it is a duplicate.
    pub fn done(&self, seen: &Deduplicator) {
        if let Self::Verified(Verified { admission: Admission::First(_), digest, .. }) = self {
            seen.done_digest(digest);
        }
    }
}

/// What an authentic request is answered with.
fn admitted(admission: &Admission) -> Response {
    match admission {
        Admission::InProgress => {
            let body = Json(json!({ "received": false, "code": "in_progress" }));
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")], body).into_response()
        }
        Admission::Expired => Json(json!({ "received": true, "duplicate": false, "expired": true })).into_response(),
        Admission::First(claim) if claim.id_reused() => {
            Json(json!({ "received": true, "duplicate": false, "id_reused": true })).into_response()
        }
        Admission::First(_) | Admission::Duplicate => {
            let is_duplicate = matches!(admission, Admission::Duplicate);
            Json(json!({ "received": true, "duplicate": is_duplicate })).into_response()
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
    pub fn report(&self, names: &HeaderNames<'_>) -> Report<'_> {
        let (verified, error, causes) = match &self.verdict {
            Verdict::Unverified => (None, Value::Null, &[][..]),
            Verdict::Verified(_) => (Some(true), Value::Null, &[][..]),
            Verdict::Refused(refusal) => (Some(false), refusal.error.clone(), &refusal.causes[..]),
            Verdict::Rejected(rejection) => (Some(false), json!(rejection), &[][..]),
        };
        Report {
            received_at: humantime::format_rfc3339_millis(self.at).to_string(),
            method: &self.request.method,
            target: &self.request.target,
            headers: self.shown_headers(names),
            body: String::from_utf8_lossy(&self.request.body).into_owned(),
            event: self.event(names),
            id: self.id(names),
            verified,
            repeat: self.repeat(),
            error,
            causes,
            answer: self.answer.report(),
            saved: self.saved.as_ref().and_then(|saved| Some(saved.as_ref().ok()?.display().to_string())),
        }
    }

    /// The event type: the signed one, or what the header claims.
    pub fn event(&self, names: &HeaderNames<'_>) -> Option<String> {
        match &self.verdict {
            Verdict::Verified(verified) => Some(verified.event.clone()),
            _ => self.header(names.event),
        }
    }

    /// The delivery's id, likewise.
    pub fn id(&self, names: &HeaderNames<'_>) -> Option<String> {
        match &self.verdict {
            Verdict::Verified(verified) => Some(verified.id.clone()),
            _ => self.header(names.id),
        }
    }

    fn header(&self, name: &str) -> Option<String> {
        header(&self.request.headers, name).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// What the memory says of a delivery that is not simply new.
    pub fn repeat(&self) -> Option<&'static str> {
        let Verdict::Verified(Verified { admission, .. }) = &self.verdict else { return None };
        match admission {
            Admission::Duplicate => Some("duplicate"),
            Admission::InProgress => Some("in_progress"),
            Admission::Expired => Some("expired"),
            Admission::First(claim) => claim.id_reused().then_some("id_reused"),
        }
    }

    fn shown_headers(&self, names: &HeaderNames<'_>) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let shown = |(name, value): &(Vec<u8>, Vec<u8>)| {
            let (name, value) = (text(name), text(value));
            let value = shown_value(names, &name, value);
            (name, value)
        };
        self.request.headers.iter().map(shown).collect()
    }
}

fn shown_value(names: &HeaderNames<'_>, name: &str, value: String) -> String {
    let is_of = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_of(&names.signatures) {
        value.chars().take(SHOWN_DIGITS).chain(['…']).collect()
    } else if is_of(&CREDENTIALS) || is_of(&names.tokens) {
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
    use super::{HeaderNames, shown_value};

    #[test]
    fn what_authenticates_is_shortened() {
        let names = HeaderNames { event: "", id: "", signatures: vec!["X-Signature"], tokens: vec!["X-Token"] };
        assert_eq!(shown_value(&names, "x-signature", "0123456789abcdef".into()), "01234567…");
        assert_eq!(shown_value(&names, "x-token", "t0k3n".into()), "…");
        assert_eq!(shown_value(&names, "Authorization", "Bearer x".into()), "…");
        assert_eq!(shown_value(&names, "X-Webhook-Event", "email.sent".into()), "email.sent");
    }
}
