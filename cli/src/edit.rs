//! Changing one place of a JSON text: all else keeps its spelling.

use crate::output::UsageError;
use autosend_webhooks::Extra;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One `--set path=value`.
#[derive(Debug, Clone)]
pub struct Edit {
    path: Vec<String>,
    value: Box<RawValue>,
}

impl Edit {
    pub fn new(path: &str, value: Box<RawValue>) -> Self {
        Self { path: path.split('.').map(str::to_owned).collect(), value }
    }

    /// Reads `path=value`: the value is JSON if it parses as such, otherwise a string.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (path, value) = text.split_once('=').ok_or("there is no `=`: write path=value")?;
        if path.split('.').any(str::is_empty) {
            return Err("the path has an empty part: write it like data.to.email".into());
        }
        let value = match RawValue::from_string(value.trim().to_owned()) {
            Ok(value) => value,
            Err(_) => serde_json::value::to_raw_value(value).map_err(|error| error.to_string())?,
        };
        Ok(Self::new(path, value))
    }

    /// Puts the value at its place. What is missing on the way there becomes an object.
    pub fn apply(&self, json: &str) -> Result<String, UsageError> {
        let edited = put(json, &self.path, &self.value).map_err(|problem| {
            let path = self.path.join(".");
            UsageError::new(format!("cannot set {path}: {problem}"), "Check the path against the body.")
        })?;
        Ok(Box::<str>::from(edited).into())
    }
}

fn put(json: &str, path: &[String], value: &RawValue) -> Result<Box<RawValue>, String> {
    let Some((key, rest)) = path.split_first() else { return Ok(value.to_owned()) };
    let text = match json.trim_start().as_bytes().first() {
        Some(b'{') => put_member(json, key, rest, value),
        Some(b'[') => put_element(json, key, rest, value),
        _ => return Err(format!("what holds {key} is neither an object nor an array")),
    }?;
    RawValue::from_string(text).map_err(|error| error.to_string())
}

fn put_member(json: &str, key: &str, rest: &[String], value: &RawValue) -> Result<String, String> {
    let mut object: Extra<'_> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let child = put(below(object.get(key)), rest, value)?;
    object.insert(key.to_owned(), Cow::Owned(child));
    serde_json::to_string(&object).map_err(|error| error.to_string())
}

fn put_element(json: &str, key: &str, rest: &[String], value: &RawValue) -> Result<String, String> {
    let mut array: Vec<Box<RawValue>> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let len = array.len();
    let index = key.parse().ok().filter(|index| *index <= len);
    let index: usize = index.ok_or_else(|| format!("an array of {len} has no place {key}, give 0 to {len}"))?;
    let child = put(below(array.get(index).map(|child| &**child)), rest, value)?;
    if index < len {
        array[index] = child;
    } else {
        array.push(child);
    }
    serde_json::to_string(&array).map_err(|error| error.to_string())
}

/// Where a path goes on: a missing value or a null makes room for an object.
fn below(child: Option<&RawValue>) -> &str {
    child.map(RawValue::get).filter(|text| *text != "null").unwrap_or("{}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(json: &str, edit: &str) -> Result<String, String> {
        let edit = Edit::parse(edit)?;
        put(json, &edit.path, &edit.value).map(|value| value.get().to_owned())
    }

    #[test]
    fn values_are_json_where_they_can_be() {
        assert_eq!(set(r#"{"a":1}"#, "a=true").unwrap(), r#"{"a":true}"#);
        assert_eq!(set(r#"{"a":1}"#, "a=x@y.z").unwrap(), r#"{"a":"x@y.z"}"#);
        assert_eq!(set(r#"{"a":1}"#, r#"a="5""#).unwrap(), r#"{"a":"5"}"#);
        assert_eq!(set(r#"{"a":1}"#, "a=b=c").unwrap(), r#"{"a":"b=c"}"#);
        assert_eq!(set(r#"{"a":1}"#, "a=").unwrap(), r#"{"a":""}"#);
    }

    #[test]
    fn paths_lead_through_objects_and_arrays() {
        let json = r#"{"z":1.0,"a":[{"b":1},2]}"#;
        assert_eq!(set(json, "a.0.b=3").unwrap(), r#"{"z":1.0,"a":[{"b":3},2]}"#);
        assert_eq!(set(json, "a.2=9007199254740993").unwrap(), r#"{"z":1.0,"a":[{"b":1},2,9007199254740993]}"#);
        assert_eq!(set(json, "n.e.w=null").unwrap(), r#"{"z":1.0,"a":[{"b":1},2],"n":{"e":{"w":null}}}"#);
        assert_eq!(set(r#"{"to":null}"#, "to.name=J").unwrap(), r#"{"to":{"name":"J"}}"#);
    }

    #[test]
    fn impossible_paths_are_errors() {
        assert!(set(r#"{"a":1}"#, "a.b=1").unwrap_err().contains("neither"));
        assert!(set(r#"{"a":[]}"#, "a.1=1").unwrap_err().contains("0 to 0"));
        assert!(set(r#"{"a":[]}"#, "a.x=1").is_err());
        assert!(set("{}", "a").is_err());
        assert!(set("{}", "a..b=1").is_err());
        assert!(set("{}", "=1").is_err());
    }
}
