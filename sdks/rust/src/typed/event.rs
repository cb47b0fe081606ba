//! Events, and what does not fit any of their types.

use super::{
    reading::{Problem, Reading},
    value::Value,
};
use crate::{envelope::RawEvent, raw};
use serde_json::value::RawValue;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What is known of an event whatever its type.
#[derive(Debug, Clone)]
pub struct Received {
    event: Box<RawEvent>,
}

/// An event of a known type, with its data.
#[derive(Debug, Clone)]
pub struct Typed<T> {
    received: Received,
    /// What the event says.
    pub data: Box<T>,
    /// What of the data does not fit: those fields are absent, and what was sent is in `extra`.
    pub problems: Vec<Problem>,
}

/// An event of a type that this version does not know.
#[derive(Debug, Clone)]
pub struct Unknown {
    received: Received,
}

/// An event of a known type whose data does not fit it.
#[derive(Debug, Clone)]
pub struct Invalid {
    received: Received,
    /// What does not fit; the data as a whole where there is no path.
    pub problems: Vec<Problem>,
}

/// What all events have.
pub trait AnyEvent {
    /// What is known of it whatever its type.
    fn received(&self) -> &Received;

    /// What of its data does not fit.
    fn problems(&self) -> &[Problem] {
        &[]
    }

    /// The event as JSON: what was sent, with the data as it is now.
    fn to_json(&self) -> String {
        self.received().event.whole.get().to_owned()
    }
}

/// The events of a provider: what a generated crate's `Event` is.
pub trait Events: Sized {
    /// The provider's profile, as JSON.
    const PROFILE: &'static str;
    /// The types that are known, in order.
    const TYPES: &'static [&'static str];
    /// Whether an event whose data does not fit in parts stays typed, and lists what does not.
    const LISTS_PROBLEMS: bool;

    /// The event of a known type, by its place in [`Self::TYPES`].
    fn read(event_type: usize, received: Received, reading: Reading) -> Self;

    /// An event of a type that is not known.
    fn unknown(event: Unknown) -> Self;

    /// What all events have.
    fn inner(&self) -> &dyn AnyEvent;

    /// Whether its type is known and its data fits it, at least in parts.
    fn is_typed(&self) -> bool;
}

impl Received {
    pub(super) fn new(event: RawEvent) -> Self {
        Self { event: Box::new(event) }
    }

    /// Its type, as the request says it.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event.event_type
    }

    /// What identifies it: the member that says so, or else the delivery's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.event.id
    }

    /// When it was created, if it says so.
    #[must_use]
    pub fn created_at(&self) -> Option<SystemTime> {
        let millis = self.event.created?;
        let distance = Duration::from_millis(millis.unsigned_abs());
        if millis < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }

    /// Its data as it was sent; none if there is no such member.
    #[must_use]
    pub fn raw_data(&self) -> Option<&RawValue> {
        self.event.data()
    }

    /// The event as it was sent.
    #[must_use]
    pub fn raw(&self) -> &RawValue {
        &self.event.whole
    }

    /// Reads the data as a type; what it is if it does not fit.
    ///
    /// # Errors
    ///
    /// The data is not there, is no object, or, unless problems are listed, does not fit.
    pub fn typed<T: Value, E: Events>(self, mut reading: Reading) -> Result<Typed<T>, Invalid> {
        let data = self.event.data().and_then(|raw| T::read(raw, &mut reading));
        let Some(data) = data else {
            let message = "the data is not there, or is no object".to_owned();
            return Err(Invalid { received: self, problems: vec![Problem { path: String::new(), message }] });
        };
        let problems = reading.into_problems();
        if E::LISTS_PROBLEMS || problems.is_empty() {
            return Ok(Typed { received: self, data: Box::new(data), problems });
        }
        Err(Invalid { received: self, problems })
    }
}

impl<T> Typed<T> {
    /// What is known of it whatever its type.
    #[must_use]
    pub fn received(&self) -> &Received {
        &self.received
    }
}

impl<T: Value> AnyEvent for Typed<T> {
    fn received(&self) -> &Received {
        &self.received
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn to_json(&self) -> String {
        let event = &self.received.event;
        let mut out = String::with_capacity(event.whole.get().len());
        raw::replaced(&event.whole, event.data_path.as_deref().unwrap_or_default(), &self.data.to_json(), &mut out);
        out
    }
}

impl From<Received> for Unknown {
    fn from(received: Received) -> Self {
        Self { received }
    }
}

impl AnyEvent for Unknown {
    fn received(&self) -> &Received {
        &self.received
    }
}

impl AnyEvent for Invalid {
    fn received(&self) -> &Received {
        &self.received
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
