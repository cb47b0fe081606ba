//! What becomes of one mail.

use crate::time::{Millis, iso};
use autosend_webhooks::{EventType, Generation};
use serde_json::{Value, json};

/// A mail that was accepted.
#[derive(Debug, Clone)]
pub struct Mail {
    pub id: String,
    pub from: String,
    pub to: Address,
    pub subject: String,
    pub test: bool,
    pub campaign: Option<String>,
    pub template: Option<String>,
    pub batch: Option<String>,
}

#[derive(Debug, Clone, serde::Deserialize)]
pub struct Address {
    pub email: String,
    pub name: Option<String>,
}

/// How a mail ends.
#[expect(clippy::struct_excessive_bools, reason = "each happens or not, whatever the others do")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailOutcome {
    /// The mail server says no for good.
    pub bounces: bool,
    /// The mail server says "later" first.
    pub deferred: bool,
    pub opened: bool,
    pub clicked: bool,
    pub unsubscribes: bool,
    pub reports_spam: bool,
}

impl MailOutcome {
    /// As the recipient's address asks for, so that a developer can try each: `bounce@…`, `defer@…`, `ignore@…`,
    /// `unsubscribe@…`, `spam@…`. All others open the mail and click.
    pub fn of_address(email: &str) -> Self {
        let local = email.split('@').next().unwrap_or_default().to_ascii_lowercase();
        let asks = |word: &str| local.contains(word);
        let read = !asks("ignore");
        Self {
            bounces: asks("bounce"),
            deferred: asks("defer"),
            opened: read,
            clicked: read && !asks("spam"),
            unsubscribes: asks("unsubscribe"),
            reports_spam: asks("spam"),
        }
    }

    /// The events in their order, each with its time after the one before, in milliseconds.
    pub fn steps(self) -> Vec<(EventType, Millis)> {
        let mut steps = vec![(EventType::EmailSent, 300)];
        if self.deferred {
            steps.push((EventType::EmailDeferred, 900));
        }
        if self.bounces {
            steps.push((EventType::EmailBounced, 1_200));
            return steps;
        }
        steps.push((EventType::EmailDelivered, if self.deferred { 6_000 } else { 1_500 }));
        let later = [
            (self.opened, EventType::EmailOpened, 5_000),
            (self.clicked, EventType::EmailClicked, 2_500),
            (self.unsubscribes, EventType::EmailUnsubscribed, 3_000),
            (self.reports_spam, EventType::EmailSpamReported, 3_500),
        ];
        steps.extend(later.iter().filter(|(happens, ..)| *happens).map(|(_, event, after)| (*event, *after)));
        steps
    }
}

impl Mail {
    /// The data of an event of this mail, as compact JSON with its members in the order of the docs.
    pub fn data(&self, event: EventType, generation: Generation, at: Millis) -> String {
        let mut members = Vec::new();
        let first = generation == Generation::First && event.is_documented_in(generation);
        if first {
            members.push(("createdAt", json!(iso(at))));
        }
        if event == EventType::EmailUnsubscribed {
            members.extend(self.unsubscribed(first, at));
            return object(&members);
        }
        if first {
            members.push(("timestamp", json!(iso(at))));
        }
        members.push(("emailId", json!(self.id)));
        members.push(("from", json!(self.from)));
        members.push(("to", json!({ "email": self.to.email, "name": self.to.name })));
        members.push(("subject", json!(self.subject)));
        if !first {
            members.push(("test", json!(self.test)));
        }
        members.extend(self.ids());
        members.extend(particulars(event, first, at));
        object(&members)
    }

    fn ids(&self) -> impl Iterator<Item = (&'static str, Value)> {
        let ids = [("campaignId", &self.campaign), ("templateId", &self.template), ("batchId", &self.batch)];
        ids.into_iter().filter_map(|(name, id)| id.as_ref().map(|id| (name, json!(id))))
    }

    /// This event never says who sent what to whom; the first generation names the address.
    fn unsubscribed(&self, first: bool, at: Millis) -> Vec<(&'static str, Value)> {
        let mut members = vec![("emailId", json!(self.id))];
        members.extend(self.ids());
        if first {
            members.extend([("email", json!(self.to.email)), ("suppressedAt", json!(iso(at)))]);
        } else {
            members.push(("test", json!(self.test)));
        }
        members
    }
}

/// What only this type of event has.
fn particulars(event: EventType, first: bool, at: Millis) -> Vec<(&'static str, Value)> {
    const DAY: Millis = 86_400_000;
    match event {
        EventType::EmailDelivered if first => vec![("deliveredAt", json!(iso(at)))],
        EventType::EmailOpened if first => vec![("openedAt", json!(iso(at)))],
        EventType::EmailClicked if !first => vec![("clickedUrl", json!("https://shop.example.com/sale"))],
        EventType::EmailDeferred => vec![
            ("delayType", json!("MailboxFull")),
            ("delayReason", json!("452 4.2.2 The recipient's mailbox is over quota")),
            ("expirationTime", json!(iso(at + DAY))),
        ],
        EventType::EmailBounced => {
            let mut members = vec![("bounceType", json!("Permanent")), ("bounceSubType", json!("NoEmail"))];
            let reason = json!("550 5.1.1 Recipient address rejected: User unknown");
            members.push((if first { "bounceReason" } else { "reason" }, reason));
            if first {
                members.push(("bouncedAt", json!(iso(at))));
            }
            members
        }
        EventType::EmailSpamReported => vec![("complaintType", json!("abuse"))],
        _ => Vec::new(),
    }
}

/// An object whose members stay in order, which a map would not keep.
fn object(members: &[(&str, Value)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_body::envelope;
    use autosend_webhooks::Event;

    fn mail() -> Mail {
        Mail {
            id: "655100000000000000000101".into(),
            from: "hello@shop.example.com".into(),
            to: Address { email: "ada@example.org".into(), name: None },
            subject: "Grüße \"Ada\"".into(),
            test: false,
            campaign: Some("65500000a1b2c3d4e5f60c01".into()),
            template: None,
            batch: None,
        }
    }

    #[test]
    fn every_event_fits_its_type_in_both_generations() {
        let everything = MailOutcome {
            deferred: true,
            opened: true,
            clicked: true,
            unsubscribes: true,
            reports_spam: true,
            bounces: false,
        };
        let mut steps = everything.steps();
        steps.extend(MailOutcome { bounces: true, ..MailOutcome::default() }.steps());
        for (event, _) in steps {
            for generation in [Generation::Current, Generation::First] {
                let data = mail().data(event, generation, 1_762_943_400_000);
                let body = envelope(event.as_str(), "2025-11-12T10:30:00.000Z", &data, generation);
                let read = Event::from_json(body.as_bytes()).unwrap();
                assert!(!matches!(read, Event::Invalid(_) | Event::Unknown(_)), "{read:?}");
            }
        }
    }

    #[test]
    fn addresses_ask_for_what_happens() {
        let events =
            |email| MailOutcome::of_address(email).steps().iter().map(|(event, _)| event.as_str()).collect::<Vec<_>>();
        assert_eq!(events("ada@bounce.example"), ["email.sent", "email.delivered", "email.opened", "email.clicked"]);
        assert_eq!(events("Bounce+1@example.org"), ["email.sent", "email.bounced"]);
        assert_eq!(events("defer-ignore@example.org"), ["email.sent", "email.deferred", "email.delivered"]);
        assert_eq!(events("spam@example.org").last(), Some(&"email.spam_reported"));
    }
}
