//! How requests are signed, and where they say what they are: the types of the runtime's profile, with text that must not
//! become code.

use crate::foreign::Text;
use autosend_webhooks_profile as profile;

pub use profile::{
    Encoding, Fallback, Form, Hash, KeyForm, Limits, Scheme, TimeFormat, TimeUnit, Timestamp, TimestampSource,
};

/// The names of the headers, and the value of one.
pub type Headers = profile::HeaderNames<Text>;
/// One way in which requests are signed.
pub type Signature = profile::Signature<Text>;
/// The names of the pairs that count.
pub type Pairs = profile::Pairs<Text>;
/// What is signed, in order. Templates see `parts`, each with `kind` and, for text, `text`.
pub type SignedContent = profile::SignedContent<Text>;
/// A part of what is signed.
pub type Part = profile::Part<Text>;
/// Where a request says its type, its id, its time and its data.
pub type Envelope = profile::Envelope<Text>;
/// Where a text stands: in a header, or in the body.
pub type Source = profile::Source<Text>;
/// A form of the body.
pub type Generation = profile::Generation<Text>;
