//! What a provider's requests look like, as data.
//!
//! The types are generic over what holds their texts: [`String`], or a type of a program that tells texts of others from its
//! own.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
/// What can hold the texts of a profile.
pub trait ProfileText: DeserializeOwned + Default + for<'a> From<&'a str> {}

impl<T: DeserializeOwned + Default + for<'a> From<&'a str>> ProfileText for T {}

/// A provider's scheme, as the catalog of a generated package has it. What it does not say has a default.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Profile<T = String> {
    /// The provider's name, for people.
    pub provider: String,
    /// The signature schemes: a request is authentic if it fits any of them.
    pub signatures: Vec<Signature<T>>,
    /// Header names, by what they carry.
    #[serde(default)]
    pub headers: HeaderNames<T>,
    /// Where a request says when it was sent, and how.
    #[serde(default)]
    pub timestamp: Timestamp,
    /// Where it says what it is; where there is none, the members `type` and `data` of the body do.
    #[serde(default)]
    pub envelope: Option<Envelope<T>>,
    /// The forms of the body where there is no envelope: the first counts.
    #[serde(default)]
    pub generations: Vec<Generation<T>>,
    /// Limits of what is accepted.
    #[serde(default)]
    pub limits: Limits,
}

/// The names of the headers; empty where there is no such header. The signatures have theirs.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct HeaderNames<T = String> {
    /// Carries the delivery's id. Where nothing does, the SHA-256 of the body is the id, in hex.
    pub delivery_id: T,
    /// Other names of that header; the first that is there counts.
    pub delivery_id_aliases: Vec<T>,
    /// Carries the event type.
    pub event: T,
    /// Carries the signature of the first scheme. Signatures name their headers themselves.
    pub signature: T,
    /// Carries when the request was sent.
    pub timestamp: T,
    /// Other names of that header; the first that is there counts.
    pub timestamp_aliases: Vec<T>,
    /// The value of `User-Agent`.
    pub user_agent: T,
}

/// When a request was sent.
#[derive(Debug, Clone, Deserialize, Serialize)]
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

impl Default for Timestamp {
    fn default() -> Self {
        Self {
            from: TimestampSource::default(),
            unit: TimeUnit::Seconds,
            seconds_below: None,
            max_digits: 15,
            tolerance_ms: 300_000,
            future_tolerance_ms: 60_000,
        }
    }
}

/// Where a request says when it was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
}

/// One way in which requests are signed.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Signature<T = String> {
    /// What proves that the provider sent the request.
    #[serde(default)]
    pub scheme: Scheme,
    /// The hash of an HMAC.
    #[serde(default)]
    pub hash: Hash,
    /// The header that carries the signature.
    pub header: T,
    /// Other names of that header; the first that is there counts.
    #[serde(default)]
    pub aliases: Vec<T>,
    /// What the header's value looks like.
    #[serde(default)]
    pub form: Form,
    /// What stands between the entries of a list or the pairs.
    #[serde(default)]
    pub separator: T,
    /// What stands before the signature where the form is plain.
    #[serde(default)]
    pub prefix: T,
    /// The versions of a list's entries that count, others are skipped; none where entries have no version.
    #[serde(default)]
    pub versions: Vec<T>,
    /// The names of the pairs that count.
    #[serde(default)]
    pub pairs: Option<Pairs<T>>,
    /// How the signature's bytes are written.
    #[serde(default)]
    pub encoding: Encoding,
    /// How a secret's text becomes the key.
    #[serde(default)]
    pub key: KeyForm,
    /// What secrets begin with; part of a `utf8` key, not of another.
    #[serde(default)]
    pub secret_prefix: T,
    /// What is signed. Nothing where the scheme is a token.
    #[serde(default)]
    pub signed_content: SignedContent<T>,
}

/// What proves that the provider sent a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Pairs<T = String> {
    /// That of signatures.
    pub signature: T,
    /// That of the timestamp.
    #[serde(default)]
    pub timestamp: Option<T>,
}

/// How a secret's text becomes the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "WrittenContent<T>")]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct SignedContent<T = String> {
    /// The parts that are joined.
    pub parts: Vec<Part<T>>,
    /// Whether it is the body and nothing else.
    pub is_body: bool,
}

