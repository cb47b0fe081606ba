//! A verification allocates nothing but what the event holds on to. The counts are exact: a new allocation shows here.

use allocation_counter::measure;
use autosend_webhooks::{ErrorCode, Event, EventType, Generation, Secret, SignedRequest, Verifier};

const SECRET: &str = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";

fn verifier() -> Verifier {
    Verifier::new(["whsec_old", SECRET]).unwrap()
}

fn headers(body: &[u8]) -> Vec<(&'static str, String)> {
    SignedRequest::new(&SECRET.parse::<Secret>().unwrap(), body).headers()
}

/// How many allocations a verification takes, and what it yields.
fn verification(body: &str) -> u64 {
    let (verifier, headers) = (verifier(), headers(body.as_bytes()));
    let mut is_typed = false;
    let info = measure(|| {
        let delivery = verifier.verify(body.as_bytes(), &headers).unwrap();
        is_typed = !matches!(delivery.event, Event::Unknown(_) | Event::Invalid(_));
    });
    assert!(is_typed, "{body}");
    info.count_total
}

/// What the samples need: vectors for their lists, a string for one with escapes, and three allocations for a map of
/// members that no type names or that are `null`: itself, its table and its entries.
const fn expected(event_type: EventType, generation: Generation) -> u64 {
    const MAP: u64 = 3;
    match (event_type, generation) {
        // `"name":null` in `to`, and a subject with escapes (the parser's buffer grows twice)
        (EventType::EmailSpamReported, Generation::Current) => MAP + 3,
        // five custom properties: the map grows once
        (EventType::ContactCreated, Generation::Current) => MAP + 2,
        // custom properties, and `changedFields`
        (EventType::ContactUpdated, Generation::Current) => MAP + 1,
        // `to`, `cc`, `attachments`, and `null` in two addresses and in the data
        (EventType::EmailReceived, Generation::Current) => 3 + 3 * MAP,
        // a `null` name, or members that no type names
        (EventType::EmailDeferred | EventType::ContactDeleted, Generation::Current)
        | (EventType::EmailClicked | EventType::ContactCreated | EventType::ContactUpdated, Generation::First) => MAP,
        _ => 0,
    }
}

#[test]
fn samples() {
    for &event_type in EventType::ALL {
        for generation in [Generation::First, Generation::Current] {
            if let Some(sample) = event_type.sample(generation) {
                assert_eq!(verification(sample), expected(event_type, generation), "{event_type}, {generation:?}");
            }
        }
    }
}

/// Without lists, members that are not known, `null` and escapes there is nothing to allocate for.
#[test]
fn usual_bodies() {
    const OUTBOUND: &str = r#""emailId":"69145fcb","from":"hi@shop.example.com","to":{"email":"ada@example.org","name":"Ada"},"subject":"Hi","test":false,"campaignId":"68f0c2b7""#;
    for &event_type in EventType::ALL {
        let data = match event_type {
            EventType::EmailReceived => {
                r#""inboundEmailId":"69145fde","from":{"email":"grace@example.net","name":"Grace"},"to":[],"cc":[],"subject":"Re: Hi","attachments":[],"spamVerdict":"PASS","virusVerdict":"PASS","receivedAt":"2025-11-12T10:29:49.000Z""#
            }
            EventType::EmailUnsubscribed | EventType::EmailGroupUnsubscribed | EventType::EmailGroupResubscribed => {
                r#""test":false,"emailId":"69145fcb","campaignId":"68f0c2b7""#
            }
            event_type if event_type.is_contact() => r#""contactId":"69145e84","email":"ada@example.org""#,
            _ => OUTBOUND,
        };
        let body = format!(r#"{{"type":"{event_type}","createdAt":"2025-11-12T10:29:56.118Z","data":{{{data}}}}}"#);
        assert_eq!(verification(&body), 0, "{event_type}");
    }
}

#[test]
fn forged_requests() {
    let body = EventType::EmailSent.sample(Generation::Current).unwrap().as_bytes();
    let (verifier, mut headers) = (verifier(), headers(body));
    headers[0].1 = "0".repeat(64);
    let mut code = None;
    let info = measure(|| code = verifier.verify(body, &headers).err().map(|error| error.code()));
    assert_eq!((code, info.count_total), (Some(ErrorCode::SignatureMismatch), 0));
}
