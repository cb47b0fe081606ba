//! Deliveries that were seen before.

use crate::{WebhookError, clock::time, panics::provoke};
use autosend_webhooks::{self as core, Delivery};
use std::{sync::Arc, time::Duration};

/// What to do with a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Admission {
    /// Not seen before: process it.
    First,
    /// Seen before, by its id or by its body: answer 200 and do nothing.
    Duplicate,
    /// Created longer ago than the memory reaches: nobody can tell whether it was seen.
    Expired,
}

/// Remembers deliveries in memory, to process each event once.
#[derive(Debug, uniffi::Object)]
pub struct Deduplicator(core::Deduplicator);

#[uniffi::export]
impl Deduplicator {
    /// Remembers each delivery for a time in milliseconds, and at most `capacity` of them.
    #[uniffi::constructor]
    pub fn new(window_ms: u64, capacity: u64) -> Result<Arc<Self>, WebhookError> {
        let capacity = usize::try_from(capacity).unwrap_or(usize::MAX);
        Ok(Arc::new(Self(core::Deduplicator::new(Duration::from_millis(window_ms), capacity))))
    }

    /// Whether a verified delivery is to be processed; one that is counts as seen from now on.
    pub fn admit(&self, id: &str, body: &[u8], now_ms: i64) -> Result<Admission, WebhookError> {
        provoke("admit", body);
        Ok(match self.0.admit_at(&Delivery::trusted(id, body)?, time(now_ms)) {
            core::Admission::First(claim) => {
                claim.done();
                Admission::First
            }
            core::Admission::Duplicate | core::Admission::InProgress => Admission::Duplicate,
            core::Admission::Expired => Admission::Expired,
        })
    }

    /// Forgets a delivery whose processing failed, so that its retry is processed.
    pub fn forget(&self, id: &str, body: &[u8]) -> Result<(), WebhookError> {
        provoke("forget", body);
        self.0.forget(&Delivery::trusted(id, body)?);
        Ok(())
    }
}
