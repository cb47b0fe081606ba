//! Text that somebody else wrote: of a schema, a catalog, a profile. It must not become code.
//!
//! Templates see such text with a [`MARK`] before it. The filters for strings, comments, names and Markdown take the
//! mark away, since they escape; whatever else is done with the text keeps it. A mark in what was rendered is therefore
//! text that reached code past all filters, and nothing is written then.

use anyhow::{Result, bail};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error, ser::SerializeMap};
use serde_json::Value;
use std::{fmt, ops::Deref};

/// A noncharacter of Unicode, which no text that is exchanged holds.
const MARK: char = '\u{fdd0}';

/// Text that only an escaping filter may print.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains(MARK) { Err(D::Error::custom("a text holds the noncharacter U+FDD0")) } else { Ok(Self(text)) }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&marked(&self.0))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.replace(MARK, "\u{fffd}"))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// All texts within a value as [`Text`].
pub(crate) fn serialize_value<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::String(text) => serializer.serialize_str(&marked(text)),
        Value::Array(items) => serializer.collect_seq(items.iter().map(Foreign)),
        Value::Object(members) => {
            let mut map = serializer.serialize_map(Some(members.len()))?;
            for (name, member) in members {
                map.serialize_entry(name, &Foreign(member))?;
            }
            map.end()
        }
        other => other.serialize(serializer),
    }
}

struct Foreign<'a>(&'a Value);

impl Serialize for Foreign<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_value(self.0, serializer)
    }
}

fn marked(text: &str) -> String {
    format!("{MARK}{text}")
}

/// The text itself, for a filter that escapes it.
pub(crate) fn unmarked(text: &str) -> String {
    text.replace(MARK, "")
}

/// Fails where text that nothing escaped is in what was rendered.
pub(crate) fn check(rendered: &str) -> Result<()> {
    if let Some(line) = rendered.lines().position(|line| line.contains(MARK)) {
        let text = rendered.lines().nth(line).unwrap_or_default();
        bail!("line {} prints text of the catalog as it is: {:?}", line + 1, unmarked(text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_marked_for_templates_wherever_it_stands() {
        let text = Text::from("x");
        let value = serde_json::json!({ "a": ["b", 1], "c": { "d": "e" } });
        assert_eq!(serde_json::to_value(&text).unwrap(), "\u{fdd0}x");
        assert_eq!(
            serde_json::to_value(Foreign(&value)).unwrap(),
            serde_json::json!({ "a": ["\u{fdd0}b", 1], "c": { "d": "\u{fdd0}e" } })
        );
        assert!(check("a\nb").is_ok());
        assert!(check("a\nb \u{fdd0}x").unwrap_err().to_string().contains("line 2"));
        assert!(serde_json::from_str::<Text>("\"\u{fdd0}\"").is_err());
    }
}
