//! Refusing a catalog that can't be generated from.

use crate::{
    model::{ErrorSpec, FieldType, Model, ObjectSpec, Required, UnionSpec},
    scheme::{Envelope, Form, Generation, Headers, Part, Scheme, Signature, Source, TimeFormat, TimestampSource},
};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{HashMap, HashSet};

impl Model {
    pub(crate) fn check(&self) -> Result<()> {
        self.check_names()?;
        ensure!(!self.generations.is_empty(), "there must be a generation of the body");
        ensure!(!self.events.is_empty(), "there must be an event");
        self.check_headers()?;
        unique("event type", self.events.iter().map(|event| &event.event_type))?;
        unique("event name", self.events.iter().map(|event| &event.name))?;
        let types = self.objects.iter().map(|object| &object.name).chain(self.enums.iter().map(|it| &it.name));
        unique("type", types.chain(self.unions.iter().map(|it| &it.name)))?;
        for event in &self.events {
            ensure!(self.object(&event.data).is_some(), "{}: there is no object {}", event.event_type, event.data);
            let today = self.generations[0].number.to_string();
            ensure!(
                self.envelope.is_some() || event.samples.contains_key(&today),
                "{}: there is no sample of generation {today}",
                event.event_type
            );
            ensure!(self.groups.contains(&event.group), "{}: there is no group {}", event.event_type, event.group);
        }
        let types = Types::of(self);
        self.objects.iter().try_for_each(|object| self.check_object(object, &types).context(object.name.clone()))?;
        self.unions.iter().try_for_each(|union| check_union(union, &types).context(union.name.clone()))?;
        self.signatures.iter().try_for_each(|signature| self.check_signature(signature))?;
        self.check_keys()?;
        self.envelope.as_ref().map_or(Ok(()), |envelope| self.check_envelope(envelope).context("envelope"))
    }

    /// A header that carries two things carries neither. The timestamp's may be absent.
    fn check_headers(&self) -> Result<()> {
        let Headers { delivery_id, delivery_id_aliases, event, timestamp, timestamp_aliases, .. } = &self.headers;
        let mut roles = vec![("delivery id", delivery_id), ("event", event), ("timestamp", timestamp)];
        roles.extend(delivery_id_aliases.iter().map(|name| ("delivery id", name)));
        roles.extend(timestamp_aliases.iter().map(|name| ("timestamp", name)));
        let signatures = self.signatures.iter().flat_map(|it| it.aliases.iter().chain([&it.header]));
        roles.extend(signatures.map(|name| ("signature", name)));
        let mut seen = HashMap::new();
        for (role, name) in roles.into_iter().filter(|(_, name)| !name.is_empty()) {
            let is_name = name.chars().all(|it| it.is_ascii_alphanumeric() || "-_.!#$%&'*+^`|~".contains(it));
            ensure!(is_name, "{name:?} is no name of a header");
            if let Some(other) = seen.insert(name.to_lowercase(), role).filter(|other| *other != role) {
                bail!("the header {name} can't carry the {other} and the {role}");
            }
        }
        Ok(())
    }

    fn check_signature(&self, signature: &Signature) -> Result<()> {
        let Signature { scheme, form, separator, pairs, signed_content, header, .. } = signature;
        ensure!(!header.is_empty(), "a signature needs a header");
        ensure!(*form == Form::Plain || !separator.is_empty(), "{header}: a list or pairs need a separator");
        ensure!((*form == Form::Pairs) == pairs.is_some(), "{header}: the form pairs needs the pairs' names");
        let is_signed = !signed_content.parts.is_empty();
        let is_signature = matches!(scheme, Scheme::Hmac | Scheme::Ed25519);
        ensure!(is_signed == is_signature, "{header}: signed_content belongs to all schemes but tokens");
        let from_pair = pairs.as_ref().is_some_and(|pairs| pairs.timestamp.is_some());
        let has_timestamp = match self.timestamp.from {
            TimestampSource::Header => !self.headers.timestamp.is_empty(),
            TimestampSource::Pair => from_pair,
            TimestampSource::None => false,
        };
        let is_timestamped = signed_content.has(&Part::Timestamp);
        ensure!(!is_timestamped || has_timestamp, "the timestamp is signed, but has no header");
        let has_id = !self.headers.delivery_id.is_empty();
        ensure!(!signed_content.has(&Part::DeliveryId) || has_id, "the delivery id is signed, but has no header");
        Ok(())
    }

