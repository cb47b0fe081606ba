//! Runs the shared vectors: every language has a test file of this name.

use autosend_webhooks::{ErrorCode, Event, Generation, Verifier, WebhookError, from_unix_millis, unix_millis};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path, time::Duration};

#[test]
fn every_vector_comes_out_as_expected() {
    let groups = groups();
    let mut failures = Vec::new();
    let mut count = 0;
    for case in groups.iter().flat_map(|group| group["cases"].as_array().unwrap()) {
        count += 1;
        let expected = &case["expect"];
        let got = outcome(case);
        if got != *expected {
            failures.push(format!("{}: expected {expected}, got {got}", case["name"]));
        }
    }
    assert!(failures.is_empty(), "{} of {count} vectors failed:\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 200, "only {count} vectors");
}

#[test]
fn errors_say_what_the_vectors_want_and_never_the_secret() {
    let mut checked = 0;
    for case in groups().iter().flat_map(|group| group["cases"].as_array().unwrap()) {
        let Err(error) = verifier(case) else { continue };
        let message = error.message();
        let wanted = case["message_contains"].as_str().unwrap_or_default();
        assert!(message.contains(wanted), "{}: {message}", case["name"]);
        let secrets = case["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap());
        for secret in secrets.filter(|secret| secret.len() > 3) {
            let shown = format!("{error} {error:?} {}", error.hint());
            assert!(!shown.contains(secret), "{}: {shown}", case["name"]);
        }
        checked += usize::from(!wanted.is_empty());
    }
    assert!(checked >= 50, "only {checked} messages");
}

#[test]
fn every_error_code_has_a_vector() {
    let groups = groups();
    let cases = groups.iter().flat_map(|group| group["cases"].as_array().unwrap());
    let seen: BTreeSet<&str> = cases.filter_map(|case| case["expect"]["error"].as_str()).collect();
    // Raised where a language hands over something other than bytes, which a vector can't say.
    let wanted = ErrorCode::ALL.iter().filter(|code| **code != ErrorCode::BodyAlreadyParsed);
    let missing: Vec<_> = wanted.filter(|code| !seen.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no vector for {missing:?}");
}

/// Nothing panics, and nothing leaks a secret, when the same requests are explained.
#[test]
fn explaining_a_vector_agrees_with_verifying_it_and_shows_no_secret() {
    for case in groups().iter().flat_map(|group| group["cases"].as_array().unwrap()) {
        let Ok(verifier) = verifier(case) else { continue };
        let (body, headers, now) = (body(case), headers(case), from_unix_millis(case["now_ms"].as_u64().unwrap()));
        let explanation = verifier.explain_at(&body, &headers, now);
        let code = explanation.error.as_ref().map(|error| error.code().as_str());
        assert_eq!(code, case["expect"]["error"].as_str(), "{}", case["name"]);
        let shown = format!("{explanation:?} {verifier:?} {}", serde_json::to_string(&explanation).unwrap());
        // One-letter secrets are in every text.
        let secrets = case["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap());
        for secret in secrets.filter(|secret| secret.len() >= 8) {
            assert!(!shown.contains(secret), "{}", case["name"]);
        }
    }
}

fn groups() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/requests");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn outcome(case: &Value) -> Value {
    let (body, headers, now) = (body(case), headers(case), from_unix_millis(case["now_ms"].as_u64().unwrap()));
    let verify = || -> Result<Value, WebhookError> {
        let verifier = verifier(case)?;
        let delivery = verifier.verify_at(&body, &headers, now)?;
        let outcome = match &delivery.event {
            Event::Unknown(_) => "unknown",
            Event::Invalid(_) => "invalid",
            _ => "typed",
        };
        Ok(json!({ "accepted": {
            "type": delivery.event_type(),
            "outcome": outcome,
            "generation": if delivery.event.generation() == Generation::First { 1 } else { 2 },
            "delivery_id": delivery.id,
            "sent_at_ms": delivery.sent_at.map(unix_millis),
            "created_at": delivery.created_at().map(ToString::to_string),
            "secret_index": delivery.secret_index,
            "digest": const_hex::encode(delivery.digest()),
        }}))
    };
    verify().unwrap_or_else(|error| json!({ "error": error.code().as_str() }))
}

fn verifier(case: &Value) -> Result<Verifier, WebhookError> {
    let mut verifier =
        Verifier::new(case["secrets"].as_array().unwrap().iter().map(|secret| secret.as_str().unwrap()))?;
    for (option, value) in case["options"].as_object().into_iter().flatten() {
        let millis = value.as_u64().map(Duration::from_millis);
        verifier = match option.as_str() {
            "tolerance_ms" => verifier.tolerance(millis),
            "future_tolerance_ms" => verifier.future_tolerance(millis.unwrap()),
            "max_body" => verifier.max_body(usize::try_from(value.as_u64().unwrap()).unwrap()),
            "strict" => verifier.strict(value.as_bool().unwrap()),
            other => panic!("unknown option {other}"),
        };
    }
    Ok(verifier)
}

/// Header values are Latin-1, as HTTP libraries hand them over.
fn headers(case: &Value) -> Vec<(String, Vec<u8>)> {
    let latin1 = |text: &str| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let pairs = case["headers"].as_array().unwrap().iter();
    pairs.map(|pair| (pair[0].as_str().unwrap().to_owned(), latin1(pair[1].as_str().unwrap()))).collect()
}

fn body(case: &Value) -> Vec<u8> {
    if let Some(text) = case["body"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(text) = case["body_base64"].as_str() {
        return BASE64_STANDARD.decode(text).unwrap();
    }
    let parts = case["body_repeat"].as_array().unwrap().iter();
    let times = |part: &Value| usize::try_from(part[1].as_u64().unwrap()).unwrap();
    parts.flat_map(|part| part[0].as_str().unwrap().repeat(times(part)).into_bytes()).collect()
}
