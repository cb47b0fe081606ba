//! What the catalog knows of events, and what of a body it does not know.

use super::shape;
use autosend_webhooks::schema;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, sync::LazyLock};

/// Something of a body that the catalog does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown {
    pub kind: Kind,
    /// The event's type.
    pub event_type: String,
    /// Where it is, e.g. `data.bounceType`; empty for a type.
    pub member: String,
    /// The value, where it is one of a list that is fixed.
    pub value: Option<String>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An event type.
    EventType,
    /// A member of an object.
    Field,
    /// A value of a list that is fixed.
    Value,
    /// A value of another form than the field's.
    Form,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::EventType, Self::Field, Self::Value, Self::Form];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EventType => "event_type",
            Self::Field => "field",
            Self::Value => "value",
            Self::Form => "form",
        }
    }
}

/// The catalog, as `schema/catalog.json` has it.
struct Catalog {
    /// The object of an event's data, and whether that has custom properties: contacts of all kinds come with theirs.
    events: BTreeMap<String, (String, bool)>,
    /// The form of each member by its name, for each object.
    objects: BTreeMap<String, BTreeMap<String, Value>>,
    enums: BTreeMap<String, Vec<Value>>,
    /// The members of bodies of all generations.
    envelope: Vec<String>,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::new);

impl Catalog {
    fn new() -> Self {
        let file = schema::files().into_iter().find(|file| file.path == "catalog.json");
        let catalog: Value = file.and_then(|file| serde_json::from_str(&file.content).ok()).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let all = |name: &str| catalog[name].as_array().cloned().unwrap_or_default();
        let has_custom = |one: &Value| one["custom_properties"] == Value::Bool(true) || one["group"] == "contact";
        let event = |one: &Value| (text(&one["type"]), (text(&one["data"]), has_custom(one)));
        let object = |one: &Value| (text(&one["name"]), members(&one["fields"]));
        let list = |one: &Value| (text(&one["name"]), one["values"].as_array().cloned().unwrap_or_default());
        let envelope = all("generations");
        let envelope =
            envelope.iter().flat_map(|one| ["type_member", "time_member", "data_member"].map(|name| text(&one[name])));
        Self {
            events: all("events").iter().map(event).collect(),
            objects: all("objects").iter().map(object).collect(),
            enums: all("enums").iter().map(list).collect(),
            envelope: envelope.collect(),
        }
    }
}

/// The forms of an object's members, by all the names that they have in a generation.
fn members(fields: &Value) -> BTreeMap<String, Value> {
    let mut members = BTreeMap::new();
    for field in fields.as_array().into_iter().flatten() {
        for name in field["names"].as_object().into_iter().flat_map(Map::values).filter_map(Value::as_str) {
            members.insert(name.to_owned(), field["type"].clone());
        }
    }
    members
}

/// What of a body is not known, with a sample of each.
pub fn unknown(event_type: &str, body: &[u8]) -> Vec<(Unknown, String)> {
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else { return Vec::new() };
    let mut found = Found { event_type: shape::word(event_type), unknown: Vec::new() };
    let data = body.get("data").unwrap_or(&Value::Null);
    match CATALOG.events.get(event_type) {
        None => found.add(Kind::EventType, "", None, shape::of(data)),
        Some((object, has_custom)) => {
            for (name, value) in body.iter().filter(|(name, _)| !CATALOG.envelope.contains(name)) {
                found.add(Kind::Field, &shape::word(name), None, shape::of(value));
            }
            found.object(object, *has_custom, data, "data");
        }
    }
    found.unknown
}

struct Found {
    event_type: String,
    unknown: Vec<(Unknown, String)>,
}

impl Found {
    fn add(&mut self, kind: Kind, member: &str, value: Option<String>, sample: String) {
        let (event_type, member) = (self.event_type.clone(), member.to_owned());
        self.unknown.push((Unknown { kind, event_type, member, value }, sample));
    }

