//! The header of a signature: reading the candidates in it, and writing one.

use crate::{
    error::Error,
    profile::{Encoding, Form, Hash, Scheme, Signature, TimestampSource},
    request::Request,
};
use autosend_webhooks::ErrorCode;
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};

/// The signatures that a header holds, and the timestamp that it may hold.
#[derive(Default)]
pub struct Sent<'a> {
    pub candidates: Vec<Vec<u8>>,
    pub timestamp: Option<&'a [u8]>,
}

impl Signature {
    /// What the request has of this scheme; none where its header is missing.
    pub(crate) fn sent<'a>(&self, request: &Request<'a>) -> Result<Option<Sent<'a>>, Error> {
        let Some(value) = request.first(std::iter::once(&self.header).chain(&self.aliases))? else { return Ok(None) };
        let Ok(text) = std::str::from_utf8(value) else { return Err(self.malformed()) };
        let sent = match self.form {
            Form::Plain => Sent { candidates: self.plain(text).into_iter().collect(), timestamp: None },
            Form::List => Sent { candidates: self.list(text), timestamp: None },
            Form::Pairs => self.pairs(text)?,
        };
        Ok(Some(sent))
    }

    fn plain(&self, text: &str) -> Option<Vec<u8>> {
        self.decode(text.strip_prefix(&*self.prefix)?)
    }

    fn list(&self, text: &str) -> Vec<Vec<u8>> {
        let entries = text.split(separator(&self.separator, " ")).map(str::trim);
        let signature = |entry: &str| {
            if self.versions.is_empty() {
                return self.plain(entry);
            }
            let (version, signature) = entry.split_once([',', '='])?;
            self.versions.iter().any(|it| it == version).then(|| self.decode(signature))?
        };
        entries.filter_map(signature).collect()
    }

    fn pairs<'a>(&self, text: &'a str) -> Result<Sent<'a>, Error> {
        let mut sent = Sent::default();
        let Some(names) = &self.pairs else { return Ok(sent) };
        for pair in text.split(separator(&self.separator, ",")) {
            let Some((name, value)) = pair.trim().split_once('=') else { continue };
            if name == names.signature {
                sent.candidates.extend(self.decode(value));
            } else if names.timestamp.as_deref() == Some(name) {
                if sent.timestamp.is_some_and(|earlier| earlier != value.as_bytes()) {
                    return Err(Error::new(ErrorCode::MalformedTimestamp, "there are two timestamps"));
                }
                sent.timestamp = Some(value.as_bytes());
            }
        }
        Ok(sent)
    }

    /// The bytes of a signature, as it should be written and in no other way.
    fn decode(&self, text: &str) -> Option<Vec<u8>> {
        let bytes = match (self.scheme, self.encoding) {
            (Scheme::Token | Scheme::Basic, _) => return Some(text.as_bytes().to_vec()),
            (_, Encoding::Hex) if text.bytes().any(|it| it.is_ascii_uppercase()) => return None,
            (_, Encoding::Hex) => const_hex::decode(text).ok()?,
            (_, Encoding::Base64) => BASE64_STANDARD.decode(text).ok()?,
            (_, Encoding::Base64url) => BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?,
        };
        (bytes.len() == self.length()).then_some(bytes)
    }

    /// How many bytes a signature has.
    pub(crate) fn length(&self) -> usize {
        match (self.scheme, self.hash) {
            (Scheme::Ed25519, _) | (_, Hash::Sha512) => 64,
            (_, Hash::Sha1) => 20,
            (_, Hash::Sha256) => 32,
        }
    }

    /// The header's value with this signature.
    pub(crate) fn write(&self, signature: &[u8], timestamp: Option<&str>) -> String {
        let text = match (self.scheme, self.encoding) {
            (Scheme::Token | Scheme::Basic, _) => String::from_utf8_lossy(signature).into_owned(),
            (_, Encoding::Hex) => const_hex::encode(signature),
            (_, Encoding::Base64) => BASE64_STANDARD.encode(signature),
            (_, Encoding::Base64url) => BASE64_URL_SAFE_NO_PAD.encode(signature),
        };
        match (self.form, &self.pairs, self.versions.first()) {
            (Form::Pairs, Some(names), _) => {
                let time = names.timestamp.iter().zip(timestamp).map(|(name, time)| format!("{name}={time}"));
                let pairs: Vec<_> = time.chain([format!("{}={text}", names.signature)]).collect();
                pairs.join(separator(&self.separator, ","))
            }
            (Form::List, _, Some(version)) => format!("{version},{text}"),
            _ => format!("{}{text}", self.prefix),
        }
    }

    pub(crate) fn malformed(&self) -> Error {
        Error::new(ErrorCode::MalformedSignature, format!("{} does not hold a signature as it should", self.header))
    }

    /// Whether the timestamp can be in this header.
    pub(crate) fn has_time(&self, from: TimestampSource) -> bool {
        from == TimestampSource::Pair && self.pairs.as_ref().is_some_and(|names| names.timestamp.is_some())
    }
}

fn separator<'a>(given: &'a str, usual: &'a str) -> &'a str {
    if given.is_empty() { usual } else { given }
}
