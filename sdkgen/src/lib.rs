//! Code in other languages, generated from `schema/`: the only thing that this crate reads.
//!
//! [`Model`] is the intermediate representation of a catalog. A [`Target`] is a runtime (source files that are the same
//! for every catalog), a folder of minijinja templates of what varies with one, and an entry in [`TARGETS`]. Templates
//! see the whole model and hold nothing about the provider: names, limits, the signature scheme and the texts of errors
//! come from the catalog. A [`Language`] spells names, strings and comments.
//!
//! `README.md` tells how to add a language.
//!
//! ```
//! use sdkgen::{Model, Settings, Target};
//!
//! let model = Model::builtin()?.with_custom_fields(&["plan:string".parse()?])?;
//! for target in Target::packages().filter(|target| target.supports(&model).is_ok()) {
//!     for file in target.package(&model, &Settings::repository())? {
//!         println!("{}/{}: {} bytes", target.name, file.path, file.content.len());
//!     }
//! }
//! # Ok::<(), anyhow::Error>(())
//! ```
#![forbid(unsafe_code)]

mod catalog;
mod check;
mod complete;
mod custom;
/// The files of the generator, put into the program by the build script.
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}
mod error_texts;
mod features;
mod foreign;
mod groups;
mod import;
mod inbox;
mod language;
pub mod mark;
mod model;
mod names;
pub mod output;
mod recursion;
mod rename;
mod sample;
mod scheme;
mod suite;
mod target;
mod text;

pub use custom::CustomField;
pub use features::Feature;
pub use foreign::Text;
pub use import::{Imported, Profile, Untyped};
pub use inbox::{InboxSpec, Statement, StoreSql};
pub use language::{Language, PYTHON, RUST, TYPESCRIPT};
pub use model::{
    Deduplication, EnumSpec, ErrorSpec, EventSpec, FieldSpec, FieldType, Model, ObjectSpec, Required, UnionSpec,
    VariantSpec,
};
pub use scheme::{
    Encoding, Envelope, Fallback, Form, Generation, Hash, Headers, KeyForm, Limits, Pairs, Part, Scheme, Signature,
    SignedContent, Source, TimeFormat, TimeUnit, Timestamp, TimestampSource,
};
pub use target::{File, Settings, TARGETS, Target};
