//! Deciding who gets in: the core's verifier behind a handle.

use crate::{Explanation, WebhookError, clock::time, headers::PackedHeaders, pack, panics::provoke};
use autosend_webhooks::{self as core, Delivery};
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};
use zeroize::Zeroizing;

/// What a verifier lets pass.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Options {
    /// How old a request may be; none switches the timestamp check off in both directions.
    pub tolerance_ms: Option<u64>,
    /// How far ahead of this machine's clock a request may be.
    pub future_tolerance_ms: u64,
    /// The largest body in bytes.
    pub max_body: u64,
    /// Whether event types that are not known, and data that does not fit, are refused.
    pub strict: bool,
}

/// Verifies requests: immutable, to be shared between threads.
#[derive(Debug, uniffi::Object)]
pub struct Verifier(core::Verifier);

#[uniffi::export]
impl Verifier {
    /// A verifier for one or more secrets. Fails with `invalid_secret`.
    #[uniffi::constructor]
    pub fn new(secrets: Vec<String>, options: Options) -> Result<Arc<Self>, WebhookError> {
        let secrets: Vec<_> = secrets.into_iter().map(Zeroizing::new).collect();
        for secret in &secrets {
            provoke("new", secret.as_bytes());
        }
        let verifier = core::Verifier::new(secrets.iter().map(|secret| secret.as_str()))?.with_options(core::Options {
            tolerance: options.tolerance_ms.map(Duration::from_millis),
            future_tolerance: Duration::from_millis(options.future_tolerance_ms),
            max_body: options.max_body.try_into().unwrap_or(usize::MAX),
            strict: options.strict,
        });
        Ok(Arc::new(Self(verifier)))
    }

    /// Verifies a request at a time in Unix milliseconds. The answer is packed: a delivery, or why there is none.
    pub fn verify(&self, body: &[u8], headers: &[u8], now_ms: i64) -> Result<String, WebhookError> {
        provoke("verify", body);
        Ok(pack::answer(self.0.verify_at(body, &PackedHeaders(headers), time(now_ms))))
    }

    /// Tells why a request does not verify at a time in Unix milliseconds. Accepts nothing.
    pub fn explain(&self, body: &[u8], headers: &[u8], now_ms: i64) -> Result<Explanation, WebhookError> {
        provoke("explain", body);
        Ok(self.0.explain_at(body, &PackedHeaders(headers), time(now_ms)).into())
    }
}

/// Reads a delivery that was verified before. The answer is packed.
#[uniffi::export]
pub fn trusted(id: &str, body: &[u8]) -> Result<String, WebhookError> {
    provoke("trusted", body);
    Ok(pack::answer(Delivery::trusted(id, body)))
}

/// The digest of a body: SHA-256.
#[uniffi::export]
pub fn digest(body: &[u8]) -> Result<Vec<u8>, WebhookError> {
    provoke("digest", body);
    Ok(Sha256::digest(body).to_vec())
}

/// Takes an answer back and frees it, for callers that read it in place.
#[uniffi::export]
pub fn release(answer: String) -> Result<(), WebhookError> {
    drop(answer);
    Ok(())
}
