//! The fast path: a body with the members that AutoSend writes, in its order, in one pass.

use super::{DATA_MEMBER, Event, EventType, Generation, cursor::Cursor};
use crate::time::Time;

/// Reads a body of the usual shape, and returns whether it was one:
/// [`RawEvent`](super::RawEvent) reads any other.
///
/// The general path gives the same event for every body that this one takes (property tests and the fuzzers say so);
/// it costs passes over the data, which is most of the body, and maps of what was found.
pub(super) fn read<'a>(text: &'a str, event: &mut Option<Event<'a>>) -> bool {
    envelope(&mut Cursor::new(text), event).is_some()
}

fn envelope<'a>(body: &mut Cursor<'a>, event: &mut Option<Event<'a>>) -> Option<()> {
    let taken = |found: bool| found.then_some(());
    taken(body.take(b"{"))?;
    let generations = [Generation::Current, Generation::First];
    let generation = generations.into_iter().find(|generation| body.take_member(generation.type_member()))?;
    let event_type = EventType::from_name(&body.string()?)?;
    taken(body.take(b",") && body.take_member(generation.time_member()))?;
    let created_at = Time::parse(body.string()?)?;
    taken(body.take(b",") && body.take_member(DATA_MEMBER))?;
    Event::read_fast(event, event_type, generation, created_at, body)?;
    taken(body.take(b"}") && body.is_at_end())
}