/// A part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part<T = String> {
    /// The same in every request.
    Text {
        /// The text.
        text: T,
    },
    /// The timestamp, as it was sent.
    Timestamp,
    /// The value of the delivery id header.
    DeliveryId,
    /// The raw body.
    Body,
    /// The value of a header.
    Header {
        /// Its name.
        name: T,
    },
    /// The URL that the provider was given, which the receiver has to say.
    Url,
    /// The method, in capitals.
    Method,
    /// The names and values of a form, decoded and joined, in the order of the names.
    SortedForm,
    /// The SHA-256 of the raw body, in hex.
    BodySha256,
}

/// What is signed as people write it, or as it is serialized.
#[derive(Deserialize)]
#[serde(untagged)]
#[serde(bound(deserialize = "T: ProfileText"))]
enum WrittenContent<T> {
    Text(String),
    Parts { parts: Vec<Part<T>> },
}

impl<T: ProfileText> TryFrom<WrittenContent<T>> for SignedContent<T> {
    type Error = String;

    fn try_from(written: WrittenContent<T>) -> Result<Self, String> {
        match written {
            WrittenContent::Text(text) => text.try_into(),
            WrittenContent::Parts { parts } => Self::new(parts),
        }
    }
}

impl<T: ProfileText> TryFrom<String> for SignedContent<T> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        let text = |text: &str| (!text.is_empty()).then(|| Part::Text { text: text.into() });
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("signed_content: a { without a }")?;
            parts.extend(text(before));
            parts.push(Part::named(name)?);
            rest = after;
        }
        parts.extend(text(rest));
        Self::new(parts)
    }
}

impl<T> SignedContent<T> {
    fn new(parts: Vec<Part<T>>) -> Result<Self, String> {
        let is_of_body = |part: &&Part<T>| matches!(part, Part::Body | Part::SortedForm | Part::BodySha256);
        if !parts.is_empty() && parts.iter().filter(is_of_body).count() != 1 {
            return Err("signed_content: {body} must be there once, or {sorted_form}, or {sha256(body)}".into());
        }
        let is_body = matches!(parts[..], [Part::Body]);
        Ok(Self { parts, is_body })
    }
}

impl<T: PartialEq> SignedContent<T> {
    /// Whether it is part of what is signed: a header must then be there for it.
    #[must_use]
    pub fn has(&self, part: &Part<T>) -> bool {
        self.parts.contains(part)
    }
}

impl<T: ProfileText> Part<T> {
    fn named(name: &str) -> Result<Self, String> {
        Ok(match name {
            "body" => Self::Body,
            "timestamp" => Self::Timestamp,
            "delivery_id" | "id" => Self::DeliveryId,
            "url" => Self::Url,
            "method" => Self::Method,
            "sorted_form" => Self::SortedForm,
            "sha256(body)" => Self::BodySha256,
            _ => match name.strip_prefix("header:").filter(|name| !name.is_empty()) {
                Some(name) => Self::Header { name: name.into() },
                None => {
                    return Err(format!(
                        "signed_content: {{{name}}} is not {{body}}, {{timestamp}}, {{id}}, {{header:NAME}}, {{url}}, \
                         {{method}}, {{sorted_form}} or {{sha256(body)}}"
                    ));
                }
            },
        })
    }
}

/// Where a request says its type, its id, its time and its data.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Envelope<T = String> {
    /// What the event type is joined from.
    #[serde(rename = "type")]
    pub event_type: Vec<Source<T>>,
    /// What stands between those that are there.
    #[serde(default)]
    pub join: T,
    /// What an unknown type is taken for, by who knows types.
    #[serde(default)]
    pub fallback: Option<Fallback>,
    /// What identifies the event beside the header of the delivery id.
    #[serde(default)]
    pub id: Option<Source<T>>,
    /// The members that lead to when the event was created.
    #[serde(default)]
    pub time: Option<Vec<T>>,
    /// How that time is written.
    #[serde(default)]
    pub time_format: TimeFormat,
    /// The members that lead to the data; none where the whole body is. `{name}` is the value of that member of the body.
    #[serde(default)]
    pub data: Vec<T>,
    /// The members that lead to the list of events where a body holds several.
    #[serde(default)]
    pub batch: Option<Vec<T>>,
    /// How the body is written: `json`, or `form:` and the name of the form's field that holds the JSON.
    #[serde(default = "json")]
    pub content: String,
}

