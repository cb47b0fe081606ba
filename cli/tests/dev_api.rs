//! The management API of `dev`, with nothing but curl, field by field as the provider documents it.

mod common;

use autosend_webhooks::EventType;
use common::{
    dev::{Dev, Receiver, wait_for},
    sample,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, env, process::Command};

const WEBHOOK: [&str; 15] = [
    "id",
    "organizationId",
    "projectId",
    "url",
    "secret",
    "events",
    "isActive",
    "status",
    "failureCount",
    "lastFailedAt",
    "lastSuccessAt",
    "lastDeliveredAt",
    "metadata",
    "createdAt",
    "updatedAt",
];
const LOG: [&str; 14] = [
    "_id",
    "webhookId",
    "projectId",
    "event",
    "url",
    "statusCode",
    "success",
    "attempts",
    "duration",
    "errorMessage",
    "deliveredAt",
    "createdAt",
    "updatedAt",
    "payload",
];
const HIDDEN: &str = "***hidden***";

/// Whether there is curl to test with; where CI is set there has to be.
fn no_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        assert!(env::var_os("CI").is_none(), "curl is missing");
        println!("skipped: curl is missing");
    }
    !found
}

/// What curl makes of a response.
struct Answer {
    status: u16,
    headers: String,
    json: Value,
}

/// `curl METHOD /v1/PATH` with a key, more headers and a body.
fn curl(dev: &Dev, method: &str, path: &str, key: &str, headers: &[&str], body: Option<&str>) -> Answer {
    let mut curl = Command::new("curl");
    curl.args(["-sS", "--noproxy", "*", "-i", "-X", method, &format!("{}/v1{path}", dev.url)]);
    curl.args(["-H", &format!("Authorization: Bearer {key}")]);
    for header in headers {
        curl.args(["-H", header]);
    }
    if let Some(body) = body {
        curl.args(["-H", "Content-Type: application/json", "--data-binary", body]);
    }
    let output = curl.output().expect("curl runs");
    let text = String::from_utf8(output.stdout).expect("the response is text");
    let (headers, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP: {text:?}"));
    let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, headers: headers.to_ascii_lowercase(), json: serde_json::from_str(body).unwrap_or_default() }
}

fn get(dev: &Dev, path: &str) -> Answer {
    curl(dev, "GET", path, &dev.key, &[], None)
}

fn send(dev: &Dev, method: &str, path: &str, body: &Value) -> Answer {
    curl(dev, method, path, &dev.key, &[], Some(&body.to_string()))
}

impl Answer {
    /// A success has exactly these members besides `success`.
    #[track_caller]
    fn succeeds(self, status: u16, message: Option<&str>) -> Value {
        assert_eq!((self.status, &self.json["success"]), (status, &json!(true)), "{}", self.json);
        let mut members = BTreeSet::from(["success"]);
        members.extend(message.map(|_| "message"));
        members.extend(self.json.get("data").map(|_| "data"));
        assert_eq!(keys(&self.json), members);
        assert_eq!(self.json.get("message").and_then(Value::as_str), message);
        self.json["data"].clone()
    }

    /// A failure has `success`, and `error` with these.
    #[track_caller]
    fn fails(self, status: u16, code: &str) -> Value {
        let error = &self.json["error"];
        assert_eq!((self.status, &self.json["success"]), (status, &json!(false)), "{}", self.json);
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].is_string());
        assert!(keys(error).is_subset(&BTreeSet::from(["code", "details", "message"])), "{error}");
        for detail in error["details"].as_array().into_iter().flatten() {
            assert_eq!(keys(detail), BTreeSet::from(["field", "message"]));
        }
        error.clone()
    }
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[track_caller]
fn is_webhook(webhook: &Value) {
    assert_eq!(keys(webhook), BTreeSet::from(WEBHOOK));
    for id in ["id", "organizationId", "projectId"] {
        assert!(is_object_id(&webhook[id]), "{webhook}");
    }
    for time in ["createdAt", "updatedAt"] {
        assert!(is_time(&webhook[time]), "{webhook}");
    }
    for time in ["lastFailedAt", "lastSuccessAt", "lastDeliveredAt"] {
        assert!(webhook[time].is_null() || is_time(&webhook[time]), "{webhook}");
    }
    let status = if webhook["isActive"] == true { "active" } else { "inactive" };
    assert_eq!(webhook["status"], status);
}

