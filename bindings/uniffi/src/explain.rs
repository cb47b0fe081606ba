//! Why a request does not verify.

use autosend_webhooks as core;

/// A cause, and what to do about it.
#[derive(Debug, uniffi::Record)]
pub struct Cause {
    /// Which cause it is, in snake case.
    pub cause: String,
    /// What was found, in a sentence.
    pub finding: String,
    /// What to do about it.
    pub fix: String,
}

/// What was found about a request.
#[derive(Debug, uniffi::Record)]
pub struct Explanation {
    /// The code of the refusal; none if the request would be accepted.
    pub code: Option<String>,
    /// The sentence that goes with the code.
    pub detail: Option<String>,
    /// What is behind it, most telling first.
    pub causes: Vec<Cause>,
}

impl From<core::Explanation> for Explanation {
    fn from(explanation: core::Explanation) -> Self {
        let cause = |cause: core::Cause| Cause {
            cause: cause.cause.to_owned(),
            finding: cause.finding,
            fix: cause.fix.to_owned(),
        };
        Self {
            code: explanation.error.as_ref().map(|error| error.code().as_str().to_owned()),
            detail: explanation.error.as_ref().map(core::WebhookError::message),
            causes: explanation.causes.into_iter().map(cause).collect(),
        }
    }
}
