//! A body read as far as its envelope: which event it is, its data untouched.

use super::{DATA_MEMBER, Event, EventType, Generation, InvalidEvent};
use crate::{ErrorCode, Extra, Time, WebhookError, json, text::TextSeed};
use serde::{Serialize, Serializer, de::DeserializeSeed};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A body read as far as its envelope: its type and time, and every member as raw JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct RawEvent<'a> {
    event_type: Cow<'a, str>,
    created_at: Option<Time<'a>>,
    generation: Generation,
    members: Extra<'a>,
}

impl<'a> RawEvent<'a> {
    /// Reads the envelope of a body that is trusted already; its data is checked for syntax only.
    ///
    /// Fails as [`Event::from_json`] does, which gives the same event as [`into_event`](Self::into_event).
    ///
    /// ```
    /// # use autosend_webhooks::{Event, RawEvent};
    /// let body = br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
    /// let raw = RawEvent::from_json(body)?;
    /// assert_eq!(raw.event_type(), "contact.deleted");
    /// assert_eq!(raw.data().unwrap().get(), r#"{"email":"a@b.example"}"#);
    /// assert_eq!(raw.into_event(), Event::from_json(body)?);
    /// # Ok::<(), autosend_webhooks::WebhookError>(())
    /// ```
    pub fn from_json(body: &'a [u8]) -> Result<Self, WebhookError> {
        Self::from_text(json::text(body)?)
    }

    /// Reads the envelope of a body that is UTF-8 and not too deep.
    pub(crate) fn from_text(text: &'a str) -> Result<Self, WebhookError> {
        // Any JSON value first, so that a syntax error is told apart from what follows.
        let value: &RawValue = serde_json::from_str(text)
            .map_err(|error| WebhookError::with_detail(ErrorCode::BodyNotJson, error.to_string()))?;
        if !value.get().starts_with('{') {
            return Err(ErrorCode::BodyNotObject.into());
        }
        let members = match serde_json::from_str(text) {
            Ok(members) => members,
            // Valid JSON whose keys are not: lone surrogates.
            Err(_) => serde_json::from_str::<Extra<'_>>(&json::normalize(text))
                .map_err(|error| WebhookError::with_detail(ErrorCode::BodyNotJson, error.to_string()))?
                .into_owned(),
        };
        Self::from_members(members)
    }

    fn from_members(members: Extra<'a>) -> Result<Self, WebhookError> {
        let current = members.get(Generation::Current.type_member()).is_some();
        let generation = if current { Generation::Current } else { Generation::First };
        let event_type = members.string(generation.type_member()).filter(|name| !name.is_empty());
        let event_type = event_type.ok_or(ErrorCode::MissingEventType)?;
        let created_at = members.string(generation.time_member()).and_then(Time::parse);
        Ok(Self { event_type, created_at, generation, members })
    }

    /// The type as the body names it.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// When the event was created; `None` if the body holds no such time.
    #[must_use]
    pub fn created_at(&self) -> Option<&Time<'a>> {
        self.created_at.as_ref()
    }

    /// The form of the body that it came in.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The data as raw JSON, if there is any.
    #[must_use]
    pub fn data(&self) -> Option<&RawValue> {
        self.members.get(DATA_MEMBER)
    }

    /// Every member of the body as raw JSON, in order.
    #[must_use]
    pub const fn members(&self) -> &Extra<'a> {
        &self.members
    }

    /// The typed event, or why there is none.
    #[must_use]
    pub fn into_event(self) -> Event<'a> {
        let Some(event_type) = EventType::from_name(&self.event_type) else {
            return Event::Unknown(self);
        };
        match self.typed(event_type) {
            Ok(mut event) => {
                if let Some(extra) = event.extra_mut() {
                    *extra = self.members;
                    for known in [self.generation.type_member(), self.generation.time_member(), DATA_MEMBER] {
                        extra.remove(known);
                    }
                }
                event
            }
            Err(reason) => Event::Invalid(InvalidEvent { raw: self, reason }),
        }
    }

    fn typed(&self, event_type: EventType) -> Result<Event<'a>, String> {
        let time_member = self.generation.time_member();
        let created_at = self.created_at.clone().ok_or_else(|| format!("`{time_member}` is not an ISO 8601 time"))?;
        let data = self.members.get_cow(DATA_MEMBER).ok_or("there is no `data`")?;
        let first_try = match data {
            Cow::Borrowed(data) => read(event_type, self.generation, created_at.clone(), data),
            Cow::Owned(data) => {
                read(event_type, self.generation, created_at.clone().into_owned(), data).map(Event::into_owned)
            }
        };
        first_try.or_else(|error| {
            // A duplicate key or a lone surrogate may be all that is in the way.
            let normal = json::normalize(data.get());
            let data: &RawValue = serde_json::from_str(&normal).map_err(|error| error.to_string())?;
            let event = read(event_type, self.generation, created_at.into_owned(), data).map(Event::into_owned);
            event.map_err(|_| format!("`data`: {error}"))
        })
    }

    /// The same event, owning its text, to keep it longer than the body.
    #[must_use]
    pub fn into_owned(self) -> RawEvent<'static> {
        RawEvent {
            event_type: self.event_type.into_owned().into(),
            created_at: self.created_at.map(Time::into_owned),
            generation: self.generation,
            members: self.members.into_owned(),
        }
    }
}

fn read<'a>(
    event_type: EventType,
    generation: Generation,
    created_at: Time<'a>,
    data: &'a RawValue,
) -> serde_json::Result<Event<'a>> {
    let mut event = None;
    Event::read(&mut event, event_type, generation, created_at, data)?;
    event.ok_or_else(|| serde::de::Error::custom("no event"))
}

impl Serialize for RawEvent<'_> {
    /// As it came.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(to)
    }
}

impl<'a> Extra<'a> {
    /// A member that is a string; one with lone surrogates counts, with U+FFFD in their place.
    fn string(&self, key: &str) -> Option<Cow<'a, str>> {
        let read = |text: &str| {
            let mut json = serde_json::Deserializer::from_str(text);
            TextSeed.deserialize(&mut json).map(|text| Cow::Owned(text.into_owned()))
        };
        match self.get_cow(key)? {
            Cow::Borrowed(raw) => TextSeed
                .deserialize(&mut serde_json::Deserializer::from_str(raw.get()))
                .or_else(|_| read(&json::replace_lone_surrogates(raw.get())))
                .ok(),
            Cow::Owned(raw) => read(&json::replace_lone_surrogates(raw.get())).ok(),
        }
    }
}
