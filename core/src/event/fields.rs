//! How typed data is read, written and described: one declaration a struct, everything from it.

use super::{Generation, cursor::Cursor};
use crate::{Extra, text::TextSeed, time::Time};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, SeqAccess, Visitor},
    ser::SerializeSeq,
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// The original text of a member that its typed value would not print back: `null`, or `1.0` as an integer.
pub(crate) type Original<'de> = Option<&'de RawValue>;

/// A type that a member of an event's data can have.
///
/// Values are read in place: handed up from result to result, an event would be copied at each step, which was
/// a fifth of the time of a verification.
pub(crate) trait Field<'de>: Sized + Default {
    /// Whether the member may be absent.
    const OPTIONAL: bool = false;

    /// Reads a value from JSON, and leaves its original text where the value can't reproduce it.
    fn read<D: Deserializer<'de>>(
        &mut self,
        from: D,
        generation: Generation,
        original: &mut Original<'de>,
    ) -> Result<(), D::Error>;

    /// The same on the fast path, into a fresh value: `None` for whatever the general path should look at.
    fn read_fast(&mut self, from: &mut Cursor<'de>, generation: Generation, original: &mut Original<'de>)
    -> Option<()>;
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
pub(crate) struct Seed<'o, 'de, T>(pub &'o mut T, pub Generation, pub &'o mut Original<'de>);

impl<'de, T: Field<'de>> DeserializeSeed<'de> for Seed<'_, 'de, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.read(from, self.1, self.2)
    }
}

/// Writes a field where serde wants a value.
pub(crate) struct Written<'v, T>(pub &'v T, pub Generation);

impl<T: WriteField> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to, self.1)
    }
}

/// A field's names, by the generations that have it.
pub(crate) type Names = &'static [(&'static str, In)];

fn name_in(names: Names, generation: Generation) -> Option<&'static str> {
    names.iter().find_map(|(name, presence)| presence.has(generation).then_some(*name))
}

/// Fails where a field that its generation requires was not there.
#[inline]
pub(crate) fn check_present<'de, T: Field<'de>, E: Error>(
    _: &T,
    present: bool,
    names: Names,
    generation: Generation,
) -> Result<(), E> {
    match name_in(names, generation) {
        Some(name) if !present && !T::OPTIONAL => Err(E::missing_field(name)),
        _ => Ok(()),
    }
}

/// Whether a body of that generation may do without a field.
#[inline]
pub(crate) fn may_lack<'de, T: Field<'de>>(_: &T, names: Names, generation: Generation) -> bool {
    T::OPTIONAL || name_in(names, generation).is_none()
}

/// Remembers what a typed field can't print back, and forgets it when a later duplicate can.
#[inline]
pub(crate) fn keep_original<'a>(extra: &mut Extra<'a>, names: Names, generation: Generation, original: Original<'a>) {
    if original.is_none() && extra.is_empty() {
        return;
    }
    if let Some(name) = name_in(names, generation) {
        match original {
            Some(raw) => extra.insert(name, Cow::Borrowed(raw)),
            None => extra.remove(name),
        }
    }
}

/// Implements the seed that turns a member's name into `Member`, without an allocation where the name is known.
macro_rules! name_seed {
    ($seed:ident, $member:ident) => {
        impl<'de> serde::de::DeserializeSeed<'de> for $seed {
            type Value = $member<'de>;

            fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<$member<'de>, D::Error> {
                from.deserialize_str(self)
            }
        }

        impl<'de> serde::de::Visitor<'de> for $seed {
            type Value = $member<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: serde::de::Error>(self, name: &'de str) -> Result<$member<'de>, E> {
                Ok(self.known(name).unwrap_or($member::_other(Cow::Borrowed(name))))
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<$member<'de>, E> {
                Ok(self.known(name).unwrap_or_else(|| $member::_other(Cow::Owned(name.to_owned()))))
            }
        }
    };
}
pub(crate) use name_seed;

impl<'de: 'a, 'a> Field<'de> for Cow<'a, str> {
    fn read<D: Deserializer<'de>>(&mut self, from: D, _: Generation, _: &mut Original<'de>) -> Result<(), D::Error> {
        *self = TextSeed.deserialize(from)?;
        Ok(())
    }

    fn read_fast(&mut self, from: &mut Cursor<'de>, _: Generation, _: &mut Original<'de>) -> Option<()> {
        *self = from.string()?;
        Some(())
    }
}

