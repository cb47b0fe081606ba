//! What can be wrong with a request.

use autosend_webhooks::ErrorCode;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// Why a request is refused: a code of the table that all languages share, and what it is about here.
///
/// It never contains a secret or a signature. It serializes as `code`, `message` and `status`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: String,
}

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The cause.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The HTTP status to respond with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.code.status()
    }

    /// What happened, for people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Error {}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Error", 3)?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("status", &self.status())?;
        object.end()
    }
}
