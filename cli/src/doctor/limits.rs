//! The numbers that checks and their texts go by: all of them follow from those of the core.

use autosend_webhooks::{DEFAULT_FUTURE_TOLERANCE, DEFAULT_MAX_BODY, DEFAULT_TOLERANCE, provider};
use humantime::format_duration;
use std::time::Duration;

/// Ages that have to be accepted and refused.
pub const OLD: Duration = DEFAULT_TOLERANCE.saturating_sub(Duration::from_mins(1));
pub const TOO_OLD: Duration = DEFAULT_TOLERANCE.saturating_mul(2);
pub const AHEAD: Duration = DEFAULT_FUTURE_TOLERANCE.saturating_sub(Duration::from_secs(30));
pub const TOO_FAR_AHEAD: Duration = DEFAULT_FUTURE_TOLERANCE.saturating_mul(10);

/// A body that is too large, in bytes.
pub const OVERSIZED: usize = DEFAULT_MAX_BODY * 8;

/// A text with the numbers that it names in braces.
pub fn filled(text: &str) -> String {
    let mib = |bytes: usize| format!("{} MiB", bytes >> 20);
    let retries = provider::RETRY_SCHEDULES.first().map_or(0, |(_, delays)| delays.len());
    let numbers = [
        ("{old}", format_duration(OLD).to_string()),
        ("{too_old}", format_duration(TOO_OLD).to_string()),
        ("{ahead}", format_duration(AHEAD).to_string()),
        ("{too_far_ahead}", format_duration(TOO_FAR_AHEAD).to_string()),
        ("{tolerance}", format!("{} s", DEFAULT_TOLERANCE.as_secs())),
        ("{future}", format!("{} s", DEFAULT_FUTURE_TOLERANCE.as_secs())),
        ("{limit}", mib(DEFAULT_MAX_BODY)),
        ("{oversized}", mib(OVERSIZED)),
        ("{timeout}", format!("{} s", provider::RESPONSE_TIMEOUT.as_secs())),
        ("{together}", provider::MAX_CONCURRENT_DELIVERIES.to_string()),
        ("{retries}", retries.to_string()),
    ];
    numbers.iter().fold(text.to_owned(), |text, (name, number)| text.replace(name, number))
}
