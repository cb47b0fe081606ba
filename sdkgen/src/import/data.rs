//! The data of an event, as one object.

use super::{
    merged::Parts,
    names::Names,
    pointer,
    report::Untyped,
    types::{Typed, Types},
};
use crate::model::FieldType;
use anyhow::Result;
use std::collections::BTreeMap;

impl<'a> Types<'a> {
    /// The object that an event's data is. Of alternatives it has the members of all; of what is no object, none.
    pub(crate) fn data(&mut self, parts: &Parts<'a>, event: &Names) -> Result<String> {
        let (all, _) = self.flat_alternatives(parts)?;
        let typed = if all.len() == 1 {
            self.type_of(parts.clone(), event, 0)?
        } else {
            let doc = self.merged(parts)?.doc;
            let given = parts.first().and_then(|part| part.node.reference()).filter(|_| parts.len() == 1);
            let names = given.map_or_else(|| event.clone(), |reference| Names::given(&pointer::named(reference)));
            let members = self.members_of_all(&all)?;
            Typed::of(self.open_object(&names, &doc, members))
        };
        Ok(match typed.field_type {
            FieldType::Object(name) => name,
            other => {
                if other != FieldType::Any {
                    let reason = "the data of an event is an object with named members, and this is none";
                    self.untyped.push(Untyped::data(self.place(parts), reason));
                }
                self.without_members(event)
            }
        })
    }

    /// An object of which no member is known.
    pub(crate) fn without_members(&mut self, event: &Names) -> String {
        match self.open_object(event, "", Vec::new()) {
            FieldType::Object(name) => name,
            _ => String::new(),
        }
    }

    /// The members of all alternatives; required are those that every one requires.
    fn members_of_all(&mut self, all: &[Parts<'a>]) -> Result<Vec<(String, Vec<Parts<'a>>, bool)>> {
        let mut members: BTreeMap<String, (Vec<Parts<'a>>, usize)> = BTreeMap::new();
        for parts in all {
            let merged = self.merged(parts)?;
            for (name, parts) in merged.properties {
                let is_required = merged.required.contains(&*name);
                let (schemas, required) = members.entry(name).or_default();
                schemas.push(parts);
                *required += usize::from(is_required);
            }
        }
        Ok(members.into_iter().map(|(name, (parts, required))| (name, parts, required == all.len())).collect())
    }
}
