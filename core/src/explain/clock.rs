//! Timestamps in another unit or form, and clocks that disagree.

use super::{Cause, cause};
use crate::{
    ErrorCode, Headers, WebhookError,
    headers::DeliveryHeaders,
    time::{TIMESTAMP_DIGITS, timestamp_millis, unix_millis},
};
use std::time::SystemTime;

pub(super) fn causes(error: &WebhookError, headers: &(impl Headers + ?Sized), now: SystemTime) -> Option<Cause> {
    let value = DeliveryHeaders::read(headers).ok()?.timestamp?;
    match error.code() {
        ErrorCode::MalformedTimestamp => malformed_timestamp(value),
        ErrorCode::TimestampTooOld | ErrorCode::TimestampInFuture => {
            let sent = i64::try_from(timestamp_millis(value)?).ok()?;
            Some(skew_or_unit(unix_millis(now).saturating_sub(sent), value.len()))
        }
        _ => None,
    }
}

/// What a timestamp looks like that is not a plain decimal integer.
pub(super) fn malformed_timestamp(value: &[u8]) -> Option<Cause> {
    const FIX: &str = "Send whole Unix milliseconds (or seconds), digits only.";
    let text = str::from_utf8(value).ok()?;
    if value.iter().all(u8::is_ascii_digit) && value.len() > TIMESTAMP_DIGITS {
        let unit = if value.len() > 17 { "nanoseconds" } else { "microseconds" };
        return Some(cause("timestamp_unit", format!("The timestamp looks like {unit}."), FIX));
    }
    if text.contains('T') || text.contains('-') && text.len() > 9 {
        return Some(cause("timestamp_is_a_date", "The timestamp is a date instead of a number.", FIX));
    }
    text.parse::<f64>()
        .is_ok()
        .then(|| cause("timestamp_is_not_an_integer", "The timestamp is a number, but no plain decimal integer.", FIX))
}

/// What an age in milliseconds, of a timestamp with so many digits, says about the two clocks.
fn skew_or_unit(age: i64, digits: usize) -> Cause {
    if digits != 10 && digits != 13 {
        return cause(
            "timestamp_unit",
            format!("The timestamp is {}: seconds and milliseconds are mixed up.", distance(age)),
            "Send Unix milliseconds (13 digits) or seconds (10 digits).",
        );
    }
    clock_skew(age)
}

/// What an age in milliseconds says about the two clocks.
pub(super) fn clock_skew(age: i64) -> Cause {
    const HOUR: i64 = 3_600_000;
    const MINUTE: i64 = 60_000;
    let distance = distance(age);
    let since_full_hour = age.rem_euclid(HOUR).min(HOUR - age.rem_euclid(HOUR));
    if since_full_hour < MINUTE && age.abs() > HOUR - MINUTE && age.abs() < 15 * HOUR {
        return cause(
            "time_zone",
            format!("The timestamp is {distance}, close to whole hours: a time zone was added."),
            "Use UTC: Unix time has no time zone.",
        );
    }
    cause(
        "clock_skew",
        format!("The timestamp is {distance}."),
        "Synchronise the clocks (NTP); for tests of stored requests, give the time of receipt as now. If both hold, this is a replay.",
    )
}

/// `3 min 2 s behind the clock`
fn distance(age: i64) -> String {
    let direction = if age < 0 { "ahead of" } else { "behind" };
    format!("{} {direction} the clock", human_duration(age.unsigned_abs()))
}

/// Milliseconds for people: the two largest units.
fn human_duration(millis: u64) -> String {
    let seconds = millis / 1000;
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, s) => format!("{s}.{:03} s", millis % 1000),
        (0, 0, m, s) => format!("{m} min {s} s"),
        (0, h, m, _) => format!("{h} h {m} min"),
        (d, h, ..) => format!("{d} d {h} h"),
    }
}
