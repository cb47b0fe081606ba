//! The files of `schema/`: JSON Schema, catalog, error table and OpenAPI document (feature `schema`).
//!
//! They are written from the same declarations that the types are made of, so they can't disagree with what
//! the verifier accepts. The public types also implement [`schemars::JsonSchema`], for use in schemas of
//! your own.

mod catalog;
mod events;
mod openapi;

pub(crate) use events::{data, open_enum};

use crate::{ErrorCode, EventType};
use serde_json::{Value, json};

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFile {
    /// The path below `schema/`, with forward slashes.
    pub path: String,
    /// The content: JSON, with a newline at the end.
    pub content: String,
}

/// Says in every file where it comes from.
const GENERATED: &str = "Generated from the crate autosend-webhooks by `cargo xtask generate`; do not edit.";

/// All files, in a fixed order.
///
/// ```
/// let files = autosend_webhooks::schema::files();
/// assert!(files.iter().any(|file| file.path == "events/email.sent.schema.json"));
/// ```
#[must_use]
pub fn files() -> Vec<SchemaFile> {
    let single = EventType::ALL
        .iter()
        .map(|event_type| (format!("events/{event_type}.schema.json"), events::single(*event_type)));
    let whole = [
        ("catalog.json", catalog::catalog()),
        ("errors.json", errors()),
        ("events.schema.json", events::bundle()),
        ("openapi.json", openapi::document()),
    ];
    whole
        .into_iter()
        .map(|(path, content)| (path.to_owned(), content))
        .chain(single)
        .map(|(path, content)| SchemaFile { path, content: format!("{content:#}\n") })
        .collect()
}

fn errors() -> Value {
    let rows: Vec<Value> = ErrorCode::ALL
        .iter()
        .map(|code| {
            json!({
                "code": code.as_str(),
                "status": code.status(),
                "family": code.family().as_str(),
                "meaning": code.meaning(),
                "hint": code.hint(),
            })
        })
        .collect();
    json!({ "$comment": GENERATED, "errors": rows })
}

/// A doc comment as running text.
fn prose(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