impl WriteField for Cow<'_, str> {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl<'de> Field<'de> for bool {
    fn read<D: Deserializer<'de>>(&mut self, from: D, _: Generation, _: &mut Original<'de>) -> Result<(), D::Error> {
        *self = Self::deserialize(from)?;
        Ok(())
    }

    fn read_fast(&mut self, from: &mut Cursor<'de>, _: Generation, _: &mut Original<'de>) -> Option<()> {
        *self = from.take(b"true");
        (*self || from.take(b"false")).then_some(())
    }
}

impl WriteField for bool {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*self)
    }
}

impl<'de> Field<'de> for u64 {
    fn read<D: Deserializer<'de>>(
        &mut self,
        from: D,
        _: Generation,
        original: &mut Original<'de>,
    ) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(from)?;
        let value = raw.get().parse().ok().or_else(|| {
            *original = Some(raw);
            integer(raw.get())
        });
        let value = value.filter(|value| *value <= MAX_INTEGER);
        *self = value.ok_or_else(|| D::Error::custom("expected an integer from 0 to 2^53 - 1"))?;
        Ok(())
    }

    fn read_fast(&mut self, from: &mut Cursor<'de>, _: Generation, _: &mut Original<'de>) -> Option<()> {
        *self = from.integer()?;
        Some(())
    }
}

/// Reads an integer that is spelled otherwise: `3.0` and `3e0` are equal to `3` for JSON Schema and JavaScript.
fn integer(text: &str) -> Option<u64> {
    // The text is JSON, of which the standard library reads numbers alone, and to the last bit.
    let number: f64 = text.parse().ok()?;
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
    fn read<D: Deserializer<'de>>(&mut self, from: D, _: Generation, _: &mut Original<'de>) -> Result<(), D::Error> {
        let text = TextSeed.deserialize(from)?;
        *self = Time::parse(text).ok_or_else(|| D::Error::custom("expected an ISO 8601 time"))?;
        Ok(())
    }

    fn read_fast(&mut self, from: &mut Cursor<'de>, _: Generation, _: &mut Original<'de>) -> Option<()> {
        *self = Time::parse(from.string()?)?;
        Some(())
    }
}

impl WriteField for Time<'_> {
    fn write<S: Serializer>(&self, to: S, _: Generation) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// An optional field: absent and `null` are both `None`; `null` is kept as the original.
