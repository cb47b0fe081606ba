//! Looking into JSON without giving up its text: numbers keep their digits, and what nobody reads is not copied.

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// The members of an object, in order; `None` if it is none.
pub fn members(raw: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    serde_json::from_str::<Members<'_>>(raw.get()).ok().map(|members| members.0)
}

/// The items of a list; `None` if it is none.
pub fn items(raw: &RawValue) -> Option<Vec<&RawValue>> {
    if raw.get().starts_with('[') { serde_json::from_str(raw.get()).ok() } else { None }
}

/// A text; `None` if it is none. Half of a surrogate pair becomes U+FFFD.
pub fn text(raw: &RawValue) -> Option<String> {
    if !raw.get().starts_with('"') {
        return None;
    }
    serde_json::from_str(raw.get()).or_else(|_| serde_json::from_str(&without_half_pairs(raw.get()))).ok()
}

/// JSON whose escapes of half a surrogate pair are those of U+FFFD.
fn without_half_pairs(json: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(json.len()), json);
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            (Some(_), _) => 6,
            (None, _) => 2,
        };
        let (kept, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push_str(kept);
        rest = after;
    }
    out + rest
}

/// The UTF-16 unit that an escape at the beginning of a text stands for.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// The value of a member; of equal names the last one.
pub fn member<'a>(raw: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    members(raw)?.into_iter().rev().find(|(it, _)| it == name).map(|(_, value)| value)
}

/// What names of members, and numbers of items, lead to.
pub fn at<'a>(raw: &'a RawValue, path: &[impl AsRef<str>]) -> Option<&'a RawValue> {
    path.iter().map(AsRef::as_ref).try_fold(raw, |raw, name| match items(raw) {
        Some(items) => items.get(name.parse::<usize>().ok()?).copied(),
        None => member(raw, name),
    })
}

/// The same JSON with another value where a path leads to.
pub fn replaced(raw: &RawValue, path: &[String], value: &str, out: &mut String) {
    let Some((name, rest)) = path.split_first() else { return out.push_str(value) };
    let mut list = List::new(out, if items(raw).is_some() { '[' } else { '{' });
    for (at, item) in items(raw).into_iter().flatten().enumerate() {
        let out = list.item();
        if at.to_string() == *name { replaced(item, rest, value, out) } else { out.push_str(item.get()) }
    }
    for (member, item) in members(raw).into_iter().flatten() {
        let out = list.member(&member);
        if member == *name { replaced(item, rest, value, out) } else { out.push_str(item.get()) }
    }
    list.end();
}

/// Writes a list or an object, with its commas.
pub struct List<'a> {
    out: &'a mut String,
    end: char,
    is_empty: bool,
}

impl<'a> List<'a> {
    /// Begun with `[` or `{`.
    pub fn new(out: &'a mut String, start: char) -> Self {
        out.push(start);
        Self { out, end: if start == '[' { ']' } else { '}' }, is_empty: true }
    }

    /// Where the next item is written.
    pub fn item(&mut self) -> &mut String {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.out.push(',');
        }
        self.out
    }

    /// Where the value of the next member is written.
    pub fn member(&mut self, name: &str) -> &mut String {
        let out = self.item();
        quote(name, out);
        out.push(':');
        out
    }

    pub fn end(self) {
        self.out.push(self.end);
    }
}

/// Writes a text as JSON.
pub fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Name(name), value)) = map.next_entry()? {
            members.push((name, value));
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let body = raw(r#"{"a\u0062":[1e999,{"c":"d"}],"n":null,"n":2}"#);
        assert_eq!(at(&body, &["ab", "0"]).unwrap().get(), "1e999");
        assert_eq!(text(at(&body, &["ab", "1", "c"]).unwrap()).unwrap(), "d");
        assert_eq!(at(&body, &["n"]).unwrap().get(), "2");
        assert!(at(&body, &["ab", "2"]).is_none() && at(&body, &["n", "x"]).is_none());
    }

    #[test]
    fn half_a_surrogate_pair_is_the_character_for_what_is_unreadable() {
        for (json, expected) in [
            (r#""a\ud800""#, "a\u{fffd}"),
            (r#""\ud800\ud83d\ude00\n\\ud800""#, "\u{fffd}\u{1f600}\n\\ud800"),
            (r#""\udc00\u0041é""#, "\u{fffd}Aé"),
        ] {
            assert_eq!(text(&raw(json)).unwrap(), expected);
        }
        assert_eq!(text(&raw("1")), None);
    }

    #[test]
    fn one_value_is_replaced_and_all_others_stay() {
        let mut out = String::new();
        replaced(&raw(r#"{"a":[1.0,{"b":1e999}],"c":{}}"#), &["a".into(), "1".into(), "b".into()], "true", &mut out);
        assert_eq!(out, r#"{"a":[1.0,{"b":true}],"c":{}}"#);
    }
}
