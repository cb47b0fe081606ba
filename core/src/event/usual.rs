//! The fast path: a body with exactly the members that AutoSend writes, in its order, in one pass.

use super::{DATA_MEMBER, Event, EventType, Generation, fields::Field};
use crate::{text::TextSeed, time::Time};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};
use std::fmt;

/// Reads a body of the usual shape, and returns whether it was one:
/// [`RawEvent`](super::RawEvent) reads any other.
///
/// The general path gives the same event for every body that this one takes (a property test says so);
/// it costs a second pass over the data, which is most of the body.
pub(super) fn read<'de>(text: &'de str, event: &mut Option<Event<'de>>) -> bool {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Usual(event)).is_ok() && json.end().is_ok()
}

/// Reads the event in place, as [`Field`] does.
struct Usual<'o, 'de>(&'o mut Option<Event<'de>>);

impl<'de> Visitor<'de> for Usual<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a body of the usual shape")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let unusual = || A::Error::custom("unusual");
        let generation = match map.next_key_seed(TextSeed)?.as_deref() {
            Some("type") => Generation::Current,
            Some("event") => Generation::First,
            _ => return Err(unusual()),
        };
        let name = map.next_value_seed(TextSeed)?;
        let event_type = EventType::from_name(&name).ok_or_else(unusual)?;
        if map.next_key_seed(TextSeed)?.as_deref() != Some(generation.time_member()) {
            return Err(unusual());
        }
        let created_at = map.next_value_seed(TimeSeed)?;
        if map.next_key_seed(TextSeed)?.as_deref() != Some(DATA_MEMBER) {
            return Err(unusual());
        }
        map.next_value_seed(DataSeed { event_type, generation, created_at, event: self.0 })?;
        match map.next_key::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(unusual()),
        }
    }
}

struct TimeSeed;

impl<'de> DeserializeSeed<'de> for TimeSeed {
    type Value = Time<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Time<'de>, D::Error> {
        let mut time = Time::default();
        time.read(from, Generation::Current, &mut None)?;
        Ok(time)
    }
}

struct DataSeed<'o, 'de> {
    event_type: EventType,
    generation: Generation,
    created_at: Time<'de>,
    event: &'o mut Option<Event<'de>>,
}

impl<'de> DeserializeSeed<'de> for DataSeed<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, data: D) -> Result<(), D::Error> {
        Event::read(self.event, self.event_type, self.generation, self.created_at, data)
    }
}
