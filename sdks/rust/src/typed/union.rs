//! One of several types.

use super::{reading::Reading, value::RawJson};
use crate::raw;
use serde_json::value::RawValue;

/// An open union: [`crate::unions`] makes a [`super::Value`] of it.
pub trait Union: Sized {
    /// The member whose value tells the variant; without it the first counts that fits without a problem.
    const DISCRIMINATOR: Option<&'static str>;
    /// For each variant the values of the discriminator that stand for it.
    const VARIANTS: &'static [&'static [&'static str]];

    /// Reads a variant by its place; `None` if the value does not fit.
    fn read_variant(variant: usize, raw: &RawValue, reading: &mut Reading) -> Option<Self>;

    /// What is none of the variants.
    fn unknown(raw: RawJson) -> Self;

    /// Writes the variant that it is.
    fn write_variant(&self, out: &mut String);
}

/// Reads a union, which is never a problem itself: what is none of its variants is kept as it was sent.
pub fn read_union<U: Union>(raw: &RawValue, reading: &mut Reading) -> U {
    let read = match U::DISCRIMINATOR {
        Some(member) => tagged::<U>(member, raw, reading),
        None => first_that_fits::<U>(raw, reading),
    };
    read.unwrap_or_else(|| U::unknown(raw.into()))
}

fn tagged<U: Union>(member: &str, raw: &RawValue, reading: &mut Reading) -> Option<U> {
    let tag = raw::member(raw, member).and_then(raw::text)?;
    let variant = U::VARIANTS.iter().position(|values| values.contains(&&*tag))?;
    U::read_variant(variant, raw, reading)
}

fn first_that_fits<U: Union>(raw: &RawValue, reading: &mut Reading) -> Option<U> {
    let (count, is_inexact) = (reading.count(), reading.is_inexact);
    for variant in 0..U::VARIANTS.len() {
        if !reading.may_try() {
            return None;
        }
        let read = U::read_variant(variant, raw, reading).filter(|_| reading.count() == count);
        if read.is_some() {
            return read;
        }
        reading.forget(count);
        reading.is_inexact = is_inexact;
    }
    None
}
