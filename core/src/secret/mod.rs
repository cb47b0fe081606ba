//! Webhook secrets and the signatures they make.

pub(crate) mod form;

use crate::{WebhookError, hash::Key};
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A webhook secret with its keyed HMAC state, computed once.
///
/// The key is the secret's text as it stands, UTF-8, `whsec_` prefix included: AutoSend does not
/// base64-decode it as Svix and Standard Webhooks do (docs/provider.md, The signature). The text is wiped from
/// memory on drop and never printed.
///
/// ```
/// # use autosend_webhooks::Secret;
/// let secret = Secret::new("whsec_0123456789abcdef0123456789abcdef")?;
/// let signature = secret.sign(b"{}");
/// assert_eq!(signature.to_string().len(), 64);
/// assert_eq!(format!("{secret:?}"), "Secret(..)");
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
#[derive(Clone)]
pub struct Secret {
    text: Zeroizing<Box<str>>,
    key: Key,
}

impl Secret {
    /// Takes a secret as AutoSend shows it.
    ///
    /// Fails with [`ErrorCode::InvalidSecret`](crate::ErrorCode::InvalidSecret) when it shows that the configuration went
    /// wrong: empty, which would let anybody sign; with spaces or quotation marks around it; with other white space,
    /// control or invisible characters anywhere; or what a missing value prints as, e.g. `undefined` or `None`. The
    /// error names the character and its position, and never shows the secret.
    pub fn new(text: &str) -> Result<Self, WebhookError> {
        form::check(text)?;
        Ok(Self { text: Zeroizing::new(text.into()), key: Key::new(text.as_bytes()) })
    }

    /// The signature of a body: HMAC-SHA256 over its bytes.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> Signature {
        Signature(self.key.sign(body))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.text
    }
}

impl std::str::FromStr for Secret {
    type Err = WebhookError;

    /// [`Secret::new`], for `"whsec_…".parse()`.
    fn from_str(text: &str) -> Result<Self, WebhookError> {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// The signature of a body; prints as `X-Webhook-Signature` carries it, 64 lower-case hex digits.
///
/// Comparing two takes the same time wherever they differ.
#[derive(Clone, Copy)]
pub struct Signature([u8; 32]);

impl Signature {
    /// Signs with any bytes as the key, also such as no [`Secret`] is made of: for diagnosis, and for testing what a
    /// receiver refuses.
    #[must_use]
    pub fn with_key(key: &[u8], body: &[u8]) -> Self {
        Self(Key::new(key).sign(body))
    }

    pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a header value: exactly 64 lower-case hex digits.
    pub(crate) fn from_hex(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        let upper_case = text.iter().fold(false, |found, byte| found | byte.is_ascii_uppercase());
        // 64 digits exactly: the decoder would take a 0x prefix too.
        let is_hex = text.len() == 64 && const_hex::decode_to_slice(text, &mut bytes).is_ok();
        (is_hex && !upper_case).then_some(Self(bytes))
    }
}

impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        // In words of eight bytes: a comparison byte by byte takes a tenth of a whole verification.
        let words = |signature: &Self| {
            let (words, _) = signature.0.as_chunks::<8>();
            [words[0], words[1], words[2], words[3]].map(u64::from_ne_bytes)
        };
        words(self).ct_eq(&words(other)).into()
    }
}

impl Eq for Signature {}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.0))
    }
}

impl fmt::Debug for Signature {
    /// Redacted: a log line with it would let its reader replay the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(..)")
    }
}
