//! The catalog, from what a document and a profile say.

use super::{
    events::{Described, constant_at, member_at},
    names::{Names, brief, claim, pascal},
    profile::{Profile, Required},
    report::Untyped,
    request::{Request, limits, signatures, timestamp},
    share::Used,
    source::Place,
    types::{Enum, Object, Types, Union},
};
use crate::{
    model::FieldType,
    sample::{Shapes, around, put},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// An event whose data is read.
struct Read<'a> {
    event_type: String,
    described: Described<'a>,
    /// The number of the object that its data is.
    data: String,
    /// The data's path, with the values of members in place of their names.
    path: Vec<String>,
}

/// The catalog as JSON, which [`crate::Model`] reads.
pub(crate) fn catalog<'a>(
    types: &mut Types<'a>,
    profile: &Profile,
    events: Vec<(String, Described<'a>)>,
) -> Result<Value> {
    let request = Request::of(profile)?;
    let events = events.into_iter().map(|(event_type, described)| read(types, &request, event_type, described));
    let mut events = events.collect::<Result<Vec<_>>>()?;
    types.finish()?;
    let mut roots: Vec<_> = events.iter().map(|event| event.data.clone()).collect();
    let used = types.share(&mut roots);
    for (event, root) in events.iter_mut().zip(roots) {
        event.data = root;
    }
    let time = time(types, profile, &events)?;
    let bodies = events.iter().map(|event| body(types, profile, &request, event, time.as_deref()));
    let bodies = bodies.collect::<Result<Vec<_>>>()?;
    let named = Named::of(types, &used, &events);
    let all: Vec<_> = events.iter().zip(bodies).map(|(event, body)| named.event(event, &body)).collect();
    let mut catalog = about(types, profile, &request, time.as_deref())?;
    let is_advice = profile.schema.required == Required::Advice;
    let objects = used.objects.iter().map(|&at| named.object(&types.objects[at], at, is_advice));
    catalog["objects"] = objects.collect();
    catalog["enums"] = used.enums.iter().map(|&at| named.enumeration(&types.enums[at], at)).collect();
    catalog["unions"] = used.unions.iter().map(|&at| named.union(&types.unions[at], at)).collect();
    let mut seen = HashSet::new();
    let groups = all.iter().map(|event| event["group"].clone()).filter(|group| seen.insert(group.to_string()));
    catalog["groups"] = groups.collect();
    catalog["events"] = Value::Array(all);
    Ok(catalog)
}

/// What a catalog says of the provider and of its requests.
fn about(types: &Types, profile: &Profile, request: &Request, time: Option<&[String]>) -> Result<Value> {
    let about = About::of(types, profile);
    Ok(json!({
        "version": about.version,
        "provider": about.name,
        "slug": about.slug,
        "website": about.website,
        "headers": request.headers(profile, &format!("{}-Webhooks", pascal(&about.name)))?,
        "signatures": signatures(profile)?,
        "timestamp": timestamp(profile)?,
        "limits": limits(profile),
        "deduplication": {
            "window_ms": profile.deduplication.window.unwrap_or(86_400).saturating_mul(1000),
            "capacity": profile.deduplication.capacity.unwrap_or(100_000),
        },
        "delivery": delivery(profile),
        "time_pattern": own_time_pattern()?,
        "generations": [generation(request, time)],
        "envelope": request.envelope(profile, time)?,
        "required": if profile.schema.required == Required::Advice { "advice" } else { "strict" },
    }))
}

fn read<'a>(
    types: &mut Types<'a>,
    request: &Request,
    event_type: String,
    described: Described<'a>,
) -> Result<Read<'a>> {
    let names = Names { is_given: true, ..Names::given(&event_type) };
    let mut path = Vec::new();
    for piece in &request.data {
        let name = piece.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        path.push(match name {
            Some(name) => constant_at(types, &described.body, &[name.to_owned()])?.unwrap_or_default(),
            None => piece.clone(),
        });
    }
    let data = if let Some(parts) = member_at(types, &described.body, &path)? {
        types.data(&parts, &names)?
    } else {
        let untyped = Untyped::data(types.place(&described.body), "event.data leads to no member of this body");
        types.untyped.push(untyped);
        types.without_members(&names)
    };
    Ok(Read { event_type, described, data, path })
}

