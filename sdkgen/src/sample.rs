//! Values made of types and their examples, and whether a value fits its type.

use crate::model::FieldType;
use serde_json::{Map, Value, json};

/// How deep objects have members that are not required.
const RICH: usize = 2;
/// How deep samples go.
const MAX_DEPTH: usize = 12;
/// A time for what has no example.
const TIME: &str = "2026-01-02T03:04:05Z";

/// A member of an object, as far as samples go.
pub(crate) struct Member<'a> {
    pub name: &'a str,
    pub field_type: &'a FieldType,
    pub required: bool,
    pub nullable: bool,
    pub example: Option<&'a Value>,
}

/// A union, as far as samples go.
pub(crate) struct Choice<'a> {
    /// The member whose value tells the variant, if one does.
    pub discriminator: Option<&'a str>,
    /// The type of each variant, and the first of the values that stand for it.
    pub variants: Vec<(&'a FieldType, Vec<&'a str>)>,
}

/// The types that a [`FieldType`] refers to by name.
pub(crate) trait Shapes {
    /// The members of an object.
    fn members(&self, object: &str) -> Vec<Member<'_>>;

    /// The first value of an enumeration.
    fn first_value(&self, enumeration: &str) -> Option<&str>;

    /// A union.
    fn choice(&self, union: &str) -> Choice<'_>;

    /// A value of a type.
    fn sample(&self, field_type: &FieldType, depth: usize) -> Value {
        match field_type {
            FieldType::String => json!("text"),
            FieldType::Boolean => json!(true),
            FieldType::Integer | FieldType::Long => json!(1),
            FieldType::Number => json!(1.5),
            FieldType::Time => json!(TIME),
            FieldType::Enum(name) => json!(self.first_value(name)),
            FieldType::List(_) if depth > MAX_DEPTH => json!([]),
            FieldType::List(items) => json!([self.sample(items, depth + 1)]),
            FieldType::Any | FieldType::Map(_) => json!({}),
            FieldType::Nullable(inner) => self.sample(inner, depth),
            FieldType::Object(name) => self.object_sample(name, depth),
            FieldType::Union(name) => self.union_sample(name, depth),
        }
    }

    fn object_sample(&self, object: &str, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return json!({});
        }
        let members = self.members(object);
        let shown = members.iter().filter(|it| it.required || depth < RICH);
        Value::Object(shown.map(|it| (it.name.to_owned(), self.member_sample(it, depth + 1))).collect())
    }

    fn member_sample(&self, member: &Member, depth: usize) -> Value {
        if let Some(example) = member.example.filter(|example| is_plain_fit(example, member.field_type)) {
            return example.clone();
        }
        if member.nullable && depth > RICH {
            return Value::Null;
        }
        self.sample(member.field_type, depth)
    }

    fn union_sample(&self, union: &str, depth: usize) -> Value {
        let Choice { discriminator, variants } = self.choice(union);
        let Some((field_type, values)) = variants.first().filter(|_| depth <= MAX_DEPTH) else { return Value::Null };
        let mut sample = self.sample(field_type, depth);
        if let (Some(member), Some(value), Value::Object(members)) = (discriminator, values.first(), &mut sample) {
            members.insert(member.to_owned(), json!(value));
        }
        sample
    }

    /// Whether a reader lists no problem for a value.
    fn fits(&self, value: &Value, field_type: &FieldType) -> bool {
        match field_type {
            FieldType::Any => true,
            FieldType::Nullable(inner) => value.is_null() || self.fits(value, inner),
            FieldType::List(items) => value.as_array().is_some_and(|all| all.iter().all(|it| self.fits(it, items))),
            FieldType::Map(values) => value.as_object().is_some_and(|all| all.values().all(|it| self.fits(it, values))),
            FieldType::Object(name) => value.as_object().is_some_and(|members| self.fits_object(members, name)),
            FieldType::Union(name) => self.fits_union(value, name),
            plain => is_plain_fit(value, plain),
        }
    }

    fn fits_object(&self, members: &Map<String, Value>, object: &str) -> bool {
        self.members(object).iter().all(|it| match members.get(it.name) {
            None => !it.required,
            Some(Value::Null) => !it.required || it.nullable || *it.field_type == FieldType::Any,
            Some(value) => self.fits(value, it.field_type),
        })
    }

    /// What is no variant is kept as it is; one that a member tells has its own problems.
    fn fits_union(&self, value: &Value, union: &str) -> bool {
        let Choice { discriminator, variants } = self.choice(union);
        let Some(tag) = discriminator.and_then(|name| value.get(name)?.as_str()) else { return true };
        let told = variants.iter().find(|(_, values)| values.contains(&tag));
        told.is_none_or(|(field_type, _)| self.fits(value, field_type))
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

/// A value where some members lead to, in objects of nothing else.
pub(crate) fn around(value: Value, path: &[String]) -> Value {
    path.iter().rev().fold(value, |inner, name| json!({ name: inner }))
}

/// Whether an example of a plain type is of that type: documents get it wrong.
fn is_plain_fit(example: &Value, field_type: &FieldType) -> bool {
    match field_type {
        FieldType::String | FieldType::Enum(_) => example.is_string(),
        FieldType::Time => example.as_str().is_some_and(is_time),
        FieldType::Boolean => example.is_boolean(),
        FieldType::Integer => example.is_u64(),
        FieldType::Long => example.is_i64(),
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
        assert!(is_plain_fit(&json!("2026-01-02T03:04:05.678Z"), &FieldType::Time));
        for wrong in [json!("2026-01-02 03:04:05"), json!("yesterday"), json!(5), json!("2026-01-02T03:04:05.Z")] {
            assert!(!is_plain_fit(&wrong, &FieldType::Time), "{wrong}");
        }
        assert!(is_plain_fit(&json!(5), &FieldType::Long) && !is_plain_fit(&json!(5.5), &FieldType::Long));
    }

    #[test]
    fn values_are_put_where_a_path_leads() {
        let mut body = json!({ "a": 1 });
        put(&mut body, &["b".into(), "c".into()], json!(2));
        put(&mut body, &["a".into(), "d".into()], json!(3));
        assert_eq!(body, json!({ "a": { "d": 3 }, "b": { "c": 2 } }));
    }
}
