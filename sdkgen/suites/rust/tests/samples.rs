//! Signs a sample of every event as the provider does, and receives it.

use std::time::{Duration, SystemTime};

use autosend_webhooks::{AnyEvent, Delivery, Error, Event, Verifier};
use serde_json::Value;

type Headers = Vec<(String, String)>;

/// What the tests send.
struct Suite(Value);

impl Suite {
    fn read() -> Self {
        Self(serde_json::from_str(include_str!("samples.json")).expect("JSON"))
    }

    fn samples(&self) -> &[Value] {
        self.0["samples"].as_array().expect("a list")
    }

    fn verifier(&self, secret: &str) -> Verifier {
        let verifier = Verifier::new([text(&self.0, secret)]).expect("a secret");
        match self.0["url"].as_str() {
            Some(url) => verifier.url(url),
            None => verifier,
        }
    }

    /// The headers of a request, signed now.
    fn signed(&self, request: &Value, secret: &str) -> Headers {
        let event = request["event"].as_str().unwrap_or(text(request, "type"));
        self.verifier(secret).sign(text(request, "body").as_bytes(), event).expect("a signature")
    }

    fn receive(&self, request: &Value) -> Delivery {
        let headers = self.signed(request, "secret");
        self.verify(text(request, "body"), &headers, SystemTime::now()).expect("an authentic request")
    }

    fn verify(&self, body: &str, headers: &Headers, now: SystemTime) -> Result<Delivery, Error> {
        self.verifier("verifier_secret").verify_at(body.as_bytes(), headers, now)
    }

    fn refuse(&self, body: &str, headers: &Headers, now: SystemTime, code: &str) {
        let error = self.verify(body, headers, now).expect_err("it was accepted");
        assert_eq!(error.code().as_str(), code, "{error}");
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a text")
}

fn assert_typed(delivery: &Delivery, event_type: &str) {
    let event = &delivery.event;
    assert_eq!(event.received().event_type(), event_type);
    assert!(!matches!(event, Event::Unknown(_) | Event::Invalid(_)), "{event_type}: {event:?}");
    assert!(event.problems().is_empty(), "{event_type}: {:?}", event.problems());
}

fn assert_lossless(delivery: &Delivery, came: &Value) {
    let written: Value = serde_json::from_str(&delivery.event.to_json()).expect("JSON");
    assert_eq!(&written, came);
}

#[test]
fn every_event_arrives_as_its_type() {
    let suite = Suite::read();
    for request in suite.samples() {
        assert_typed(&suite.receive(request), text(request, "type"));
    }
}

#[test]
fn a_forged_request_is_refused() {
    let suite = Suite::read();
    let now = SystemTime::now();
    for request in suite.samples() {
        let body = text(request, "body");
        suite.refuse(body, &suite.signed(request, "other_secret"), now, "signature_mismatch");
        if suite.0["signs_body"] == true {
            suite.refuse(&format!("{body} "), &suite.signed(request, "secret"), now, "signature_mismatch");
        }
    }
}

#[test]
fn an_expired_request_is_refused() {
    let suite = Suite::read();
    // A provider that does not say when a request was sent has none that is too old.
    let Some(seconds) = suite.0["expired_after_seconds"].as_u64() else { return };
    let request = &suite.samples()[0];
    let later = SystemTime::now() + Duration::from_secs(seconds);
    suite.refuse(text(request, "body"), &suite.signed(request, "secret"), later, "timestamp_too_old");
}

#[test]
fn an_unknown_type_arrives_without_loss() {
    let suite = Suite::read();
    let request = &suite.0["unknown_type"];
    let delivery = suite.receive(request);
    assert!(matches!(delivery.event, Event::Unknown(_)), "{:?}", delivery.event);
    assert_eq!(delivery.event.received().event_type(), text(request, "type"));
    assert_lossless(&delivery, &request["json"]);
}

#[test]
fn an_unknown_member_arrives_without_loss() {
    let suite = Suite::read();
    let request = &suite.0["unknown_member"];
    let delivery = suite.receive(request);
    assert_typed(&delivery, text(request, "type"));
    assert_lossless(&delivery, &request["json"]);
}
