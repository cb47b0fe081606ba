//! Code in other languages, generated from `schema/`: the only thing that this crate reads.
//!
//! A [`Target`] is a folder of minijinja templates and a line in [`TARGETS`]. Templates see the whole
//! [`Model`] and hold nothing about the provider: names, limits and codes come from the catalog.

mod model;
mod target;

pub use model::{EnumSpec, ErrorSpec, EventSpec, FieldSpec, FieldType, Model, ObjectSpec};
pub use target::{File, TARGETS, Target};
