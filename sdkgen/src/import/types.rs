//! The types that a document's schemas describe.

use super::{
    document::Documents,
    merged::{Key, Merged, Part, Parts},
    names::{Names, brief},
    report::Untyped,
    union::Alternative,
};
use crate::model::FieldType;
use anyhow::{Result, ensure};
use serde_json::Value;
use std::collections::{HashMap, VecDeque};

/// How deep lists, maps and unions may be within one another.
const MAX_DEPTH: usize = 32;
/// How many types a document may have.
const MAX_TYPES: usize = 20_000;
/// How many schemas are looked at for each value of the document, and at least: more is a document that is made to take for ever.
const STEPS_PER_VALUE: usize = 4;
const LEAST_STEPS: usize = 20_000;
/// How long a reference may lead to references.
const MAX_HOPS: usize = 100;
/// The longest documentation of a type or a field, in characters.
const MAX_DOC: usize = 400;

/// An object, with its number among all as its name within [`FieldType`].
pub(crate) struct Object {
    pub names: Names,
    pub doc: String,
    pub fields: Vec<Field>,
}

#[expect(clippy::struct_field_names, reason = "type is a word of the language")]
pub(crate) struct Field {
    pub name: String,
    pub doc: String,
    pub field_type: FieldType,
    pub nullable: bool,
    pub required: bool,
    pub example: Option<Value>,
}

pub(crate) struct Enum {
    pub names: Names,
    pub doc: String,
    pub values: Vec<String>,
}

pub(crate) struct Union {
    pub names: Names,
    pub doc: String,
    pub discriminator: Option<String>,
    pub variants: Vec<Variant>,
}

pub(crate) struct Variant {
    pub name: String,
    pub field_type: FieldType,
    pub values: Vec<String>,
}

/// The type of a schema.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub field_type: FieldType,
    pub nullable: bool,
    pub doc: String,
    pub example: Option<Value>,
}

/// An object whose members are still to be read: each with the schemas that it may have.
struct Open<'a> {
    object: usize,
    members: Vec<(String, Vec<Parts<'a>>, bool)>,
}

/// Reads schemas, each once.
pub(crate) struct Types<'a> {
    pub documents: &'a Documents,
    pub objects: Vec<Object>,
    pub enums: Vec<Enum>,
    pub unions: Vec<Union>,
    pub untyped: Vec<Untyped>,
    cache: HashMap<Key, Typed>,
    queue: VecDeque<Open<'a>>,
    /// How many schemas may still be looked at.
    steps: usize,
}

impl Typed {
    pub(crate) fn of(field_type: FieldType) -> Self {
        Self { field_type, nullable: false, doc: String::new(), example: None }
    }

    /// Its type as an item or a value, which says itself that it may be null.
    fn item(self) -> FieldType {
        let is_nullable = self.nullable && self.field_type != FieldType::Any;
        if is_nullable { FieldType::Nullable(Box::new(self.field_type)) } else { self.field_type }
    }
}

impl<'a> Types<'a> {
    pub(crate) fn new(documents: &'a Documents) -> Self {
        Self {
            documents,
            objects: Vec::new(),
            enums: Vec::new(),
            unions: Vec::new(),
            untyped: Vec::new(),
            cache: HashMap::new(),
            queue: VecDeque::new(),
            steps: documents.size().saturating_mul(STEPS_PER_VALUE).saturating_add(LEAST_STEPS),
        }
    }

