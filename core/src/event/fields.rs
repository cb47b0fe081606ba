//! How typed data is read, written and described: one declaration a struct, everything from it.

use super::Generation;
use crate::{text::TextSeed, time::Time};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, SeqAccess, Visitor},
    ser::SerializeSeq,
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// The original text of a member that its typed value would not print back: `null`, or `1.0` as an integer.
pub(crate) type Original<'de> = Option<&'de RawValue>;

/// A type that a member of an event's data can have.
pub(crate) trait Field<'de>: Sized + Default {
    /// Reads a value from JSON, with its original text where the value can't reproduce it.
    fn read<D: Deserializer<'de>>(from: D, generation: Generation) -> Result<(Self, Original<'de>), D::Error>;

    /// The value when the member is absent; `None` where it is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// A type that can be written as a member of an event's data.
pub(crate) trait WriteField {
    fn write<S: Serializer>(&self, to: S, generation: Generation) -> Result<S::Ok, S::Error>;

    fn is_absent(&self) -> bool {
        false
    }
}

/// Which generations of the body have a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum In {
    Both,
    Current,
    First,
}

impl In {
    pub(crate) const fn has(self, generation: Generation) -> bool {
        matches!(
            (self, generation),
            (Self::Both, _) | (Self::Current, Generation::Current) | (Self::First, Generation::First)
        )
    }
}

/// The largest integer that every language holds exactly.
pub(crate) const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Reads a [`Field`] where serde wants a seed.
pub(crate) struct Seed<T>(pub Generation, pub PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) const fn new(generation: Generation) -> Self {
        Self(generation, PhantomData)
    }
}

impl<'de, T: Field<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = (T, Original<'de>);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        T::read(from, self.0)
    }
}

/// Writes a field where serde wants a value.
pub(crate) struct Written<'v, T>(pub &'v T, pub Generation);

impl<T: WriteField> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to, self.1)
    }
}

/// The value of a member after the whole object has been read.
pub(crate) fn finish<'de, T: Field<'de>, E: Error>(
    value: Option<T>,
    names: &'static [(&'static str, In)],
    generation: Generation,
) -> Result<T, E> {
    if let Some(value) = value.or_else(T::absent) {
        return Ok(value);
    }
    match names.iter().find(|(_, presence)| presence.has(generation)) {
        Some((name, _)) => Err(E::missing_field(name)),
        None => Ok(T::default()),
    }
}

impl<'de: 'a, 'a> Field<'de> for Cow<'a, str> {
    fn read<D: Deserializer<'de>>(from: D, _: Generation) -> Result<(Self, Original<'de>), D::Error> {
        Ok((TextSeed.deserialize(from)?, None))
    }
}

impl WriteField for Cow<'_, str> {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl<'de> Field<'de> for bool {
    fn read<D: Deserializer<'de>>(from: D, _: Generation) -> Result<(Self, Original<'de>), D::Error> {
        Ok((Self::deserialize(from)?, None))
    }
}

impl WriteField for bool {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*self)
    }
}

impl<'de> Field<'de> for u64 {
    fn read<D: Deserializer<'de>>(from: D, _: Generation) -> Result<(Self, Original<'de>), D::Error> {
        let raw = <&RawValue>::deserialize(from)?;
        let value = integer(raw.get()).ok_or_else(|| D::Error::custom("expected an integer from 0 to 2^53 - 1"))?;
        Ok((value, (value.to_string() != raw.get()).then_some(raw)))
    }
}

/// Reads a JSON number whose value is an integer, however it is spelled: `3`, `3.0` and `3e0` are equal
/// to JSON Schema and to JavaScript.
fn integer(text: &str) -> Option<u64> {
    if let Ok(value) = text.parse::<u64>() {
        return (value <= MAX_INTEGER).then_some(value);
    }
    let number: f64 = serde_json::from_str(text).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "MAX_INTEGER is exact in an f64")]
    let fits = number.fract() == 0.0 && (0.0..=MAX_INTEGER as f64).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
    fits.then_some(number as u64)
}

impl WriteField for u64 {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_u64(*self)
    }
}

impl<'de: 'a, 'a> Field<'de> for Time<'a> {
    fn read<D: Deserializer<'de>>(from: D, _: Generation) -> Result<(Self, Original<'de>), D::Error> {
        let text = TextSeed.deserialize(from)?;
        let time = Time::parse(text).ok_or_else(|| D::Error::custom("expected an ISO 8601 time"))?;
        Ok((time, None))
    }
}

impl WriteField for Time<'_> {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// An optional field: absent and `null` are both `None`; `null` is kept as the original.
impl<'de, T: Field<'de>> Field<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(from: D, generation: Generation) -> Result<(Self, Original<'de>), D::Error> {
        struct OptionVisitor<T>(Generation, PhantomData<T>);
        impl<'de, T: Field<'de>> Visitor<'de> for OptionVisitor<T> {
            type Value = (Option<T>, Original<'de>);

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok((None, Some(RawValue::NULL)))
            }

            fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
                self.visit_unit()
            }

            fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
                let (value, original) = T::read(from, self.0)?;
                Ok((Some(value), original))
            }
        }
        from.deserialize_option(OptionVisitor(generation, PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: WriteField> WriteField for Option<T> {
    fn write<S: Serializer>(&self, to: S, generation: Generation) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(to, generation),
            None => to.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A list keeps no originals: no item type of the catalog has any.
impl<'de, T: Field<'de>> Field<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(from: D, generation: Generation) -> Result<(Self, Original<'de>), D::Error> {
        struct ListVisitor<T>(Generation, PhantomData<T>);
        impl<'de, T: Field<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some((item, _)) = items.next_element_seed(Seed::<T>::new(self.0))? {
                    list.push(item);
                }
                Ok(list)
            }
        }
        Ok((from.deserialize_seq(ListVisitor(generation, PhantomData))?, None))
    }
}