fn is_object_id(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// ISO 8601, UTC, milliseconds.
fn is_time(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() == "2025-11-12T10:30:00.000Z".len()
        && text.ends_with('Z')
        && autosend_webhooks::Time::parse(text).is_some()
}

fn create(dev: &Dev, url: &str) -> Value {
    let body = json!({ "url": url, "events": ["email.sent", "email.opened"] });
    let data = send(dev, "POST", "/webhooks", &body).succeeds(201, Some("Webhook created successfully"));
    data["webhook"].clone()
}

#[test]
fn a_webhook_is_created_with_its_secret_shown_once() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let body = json!({ "url": "https://example.com/hooks?a=b", "events": ["email.sent", "email.sent", "contact.created"],
        "name": "Shop", "metadata": { "team": "crm", "n": 1 } });
    let data = send(&dev, "POST", "/webhooks", &body).succeeds(201, Some("Webhook created successfully"));
    assert_eq!(keys(&data), BTreeSet::from(["webhook"]));
    let webhook = &data["webhook"];
    is_webhook(webhook);
    let secret = webhook["secret"].as_str().unwrap();
    let digits = secret.strip_prefix("whsec_").unwrap();
    assert!(digits.len() == 32 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    assert_eq!(webhook["url"], "https://example.com/hooks?a=b");
    assert_eq!(webhook["events"], json!(["email.sent", "contact.created"]));
    assert_eq!((&webhook["isActive"], &webhook["failureCount"]), (&json!(true), &json!(0)));
    assert_eq!(webhook["metadata"], json!({ "team": "crm", "n": 1 }));
    assert!(webhook["lastFailedAt"].is_null() && webhook["lastSuccessAt"].is_null());

    let path = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    let mut masked = webhook.clone();
    masked["secret"] = json!(HIDDEN);
    assert_eq!(get(&dev, &path).succeeds(200, None), masked);
    let revealed = get(&dev, &format!("{path}/reveal")).succeeds(200, None);
    assert_eq!(revealed, json!({ "secret": secret }));
    let without_metadata = create(&dev, "http://127.0.0.1:9/");
    assert!(without_metadata["metadata"].is_null());
}

#[test]
fn what_is_no_webhook_is_refused() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let bad = |body: Value| send(&dev, "POST", "/webhooks", &body).fails(400, "VALIDATION_ERROR");
    let field = |error: &Value| error["details"][0]["field"].as_str().unwrap().to_owned();
    assert_eq!(field(&bad(json!({ "events": ["email.sent"] }))), "url");
    assert_eq!(field(&bad(json!({ "url": "http://127.0.0.1/" }))), "events");
    assert_eq!(bad(json!({}))["details"].as_array().unwrap().len(), 2);
    for url in ["", "example.com", "ftp://example.com", "javascript:alert(1)", "http://"] {
        assert_eq!(field(&bad(json!({ "url": url, "events": ["email.sent"] }))), "url", "{url}");
    }
    let with_events = |events: Value| bad(json!({ "url": "http://127.0.0.1/", "events": events }));
    for events in [json!([]), json!(["email.exploded"]), json!("email.sent"), json!([1]), json!(null)] {
        assert_eq!(field(&with_events(events)), "events");
    }
    let with_metadata = json!({ "url": "http://127.0.0.1/", "events": ["email.sent"], "metadata": [] });
    assert_eq!(field(&bad(with_metadata)), "metadata");
    let broken = curl(&dev, "POST", "/webhooks", &dev.key, &[], Some("{"));
    broken.fails(400, "VALIDATION_FAILED");
    let array = curl(&dev, "POST", "/webhooks", &dev.key, &[], Some("[]"));
    array.fails(400, "VALIDATION_FAILED");
    assert_eq!(get(&dev, "/webhooks").succeeds(200, None)["total"], 0);
}

