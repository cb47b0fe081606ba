//! Bodies of events as AutoSend's `JSON.stringify` writes them.

use crate::json;
use autosend_webhooks::{EventType, Generation};
use serde_json::value::RawValue;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

/// The body of an event. Type and time must not need escapes in JSON; the data is compact JSON.
#[must_use]
pub fn envelope(event: &str, created_at: &str, data: &str, generation: Generation) -> String {
    let (type_member, time_member) = (generation.type_member(), generation.time_member());
    format!(r#"{{"{type_member}":"{event}","{time_member}":"{created_at}","data":{data}}}"#)
}

/// What is needed of a sample.
#[derive(serde::Deserialize)]
struct Sample<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

/// The data of an event's sample, compact; `None` where that generation has no sample.
#[must_use]
pub fn sample_data(event: EventType, generation: Generation) -> Option<String> {
    let sample: Sample<'_> = serde_json::from_str(event.sample(generation)?).ok()?;
    Some(json::compact(sample.data.get()))
}

/// Microseconds since 1970.
#[must_use]
pub fn micros_now() -> u64 {
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    u64::try_from(since_1970.as_micros()).unwrap_or(u64::MAX)
}

/// Tells times that all differ, because receivers take equal bodies for one.
#[derive(Default)]
pub struct Clock {
    /// The last time told, in microseconds since 1970.
    last: AtomicU64,
}

impl Clock {
    /// The time now: in milliseconds like AutoSend's, in microseconds where several fall into one.
    pub fn next(&self) -> String {
        let now = micros_now();
        let later = |last: u64| now.max(last + 1);
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(later(last)));
        let last = last.unwrap_or_default();
        let time = later(last);
        let instant = SystemTime::UNIX_EPOCH + Duration::from_micros(time);
        if time / 1000 > last / 1000 {
            humantime::format_rfc3339_millis(instant).to_string()
        } else {
            humantime::format_rfc3339_micros(instant).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use autosend_webhooks::Time;
    use std::collections::HashSet;

    #[test]
    fn times_of_creation_differ_and_are_times() {
        let clock = Clock::default();
        let times: Vec<String> = (0..10_000).map(|_| clock.next()).collect();
        assert!(times.iter().all(|time| Time::parse(time.as_str()).is_some()));
        assert_eq!(times[0].len(), "2025-11-12T10:30:00.000Z".len());
        assert_eq!(times.iter().collect::<HashSet<_>>().len(), times.len());
    }
}
