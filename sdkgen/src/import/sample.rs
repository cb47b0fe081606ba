//! Bodies made of a document's examples, and where there is none of the types.

use super::{
    share::number,
    types::{Field, Types},
};
use crate::model::FieldType;
use serde_json::{Map, Value, json};

/// How deep objects have members that are not required.
const RICH: usize = 2;
/// How deep samples go.
const MAX_DEPTH: usize = 12;
/// A time for what has no example.
const TIME: &str = "2026-01-02T03:04:05Z";

impl Types<'_> {
    /// A value of a type.
    pub(crate) fn sample(&self, field_type: &FieldType, depth: usize) -> Value {
        match field_type {
            FieldType::String => json!("text"),
            FieldType::Boolean => json!(true),
            FieldType::Integer | FieldType::Long => json!(1),
            FieldType::Number => json!(1.5),
            FieldType::Time => json!(TIME),
            FieldType::Enum(name) => json!(self.enums[number(name)].values.first()),
            FieldType::List(_) if depth > MAX_DEPTH => json!([]),
            FieldType::List(items) => json!([self.sample(items, depth + 1)]),
            FieldType::Any | FieldType::Map(_) => json!({}),
            FieldType::Nullable(inner) => self.sample(inner, depth),
            FieldType::Object(name) => self.object_sample(number(name), depth),
            FieldType::Union(name) => self.union_sample(number(name), depth),
        }
    }

    fn object_sample(&self, object: usize, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return json!({});
        }
        let is_shown = |field: &&Field| field.required || depth < RICH;
        let member = |field: &Field| (field.name.clone(), self.field_sample(field, depth + 1));
        Value::Object(self.objects[object].fields.iter().filter(is_shown).map(member).collect())
    }

    fn field_sample(&self, field: &Field, depth: usize) -> Value {
        if let Some(example) = field.example.as_ref().filter(|example| fits(example, &field.field_type)) {
            return example.clone();
        }
        if field.nullable && depth > RICH {
            return Value::Null;
        }
        self.sample(&field.field_type, depth)
    }

    fn union_sample(&self, union: usize, depth: usize) -> Value {
        let union = &self.unions[union];
        let Some(first) = union.variants.first().filter(|_| depth <= MAX_DEPTH) else { return Value::Null };
        let mut sample = self.sample(&first.field_type, depth);
        if let (Some(member), Some(value), Value::Object(members)) =
            (&union.discriminator, first.values.first(), &mut sample)
        {
            members.insert(member.clone(), json!(value));
        }
        sample
    }
}

/// Puts a value where some members lead to.
pub(crate) fn put(body: &mut Value, path: &[String], value: Value) {
    let mut place = body;
    for piece in path {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(members) = place else { return };
        place = members.entry(piece.clone()).or_insert(Value::Null);
    }
    *place = value;
}

/// Whether an example of a plain type is of that type: documents get it wrong.
fn fits(example: &Value, field_type: &FieldType) -> bool {
    match field_type {
        FieldType::String | FieldType::Enum(_) => example.is_string(),
        FieldType::Time => example.as_str().is_some_and(is_time),
        FieldType::Boolean => example.is_boolean(),
        FieldType::Integer | FieldType::Long => example.is_i64(),
        FieldType::Number => example.is_number(),
        _ => false,
    }
}

/// Whether a text looks like a time of RFC 3339 in UTC.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|it| if it.is_ascii_digit() { '0' } else { it }).collect();
    let rest = shape.strip_prefix("0000-00-00T00:00:00").unwrap_or_default();
    let fraction = rest.strip_suffix('Z').filter(|it| it.is_empty() || it.starts_with('.'));
    fraction.is_some_and(|it| it != "." && it.len() <= 10 && it.chars().skip(1).all(|it| it == '0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_count_only_where_they_fit() {
        assert!(fits(&json!("2026-01-02T03:04:05.678Z"), &FieldType::Time));
        for wrong in [json!("2026-01-02 03:04:05"), json!("yesterday"), json!(5), json!("2026-01-02T03:04:05.Z")] {
            assert!(!fits(&wrong, &FieldType::Time), "{wrong}");
        }
        assert!(fits(&json!(5), &FieldType::Long) && !fits(&json!(5.5), &FieldType::Long));
    }

    #[test]
    fn values_are_put_where_a_path_leads() {
        let mut body = json!({ "a": 1 });
        put(&mut body, &["b".into(), "c".into()], json!(2));
        put(&mut body, &["a".into(), "d".into()], json!(3));
        assert_eq!(body, json!({ "a": { "d": 3 }, "b": { "c": 2 } }));
    }
}
