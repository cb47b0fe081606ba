//! Every shared vector, through the command line.

mod common;

use base64::prelude::{BASE64_STANDARD, Engine};
use common::{Run, run, write};
use serde_json::{Value, value::RawValue};
use std::{collections::HashMap, fs, path::Path};

#[test]
fn verify_comes_to_the_expected_outcome() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/requests");
    let (mut checked, mut skipped) = (0, 0);
    for entry in fs::read_dir(folder).expect("the vectors are there") {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let group: Value = serde_json::from_str(&text).unwrap();
        for case in group["cases"].as_array().unwrap() {
            if check(case) {
                checked += 1;
            } else {
                skipped += 1;
            }
        }
    }
    println!("{checked} checked, {skipped} with headers that no line can hold");
    assert!(checked >= 200 && skipped * 20 <= checked);
}

/// Returns whether the case could be checked.
fn check(case: &Value) -> bool {
    let name = &case["name"];
    let Some(run) = verify(case) else { return false };
    let expect = &case["expect"];
    if case["secrets"].as_array().unwrap().is_empty() {
        // To give no secret at all is wrong use here.
        assert_eq!(run.code, 2, "{name}");
    } else if let Some(code) = expect["error"].as_str() {
        assert_eq!((run.code, run.json()["code"].as_str()), (1, Some(code)), "{name}");
    } else {
        assert_eq!(run.code, 0, "{name}: {}{}", run.out, run.err);
        let delivery = delivery(&run.out);
        for (key, value) in expect["accepted"].as_object().unwrap() {
            let ours = if key == "delivery_id" { "id" } else { key };
            assert_eq!(delivery.get(ours), Some(value), "{name}: {key}");
        }
    }
    true
}

/// The delivery without its event: that is printed as it came, and may hold what `Value` refuses.
fn delivery(json: &str) -> HashMap<String, Value> {
    let members: HashMap<String, &RawValue> = serde_json::from_str(json).unwrap();
    let known = members.into_iter().filter(|(key, _)| key != "event");
    known.map(|(key, value)| (key, serde_json::from_str(value.get()).unwrap())).collect()
}

/// `None` where a command line can't carry the case.
fn verify(case: &Value) -> Option<Run> {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body", body(case));
    let mut arguments = vec!["verify".into(), "--json".into(), "--body".into(), body];
    let mut add = |name: &str, value: String| arguments.extend([format!("--{name}"), value]);
    add("now", case["now_ms"].to_string());
    for (index, secret) in case["secrets"].as_array().unwrap().iter().enumerate() {
        match secret.as_str()? {
            // An argument can't hold it.
            secret if secret.contains('\0') => {
                add("secret-file", write(directory.path(), &format!("secret-{index}"), secret));
            }
            secret => add("secret", secret.to_owned()),
        }
    }
    let headers = case["headers"].as_array().unwrap();
    let mut lines = Vec::new();
    for header in headers {
        let (name, value) = (header[0].as_str()?, header[1].as_str()?);
        if name.is_empty()
            || name.contains(|letter: char| letter == ':' || !letter.is_ascii_graphic())
            || value.contains('\n')
        {
            return None;
        }
        lines.extend_from_slice(format!("{name}: ").as_bytes());
        lines.extend(value.chars().map(|letter| u8::try_from(u32::from(letter)).expect("values are Latin-1")));
        // A carriage return may belong to the value, so each line has its own.
        lines.extend_from_slice(b"\r\n");
    }
    add("headers-file", write(directory.path(), "headers", lines));
    let options = &case["options"];
    match options.get("tolerance_ms") {
        Some(Value::Null) => add("tolerance", "off".into()),
        Some(millis) => add("tolerance", format!("{millis}ms")),
        None => {}
    }
    if let Some(millis) = options.get("future_tolerance_ms") {
        add("future-tolerance", format!("{millis}ms"));
    }
    if let Some(bytes) = options.get("max_body") {
        add("max-body", bytes.to_string());
    }
    if options["strict"] == true {
        arguments.push("--strict".into());
    }
    Some(run(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), b""))
}

fn body(case: &Value) -> Vec<u8> {
    if let Some(text) = case["body"].as_str() {
        return text.into();
    }
    if let Some(text) = case["body_base64"].as_str() {
        return BASE64_STANDARD.decode(text).unwrap();
    }
    let times = |part: &Value| usize::try_from(part[1].as_u64().unwrap()).unwrap();
    let parts = case["body_repeat"].as_array().unwrap();
    parts.iter().flat_map(|part| part[0].as_str().unwrap().repeat(times(part)).into_bytes()).collect()
}
