//! Alternatives (`oneOf`, `anyOf`, several types): one of them, or what all of them are.

use super::{
    document::Node,
    merged::{Key, Merged, Part, Parts},
    names::{Names, claim, pascal},
    pointer,
    types::{Typed, Types, Union, Variant},
};
use crate::model::FieldType;
use anyhow::{Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// What only restricts a schema, and says of no type.
const RESTRICTIONS: &[&str] = &["required", "not", "description", "title", "dependentRequired", "minProperties", "if"];

/// How many alternatives one schema may have, those within them included.
const MAX_ALTERNATIVES: usize = 4000;

/// One of the types that a value may have.
pub(crate) struct Alternative {
    name: String,
    typed: Typed,
    /// The values of the discriminator that stand for it.
    values: Vec<String>,
}

/// The member that tells alternatives, and its values for each.
struct Discriminator {
    member: String,
    values: Vec<Vec<String>>,
}

impl Alternative {
    pub(crate) fn of(name: &str, typed: Typed) -> Self {
        Self { name: pascal(name), typed, values: Vec::new() }
    }
}

impl<'a> Types<'a> {
    /// The type of schemas with alternatives.
    pub(crate) fn of_choice(
        &mut self,
        merged: Merged<'a>,
        parts: &Parts<'a>,
        names: &Names,
        depth: usize,
        key: &Key,
    ) -> Result<Typed> {
        let (all, is_nullable) = self.flat_alternatives(parts)?;
        if all.is_empty() {
            return Ok(Typed { nullable: is_nullable, ..Typed::of(FieldType::Any) });
        }
        if let [only] = &all[..] {
            let is_itself = only.iter().map(Part::key).eq(parts.iter().map(Part::key));
            let typed = if is_itself {
                self.of_merged(merged, parts, names, depth, key)?
            } else {
                self.type_of(only.clone(), names, depth + 1)?
            };
            return Ok(Typed { nullable: typed.nullable || is_nullable, ..typed });
        }
        // A list or a map of it within it refers to this number.
        let union = self.unions.len();
        let variant = Variant { name: "Value".into(), field_type: FieldType::Any, values: Vec::new() };
        let variants = vec![variant];
        self.unions.push(Union { names: names.clone(), doc: String::new(), discriminator: None, variants });
        self.remember(key, Typed { nullable: is_nullable, ..Typed::of(FieldType::Union(union.to_string())) });
        let discriminator = self.discriminator(&merged, &all)?;
        let mut alternatives = self.read_alternatives(all, names, depth)?;
        for (alternative, values) in alternatives.iter_mut().zip(discriminator.iter().flat_map(|it| &it.values)) {
            alternative.values.clone_from(values);
        }
        let member = discriminator.map(|found| found.member);
        let typed = self.union_as(Some(union), alternatives, names, &merged.doc, member);
        Ok(Typed { nullable: typed.nullable || is_nullable, ..typed })
    }

    fn read_alternatives(&mut self, all: Vec<Parts<'a>>, names: &Names, depth: usize) -> Result<Vec<Alternative>> {
        let mut read = Vec::new();
        for (at, parts) in all.into_iter().enumerate() {
            let given = parts.last().and_then(|part| given_name(&part.node));
            let own = given.as_ref().map_or_else(|| names.member(&format!("option{}", at + 1)), |it| Names::given(it));
            let typed = self.type_of(parts, &own, depth + 1)?;
            let name = given.unwrap_or_else(|| kind(&typed.field_type).to_owned());
            read.push(Alternative::of(&name, typed));
        }
        Ok(read)
    }

    /// The type of a member that has one schema or another.
    pub(crate) fn one_of(&mut self, mut all: Vec<Parts<'a>>, names: &Names) -> Result<Typed> {
        if all.len() == 1 {
            return self.type_of(all.remove(0), names, 0);
        }
        let alternatives = self.read_alternatives(all, names, 0)?;
        Ok(self.union(alternatives, names, "", None))
    }

    /// One of some types, or what all of them are.
    pub(crate) fn union(&mut self, all: Vec<Alternative>, names: &Names, doc: &str, member: Option<String>) -> Typed {
        self.union_as(None, all, names, doc, member)
    }

    /// The same; `number` is that of the union that refers to itself.
    fn union_as(
        &mut self,
        number: Option<usize>,
        all: Vec<Alternative>,
        names: &Names,
        doc: &str,
        member: Option<String>,
    ) -> Typed {
        let nullable = all.iter().any(|alternative| alternative.typed.nullable);
        let all = self.joined_texts(all, names, doc);
        let all = joined_numbers(distinct(all));
        if all.iter().any(|it| it.typed.field_type == FieldType::Any) {
            return Typed { nullable, ..Typed::of(FieldType::Any) };
        }
        if let [one] = &all[..] {
            return Typed { nullable, ..one.typed.clone() };
        }
        let is_told = member.is_some() && all.iter().all(|it| !it.values.is_empty());
        let mut taken = HashSet::new();
        let variants = all.into_iter().map(|it| Variant {
            name: claim(&mut taken, &[&it.name]),
            field_type: it.typed.field_type,
            values: if is_told { it.values } else { Vec::new() },
        });
        let union = Union {
            names: names.clone(),
            doc: super::names::brief(doc, 400),
            discriminator: member.filter(|_| is_told),
            variants: variants.collect(),
        };
        let number = number.unwrap_or(self.unions.len());
        if number == self.unions.len() {
            self.unions.push(union);
        } else {
            self.unions[number] = union;
        }
        Typed { nullable, ..Typed::of(FieldType::Union(number.to_string())) }
    }

    /// Texts are told from one another by nothing: an enumeration of all values, or text.
    fn joined_texts(&mut self, all: Vec<Alternative>, names: &Names, doc: &str) -> Vec<Alternative> {
        let is_text =
            |it: &Alternative| matches!(it.typed.field_type, FieldType::String | FieldType::Time | FieldType::Enum(_));
        if all.iter().filter(|it| is_text(it)).count() < 2 {
            return all;
        }
        let (texts, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_text);
        let enumerated = |it: &Alternative| match &it.typed.field_type {
            FieldType::Enum(number) => self.enums[number.parse::<usize>().ok()?].values.clone().into(),
            _ => None,
        };
        let values: Option<Vec<Vec<String>>> = texts.iter().map(enumerated).collect();
        let joined = match values {
            Some(values) => self.enumeration(values.concat(), names, doc),
            None if texts.iter().all(|it| it.typed.field_type == FieldType::Time) => FieldType::Time,
            None => FieldType::String,
        };
        let example = texts.into_iter().find_map(|it| it.typed.example);
        let joined = Alternative::of("Text", Typed { example, ..Typed::of(joined) });
        std::iter::once(joined).chain(others).collect()
    }

    /// The alternatives that say of types, each with what holds beside it.
    pub(crate) fn choice(&self, merged: &Merged<'a>, parts: &Parts<'a>) -> Option<Choice<'a>> {
        let list = merged.choices.iter().find(|list| !list.iter().all(|part| only_restricts(part.node.value)))?;
        let (nulls, others): (Vec<_>, Vec<_>) = list.iter().cloned().partition(|part| self.is_null(&part.node));
        let mut seen = HashSet::new();
        let is_new = |part: &Part| seen.insert(part.key());
        let around: Parts =
            if merged.is_bare() { Vec::new() } else { parts.iter().map(Part::plain).filter(is_new).collect() };
        let alternatives = others.into_iter().map(|part| around.iter().cloned().chain([part]).collect()).collect();
        let excludes_null = merged.types.as_ref().is_some_and(|types| !types.contains("null"));
        Some(Choice { alternatives, is_nullable: !nulls.is_empty() && !excludes_null })
    }

    /// The alternatives within the alternatives, down to those that have none, and whether one of them is null.
    pub(crate) fn flat_alternatives(&mut self, parts: &Parts<'a>) -> Result<(Vec<Parts<'a>>, bool)> {
        let (mut flat, mut open, mut seen) = (Vec::new(), vec![parts.clone()], HashSet::new());
        let mut is_nullable = false;
        while let Some(parts) = open.pop() {
            if !seen.insert(parts.iter().map(Part::key).collect::<Key>()) {
                continue;
            }
            ensure!(
                seen.len() < MAX_ALTERNATIVES,
                "{}: more than {MAX_ALTERNATIVES} alternatives in one another",
                self.place(&parts)
            );
            let merged = self.merged(&parts)?;
            match self.choice(&merged, &parts) {
                Some(choice) => {
                    is_nullable |= choice.is_nullable;
                    open.extend(choice.alternatives.into_iter().rev());
                }
                None => flat.push(parts),
            }
        }
        Ok((flat, is_nullable))
    }

    fn is_null(&self, node: &Node<'a>) -> bool {
        let target = node.reference().and_then(|reference| self.documents.target(node, reference).ok());
        let value = target.map_or(node.value, |target| target.value);
        let is_null_alone = value.get("enum") == Some(&Value::Array(vec![Value::Null]));
        value.get("type").is_some_and(|it| it == "null") || value.get("const") == Some(&Value::Null) || is_null_alone
    }

    /// The member that the document names, or one that has other constants in every alternative.
    fn discriminator(&mut self, merged: &Merged<'a>, all: &[Parts<'a>]) -> Result<Option<Discriminator>> {
        let mut constants: Vec<BTreeMap<String, Vec<String>>> = Vec::new();
        for parts in all {
            constants.push(self.constants_of_members(parts)?);
        }
        let named = merged.discriminator.as_ref().and_then(|node| Some((node, node.text("propertyName")?)));
        if let Some((node, member)) = named {
            let mapping = node.child("mapping").map(|it| it.children()).unwrap_or_default();
            let values = all.iter().zip(&constants).map(|(parts, own)| {
                let mapped = self.mapped(&mapping, parts);
                let own = own.get(member).cloned();
                if mapped.is_empty() {
                    own.or_else(|| parts.last().and_then(|it| schema_name(&it.node)).map(|it| vec![it]))
                } else {
                    Some(mapped)
                }
            });
            let values: Option<Vec<_>> = values.collect();
            return Ok(values
                .filter(|all| are_distinct(all))
                .map(|values| Discriminator { member: member.into(), values }));
        }
        let Some(first) = constants.first() else { return Ok(None) };
        let preferred = ["type", "kind", "object", "event"].map(str::to_owned);
        for member in preferred.iter().chain(first.keys()) {
            let values: Option<Vec<_>> = constants.iter().map(|own| own.get(member).cloned()).collect();
            if let Some(values) = values.filter(|values| are_distinct(values)) {
                return Ok(Some(Discriminator { member: member.clone(), values }));
            }
        }
        Ok(None)
    }

    /// For each alternative the values of a member that a discriminator's mapping has for it; empty where it has none.
    pub(crate) fn told(&self, merged: &Merged<'a>, all: &[Parts<'a>], member: &str) -> Vec<Vec<String>> {
        let discriminator = merged.discriminator.as_ref().filter(|node| node.text("propertyName") == Some(member));
        let mapping = discriminator.and_then(|it| it.child("mapping")).map(|it| it.children()).unwrap_or_default();
        all.iter().map(|parts| self.mapped(&mapping, parts)).collect()
    }

    /// The values that a discriminator's mapping has for an alternative.
    fn mapped(&self, mapping: &[(String, Node<'a>)], parts: &Parts<'a>) -> Vec<String> {
        let Some(part) = parts.last() else { return Vec::new() };
        let reference = part.node.reference().unwrap_or_default();
        let target = self.documents.target(&part.node, reference).ok().filter(|_| !reference.is_empty());
        let place = target.as_ref().unwrap_or(&part.node).key();
        let is_it = |node: &Node| {
            let is_named = node.value.as_str().is_some_and(|it| !it.is_empty() && pointer::named(reference) == it);
            is_named || self.documents.mapped(node).is_some_and(|it| it.key() == place)
        };
        mapping.iter().filter(|(_, node)| is_it(node)).map(|(value, _)| value.clone()).collect()
    }

    /// The members of an object that are constants, and their values.
    fn constants_of_members(&mut self, parts: &Parts<'a>) -> Result<BTreeMap<String, Vec<String>>> {
        let merged = self.merged(parts)?;
        let mut found = BTreeMap::new();
        for (name, parts) in &merged.properties {
            let values = self.merged(parts)?.constants.unwrap_or_default();
            let texts: Option<Vec<_>> = values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            if let Some(texts) = texts.filter(|texts| !texts.is_empty()) {
                found.insert(name.clone(), texts);
            }
        }
        Ok(found)
    }
}

/// The alternatives of a schema.
pub(crate) struct Choice<'a> {
    pub alternatives: Vec<Parts<'a>>,
    /// Whether null is one of them.
    pub is_nullable: bool,
}