/// The members that lead to the time: the only ones that the profile names, or the first that a body has.
fn time<'a>(types: &mut Types<'a>, profile: &Profile, events: &[Read<'a>]) -> Result<Option<Vec<String>>> {
    if profile.event.time_format.as_deref() == Some("none") {
        return Ok(None);
    }
    let named = profile.event.time.all().iter().filter(|text| **text != "none").map(|text| super::source::path(text));
    let named = named.collect::<Result<Vec<_>>>().context("event.time")?;
    if let [only] = &named[..] {
        return Ok(Some(only.clone()));
    }
    for path in named {
        for event in events {
            if member_at(types, &event.described.body, &path)?.is_some() {
                return Ok(Some(path));
            }
        }
    }
    Ok(None)
}

/// A body of an event: the document's example, or one made of the types.
fn body<'a>(
    types: &mut Types<'a>,
    profile: &Profile,
    request: &Request,
    event: &Read<'a>,
    time: Option<&[String]>,
) -> Result<Value> {
    let data = FieldType::Object(event.data.clone());
    let example = event.described.example.clone().filter(|it| is_object_at(it, &event.path));
    let mut body = example.unwrap_or_else(|| {
        let mut body = json!({});
        put(&mut body, &event.path, types.sample(&data, 0));
        body
    });
    for piece in request.data.iter().zip(&event.path).filter(|(said, _)| said.starts_with('{')) {
        put(&mut body, &[piece.0.trim_matches(['{', '}']).to_owned()], json!(piece.1));
    }
    let is_one = request.types.len() == 1;
    for source in &request.types {
        let Place::Path(path) = &source.place else { continue };
        let constant =
            if is_one { Some(event.event_type.clone()) } else { constant_at(types, &event.described.body, path)? };
        if let Some(text) = constant {
            put(&mut body, path, json!(text));
        }
    }
    if let Some(Place::Path(path)) = request.id.as_ref().map(|id| &id.place) {
        put(&mut body, path, json!("evt_0123456789"));
    }
    let is_missing = |path: &&[String]| path.iter().try_fold(&body, |value, piece| value.get(piece)).is_none();
    if let Some(path) = time.filter(is_missing) {
        put(&mut body, path, sample_time(profile));
    }
    Ok(match &request.batch {
        Some(path) => around(json!([body]), path),
        None => body,
    })
}

fn is_object_at(example: &Value, path: &[String]) -> bool {
    path.iter().try_fold(example, |value, piece| value.get(piece)).is_some_and(Value::is_object)
}

fn sample_time(profile: &Profile) -> Value {
    match profile.event.time_format.as_deref() {
        Some("unix") => json!(1_767_323_045),
        Some("unix_ms") => json!(1_767_323_045_000_u64),
        _ => json!("2026-01-02T03:04:05Z"),
    }
}

/// What the provider is called.
struct About {
    name: String,
    slug: String,
    website: String,
    version: String,
}

impl About {
    fn of(types: &Types, profile: &Profile) -> Self {
        let root = types.documents.root().value;
        let said = |pointer: &str| root.pointer(pointer).and_then(Value::as_str);
        let title = profile.provider.name.as_deref().or(said("/info/title")).or(said("/title")).unwrap_or("Provider");
        let name: String = title.chars().filter(|it| it.is_alphanumeric() || " .-_".contains(*it)).take(60).collect();
        let name = name.trim().trim_end_matches(" API").trim().to_owned();
        let letters: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let is_slug = letters.starts_with(|it: char| it.is_ascii_alphabetic());
        let slug = profile.provider.slug.clone().unwrap_or(if is_slug { letters } else { "provider".into() });
        let sites = [said("/info/contact/url"), said("/externalDocs/url"), said("/servers/0/url")];
        let is_site = |it: &&str| {
            it.starts_with("https://") && it.chars().all(|it| it.is_ascii_alphanumeric() || "._~:/-".contains(it))
        };
        let site = sites.into_iter().flatten().find(is_site).map(str::to_owned);
        let website = profile.provider.website.clone().or(site).unwrap_or_else(|| format!("https://{slug}.example"));
        let version = profile.provider.version.clone().unwrap_or_else(|| "0.1.0".into());
        Self { name, slug, website, version }
    }
}

fn delivery(profile: &Profile) -> Value {
    let said = &profile.delivery;
    let retries = said.retries.clone().unwrap_or_else(|| vec![60, 300, 900]);
    json!({
        "response_timeout_ms": said.response_timeout.unwrap_or(10).saturating_mul(1000),
        "id_prefix": said.id_prefix.as_deref().unwrap_or(""),
        "max_concurrent": said.max_concurrent.unwrap_or(5),
        "default_retry_schedule": "default",
        "retry_schedules_ms": { "default": retries.iter().map(|it| it.saturating_mul(1000)).collect::<Vec<_>>() },
    })
}

