//! Ids, secrets and keys, from the operating system's randomness.

use rand::{Rng, TryRng, rngs::SysRng};
use std::sync::atomic::{AtomicI64, Ordering};

/// What comes before the number in a delivery's id.
const DELIVERY_PREFIX: &str = "deliver-webhook-";

fn random_hex<const BYTES: usize>() -> String {
    let mut bytes = [0; BYTES];
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system has randomness");
    const_hex::encode(bytes)
}

/// An id as AutoSend's look: 24 hex digits.
pub fn object_id() -> String {
    random_hex::<12>()
}

/// The same from a given source, for runs that can be repeated.
pub fn object_id_from(random: &mut impl Rng) -> String {
    let mut bytes = [0; 12];
    random.fill_bytes(&mut bytes);
    const_hex::encode(bytes)
}

/// Whether a text looks like an [`object_id`].
pub fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A webhook's secret: `whsec_` and 32 hex digits.
pub fn secret() -> String {
    format!("whsec_{}", random_hex::<16>())
}

/// A project's API key.
pub fn api_key() -> String {
    format!("AS_{}", random_hex::<24>())
}

/// The id of a delivery with a number.
pub fn delivery_id(number: i64) -> String {
    format!("{DELIVERY_PREFIX}{number}")
}

/// The number in a delivery's id.
pub fn delivery_number(id: &str) -> Option<i64> {
    id.strip_prefix(DELIVERY_PREFIX)?.parse().ok()
}

/// The id of a delivery's log.
pub fn log_id(number: i64) -> String {
    format!("{number:024x}")
}

/// Hands out the numbers of deliveries. They grow with time, in microseconds: so they differ from those of an earlier
/// run, whose ids a receiver may still remember.
pub struct Numbers(AtomicI64);

impl Numbers {
    /// Continues after a number.
    pub const fn after(last: i64) -> Self {
        Self(AtomicI64::new(last))
    }

    pub fn next(&self) -> i64 {
        let now = i64::try_from(crate::event_body::micros_now()).unwrap_or_default();
        let later = |last: i64| now.max(last + 1);
        let last = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(later(last)));
        later(last.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_autosend_s() {
        assert!(is_object_id(&object_id()) && is_object_id(&log_id(5)));
        assert_eq!(secret().len(), "whsec_".len() + 32);
        assert_eq!(delivery_number(&delivery_id(123)), Some(123));
        assert_eq!(delivery_number("123"), None);
    }

    #[test]
    fn numbers_grow() {
        let numbers = Numbers::after(i64::MAX / 2);
        assert_eq!(numbers.next(), i64::MAX / 2 + 1);
        let numbers = Numbers::after(0);
        let (a, b) = (numbers.next(), numbers.next());
        assert!(a > 1_700_000_000_000_000 && b > a);
    }
}
