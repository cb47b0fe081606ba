//! Schemas that hold together (`allOf`, `$ref` with members beside it) as one.

use super::document::{Documents, Node};
use anyhow::{Result, ensure};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    rc::Rc,
};

/// A schema that holds, or one without its alternatives (`oneOf`, `anyOf`), one of which is beside it then.
#[derive(Clone)]
pub(crate) struct Part<'a> {
    pub node: Node<'a>,
    pub is_plain: bool,
}

/// Schemas all of which hold.
pub(crate) type Parts<'a> = Vec<Part<'a>>;

/// Where parts stand, which tells whether they were read already.
pub(crate) type Key = Vec<(usize, Rc<str>, bool)>;

/// What several schemas say together.
#[derive(Default)]
pub(crate) struct Merged<'a> {
    pub doc: String,
    /// The types that all of them allow; `None` if none says one.
    pub types: Option<BTreeSet<&'a str>>,
    /// Whether one of them says `nullable: true`, as OpenAPI 3.0 has it.
    pub is_marked_nullable: bool,
    /// The values of `const` and `enum` that all of them allow.
    pub constants: Option<Vec<&'a Value>>,
    pub properties: BTreeMap<String, Parts<'a>>,
    pub required: HashSet<&'a str>,
    /// Schemas of members that have no name in the schema.
    pub additional: Parts<'a>,
    pub items: Parts<'a>,
    pub is_tuple: bool,
    /// Lists of alternatives, one of each of which holds as well.
    pub choices: Vec<Parts<'a>>,
    pub discriminator: Option<Node<'a>>,
    pub format: Option<&'a str>,
    pub example: Option<&'a Value>,
    /// Whether nothing fits.
    pub is_never: bool,
}

impl<'a> Part<'a> {
    pub(crate) fn of(node: Node<'a>) -> Self {
        Self { node, is_plain: false }
    }

    pub(crate) fn plain(&self) -> Self {
        Self { node: self.node.clone(), is_plain: true }
    }

    pub(crate) fn key(&self) -> (usize, Rc<str>, bool) {
        let (file, at) = self.node.key();
        (file, at, self.is_plain)
    }

    fn with(&self, node: Node<'a>) -> Self {
        Self { node, is_plain: self.is_plain }
    }
}

