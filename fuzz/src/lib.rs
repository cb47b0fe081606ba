//! The fuzz targets: each a function of the input that panics when an oracle disagrees.
//!
//! `core/tests/corpus.rs` replays the corpus with the same functions on a stable toolchain.

mod lossless;
mod model;
mod request;

use autosend_webhooks::{
    Event, EventType, Explainer, RawEvent, Time, Verifier, WebhookError, from_unix_millis, unix_millis,
};
use lossless::{Json, Members};
use request::{NOW, Request, SECRETS};
use std::time::SystemTime;

fn now() -> SystemTime {
    from_unix_millis(NOW)
}

fn verifier(request: &Request<'_>) -> Verifier {
    let verifier = Verifier::new(SECRETS).expect("the secrets are valid").strict(request.strict);
    let verifier = if request.tolerance { verifier } else { verifier.tolerance(None) };
    verifier.max_body(request.max_body)
}

fn code(error: &WebhookError) -> &'static str {
    error.code().as_str()
}

/// The verdict on a whole request is the model's, and so is what the delivery says.
pub fn verify(input: &[u8]) {
    let request = Request::read(input);
    let result = verifier(&request).verify_at(request.body, &request.headers, now());
    let (admitted, body) = match model::authenticate(&request).and_then(|head| Ok((head, model::parse(request.body)?)))
    {
        Ok(accepted) => accepted,
        Err(expected) => return assert_eq!(result.as_ref().map(drop).map_err(code), Err(expected)),
    };
    let event = Event::from_json(request.body).expect("the model reads it");
    let expected = match &event {
        _ if admitted.event.as_ref().is_some_and(|name| *name != body.event_type.as_bytes()) => Some("event_mismatch"),
        Event::Unknown(_) if request.strict => Some("unknown_event"),
        Event::Invalid(_) if request.strict => Some("invalid_event_data"),
        _ => None,
    };
    let delivery = match (result, expected) {
        (Ok(delivery), None) => delivery,
        (result, expected) => return assert_eq!(result.as_ref().map_err(code).err(), expected),
    };
    assert_eq!(delivery.event, event);
    assert_eq!(delivery.id, admitted.delivery_id);
    assert_eq!(delivery.sent_at, admitted.sent_at.map(from_unix_millis));
    assert_eq!(delivery.secret_index, admitted.secret_index);
    assert_eq!(delivery.body(), request.body);
    assert_eq!(delivery.clone().into_owned().event, event);
}

/// The four headers are picked as the model picks them, out of whatever holds them and in any order.
pub fn headers(input: &[u8]) {
    let request = Request::read(input);
    let verifier = verifier(&request);
    let expected = model::authenticate(&request);
    let check = |result: Result<autosend_webhooks::Authenticated<'_>, WebhookError>| {
        let result = result.as_ref().map_err(code).map(|request| model::Admitted {
            delivery_id: request.delivery_id.to_owned(),
            sent_at: request.sent_at.map(|time| unix_millis(time).unsigned_abs()),
            secret_index: request.secret_index,
            event: request.event_header.map(<[u8]>::to_vec),
        });
        assert_eq!(result, expected);
    };
    check(verifier.authenticate_at(request.body, &request.headers, now()));
    let reversed: Vec<_> = request.headers.iter().rev().collect();
    let reversed: Vec<_> = reversed.iter().map(|header| (header.0.to_ascii_uppercase(), &header.1)).collect();
    check(verifier.authenticate_at(request.body, &reversed, now()));
    if let Some(map) = header_map(&request) {
        check(verifier.authenticate_at(request.body, &map, now()));
    }
}

/// The headers as HTTP can carry them; `None` where it can't.
fn header_map(request: &Request<'_>) -> Option<http::HeaderMap> {
    let parse = |(name, value): &(&[u8], Vec<u8>)| {
        let name = http::HeaderName::from_bytes(name).ok()?;
        Some((name, http::HeaderValue::from_bytes(value).ok()?))
    };
    request.headers.iter().map(parse).collect()
}

