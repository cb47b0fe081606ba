//! Deciding who gets in: the core's verifier behind a handle.

use crate::{Explanation, WebhookError, headers::PackedHeaders, pack};
use autosend_webhooks::{self as core, Delivery};
use std::{
    hint,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
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
        let verifier = core::Verifier::new(secrets.iter().map(|secret| secret.as_str()))?
            .tolerance(options.tolerance_ms.map(Duration::from_millis))
            .future_tolerance(Duration::from_millis(options.future_tolerance_ms))
            .max_body(options.max_body.try_into().unwrap_or(usize::MAX))
            .strict(options.strict);
        Ok(Arc::new(Self(verifier)))
    }

    /// Verifies a request at a time in Unix milliseconds. The answer is packed: a delivery, or why there is none.
    #[must_use]
    pub fn verify(&self, body: &[u8], headers: &[u8], now_ms: i64) -> String {
        pack::answer(self.0.verify_at(body, &PackedHeaders(headers), time(now_ms)))
    }

    /// Tells why a request does not verify at a time in Unix milliseconds. Accepts nothing.
    #[must_use]
    pub fn explain(&self, body: &[u8], headers: &[u8], now_ms: i64) -> Explanation {
        self.0.explain_at(body, &PackedHeaders(headers), time(now_ms)).into()
    }
}

/// Reads a delivery that was verified before. The answer is packed.
#[uniffi::export]
#[must_use]
pub fn trusted(id: &str, body: &[u8]) -> String {
    pack::answer(Delivery::trusted(id, body))
}

/// The digest of a verified body: SHA-256.
#[uniffi::export]
pub fn digest(body: &[u8]) -> Result<Vec<u8>, WebhookError> {
    Ok(Delivery::trusted("", body)?.digest().into())
}

/// Takes an answer back and frees it, for callers that read it in place.
#[uniffi::export]
pub fn release(answer: String) {
    drop(answer);
}

/// Times before 1970 count as 1970.
pub fn time(unix_millis: i64) -> SystemTime {
    core::from_unix_millis(unix_millis.max(0).unsigned_abs())
}

/// Nanoseconds that the core takes to verify a request that many times, with the same memory and clock as its callers:
/// what measurements of the packages compare themselves with.
#[must_use]
#[uniffi::export]
pub fn measure_core(secret: &str, body: &[u8], headers: &[u8], calls: u32) -> u64 {
    let Ok(verifier) = core::Verifier::new([secret]) else { return 0 };
    let start = Instant::now();
    for _ in 0..calls {
        let _ = hint::black_box(verifier.verify(hint::black_box(body), &PackedHeaders(headers)));
    }
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}
