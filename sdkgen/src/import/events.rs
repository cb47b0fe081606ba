//! The events of a document: OpenAPI's webhooks, or the alternatives of a JSON Schema.

use super::{
    document::{Documents, Node},
    merged::{Part, Parts},
    pattern::matches,
    pointer,
    profile::{Kind, Match, Profile},
    types::{Types, is_reference_alone},
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Where OpenAPI documents have webhooks.
const WEBHOOKS: &[&str] = &["webhooks", "x-webhooks"];
/// How long a reference may lead to references.
const MAX_HOPS: usize = 100;
/// How many types one schema may have by the values of several members.
const MAX_COMBINATIONS: usize = 2000;
const METHODS: &[&str] = &["post", "put", "patch", "get", "delete"];

/// An event as a document describes it.
#[derive(Clone)]
pub(crate) struct Described<'a> {
    /// What the document calls it: the key among the webhooks, or the name of the schema.
    pub key: String,
    pub operation_id: Option<String>,
    /// The types that a discriminator's mapping has for it.
    pub told: Vec<String>,
    pub title: String,
    /// The schema of the body.
    pub body: Parts<'a>,
    /// A body, if the document has one.
    pub example: Option<Value>,
    /// Where it stands.
    pub at: String,
}

/// The events, in the document's order of keys.
pub(crate) fn described<'a>(types: &mut Types<'a>, profile: &Profile) -> Result<Vec<Described<'a>>> {
    let documents = types.documents;
    let root = documents.root();
    let is_openapi = root.value.get("openapi").is_some() || WEBHOOKS.iter().any(|name| root.value.get(name).is_some());
    let kind = profile.schema.kind.unwrap_or(if is_openapi { Kind::Openapi } else { Kind::JsonSchema });
    let all = match kind {
        Kind::Openapi => {
            let one = |event: Described<'a>| Ok(Described { body: item(types, profile, event.body)?, ..event });
            let all = webhooks(documents)?.into_iter().map(one).collect::<Result<Vec<_>>>()?;
            let all = all.into_iter().map(|event| told_apart(types, profile, event));
            all.collect::<Result<Vec<_>>>()?.concat()
        }
        Kind::JsonSchema => alternatives(types, profile)?,
    };
    ensure!(!all.is_empty(), "the document describes no event");
    Ok(all)
}

fn webhooks(documents: &Documents) -> Result<Vec<Described<'_>>> {
    let root = documents.root();
    let mut found: Vec<Described> = Vec::new();
    for section in WEBHOOKS.iter().filter_map(|name| root.child(name)) {
        for (key, item) in section.children() {
            // A document for old readers and new ones has the same webhooks in both places.
            if found.iter().all(|there| there.key != key) {
                found.push(webhook(documents, key, item)?);
            }
        }
    }
    ensure!(!found.is_empty(), "the document has neither webhooks nor x-webhooks");
    Ok(found)
}

fn webhook<'a>(documents: &'a Documents, key: String, item: Node<'a>) -> Result<Described<'a>> {
    let item = followed(documents, item)?;
    let at = documents.describe(&item);
    let operation = METHODS
        .iter()
        .find_map(|method| item.child(method))
        .with_context(|| format!("{at}: the webhook {key} has no operation: leave it out with exclude = [{key:?}]"))?;
    let body = operation.child("requestBody").map(|body| followed(documents, body)).transpose()?;
    let content = body.as_ref().and_then(|body| body.child("content"));
    let media = content.iter().flat_map(Node::children).find(|(name, _)| name.contains("json") || name == "*/*");
    let media = media.or_else(|| content.iter().flat_map(Node::children).find(|(name, _)| name.contains("form")));
    let schema = media.as_ref().and_then(|(_, media)| media.child("schema"));
    let schema = schema.with_context(|| {
        format!("{at}: the webhook {key} has no body in JSON: leave it out with exclude = [{key:?}]")
    })?;
    let media = media.map(|(_, media)| media);
    let title = operation.text("summary").or(operation.text("description")).unwrap_or_default();
    let described = operation.text("description").filter(|_| title.len() > 80);
    Ok(Described {
        operation_id: operation.text("operationId").map(str::to_owned),
        told: Vec::new(),
        title: described.unwrap_or(title).to_owned(),
        body: vec![Part::of(schema)],
        example: media.as_ref().and_then(example),
        at,
        key,
    })
}

fn example(media: &Node) -> Option<Value> {
    let named = || media.child("examples")?.children().into_iter().find_map(|(_, it)| it.value.get("value").cloned());
    media.value.get("example").cloned().or_else(named)
}

/// The node itself, or what it refers to.
fn followed<'a>(documents: &'a Documents, mut node: Node<'a>) -> Result<Node<'a>> {
    for _ in 0..MAX_HOPS {
        let Some(reference) = node.reference() else { return Ok(node) };
        node = documents.target(&node, reference)?;
    }
    bail!("{}: the reference leads to itself", documents.describe(&node))
}

