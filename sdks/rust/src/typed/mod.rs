//! Typed events: what crates that `generate --lang rust` makes are built on.
//!
//! A generated crate declares its types and says which members they are read from ([`Object`], [`Enumeration`], [`Union`],
//! [`Events`]); how they are read and written is here, once. Nothing is lost: what a type has no place for is in an object's
//! `extra`, as it was sent, and [`Value::to_json`] gives it back.

mod event;
mod object;
mod reading;
mod serde_impls;
mod union;
mod value;
mod verifier;

pub use autosend_webhooks::{Extra, Time};
pub use event::{AnyEvent, Events, Invalid, Received, Typed, Unknown};
pub use object::{Field, Object, optional, read_object, required, write_object, write_optional, write_required};
pub use reading::{Problem, Reading};
pub use union::{Union, read_union};
pub use value::{Enumeration, Number, RawJson, Value, blank};
pub use verifier::{Delivery, Verifier};

#[doc(hidden)]
pub use serde;
pub use serde_json::value::RawValue;
