//! How requests are signed, as data: runtimes have no branch for a provider.

use crate::foreign::Text;
use serde::{Deserialize, Serialize};

/// One way in which requests are signed.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Signature {
    /// What proves that the provider sent the request.
    #[serde(default)]
    pub scheme: Scheme,
    /// The hash of an HMAC.
    #[serde(default)]
    pub hash: Hash,
    /// The header that carries the signature.
    pub header: Text,
    /// Other names of that header; the first that is there counts.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// What the header's value looks like.
    #[serde(default)]
    pub form: Form,
    /// What stands between the entries of a list or the pairs.
    #[serde(default)]
    pub separator: Text,
    /// What stands before the signature where the form is plain.
    #[serde(default)]
    pub prefix: Text,
    /// The versions of a list's entries that count, others are skipped; none where entries have no version.
    #[serde(default)]
    pub versions: Vec<Text>,
    /// The names of the pairs that count.
    #[serde(default)]
    pub pairs: Option<Pairs>,
    /// How the signature's bytes are written.
    #[serde(default)]
    pub encoding: Encoding,
    /// How a secret's text becomes the key.
    #[serde(default)]
    pub key: Key,
    /// What secrets begin with; part of a `utf8` key, not of another.
    #[serde(default)]
    pub secret_prefix: Text,
    /// What is signed: text with `{body}`, `{timestamp}` and others. Nothing where the scheme is a token.
    #[serde(default)]
    pub signed_content: SignedContent,
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
    /// An Ed25519 signature; the "secret" is the provider's public key.
    Ed25519,
}

/// The hash of an HMAC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hash {
    /// SHA-1, 20 bytes, which as HMAC is not broken.
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
pub struct Pairs {
    /// That of signatures.
    pub signature: Text,
    /// That of the timestamp.
    #[serde(default)]
    pub timestamp: Option<Text>,
}

/// How a secret's text becomes the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
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

/// What is signed, in order. Templates see `parts`, each with `kind` and, for text, `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub struct SignedContent {
    /// The parts that are joined.
    pub parts: Vec<Part>,
    /// Whether it is the body and nothing else.
    pub is_body: bool,
}

/// A part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The same in every request.
    Text {
        /// The text.
        text: Text,
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
        name: Text,
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

impl SignedContent {
    /// Whether it is part of what is signed: a header must then be there for it.
    pub(crate) fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
    }
}

impl TryFrom<String> for SignedContent {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (before, placeholder) =
                rest.split_once('{').map_or((rest, None), |(before, after)| (before, Some(after)));
            if !before.is_empty() {
                parts.push(Part::Text { text: before.into() });
            }
            let Some(after) = placeholder else { break };
            let (name, after) = after.split_once('}').ok_or("signed_content: a { without a }")?;
            parts.push(part(name)?);
            rest = after;
        }
        let is_of_body = |part: &&Part| matches!(part, Part::Body | Part::SortedForm | Part::BodySha256);
        if !parts.is_empty() && parts.iter().filter(is_of_body).count() != 1 {
            return Err("signed_content: {body} must be there once, or {sorted_form}, or {sha256(body)}".into());
        }
        let is_body = parts == [Part::Body];
        Ok(Self { parts, is_body })
    }
}

fn part(name: &str) -> Result<Part, String> {
    Ok(match name {
        "body" => Part::Body,
        "timestamp" => Part::Timestamp,
        "delivery_id" | "id" => Part::DeliveryId,
        "url" => Part::Url,
        "method" => Part::Method,
        "sorted_form" => Part::SortedForm,
        "sha256(body)" => Part::BodySha256,
        _ => match name.strip_prefix("header:").filter(|name| !name.is_empty()) {
            Some(name) => Part::Header { name: name.into() },
            None => {
                return Err(format!(
                    "signed_content: {{{name}}} is not {{body}}, {{timestamp}}, {{id}}, {{header:NAME}}, {{url}}, \
                     {{method}}, {{sorted_form}} or {{sha256(body)}}"
                ));
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
