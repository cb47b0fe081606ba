//! What could not be typed.

use std::fmt;

/// A schema that is read as anything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untyped {
    /// Where it stands: a JSON pointer after `#`, and before it the file if that is another one.
    pub at: String,
    /// Why nothing more is known of it.
    pub reason: String,
    /// What to put into the profile to type it.
    pub fix: String,
}

impl Untyped {
    /// A schema that an override in the profile can change, if it stands in the first file.
    pub(crate) fn schema(at: String, reason: &str) -> Self {
        let fix = match at.strip_prefix('#') {
            Some(pointer) => {
                let pointer = serde_json::Value::from(pointer);
                format!("[[schema.overrides]] at = {pointer}, set = {{ type = \"string\" }}, or what it is")
            }
            None => "change that file".into(),
        };
        Self { at, reason: reason.to_owned(), fix }
    }

    /// A body in which the data is not where the profile says, or is no object.
    pub(crate) fn data(at: String, reason: &str) -> Self {
        let fix = "[event] data = \"\" for the whole body, or the pointer of an object".into();
        Self { at, reason: reason.to_owned(), fix }
    }
}

impl fmt::Display for Untyped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.reason)
    }
}
