//! Where a request says something: `header:NAME`, or a JSON pointer into the body.

use super::pointer;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A place in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Header(String),
    Path(Vec<String>),
}

/// A place, and whether what is there may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub place: Place,
    pub is_optional: bool,
}

impl Source {
    /// Reads what a profile says; a `?` at the end stands for what may be missing.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let (place, is_optional) = text.strip_suffix('?').map_or((text, false), |place| (place, true));
        let place = match place.strip_prefix("header:") {
            Some(name) if !name.is_empty() => Place::Header(name.to_owned()),
            Some(_) => bail!("{text:?}: which header?"),
            None => Place::Path(path(place)?),
        };
        Ok(Self { place, is_optional })
    }

    pub(crate) fn json(&self) -> Value {
        let (header, path) = match &self.place {
            Place::Header(name) => (Some(name), None),
            Place::Path(path) => (None, Some(path)),
        };
        json!({ "header": header, "path": path, "optional": self.is_optional })
    }
}

/// The members that a JSON pointer leads through.
pub(crate) fn path(text: &str) -> Result<Vec<String>> {
    pointer::pieces(text)
        .with_context(|| format!("{text:?} is neither header:NAME nor a JSON pointer such as \"/type\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_headers_or_pointers() {
        let parsed = Source::parse("header:X-Event").unwrap();
        assert_eq!(parsed, Source { place: Place::Header("X-Event".into()), is_optional: false });
        let parsed = Source::parse("/a/b?").unwrap();
        assert_eq!(parsed, Source { place: Place::Path(vec!["a".into(), "b".into()]), is_optional: true });
        for wrong in ["header:", "type", "$.type"] {
            assert!(Source::parse(wrong).is_err(), "{wrong}");
        }
    }
}