/// Times are read in the same form from every provider.
fn own_time_pattern() -> Result<Value> {
    let own: Value = serde_json::from_str(include_str!("../../schema/catalog.json"))?;
    Ok(own["time_pattern"].clone())
}

fn generation(request: &Request, time: Option<&[String]>) -> Value {
    let last = |path: &[String]| path.last().cloned().unwrap_or_default();
    let kind = request.types.iter().find_map(|source| match &source.place {
        Place::Path(path) => Some(last(path)),
        Place::Header(_) => None,
    });
    json!({
        "number": 1,
        "type_member": kind.unwrap_or_default(),
        "time_member": time.map(last).unwrap_or_default(),
        "data_member": last(&request.data),
    })
}

/// The names of the types that stay.
struct Named {
    names: HashMap<FieldType, String>,
    events: HashMap<String, String>,
}

impl Named {
    fn of(types: &Types, used: &Used, events: &[Read]) -> Self {
        let all = used.objects.iter().map(|&at| (FieldType::Object(at.to_string()), &types.objects[at].names));
        let all = all.chain(used.unions.iter().map(|&at| (FieldType::Union(at.to_string()), &types.unions[at].names)));
        let all = all.chain(used.enums.iter().map(|&at| (FieldType::Enum(at.to_string()), &types.enums[at].names)));
        let (given, others): (Vec<_>, Vec<_>) = all.partition(|(_, names)| names.is_given);
        let mut taken = HashSet::new();
        let mut names = HashMap::new();
        for (field_type, wish) in given.into_iter().chain(others) {
            let is_shared = used.references.get(&field_type).is_some_and(|times| *times > 1);
            let wishes = if is_shared { [&*wish.short, &*wish.long] } else { [&*wish.long, &*wish.long] };
            names.insert(field_type, claim(&mut taken, &wishes));
        }
        let mut taken = HashSet::new();
        let events = events.iter().map(|it| (it.event_type.clone(), claim(&mut taken, &[&pascal(&it.event_type)])));
        Self { names, events: events.collect() }
    }

    fn renamed(&self, field_type: &FieldType) -> FieldType {
        let name = || self.names[field_type].clone();
        let inner = |inner: &FieldType| Box::new(self.renamed(inner));
        match field_type {
            FieldType::Object(_) => FieldType::Object(name()),
            FieldType::Enum(_) => FieldType::Enum(name()),
            FieldType::Union(_) => FieldType::Union(name()),
            FieldType::List(items) => FieldType::List(inner(items)),
            FieldType::Map(values) => FieldType::Map(inner(values)),
            FieldType::Nullable(it) => FieldType::Nullable(inner(it)),
            plain => plain.clone(),
        }
    }

    fn event(&self, event: &Read, body: &Value) -> Value {
        let kind = &event.event_type;
        let group = kind.split_once(['.', '/', ':']).map_or("events", |(before, _)| before);
        let title = brief(&event.described.title, 160);
        json!({
            "type": kind,
            "name": self.events[kind],
            "group": if group.is_empty() { "events" } else { group },
            "title": if title.is_empty() { kind.clone() } else { title },
            "data": self.names[&FieldType::Object(event.data.clone())],
            "documented_in_generations": [1],
            "samples": { "1": format!("{body:#}\n") },
        })
    }

    fn object(&self, object: &Object, at: usize, is_advice: bool) -> Value {
        let name = &self.names[&FieldType::Object(at.to_string())];
        let fields = object.fields.iter().map(|field| {
            json!({
                "name": field.name,
                "names": { "1": field.name },
                "type": self.renamed(&field.field_type),
                "doc": if field.doc.is_empty() { format!("The {}.", field.name) } else { field.doc.clone() },
                "optional": is_advice || !field.required,
                "nullable": field.nullable,
                "required": field.required,
            })
        });
        let fields: Vec<_> = fields.collect();
        json!({ "name": name, "doc": or_else(&object.doc, "An object."), "fields": fields })
    }

    fn enumeration(&self, choice: &Enum, at: usize) -> Value {
        let name = &self.names[&FieldType::Enum(at.to_string())];
        json!({ "name": name, "doc": or_else(&choice.doc, "One of some values."), "values": choice.values })
    }

    fn union(&self, union: &Union, at: usize) -> Value {
        let name = &self.names[&FieldType::Union(at.to_string())];
        let variants = union.variants.iter().map(|variant| {
            json!({ "name": variant.name, "type": self.renamed(&variant.field_type), "values": variant.values })
        });
        json!({
            "name": name,
            "doc": or_else(&union.doc, "One of several types."),
            "discriminator": union.discriminator,
            "variants": variants.collect::<Vec<_>>(),
        })
    }
}

fn or_else<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}
