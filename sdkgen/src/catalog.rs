//! Reading a catalog.

use crate::{
    complete::complete,
    inbox::InboxSpec,
    model::{ErrorSpec, FieldType, Model, ObjectSpec},
};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::{fs, path::Path};

/// This project's own table of errors: its codes are those that runtimes fail with.
const ERRORS: &str = include_str!("../schema/errors.json");

#[derive(Deserialize)]
struct Errors {
    errors: Vec<ErrorSpec>,
}

impl Model {
    /// The model of this project's own provider, as of the version at hand.
    pub fn builtin() -> Result<Self> {
        Self::of_this_project(include_str!("../schema/catalog.json"), ERRORS, InboxSpec::builtin()?)
            .context("the built-in catalog")
    }

    /// The model of this project's own provider, whose table of errors is that of all runtimes, as is the inbox's SQL.
    pub fn of_this_project(catalog: &str, errors: &str, inbox: InboxSpec) -> Result<Self> {
        Self::from_json(catalog, Some(errors), errors, inbox)
    }

    /// Reads a catalog. The table of errors is its member `errors`, or else the file `errors.json` beside it, or else
    /// one with texts that hold for every provider.
    pub fn read(catalog: &Path) -> Result<Self> {
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
        let errors = catalog.with_file_name("errors.json");
        let errors = errors.exists().then(|| read(&errors)).transpose()?;
        Self::from_json(&read(catalog)?, errors.as_deref(), ERRORS, InboxSpec::builtin()?)
            .with_context(|| catalog.display().to_string())
    }

    /// Reads the text of a catalog. Its table of errors is its member `errors`, or else one with texts that hold for every
    /// provider.
    pub fn parse(catalog: &str) -> Result<Self> {
        Self::from_json(catalog, None, ERRORS, InboxSpec::builtin()?)
    }

    /// `raised` is the table with every code that a runtime fails with.
    fn from_json(catalog: &str, errors: Option<&str>, raised: &str, inbox: InboxSpec) -> Result<Self> {
        let mut catalog = serde_json::from_str(catalog)?;
        complete(&mut catalog);
        let mut model: Self = serde_json::from_value(catalog)?;
        (model.inbox, model.wire) = (inbox.stores, inbox.wire);
        if let Some(errors) = errors.filter(|_| model.errors.is_empty()) {
            model.errors = serde_json::from_str::<Errors>(errors).context("errors.json")?.errors;
        }
        let raised = serde_json::from_str::<Errors>(raised).context("the table of all codes")?.errors;
        model.fill_errors(&raised);
        model.check_errors(&raised)?;
        for error in &mut model.errors {
            let own = raised.iter().find(|own| own.code == error.code);
            error.family = own.map(|own| own.family.clone()).unwrap_or_default();
        }
        model.check()?;
        model.resolve_type_names();
        Ok(model)
    }

    /// The fields that no sample of their event has, in a generation that has samples, as `event, generation: path`.
    #[must_use]
    pub fn fields_without_a_sample(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for event in &self.events {
            for (number, sample) in &event.samples {
                let form = self.generations.iter().find(|form| form.number.to_string() == *number);
                let body: Value = serde_json::from_str(sample).unwrap_or_default();
                let data = form.map_or(&Value::Null, |form| &body[&*form.data_member]);
                let paths = self.paths(&event.data, number);
                // Of a list the first item counts.
                let is_there = |path: &&Vec<&str>| {
                    path.iter().try_fold(data, |value, name| value.get(0).unwrap_or(value).get(name)).is_some()
                };
                let lacking = paths.iter().filter(|path| !is_there(path));
                missing.extend(
                    lacking.map(|path| format!("{}, generation {number}: {}", event.event_type, path.join("."))),
                );
            }
        }
        missing
    }

    /// The members of an object in a generation, and of those in it.
    fn paths<'a>(&'a self, object: &str, generation: &str) -> Vec<Vec<&'a str>> {
        let mut found = Vec::new();
        for field in self.object(object).into_iter().flat_map(|object| &object.fields) {
            let Some(name) = field.names.get(generation) else { continue };
            found.push(vec![&**name]);
            if let Some(FieldType::Object(inner)) = field.field_type.reference() {
                found.extend(self.paths(inner, generation).into_iter().map(|path| [&[&**name], &*path].concat()));
            }
        }
        found
    }

    pub(crate) fn object(&self, name: &str) -> Option<&ObjectSpec> {
        self.objects.iter().find(|object| object.name == name)
    }
}
