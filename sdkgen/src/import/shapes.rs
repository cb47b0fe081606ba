//! What samples are made of, as a document's schemas have it.

use super::{share::number, types::Types};
use crate::sample::{Choice, Member, Shapes};

impl Shapes for Types<'_> {
    fn members(&self, object: &str) -> Vec<Member<'_>> {
        let fields = self.objects[number(object)].fields.iter();
        let member = fields.map(|field| Member {
            name: &field.name,
            field_type: &field.field_type,
            required: field.required,
            nullable: field.nullable,
            example: field.example.as_ref(),
        });
        member.collect()
    }

    fn first_value(&self, enumeration: &str) -> Option<&str> {
        self.enums[number(enumeration)].values.first().map(String::as_str)
    }

    fn choice(&self, union: &str) -> Choice<'_> {
        let union = &self.unions[number(union)];
        let variants = union.variants.iter();
        let variant = variants.map(|it| (&it.field_type, it.values.iter().map(String::as_str).collect()));
        Choice { discriminator: union.discriminator.as_deref(), variants: variant.collect() }
    }
}
