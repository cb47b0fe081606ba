//! What a provider's requests look like, as data.

use autosend_webhooks::{
    DEFAULT_FUTURE_TOLERANCE, DEFAULT_MAX_BODY, DEFAULT_TOLERANCE, MAX_DELIVERY_ID, MAX_DEPTH, TIMESTAMP_DIGITS,
};
use serde::Deserialize;
use std::time::Duration;

/// A provider's scheme, as the catalog of a generated package has it. What it does not say has a default.
#[derive(Debug, Clone, Deserialize)]
pub struct Profile {
    /// The provider's name, for people.
    pub provider: String,
    /// The signature schemes: a request is authentic if it fits any of them.
    pub signatures: Vec<Signature>,
    /// Header names, by what they carry.
    #[serde(default)]
    pub headers: HeaderNames,
    /// Where a request says when it was sent, and how.
    #[serde(default)]
    pub timestamp: Timestamp,
    /// Where it says what it is; where there is none, the members `type` and `data` of the body do.
    #[serde(default)]
    pub envelope: Option<Envelope>,
    /// The forms of the body where there is no envelope: the first counts.
    #[serde(default)]
    pub generations: Vec<Generation>,
    /// Limits of what is accepted.
    #[serde(default)]
    pub limits: Limits,
}

/// The names of the headers; empty where there is no such header. The signatures have theirs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HeaderNames {
    /// Carries the delivery's id. Where nothing does, the SHA-256 of the body is the id, in hex.
    pub delivery_id: String,
    /// Other names of that header; the first that is there counts.
    pub delivery_id_aliases: Vec<String>,
    /// Carries the event type.
    pub event: String,
    /// Carries when the request was sent.
    pub timestamp: String,
    /// Other names of that header; the first that is there counts.
    pub timestamp_aliases: Vec<String>,
    /// The value of `User-Agent`.
    pub user_agent: String,
}

/// When a request was sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Timestamp {
    /// Where it stands.
    pub from: TimestampSource,
    /// The unit that the provider sends.
    pub unit: TimeUnit,
    /// Values below this are seconds, others milliseconds; none where `unit` always holds.
    pub seconds_below: Option<u64>,
    /// How many digits it has at most.
    pub max_digits: u8,
    /// How old a request may be by default, in milliseconds.
    pub tolerance_ms: u64,
    /// How far in the future a request may be by default, in milliseconds.
    pub future_tolerance_ms: u64,
}

#[expect(clippy::cast_possible_truncation, reason = "minutes")]
const fn millis(duration: Duration) -> u64 {
    duration.as_millis() as u64
}

impl Default for Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "few digits")]
    fn default() -> Self {
        Self {
            from: TimestampSource::default(),
            unit: TimeUnit::Seconds,
            seconds_below: None,
            max_digits: TIMESTAMP_DIGITS as u8,
            tolerance_ms: millis(DEFAULT_TOLERANCE),
            future_tolerance_ms: millis(DEFAULT_FUTURE_TOLERANCE),
        }
    }
}

/// Where a request says when it was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimestampSource {
    /// In a header of its own.
    #[default]
    Header,
    /// In the header of the signature, as a pair.
    Pair,
    /// Nowhere: the age of a request can't be told.
    None,
}

/// The unit of a Unix time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
}

/// One way in which requests are signed.
#[derive(Debug, Clone, Deserialize)]
pub struct Signature {
    /// What proves that the provider sent the request.
    #[serde(default)]
    pub scheme: Scheme,
    /// The hash of an HMAC.
    #[serde(default)]
    pub hash: Hash,
    /// The header that carries the signature.
    pub header: String,
    /// Other names of that header; the first that is there counts.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the header's value looks like.
    #[serde(default)]
    pub form: Form,
    /// What stands between the entries of a list or the pairs.
    #[serde(default)]
    pub separator: String,
    /// What stands before the signature where the form is plain.
    #[serde(default)]
    pub prefix: String,
    /// The versions of a list's entries that count, others are skipped; none where entries have no version.
    #[serde(default)]
    pub versions: Vec<String>,
    /// The names of the pairs that count.
    #[serde(default)]
    pub pairs: Option<Pairs>,
    /// How the signature's bytes are written.
    #[serde(default)]
    pub encoding: Encoding,
    /// How a secret's text becomes the key.
    #[serde(default)]
    pub key: KeyForm,
    /// What secrets begin with; part of a `utf8` key, not of another.
    #[serde(default)]
    pub secret_prefix: String,
    /// What is signed. Nothing where the scheme is a token.
    #[serde(default)]
    pub signed_content: SignedContent,
}

/// What proves that the provider sent a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// An HMAC under the secret.
    #[default]
    Hmac,
    /// The secret itself, after the prefix.
    Token,
    /// The secret, `user:password`, as HTTP's `Basic` authentication sends it: after the prefix, in base64.
    Basic,
    /// An Ed25519 signature; the "secret" is the provider's public key. Needs the feature `ed25519`.
    Ed25519,
}

/// The hash of an HMAC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hash {
    /// SHA-1, 20 bytes.
    Sha1,
    /// SHA-256, 32 bytes.
    #[default]
    Sha256,
    /// SHA-512, 64 bytes.
    Sha512,
}

/// What the header's value looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The prefix and the signature.
    #[default]
    Plain,
    /// Entries `version,signature`, or signatures, any of which may fit.
    List,
    /// Pairs `name=value`: several may be signatures, any of which may fit.
    Pairs,
}