impl<'a> Merged<'a> {
    /// Reads the parts, and all that they are made of.
    pub(crate) fn of(documents: &'a Documents, parts: &[Part<'a>], steps: &mut usize) -> Result<Self> {
        let mut merged = Self::default();
        let mut seen = HashSet::new();
        let mut families = Vec::new();
        let mut open: Vec<_> = parts.iter().rev().cloned().map(|part| (part, false)).collect();
        while let Some((part, is_base)) = open.pop() {
            if !seen.insert(part.key()) {
                continue;
            }
            ensure!(*steps > 0, "{}: too many schemas in one another", documents.describe(&part.node));
            *steps -= 1;
            if let Some(reference) = part.node.reference() {
                open.push((part.with(documents.target(&part.node, reference)?), is_base));
            }
            let all = part.node.child("allOf").map(|all| all.children()).unwrap_or_default();
            let is_extended = is_base || all.len() > 1 || part.node.value.get("properties").is_some();
            open.extend(all.into_iter().rev().map(|(_, node)| (part.with(node), is_extended)));
            if !is_base && !part.is_plain {
                families.push(family(documents, &part.node));
            }
            merged.add(&part);
        }
        let is_member = |part: &Part| seen.iter().any(|(file, at, _)| (*file, at) == (part.node.file, &part.node.at));
        merged.choices.extend(families.into_iter().filter(|all| all.len() > 1 && !all.iter().any(is_member)));
        Ok(merged)
    }

    fn add(&mut self, part: &Part<'a>) {
        let node = &part.node;
        match node.value {
            Value::Bool(false) => self.is_never = true,
            Value::Object(_) => {}
            _ => return,
        }
        if self.doc.is_empty() {
            node.text("description").or(node.text("title")).unwrap_or_default().clone_into(&mut self.doc);
        }
        self.is_marked_nullable |= node.value.get("nullable") == Some(&Value::Bool(true));
        self.format = self.format.or(node.text("format"));
        self.example = self.example.or_else(|| example(node.value));
        self.discriminator = self.discriminator.take().or_else(|| node.child("discriminator"));
        self.add_types(node);
        self.add_constants(node);
        self.add_members(node);
        if !part.is_plain {
            let choices = ["oneOf", "anyOf"].into_iter().filter_map(|name| node.child(name));
            let choices = choices.map(|all| all.children().into_iter().map(|(_, node)| Part::of(node)).collect());
            self.choices.extend(choices.filter(|all: &Parts| !all.is_empty()));
        }
    }

    fn add_types(&mut self, node: &Node<'a>) {
        let mut types: BTreeSet<&str> = match node.value.get("type") {
            Some(Value::String(one)) => BTreeSet::from([&**one]),
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        if node.value.get("nullable") == Some(&Value::Bool(true)) {
            types.insert("null");
        }
        self.types = Some(match self.types.take() {
            None => types,
            Some(before) => {
                let mut both: BTreeSet<_> = before.intersection(&types).copied().collect();
                let has_integer = before.contains("integer") || types.contains("integer");
                if has_integer && (before.contains("number") || types.contains("number")) {
                    both.insert("integer");
                }
                both
            }
        });
    }

    fn add_constants(&mut self, node: &Node<'a>) {
        let constants: Vec<&Value> = match (node.value.get("const"), node.value.get("enum")) {
            (Some(constant), _) => vec![constant],
            (None, Some(Value::Array(values))) => values.iter().collect(),
            _ => return,
        };
        self.constants = Some(match self.constants.take() {
            None => constants,
            Some(before) => before.into_iter().filter(|it| constants.contains(it)).collect(),
        });
    }

    fn add_members(&mut self, node: &Node<'a>) {
        for (name, child) in node.child("properties").map(|all| all.children()).unwrap_or_default() {
            self.properties.entry(name).or_default().push(Part::of(child));
        }
        let required = node.value.get("required").and_then(Value::as_array);
        self.required.extend(required.into_iter().flatten().filter_map(Value::as_str));
        let additional = node.child("additionalProperties").filter(|it| it.value.is_object());
        self.additional.extend(additional.map(Part::of));
        let patterns = node.child("patternProperties").map(|all| all.children()).unwrap_or_default();
        self.additional.extend(patterns.into_iter().map(|(_, child)| Part::of(child)));
        match node.child("items") {
            Some(items) if !items.value.is_array() => self.items.push(Part::of(items)),
            Some(_) => self.is_tuple = true,
            None => {}
        }
        self.is_tuple |= node.value.get("prefixItems").is_some();
    }

    /// Whether the parts say so little that an alternative says all.
    pub(crate) fn is_bare(&self) -> bool {
        self.properties.is_empty() && self.constants.is_none() && self.items.is_empty() && self.additional.is_empty()
    }

    /// Whether null fits as well.
    pub(crate) fn is_nullable(&self) -> bool {
        let by_type = self.types.as_ref().is_some_and(|types| types.contains("null"));
        by_type || self.is_marked_nullable
    }
}

/// The schemas that extend one by `allOf`: those of its discriminator's mapping, where it lists no alternatives itself.
fn family<'a>(documents: &'a Documents, node: &Node<'a>) -> Parts<'a> {
    if ["oneOf", "anyOf"].into_iter().any(|name| node.value.get(name).is_some()) {
        return Vec::new();
    }
    let mapping = node.child("discriminator").and_then(|it| it.child("mapping"));
    let mut seen = HashSet::new();
    let targets = mapping.iter().flat_map(Node::children).filter_map(|(_, to)| documents.mapped(&to));
    targets.map(Part::of).filter(|part| seen.insert(part.key())).collect()
}

fn example(value: &Value) -> Option<&Value> {
    value.get("example").or_else(|| value.get("examples")?.get(0)).or_else(|| value.get("default"))
}