    /// Who knows a public key could otherwise sign with it as the secret of an HMAC.
    fn check_keys(&self) -> Result<()> {
        ensure!(!self.signatures.is_empty(), "there must be a signature");
        let are_public = self.signatures.iter().filter(|it| it.scheme == Scheme::Ed25519).count();
        let is_one_kind = are_public == 0 || are_public == self.signatures.len();
        ensure!(is_one_kind, "ed25519 can't be an alternative to a scheme with secrets: its keys are public");
        Ok(())
    }

    fn check_envelope(&self, envelope: &Envelope) -> Result<()> {
        let sources = envelope.event_type.iter().chain(&envelope.id);
        for Source { header, path, .. } in sources {
            ensure!(header.is_some() != path.is_some(), "a source is a header or a path");
        }
        ensure!(!envelope.event_type.is_empty(), "the type has no source");
        ensure!(self.generations.len() == 1, "with an envelope there is one generation");
        let field = envelope.content.strip_prefix("form:").unwrap_or("x");
        let is_name = !field.is_empty() && field.chars().all(|it| it.is_ascii_alphanumeric() || "_-.".contains(it));
        let is_known = envelope.content == "json" || envelope.content.starts_with("form:");
        ensure!(is_known && is_name, "the content is \"json\" or \"form:\" and the name of a field");
        let has_time = envelope.time.is_some() == (envelope.time_format != TimeFormat::None);
        ensure!(has_time, "a time has a format, and a format a time");
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
        let variants = self.unions.iter().flat_map(|it| it.variants.iter().map(|it| &it.name).chain([&it.name]));
        let names = names.chain(variants);
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
    pub(crate) fn check_errors(&self, raised: &[ErrorSpec]) -> Result<()> {
        unique("error code", self.errors.iter().map(|error| &error.code))?;
        let lacking = without(raised, &self.errors);
        ensure!(lacking.is_empty(), "the table of errors lacks {lacking}");
        let unused = without(&self.errors, raised);
        ensure!(unused.is_empty(), "the table of errors has codes that nothing raises: {unused}");
        Ok(())
    }

    fn check_object(&self, object: &ObjectSpec, types: &Types) -> Result<()> {
        unique("field", object.fields.iter().map(|field| &field.name))?;
        for Generation { number, .. } in &self.generations {
            unique("member", object.fields.iter().filter_map(|field| field.names.get(&number.to_string())))?;
        }
        for field in &object.fields {
            let is_everywhere = self.generations.iter().all(|it| field.names.contains_key(&it.number.to_string()));
            let has_default = field.optional || field.field_type == FieldType::Boolean;
            ensure!(is_everywhere || has_default, "{}: required in some generations, absent in others", field.name);
            let may_lack = self.required == Required::Strict || field.optional;
            ensure!(may_lack, "{}: where required is advice, every field is optional", field.name);
            types.check(&field.field_type)?;
        }
        Ok(())
    }
}

/// The names of a catalog's types.
struct Types<'a> {
    objects: HashSet<&'a str>,
    enums: HashSet<&'a str>,
    unions: HashSet<&'a str>,
}

impl<'a> Types<'a> {
    fn of(model: &'a Model) -> Self {
        Self {
            objects: model.objects.iter().map(|it| &*it.name).collect(),
            enums: model.enums.iter().map(|it| &*it.name).collect(),
            unions: model.unions.iter().map(|it| &*it.name).collect(),
        }
    }

    /// Whether what a field refers to is there.
    fn check(&self, field_type: &FieldType) -> Result<()> {
        let is_nullable = matches!(field_type, FieldType::Nullable(_));
        ensure!(!is_nullable, "a field says itself whether it may be null");
        match field_type.reference() {
            Some(FieldType::Object(name)) if !self.objects.contains(&**name) => bail!("there is no object {name}"),
            Some(FieldType::Enum(name)) if !self.enums.contains(&**name) => bail!("there is no enumeration {name}"),
            Some(FieldType::Union(name)) if !self.unions.contains(&**name) => bail!("there is no union {name}"),
            _ => Ok(()),
        }
    }
}

fn check_union(union: &UnionSpec, types: &Types) -> Result<()> {
    ensure!(!union.variants.is_empty(), "a union needs a variant");
    unique("variant", union.variants.iter().map(|it| &it.name))?;
    unique("value", union.variants.iter().flat_map(|it| &it.values))?;
    for variant in &union.variants {
        types.check(&variant.field_type)?;
        let has_values = union.discriminator.is_some() != variant.values.is_empty();
        ensure!(has_values, "{}: a variant has values if the union has a discriminator", variant.name);
    }
    Ok(())
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
