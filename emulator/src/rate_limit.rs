//! How many requests are left in a second.

use std::sync::{Mutex, PoisonError};

/// Counts the requests of each second.
pub struct RateLimit {
    /// A second.
    pub limit: u32,
    /// The second, and its requests.
    window: Mutex<(i64, u32)>,
}

impl RateLimit {
    pub fn new(limit: u32) -> Self {
        Self { limit, window: Mutex::default() }
    }

    /// How many requests are left in this second; `None` if this one is too many.
    pub fn take(&self, second: i64) -> Option<u32> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.0 != second {
            *window = (second, 0);
        }
        window.1 = window.1.saturating_add(1);
        self.limit.checked_sub(window.1)
    }
}

#[cfg(test)]
mod tests {
    use super::RateLimit;

    #[test]
    fn each_second_begins_anew() {
        let limit = RateLimit::new(2);
        assert_eq!([1, 1, 1, 2].map(|second| limit.take(second)), [Some(1), Some(0), None, Some(1)]);
    }
}