/// The alternatives of a schema, and those within them as far as they are events of their own.
fn alternatives<'a>(types: &mut Types<'a>, profile: &Profile) -> Result<Vec<Described<'a>>> {
    let start = types.documents.at(profile.schema.root.as_deref().unwrap_or_default())?;
    let start = item(types, profile, vec![Part::of(start)])?;
    let (mut found, mut open, mut seen) = (Vec::new(), vec![(start, Vec::new())], HashSet::new());
    while let Some((body, told)) = open.pop() {
        if !seen.insert(body.iter().map(Part::key).collect::<Vec<_>>()) {
            continue;
        }
        let merged = types.merged(&body)?;
        let inner = types.choice(&merged, &body).map(|choice| choice.alternatives).unwrap_or_default();
        let is_root = seen.len() == 1;
        if !inner.is_empty() && (is_root || are_events(types, profile, &inner)?) {
            let told = types.told(&merged, &inner, type_member(profile).unwrap_or_default());
            open.extend(inner.into_iter().zip(told).rev());
        } else {
            found.push(Described { told, ..alternative(types.documents, merged.doc, body)? });
        }
    }
    Ok(found)
}

/// Whether alternatives have names, or constants that tell them: others are forms of one event.
fn are_events<'a>(types: &mut Types<'a>, profile: &Profile, all: &[Parts<'a>]) -> Result<bool> {
    if all.iter().all(|parts| parts.last().is_some_and(|part| part.node.reference().is_some())) {
        return Ok(true);
    }
    are_told_apart(types, profile, all)
}

/// Whether each has a constant of its own for its type.
fn are_told_apart<'a>(types: &mut Types<'a>, profile: &Profile, all: &[Parts<'a>]) -> Result<bool> {
    let mut constants = HashSet::new();
    for parts in all {
        let is_told = constant(types, profile, parts)?.is_some_and(|it| constants.insert(it));
        if !is_told {
            return Ok(false);
        }
    }
    Ok(profile.event.matched_by.all().contains(&Match::Const))
}

/// The events of a webhook whose body is one of several, each of which says its type; the webhook itself otherwise.
fn told_apart<'a>(types: &mut Types<'a>, profile: &Profile, event: Described<'a>) -> Result<Vec<Described<'a>>> {
    let (all, _) = types.flat_alternatives(&event.body)?;
    let merged = types.merged(&event.body)?;
    let told = types.told(&merged, &all, type_member(profile).unwrap_or_default());
    let are_all_told = told.iter().all(|values| !values.is_empty());
    if all.len() < 2 || !(are_all_told || are_told_apart(types, profile, &all)?) {
        return Ok(vec![event]);
    }
    let one = |(body, told): (Parts<'a>, Vec<String>)| {
        let title = types.merged(&body)?.doc;
        Ok(Described { told, ..alternative(types.documents, title, body)? })
    };
    all.into_iter().zip(told).map(one).collect()
}

/// The member of the body that alone says the type, if there is one.
fn type_member(profile: &Profile) -> Option<&str> {
    let [source] = profile.event.types.all() else { return None };
    source.strip_prefix('/').filter(|member| !member.contains(['/', '~', '?']))
}

/// The schema of one event, where a body is a list of several.
fn item<'a>(types: &mut Types<'a>, profile: &Profile, body: Parts<'a>) -> Result<Parts<'a>> {
    let Some(pieces) = profile.request.batch.as_deref().and_then(pointer::pieces) else { return Ok(body) };
    let Some(list) = member_at(types, &body, &pieces)? else { return Ok(body) };
    let items = types.merged(&list)?.items;
    Ok(if items.is_empty() { body } else { items })
}

fn alternative<'a>(documents: &'a Documents, title: String, body: Parts<'a>) -> Result<Described<'a>> {
    let part = body.last().context("a schema without a place")?;
    let mut node = part.node.clone();
    for _ in 0..MAX_HOPS {
        let Some(reference) = node.reference().filter(|_| is_reference_alone(node.value)) else { break };
        node = documents.target(&node, reference)?;
    }
    Ok(Described {
        key: documents.name(&node),
        operation_id: None,
        told: Vec::new(),
        example: node.value.pointer("/examples/0").cloned(),
        at: documents.describe(&node),
        title,
        body,
    })
}

/// The types of the events, each with what describes it; without those that are not wanted.
pub(crate) fn typed<'a>(
    types: &mut Types<'a>,
    profile: &Profile,
    all: Vec<Described<'a>>,
) -> Result<Vec<(String, Described<'a>)>> {
    let mut found: Vec<(String, Described)> = Vec::new();
    let mut seen: HashMap<String, String> = HashMap::new();
    for event in all {
        for event_type in event_types(types, profile, &event)? {
            if !is_wanted(profile, &event_type, &event.key) {
                continue;
            }
            if let Some(other) = seen.insert(event_type.clone(), event.at.clone()) {
                bail!("{other} and {} are both the event {event_type:?}: {TELL}", event.at);
            }
            found.push((event_type, event.clone()));
        }
    }
    ensure!(!found.is_empty(), "include and exclude leave no event");
    Ok(found)
}

