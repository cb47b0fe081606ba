//! What a schema does not say of a provider: where a request says what it is, and how it is signed. Written in TOML.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fs, path::Path};

/// The profiles that come with the generator.
const SHIPPED: &[(&str, &str)] = &[
    ("standard-webhooks", include_str!("../../profiles/standard-webhooks.toml")),
    ("github", include_str!("../../profiles/github.toml")),
    ("stripe", include_str!("../../profiles/stripe.toml")),
    ("slack", include_str!("../../profiles/slack.toml")),
    ("shopify", include_str!("../../profiles/shopify.toml")),
];

/// A profile, as its file says it; `docs/generate.md` tells what each member means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    #[serde(default)]
    pub(crate) provider: Provider,
    #[serde(default)]
    pub(crate) schema: Schema,
    #[serde(default)]
    pub(crate) request: Request,
    pub(crate) event: Event,
    #[serde(default)]
    pub(crate) signature: Vec<Signature>,
    #[serde(default)]
    pub(crate) limits: Limits,
    #[serde(default)]
    pub(crate) deduplication: Deduplication,
    #[serde(default)]
    pub(crate) delivery: Delivery,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provider {
    pub name: Option<String>,
    pub slug: Option<String>,
    pub website: Option<String>,
    pub version: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Schema {
    pub kind: Option<Kind>,
    pub root: Option<String>,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub required: Required,
    pub overrides: Vec<Override>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Openapi,
    JsonSchema,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Required {
    #[default]
    Advice,
    Strict,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override {
    pub at: String,
    pub set: Map<String, Value>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub content: Option<String>,
    pub batch: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    #[serde(rename = "type")]
    pub types: Many,
    #[serde(default)]
    pub join: String,
    #[serde(rename = "match", default = "all_matches")]
    pub matched_by: ManyMatches,
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    pub fallback: Option<String>,
    #[serde(default)]
    pub id: Many,
    #[serde(default)]
    pub time: Many,
    #[serde(default)]
    pub time_format: Option<String>,
    #[serde(default)]
    pub data: String,
}

/// What tells an event's type in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Match {
    #[serde(rename = "const")]
    Const,
    #[serde(rename = "key")]
    Key,
    #[serde(rename = "operationId")]
    OperationId,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum ManyMatches {
    One(Match),
    Several(Vec<Match>),
}

/// One text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Many {
    One(String),
    Several(Vec<String>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signature {
    #[serde(default = "hmac")]
    pub scheme: String,
    pub hash: Option<String>,
    pub header: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub form: Option<String>,
    pub separator: Option<String>,
    pub prefix: Option<String>,
    #[serde(default)]
    pub versions: Vec<String>,
    pub pairs: Option<Map<String, Value>>,
    pub encoding: Option<String>,
    pub key: Option<String>,
    #[serde(default)]
    pub secret_prefix: String,
    pub content: Option<String>,
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Timestamp {
    pub from: Many,
    pub unit: Option<String>,
    pub seconds_below: Option<u64>,
    pub tolerance: Option<u64>,
    pub future_tolerance: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "what the catalog calls them")]
pub(crate) struct Limits {
    pub max_body: Option<u64>,
    pub max_depth: Option<u64>,
    pub max_delivery_id: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deduplication {
    pub window: Option<u64>,
    pub capacity: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    pub response_timeout: Option<u64>,
    pub id_prefix: Option<String>,
    pub max_concurrent: Option<u64>,
    pub retries: Option<Vec<u64>>,
    pub user_agent: Option<String>,
}

fn hmac() -> String {
    "hmac".into()
}

fn all_matches() -> ManyMatches {
    ManyMatches::Several(vec![Match::Const, Match::Key, Match::OperationId])
}

impl Default for Many {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Signature {
    /// One that says its scheme and nothing else.
    pub(crate) fn of_scheme(scheme: &str) -> Self {
        Self {
            scheme: scheme.into(),
            hash: None,
            header: None,
            aliases: Vec::new(),
            form: None,
            separator: None,
            prefix: None,
            versions: Vec::new(),
            pairs: None,
            encoding: None,
            key: None,
            secret_prefix: String::new(),
            content: None,
            timestamp: None,
        }
    }
}

impl Many {
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Several(all) => all,
        }
    }
}

impl ManyMatches {
    pub(crate) fn all(&self) -> &[Match] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(all) => all,
        }
    }
}

impl Profile {
    /// The names of the profiles that come with the generator.
    pub fn shipped() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// A profile that comes with the generator, or one in a file whose name ends with `.toml`.
    ///
    /// # Errors
    ///
    /// There is no such profile, the file can't be read, or holds what a profile does not have: the message names it.
    ///
    /// ```
    /// assert!(sdkgen::Profile::open("github").is_ok());
    /// assert!(sdkgen::Profile::open("gitbuh").unwrap_err().to_string().contains("github"));
    /// ```
    pub fn open(name: &str) -> Result<Self> {
        if Path::new(name).extension().is_none_or(|extension| extension != "toml") {
            return Self::parse(shipped(name)?).context(name.to_owned());
        }
        let text = fs::read_to_string(name).with_context(|| format!("cannot read {name}"))?;
        Self::parse(&text).context(name.to_owned())
    }

    /// Reads a profile's text. `extends` names one of those that come with the generator, whose members it then has where it
    /// says nothing else.
    ///
    /// # Errors
    ///
    /// It is no TOML, or holds what a profile does not have.
    pub fn parse(text: &str) -> Result<Self> {
        let mut table: toml::Table = toml::from_str(text)?;
        if let Some(base) = table.remove("extends") {
            let name = base.as_str().context("extends is the name of a profile")?;
            table = merge(toml::from_str(shipped(name)?)?, table);
        }
        let profile: Self = table.try_into()?;
        profile.check()?;
        Ok(profile)
    }

    fn check(&self) -> Result<()> {
        ensure!(!self.event.types.all().is_empty(), "event.type: say where the type is, e.g. \"/type\"");
        for at in self.schema.overrides.iter().map(|it| &it.at) {
            ensure!(at.starts_with('/'), "schema.overrides: {at:?} is no JSON pointer, which begins with /");
        }
        ensure!(
            self.event.fallback.as_deref().is_none_or(|it| it == "prefix"),
            "event.fallback is \"prefix\" or not there"
        );
        Ok(())
    }

    /// Takes the signature from the document's extensions where the profile says none.
    pub(crate) fn fill_signature(&mut self, document: &Value) -> Result<()> {
        if self.signature.is_empty() {
            self.signature.extend(super::extensions::signature(document)?);
        }
        ensure!(
            !self.signature.is_empty(),
            "the profile says nothing of signatures: add [[signature]], or extends = \"standard-webhooks\""
        );
        Ok(())
    }
}

impl std::str::FromStr for Profile {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

fn shipped(name: &str) -> Result<&'static str> {
    let found = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
    let names = || Profile::shipped().collect::<Vec<_>>().join(", ");
    let text = |(_, text): &(_, &'static str)| *text;
    found
        .map(text)
        .with_context(|| format!("there is no profile {name}: those that come with the generator are {}", names()))
}

/// The base with the members of the other in their place, tables member by member.
fn merge(mut base: toml::Table, other: toml::Table) -> toml::Table {
    for (name, value) in other {
        let merged = match (base.remove(&name), value) {
            (Some(toml::Value::Table(base)), toml::Value::Table(other)) => toml::Value::Table(merge(base, other)),
            (_, value) => value,
        };
        base.insert(name, merged);
    }
    base
}