impl<T: WriteField> WriteField for Vec<T> {
    fn write<S: Serializer>(&self, to: S, generation: Generation) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|item| list.serialize_element(&Written(item, generation)))?;
        list.end()
    }
}

/// Takes a value out of the body's lifetime.
pub(crate) trait IntoOwned {
    type Owned;
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;
    fn into_owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl IntoOwned for Time<'_> {
    type Owned = Time<'static>;
    fn into_owned(self) -> Self::Owned {
        self.into_owned()
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

macro_rules! plain_owned {
    ($($type:ty),+) => {$(
        impl $crate::event::fields::IntoOwned for $type {
            type Owned = Self;
            fn into_owned(self) -> Self {
                self
            }
        }
    )+};
}
pub(crate) use plain_owned;
plain_owned!(bool, u64);

/// Declares an enumeration that stays open: values it does not know arrive as `Other`.
macro_rules! open_enum {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $value:literal,)+ }) => {
        $(#[doc = $doc])+
        ///
        /// The enumeration is open: a value that this version does not know arrives as `Other`.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
            /// A value that this version does not know, as it came.
            Other(String),
        }

        impl $name {
            /// The value as AutoSend writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $(Self::$variant => $value,)+ Self::Other(value) => value }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value { $($value => Self::$variant,)+ other => Self::Other(other.to_owned()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Default for $name {
            /// An empty value that AutoSend never sends.
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl<'de> fields::Field<'de> for $name {
            fn read<D: serde::Deserializer<'de>>(
                from: D,
                _: Generation,
            ) -> Result<(Self, fields::Original<'de>), D::Error> {
                let value = serde::de::DeserializeSeed::deserialize(crate::text::TextSeed, from)?;
                Ok((Self::from(&*value), None))
            }
        }

        impl fields::WriteField for $name {
            fn write<S: serde::Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "schema")]
        crate::event::describe::describe_enum!($name, concat!($($doc),+), &[$($value),+]);

        fields::plain_owned!($name);
    };
}
pub(crate) use open_enum;

/// Declares a struct of event data: `field: Type = "member" in Generations;`.
///
/// A type that is not an `Option` is required in the generations that have the member.
/// `nullable` after a member says that the provider documents `null` for it.
macro_rules! data_struct {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident : $type:ty = $($member:literal in $presence:ident),+ $(, $nullable:ident)?;
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $($(#[doc = $field_doc])+ pub $field: $type,)+
            /// The members that this type does not name, in order.
            pub extra: Extra<'a>,
        }

        impl<'de: 'a, 'a> fields::Field<'de> for $name<'a> {
            fn read<D: serde::Deserializer<'de>>(
                from: D,
                generation: Generation,
            ) -> Result<(Self, fields::Original<'de>), D::Error> {
                struct Members<'a>(Generation, std::marker::PhantomData<&'a ()>);

                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Members<'a> {
                    type Value = $name<'a>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        $(let mut $field: Option<$type> = None;)+
                        let mut extra = Extra::default();
                        while let Some(member) = map.next_key_seed(crate::text::TextSeed)? {
                            match &*member {
                                $($($member if In::$presence.has(self.0) => {
                                    let (value, original) = map.next_value_seed(fields::Seed::<$type>::new(self.0))?;
                                    fields::keep_original(&mut extra, $member, original);
                                    $field = Some(value);
                                })+)+
                                _ => extra.insert(member, Cow::Borrowed(map.next_value::<&RawValue>()?)),
                            }
                        }
                        Ok($name {
                            $($field: fields::finish($field, &[$(($member, In::$presence)),+], self.0)?,)+
                            extra,
                        })
                    }
                }

                Ok((from.deserialize_map(Members(generation, std::marker::PhantomData))?, None))
            }
        }

        impl fields::WriteField for $name<'_> {
            fn write<S: serde::Serializer>(&self, to: S, generation: Generation) -> Result<S::Ok, S::Error> {
                let mut map = to.serialize_map(None)?;
                $($(if In::$presence.has(generation)
                    && !fields::WriteField::is_absent(&self.$field)
                    && self.extra.get($member).is_none()
                {
                    map.serialize_entry($member, &fields::Written(&self.$field, generation))?;
                })+)+
                self.extra.write(&mut map)?;
                map.end()
            }
        }

        impl serde::Serialize for $name<'_> {
            /// As the current generation writes it.
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                fields::WriteField::write(self, to, Generation::Current)
            }
        }

        impl $name<'_> {
            /// The same data, owning its text, to keep it longer than the body.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: fields::IntoOwned::into_owned(self.$field),)+
                    extra: self.extra.into_owned(),
                }
            }
        }

        impl fields::IntoOwned for $name<'_> {
            type Owned = $name<'static>;
            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }

        #[cfg(feature = "schema")]
        crate::event::describe::describe_struct! {
            $name, concat!($($doc),+),
            $($type, concat!($($field_doc),+), [$(($member, In::$presence)),+], [$(stringify!($nullable))?];)+
        }
    };
}
pub(crate) use data_struct;

/// Remembers what a typed field can't print back, and forgets it when a later duplicate can.
pub(crate) fn keep_original<'a>(extra: &mut crate::Extra<'a>, member: &'static str, original: Original<'a>) {
    match original {
        Some(raw) => extra.insert(member, Cow::Borrowed(raw)),
        None if extra.is_empty() => {}
        None => extra.remove(member),
    }
}
