//! Runs requests through a generated crate, as `sdkgen/tests/schemes/README.md` says.

use std::{
    fs,
    path::Path,
    process::ExitCode,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use autosend_webhooks_profile::{
    Error,
    typed::{Delivery, Events, Verifier},
};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

/// What went wrong, in words.
pub type Failed = Box<dyn std::error::Error>;

#[derive(Deserialize)]
struct Group {
    group: String,
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
    #[serde(default)]
    message_contains: String,
    expect: Value,
}

/// Runs the requests in a folder.
pub fn run<E: Events>(folder: &Path) -> Result<ExitCode, Failed> {
    let mut all_passed = true;
    for file in fs::read_dir(folder)? {
        let group: Group = serde_json::from_str(&fs::read_to_string(file?.path())?)?;
        let mut failed = 0;
        for case in &group.cases {
            if let Err(complaint) = case.check::<E>() {
                failed += 1;
                eprintln!("{}: {complaint}", case.name);
            }
        }
        println!("{} {} {failed}", group.group, group.cases.len() - failed);
        all_passed &= failed == 0;
    }
    Ok(if all_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Case {
    fn check<E: Events>(&self) -> Result<(), Failed> {
        let body = self.body()?;
        let delivery = match self.verify::<E>(&body) {
            Ok(delivery) => delivery,
            Err(error) if !error.to_string().contains(&self.message_contains) => return Err(error.into()),
            Err(error) => return same("error", &json!(error.code().as_str()), &self.expect["error"]),
        };
        let mut expected = self.expect["accepted"].clone();
        if expected.is_null() {
            return Err(format!("accepted instead of {}", self.expect["error"]).into());
        }
        let created = expected["created_at"].as_str().and_then(autosend_webhooks_profile::typed::Time::parse);
        expected["created_at"] = created.map(|time| time.unix_millis()).into();
        sort(&mut expected["problems"]);
        let mut described = describe(&delivery);
        if expected.get("events").is_none() {
            same("accepted", &described, &expected)?;
            return round_trip(&delivery.event, &sent(&body)?);
        }
        described["events"] = delivery.events().map(|event| json!([event.inner().received().event_type(), outcome(event)])).collect();
        same("accepted", &described, &expected)?;
        let came = sent(&body)?;
        let items = came["events"].as_array().map_or(&[][..], Vec::as_slice);
        same("events", &json!(delivery.events().count()), &json!(items.len()))?;
        delivery.events().zip(items).try_for_each(|(event, item)| round_trip(event, item))
    }

    fn verify<E: Events>(&self, body: &[u8]) -> Result<Delivery<E>, Error> {
        let mut verifier = Verifier::<E>::new(&self.secrets)?;
        let millis = |option: &Value| option.as_u64().map(Duration::from_millis);
        if let Some(tolerance) = self.options.get("tolerance_ms") {
            verifier = verifier.tolerance(millis(tolerance));
        }
        if let Some(tolerance) = self.options.get("future_tolerance_ms").and_then(millis) {
            verifier = verifier.future_tolerance(tolerance);
        }
        if let Some(bytes) = self.options["max_body"].as_u64() {
            verifier = verifier.max_body(bytes);
        }
        if let Some(url) = self.options["url"].as_str() {
            verifier = verifier.url(url);
        }
        if self.options["strict"] == true {
            verifier = verifier.strict();
        }
        // Values are code points up to U+00FF, which stand for bytes.
        let latin = |value: &String| value.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name, latin(value))).collect();
        verifier.verify_at(body, &headers, UNIX_EPOCH + Duration::from_millis(self.now_ms))
    }

    fn body(&self) -> Result<Vec<u8>, Failed> {
        use base64::{Engine, prelude::BASE64_STANDARD};
        if let Some(encoded) = &self.body_base64 {
            return Ok(BASE64_STANDARD.decode(encoded)?);
        }
        let repeated = self.body_repeat.iter().flatten().map(|(text, times)| text.repeat(*times));
        Ok(self.body.clone().unwrap_or_else(|| repeated.collect()).into_bytes())
    }
}

fn describe<E: Events>(delivery: &Delivery<E>) -> Value {
    let event = delivery.event.inner();
    let received = event.received();
    let outcome = outcome(&delivery.event);
    let mut problems = json!(event.problems().iter().map(|problem| &problem.path).collect::<Vec<_>>());
    sort(&mut problems);
    let millis = |time: SystemTime| i64::try_from(time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()).ok();
    json!({
        "type": received.event_type(),
        "outcome": outcome,
        "generation": 1,
        "delivery_id": received.id(),
        "sent_at_ms": delivery.sent_at.and_then(millis),
        "created_at": received.created_at().and_then(millis),
        "secret_index": delivery.secret_index,
        "digest": delivery.digest,
        // An invalid event says why, which is no list of problems.
        "problems": if outcome == "typed" { problems } else { json!([]) },
    })
}

fn outcome<E: Events>(event: &E) -> &'static str {
    match (event.is_typed(), event.inner().problems().is_empty()) {
        (true, _) => "typed",
        (false, false) => "invalid",
        (false, true) => "unknown",
    }
}

fn sort(paths: &mut Value) {
    if let Value::Array(paths) = paths {
        paths.sort_by_key(ToString::to_string);
    }
}

/// What a body says, numbers by their spelling.
fn sent(body: &[u8]) -> Result<Value, Failed> {
    let form = form_urlencoded::parse(body).find(|(name, _)| name == "payload");
    let body = form.map_or_else(|| String::from_utf8_lossy(body).into_owned(), |(_, json)| json.into_owned());
    exact(&RawValue::from_string(body)?)
}

/// Compares an event, written again, with what came.
fn round_trip<E: Events>(event: &E, came: &Value) -> Result<(), Failed> {
    same("round trip", &exact(&RawValue::from_string(event.inner().to_json())?)?, came)
}

/// JSON with its numbers as texts.
fn exact(raw: &RawValue) -> Result<Value, Failed> {
    use std::collections::BTreeMap;
    Ok(match raw.get().as_bytes().first() {
        Some(b'{') => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get())?;
            let members = members.into_iter().map(|(name, value)| Ok((name, exact(value)?)));
            Value::Object(members.collect::<Result<_, Failed>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(raw.get())?;
            Value::Array(items.into_iter().map(exact).collect::<Result<_, _>>()?)
        }
        Some(b'-' | b'0'..=b'9') => json!({ "number": raw.get() }),
        _ => serde_json::from_str(raw.get())?,
    })
}

fn same(what: &str, got: &Value, expected: &Value) -> Result<(), Failed> {
    if got == expected { Ok(()) } else { Err(format!("{what}: got {got}, expected {expected}").into()) }
}