fn only_restricts(schema: &Value) -> bool {
    schema.as_object().is_some_and(|it| it.keys().all(|name| RESTRICTIONS.contains(&&**name)))
}

/// What a document calls an alternative: by a reference or a title.
fn given_name(node: &Node) -> Option<String> {
    schema_name(node).or_else(|| component_name(&node.at)).or_else(|| node.text("title").map(str::to_owned))
}

/// The name of a schema among those that a document has to be referred to.
fn component_name(at: &str) -> Option<String> {
    let (folder, _) = at.rsplit_once('/')?;
    let is_one = ["/schemas", "/definitions", "/$defs"].iter().any(|it| folder.ends_with(it));
    is_one.then(|| pointer::last(at))
}

fn schema_name(node: &Node) -> Option<String> {
    node.reference().map(pointer::named).filter(|name| !name.is_empty())
}

fn are_distinct(all: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    all.iter().flatten().all(|value| seen.insert(value))
}

/// Without those of a type that is there already.
fn distinct(all: Vec<Alternative>) -> Vec<Alternative> {
    let mut kept: Vec<Alternative> = Vec::new();
    for alternative in all {
        match kept.iter_mut().find(|it| it.typed.field_type == alternative.typed.field_type) {
            Some(same) => same.values.extend(alternative.values),
            None => kept.push(alternative),
        }
    }
    kept
}

/// An integer is a number.
fn joined_numbers(mut all: Vec<Alternative>) -> Vec<Alternative> {
    if all.iter().any(|it| it.typed.field_type == FieldType::Number) {
        all.retain(|it| it.typed.field_type != FieldType::Long);
    }
    all
}

/// What a variant without a name is called.
fn kind(field_type: &FieldType) -> &'static str {
    match field_type {
        FieldType::String | FieldType::Time | FieldType::Enum(_) => "Text",
        FieldType::Long | FieldType::Integer => "Whole",
        FieldType::Number => "Number",
        FieldType::Boolean => "Flag",
        FieldType::List(_) => "List",
        FieldType::Map(_) => "Map",
        FieldType::Object(_) => "Object",
        FieldType::Any | FieldType::Nullable(_) | FieldType::Union(_) => "Value",
    }
}