#[test]
fn webhooks_are_listed_in_pages() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let created: Vec<Value> = (0..5).map(|index| create(&dev, &format!("http://127.0.0.1:9/{index}"))).collect();
    let id = created[0]["id"].as_str().unwrap();
    send(&dev, "PUT", &format!("/webhooks/{id}"), &json!({ "isActive": false }))
        .succeeds(200, Some("Webhook updated successfully"));

    let all = get(&dev, "/webhooks").succeeds(200, None);
    assert_eq!(keys(&all), BTreeSet::from(["limit", "page", "total", "totalPages", "webhooks"]));
    assert_eq!(
        [&all["total"], &all["page"], &all["limit"], &all["totalPages"]],
        [5, 1, 50, 1].map(|n| json!(n)).each_ref()
    );
    for webhook in all["webhooks"].as_array().unwrap() {
        is_webhook(webhook);
        assert_eq!(webhook["secret"], HIDDEN);
    }
    let count = |query: &str| {
        let page = get(&dev, &format!("/webhooks?{query}")).succeeds(200, None);
        (
            page["webhooks"].as_array().unwrap().len(),
            page["total"].as_u64().unwrap(),
            page["totalPages"].as_u64().unwrap(),
        )
    };
    assert_eq!(count("page=2&limit=2"), (2, 5, 3));
    assert_eq!(count("page=3&limit=2"), (1, 5, 3));
    assert_eq!(count("page=4&limit=2"), (0, 5, 3));
    assert_eq!(count("isActive=true"), (4, 4, 1));
    assert_eq!(count("isActive=false"), (1, 1, 1));
    for query in ["limit=0", "limit=101", "limit=x", "page=0", "page=-1", "isActive=maybe"] {
        get(&dev, &format!("/webhooks?{query}")).fails(400, "VALIDATION_FAILED");
    }
}

#[test]
fn a_webhook_is_changed_but_not_its_secret_or_its_url() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let webhook = create(&dev, "http://127.0.0.1:9/");
    let path = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    let update = |body: Value| send(&dev, "PUT", &path, &body);
    let message = Some("Webhook updated successfully");
    let changed = update(json!({ "events": ["contact.deleted"], "metadata": { "a": 1 } })).succeeds(200, message);
    is_webhook(&changed);
    assert_eq!((&changed["events"], &changed["metadata"]), (&json!(["contact.deleted"]), &json!({ "a": 1 })));
    assert_eq!(changed["secret"], HIDDEN);
    assert_eq!(update(json!({ "isActive": false })).succeeds(200, message)["status"], "inactive");
    let again = update(json!({ "isActive": true, "metadata": null })).succeeds(200, message);
    assert_eq!((&again["status"], &again["metadata"]), (&json!("active"), &json!(null)));
    assert_eq!(again["events"], json!(["contact.deleted"]));

    let secret = update(json!({ "secret": "whsec_0123456789abcdef0123456789abcdef" })).fails(400, "VALIDATION_ERROR");
    assert_eq!(secret["message"], "Secret cannot be updated. Create a new webhook instead.");
    update(json!({ "url": "http://127.0.0.1:10/" })).fails(400, "VALIDATION_ERROR");
    update(json!({ "events": [] })).fails(400, "VALIDATION_ERROR");
    update(json!({ "isActive": "yes" })).fails(400, "VALIDATION_ERROR");
    assert_eq!(get(&dev, &path).succeeds(200, None)["url"], "http://127.0.0.1:9/");

    let lenient = Dev::start(&["--allow-url-change"]);
    let path = format!("/webhooks/{}", create(&lenient, "http://127.0.0.1:9/")["id"].as_str().unwrap());
    let changed = send(&lenient, "PUT", &path, &json!({ "url": "http://127.0.0.1:10/" })).succeeds(200, message);
    assert_eq!(changed["url"], "http://127.0.0.1:10/");
    send(&lenient, "PUT", &path, &json!({ "url": "nonsense" })).fails(400, "VALIDATION_ERROR");
}

