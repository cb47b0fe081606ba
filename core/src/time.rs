//! Instants: those inside a body, and the one in the timestamp header.

use std::{
    borrow::Cow,
    fmt,
    time::{Duration, SystemTime},
};
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// A point in time as an event carries it: ISO 8601, usually UTC with milliseconds.
///
/// It prints back exactly what came in. [`Time::parse`] takes `2025-11-12T10:30:00.000Z`: up to nine
/// fractional digits, `Z` or a numeric offset, a real calendar date.
///
/// ```
/// # use autosend_webhooks::Time;
/// let time = Time::parse("2025-11-12T10:30:00.000Z").unwrap();
/// assert_eq!(time.unix_millis(), 1_762_943_400_000);
/// assert_eq!(time.to_string(), "2025-11-12T10:30:00.000Z");
/// assert!(Time::parse("2025-02-30T10:30:00Z").is_none());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Time<'a> {
    /// Valid: the instant is read from it when asked for, which keeps events small.
    text: Cow<'a, str>,
}

impl<'a> Time<'a> {
    /// The pattern of a time in the JSON Schema; the calendar is `format: date-time`'s business.
    #[cfg(feature = "schema")]
    pub(crate) const PATTERN: &'static str = r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

    /// Reads a time; `None` if the text is not one.
    #[must_use]
    pub fn parse(text: impl Into<Cow<'a, str>>) -> Option<Self> {
        let text = text.into();
        date_time(text.as_bytes())?;
        Some(Self { text })
    }

    /// The text as it came in.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "years 1 to 9999 are within ±2.6e14 ms")]
    pub fn unix_millis(&self) -> i64 {
        self.unix_nanos().div_euclid(1_000_000) as i64
    }

    /// The same instant for the standard library, and through it for chrono, jiff and time.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "both parts of a division by 1e9")]
    pub fn to_system_time(&self) -> SystemTime {
        let nanos = self.unix_nanos();
        let distance = nanos.unsigned_abs();
        let distance = Duration::new((distance / 1_000_000_000) as u64, (distance % 1_000_000_000) as u32);
        if nanos < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
    }

    fn unix_nanos(&self) -> i128 {
        let time = date_time(self.text.as_bytes()).expect("the text was valid when the time was made");
        time.unix_timestamp_nanos()
    }

    /// The same time, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Time<'static> {
        Time { text: self.text.into_owned().into() }
    }
}

impl Default for Time<'_> {
    /// 1970-01-01T00:00:00.000Z.
    fn default() -> Self {
        Self { text: Cow::Borrowed("1970-01-01T00:00:00.000Z") }
    }
}

impl fmt::Display for Time<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Time<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)`.
///
/// Stricter than general parsers (no leap second, no space for the T, no lower case), so that every
/// language can agree on it with one regular expression and its own calendar.
fn date_time(text: &[u8]) -> Option<OffsetDateTime> {
    let (head, mut rest) = text.split_at_checked(19)?;
    let fixed = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if fixed.iter().any(|&(at, byte)| head[at] != byte) {
        return None;
    }
    let year = i32::from(digits(&head[0..4])?);
    let month = Month::try_from(u8::try_from(digits(&head[5..7])?).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, small(&head[8..10])?).ok()?;
    let mut nanos = 0;
    if let [b'.', fraction @ ..] = rest {
        let len = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=9).contains(&len) {
            return None;
        }
        nanos = fraction[..len].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        nanos *= 10_u32.pow(9 - u32::try_from(len).ok()?);
        rest = &fraction[len..];
    }
    let offset = match rest {
        b"Z" => UtcOffset::UTC,
        [sign @ (b'+' | b'-'), hours @ .., b':', m1, m2] if hours.len() == 2 => {
            let (hours, minutes) = (small(hours)?, small(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let sign = if *sign == b'+' { 1 } else { -1 };
            UtcOffset::from_hms(sign * i8::try_from(hours).ok()?, sign * i8::try_from(minutes).ok()?, 0).ok()?
        }
        _ => return None,
    };
    let local = date.with_hms_nano(small(&head[11..13])?, small(&head[14..16])?, small(&head[17..19])?, nanos).ok()?;
    (year > 0).then(|| local.assume_offset(offset))
}

fn digits(text: &[u8]) -> Option<u16> {
    text.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))
}

fn small(text: &[u8]) -> Option<u8> {
    u8::try_from(digits(text)?).ok()
}

/// Values below this are Unix seconds, others milliseconds: as seconds it is the year 5138, as
/// milliseconds 1973, so no delivery is near it.
pub const SECONDS_BELOW: u64 = 100_000_000_000;

/// The longest timestamp header that is read: 15 digits of milliseconds last until the year 33658.
pub const TIMESTAMP_DIGITS: usize = 15;

/// Reads the timestamp header: decimal digits alone, seconds and milliseconds told apart by magnitude.
///
/// Returns Unix milliseconds.
pub(crate) fn timestamp_millis(value: &[u8]) -> Option<u64> {
    if !(1..=TIMESTAMP_DIGITS).contains(&value.len()) {
        return None;
    }
    let number =
        value.iter().try_fold(0_u64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0')))?;
    Some(if number < SECONDS_BELOW { number * 1000 } else { number })
}

/// Unix milliseconds as the standard library's time.
///
/// ```
/// # use std::time::{Duration, SystemTime};
/// let time = autosend_webhooks::from_unix_millis(1_500);
/// assert_eq!(time, SystemTime::UNIX_EPOCH + Duration::from_millis(1_500));
/// ```
#[must_use]
pub fn from_unix_millis(millis: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
}

/// The standard library's time as Unix milliseconds, rounded down; negative before 1970.
///
/// ```
/// # use autosend_webhooks::{from_unix_millis, unix_millis};
/// assert_eq!(unix_millis(from_unix_millis(1_762_943_400_000)), 1_762_943_400_000);
/// ```
#[must_use]
pub fn unix_millis(time: SystemTime) -> i64 {
    let millis = |distance: Duration| i64::try_from(distance.as_millis()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => millis(after),
        Err(before) => -millis(before.duration()),
    }
}