    pub(crate) fn merged(&mut self, parts: &[Part<'a>]) -> Result<Merged<'a>> {
        Merged::of(self.documents, parts, &mut self.steps)
    }

    /// The type of what some schemas describe. Members of objects are read by [`Self::finish`].
    pub(crate) fn type_of(&mut self, parts: Parts<'a>, names: &Names, depth: usize) -> Result<Typed> {
        let (parts, names, is_nullable) = self.follow(parts, names)?;
        let key: Key = parts.iter().map(Part::key).collect();
        let mut typed = match self.cache.get(&key) {
            Some(typed) => typed.clone(),
            None => self.read(&parts, &names, depth, key)?,
        };
        typed.nullable |= is_nullable;
        Ok(typed)
    }

    /// Goes where a reference without anything of importance beside it leads.
    fn follow(&self, mut parts: Parts<'a>, names: &Names) -> Result<(Parts<'a>, Names, bool)> {
        let (mut names, mut is_nullable) = (names.clone(), false);
        for _ in 0..MAX_HOPS {
            let [part] = &parts[..] else { return Ok((parts, names, is_nullable)) };
            let Some(reference) = part.node.reference().filter(|_| is_reference_alone(part.node.value)) else {
                return Ok((parts, names, is_nullable));
            };
            is_nullable |= part.node.value.get("nullable") == Some(&Value::Bool(true));
            let target = self.documents.target(&part.node, reference)?;
            names = Names::given(&self.documents.name(&target));
            parts = vec![Part { node: target, is_plain: part.is_plain }];
        }
        anyhow::bail!("{}: the reference leads to itself", self.documents.describe(&parts[0].node))
    }

    fn read(&mut self, parts: &Parts<'a>, names: &Names, depth: usize, key: Key) -> Result<Typed> {
        let known = self.objects.len() + self.unions.len() + self.enums.len();
        ensure!(known < MAX_TYPES, "the document has more than {MAX_TYPES} types: name the events to --include");
        if depth > MAX_DEPTH {
            return Ok(self.any(parts, "lists, maps and unions are deeper in one another than is read"));
        }
        let merged = self.merged(parts)?;
        let (doc, example) = (brief(&merged.doc, MAX_DOC), merged.example.cloned());
        let is_nullable = merged.is_nullable();
        let typed = if merged.choices.is_empty() {
            self.of_merged(merged, parts, names, depth, &key)?
        } else {
            self.of_choice(merged, parts, names, depth, &key)?
        };
        let doc = if typed.doc.is_empty() { doc } else { format!("{doc} {}", typed.doc).trim().to_owned() };
        let typed = Typed { nullable: typed.nullable || is_nullable, doc, example: typed.example.or(example), ..typed };
        self.cache.insert(key, typed.clone());
        Ok(typed)
    }

    /// What is read already, for a schema that refers to itself.
    pub(crate) fn remember(&mut self, key: &Key, typed: Typed) {
        self.cache.insert(key.clone(), typed);
    }

    /// The type of schemas without alternatives.
    pub(crate) fn of_merged(
        &mut self,
        merged: Merged<'a>,
        parts: &Parts<'a>,
        names: &Names,
        depth: usize,
        key: &Key,
    ) -> Result<Typed> {
        if merged.is_never {
            return Ok(self.any(parts, "false: nothing fits"));
        }
        if let Some(constants) = &merged.constants {
            return Ok(self.of_constants(constants, parts, names, &merged.doc));
        }
        let types: Vec<_> = match &merged.types {
            Some(types) => types.iter().copied().filter(|name| *name != "null").collect(),
            None if !merged.properties.is_empty() || !merged.additional.is_empty() => vec!["object"],
            None if !merged.items.is_empty() => vec!["array"],
            None => return Ok(self.any(parts, "it says no type")),
        };
        match types[..] {
            [] if merged.is_nullable() => Ok(Typed { nullable: true, ..Typed::of(FieldType::Any) }),
            [] => Ok(self.any(parts, "the types exclude each other")),
            [one] => self.of_type(one, merged, parts, names, depth, key),
            _ => self.of_types(&types, &merged.doc, parts, names, depth),
        }
    }

    fn of_type(
        &mut self,
        name: &str,
        merged: Merged<'a>,
        parts: &Parts<'a>,
        names: &Names,
        depth: usize,
        key: &Key,
    ) -> Result<Typed> {
        Ok(Typed::of(match name {
            "string" if merged.format == Some("date-time") => FieldType::Time,
            "string" => FieldType::String,
            "boolean" => FieldType::Boolean,
            "integer" => FieldType::Long,
            "number" => FieldType::Number,
            "array" => FieldType::List(Box::new(self.items(merged, parts, names, depth)?)),
            "object" if merged.properties.is_empty() => {
                FieldType::Map(Box::new(self.values(merged.additional, names, depth)?))
            }
            "object" => return Ok(self.object(&merged, names, key)),
            _ => return Ok(self.any(parts, &format!("{name:?} is no type"))),
        }))
    }

    /// Several types at once, e.g. text or a number.
    fn of_types(&mut self, types: &[&str], doc: &str, parts: &Parts<'a>, names: &Names, depth: usize) -> Result<Typed> {
        let mut alternatives = Vec::new();
        for name in types {
            let merged = self.merged(parts)?;
            let one = self.of_type(name, merged, parts, names, depth + 1, &Key::new())?;
            alternatives.push(Alternative::of(name, one));
        }
        Ok(self.union(alternatives, names, doc, None))
    }

    fn items(&mut self, merged: Merged<'a>, parts: &Parts<'a>, names: &Names, depth: usize) -> Result<FieldType> {
        if merged.items.is_empty() || merged.is_tuple {
            let reason =
                if merged.is_tuple { "a list whose items differ by place" } else { "a list of no known items" };
            return Ok(self.any(parts, reason).field_type);
        }
        let names = Names { is_given: false, ..names.member("item") };
        Ok(self.type_of(merged.items, &names, depth + 1)?.item())
    }

    fn values(&mut self, additional: Parts<'a>, names: &Names, depth: usize) -> Result<FieldType> {
        if additional.is_empty() {
            return Ok(FieldType::Any);
        }
        let mut found: Option<FieldType> = None;
        for part in additional {
            let one = self.type_of(vec![part], &names.member("value"), depth + 1)?.item();
            if found.as_ref().is_some_and(|found| *found != one) {
                return Ok(FieldType::Any);
            }
            found = Some(one);
        }
        Ok(found.unwrap_or(FieldType::Any))
    }

    fn object(&mut self, merged: &Merged<'a>, names: &Names, key: &Key) -> Typed {
        let required = |name: &str| merged.required.contains(name);
        let members = merged.properties.iter().map(|(name, parts)| (name.clone(), vec![parts.clone()], required(name)));
        let members = members.collect();
        let typed = Typed::of(self.open_object(names, &merged.doc, members));
        if !key.is_empty() {
            self.remember(key, Typed { nullable: merged.is_nullable(), ..typed.clone() });
        }
        typed
    }

    /// An object whose members are read later, each of one of several types.
    pub(crate) fn open_object(
        &mut self,
        names: &Names,
        doc: &str,
        members: Vec<(String, Vec<Parts<'a>>, bool)>,
    ) -> FieldType {
        let object = self.objects.len();
        self.objects.push(Object { names: names.clone(), doc: brief(doc, MAX_DOC), fields: Vec::new() });
        self.queue.push_back(Open { object, members });
        FieldType::Object(object.to_string())
    }

    /// Reads the members of all objects.
    pub(crate) fn finish(&mut self) -> Result<()> {
        while let Some(Open { object, members }) = self.queue.pop_front() {
            let names = self.objects[object].names.clone();
            for (name, alternatives, required) in members {
                let own = alternatives.first().and_then(|parts| parts.first()?.node.text("description"));
                let typed = self.one_of(alternatives, &names.member(&name))?;
                let doc = own.map_or(typed.doc, |own| brief(own, MAX_DOC));
                let Typed { field_type, nullable, example, .. } = typed;
                self.objects[object].fields.push(Field { name, doc, field_type, nullable, required, example });
            }
        }
        Ok(())
    }

    /// Anything, with the reason for the report.
    pub(crate) fn any(&mut self, parts: &Parts<'a>, reason: &str) -> Typed {
        let untyped = Untyped::schema(self.place(parts), reason);
        self.untyped.push(untyped);
        Typed::of(FieldType::Any)
    }

    /// Where the first of some schemas stands.
    pub(crate) fn place(&self, parts: &Parts<'a>) -> String {
        parts.first().map(|part| self.documents.describe(&part.node)).unwrap_or_default()
    }
}

/// Whether nothing beside a reference says what fits.
pub(crate) fn is_reference_alone(schema: &Value) -> bool {
    const REMARKS: &[&str] = &[
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$id",
        "$schema",
        "default",
        "definitions",
        "deprecated",
        "description",
        "example",
        "examples",
        "nullable",
        "readOnly",
        "summary",
        "title",
        "writeOnly",
    ];
    let members = schema.as_object();
    members.is_some_and(|it| it.keys().all(|name| REMARKS.contains(&&**name) || name.starts_with("x-")))
}