#[test]
fn a_deleted_webhook_is_gone() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let path = format!("/webhooks/{}", create(&dev, "http://127.0.0.1:9/")["id"].as_str().unwrap());
    let deleted = curl(&dev, "DELETE", &path, &dev.key, &[], None).succeeds(200, Some("Webhook deleted successfully"));
    assert!(deleted.is_null());
    let calls = [("GET", ""), ("DELETE", ""), ("GET", "/logs"), ("GET", "/reveal")];
    for (method, rest) in calls {
        curl(&dev, method, &format!("{path}{rest}"), &dev.key, &[], None).fails(404, "WEBHOOK_NOT_FOUND");
    }
    send(&dev, "PUT", &path, &json!({ "isActive": true })).fails(404, "WEBHOOK_NOT_FOUND");
    send(&dev, "POST", &format!("{path}/resend"), &json!({ "event": "email.sent", "data": {} }))
        .fails(404, "WEBHOOK_NOT_FOUND");
    assert_eq!(get(&dev, "/webhooks").succeeds(200, None)["total"], 0);
}

#[test]
fn a_resent_event_arrives_and_is_logged() {
    if no_curl() {
        return;
    }
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    let webhook = create(&dev, &endpoint.url("/hooks"));
    let path = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    let data: Value = serde_json::from_slice::<Value>(sample(EventType::EmailSent)).unwrap()["data"].clone();
    let resend = |event: &str| send(&dev, "POST", &format!("{path}/resend"), &json!({ "event": event, "data": data }));
    let queued = resend("email.sent").succeeds(200, Some("Webhook queued for delivery"));
    assert_eq!(keys(&queued), BTreeSet::from(["jobId"]));
    let refused = resend("email.bounced").fails(400, "WEBHOOK_NOT_SUBSCRIBED");
    assert_eq!(refused["message"], "Webhook is not subscribed to this event: email.bounced");
    send(&dev, "POST", &format!("{path}/resend"), &json!({ "event": "email.sent" })).fails(400, "VALIDATION_ERROR");

    let received = endpoint.wait_for(1).remove(0);
    assert_eq!(received.id(), queued["jobId"].as_str().unwrap());
    assert_eq!(received.json()["data"], data);
    assert_eq!(received.refusal(webhook["secret"].as_str().unwrap()), None);

    let logs = wait_for(|| {
        let logs = get(&dev, &format!("{path}/logs")).succeeds(200, None);
        (logs["total"] == 1).then_some(logs)
    });
    assert_eq!(keys(&logs), BTreeSet::from(["limit", "logs", "page", "total", "totalPages"]));
    let log = &logs["logs"][0];
    assert_eq!(keys(log), BTreeSet::from(LOG));
    assert!(is_object_id(&log["_id"]) && log["webhookId"] == webhook["id"] && log["projectId"] == webhook["projectId"]);
    assert_eq!((&log["event"], &log["url"]), (&json!("email.sent"), &webhook["url"]));
    assert_eq!((&log["statusCode"], &log["success"], &log["attempts"]), (&json!(200), &json!(true), &json!(1)));
    assert!(log["duration"].is_u64() && log["errorMessage"].is_null());
    assert_eq!(log["payload"], received.json());
    assert!(["deliveredAt", "createdAt", "updatedAt"].iter().all(|time| is_time(&log[*time])));
    let healthy = get(&dev, &path).succeeds(200, None);
    assert!(is_time(&healthy["lastSuccessAt"]) && healthy["lastSuccessAt"] == healthy["lastDeliveredAt"]);

    endpoint.answer_with(&[500]);
    resend("email.opened").succeeds(200, Some("Webhook queued for delivery"));
    let logs = wait_for(|| {
        let logs = get(&dev, &format!("{path}/logs?limit=1")).succeeds(200, None);
        (logs["total"] == 2).then_some(logs)
    });
    assert_eq!((&logs["totalPages"], logs["logs"].as_array().unwrap().len()), (&json!(2), 1));
    let newest = &logs["logs"][0];
    assert_eq!((&newest["event"], &newest["success"]), (&json!("email.opened"), &json!(false)));
    assert!(newest["statusCode"] == 500 && newest["errorMessage"].is_string() && newest["deliveredAt"].is_null());
    let ill = get(&dev, &path).succeeds(200, None);
    assert!(ill["failureCount"] == 1 && is_time(&ill["lastFailedAt"]));
    // Only a webhook that is activated again forgets its failures.
    let active = json!({ "isActive": true });
    let update = |body: &Value| send(&dev, "PUT", &path, body).succeeds(200, Some("Webhook updated successfully"));
    assert_eq!(update(&active)["failureCount"], 1);
    update(&json!({ "isActive": false }));
    assert_eq!(update(&active)["failureCount"], 0);
}

