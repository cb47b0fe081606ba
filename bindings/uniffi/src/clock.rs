//! Times as they cross: Unix milliseconds.

use autosend_webhooks::from_unix_millis;
use std::time::SystemTime;

/// Times before 1970 count as 1970.
pub fn time(unix_millis: i64) -> SystemTime {
    from_unix_millis(unix_millis.max(0).unsigned_abs())
}