impl<'de, T: Field<'de>> Field<'de> for Option<T> {
    const OPTIONAL: bool = true;

    fn read<D: Deserializer<'de>>(
        &mut self,
        from: D,
        generation: Generation,
        original: &mut Original<'de>,
    ) -> Result<(), D::Error> {
        struct OptionVisitor<'o, 'de, T>(&'o mut Option<T>, Generation, &'o mut Original<'de>);
        impl<'de, T: Field<'de>> Visitor<'de> for OptionVisitor<'_, 'de, T> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_unit<E: Error>(self) -> Result<(), E> {
                *self.0 = None;
                *self.2 = Some(RawValue::NULL);
                Ok(())
            }

            fn visit_none<E: Error>(self) -> Result<(), E> {
                self.visit_unit()
            }

            fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
                self.0.insert(T::default()).read(from, self.1, self.2)
            }
        }
        from.deserialize_option(OptionVisitor(self, generation, original))
    }

    #[inline]
    fn read_fast(
        &mut self,
        from: &mut Cursor<'de>,
        generation: Generation,
        original: &mut Original<'de>,
    ) -> Option<()> {
        if from.take(b"null") {
            *original = Some(RawValue::NULL);
            return Some(());
        }
        self.insert(T::default()).read_fast(from, generation, original)
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
    fn read<D: Deserializer<'de>>(
        &mut self,
        from: D,
        generation: Generation,
        _: &mut Original<'de>,
    ) -> Result<(), D::Error> {
        struct ListVisitor<'o, T>(&'o mut Vec<T>, Generation);
        impl<'de, T: Field<'de>> Visitor<'de> for ListVisitor<'_, T> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
                self.0.clear();
                let mut item = T::default();
                while items.next_element_seed(Seed(&mut item, self.1, &mut None))?.is_some() {
                    self.0.push(std::mem::take(&mut item));
                }
                Ok(())
            }
        }
        from.deserialize_seq(ListVisitor(self, generation))
    }

    fn read_fast(&mut self, from: &mut Cursor<'de>, generation: Generation, _: &mut Original<'de>) -> Option<()> {
        let mut more = from.open(b'[', b']')?;
        while more {
            self.push(T::default());
            self.last_mut()?.read_fast(from, generation, &mut None)?;
            more = from.more(b']')?;
        }
        Some(())
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
                &mut self,
                from: D,
                _: Generation,
                _: &mut fields::Original<'de>,
            ) -> Result<(), D::Error> {
                let value = serde::de::DeserializeSeed::deserialize(crate::text::TextSeed, from)?;
                *self = Self::from(&*value);
                Ok(())
            }

            fn read_fast(
                &mut self,
                from: &mut Cursor<'de>,
                _: Generation,
                _: &mut fields::Original<'de>,
            ) -> Option<()> {
                *self = Self::from(&*from.string()?);
                Some(())
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
                &mut self,
                from: D,
                generation: Generation,
                _: &mut fields::Original<'de>,
            ) -> Result<(), D::Error> {
                /// A member's name: that of a field, or another.
                #[allow(non_camel_case_types, reason = "named like the fields")]
                enum Member<'de> {
                    $($field,)+
                    _other(Cow<'de, str>),
                }

                struct MemberSeed(Generation);

                impl MemberSeed {
                    #[inline]
                    fn known<'de>(&self, name: &str) -> Option<Member<'de>> {
                        match name {
                            $($($member if In::$presence.has(self.0) => Some(Member::$field),)+)+
                            _ => None,
                        }
                    }
                }

                fields::name_seed!(MemberSeed, Member);

                struct Members<'o, 'a>(&'o mut $name<'a>, Generation);

                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Members<'_, 'a> {
                    type Value = ();

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
                        let Self(data, generation) = self;
                        $(let mut $field = false;)+
                        while let Some(member) = map.next_key_seed(MemberSeed(generation))? {
                            match member {
                                $(Member::$field => {
                                    let mut original = None;
                                    map.next_value_seed(fields::Seed(&mut data.$field, generation, &mut original))?;
                                    let names = &[$(($member, In::$presence)),+];
                                    fields::keep_original(&mut data.extra, names, generation, original);
                                    $field = true;
                                })+
                                Member::_other(name) => {
                                    data.extra.insert(name, Cow::Borrowed(map.next_value::<&RawValue>()?));
                                }
                            }
                        }
                        $(fields::check_present(&data.$field, $field, &[$(($member, In::$presence)),+], generation)?;)+
                        Ok(())
                    }
                }

                // A later duplicate replaces an earlier one as a whole.
                *self = Self::default();
                from.deserialize_map(Members(self, generation))
            }

            fn read_fast(
                &mut self,
                from: &mut Cursor<'de>,
                generation: Generation,
                _: &mut fields::Original<'de>,
            ) -> Option<()> {
                $(let mut $field = false;)+
                let mut more = from.open(b'{', b'}')?;
                while more {
                    let mut known = false;
                    // Members come in the order of the fields, mostly: each is looked for where it should be.
                    $($(if more && In::$presence.has(generation) && from.take(concat!("\"", $member, "\":").as_bytes()) {
                        // Which of two values counts is for the general path to say.
                        if std::mem::replace(&mut $field, true) {
                            return None;
                        }
                        let mut original = None;
                        fields::Field::read_fast(&mut self.$field, from, generation, &mut original)?;
                        if let Some(original) = original {
                            self.extra.insert($member, Cow::Borrowed(original));
                        }
                        more = from.more(b'}')?;
                        known = true;
                    })+)+
                    if more && !known {
                        let name = from.key()?;
                        // A known name, spelled unusually.
                        if false $($(|| (name == $member && In::$presence.has(generation)))+)+ {
                            return None;
                        }
                        self.extra.insert(name, Cow::Borrowed(from.raw()?));
                        more = from.more(b'}')?;
                    }
                }
                let complete = true $(&& ($field || fields::may_lack(&self.$field, &[$(($member, In::$presence)),+], generation)))+;
                complete.then_some(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_another_spelling_keep_their_value() {
        assert_eq!(integer("9007199254740991.0"), Some(MAX_INTEGER));
        assert_eq!(integer("9007199254740990e0"), Some(MAX_INTEGER - 1));
        assert_eq!(integer("-0.0"), Some(0));
        for text in ["1.5", "-1.0", "9007199254740992.0", "1e999", "\"1\"", "null", "[1]"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