#[test]
fn fourteen_events_are_available() {
    if no_curl() {
        return;
    }
    let events = get(&Dev::start(&[]), "/webhooks/events/available").succeeds(200, None);
    let names: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
    assert_eq!(events, json!({ "events": names }));
}

#[test]
fn a_project_has_a_hundred_webhooks_at_most() {
    let dev = Dev::start(&[]);
    for _ in 0..100 {
        dev.webhook("http://127.0.0.1:9/", &["email.sent"]);
    }
    let more = json!({ "url": "http://127.0.0.1:9/", "events": ["email.sent"] });
    let (status, answer) = dev.call("POST", "/v1/webhooks", Some(more));
    assert_eq!((status, &answer["error"]["code"]), (400, &json!("VALIDATION_ERROR")), "{answer}");
    let first = dev.get("/v1/webhooks?limit=1")["webhooks"][0]["id"].as_str().unwrap().to_owned();
    dev.call("DELETE", &format!("/v1/webhooks/{first}"), None);
    dev.webhook("http://127.0.0.1:9/", &["email.sent"]);
}

#[test]
fn only_keys_open_the_api() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&["--api-key", "AS_0123456789abcdef"]);
    assert_eq!(Dev::start(&[]).key.len(), "AS_".len() + 48);
    for key in ["", "AS_0123456789abcdee", "AS_0123456789abcdef0", "as_0123456789abcdef"] {
        curl(&dev, "GET", "/webhooks", key, &[], None).fails(401, "UNAUTHORIZED");
        let emulator = curl(&dev, "GET", "/../emulator/state", key, &["X-No: 1"], None);
        assert!(emulator.status == 401 || emulator.status == 404);
    }
    let (status, _) = Dev::start(&[]).call("GET", "/v1/nothing", None);
    assert_eq!(status, 404);
}

#[test]
fn account_keys_name_their_project() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&["--api-key", "AS_0123456789abcdef"]);
    let account = "ASA_0123456789abcdef";
    let project = "x-project-id: 60d5ec49f1b2c72d9c8b1111";
    curl(&dev, "GET", "/webhooks", account, &[], None).fails(400, "VALIDATION_FAILED");
    curl(&dev, "GET", "/webhooks", account, &["x-project-id: mine"], None).fails(403, "INSUFFICIENT_PERMISSIONS");
    curl(&dev, "GET", "/webhooks", &dev.key, &[project], None).fails(403, "INSUFFICIENT_PERMISSIONS");
    let body = json!({ "url": "http://127.0.0.1:9/", "events": ["email.sent"] }).to_string();
    let created = curl(&dev, "POST", "/webhooks", account, &[project], Some(&body));
    let webhook = created.succeeds(201, Some("Webhook created successfully"))["webhook"].clone();
    assert_eq!(webhook["projectId"], "60d5ec49f1b2c72d9c8b1111");
    // The other project does not see it.
    let path = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    assert_eq!(get(&dev, "/webhooks").succeeds(200, None)["total"], 0);
    get(&dev, &path).fails(404, "WEBHOOK_NOT_FOUND");
    get(&dev, &format!("{path}/reveal")).fails(403, "UNAUTHORIZED_WEBHOOK_ACCESS");
    curl(&dev, "GET", &path, account, &[project], None).succeeds(200, None);
}

#[test]
fn the_rate_is_limited_where_asked() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&["--rate-limit", "2"]);
    let answers: Vec<_> = (0..8).map(|_| get(&dev, "/webhooks")).collect();
    let limited = answers.iter().find(|answer| answer.status == 429).expect("8 requests are too many");
    assert_eq!(limited.json["retryAfter"], 1);
    assert_eq!(limited.json["error"]["code"], "RATE_LIMIT_EXCEEDED");
    for answer in &answers {
        for header in ["x-ratelimit-limit: 2", "x-ratelimit-remaining: ", "x-ratelimit-reset: "] {
            assert!(answer.headers.contains(header), "{}", answer.headers);
        }
    }
    // The dashboard is not limited.
    for _ in 0..8 {
        dev.get("/emulator/state");
    }
}

