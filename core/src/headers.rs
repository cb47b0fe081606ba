//! Reading the webhook headers of a request.

use crate::{ErrorCode, WebhookError};
use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasher,
};

/// Carries the lower-case hex HMAC-SHA256 of the raw body.
pub const SIGNATURE_HEADER: &str = "X-Webhook-Signature";
/// Carries when the request was sent, Unix milliseconds (first generation: seconds). Not signed.
pub const TIMESTAMP_HEADER: &str = "X-Webhook-Timestamp";
/// Carries the delivery's id, the same over all retries. Not signed.
pub const DELIVERY_ID_HEADER: &str = "X-Webhook-Delivery-Id";
/// Carries the event type. Not signed: the body decides.
pub const EVENT_HEADER: &str = "X-Webhook-Event";

/// The headers that a verifier looks at, in the order in which it checks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WebhookHeader {
    /// [`SIGNATURE_HEADER`]
    Signature,
    /// [`TIMESTAMP_HEADER`]
    Timestamp,
    /// [`DELIVERY_ID_HEADER`]
    DeliveryId,
    /// [`EVENT_HEADER`]
    Event,
}

impl WebhookHeader {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Signature, Self::Timestamp, Self::DeliveryId, Self::Event];

    /// The header's name, spelled as AutoSend does.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => SIGNATURE_HEADER,
            Self::Timestamp => TIMESTAMP_HEADER,
            Self::DeliveryId => DELIVERY_ID_HEADER,
            Self::Event => EVENT_HEADER,
        }
    }

    /// The header of that name, in any case.
    ///
    /// ```
    /// # use autosend_webhooks::WebhookHeader;
    /// assert_eq!(WebhookHeader::from_name(b"x-webhook-event"), Some(WebhookHeader::Event));
    /// assert_eq!(WebhookHeader::from_name(b"content-type"), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn from_name(name: &[u8]) -> Option<Self> {
        // The letter behind `X-Webhook-` tells them apart. Spelled out: to compare with a name that the compiler knows
        // takes no call.
        let (header, is_exact) = match name.get(10)?.to_ascii_lowercase() {
            b's' => (Self::Signature, name == SIGNATURE_HEADER.as_bytes()),
            b't' => (Self::Timestamp, name == TIMESTAMP_HEADER.as_bytes()),
            b'd' => (Self::DeliveryId, name == DELIVERY_ID_HEADER.as_bytes()),
            b'e' => (Self::Event, name == EVENT_HEADER.as_bytes()),
            _ => return None,
        };
        // Most come as AutoSend spells them, and that is the quicker comparison.
        (is_exact || name.eq_ignore_ascii_case(header.name().as_bytes())).then_some(header)
    }
}

/// Anything that holds request headers.
///
/// Implemented for slices, arrays, vectors and maps of name and value, and with the feature `http`
/// for `http::HeaderMap`. Names are compared without regard to case.
///
/// ```
/// # use autosend_webhooks::Headers;
/// # use std::collections::HashMap;
/// fn count(headers: &impl Headers) -> usize { headers.pairs().count() }
/// assert_eq!(count(&[("X-Webhook-Event", "email.sent")]), 1);
/// assert_eq!(count(&HashMap::from([("x-webhook-event", "email.sent")])), 1);
/// ```
pub trait Headers {
    /// Every header as name and value, repeated names included.
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])>;
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> Headers for [(N, V)] {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>, const COUNT: usize> Headers for [(N, V); COUNT] {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.as_slice().pairs()
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> Headers for Vec<(N, V)> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.as_slice().pairs()
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>, S: BuildHasher> Headers for HashMap<N, V, S> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

impl<N: AsRef<[u8]>, V: AsRef<[u8]>> Headers for BTreeMap<N, V> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

#[cfg(feature = "http")]
impl<T: AsRef<[u8]>> Headers for http::HeaderMap<T> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

/// The values of the four webhook headers; empty ones count as absent.
pub(crate) struct DeliveryHeaders<'a> {
    pub signature: Option<&'a [u8]>,
    pub timestamp: Option<&'a [u8]>,
    pub delivery_id: Option<&'a [u8]>,
    pub event: Option<&'a [u8]>,
}

impl<'a> DeliveryHeaders<'a> {
    /// Picks the four out of all headers in one pass.
    ///
    /// Fails with [`ErrorCode::DuplicateHeader`] when one is there twice with different values:
    /// which of them another component reads is anybody's guess.
    pub fn read(headers: &'a (impl Headers + ?Sized)) -> Result<Self, WebhookError> {
        let mut slots = [Slot::Absent; 4];
        for (name, value) in headers.pairs() {
            if let Some(header) = WebhookHeader::from_name(name) {
                slots[header as usize].put(trim(value));
            }
        }
        let conflict = |header: &&WebhookHeader| matches!(slots[**header as usize], Slot::Conflict);
        if let Some(header) = WebhookHeader::ALL.iter().find(conflict) {
            return Err(WebhookError::with_detail(ErrorCode::DuplicateHeader, header.name()));
        }
        let [signature, timestamp, delivery_id, event] = slots.map(Slot::value);
        Ok(Self { signature, timestamp, delivery_id, event })
    }
}

#[derive(Clone, Copy)]
enum Slot<'a> {
    Absent,
    Value(&'a [u8]),
    Conflict,
}

impl<'a> Slot<'a> {
    fn put(&mut self, value: &'a [u8]) {
        *self = match *self {
            Self::Absent => Self::Value(value),
            Self::Value(earlier) if earlier == value => Self::Value(value),
            _ => Self::Conflict,
        }
    }

    fn value(self) -> Option<&'a [u8]> {
        match self {
            Self::Value(value) if !value.is_empty() => Some(value),
            _ => None,
        }
    }
}

/// Strips the white space that HTTP allows around a header's value.
fn trim(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        for header in WebhookHeader::ALL {
            let name = header.name();
            for spelled in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
                assert_eq!(WebhookHeader::from_name(spelled.as_bytes()), Some(header));
                assert_eq!(WebhookHeader::from_name(format!("{spelled}s").as_bytes()), None);
                assert_eq!(WebhookHeader::from_name(&spelled.as_bytes()[1..]), None);
            }
        }
    }
}
