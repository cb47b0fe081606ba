//! Events: what a body says, typed.

mod cursor;
mod data;
#[cfg(feature = "schema")]
pub(crate) mod describe;
mod fast_path;
pub(crate) mod fields;
mod raw;

pub use data::*;
pub use raw::RawEvent;

use crate::{ErrorCode, Extra, Time, WebhookError, json};
use cursor::Cursor;
use fields::{Field, Written};
use serde::{Deserializer, Serialize, Serializer, ser::SerializeMap};
use std::fmt;

/// Which form of the body AutoSend wrote (docs/provider.md, The body).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Generation {
    /// `{"event", "timestamp", "data"}`, the form that the introduction of the provider's docs shows.
    First,
    /// `{"type", "createdAt", "data"}`, the form of today.
    #[default]
    Current,
}

impl Generation {
    /// 1 or 2.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Current => 2,
        }
    }

    /// The member that names the event type.
    #[must_use]
    pub const fn type_member(self) -> &'static str {
        match self {
            Self::First => "event",
            Self::Current => "type",
        }
    }

    /// The member that says when the event was created.
    #[must_use]
    pub const fn time_member(self) -> &'static str {
        match self {
            Self::First => "timestamp",
            Self::Current => "createdAt",
        }
    }
}

/// The member that holds the event's data, in both generations.
pub(crate) const DATA_MEMBER: &str = "data";