#[test]
fn requests_that_are_no_requests_are_answered_in_the_envelope() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let fails = |answer: Answer, status, code| drop(answer.fails(status, code));
    fails(get(&dev, "/nothing"), 404, "NOT_FOUND");
    let patch = curl(&dev, "PATCH", "/webhooks", &dev.key, &[], None);
    assert!(patch.headers.contains("allow: "), "{}", patch.headers);
    fails(patch, 405, "METHOD_NOT_ALLOWED");
    let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(1024 * 1024));
    let (status, answer) = dev.call("POST", "/v1/webhooks", Some(serde_json::from_str(&huge).unwrap()));
    assert_eq!((status, &answer["error"]["code"]), (413, &json!("PAYLOAD_TOO_LARGE")));
    let text = curl(&dev, "POST", "/webhooks", &dev.key, &["Content-Type: text/plain"], None);
    fails(text, 400, "VALIDATION_FAILED");
}

#[test]
fn other_hosts_and_origins_are_refused() {
    if no_curl() {
        return;
    }
    let dev = Dev::start(&[]);
    let from = |header: &str| curl(&dev, "GET", "/webhooks", &dev.key, &[header], None);
    for header in ["Host: evil.example", "Host: evil.example:80", "Origin: http://evil.example", "Origin: null"] {
        from(header).fails(403, "FORBIDDEN");
    }
    from(&format!("Origin: {}", dev.url)).succeeds(200, None);
    from("Host: localhost").succeeds(200, None);
    let vouched = Dev::start(&["--allow-host", "emulator.test"]);
    curl(&vouched, "GET", "/webhooks", &vouched.key, &["Host: emulator.test"], None).succeeds(200, None);

    let page = curl(&dev, "GET", "/..", "none", &[], None);
    assert_eq!(page.status, 200);
    for header in ["content-security-policy: default-src 'none'; script-src 'self'", "nosniff", "no-referrer"] {
        assert!(page.headers.contains(header), "{}", page.headers);
    }
    let description = curl(&dev, "GET", "/../openapi.json", "none", &[], None);
    assert_eq!(description.json["openapi"], "3.1.1");
}

#[test]
fn a_mail_is_taken_and_lives() {
    if no_curl() {
        return;
    }
    let (dev, endpoint) = (Dev::start(&["--time-scale", "10"]), Receiver::start());
    let (_, secret) = dev.webhook(&endpoint.url("/"), &["email.sent", "email.bounced", "email.delivered"]);
    let mail = json!({ "from": { "email": "shop@example.com", "name": "Shop" }, "subject": "Grüße",
        "to": { "email": "bounce@example.org", "name": "Ada" }, "html": "<p>Hi</p>" });
    let data = send(&dev, "POST", "/mails/send", &mail).succeeds(200, None);
    assert_eq!(keys(&data), BTreeSet::from(["emailId", "message", "totalRecipients"]));
    assert!(is_object_id(&data["emailId"]));
    assert_eq!((&data["message"], &data["totalRecipients"]), (&json!("Email queued successfully."), &json!(1)));
    let received = endpoint.wait_for(2);
    let events: Vec<_> = received.iter().map(|received| received.header("x-webhook-event")).collect();
    assert_eq!(events, ["email.sent", "email.bounced"]);
    for received in &received {
        assert_eq!(received.refusal(&secret), None);
        assert_eq!(received.json()["data"]["emailId"], data["emailId"]);
        assert_eq!(received.json()["data"]["to"], json!({ "email": "bounce@example.org", "name": "Ada" }));
    }
    let wrong =
        send(&dev, "POST", "/mails/send", &json!({ "to": { "email": "nobody" } })).fails(400, "VALIDATION_ERROR");
    let fields: Vec<_> = wrong["details"].as_array().unwrap().iter().map(|detail| &detail["field"]).collect();
    assert_eq!(json!(fields), json!(["to.email", "from", "html", "subject"]));
}
