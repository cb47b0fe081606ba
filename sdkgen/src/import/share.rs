//! Types that are the same, written once: documents repeat objects wherever they are used.

use super::{
    names::Names,
    types::{Enum, Field, Object, Types, Union},
};
use crate::model::FieldType;
use std::collections::{HashMap, HashSet, VecDeque};

/// For each type its number among those that stay, or that of the one that stands for it.
struct Shared {
    objects: Vec<usize>,
    enums: Vec<usize>,
    unions: Vec<usize>,
}

/// The types that stay, and how often each is referred to.
pub(crate) struct Used {
    pub objects: Vec<usize>,
    pub enums: Vec<usize>,
    pub unions: Vec<usize>,
    pub references: HashMap<FieldType, usize>,
}

impl Types<'_> {
    /// Lets one type stand for all that are the same, and tells which are used by these objects. A type that the document
    /// gives a name keeps it.
    pub(crate) fn share(&mut self, roots: &mut [String]) -> Used {
        let mut shared = Shared::of(self);
        while shared.merge(self) {}
        for field_type in self.all_types() {
            shared.rename(field_type);
        }
        for root in roots.iter_mut() {
            *root = shared.objects[number(root)].to_string();
        }
        self.used(roots)
    }

    fn all_types(&mut self) -> impl Iterator<Item = &mut FieldType> {
        let fields = self.objects.iter_mut().flat_map(|it| &mut it.fields).map(|it| &mut it.field_type);
        fields.chain(self.unions.iter_mut().flat_map(|it| &mut it.variants).map(|it| &mut it.field_type))
    }

    fn used(&self, roots: &[String]) -> Used {
        let mut references = HashMap::new();
        let mut open: VecDeque<_> = roots.iter().cloned().map(FieldType::Object).collect();
        let mut used = Used { objects: vec![], enums: vec![], unions: vec![], references: HashMap::new() };
        let mut seen = HashSet::new();
        while let Some(next) = open.pop_front() {
            *references.entry(next.clone()).or_insert(0) += 1;
            if !seen.insert(next.clone()) {
                continue;
            }
            match &next {
                FieldType::Object(name) => {
                    used.objects.push(number(name));
                    let fields = self.objects[number(name)].fields.iter();
                    open.extend(fields.filter_map(|it| it.field_type.reference().cloned()));
                }
                FieldType::Union(name) => {
                    used.unions.push(number(name));
                    let variants = self.unions[number(name)].variants.iter();
                    open.extend(variants.filter_map(|it| it.field_type.reference().cloned()));
                }
                FieldType::Enum(name) => used.enums.push(number(name)),
                _ => {}
            }
        }
        Used { references, ..used }
    }
}

/// The number of a type.
pub(crate) fn number(name: &str) -> usize {
    name.parse().unwrap_or_default()
}

impl Shared {
    fn of(types: &Types) -> Self {
        Self {
            objects: (0..types.objects.len()).collect(),
            enums: (0..types.enums.len()).collect(),
            unions: (0..types.unions.len()).collect(),
        }
    }

    /// Finds types that are the same as others, given those that were found; whether there were any.
    fn merge(&mut self, types: &Types) -> bool {
        let enums = stand_ins(&self.enums, &types.enums, |it: &Enum| (it.values.join("\u{0}"), &it.names));
        let unions = stand_ins(&self.unions, &types.unions, |it: &Union| (self.union_key(it), &it.names));
        let objects = stand_ins(&self.objects, &types.objects, |it: &Object| (self.object_key(it), &it.names));
        let is_new = objects != self.objects || enums != self.enums || unions != self.unions;
        *self = Self { objects, enums, unions };
        is_new
    }

    fn object_key(&self, object: &Object) -> String {
        let key = |it: &Field| format!("{:?} {} {} {}", it.name, self.key(&it.field_type), it.nullable, it.required);
        object.fields.iter().map(key).collect::<Vec<_>>().join("\u{0}")
    }

    fn union_key(&self, union: &Union) -> String {
        let variants = union.variants.iter().map(|it| format!("{} {:?}", self.key(&it.field_type), it.values));
        format!("{:?} {}", union.discriminator, variants.collect::<Vec<_>>().join("\u{0}"))
    }

    fn key(&self, field_type: &FieldType) -> String {
        let mut renamed = field_type.clone();
        self.rename(&mut renamed);
        format!("{renamed:?}")
    }

    fn rename(&self, field_type: &mut FieldType) {
        match field_type {
            FieldType::Object(name) => *name = self.objects[number(name)].to_string(),
            FieldType::Enum(name) => *name = self.enums[number(name)].to_string(),
            FieldType::Union(name) => *name = self.unions[number(name)].to_string(),
            FieldType::List(inner) | FieldType::Map(inner) | FieldType::Nullable(inner) => self.rename(inner),
            _ => {}
        }
    }
}

/// For each the first that is the same and has the same given name, or one with a given name if it has none itself. What was
/// found the same before stays so: every round leaves fewer, and there is a last one.
fn stand_ins<T>(before: &[usize], all: &[T], key: impl Fn(&T) -> (String, &Names)) -> Vec<usize> {
    let mut given: HashMap<(String, String), usize> = HashMap::new();
    let mut of_key: HashMap<String, usize> = HashMap::new();
    let kept: Vec<_> = (0..all.len()).filter(|&at| before[at] == at).map(|at| (at, key(&all[at]))).collect();
    for (at, (key, names)) in kept.iter().filter(|(_, (_, names))| names.is_given) {
        given.entry((key.clone(), names.long.clone())).or_insert(*at);
        of_key.entry(key.clone()).or_insert(*at);
    }
    let mut found = before.to_vec();
    for (at, (key, names)) in kept {
        found[at] = if names.is_given { given[&(key, names.long.clone())] } else { *of_key.entry(key).or_insert(at) };
    }
    (0..all.len()).map(|at| found[before[at]]).collect()
}
