//! Code in other languages, generated from `schema/`: the only thing that this crate reads.
//!
//! [`Model`] is the intermediate representation of a catalog. A [`Target`] is a folder of minijinja templates and an
//! entry in [`TARGETS`]; templates see the whole model and hold nothing about the provider: names, limits, the
//! signature scheme and the texts of errors come from the catalog. A [`Language`] spells names, strings and comments.
//!
//! `README.md` tells how to add a language.
//!
//! ```
//! use sdkgen::{Model, Settings, Target};
//!
//! let model = Model::builtin()?.with_custom_fields(&["plan:string".parse()?])?;
//! for target in Target::packages() {
//!     for file in target.render(&model, &Settings::repository())? {
//!         println!("{}/{}: {} bytes", target.name, file.path, file.content.len());
//!     }
//! }
//! # Ok::<(), anyhow::Error>(())
//! ```
#![forbid(unsafe_code)]

mod catalog;
mod custom;
mod language;
mod model;
pub mod output;
mod target;
mod text;

pub use custom::CustomField;
pub use language::Language;
pub use model::{
    Algorithm, Deduplication, Encoding, EnumSpec, ErrorSpec, EventSpec, FieldSpec, FieldType, Generation, Headers, Key,
    Limits, Model, ObjectSpec, Part, Signature, SignedContent, TimeUnit, Timestamp,
};
pub use target::{File, Settings, TARGETS, Target};
