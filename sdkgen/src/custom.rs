//! Properties that a customer of the provider defined, as typed fields.

use crate::model::{FieldSpec, FieldType, Model};
use anyhow::{Context, Result, bail, ensure};
use std::str::FromStr;

/// A property of the customer's own: `plan:string`, `seats:integer`, `tags:string[]`.
///
/// ```
/// # use sdkgen::CustomField;
/// let field: CustomField = "plan:string".parse()?;
/// assert_eq!(field.name, "plan");
/// assert!("plan:text".parse::<CustomField>().is_err());
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// The member's name.
    pub name: String,
    /// Its type.
    pub field_type: FieldType,
}

impl FromStr for CustomField {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, field_type) = text.rsplit_once(':').context("write NAME:TYPE, e.g. plan:string")?;
        ensure!(name.contains(|it: char| it.is_ascii_alphabetic()), "a field's name needs a letter from a to z");
        ensure!(!name.contains(char::is_control), "a field's name holds a control character");
        Ok(Self { name: name.to_owned(), field_type: type_of(field_type)? })
    }
}

fn type_of(text: &str) -> Result<FieldType> {
    if let Some(items) = text.strip_suffix("[]") {
        return Ok(FieldType::List(Box::new(type_of(items)?)));
    }
    Ok(match text {
        "string" => FieldType::String,
        "boolean" => FieldType::Boolean,
        "integer" => FieldType::Integer,
        "number" => FieldType::Number,
        "time" => FieldType::Time,
        _ => bail!("{text} is not string, boolean, integer, number or time, alone or with [] for a list"),
    })
}

impl Model {
    /// Adds fields to the data of every event that carries custom properties. They are optional.
    pub fn with_custom_fields(mut self, fields: &[CustomField]) -> Result<Self> {
        let names = self.generations.iter().map(|generation| generation.number.to_string()).collect::<Vec<_>>();
        let carriers = self.events.iter().filter(|event| event.custom_properties).map(|event| &event.data);
        let carriers: Vec<_> = carriers.cloned().collect();
        ensure!(fields.is_empty() || !carriers.is_empty(), "no event of {} carries custom properties", self.provider);
        for object in self.objects.iter_mut().filter(|object| carriers.contains(&object.name)) {
            for CustomField { name, field_type } in fields {
                let taken = object.fields.iter().any(|field| field.names.values().any(|taken| **taken == **name));
                ensure!(!taken, "{} has a field {name} already", object.name);
                object.fields.push(FieldSpec {
                    name: name.as_str().into(),
                    names: names.iter().map(|number| (number.clone(), name.as_str().into())).collect(),
                    doc: "A property of your own.".into(),
                    field_type: field_type.clone(),
                    optional: true,
                    nullable: true,
                    required: false,
                });
            }
        }
        Ok(self)
    }
}
