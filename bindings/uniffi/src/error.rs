//! Errors on their way across: a code of the table that all languages share, and a sentence.

use autosend_webhooks as core;

/// Why something was refused.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum WebhookError {
    /// One of the codes of `schema/errors.json`.
    #[error("{code}: {detail}")]
    Refused {
        /// The code in snake case, the same in every language.
        code: String,
        /// What happened, with the particulars of this request.
        detail: String,
    },
}

impl From<core::WebhookError> for WebhookError {
    fn from(error: core::WebhookError) -> Self {
        Self::Refused { code: error.code().as_str().to_owned(), detail: error.message() }
    }
}
