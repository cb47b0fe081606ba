//! Where a request says what it is.

use crate::foreign::Text;
use serde::{Deserialize, Serialize};

/// Where a request says its type, its id, its time and its data.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Envelope {
    /// What the event type is joined from.
    #[serde(rename = "type")]
    pub event_type: Vec<Source>,
    /// What stands between those that are there.
    #[serde(default)]
    pub join: Text,
    /// What an unknown type is taken for.
    #[serde(default)]
    pub fallback: Option<Fallback>,
    /// What identifies the event beside the header of the delivery id.
    #[serde(default)]
    pub id: Option<Source>,
    /// The members that lead to when the event was created.
    #[serde(default)]
    pub time: Option<Vec<Text>>,
    /// How that time is written.
    #[serde(default)]
    pub time_format: TimeFormat,
    /// The members that lead to the data; none where the whole body is. `{name}` is the value of that member of the body.
    #[serde(default)]
    pub data: Vec<Text>,
    /// The members that lead to the list of events where a body holds several.
    #[serde(default)]
    pub batch: Option<Vec<Text>>,
    /// How the body is written: `json`, or `form:` and the name of the form's field that holds the JSON.
    #[serde(default = "json")]
    pub content: String,
}

/// Where a text stands: in a header, or in the body. One of both is there.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Source {
    /// The header.
    #[serde(default)]
    pub header: Option<Text>,
    /// The members that lead to it.
    #[serde(default)]
    pub path: Option<Vec<Text>>,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
}

/// What an unknown event type is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// The known type that its parts begin with: `issues.foo` for `issues`.
    Prefix,
}

/// How the time of an event is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFormat {
    /// Text of RFC 3339.
    Rfc3339,
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMs,
    /// Not at all.
    #[default]
    None,
}

fn json() -> String {
    "json".into()
}