    fn object(&mut self, name: &str, has_custom: bool, value: &Value, path: &str) {
        let Some(members) = value.as_object() else { return self.add(Kind::Form, path, None, shape::of(value)) };
        let known = CATALOG.objects.get(name);
        for (name, value) in members {
            let path = format!("{path}.{}", shape::word(name));
            match known.and_then(|known| known.get(name)) {
                Some(form) => self.value(form, value, &path),
                None if has_custom => {}
                None => self.add(Kind::Field, &path, None, shape::of(value)),
            }
        }
    }

    fn value(&mut self, form: &Value, value: &Value, path: &str) {
        if value.is_null() {
            return;
        }
        if let Some(object) = form["object"].as_str() {
            return self.object(object, false, value, path);
        }
        if let Some(list) = form["enum"].as_str() {
            return self.listed(list, value, path);
        }
        if form["list"].is_null() {
            return self.plain(form.as_str().unwrap_or_default(), value, path);
        }
        let Some(items) = value.as_array() else { return self.add(Kind::Form, path, None, shape::of(value)) };
        for item in items {
            self.value(&form["list"], item, &format!("{path}[]"));
        }
    }

    fn listed(&mut self, list: &str, value: &Value, path: &str) {
        let is_known = CATALOG.enums.get(list).is_some_and(|values| values.contains(value));
        match value.as_str() {
            _ if is_known => {}
            Some(text) => self.add(Kind::Value, path, Some(shape::word(text)), shape::word(text)),
            None => self.add(Kind::Form, path, None, shape::of(value)),
        }
    }

    fn plain(&mut self, form: &str, value: &Value, path: &str) {
        let fits = match form {
            "string" | "time" => value.is_string(),
            "integer" => value.is_number(),
            "boolean" => value.is_boolean(),
            _ => true,
        };
        if !fits {
            self.add(Kind::Form, path, None, shape::of(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use autosend_webhooks::{EventType, Generation};
    use serde_json::json;

    fn found(event_type: &str, body: &Value) -> Vec<(Kind, String, String)> {
        let all = unknown(event_type, body.to_string().as_bytes());
        all.into_iter().map(|(one, sample)| (one.kind, one.member, sample)).collect()
    }

    #[test]
    fn no_sample_has_anything_unknown() {
        for event in EventType::ALL {
            for generation in [Generation::Current, Generation::First] {
                let Some(sample) = event.sample(generation) else { continue };
                assert_eq!(unknown(event.as_str(), sample.as_bytes()), [], "{event}");
            }
        }
    }

    #[test]
    fn what_is_new_is_found_where_it_is() {
        let mut body: Value =
            serde_json::from_str(EventType::EmailBounced.sample(Generation::Current).unwrap()).unwrap();
        body["data"]["bounceType"] = json!("Undetermined");
        body["data"]["to"]["phone"] = json!("+49 151 234");
        body["data"]["subject"] = json!(5);
        body["traceId"] = json!("ab12");
        assert_eq!(
            found("email.bounced", &body),
            [
                (Kind::Field, "traceId".to_owned(), "\"aa99\"".to_owned()),
                (Kind::Value, "data.bounceType".into(), "Undetermined".into()),
                (Kind::Form, "data.subject".into(), "\"9\"".into()),
                (Kind::Field, "data.to.phone".into(), "\"+99 999 999\"".into()),
            ]
        );
        let body = json!({ "type": "email.dropped", "data": { "to": { "email": "ann@example.com" } } });
        let sample = r#"{"to":{"email":"aaa@aaaaaaa.aaa"}}"#.to_owned();
        assert_eq!(found("email.dropped", &body), [(Kind::EventType, String::new(), sample)]);
    }

    #[test]
    fn custom_properties_of_contacts_are_theirs() {
        let body =
            json!({ "type": "contact.created", "createdAt": "2025-11-12T10:30:00.000Z", "data": { "shoeSize": 43 } });
        assert_eq!(found("contact.created", &body), []);
    }
}
