//! Constants and enumerations.

use super::{
    merged::Parts,
    names::{Names, brief},
    types::{Enum, Typed, Types},
};
use crate::model::FieldType;
use serde_json::Value;

/// How many values of an enumeration of numbers the documentation lists.
const MAX_LISTED: usize = 20;

impl<'a> Types<'a> {
    /// The type of one of some values.
    pub(crate) fn of_constants(&mut self, values: &[&'a Value], parts: &Parts<'a>, names: &Names, doc: &str) -> Typed {
        let known: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
        let nullable = known.len() < values.len();
        let all = |test: fn(&Value) -> bool| !known.is_empty() && known.iter().all(|value| test(value));
        let typed = if all(Value::is_string) {
            let values = known.iter().filter_map(|value| value.as_str()).map(str::to_owned).collect();
            Typed::of(self.enumeration(values, names, doc))
        } else if all(Value::is_boolean) {
            Typed { doc: listed(&known), ..Typed::of(FieldType::Boolean) }
        } else if all(Value::is_i64) {
            Typed { doc: listed(&known), ..Typed::of(FieldType::Long) }
        } else if all(Value::is_number) {
            Typed { doc: listed(&known), ..Typed::of(FieldType::Number) }
        } else if known.is_empty() && nullable {
            Typed::of(FieldType::Any)
        } else {
            self.any(parts, "its values are of several types, or there is none")
        };
        let example = known.first().map(|value| (*value).clone());
        Typed { nullable, example, ..typed }
    }

    /// The enumeration of some texts.
    pub(crate) fn enumeration(&mut self, mut values: Vec<String>, names: &Names, doc: &str) -> FieldType {
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.clone()));
        self.enums.push(Enum { names: names.clone(), doc: brief(doc, 400), values });
        FieldType::Enum((self.enums.len() - 1).to_string())
    }
}

/// The values, for the documentation.
fn listed(values: &[&Value]) -> String {
    let texts: Vec<_> = values.iter().take(MAX_LISTED).map(ToString::to_string).collect();
    let more = if values.len() > MAX_LISTED { " …" } else { "" };
    match &texts[..] {
        [one] => format!("Always {one}."),
        _ => format!("One of {}{more}.", texts.join(", ")),
    }
}
