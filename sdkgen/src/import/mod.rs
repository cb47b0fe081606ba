//! Catalogs from the documents of providers: OpenAPI 3.1 `webhooks`, `x-webhooks`, JSON Schema with alternatives, in JSON or
//! YAML. A [`Profile`] says what a schema does not: how requests are signed, and where they say what they are.
//!
//! Documents are hostile until shown otherwise: nothing is read from the network or from outside of the document's folder,
//! and a document that is made to take for ever is refused.

mod assemble;
mod data;
mod document;
mod events;
mod extensions;
mod literal;
mod merged;
mod names;
mod pattern;
mod pointer;
mod profile;
mod report;
mod request;
mod shapes;
mod share;
mod source;
mod types;
mod union;

pub use profile::Profile;
pub use report::Untyped;

use crate::Model;
use anyhow::{Context, Result};
use document::Documents;
use serde_json::Value;
use std::path::Path;
use types::Types;

/// What was understood of a document.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The catalog, which [`Imported::model`] and `generate --catalog` read.
    pub catalog: Value,
    /// What could not be typed, in order.
    pub untyped: Vec<Untyped>,
}

impl Imported {
    /// Reads a provider's document, and the files that it refers to.
    ///
    /// # Errors
    ///
    /// It can't be read, describes no event, two events are the same, or nothing tells what an event is: the message says
    /// where, by JSON pointer, and what to put into the profile.
    ///
    /// ```no_run
    /// use sdkgen::{Imported, Profile};
    ///
    /// let imported = Imported::read("openapi.yaml".as_ref(), Profile::open("standard-webhooks")?)?;
    /// for untyped in &imported.untyped {
    ///     println!("{untyped}");
    /// }
    /// let model = imported.model()?;
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn read(schema: &Path, profile: Profile) -> Result<Self> {
        Self::of(Documents::read(schema)?, profile).with_context(|| schema.display().to_string())
    }

    /// Reads the text of a document that refers to no other file.
    ///
    /// # Errors
    ///
    /// As [`Imported::read`].
    pub fn parse(text: &str, profile: Profile) -> Result<Self> {
        Self::of(Documents::of(document::parse(text)?), profile)
    }

    fn of(mut documents: Documents, mut profile: Profile) -> Result<Self> {
        for change in &profile.schema.overrides {
            documents.set(&change.at, &change.set)?;
        }
        profile.fill_signature(documents.root().value)?;
        let mut types = Types::new(&documents);
        let described = events::described(&mut types, &profile)?;
        let events = events::typed(&mut types, &profile, described)?;
        let catalog = assemble::catalog(&mut types, &profile, events)?;
        let mut untyped = types.untyped;
        untyped.sort();
        untyped.dedup();
        Ok(Self { catalog, untyped })
    }

    /// The model of the catalog.
    ///
    /// # Errors
    ///
    /// The catalog makes no sense, e.g. one header carries two things.
    pub fn model(&self) -> Result<Model> {
        Model::parse(&self.catalog.to_string())
    }
}

impl Profile {
    /// Takes only events whose type or key fits one of these patterns (`invoice.*`), and none that fits one of the others;
    /// the profile's own patterns hold as well.
    #[must_use]
    pub fn with_filters(mut self, include: &[String], exclude: &[String]) -> Self {
        self.schema.include.extend_from_slice(include);
        self.schema.exclude.extend_from_slice(exclude);
        self
    }
}
