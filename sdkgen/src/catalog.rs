//! Reading a catalog, and refusing one that can't be generated from.

use crate::model::{ErrorSpec, FieldType, Generation, Model, ObjectSpec, Part};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::{collections::HashSet, fs, path::Path};

/// The codes that verifiers fail with: each needs a row in the table of errors.
const CODES: [&str; 20] = [
    "invalid_secret",
    "body_already_parsed",
    "body_too_large",
    "duplicate_header",
    "missing_signature",
    "missing_timestamp",
    "missing_delivery_id",
    "malformed_signature",
    "signature_mismatch",
    "malformed_timestamp",
    "timestamp_too_old",
    "timestamp_in_future",
    "malformed_delivery_id",
    "body_not_json",
    "body_too_deep",
    "body_not_object",
    "missing_event_type",
    "event_mismatch",
    "unknown_event",
    "invalid_event_data",
];

#[derive(Deserialize)]
struct Errors {
    errors: Vec<ErrorSpec>,
}

impl Model {
    /// The model of this project's own provider, as of the version at hand.
    pub fn builtin() -> Result<Self> {
        let errors = include_str!("../schema/errors.json");
        Self::from_json(include_str!("../schema/catalog.json"), Some(errors)).context("the built-in catalog")
    }

    /// Reads a catalog. The table of errors is its member `errors`, or else the file `errors.json` beside it.
    pub fn read(catalog: &Path) -> Result<Self> {
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
        let errors = catalog.with_file_name("errors.json");
        let errors = errors.exists().then(|| read(&errors)).transpose()?;
        Self::from_json(&read(catalog)?, errors.as_deref()).with_context(|| catalog.display().to_string())
    }

    fn from_json(catalog: &str, errors: Option<&str>) -> Result<Self> {
        let mut model: Self = serde_json::from_str(catalog)?;
        if let Some(errors) = errors.filter(|_| model.errors.is_empty()) {
            model.errors = serde_json::from_str::<Errors>(errors).context("errors.json")?.errors;
        }
        model.check()?;
        Ok(model)
    }

    fn check(&self) -> Result<()> {
        let codes: HashSet<_> = self.errors.iter().map(|error| error.code.as_str()).collect();
        let lacking: Vec<_> = CODES.into_iter().filter(|code| !codes.contains(code)).collect();
        ensure!(lacking.is_empty(), "the table of errors lacks {}", lacking.join(", "));
        ensure!(codes.len() == CODES.len(), "the table of errors has codes that nothing raises, or one twice");
        ensure!(!self.generations.is_empty(), "there must be a generation of the body");
        unique("event type", self.events.iter().map(|event| &event.event_type))?;
        unique("event name", self.events.iter().map(|event| &event.name))?;
        unique("type", self.objects.iter().map(|object| &object.name).chain(self.enums.iter().map(|it| &it.name)))?;
        for event in &self.events {
            ensure!(self.object(&event.data).is_some(), "{}: there is no object {}", event.event_type, event.data);
            let today = self.generations[0].number.to_string();
            ensure!(
                event.samples.contains_key(&today),
                "{}: there is no sample of generation {today}",
                event.event_type
            );
            ensure!(self.groups.contains(&event.group), "{}: there is no group {}", event.event_type, event.group);
        }
        self.objects.iter().try_for_each(|object| self.check_object(object).context(object.name.clone()))?;
        let timestamped = self.signature.signed_content.has(&Part::Timestamp);
        ensure!(!timestamped || !self.headers.timestamp.is_empty(), "the timestamp is signed, but has no header");
        Ok(())
    }

    fn check_object(&self, object: &ObjectSpec) -> Result<()> {
        unique("field", object.fields.iter().map(|field| &field.name))?;
        for Generation { number, .. } in &self.generations {
            unique("member", object.fields.iter().filter_map(|field| field.names.get(&number.to_string())))?;
        }
        for field in &object.fields {
            let is_everywhere = self.generations.iter().all(|it| field.names.contains_key(&it.number.to_string()));
            let has_default = field.optional || field.field_type == FieldType::Boolean;
            ensure!(is_everywhere || has_default, "{}: required in some generations, absent in others", field.name);
            match field.field_type.reference() {
                Some(FieldType::Object(name)) if self.object(name).is_none() => bail!("there is no object {name}"),
                Some(FieldType::Enum(name)) if self.enums.iter().all(|it| it.name != *name) => {
                    bail!("there is no enumeration {name}")
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn object(&self, name: &str) -> Option<&ObjectSpec> {
        self.objects.iter().find(|object| object.name == name)
    }
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut seen = HashSet::new();
    for name in names {
        ensure!(seen.insert(name), "the {what} {name} is there twice");
    }
    Ok(())
}
