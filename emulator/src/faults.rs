//! Faults on demand: what goes wrong with deliveries, and how often.

use rand::RngExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long a delivery that is overtaken waits, in milliseconds.
const HELD_BACK: std::ops::Range<i64> = 200..2_000;

/// The type that `unknownType` puts in: AutoSend's dashboard offers such an event, and no page documents it.
const UNKNOWN_TYPE: &str = "email.dropped";

/// The longest delay that can be asked for: an hour.
const MAX_DELAY_MS: u64 = 3_600_000;

/// What goes wrong, as probabilities from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Faults {
    /// A delivery that was acknowledged is sent once more, with the same id.
    #[schemars(range(min = 0, max = 1))]
    pub duplicate: f64,
    /// A delivery is held back, so that later ones overtake it.
    #[schemars(range(min = 0, max = 1))]
    pub reorder: f64,
    /// Every delivery is sent this much later, in milliseconds.
    #[schemars(range(min = 0, max = 3_600_000))]
    pub delay_ms: u64,
    /// The connection is closed halfway through the body.
    #[schemars(range(min = 0, max = 1))]
    pub drop: f64,
    /// The same event is also sent signed with a second secret, as while a secret is being replaced.
    #[schemars(range(min = 0, max = 1))]
    pub rotation_twin: f64,
    /// The event comes with a type that nobody knows.
    #[schemars(range(min = 0, max = 1))]
    pub unknown_type: f64,
    /// The event has members that no page documents.
    #[schemars(range(min = 0, max = 1))]
    pub extra_fields: f64,
    /// The timestamp header is ten minutes old.
    #[schemars(range(min = 0, max = 1))]
    pub stale_timestamp: f64,
    /// The signature is made with a secret that nobody has.
    #[schemars(range(min = 0, max = 1))]
    pub bad_signature: f64,
}

impl Faults {
    /// What is wrong with these numbers: the member and the problem.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let shares = [
            ("duplicate", self.duplicate),
            ("reorder", self.reorder),
            ("drop", self.drop),
            ("rotationTwin", self.rotation_twin),
            ("unknownType", self.unknown_type),
            ("extraFields", self.extra_fields),
            ("staleTimestamp", self.stale_timestamp),
            ("badSignature", self.bad_signature),
        ];
        let share = shares.iter().find(|(_, share)| !(0.0..=1.0).contains(share));
        let delay = (self.delay_ms > MAX_DELAY_MS).then_some(("delayMs", "must not be longer than an hour"));
        share.map(|(name, _)| (*name, "must be from 0 to 1")).or(delay)
    }

    pub fn to_json(self) -> String {
        serde_json::to_string(&self).expect("finite numbers are JSON")
    }

    /// Decides what happens to one delivery.
    pub fn roll(&self) -> Rolled {
        let held_back = if happens(self.reorder) { rand::rng().random_range(HELD_BACK) } else { 0 };
        let attempts = AttemptFaults {
            duplicate: self.duplicate,
            drop: self.drop,
            stale_timestamp: self.stale_timestamp,
            bad_signature: self.bad_signature,
        };
        Rolled {
            later_by: held_back + i64::try_from(self.delay_ms).unwrap_or_default(),
            twin: happens(self.rotation_twin),
            event: happens(self.unknown_type).then_some(UNKNOWN_TYPE),
            extra_fields: happens(self.extra_fields),
            attempts: (attempts != AttemptFaults::default()).then_some(attempts),
        }
    }
}

/// What happens to one delivery.
#[derive(Debug)]
pub struct Rolled {
    /// Milliseconds.
    pub later_by: i64,
    pub twin: bool,
    /// The type to send instead.
    pub event: Option<&'static str>,
    pub extra_fields: bool,
    /// Kept with the delivery: each attempt decides anew.
    pub attempts: Option<AttemptFaults>,
}

/// The probabilities that each attempt decides by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct AttemptFaults {
    pub duplicate: f64,
    pub drop: f64,
    pub stale_timestamp: f64,
    pub bad_signature: f64,
}

impl AttemptFaults {
    pub fn to_json(self) -> String {
        serde_json::to_string(&self).expect("finite numbers are JSON")
    }
}

/// Whether something of that probability happens this time.
pub fn happens(probability: f64) -> bool {
    probability > 0.0 && rand::rng().random_bool(probability.min(1.0))
}

/// The data with members that no page documents; data that is no object stays as it is.
pub fn with_extra_fields(data: &str) -> String {
    const EXTRA: &str = r#""futureField":"something new","futureNumber":12345678901234567890,"futureObject":{"nested":[1.0,null,true]}"#;
    match data.strip_suffix('}') {
        Some("{") => format!("{{{EXTRA}}}"),
        Some(members) => format!("{members},{EXTRA}}}"),
        None => data.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_faults_happen_and_impossible_ones_do_not() {
        let all = Faults { delay_ms: 5, rotation_twin: 1.0, unknown_type: 1.0, extra_fields: 1.0, ..Faults::default() };
        let rolled = all.roll();
        assert!(rolled.twin && rolled.extra_fields && rolled.event.is_some() && rolled.attempts.is_none());
        assert_eq!(rolled.later_by, 5);
        let none = Faults::default().roll();
        assert!(!none.twin && !none.extra_fields && none.event.is_none() && none.later_by == 0);
        assert_eq!(Faults { drop: 0.5, ..Faults::default() }.roll().attempts.unwrap().drop.to_string(), "0.5");
    }

    #[test]
    fn numbers_out_of_range_are_named() {
        assert_eq!(Faults { drop: 1.5, ..Faults::default() }.problem().unwrap().0, "drop");
        assert_eq!(Faults { reorder: f64::NAN, ..Faults::default() }.problem().unwrap().0, "reorder");
        assert_eq!(Faults { delay_ms: u64::MAX, ..Faults::default() }.problem().unwrap().0, "delayMs");
        assert!(Faults::default().problem().is_none());
    }

    #[test]
    fn extra_fields_keep_the_data_json() {
        for data in ["{}", r#"{"a":1}"#, "[1]"] {
            let text = with_extra_fields(data);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(value.is_array() || value["futureField"].is_string(), "{text}");
        }
    }
}