const TELL: &str =
    "say in event.match what tells events (\"const\", \"key\" or \"operationId\"), or leave one out with exclude";

fn is_wanted(profile: &Profile, event_type: &str, key: &str) -> bool {
    let any = |patterns: &[String]| patterns.iter().any(|it| matches(it, event_type) || matches(it, key));
    (profile.schema.include.is_empty() || any(&profile.schema.include)) && !any(&profile.schema.exclude)
}

/// The types that an event may have: one as a rule, several where a body says so and nothing else does.
fn event_types<'a>(types: &mut Types<'a>, profile: &Profile, event: &Described<'a>) -> Result<Vec<String>> {
    let several = if event.told.is_empty() { enumerated(types, profile, &event.body)? } else { event.told.clone() };
    for by in profile.event.matched_by.all() {
        let found = match by {
            Match::Const if event.told.len() == 1 => event.told.first().cloned(),
            Match::Const => constant(types, profile, &event.body)?,
            Match::Key => Some(rename(&event.key, profile)),
            Match::OperationId => event.operation_id.as_deref().map(|it| rename(it, profile)),
        };
        let is_one_of_them = |it: &String| several.is_empty() || several.contains(it);
        if let Some(found) = found.filter(|it| !it.is_empty() && is_one_of_them(it)) {
            return Ok(vec![found]);
        }
    }
    ensure!(!several.is_empty(), "{}: nothing tells the type of the event {:?}: {TELL}", event.at, event.key);
    Ok(several)
}

/// The types by the values of the members that say them, joined as a body's are, where there are several.
fn enumerated<'a>(types: &mut Types<'a>, profile: &Profile, body: &Parts<'a>) -> Result<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for source in profile.event.types.all() {
        let (path, is_optional) = source.strip_suffix('?').map_or((&**source, false), |path| (path, true));
        let Some(pieces) = pointer::pieces(path).filter(|_| path.starts_with('/')) else { return Ok(Vec::new()) };
        let member = member_at(types, body, &pieces)?;
        let values = member.map(|parts| types.merged(&parts)).transpose()?.and_then(|it| it.constants);
        let texts: Vec<_> = values.iter().flatten().filter_map(|it| it.as_str()).collect();
        if texts.is_empty() && !is_optional {
            return Ok(Vec::new());
        }
        if !texts.is_empty() {
            let with = |before: &Vec<String>, text: &str| [&before[..], &[text.to_owned()]].concat();
            all = all.iter().flat_map(|before| texts.iter().map(move |text| with(before, text))).collect();
            ensure!(all.len() <= MAX_COMBINATIONS, "the type has more than {MAX_COMBINATIONS} values: {TELL}");
        }
    }
    let joined = |words: &Vec<String>| words.join(&profile.event.join);
    Ok(if all.len() > 1 { all.iter().map(joined).collect() } else { Vec::new() })
}

/// The constants of the members that the type is read from, joined as a body's are.
fn constant<'a>(types: &mut Types<'a>, profile: &Profile, body: &Parts<'a>) -> Result<Option<String>> {
    let mut found = Vec::new();
    for source in profile.event.types.all() {
        let (path, is_optional) = source.strip_suffix('?').map_or((&**source, false), |path| (path, true));
        let text = match pointer::pieces(path).filter(|_| path.starts_with('/')) {
            Some(pieces) => constant_at(types, body, &pieces)?,
            None => return Ok(None),
        };
        match text {
            Some(text) => found.push(text),
            None if is_optional => {}
            None => return Ok(None),
        }
    }
    Ok(Some(found.join(&profile.event.join)))
}

/// The one text that a member of a body can be.
pub(crate) fn constant_at<'a>(types: &mut Types<'a>, body: &Parts<'a>, pieces: &[String]) -> Result<Option<String>> {
    let Some(parts) = member_at(types, body, pieces)? else { return Ok(None) };
    let constants = types.merged(&parts)?.constants.unwrap_or_default();
    Ok(if let [Value::String(text)] = constants[..] { Some(text.clone()) } else { None })
}

/// The schemas of a member of a body.
pub(crate) fn member_at<'a>(types: &mut Types<'a>, body: &Parts<'a>, pieces: &[String]) -> Result<Option<Parts<'a>>> {
    let mut parts: Parts = body.clone();
    for piece in pieces {
        match types.merged(&parts)?.properties.remove(piece) {
            Some(member) => parts = member,
            None => return Ok(None),
        }
    }
    Ok(Some(parts))
}

/// The longest words first, so that one within another is not taken for it.
fn rename(name: &str, profile: &Profile) -> String {
    let mut words: Vec<_> = profile.event.rename.iter().filter(|(from, _)| !from.is_empty()).collect();
    words.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    let (mut renamed, mut rest) = (String::new(), name);
    while let Some(first) = rest.chars().next() {
        if let Some((from, to)) = words.iter().find(|(from, _)| rest.starts_with(&***from)) {
            renamed.push_str(to);
            rest = &rest[from.len()..];
        } else {
            renamed.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    renamed
}