/// The names of the pairs that count.
#[derive(Debug, Clone, Deserialize)]
pub struct Pairs {
    /// That of signatures.
    pub signature: String,
    /// That of the timestamp.
    #[serde(default)]
    pub timestamp: Option<String>,
}

/// How a secret's text becomes the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyForm {
    /// The text itself.
    #[default]
    Utf8,
    /// What the text after the prefix stands for in base64.
    Base64,
    /// What the text after the prefix stands for in hex.
    Hex,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Lower-case hex digits.
    #[default]
    Hex,
    /// Standard base64 with its padding.
    Base64,
    /// The base64 of URLs, with or without padding.
    Base64url,
}

/// What is signed, in order: written `{timestamp}.{body}` for example.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SignedContent {
    /// The parts that are joined.
    pub parts: Vec<Part>,
}

/// A part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The same in every request.
    Text(String),
    /// The timestamp, as it was sent.
    Timestamp,
    /// The value of the delivery id header.
    DeliveryId,
    /// The raw body.
    Body,
    /// The value of a header.
    Header(String),
    /// The URL that the provider was given, which the receiver has to say.
    Url,
    /// The method, in capitals.
    Method,
    /// The names and values of a form, decoded and joined, in the order of the names.
    SortedForm,
    /// The SHA-256 of the raw body, in hex.
    BodySha256,
}

impl TryFrom<String> for SignedContent {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("signed_content: a { without a }")?;
            parts.extend((!before.is_empty()).then(|| Part::Text(before.to_owned())));
            parts.push(Part::named(name)?);
            rest = after;
        }
        parts.extend((!rest.is_empty()).then(|| Part::Text(rest.to_owned())));
        Ok(Self { parts })
    }
}

impl Part {
    fn named(name: &str) -> Result<Self, String> {
        Ok(match name {
            "body" => Self::Body,
            "timestamp" => Self::Timestamp,
            "delivery_id" | "id" => Self::DeliveryId,
            "url" => Self::Url,
            "method" => Self::Method,
            "sorted_form" => Self::SortedForm,
            "sha256(body)" | "body_sha256" => Self::BodySha256,
            _ => match name.strip_prefix("header:") {
                Some(header) => Self::Header(header.to_owned()),
                None => return Err(format!("signed_content: {{{name}}} is nothing that can be signed")),
            },
        })
    }
}

/// Where a request says its type, its id, its time and its data.
#[derive(Debug, Clone, Deserialize)]
pub struct Envelope {
    /// What the event type is joined from.
    #[serde(rename = "type")]
    pub event_type: Vec<Source>,
    /// What stands between those that are there.
    #[serde(default)]
    pub join: String,
    /// What identifies the event beside the header of the delivery id.
    #[serde(default)]
    pub id: Option<Source>,
    /// The members that lead to when the event was created.
    #[serde(default)]
    pub time: Option<Vec<String>>,
    /// How that time is written.
    #[serde(default)]
    pub time_format: TimeFormat,
    /// The members that lead to the data; none where the whole body is. `{name}` is the value of that member of the body.
    #[serde(default)]
    pub data: Vec<String>,
    /// The members that lead to the list of events where a body holds several.
    #[serde(default)]
    pub batch: Option<Vec<String>>,
    /// How the body is written: `json`, or `form:` and the name of the form's field that holds the JSON.
    #[serde(default)]
    pub content: Content,
}

/// How a body is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Content {
    /// As JSON.
    #[default]
    Json,
    /// As a form, one of whose fields holds the JSON.
    Form(String),
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        text.strip_prefix("form:").map_or(Self::Json, |field| Self::Form(field.to_owned()))
    }
}

/// Where a text stands: in a header, or in the body. One of both is there.
#[derive(Debug, Clone, Deserialize)]
pub struct Source {
    /// The header.
    #[serde(default)]
    pub header: Option<String>,
    /// The members that lead to it.
    #[serde(default)]
    pub path: Option<Vec<String>>,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
}

/// How the time of an event is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFormat {
    /// Text of RFC 3339.
    Rfc3339,
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMs,
    /// Not at all.
    #[default]
    None,
}

/// A form of the body, by its members.
#[derive(Debug, Clone, Deserialize)]
pub struct Generation {
    /// Names the event type.
    pub type_member: String,
    /// Says when the event was created.
    pub time_member: String,
    /// Holds the data.
    pub data_member: String,
}

impl Profile {
    /// The envelope, or what the first generation says of it.
    pub(crate) fn envelope(&self) -> Envelope {
        let member = |name: &str| if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
        self.envelope.clone().unwrap_or_else(|| {
            let form = self.generations.first();
            let named = |of: fn(&Generation) -> &String, other: &str| member(form.map_or(other, |form| of(form)));
            Envelope {
                event_type: vec![Source {
                    header: None,
                    path: Some(named(|it| &it.type_member, "type")),
                    optional: false,
                }],
                join: String::new(),
                id: None,
                time: form.map(|form| member(&form.time_member)).filter(|path| !path.is_empty()),
                time_format: if form.is_some() { TimeFormat::Rfc3339 } else { TimeFormat::None },
                data: named(|it| &it.data_member, "data"),
                batch: None,
                content: Content::Json,
            }
        })
    }
}

/// Limits of what is accepted.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The largest body, in bytes.
    pub max_body: u64,
    /// How many objects and arrays may be open at once.
    pub max_depth: u64,
    /// The longest delivery id, in bytes.
    pub max_delivery_id: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_body: DEFAULT_MAX_BODY as u64, max_depth: MAX_DEPTH as u64, max_delivery_id: MAX_DELIVERY_ID as u64 }
    }
}