macro_rules! event_groups {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of thing an event is about, as the provider groups them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EventGroup {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl EventGroup {
            /// Every group.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The group's name in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

event_groups! {
    /// What became of a message on its way.
    Lifecycle = "lifecycle",
    /// What a recipient did with a message.
    Engagement = "engagement",
    /// What a recipient wants to receive.
    Subscription = "subscription",
    /// Changes to contacts.
    Contact = "contact",
    /// Messages that came in.
    Inbound = "inbound",
}

macro_rules! first_sample {
    (true, $wire:literal) => {
        Some(include_str!(concat!("../../samples/first/", $wire, ".json")))
    };
    (false, $wire:literal) => {
        None
    };
}

macro_rules! events {
    ($($name:ident = $wire:literal, $group:ident, $first:tt, $title:literal;)+) => {
        /// The type of an event that this version knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventType {
            $(#[doc = concat!("`", $wire, "`: ", $title, ".")] $name,)+
        }

        impl EventType {
            /// All of them, in the order of the provider's docs.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The type as AutoSend writes it, e.g. `email.sent`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire),+ }
            }

            /// The group that the provider puts it in.
            #[must_use]
            pub const fn group(self) -> EventGroup {
                match self { $(Self::$name => EventGroup::$group),+ }
            }

            /// What it means, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }

            /// Whether the provider's docs show it in that generation of the body.
            #[must_use]
            pub const fn is_documented_in(self, generation: Generation) -> bool {
                match generation {
                    Generation::Current => true,
                    Generation::First => match self { $(Self::$name => $first),+ },
                }
            }

            /// The type with that name, if it is known.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$name),)+ _ => None }
            }

            /// A realistic body of this type, pretty-printed JSON; `None` where that generation has none.
            ///
            /// ```
            /// # use autosend_webhooks::{Event, EventType, Generation};
            /// let sample = EventType::EmailBounced.sample(Generation::Current).unwrap();
            /// assert!(matches!(Event::from_json(sample.as_bytes())?, Event::EmailBounced(_)));
            /// # Ok::<(), autosend_webhooks::WebhookError>(())
            /// ```
            #[must_use]
            pub const fn sample(self, generation: Generation) -> Option<&'static str> {
                match (self, generation) {
                    $((Self::$name, Generation::Current) => {
                        Some(include_str!(concat!("../../samples/current/", $wire, ".json")))
                    }
                    (Self::$name, Generation::First) => first_sample!($first, $wire),)+
                }
            }

            #[cfg(feature = "schema")]
            pub(crate) const fn data_type(self) -> describe::FieldType {
                match self { $(Self::$name => <data::$name<'static> as describe::Describe>::TYPE),+ }
            }
        }

        /// An event: one variant for each type, each with its typed data.
        ///
        /// Reading is lossless and forward compatible: a type that is not known arrives as
        /// [`Event::Unknown`], a known one whose data does not fit as [`Event::Invalid`], both with
        /// everything that came; members that are not known are in `extra`. Serializing an event gives
        /// back an equivalent body.
        ///
        /// Strings borrow from the body; [`Event::into_owned`] cuts it loose.
        ///
        /// ```
        /// # use autosend_webhooks::Event;
        /// # let body = br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;
        /// match Event::from_json(body)? {
        ///     Event::EmailBounced(event) => println!("{} bounced", event.data.to.email),
        ///     Event::ContactDeleted(event) => println!("{:?} is gone", event.data.email),
        ///     Event::Unknown(event) => println!("new to us: {}", event.event_type()),
        ///     _ => {}
        /// }
        /// # Ok::<(), autosend_webhooks::WebhookError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq)]
        pub enum Event<'a> {
            $(#[doc = concat!("`", $wire, "`: ", $title, ".")] $name(TypedEvent<'a, $name<'a>>),)+
            /// A type that this version does not know.
            Unknown(RawEvent<'a>),
            /// A known type whose time or data does not fit it.
            Invalid(InvalidEvent<'a>),
        }

        impl<'a> Event<'a> {
            /// The type, known or not, as the body names it.
            #[must_use]
            pub fn event_type(&self) -> &str {
                match self {
                    $(Self::$name(_) => $wire,)+
                    Self::Unknown(event) => event.event_type(),
                    Self::Invalid(event) => event.raw.event_type(),
                }
            }

            /// The type, if it is known.
            #[must_use]
            pub fn known_type(&self) -> Option<EventType> {
                EventType::from_name(self.event_type())
            }

            /// When the event was created; `None` if the body holds no such time.
            #[must_use]
            pub fn created_at(&self) -> Option<&Time<'a>> {
                match self {
                    $(Self::$name(event) => Some(&event.created_at),)+
                    Self::Unknown(event) => event.created_at(),
                    Self::Invalid(event) => event.raw.created_at(),
                }
            }

            /// The form of the body that it came in.
            #[must_use]
            pub const fn generation(&self) -> Generation {
                match self {
                    $(Self::$name(event) => event.generation,)+
                    Self::Unknown(event) => event.generation(),
                    Self::Invalid(event) => event.raw.generation(),
                }
            }

            /// The same event, owning its text, to keep it longer than the body.
            #[must_use]
            pub fn into_owned(self) -> Event<'static> {
                match self {
                    $(Self::$name(event) => Event::$name(TypedEvent {
                        created_at: event.created_at.into_owned(),
                        data: event.data.into_owned(),
                        generation: event.generation,
                        extra: event.extra.into_owned(),
                    }),)+
                    Self::Unknown(event) => Event::Unknown(event.into_owned()),
                    Self::Invalid(InvalidEvent { raw, reason }) => {
                        Event::Invalid(InvalidEvent { raw: raw.into_owned(), reason })
                    }
                }
            }

            /// Reads the data of a known type; the event is there when this succeeds.
            fn read<'de: 'a, D: Deserializer<'de>>(
                event: &mut Option<Self>,
                event_type: EventType,
                generation: Generation,
                created_at: Time<'a>,
                data: D,
            ) -> Result<(), D::Error> {
                let extra = Extra::default();
                match event_type {
                    $(EventType::$name => {
                        let empty = TypedEvent { created_at, data: $name::default(), generation, extra };
                        match event.insert(Self::$name(empty)) {
                            Self::$name(event) => event.data.read(data, generation, &mut None),
                            _ => unreachable!("it was put there a line above"),
                        }
                    })+
                }
            }

            /// The same on the fast path, from there where the data stands.
            fn read_fast(
                event: &mut Option<Self>,
                event_type: EventType,
                generation: Generation,
                created_at: Time<'a>,
                data: &mut Cursor<'a>,
            ) -> Option<()> {
                let extra = Extra::default();
                match event_type {
                    $(EventType::$name => {
                        let empty = TypedEvent { created_at, data: $name::default(), generation, extra };
                        match event.insert(Self::$name(empty)) {
                            Self::$name(event) => event.data.read_fast(data, generation, &mut None),
                            _ => unreachable!("it was put there a line above"),
                        }
                    })+
                }
            }

            fn extra_mut(&mut self) -> Option<&mut Extra<'a>> {
                match self {
                    $(Self::$name(event) => Some(&mut event.extra),)+
                    Self::Unknown(_) | Self::Invalid(_) => None,
                }
            }
        }

        impl Serialize for Event<'_> {
            /// As the body that it came from, in that one's generation.
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name(event) => write(event, $wire, to),)+
                    Self::Unknown(event) => event.serialize(to),
                    Self::Invalid(event) => event.raw.serialize(to),
                }
            }
        }

        $(impl<'a> From<TypedEvent<'a, $name<'a>>> for Event<'a> {
            fn from(event: TypedEvent<'a, $name<'a>>) -> Self {
                Self::$name(event)
            }
        })+
    };
}

