//! The committed vectors and payloads: what mutations begin with, and inputs of their own.

use crate::request::{MAX_BODY, Request};
use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use std::{fs, path::Path};

/// The requests of all vectors whose options the protocol can say.
pub fn requests(vectors: &Path) -> Result<Vec<Request>> {
    let mut paths: Vec<_> =
        fs::read_dir(vectors.join("requests"))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let mut requests = Vec::new();
    for path in paths {
        let group: Value = serde_json::from_slice(&fs::read(&path)?)?;
        let cases = group["cases"].as_array().context("no cases")?;
        requests.extend(cases.iter().filter_map(request));
    }
    ensure!(requests.len() > 500, "only {} vectors", requests.len());
    Ok(requests)
}

/// None where an option is set that has no column, or a text is missing.
fn request(case: &Value) -> Option<Request> {
    let options = case["options"].as_object();
    if options.is_some_and(|options| options.keys().any(|key| key != "strict")) {
        return None;
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let secrets: Vec<String> = case["secrets"].as_array()?.iter().map(text).collect::<Option<_>>()?;
    // A list of no secrets can't be told from one empty secret.
    if secrets.is_empty() {
        return None;
    }
    let header = |pair: &Value| {
        let value: Option<Vec<u8>> =
            pair[1].as_str()?.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
        Some((pair[0].as_str()?.to_owned(), value?))
    };
    Some(Request {
        now_ms: case["now_ms"].as_i64()?,
        strict: options.is_some_and(|options| options["strict"] == true),
        secrets,
        body: body(case)?,
        headers: case["headers"].as_array()?.iter().map(header).collect::<Option<_>>()?,
    })
}

fn body(case: &Value) -> Option<Vec<u8>> {
    if let Some(text) = case["body"].as_str() {
        return Some(text.as_bytes().to_vec());
    }
    if let Some(text) = case["body_base64"].as_str() {
        return BASE64_STANDARD.decode(text).ok();
    }
    let mut body = Vec::new();
    for part in case["body_repeat"].as_array()? {
        body.extend(part[0].as_str()?.repeat(usize::try_from(part[1].as_u64()?).ok()?).into_bytes());
    }
    (body.len() <= 2 * MAX_BODY).then_some(body)
}
