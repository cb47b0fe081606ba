//! What else the provider does, as data for emulators and generators (docs/provider.md, A delivery; Responses and
//! retries).

#[cfg(feature = "schema")]
use crate::EventType;
use std::time::Duration;

/// Delivery ids begin with this; a number follows.
pub(crate) const DELIVERY_ID_PREFIX: &str = "deliver-webhook-";

/// The events whose data also carries the properties that a project gave its contacts (docs/provider.md, Event types).
#[cfg(feature = "schema")]
pub(crate) const CUSTOM_PROPERTIES: &[EventType] = &[EventType::ContactCreated, EventType::ContactUpdated];

/// The `User-Agent` of deliveries; not always set.
pub const USER_AGENT: &str = "AutoSend-Webhooks/1.0";

/// A receiver answers within this, or the delivery counts as failed.
pub const RESPONSE_TIMEOUT: Duration = Duration::from_secs(10);

/// How many deliveries are on their way at once.
pub const MAX_CONCURRENT_DELIVERIES: usize = 5;

/// The delays between attempts, by name. The provider's pages disagree; the introduction's come first and are
/// the default (docs/provider.md, Responses and retries).
pub const RETRY_SCHEDULES: &[(&str, &[Duration])] = &[
    ("intro", &[Duration::from_mins(1), Duration::from_mins(5), Duration::from_mins(15)]),
    ("retries-page", &[Duration::from_secs(5), Duration::from_secs(10), Duration::from_secs(20)]),
];
