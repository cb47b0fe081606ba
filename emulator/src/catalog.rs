//! The event types as the provider's dashboard offers them.

use autosend_webhooks::{EventGroup, EventType};
use serde::Serialize;

/// A column of toggles.
#[derive(Debug, Serialize)]
pub struct Group {
    name: &'static str,
    events: Vec<Offered>,
}

#[derive(Debug, Serialize)]
struct Offered {
    #[serde(rename = "type")]
    event: &'static str,
    title: &'static str,
    /// Whether a page of the provider's documents it.
    documented: bool,
}

/// What the dashboard offers and no page documents. The names on the wire are derived from the others.
const UNDOCUMENTED: [(&str, &str, &str); 2] = [
    ("deliverability", "email.dropped", "The message was dropped before it was sent"),
    ("engagement", "email.resubscribed", "The recipient subscribed again"),
];

/// The groups of the provider's form, and incoming messages.
const GROUPS: [(&str, &[EventGroup]); 4] = [
    ("engagement", &[EventGroup::Engagement, EventGroup::Subscription]),
    ("deliverability", &[EventGroup::Lifecycle]),
    ("contact", &[EventGroup::Contact]),
    ("inbound", &[EventGroup::Inbound]),
];

pub fn groups() -> Vec<Group> {
    GROUPS.iter().map(|(name, groups)| group(name, groups)).collect()
}

fn group(name: &'static str, groups: &[EventGroup]) -> Group {
    let documented = EventType::ALL.iter().filter(|event| groups.contains(&event.group()));
    let documented = documented.map(|event| Offered { event: event.as_str(), title: event.title(), documented: true });
    let others = UNDOCUMENTED.iter().filter(|(group, _, _)| *group == name);
    let others = others.map(|(_, event, title)| Offered { event, title, documented: false });
    Group { name, events: documented.chain(others).collect() }
}

/// The types that the dashboard offers besides the documented ones.
pub fn undocumented() -> impl Iterator<Item = &'static str> {
    UNDOCUMENTED.iter().map(|(_, event, _)| *event)
}

/// Whether a webhook can subscribe to it.
pub fn is_offered(event: &str) -> bool {
    EventType::from_name(event).is_some() || undocumented().any(|name| name == event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_in_one_group() {
        let groups = groups();
        let events: Vec<_> = groups.iter().flat_map(|group| &group.events).collect();
        assert_eq!(events.len(), EventType::ALL.len() + UNDOCUMENTED.len());
        assert!(events.iter().all(|offered| is_offered(offered.event)));
        assert!(!is_offered("email.exploded"));
    }
}
