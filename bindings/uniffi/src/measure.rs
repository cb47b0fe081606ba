//! What measurements of the packages compare themselves with; no released library has it.

use crate::{Verifier, WebhookError, headers::PackedHeaders};
use autosend_webhooks as core;
use std::{hint::black_box, time::Instant};

/// Nanoseconds that the core takes to verify a request that many times, with the same memory and clock as its callers.
#[must_use]
#[uniffi::export]
pub fn measure_core(secret: &str, body: &[u8], headers: &[u8], calls: u32) -> u64 {
    let Ok(verifier) = core::Verifier::new([secret]) else { return 0 };
    let start = Instant::now();
    for _ in 0..calls {
        let _ = black_box(verifier.verify(black_box(body), &PackedHeaders(headers)));
    }
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

#[uniffi::export]
impl Verifier {
    /// Takes what [`verify`](Self::verify) takes, and answers with a text of some length without doing anything: what UniFFI's
    /// call costs alone.
    pub fn measure_call(&self, body: &[u8], headers: &[u8], now_ms: i64, length: u32) -> Result<String, WebhookError> {
        black_box((self, body, headers, now_ms));
        Ok("x".repeat(length as usize))
    }
}
