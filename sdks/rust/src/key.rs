//! Secrets as keys: what computes signatures and compares them.

use crate::{
    error::Error,
    profile::{Hash, KeyForm, Scheme, Signature},
};
use autosend_webhooks::{ErrorCode, Secret};
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

/// A secret, ready for one scheme.
pub enum Key {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    Sha512(Hmac<Sha512>),
    /// A token, as it is sent after the prefix.
    Token(Zeroizing<String>),
    #[cfg(feature = "ed25519")]
    Public(Vec<u8>),
}

/// What a request has to match: what one key makes of its content.
pub enum Expected<'a> {
    Bytes(Vec<u8>),
    Token(&'a str),
    #[cfg(feature = "ed25519")]
    Public(&'a [u8], &'a [u8]),
}

impl Key {
    /// Fails with [`ErrorCode::InvalidSecret`] where the text can't be a secret of the scheme.
    pub fn new(scheme: &Signature, secret: &str) -> Result<Self, Error> {
        Secret::new(secret).map_err(|error| Error::new(error.code(), error.message()))?;
        match scheme.scheme {
            Scheme::Token => return Ok(Self::Token(Zeroizing::new(secret.to_owned()))),
            Scheme::Basic => return Ok(Self::Token(Zeroizing::new(BASE64_STANDARD.encode(secret)))),
            Scheme::Ed25519 => return public(&bytes(scheme, secret)?),
            Scheme::Hmac => {}
        }
        let bytes = bytes(scheme, secret)?;
        let failed = |_| invalid("it is no key");
        Ok(match scheme.hash {
            Hash::Sha1 => Self::Sha1(Hmac::new_from_slice(&bytes).map_err(failed)?),
            Hash::Sha256 => Self::Sha256(Hmac::new_from_slice(&bytes).map_err(failed)?),
            Hash::Sha512 => Self::Sha512(Hmac::new_from_slice(&bytes).map_err(failed)?),
        })
    }

    /// What a signature of this content is, under this key.
    pub fn expected<'a>(&'a self, content: &'a [u8]) -> Expected<'a> {
        match self {
            Self::Sha1(key) => Expected::Bytes(key.clone().chain_update(content).finalize().into_bytes().to_vec()),
            Self::Sha256(key) => Expected::Bytes(key.clone().chain_update(content).finalize().into_bytes().to_vec()),
            Self::Sha512(key) => Expected::Bytes(key.clone().chain_update(content).finalize().into_bytes().to_vec()),
            Self::Token(token) => Expected::Token(token),
            #[cfg(feature = "ed25519")]
            Self::Public(key) => Expected::Public(key, content),
        }
    }
}

impl Expected<'_> {
    /// Whether a signature that was sent is this, in the same time wherever they differ.
    pub fn is(&self, sent: &[u8]) -> Choice {
        match self {
            Self::Bytes(bytes) => bytes.ct_eq(sent),
            // Digests have one length: the time tells nothing of the token's.
            Self::Token(token) => Sha256::digest(token).ct_eq(&Sha256::digest(sent)),
            #[cfg(feature = "ed25519")]
            Self::Public(key, content) => {
                let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, key);
                Choice::from(u8::from(key.verify(content, sent).is_ok()))
            }
        }
    }

    /// What is sent to whoever holds the same secret; nothing where only the provider can make it.
    pub fn to_send(&self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes.clone()),
            Self::Token(token) => Some(token.as_bytes().to_vec()),
            #[cfg(feature = "ed25519")]
            Self::Public(..) => None,
        }
    }
}

fn bytes(scheme: &Signature, secret: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let text = secret.strip_prefix(&*scheme.secret_prefix).unwrap_or(secret);
    let bytes = match scheme.key {
        KeyForm::Utf8 => secret.as_bytes().to_vec(),
        KeyForm::Base64 => BASE64_STANDARD.decode(text).map_err(|_| invalid("it is not base64"))?,
        KeyForm::Hex => const_hex::decode(text).map_err(|_| invalid("it is not hex"))?,
    };
    if bytes.is_empty() { Err(invalid("nothing follows its prefix")) } else { Ok(Zeroizing::new(bytes)) }
}

#[cfg(feature = "ed25519")]
fn public(bytes: &[u8]) -> Result<Key, Error> {
    if bytes.len() == 32 { Ok(Key::Public(bytes.to_vec())) } else { Err(invalid("a public key has 32 bytes")) }
}

#[cfg(not(feature = "ed25519"))]
fn public(_: &[u8]) -> Result<Key, Error> {
    Err(invalid("ed25519 needs the feature `ed25519`"))
}

fn invalid(why: &str) -> Error {
    Error::new(ErrorCode::InvalidSecret, format!("the secret can't be one: {why}"))
}
