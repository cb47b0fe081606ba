//! What the data looks like from outside: the catalog and the JSON Schema are made of this.

use super::fields::In;
use crate::Time;
use schemars::{Schema, SchemaGenerator};
use std::borrow::Cow;

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldType {
    Text,
    Bool,
    /// 0 to 2^53 - 1, so that every language holds it exactly.
    Integer,
    Time,
    OpenEnum(&'static EnumType),
    List(&'static FieldType),
    Object(&'static ObjectType),
}

/// An enumeration that stays open.
#[derive(Debug)]
pub(crate) struct EnumType {
    pub name: &'static str,
    pub doc: &'static str,
    pub values: &'static [&'static str],
    /// A reference to its JSON Schema.
    pub subschema: fn(&mut SchemaGenerator) -> Schema,
}

/// An object with named fields, and any others.
#[derive(Debug)]
pub(crate) struct ObjectType {
    pub name: &'static str,
    pub doc: &'static str,
    pub fields: &'static [FieldSpec],
    /// A reference to its JSON Schema in the current generation.
    pub subschema: fn(&mut SchemaGenerator) -> Schema,
}

#[derive(Debug)]
pub(crate) struct FieldSpec {
    pub doc: &'static str,
    /// The member's name, by the generations that have it.
    pub names: &'static [(&'static str, In)],
    pub field_type: FieldType,
    pub optional: bool,
    /// Whether the provider documents `null` for it. (Where it is optional, `null` is read as absent anyway.)
    pub nullable: bool,
}

/// A field's type as a constant.
pub(crate) trait Describe {
    const TYPE: FieldType;
    const OPTIONAL: bool = false;
}

impl Describe for Cow<'_, str> {
    const TYPE: FieldType = FieldType::Text;
}

impl Describe for bool {
    const TYPE: FieldType = FieldType::Bool;
}

impl Describe for u64 {
    const TYPE: FieldType = FieldType::Integer;
}

impl Describe for Time<'_> {
    const TYPE: FieldType = FieldType::Time;
}

impl<T: Describe> Describe for Option<T> {
    const TYPE: FieldType = T::TYPE;
    const OPTIONAL: bool = true;
}

impl<T: Describe> Describe for Vec<T> {
    const TYPE: FieldType = FieldType::List(&T::TYPE);
}

macro_rules! describe_enum {
    ($name:ident, $doc:expr, $values:expr) => {
        impl crate::event::describe::Describe for $name {
            const TYPE: crate::event::describe::FieldType =
                crate::event::describe::FieldType::OpenEnum(&crate::event::describe::EnumType {
                    name: stringify!($name),
                    doc: $doc,
                    values: $values,
                    subschema: |generator| generator.subschema_for::<Self>(),
                });
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::schema::open_enum($doc, $values)
            }
        }
    };
}
pub(crate) use describe_enum;

macro_rules! describe_struct {
    (
        $name:ident, $doc:expr,
        $($type:ty, $field_doc:expr, [$(($member:literal, $presence:expr)),+], [$($nullable:expr)?];)+
    ) => {
        impl<'a> crate::event::describe::Describe for $name<'a> {
            const TYPE: crate::event::describe::FieldType =
                crate::event::describe::FieldType::Object(&crate::event::describe::ObjectType {
                    name: stringify!($name),
                    doc: $doc,
                    fields: &[$(crate::event::describe::FieldSpec {
                        doc: $field_doc,
                        names: &[$(($member, $presence)),+],
                        field_type: <$type as crate::event::describe::Describe>::TYPE,
                        optional: <$type as crate::event::describe::Describe>::OPTIONAL,
                        nullable: crate::event::describe::is_nullable(&[$($nullable)?]),
                    }),+],
                    subschema: |generator| generator.subschema_for::<$name<'static>>(),
                });
        }

        impl schemars::JsonSchema for $name<'_> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let described = <$name<'static> as crate::event::describe::Describe>::TYPE;
                crate::schema::data(described, Generation::Current, generator)
            }
        }
    };
}
pub(crate) use describe_struct;

pub(crate) const fn is_nullable(marks: &[&str]) -> bool {
    !marks.is_empty()
}
