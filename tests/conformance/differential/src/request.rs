//! A request, and how it is written for the implementations.

use autosend_webhooks::Signature;
use std::fmt::Write;

/// The clock of requests that have no other: 2025-11-12T10:30:00.000Z.
pub const NOW_MS: i64 = 1_762_943_400_000;
/// The secret of requests that have no other.
pub const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";

pub use autosend_webhooks::{
    DEFAULT_MAX_BODY as MAX_BODY, DELIVERY_ID_HEADER as ID, EVENT_HEADER as EVENT, SIGNATURE_HEADER as SIGNATURE,
    TIMESTAMP_HEADER as TIMESTAMP,
};

/// A header: its name is text, its value bytes.
pub type Header = (String, Vec<u8>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub now_ms: i64,
    pub strict: bool,
    pub secrets: Vec<String>,
    pub body: Vec<u8>,
    pub headers: Vec<Header>,
}

impl Request {
    /// A request as AutoSend sends it, without an event header.
    pub fn signed(body: Vec<u8>) -> Self {
        let headers = [
            (SIGNATURE, sign(SECRET, &body)),
            (ID, "deliver-webhook-123456".to_owned()),
            (TIMESTAMP, (NOW_MS - 400).to_string()),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.into_bytes())).into();
        Self { now_ms: NOW_MS, strict: false, secrets: vec![SECRET.to_owned()], body, headers }
    }

    /// Sets a header's value, or adds it.
    pub fn set(&mut self, name: &str, value: impl Into<Vec<u8>>) {
        let value = value.into();
        match self.headers.iter_mut().find(|header| header.0 == name) {
            Some(header) => header.1 = value,
            None => self.headers.push((name.to_owned(), value)),
        }
    }

    /// The same request with another body, signed anew wherever the signature was right.
    pub fn with_body(&self, body: Vec<u8>) -> Self {
        let mut changed = self.clone();
        for secret in &self.secrets {
            let (old, new) = (sign(secret, &self.body), sign(secret, &body));
            for header in changed.headers.iter_mut().filter(|header| header.1 == old.as_bytes()) {
                header.1.clone_from(&new.clone().into_bytes());
            }
        }
        changed.body = body;
        changed
    }

    /// The line for an implementation: id, clock, strict, secrets, body, headers.
    pub fn line(&self, id: &str) -> String {
        let secrets: Vec<_> = self.secrets.iter().map(const_hex::encode).collect();
        let pair = |(name, value): &Header| format!("{}={}", const_hex::encode(name), const_hex::encode(value));
        let headers: Vec<_> = self.headers.iter().map(pair).collect();
        let (strict, body) = (u8::from(self.strict), const_hex::encode(&self.body));
        format!("{id}\t{}\t{strict}\t{}\t{body}\t{}", self.now_ms, secrets.join(","), headers.join(","))
    }

    /// How much there is to read.
    pub fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len() + 1).sum();
        let secrets: usize = self.secrets.iter().map(String::len).sum();
        self.body.len() + headers + secrets + usize::from(self.strict) + usize::from(self.now_ms != NOW_MS)
    }

    /// For people.
    pub fn describe(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "    clock {}, strict {}, secrets {:?}", self.now_ms, self.strict, self.secrets);
        for (name, value) in &self.headers {
            let _ = writeln!(out, "    {name:?}: \"{}\"", value.escape_ascii());
        }
        let shown = &self.body[..self.body.len().min(2000)];
        let _ = write!(out, "    {} bytes: {}", self.body.len(), shown.escape_ascii());
        out
    }
}

/// The right signature of a body, as the header has it.
pub fn sign(secret: &str, body: &[u8]) -> String {
    Signature::with_key(secret.as_bytes(), body).to_string()
}
