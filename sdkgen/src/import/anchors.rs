//! Names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor`, and the `$id` with a fragment of draft-07.

use super::pointer;
use serde_json::Value;
use std::collections::HashMap;

/// A place: the number of a file, and a JSON pointer within it.
type Place = (usize, String);

/// Where the names of all files stand.
#[derive(Default)]
pub(crate) struct Anchors {
    /// By the absolute URI of a schema.
    by_id: HashMap<String, Place>,
    /// By the place of the schema with the nearest `$id` around it, and the name.
    by_name: HashMap<(Place, String), String>,
    /// The schemas with an `$id`, and their URIs.
    resources: HashMap<Place, String>,
}

impl Anchors {
    /// Adds the names of a file.
    pub(crate) fn add(&mut self, file: usize, value: &Value) {
        if !has_names(value) {
            return;
        }
        let mut open = vec![(String::new(), value, (file, String::new()), String::new())];
        while let Some((at, value, mut resource, mut base)) = open.pop() {
            if let Some(id) = text(value, "$id") {
                let (uri, name) = id.split_once('#').unwrap_or((id, ""));
                if !uri.is_empty() {
                    base = resolve(&base, uri);
                    resource = (file, at.clone());
                    self.by_id.entry(base.clone()).or_insert_with(|| resource.clone());
                    self.resources.insert(resource.clone(), base.clone());
                }
                self.name(&resource, name, &at);
            }
            for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(|member| text(value, member)) {
                self.name(&resource, name, &at);
            }
            match value {
                Value::Object(members) => open.extend(
                    members
                        .iter()
                        .map(|(name, value)| (pointer::join(&at, name), value, resource.clone(), base.clone())),
                ),
                Value::Array(items) => open.extend(items.iter().enumerate().map(|(number, value)| {
                    (pointer::join(&at, &number.to_string()), value, resource.clone(), base.clone())
                })),
                _ => {}
            }
        }
    }

    fn name(&mut self, resource: &Place, name: &str, at: &str) {
        if !name.is_empty() {
            self.by_name.entry((resource.clone(), name.to_owned())).or_insert_with(|| at.to_owned());
        }
    }

    /// The schema with the nearest `$id` around a place; the file itself if there is none.
    pub(crate) fn resource(&self, file: usize, at: &str) -> Place {
        let mut at = if self.resources.is_empty() { "" } else { at };
        loop {
            let place = (file, at.to_owned());
            match at.rsplit_once('/') {
                _ if self.resources.contains_key(&place) => return place,
                Some((parent, _)) => at = parent,
                None => return (file, String::new()),
            }
        }
    }

    /// The schema whose `$id` a reference from within a schema names.
    pub(crate) fn by_id(&self, from: &Place, uri: &str) -> Option<Place> {
        let base = self.resources.get(from).map(String::as_str).unwrap_or_default();
        self.by_id.get(&resolve(base, uri)).cloned()
    }

    /// Where a name stands within a schema with an `$id`, or within a file.
    pub(crate) fn by_name(&self, resource: &Place, name: &str) -> Option<&str> {
        self.by_name.get(&(resource.clone(), name.to_owned())).map(String::as_str)
    }
}

/// Whether anything in a file has a name, without a look at where it stands: most have none.
fn has_names(value: &Value) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if ["$id", "$anchor", "$dynamicAnchor"].into_iter().any(|member| text(value, member).is_some()) {
            return true;
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    false
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.as_object()?.get(member)?.as_str()
}

/// A URI reference as a URI.
fn resolve(base: &str, reference: &str) -> String {
    let reference = reference.strip_prefix("./").unwrap_or(reference);
    if reference.contains("://") || reference.starts_with("urn:") {
        return reference.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    let folder = || base.rfind('/').filter(|at| *at >= authority).map_or(0, |at| at + 1);
    let kept = if reference.starts_with('/') { authority } else { folder() };
    format!("{}{reference}", &base[..kept])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_resolved_against_the_schema_around_them() {
        for (base, reference, expected) in [
            ("", "a.json", "a.json"),
            ("https://a.example/s/one", "two", "https://a.example/s/two"),
            ("https://a.example/s/one", "./two", "https://a.example/s/two"),
            ("https://a.example/s/one", "/two", "https://a.example/two"),
            ("https://a.example", "/two", "https://a.example/two"),
            ("https://a.example/s/one", "urn:x", "urn:x"),
        ] {
            assert_eq!(resolve(base, reference), expected);
        }
    }

    #[test]
    fn names_belong_to_the_schema_with_an_id() {
        let mut anchors = Anchors::default();
        anchors.add(0, &json!({ "$id": "https://a.example/s", "a": { "$anchor": "x" }, "b": { "$id": "b", "c": { "$id": "#x" } } }));
        let inner = anchors.by_id(&(0, String::new()), "b").unwrap();
        assert_eq!(inner, (0, "/b".to_owned()));
        assert_eq!(anchors.by_name(&inner, "x"), Some("/b/c"));
        assert_eq!(anchors.by_name(&anchors.resource(0, "/a"), "x"), Some("/a"));
        assert_eq!(anchors.resource(0, "/b/c/d"), inner);
    }
}
