//! The address of an engine: `scheme://user:password@host:port/path?name=value`, with values that are ours taken out.

use crate::{InboxError, InboxErrorCode, WIRE};
use std::collections::BTreeMap;

/// An address in its parts. It may hold a password, so that it has no `Debug`.
pub struct EngineAddress {
    /// Without `?…`.
    pub server: String,
    values: BTreeMap<String, String>,
}

impl EngineAddress {
    /// Takes an address apart. Fails for a value whose name is not known.
    pub fn parse(address: &str, known: &[&str]) -> Result<Self, InboxError> {
        let (server, query) = address.split_once('?').unwrap_or((address, ""));
        let mut values = BTreeMap::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !known.contains(&name) {
                return Err(bad(format!("{name} is not known in the address of a store: {}", known.join(", "))));
            }
            values.insert(name.to_owned(), value.to_owned());
        }
        Ok(Self { server: server.to_owned(), values })
    }

    /// A value, if it is given.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// A value that is a number, if it is given.
    #[cfg(any(feature = "kafka", feature = "nats"))]
    pub fn number(&self, name: &str) -> Result<Option<u64>, InboxError> {
        let Some(text) = self.value(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| bad(format!("{name} must be a number, not {text}")))
    }

    /// The name of the inbox: several share an engine under different ones.
    pub fn inbox(&self) -> Result<&str, InboxError> {
        let name = self.value("inbox").unwrap_or(WIRE.inbox);
        let fits = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
        if name.is_empty() || name.len() > 64 || !name.bytes().all(fits) {
            return Err(bad("inbox must be 1 to 64 letters, digits, - and _"));
        }
        Ok(name)
    }

    /// For logs: without user and password.
    pub fn shown(&self) -> String {
        let (scheme, rest) = self.server.split_once("://").unwrap_or(("", &self.server));
        let hosts: Vec<_> = rest.split(',').map(|host| host.rsplit_once('@').map_or(host, |(_, host)| host)).collect();
        format!("{scheme}://{}", hosts.join(","))
    }
}

/// Encrypted connections of the engines' clients take the implementation of cryptography that the process chose, and end it where it
/// could be several: then this one is chosen.
#[cfg(any(feature = "nats", feature = "redis"))]
pub fn choose_cryptography() {
    // Where one was chosen before, it stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// An address that can't be understood.
pub fn bad(detail: impl Into<std::sync::Arc<str>>) -> InboxError {
    InboxError::new(InboxErrorCode::BadAddress, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "nats")]
    #[test]
    fn parts_are_found_and_passwords_are_not_shown() {
        let address =
            EngineAddress::parse("nats://u:p@a:1,v:q@b:2?replicas=3&inbox=x", &["inbox", "replicas"]).unwrap();
        assert_eq!((address.number("replicas").unwrap(), address.inbox().unwrap()), (Some(3), "x"));
        assert_eq!(address.shown(), "nats://a:1,b:2");
        let error = EngineAddress::parse("redis://a?inbx=1", &["inbox"]).err().unwrap();
        assert_eq!(error.to_string(), "bad_store_address: inbx is not known in the address of a store: inbox");
        for name in ["", "a.b", "a b", "{a}"] {
            assert!(EngineAddress::parse(&format!("redis://a?inbox={name}"), &["inbox"]).unwrap().inbox().is_err());
        }
    }
}
