//! Reading a catalog, and refusing one that can't be generated from.

use crate::{
    inbox::StoreSql,
    model::{ErrorSpec, FieldType, Generation, Headers, Model, ObjectSpec, Part},
};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

/// This project's own table of errors: its codes are those that runtimes fail with.
const ERRORS: &str = include_str!("../schema/errors.json");

#[derive(Deserialize)]
struct Errors {
    errors: Vec<ErrorSpec>,
}

impl Model {
    /// The model of this project's own provider, as of the version at hand.
    pub fn builtin() -> Result<Self> {
        Self::of_this_project(include_str!("../schema/catalog.json"), ERRORS, StoreSql::builtin()?)
            .context("the built-in catalog")
    }

    /// The model of this project's own provider, whose table of errors is that of all runtimes, as is the inbox's SQL.
    pub fn of_this_project(catalog: &str, errors: &str, inbox: Vec<StoreSql>) -> Result<Self> {
        Self::from_json(catalog, Some(errors), errors, inbox)
    }

    /// Reads a catalog. The table of errors is its member `errors`, or else the file `errors.json` beside it.
    pub fn read(catalog: &Path) -> Result<Self> {
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
        let errors = catalog.with_file_name("errors.json");
        let errors = errors.exists().then(|| read(&errors)).transpose()?;
        Self::from_json(&read(catalog)?, errors.as_deref(), ERRORS, StoreSql::builtin()?)
            .with_context(|| catalog.display().to_string())
    }

    /// `raised` is the table with every code that a runtime fails with.
    fn from_json(catalog: &str, errors: Option<&str>, raised: &str, inbox: Vec<StoreSql>) -> Result<Self> {
        let mut model: Self = serde_json::from_str(catalog)?;
        model.inbox = inbox;
        if let Some(errors) = errors.filter(|_| model.errors.is_empty()) {
            model.errors = serde_json::from_str::<Errors>(errors).context("errors.json")?.errors;
        }
        let raised = serde_json::from_str::<Errors>(raised).context("the table of all codes")?.errors;
        model.check_errors(&raised)?;
        for error in &mut model.errors {
            let own = raised.iter().find(|own| own.code == error.code);
            error.family = own.map(|own| own.family.clone()).unwrap_or_default();
        }
        model.check()?;
        model.resolve_type_names();
        Ok(model)
    }

    fn check(&self) -> Result<()> {
        self.check_names()?;
        ensure!(!self.generations.is_empty(), "there must be a generation of the body");
        ensure!(!self.events.is_empty(), "there must be an event");
        self.check_headers()?;
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

    /// A header that carries two things carries neither. The timestamp's may be absent.
    fn check_headers(&self) -> Result<()> {
        let Headers { delivery_id, event, signature, timestamp, .. } = &self.headers;
        let roles =
            [("delivery id", delivery_id), ("event", event), ("signature", signature), ("timestamp", timestamp)];
        let mut seen = HashMap::new();
        for (role, name) in roles.into_iter().filter(|(_, name)| !name.is_empty()) {
            if let Some(other) = seen.insert(name.to_lowercase(), role) {
                bail!("the header {name} can't carry the {other} and the {role}");
            }
        }
        Ok(())
    }

    /// What is printed as it is: names of the catalog's own, which become identifiers and parts of texts.
    fn check_names(&self) -> Result<()> {
        let is_identifier = |it: char| it.is_ascii_alphanumeric();
        let all = |what: &str, text: &str, is_part: fn(char) -> bool| {
            let fits = !text.is_empty() && text.len() <= 300 && text.chars().all(is_part);
            ensure!(fits, "{what}: {text:?} holds what a name can't");
            Ok(())
        };
        all("provider", &self.provider, |it| it.is_alphanumeric() || " .-_".contains(it))?;
        all("slug", &self.slug, |it| it.is_ascii_lowercase() || it.is_ascii_digit())?;
        all("version", &self.version, |it| it.is_ascii_alphanumeric() || ".+-".contains(it))?;
        all("website", &self.website, |it| it.is_ascii_alphanumeric() || "._~:/?#@%&=+-".contains(it))?;
        all("time_pattern", &self.time_pattern, |it| it.is_ascii_alphanumeric() || "^$.|?*+-:,()[]{}\\!".contains(it))?;
        let names = self.events.iter().flat_map(|event| [&event.name, &event.data]);
        let names = names.chain(self.objects.iter().map(|it| &it.name)).chain(self.enums.iter().map(|it| &it.name));
        for name in names.chain([&self.slug]) {
            let begins = name.starts_with(|it: char| it.is_ascii_alphabetic());
            ensure!(begins && name.chars().all(is_identifier), "{name:?} must be letters and digits, a letter first");
        }
        for error in &self.errors {
            all("error code", &error.code, |it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')?;
        }
        Ok(())
    }

    /// Every code that a runtime fails with has a row, and no other has.
    fn check_errors(&self, raised: &[ErrorSpec]) -> Result<()> {
        unique("error code", self.errors.iter().map(|error| &error.code))?;
        let lacking = without(raised, &self.errors);
        ensure!(lacking.is_empty(), "the table of errors lacks {lacking}");
        let unused = without(&self.errors, raised);
        ensure!(unused.is_empty(), "the table of errors has codes that nothing raises: {unused}");
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

    fn object(&self, name: &str) -> Option<&ObjectSpec> {
        self.objects.iter().find(|object| object.name == name)
    }
}

/// The codes of some errors that others do not have.
fn without(some: &[ErrorSpec], others: &[ErrorSpec]) -> String {
    let lacking = some.iter().filter(|error| others.iter().all(|other| other.code != error.code));
    lacking.map(|error| error.code.as_str()).collect::<Vec<_>>().join(", ")
}

fn unique<'a, T: AsRef<str> + ?Sized + 'a>(what: &str, names: impl Iterator<Item = &'a T>) -> Result<()> {
    let mut seen = HashSet::new();
    for name in names.map(AsRef::as_ref) {
        ensure!(seen.insert(name), "the {what} {name} is there twice");
    }
    Ok(())
}
