//! Objects with named fields, and any other members.

use super::{reading::Reading, value::Value};
use crate::raw::{self, List};
use autosend_webhooks::Extra;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A field of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    name: &'static str,
    is_required: bool,
    is_nullable: bool,
}

impl Field {
    /// One that may be absent, or null.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, is_required: false, is_nullable: true }
    }

    /// One that must be there.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self { name, is_required: true, is_nullable: false }
    }

    /// One that must be there, and may be null.
    #[must_use]
    pub const fn nullable(name: &'static str) -> Self {
        Self { name, is_required: true, is_nullable: true }
    }
}

/// An object with named fields: [`crate::objects`] makes a [`Value`] of it.
pub trait Object {
    /// Its fields, in order.
    fn fields(&self) -> &'static [Field];

    /// Reads a field by its place; whether the value fits.
    fn read_field(&mut self, field: usize, raw: &RawValue, reading: &mut Reading) -> bool;

    /// Writes a field by its place; nothing where it is absent.
    fn write_field(&self, field: usize) -> Option<String>;

    /// The members that no field names, and originals that a field can't print back.
    fn extra(&self) -> &Extra<'static>;

    /// The same, to change.
    fn extra_mut(&mut self) -> &mut Extra<'static>;
}

/// Reads into a field that may be absent.
pub fn optional<T: Value>(field: &mut Option<T>, raw: &RawValue, reading: &mut Reading) -> bool {
    *field = T::read(raw, reading);
    field.is_some()
}

/// Reads into a field that is always there.
pub fn required<T: Value>(field: &mut T, raw: &RawValue, reading: &mut Reading) -> bool {
    T::read(raw, reading).map(|value| *field = value).is_some()
}

/// Writes a field that may be absent.
#[must_use]
pub fn write_optional<T: Value>(field: &Option<T>) -> Option<String> {
    field.as_ref().map(Value::to_json)
}

/// Writes a field that is always there.
#[must_use]
pub fn write_required<T: Value>(field: &T) -> Option<String> {
    Some(field.to_json())
}

/// Reads the members of an object; false if the value is none.
pub fn read_object(object: &mut dyn Object, raw: &RawValue, reading: &mut Reading) -> bool {
    let Some(members) = raw::members(raw) else { return false };
    let fields = object.fields();
    let (mut seen, mut next) = (vec![false; fields.len()], 0);
    for (name, value) in members {
        if let Some(field) = place(fields, &name, next) {
            seen[field] = true;
            next = field + 1;
            reading.below(&name, |reading| read_member(object, field, value, reading));
        } else {
            keep(object, &name, value);
        }
    }
    let missing = fields.iter().zip(seen).filter(|(field, is_there)| field.is_required && !is_there);
    missing.for_each(|(field, _)| reading.below(field.name, |reading| reading.problem("it is missing")));
    true
}

/// Which field has this name; it most often comes after the one before.
fn place(fields: &[Field], name: &str, next: usize) -> Option<usize> {
    let (before, after) = fields.split_at(next.min(fields.len()));
    let is_it = |field: &Field| field.name == name;
    after.iter().position(is_it).map(|at| at + before.len()).or_else(|| before.iter().position(is_it))
}

fn read_member(object: &mut dyn Object, field: usize, value: &RawValue, reading: &mut Reading) {
    let Field { name, is_required, is_nullable } = object.fields()[field];
    if value.get() == "null" {
        if is_required && !is_nullable {
            reading.problem("it is null");
        }
        return keep(object, name, value);
    }
    let (count, outer) = (reading.count(), std::mem::replace(&mut reading.is_inexact, false));
    let fits = object.read_field(field, value, reading);
    let is_inexact = std::mem::replace(&mut reading.is_inexact, outer);
    if !fits {
        reading.forget(count);
        reading.problem("it is of another type");
    }
    if is_inexact || !fits {
        keep(object, name, value);
    }
}

fn keep(object: &mut dyn Object, name: &str, value: &RawValue) {
    object.extra_mut().insert(name.to_owned(), Cow::Owned(value.to_owned()));
}

/// Writes the fields of an object, and its other members.
pub fn write_object(object: &dyn Object, out: &mut String) {
    let mut members = List::new(out, '{');
    for (at, field) in object.fields().iter().enumerate() {
        if object.extra().get(field.name).is_some() {
            continue;
        }
        if let Some(value) = object.write_field(at) {
            members.member(field.name).push_str(&value);
        }
    }
    object.extra().iter().for_each(|(name, value)| members.member(name).push_str(value.get()));
    members.end();
}
