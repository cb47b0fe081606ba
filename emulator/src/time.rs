//! Points in time as the state keeps them: milliseconds since 1970.

use autosend_webhooks::{from_unix_millis, unix_millis};
use std::time::{Duration, SystemTime};

/// Milliseconds since 1970.
pub type Millis = i64;

pub fn now() -> Millis {
    unix_millis(SystemTime::now())
}

/// As the API writes times: `2025-11-12T10:30:00.000Z`.
pub fn iso(time: Millis) -> String {
    let time = from_unix_millis(time.try_into().unwrap_or_default());
    humantime::format_rfc3339_millis(time).to_string()
}

pub fn millis(duration: Duration) -> Millis {
    duration.as_millis().try_into().unwrap_or(Millis::MAX)
}

/// From now until then; zero if that has passed.
pub fn until(time: Millis) -> Duration {
    Duration::from_millis((time - now()).try_into().unwrap_or_default())
}

/// `300s`, `5m`, `1h 30m`; a bare number is seconds.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Duration::from_secs(seconds));
    }
    humantime::parse_duration(text).map_err(|_| "write it like 300s, 5m or 500ms".to_owned())
}
