//! The limit of requests a second, where the option asks for it.

use super::envelope::ApiError;
use crate::{Emulator, time::now};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::{Arc, Mutex, PoisonError};

/// Counts the requests of each second.
pub struct RateLimit {
    /// A second.
    limit: u32,
    /// The second, and its requests.
    window: Mutex<(i64, u32)>,
}

impl RateLimit {
    pub fn new(limit: u32) -> Self {
        Self { limit, window: Mutex::default() }
    }

    /// How many requests are left in this second; `None` if this one is too many.
    fn take(&self, second: i64) -> Option<u32> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.0 != second {
            *window = (second, 0);
        }
        window.1 = window.1.saturating_add(1);
        self.limit.checked_sub(window.1)
    }
}

pub async fn check(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let Some(limit) = &emulator.rate_limit else { return next.run(request).await };
    let second = now() / 1000;
    let left = limit.take(second);
    let mut response = match left {
        Some(_) => next.run(request).await,
        None => ApiError::rate_limited(1).into_response(),
    };
    tell(response.headers_mut(), limit.limit, left.unwrap_or_default(), second + 1);
    response
}

fn tell(headers: &mut HeaderMap, limit: u32, left: u32, reset: i64) {
    headers.insert("X-RateLimit-Limit", limit.into());
    headers.insert("X-RateLimit-Remaining", left.into());
    headers.insert("X-RateLimit-Reset", HeaderValue::from(reset));
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
