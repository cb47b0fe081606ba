//! The requests that all languages' packages are tried with: see `sdkgen/tests/schemes`.
#![cfg(feature = "verify")]

use autosend_webhooks::Time;
use autosend_webhooks_profile::{Error, Profile, Request, Verifier};
use serde::Deserialize;
use serde_json::Value;
use std::{
    fs,
    path::PathBuf,
    time::{Duration, UNIX_EPOCH},
};

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    secrets: Vec<String>,
    #[serde(default)]
    options: Value,
    now_ms: u64,
    headers: Vec<(String, String)>,
    body: Option<String>,
    body_base64: Option<String>,
    body_repeat: Option<Vec<(String, usize)>>,
    expect: Value,
}

impl Case {
    fn body(&self) -> Vec<u8> {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let repeated = |parts: &Vec<(String, usize)>| parts.iter().map(|(text, times)| text.repeat(*times)).collect();
        let text = self.body.clone().or_else(|| self.body_repeat.as_ref().map(repeated));
        text.map_or_else(|| BASE64_STANDARD.decode(self.body_base64.as_ref().unwrap()).unwrap(), String::into_bytes)
    }

    /// The same members as `expect.accepted` has, as far as a profile decides them.
    fn outcome(&self, profile: &Profile) -> Result<Value, Error> {
        let mut verifier = Verifier::new(profile.clone(), &self.secrets)?;
        if let Some(tolerance) = self.options.get("tolerance_ms") {
            verifier = verifier.tolerance(tolerance.as_u64().map(Duration::from_millis));
        }
        if let Some(tolerance) = self.options.get("future_tolerance_ms") {
            verifier = verifier.future_tolerance(Duration::from_millis(tolerance.as_u64().unwrap()));
        }
        if let Some(bytes) = self.options.get("max_body") {
            verifier = verifier.max_body(bytes.as_u64().unwrap());
        }
        let body = self.body();
        let headers: Vec<(&str, Vec<u8>)> = self.headers.iter().map(|(name, value)| (&**name, latin1(value))).collect();
        let mut request = Request::new(&body).headers(&headers);
        if let Some(url) = self.options["url"].as_str() {
            request = request.url(url);
        }
        let delivery = verifier.verify_at(&request, UNIX_EPOCH + Duration::from_millis(self.now_ms))?;
        let event = delivery.events()?.swap_remove(0);
        Ok(serde_json::json!({
            "delivery_id": event.id,
            "sent_at_ms": delivery.sent_at,
            "created_at": event.created,
            "secret_index": delivery.secret_index,
            "type": event.event_type,
        }))
    }

    fn check(&self, profile: &Profile, wrong: &mut Vec<String>) {
        let outcome = self.outcome(profile);
        let code = outcome.as_ref().err().map(|error| error.code().to_string());
        match (&self.expect["error"], &self.expect["accepted"]) {
            // What a profile alone does not know: the types of the events.
            (Value::String(expected), _) if expected == "unknown_event" || expected == "invalid_event_data" => {}
            (Value::String(expected), _) if code.as_ref() == Some(expected) => {}
            (Value::String(expected), _) => wrong.push(format!("{}: {outcome:?} instead of {expected}", self.name)),
            (_, accepted) => match outcome {
                Err(error) => wrong.push(format!("{}: {error}", self.name)),
                Ok(outcome) => {
                    let mut accepted = accepted.clone();
                    accepted["created_at"] =
                        accepted["created_at"].as_str().and_then(Time::parse).map(|it| it.unix_millis()).into();
                    for (name, value) in outcome.as_object().unwrap() {
                        if *value != accepted[name] {
                            wrong.push(format!("{}: {name} {value} instead of {}", self.name, accepted[name]));
                        }
                    }
                }
            },
        }
    }
}

/// Header values are code points up to U+00FF, which stand for bytes.
fn latin1(value: &str) -> Vec<u8> {
    value.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

fn schemes() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sdkgen/tests/schemes");
    let folders = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    folders.filter(|path| path.join("catalog.json").exists()).collect()
}

#[test]
fn every_scheme_decides_as_in_all_languages() {
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for scheme in schemes() {
        let profile: Profile = serde_json::from_str(&fs::read_to_string(scheme.join("catalog.json")).unwrap()).unwrap();
        for file in fs::read_dir(scheme.join("requests")).unwrap() {
            let file: File = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
            cases += file.cases.len();
            file.cases.iter().for_each(|case| case.check(&profile, &mut wrong));
        }
    }
    assert!(cases > 100, "{cases}");
    assert!(wrong.is_empty(), "of {cases}:\n{}", wrong.join("\n"));
}

/// What is signed for a receiver's tests verifies.
#[test]
fn what_is_signed_verifies() {
    let mut signed = 0;
    for scheme in schemes() {
        let profile: Profile = serde_json::from_str(&fs::read_to_string(scheme.join("catalog.json")).unwrap()).unwrap();
        let secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "0123456789abcdef0123456789abcdef"];
        let Some(verifier) = secrets.iter().find_map(|secret| Verifier::new(profile.clone(), [secret]).ok()) else {
            continue;
        };
        let body = br#"{"type":"order.paid","timestamp":"2031-01-24T05:46:35Z"}"#;
        let request = Request::new(body).url("https://example.com/hook");
        let Ok(headers) = verifier.sign(&request, "order.paid", None) else { continue };
        let received = request.clone().headers(&headers);
        verifier.verify(&received).unwrap_or_else(|error| panic!("{}: {error}", scheme.display()));
        let other = Request::new(b"{}").url("https://example.com/hook").headers(&headers);
        let is_token = profile.signatures[0].signed_content.parts.is_empty();
        assert!(is_token || verifier.verify(&other).is_err(), "{}", scheme.display());
        signed += 1;
    }
    assert!(signed >= 8, "{signed}");
}