fn json() -> String {
    "json".into()
}

impl<T> Envelope<T> {
    /// The form's field that holds the JSON, where the body is a form.
    #[must_use]
    pub fn form_field(&self) -> Option<&str> {
        self.content.strip_prefix("form:")
    }
}

/// What an unknown event type is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// The known type that its parts begin with: `issues.foo` for `issues`.
    Prefix,
}

/// Where a text stands: in a header, or in the body. One of both is there.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Source<T = String> {
    /// The header.
    #[serde(default)]
    pub header: Option<T>,
    /// The members that lead to it.
    #[serde(default)]
    pub path: Option<Vec<T>>,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
}

/// How the time of an event is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(bound(deserialize = "T: ProfileText"))]
pub struct Generation<T = String> {
    /// Its number; fields have their names under it.
    #[serde(default = "one")]
    pub number: u8,
    /// Names the event type.
    pub type_member: T,
    /// Says when the event was created.
    pub time_member: T,
    /// Holds the data.
    pub data_member: T,
}

const fn one() -> u8 {
    1
}

#[cfg(feature = "verify")]
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
                fallback: None,
                content: json(),
            }
        })
    }
}

/// Limits of what is accepted.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(default)]
pub struct Limits {
    /// The largest body, in bytes.
    pub max_body: u64,
    /// How many objects and arrays may be open at once.
    pub max_depth: u64,
    /// The longest delivery id, in bytes.
    pub max_delivery_id: u64,
    /// The largest value of a field of the type integer.
    pub max_integer: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_body: 1 << 20, max_depth: 64, max_delivery_id: 255, max_integer: (1 << 53) - 1 }
    }
}

#[cfg(all(test, feature = "verify"))]
mod tests {
    use super::*;
    use autosend_webhooks as core;

    #[test]
    fn defaults_are_those_of_the_core() {
        let (timestamp, limits) = (Timestamp::default(), Limits::default());
        assert_eq!(u128::from(timestamp.tolerance_ms), core::DEFAULT_TOLERANCE.as_millis());
        assert_eq!(u128::from(timestamp.future_tolerance_ms), core::DEFAULT_FUTURE_TOLERANCE.as_millis());
        assert_eq!(usize::from(timestamp.max_digits), core::TIMESTAMP_DIGITS);
        assert_eq!(limits.max_body, core::DEFAULT_MAX_BODY as u64);
        assert_eq!(limits.max_depth, core::MAX_DEPTH as u64);
        assert_eq!(limits.max_delivery_id, core::MAX_DELIVERY_ID as u64);
    }

    fn parsed(text: &str) -> Result<SignedContent, String> {
        text.to_owned().try_into()
    }

    #[test]
    fn signed_content_is_text_and_parts() {
        let content = parsed("v0:{timestamp}:{body}").unwrap();
        let text = |text: &str| Part::Text { text: text.into() };
        assert_eq!(content.parts, [text("v0:"), Part::Timestamp, text(":"), Part::Body]);
        assert!(!content.is_body && parsed("{body}").unwrap().is_body);
        let content = parsed("{method}{url}{header:X-A}{sha256(body)}").unwrap();
        assert_eq!(content.parts, [Part::Method, Part::Url, Part::Header { name: "X-A".into() }, Part::BodySha256]);
        assert!(parsed("").unwrap().parts.is_empty());
    }

    #[test]
    fn what_is_serialized_is_read_again() {
        let content = parsed("v0:{timestamp}:{header:X-A}{body}").unwrap();
        let written = serde_json::to_value(&content).unwrap();
        assert_eq!(serde_json::from_value::<SignedContent>(written).unwrap(), content);
    }

    #[test]
    fn what_does_not_sign_the_body_is_refused() {
        for (text, complaint) in [
            ("{timestamp}", "{body} must be there once"),
            ("{body}{sorted_form}", "{body} must be there once"),
            ("{header:}{body}", "{header:} is not"),
            ("{body", "a { without a }"),
        ] {
            let error = parsed(text).unwrap_err();
            assert!(error.contains(complaint), "{text}: {error}");
        }
    }
}