events! {
    EmailSent = "email.sent", Lifecycle, true, "a message was handed over for sending";
    EmailDelivered = "email.delivered", Lifecycle, true, "the recipient's mail server accepted a message";
    EmailDeferred = "email.deferred", Lifecycle, false, "the recipient's mail server put a message off";
    EmailBounced = "email.bounced", Lifecycle, true, "the recipient's mail server refused a message";
    EmailOpened = "email.opened", Engagement, true, "a recipient opened a message";
    EmailClicked = "email.clicked", Engagement, true, "a recipient clicked a link in a message";
    EmailSpamReported = "email.spam_reported", Engagement, false, "a recipient reported a message as spam";
    EmailUnsubscribed = "email.unsubscribed", Subscription, true, "a recipient unsubscribed from everything";
    EmailGroupUnsubscribed = "email.group_unsubscribed", Subscription, false, "a recipient unsubscribed from a group";
    EmailGroupResubscribed = "email.group_resubscribed", Subscription, false, "a recipient subscribed to a group again";
    ContactCreated = "contact.created", Contact, true, "a contact was created";
    ContactUpdated = "contact.updated", Contact, true, "a contact was changed";
    ContactDeleted = "contact.deleted", Contact, true, "a contact was deleted";
    EmailReceived = "email.received", Inbound, false, "a message came in";
}

impl<'a> Event<'a> {
    /// Reads a body that is trusted already, e.g. one that was verified and stored.
    ///
    /// Fails with `body_not_json`, `body_too_deep`, `body_not_object` or `missing_event_type`. To
    /// receive a request use [`Verifier::verify`](crate::Verifier::verify): this checks no signature.
    pub fn from_json(body: &'a [u8]) -> Result<Self, WebhookError> {
        let mut event = None;
        Self::read_body(body, &mut event)?;
        event.ok_or_else(|| ErrorCode::BodyNotJson.into())
    }

    /// [`from_json`](Self::from_json) in place; the event is there when this succeeds.
    pub(crate) fn read_body(body: &'a [u8], event: &mut Option<Self>) -> Result<(), WebhookError> {
        let text = json::utf8(body)?;
        if !fast_path::read(text, event) {
            json::check_depth(text)?;
            *event = Some(RawEvent::from_text(text)?.into_event());
        }
        Ok(())
    }
}

impl EventType {
    /// Whether it is about an outbound message or a subscription: an `email.*` event other than inbound mail.
    #[must_use]
    pub const fn is_email(self) -> bool {
        !matches!(self.group(), EventGroup::Contact | EventGroup::Inbound)
    }

    /// Whether it is about a contact.
    #[must_use]
    pub const fn is_contact(self) -> bool {
        matches!(self.group(), EventGroup::Contact)
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An event of a known type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TypedEvent<'a, T> {
    /// When the event was created. It is signed, unlike the time of sending.
    pub created_at: Time<'a>,
    /// What the event says.
    pub data: T,
    /// The form of the body that it came in.
    pub generation: Generation,
    /// The members of the body, beside the data, that are not known.
    pub extra: Extra<'a>,
}

impl<'a, T> TypedEvent<'a, T> {
    /// An event of the current generation, for senders and tests.
    ///
    /// ```
    /// # use autosend_webhooks::{ContactDeleted, Event, Time, TypedEvent};
    /// let mut data = ContactDeleted::default();
    /// data.email = Some("jane@example.org".into());
    /// let event = Event::from(TypedEvent::new(Time::parse("2025-11-12T10:30:00.000Z").unwrap(), data));
    /// assert_eq!(
    ///     serde_json::to_string(&event)?,
    ///     r#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"jane@example.org"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(created_at: Time<'a>, data: T) -> Self {
        Self { created_at, data, generation: Generation::Current, extra: Extra::default() }
    }
}

fn write<T: fields::WriteField, S: Serializer>(
    event: &TypedEvent<'_, T>,
    event_type: &str,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    map.serialize_entry(event.generation.type_member(), event_type)?;
    map.serialize_entry(event.generation.time_member(), event.created_at.as_str())?;
    map.serialize_entry(DATA_MEMBER, &Written(&event.data, event.generation))?;
    event.extra.write(&mut map)?;
    map.end()
}

/// An event of a known type whose time or data does not fit it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InvalidEvent<'a> {
    /// Everything that came.
    pub raw: RawEvent<'a>,
    /// What does not fit, for people to read.
    pub reason: String,
}
