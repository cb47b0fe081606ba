//! Every vector over HTTP: what does not verify is answered with its code's status, and nothing of it is stored.

mod support;

use autosend_webhooks::Verifier;
use autosend_webhooks_inbox::{Filter, Inbox, InboxOptions, receiver, sqlite::SqliteStore};
use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Request, Response, StatusCode},
};
use base64::Engine;
use serde_json::Value;
use std::{fs, path::Path};
use tower::ServiceExt;

/// The clock is this machine's, so these can't come out as in the vectors.
const OF_THE_CLOCK: [&str; 3] = ["timestamp_too_old", "timestamp_in_future", "missing_timestamp"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_stored_that_did_not_verify() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("inbox.db")).unwrap();
    let inbox = Inbox::new(store, &InboxOptions::default());
    let (mut accepted, mut refused) = (0, 0);
    for case in cases() {
        let Some(response) = send(&inbox, &case).await else { continue };
        let status = response.status();
        match case["expect"]["error"].as_str() {
            None => {
                assert_eq!(status, StatusCode::OK, "{}", case["name"]);
                accepted += 1;
            }
            Some(code) if OF_THE_CLOCK.contains(&code) => {}
            Some(code) => {
                assert!(status.is_client_error() || status.is_server_error(), "{}: {status}", case["name"]);
                let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
                let body: Value = serde_json::from_slice(&body).unwrap();
                assert_eq!(body["code"], code, "{}", case["name"]);
                refused += 1;
            }
        }
    }
    assert!(accepted > 500 && refused > 300, "{accepted} accepted, {refused} refused");
    let digests: std::collections::HashSet<String> =
        cases().filter_map(|case| case["expect"]["accepted"]["digest"].as_str().map(str::to_owned)).collect();
    let mut filter = Filter::default();
    let mut stored = 0;
    loop {
        let page = inbox.look().list(&filter, 500).await.unwrap();
        let Some(last) = page.last() else { break };
        filter.before_seq = Some(last.seq);
        for summary in page {
            let found = inbox.look().find(summary.seq).await.unwrap().unwrap();
            let digest = const_hex::encode(&found.digest);
            assert!(
                digests.contains(&digest),
                "{} was stored and is in no vector that is accepted",
                summary.delivery_id
            );
            stored += 1;
        }
    }
    assert!(stored > 300, "{stored}");
}

/// None where HTTP can't carry the request, or no verifier can be made.
async fn send(inbox: &Inbox, case: &Value) -> Option<Response<Body>> {
    let secrets: Vec<&str> = case["secrets"].as_array()?.iter().filter_map(Value::as_str).collect();
    let options = &case["options"];
    let max_body = options["max_body"].as_u64().and_then(|bytes| usize::try_from(bytes).ok());
    let verifier = Verifier::new(secrets).ok()?.tolerance(None);
    let verifier = verifier.strict(options["strict"] == true).max_body(max_body.unwrap_or(1 << 20));
    let mut request = Request::post("/").body(Body::from(body(case))).unwrap();
    for header in case["headers"].as_array()? {
        let value: Vec<u8> = header[1].as_str()?.chars().map(|letter| letter as u8).collect();
        let name = HeaderName::from_bytes(header[0].as_str()?.as_bytes()).ok()?;
        request.headers_mut().append(name, HeaderValue::from_bytes(&value).ok()?);
    }
    let app = Router::new().route("/", receiver(verifier, inbox.clone(), |_| None, |_| ()));
    Some(app.oneshot(request).await.unwrap())
}

fn body(case: &Value) -> Vec<u8> {
    if let Some(text) = case["body"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(parts) = case["body_repeat"].as_array() {
        let times = |part: &Value| usize::try_from(part[1].as_u64().unwrap()).unwrap();
        return parts.iter().map(|part| part[0].as_str().unwrap().repeat(times(part))).collect::<String>().into_bytes();
    }
    base64::engine::general_purpose::STANDARD.decode(case["body_base64"].as_str().unwrap()).unwrap()
}

fn cases() -> impl Iterator<Item = Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/requests");
    fs::read_dir(folder).unwrap().flat_map(|file| {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let group: Value = serde_json::from_str(&text).unwrap();
        group["cases"].as_array().unwrap().clone()
    })
}
