//! Where an event's members are in the text of its body.
//!
//! JavaScript cuts them out of one string, which takes a twentieth of the time of parsing it. That works for events of
//! today's form that hold nothing but known members, spelled without escapes: all that AutoSend usually sends. Others
//! are parsed.

use crate::generated::{self, ABSENT, KNOWN, NUMBER};
use autosend_webhooks::{Event, Extra, Generation, Time, TypedEvent};
use std::borrow::Cow;

/// Two numbers: where a text starts and ends; or a mark and what it says.
pub type Span = [i32; 2];

/// Places members one after the other.
pub struct Layout<'m> {
    body: &'m [u8],
    spans: &'m mut [Span],
    used: usize,
    is_plain: bool,
}

/// Something that can be found again in a body.
pub trait Place {
    fn place(&self, layout: &mut Layout<'_>);
}

/// Places the event, and returns the position of its type in the catalog and the number of places. None for events
/// that JavaScript has to parse.
pub fn place(event: &Event<'_>, body: &[u8], spans: &mut [Span]) -> Option<(u8, usize)> {
    let mut layout = Layout { body, spans, used: 0, is_plain: true };
    if event.generation() != Generation::Current {
        return None;
    }
    let number = generated::place(event, &mut layout)?;
    layout.is_plain.then_some((number, layout.used))
}

impl Layout<'_> {
    pub fn event<T: Place>(&mut self, event: &TypedEvent<'_, T>) {
        event.created_at.place(self);
        event.data.place(self);
        self.extra(&event.extra);
    }

    /// A text of the event: a part of the body, unless it had to be decoded.
    pub fn text(&mut self, text: &str) {
        let start = text.as_ptr().addr().wrapping_sub(self.body.as_ptr().addr());
        let end = start.wrapping_add(text.len());
        match (i32::try_from(start), i32::try_from(end)) {
            (Ok(from), Ok(to)) if start <= end && end <= self.body.len() => self.push([from, to]),
            _ => self.is_plain = false,
        }
    }

    /// A value of an enumeration, by its position in the catalog.
    pub fn known(&mut self, position: i32) {
        self.push([KNOWN, position]);
    }

    /// Members that are not known, or that their types can't print back.
    pub fn extra(&mut self, extra: &Extra<'_>) {
        self.is_plain &= extra.is_empty();
    }

    fn number(&mut self, number: impl TryInto<i32>) {
        match number.try_into() {
            Ok(number) => self.push([NUMBER, number]),
            Err(_) => self.is_plain = false,
        }
    }

    fn push(&mut self, span: Span) {
        match self.spans.get_mut(self.used) {
            Some(place) => *place = span,
            None => self.is_plain = false,
        }
        self.used += 1;
    }
}

impl Place for Cow<'_, str> {
    fn place(&self, layout: &mut Layout<'_>) {
        layout.text(self);
    }
}

impl Place for Time<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        layout.text(self.as_str());
    }
}

impl Place for bool {
    fn place(&self, layout: &mut Layout<'_>) {
        layout.number(i32::from(*self));
    }
}

impl Place for u64 {
    fn place(&self, layout: &mut Layout<'_>) {
        layout.number(*self);
    }
}

impl<T: Place> Place for Option<T> {
    fn place(&self, layout: &mut Layout<'_>) {
        match self {
            Some(value) => value.place(layout),
            None => layout.push([ABSENT, 0]),
        }
    }
}

impl<T: Place> Place for Vec<T> {
    fn place(&self, layout: &mut Layout<'_>) {
        layout.number(self.len());
        for item in self {
            item.place(layout);
        }
    }
}