/// A body is what the model says, keeps all it has, and means the same however its members are ordered.
pub fn parse(body: &[u8]) {
    let result = Event::from_json(body);
    // Usual bodies have a reader of their own.
    assert_eq!(result, RawEvent::from_json(body).map(RawEvent::into_event));
    let expected = match model::parse(body) {
        Ok(expected) => expected,
        Err(expected) => return assert_eq!(result.as_ref().map(drop).map_err(code), Err(expected)),
    };
    let event = result.expect("the model reads it");
    assert_eq!(event.event_type(), expected.event_type);
    assert_eq!(event.generation().number(), expected.generation);
    let known = EventType::ALL.iter().any(|it| it.as_str() == event.event_type());
    assert_eq!(known, !matches!(event, Event::Unknown(_)), "{event:?}");
    assert_eq!(known, event.known_type().is_some());
    let created_at = expected.json.get(event.generation().time_member()).and_then(Json::as_text).and_then(Time::parse);
    assert_eq!(event.created_at(), created_at.as_ref());

    let printed = serde_json::to_string(&event).expect("events can be printed");
    assert_eq!(Json::read(&printed).expect("it is JSON"), expected.json);
    let again = Event::from_json(printed.as_bytes()).expect("what was printed can be read");
    assert_eq!(serde_json::to_string(&again).expect("events can be printed"), printed);
    assert_same(&again, &event);
    assert_eq!(event.clone().into_owned(), event);
    general_path(body, &event);
}

/// The type at the end makes any body an unusual one: it must give the same event.
fn general_path(body: &[u8], event: &Event<'_>) {
    let Members(members) = serde_json::from_slice(body).expect("the model reads it");
    let type_member = event.generation().type_member();
    let (mut moved, mut printed) = (Vec::new(), Vec::new());
    for (key, value) in &members {
        let member = format!("{}:{}", serde_json::Value::from(key.as_str()), value.get());
        if key == type_member { moved.push(member) } else { printed.push(member) }
    }
    printed.append(&mut moved);
    let reordered = format!("{{{}}}", printed.join(","));
    assert_same(&Event::from_json(reordered.as_bytes()).expect("the members are the same"), event);
}

/// Equal, but for what tells nothing: where in the text a fault is, and the order and spelling of raw members.
fn assert_same(one: &Event<'_>, other: &Event<'_>) {
    match (one, other) {
        (Event::Invalid(_), Event::Invalid(_)) | (Event::Unknown(_), Event::Unknown(_)) => {
            assert_eq!(one.event_type(), other.event_type());
            assert_eq!(json(one), json(other));
        }
        _ if one == other => {}
        _ => {
            assert_eq!(std::mem::discriminant(one), std::mem::discriminant(other));
            assert_eq!(json(one), json(other));
        }
    }
}

fn json(event: &Event<'_>) -> Json {
    Json::read(&serde_json::to_string(event).expect("events can be printed")).expect("it is JSON")
}

/// The explanation's verdict is the verifier's, a refusal never goes unexplained, and no secret gets out.
pub fn explain(input: &[u8]) {
    let request = Request::read(input);
    let verifier = verifier(&request);
    let refusal = verifier.verify_at(request.body, &request.headers, now()).err();
    let explanation = verifier.explain_at(request.body, &request.headers, now());
    assert_eq!(explanation.error, refusal);
    if refusal.is_none() {
        assert_eq!(explanation.causes, []);
    }
    let signature_refused = refusal.is_some_and(|error| code(&error) == "signature_mismatch");
    assert!(!signature_refused || !explanation.causes.is_empty());
    let printed = serde_json::to_string(&explanation).expect("explanations can be printed");
    for secret in SECRETS {
        let in_request = input.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(in_request || !printed.contains(secret), "{printed}");
    }
    // Secrets and other secrets change places: what one accepts the other can only explain.
    let explainer = Explainer::new([SECRETS[1]]).other_secrets([SECRETS[0]]).with_options(*verifier.options());
    let explanation = explainer.explain(request.body, &request.headers, now());
    if explanation.causes.iter().any(|cause| cause.cause == "other_secret") {
        assert!(explanation.error.is_some());
    }
}
