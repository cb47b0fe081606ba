//! The JSON members that no type knows, kept as they came.

use crate::text::TextSeed;
use indexmap::IndexMap;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// The members of a JSON object that its type does not name, in order, each value as its raw text.
///
/// Here live a contact's custom properties and whatever AutoSend adds in the future. Raw text
/// keeps what parsers lose: integers beyond 2^53, `1.0`, `1e999`. It also holds the original of a known
/// member that the typed field can't print back: an explicit `null`, or `1.0` for an integer.
///
/// ```
/// # use autosend_webhooks::Extra;
/// let extra: Extra = serde_json::from_str(r#"{"plan":"pro","seats":9007199254740993}"#)?;
/// assert_eq!(extra.get("seats").unwrap().get(), "9007199254740993");
/// assert_eq!(extra.parse::<String>("plan").unwrap()?, "pro");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Extra<'a>(Option<Box<Members<'a>>>);

/// Behind a pointer, since most objects have none: that keeps events small.
type Members<'a> = IndexMap<Cow<'a, str>, Cow<'a, RawValue>>;

impl<'a> Extra<'a> {
    /// The raw JSON text of a member.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&RawValue> {
        self.get_cow(key).map(AsRef::as_ref)
    }

    /// A member's value as any type of yours; `None` if there is no such member.
    #[must_use]
    pub fn parse<T: DeserializeOwned>(&self, key: &str) -> Option<serde_json::Result<T>> {
        self.get(key).map(|value| serde_json::from_str(value.get()))
    }

    /// All members, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().flat_map(|members| members.iter()).map(|(key, value)| (&**key, &**value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a member, or replaces the value of the one with that key in its place.
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: Cow<'a, RawValue>) {
        self.0.get_or_insert_default().insert(key.into(), value);
    }

    /// Removes a member, if it is there.
    pub fn remove(&mut self, key: &str) {
        if let Some(members) = &mut self.0 {
            members.shift_remove(key);
        }
    }

    /// The same members, owning their text.
    #[must_use]
    pub fn into_owned(self) -> Extra<'static> {
        let own = |(key, value): (Cow<'_, str>, Cow<'_, RawValue>)| {
            (Cow::Owned(key.into_owned()), Cow::Owned(value.into_owned()))
        };
        Extra(self.0.map(|members| Box::new(members.into_iter().map(own).collect())))
    }

    pub(crate) fn get_cow(&self, key: &str) -> Option<&Cow<'a, RawValue>> {
        self.0.as_ref()?.get(key)
    }

    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

impl PartialEq for Extra<'_> {
    fn eq(&self, other: &Self) -> bool {
        let texts = |(key, value): (_, &'_ RawValue)| (key, value.get().to_owned());
        self.iter().map(texts).eq(other.iter().map(texts))
    }
}

impl fmt::Debug for Extra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(key, value)| (key, value.get()))).finish()
    }
}

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        self.write(&mut map)?;
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Extra<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Extra<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Extra::default();
                while let Some(key) = map.next_key_seed(TextSeed)? {
                    members.insert(key, Cow::Borrowed(map.next_value::<&RawValue>()?));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}
