//! What `dev` sends, when, and what it tells about it.

mod common;

use autosend_webhooks::{EventType, Generation};
use common::{
    dev::{Dev, Received, Receiver, wait_for},
    run,
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    time::{Duration, Instant},
};

fn codes(received: &[Received], secret: &str) -> Vec<Option<&'static str>> {
    received.iter().map(|received| received.refusal(secret)).collect()
}

#[test]
fn every_event_of_both_generations_arrives_signed() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    let names: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
    let (_, secret) = dev.webhook(&endpoint.url("/"), &names);
    for generation in [2, 1] {
        for event in &names {
            dev.event(json!({ "type": event, "generation": generation }));
        }
    }
    let received = endpoint.wait_for(2 * names.len());
    assert!(received.iter().all(|received| received.refusal(&secret).is_none()));
    let members = |generation: Generation| {
        received.iter().filter(|received| received.json()[generation.type_member()].is_string()).count()
    };
    assert_eq!((members(Generation::Current), members(Generation::First)), (names.len(), names.len()));
    for received in &received {
        let first = received.json()["event"].is_string();
        assert_eq!(received.header("x-webhook-timestamp").len(), if first { 10 } else { 13 });
        assert_eq!(received.header("content-type"), "application/json");
        assert_eq!(received.header("user-agent"), "AutoSend-Webhooks/1.0");
        assert!(received.id().starts_with("deliver-webhook-"));
    }
    assert_eq!(received.iter().map(Received::id).collect::<HashSet<_>>().len(), 28);
}

#[test]
fn only_active_subscribers_get_an_event_and_all_get_the_same() {
    let (dev, endpoint) = (Dev::start(&["--generation", "1"]), Receiver::start());
    dev.webhook(&endpoint.url("/a"), &["email.sent"]);
    dev.webhook(&endpoint.url("/b"), &["email.sent", "email.opened"]);
    let (inactive, _) = dev.webhook(&endpoint.url("/c"), &["email.sent"]);
    dev.webhook(&endpoint.url("/d"), &["email.opened"]);
    dev.put(&format!("/v1/webhooks/{inactive}"), json!({ "isActive": false }));
    let ids = dev.event(json!({ "type": "email.sent", "data": { "n": 1, "text": "ü" } }));
    assert_eq!(ids.len(), 2);
    for id in &ids {
        dev.ended(id);
    }
    let mut received = endpoint.received();
    received.sort_by(|a, b| a.path.cmp(&b.path));
    assert_eq!(received.iter().map(|received| &*received.path).collect::<Vec<_>>(), ["/a", "/b"]);
    assert_eq!(received[0].body, received[1].body);
    assert!(received[0].body.starts_with(br#"{"event":"email.sent","timestamp":""#));
    assert!(received[0].body.ends_with(r#","data":{"n":1,"text":"ü"}}"#.as_bytes()));
    assert_eq!(dev.event(json!({ "type": "contact.created" })).len(), 0);
    // A named webhook gets what it has not asked for, too: unknown types can be tried.
    assert_eq!(dev.event(json!({ "type": "email.exploded", "webhookId": inactive })).len(), 1);
}

#[test]
fn failed_deliveries_are_retried_on_schedule() {
    // A minute takes 200 ms here, so the schedule is 200, 1000 and 3000 ms.
    let (dev, endpoint) = (Dev::start(&["--time-scale", "300"]), Receiver::start());
    let (webhook, secret) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    endpoint.answer_with(&[500, 404, 301]);
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let received = endpoint.wait_for(4);
    let delays: Vec<_> = received.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    for (delay, wanted) in delays.iter().zip([200, 1000, 3000].map(Duration::from_millis)) {
        assert!(*delay + Duration::from_millis(20) >= wanted, "{delays:?}");
        assert!(*delay < wanted + Duration::from_secs(5), "{delays:?}");
    }
    assert!(received.iter().all(|one| one.id() == id && one.body == received[0].body));
    assert_eq!(codes(&received, &secret), [None; 4]);
    let timestamps: Vec<_> = received.iter().map(|received| received.header("x-webhook-timestamp")).collect();
    assert!(timestamps.is_sorted() && timestamps.iter().collect::<HashSet<_>>().len() == 4);

    let delivery = dev.ended(&id);
    assert_eq!((&delivery["status"], &delivery["statusCode"]), (&json!("delivered"), &json!(200)));
    let attempts = delivery["attempts"].as_array().unwrap();
    let statuses: Vec<_> = attempts.iter().map(|attempt| attempt["response"]["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [500, 404, 301, 200]);
    assert_eq!(attempts[3]["response"]["body"], "noted");
    assert!(attempts[3]["response"]["headers"].as_array().unwrap().contains(&json!(["x-answer", "yes"])));
    assert_eq!(attempts[1]["request"]["body"], str::from_utf8(&received[1].body).unwrap());
    let logs = dev.get(&format!("/v1/webhooks/{webhook}/logs"));
    assert_eq!((&logs["logs"][0]["attempts"], &logs["logs"][0]["success"]), (&json!(4), &json!(true)));
}

#[test]
fn after_the_last_attempt_nothing_is_sent_by_itself() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "100ms,100ms"]), Receiver::start());
    let (webhook, _) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    endpoint.answer_with(&[503; 3]);
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let delivery = dev.ended(&id);
    assert_eq!((&delivery["status"], delivery["attempts"].as_array().unwrap().len()), (&json!("failed"), 3));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(endpoint.received().len(), 3);
    assert_eq!(dev.get(&format!("/v1/webhooks/{webhook}"))["failureCount"], 3);
    // By hand it goes out anew, as another delivery of the same data.
    let again = dev.post(&format!("/emulator/deliveries/{id}/resend"), json!({}));
    let again = dev.ended(again["id"].as_str().unwrap());
    assert_eq!(again["status"], "delivered");
    let received = endpoint.received();
    assert_ne!(received[3].id(), id);
    assert_eq!(received[3].json()["data"], received[0].json()["data"]);
    assert_eq!(dev.get(&format!("/v1/webhooks/{webhook}"))["failureCount"], 0);
}

#[test]
fn a_slow_and_a_dead_endpoint_delay_nobody_and_time_out() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "1h"]), Receiver::start());
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    dev.webhook(&endpoint.url("/slow"), &["email.sent"]);
    dev.webhook(&format!("http://{closed}/"), &["email.sent"]);
    dev.webhook(&endpoint.url("/fast"), &["email.sent"]);
    let ids = dev.event(json!({ "type": "email.sent", "count": 50 }));
    assert_eq!(ids.len(), 150);
    let count = |path: &str| endpoint.received().iter().filter(|received| received.path == path).count();
    wait_for(|| (count("/fast") == 50).then_some(()));
    // Five are on their way to the slow one, and no more: so none of these has timed out yet.
    assert_eq!(count("/slow"), 5);
    let under_way = dev.get("/emulator/deliveries?status=delivering");
    let under_way = under_way["deliveries"].as_array().unwrap().iter();
    assert_eq!(under_way.filter(|delivery| delivery["url"].as_str().unwrap().ends_with("/slow")).count(), 5);

    let timed_out = wait_for(|| {
        let retrying = dev.get("/emulator/deliveries?status=retrying&limit=200");
        let retrying = retrying["deliveries"].as_array().unwrap().clone();
        retrying.into_iter().find(|delivery| delivery["error"].as_str().unwrap().starts_with("timeout"))
    });
    let took = timed_out["durationMs"].as_u64().unwrap();
    assert!((10_000..40_000).contains(&took), "{took}");
    let refused = dev.get("/emulator/deliveries?status=retrying&limit=200");
    let refused = refused["deliveries"].as_array().unwrap().iter().filter(|delivery| {
        delivery["error"].as_str().unwrap().starts_with("refused") && delivery["statusCode"].is_null()
    });
    assert_eq!(refused.count(), 50);
}

#[test]
fn answers_are_kept_up_to_a_limit_and_redirects_not_followed() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "1h"]), Receiver::start());
    dev.webhook(&endpoint.url("/large"), &["email.sent"]);
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let response = dev.ended(&id)["attempts"][0]["response"].clone();
    assert_eq!((&response["truncated"], response["body"].as_str().unwrap().len()), (&json!(true), 64 * 1024));
    let (moved, _) = dev.webhook(&endpoint.url("/moved"), &["email.opened"]);
    let id = dev.event(json!({ "type": "email.opened" })).remove(0);
    let delivery = wait_for(|| {
        let delivery = dev.get(&format!("/emulator/deliveries/{id}"));
        (delivery["status"] == "retrying").then_some(delivery)
    });
    assert_eq!(delivery["statusCode"], 302);
    assert_eq!(endpoint.received().iter().filter(|received| received.path == "/").count(), 0);
    // A delivery to a webhook that is deleted is given up.
    dev.call("DELETE", &format!("/v1/webhooks/{moved}"), None);
    let delivery = dev.ended(&id);
    assert_eq!((&delivery["status"], &delivery["error"]), (&json!("failed"), &json!("the webhook was deleted")));
}

#[test]
fn https_is_verified() {
    let dev = Dev::start(&["--retry-schedule", "1h"]);
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    dev.webhook(&format!("https://{}/", plain.local_addr().unwrap()), &["email.sent"]);
    std::thread::spawn(move || plain.accept().map(|(mut stream, _)| stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")));
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let error = wait_for(|| dev.get(&format!("/emulator/deliveries/{id}"))["error"].as_str().map(str::to_owned));
    assert!(error.starts_with("tls: "), "{error}");
}

/// Sends one event with one fault; returns what arrives.
fn with_fault(faults: &Value, count: usize) -> (Vec<Received>, String, String) {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "100ms"]), Receiver::start());
    let (webhook, secret) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    let twin = dev.get(&format!("/emulator/webhooks/{webhook}/faults"))["twinSecret"].as_str().unwrap().to_owned();
    dev.event(json!({ "type": "email.sent", "faults": faults }));
    (endpoint.wait_for(count), secret, twin)
}

#[test]
fn faults_happen_on_demand() {
    let (received, secret, _) = with_fault(&json!({ "duplicate": 1 }), 2);
    assert_eq!(codes(&received, &secret), [None, None]);
    assert!(received[0].id() == received[1].id() && received[0].body == received[1].body);

    let (received, secret, twin) = with_fault(&json!({ "rotationTwin": 1 }), 2);
    let mut accepted =
        [&secret, &twin].map(|secret| codes(&received, secret).iter().filter(|code| code.is_none()).count());
    accepted.sort_unstable();
    assert_eq!(accepted, [1, 1]);
    assert!(received[0].id() != received[1].id() && received[0].body == received[1].body);

    let (received, secret, _) = with_fault(&json!({ "unknownType": 1, "extraFields": 1 }), 1);
    assert_eq!(codes(&received, &secret), [None]);
    let body = received[0].json();
    assert!(EventType::from_name(body["type"].as_str().unwrap()).is_none() && body["data"]["futureField"].is_string());
    assert_eq!(received[0].header("x-webhook-event"), body["type"].as_str().unwrap());

    let (received, secret, _) = with_fault(&json!({ "staleTimestamp": 1 }), 1);
    assert_eq!(codes(&received, &secret), [Some("timestamp_too_old")]);
    let (received, secret, _) = with_fault(&json!({ "badSignature": 1 }), 1);
    assert_eq!(codes(&received, &secret), [Some("signature_mismatch")]);
}

#[test]
fn a_dropped_connection_is_a_failure() {
    let dev = Dev::start(&["--retry-schedule", "1h"]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    dev.webhook(&format!("http://{}/", listener.local_addr().unwrap()), &["email.sent"]);
    let id = dev.event(json!({ "type": "email.sent", "faults": { "drop": 1 } })).remove(0);
    let (mut stream, _) = listener.accept().unwrap();
    let mut request = Vec::new();
    // It is closed, however it is closed.
    let _ = std::io::Read::read_to_end(&mut stream, &mut request);
    let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let (headers, body) = text.split_once("\r\n\r\n").unwrap();
    let length = headers.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse::<usize>().unwrap();
    assert!(!body.is_empty() && body.len() < length, "{text}");
    let error = wait_for(|| dev.get(&format!("/emulator/deliveries/{id}"))["error"].as_str().map(str::to_owned));
    assert!(error.contains("on purpose"), "{error}");
}

#[test]
fn faults_can_be_set_for_all_or_one_webhook() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    let (broken, _) = dev.webhook(&endpoint.url("/broken"), &["email.sent"]);
    dev.webhook(&endpoint.url("/other"), &["email.sent"]);
    dev.put("/emulator/faults", json!({ "delayMs": 700 }));
    dev.put(&format!("/emulator/webhooks/{broken}/faults"), json!({ "unknownType": 1 }));
    let faults = dev.get(&format!("/emulator/webhooks/{broken}/faults"));
    assert!(faults["unknownType"] == 1.0 && faults["delayMs"] == 0 && faults["inherited"] == false, "{faults}");
    let start = Instant::now();
    dev.event(json!({ "type": "email.sent" }));
    let received = endpoint.wait_for(2);
    assert_eq!(received.iter().map(|received| &*received.path).collect::<Vec<_>>(), ["/broken", "/other"]);
    assert_eq!(received[0].json()["type"], "email.dropped");
    assert!(received[1].at - start >= Duration::from_millis(690) && received[1].json()["type"] == "email.sent");
    let (_, answer) = dev.call("DELETE", &format!("/emulator/webhooks/{broken}/faults"), None);
    assert!(answer["data"]["inherited"] == true && answer["data"]["delayMs"] == 700, "{answer}");
    for wrong in [json!({ "drop": 2 }), json!({ "drop": "x" }), json!({ "explode": 1 })] {
        assert_eq!(dev.call("PUT", "/emulator/faults", Some(wrong)).0, 400);
    }
}

#[test]
fn reordered_deliveries_are_overtaken() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    dev.webhook(&endpoint.url("/"), &["email.sent"]);
    let ids = dev.event(json!({ "type": "email.sent", "count": 40, "faults": { "reorder": 0.5 } }));
    let received = endpoint.wait_for(40);
    let order: Vec<_> = received.iter().map(|received| received.id().to_owned()).collect();
    let late = order.iter().zip(&ids).filter(|(a, b)| a != b).count();
    assert!(late > 10, "{late}");
    assert_eq!(order.iter().collect::<HashSet<_>>(), ids.iter().collect::<HashSet<_>>());
}

#[test]
fn a_refusal_is_explained() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "1h"]), Receiver::start());
    let (_, _) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    endpoint.answer_with(&[400, 401, 401]);
    let explain = |faults: Value| {
        let id = dev.event(json!({ "type": "email.sent", "faults": faults })).remove(0);
        wait_for(|| {
            let (status, answer) = dev.call("GET", &format!("/emulator/deliveries/{id}/explain"), None);
            (status == 200).then(|| answer["data"].clone())
        })
    };
    let stale = explain(json!({ "staleTimestamp": 1 }));
    assert_eq!(stale["error"]["code"], "timestamp_too_old", "{stale}");
    assert!(stale["text"].as_str().unwrap().contains("fix:"));
    let forged = explain(json!({ "badSignature": 1 }));
    assert_eq!(
        (&forged["error"]["code"], &forged["causes"][0]["cause"]),
        (&json!("signature_mismatch"), &json!("unknown"))
    );
    let right = explain(json!({}));
    assert!(right["error"].is_null() && right["text"].as_str().unwrap().contains("What was sent is right"), "{right}");
}

#[test]
fn deliveries_are_listed_filtered_and_counted() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "1h"]), Receiver::start());
    let (a, _) = dev.webhook(&endpoint.url("/a"), &["email.sent"]);
    let (b, _) = dev.webhook(&endpoint.url("/b"), &["email.opened"]);
    endpoint.answer_with(&[500]);
    let failed = dev.event(json!({ "type": "email.opened" })).remove(0);
    endpoint.wait_for(1);
    let mut sent = dev.event(json!({ "type": "email.sent", "count": 7 }));
    for id in &sent {
        dev.ended(id);
    }
    sent.reverse();
    let list = |query: &str| {
        let page = dev.get(&format!("/emulator/deliveries?{query}"));
        let ids =
            page["deliveries"].as_array().unwrap().iter().map(|delivery| delivery["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), page["next"].clone())
    };
    assert_eq!(list(&format!("webhookId={a}")).0, sent);
    assert_eq!(list("status=retrying").0, [&*failed]);
    assert_eq!(list(&format!("webhookId={b}&status=delivered")).0, Vec::<String>::new());
    let (first, next) = list("limit=3");
    let (second, next) = list(&format!("limit=3&before={}", next.as_str().unwrap()));
    let (third, next) = list(&format!("limit=3&before={}", next.as_str().unwrap()));
    assert_eq!([first, second, third].concat(), [sent, vec![failed]].concat());
    assert!(next.is_null());
    for query in ["status=lost", "before=x", "limit=0"] {
        assert_eq!(dev.call("GET", &format!("/emulator/deliveries?{query}"), None).0, 400);
    }
    let stats = dev.get("/emulator/stats?minutes=5&buckets=5");
    let buckets = stats["buckets"].as_array().unwrap();
    let sum = |name: &str| buckets.iter().map(|bucket| bucket[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!((buckets.len(), sum("success"), sum("failure")), (5, 7, 1));
    assert!(buckets.iter().any(|bucket| bucket["p50Ms"].is_number() && bucket["p95Ms"].is_number()));
    let of_a = dev.get(&format!("/emulator/stats?minutes=5&buckets=1&webhookId={a}"));
    assert_eq!((&of_a["buckets"][0]["success"], &of_a["buckets"][0]["failure"]), (&json!(7), &json!(0)));
}

#[test]
fn what_happens_is_streamed() {
    let (dev, endpoint) = (Dev::start(&["--retry-schedule", "1h"]), Receiver::start());
    let (webhook, _) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    let host = dev.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(stream, "GET /emulator/stream HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\r\n", dev.key)
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().starts_with("HTTP/1.1 200"));
    assert!(lines.by_ref().take_while(|line| !line.is_empty()).any(|line| line == "content-type: text/event-stream"));
    let mut event = |name: &str| loop {
        let line = lines.next().expect("the stream goes on");
        if line == format!("event: {name}") {
            let data = lines.next().unwrap();
            break serde_json::from_str::<Value>(data.strip_prefix("data: ").unwrap()).unwrap();
        }
    };
    endpoint.answer_with(&[500]);
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let retrying = loop {
        let delivery = event("delivery");
        assert_eq!(delivery["id"], id);
        if delivery["status"] == "retrying" {
            break delivery;
        }
    };
    assert!(retrying["nextAttemptAt"].is_string() && retrying["error"] == "the receiver answered 500");
    let changed = event("webhook");
    assert_eq!(
        (&changed["id"], &changed["failureCount"], &changed["secret"]),
        (&json!(webhook), &json!(1), &json!("***hidden***"))
    );
    dev.call("DELETE", &format!("/v1/webhooks/{webhook}"), None);
    assert_eq!(event("webhook"), json!({ "id": webhook, "deleted": true }));
}

#[test]
fn logs_are_forgotten_in_time() {
    // A day takes about a second.
    let (dev, endpoint) = (Dev::start(&["--time-scale", "86400", "--retry-schedule", "1s"]), Receiver::start());
    let (webhook, _) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    let start = Instant::now();
    let delivered = dev.event(json!({ "type": "email.sent" })).remove(0);
    dev.ended(&delivered);
    endpoint.answer_with(&[500, 500]);
    let failed = dev.event(json!({ "type": "email.sent" })).remove(0);
    dev.ended(&failed);
    let gone = |id: &str| dev.call("GET", &format!("/emulator/deliveries/{id}"), None).0 == 404;
    wait_for(|| gone(&delivered).then_some(()));
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert!(!gone(&failed) || start.elapsed() >= Duration::from_secs(2));
    wait_for(|| gone(&failed).then_some(()));
    assert!(start.elapsed() >= Duration::from_secs(2));
    assert_eq!(dev.get(&format!("/v1/webhooks/{webhook}/logs"))["total"], 0);
}

#[test]
fn a_campaign_is_played() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    let events = ["email.sent", "email.delivered", "email.bounced", "email.opened"];
    let (_, secret) = dev.webhook(&endpoint.url("/"), &events);
    let arguments = ["simulate", "campaign", "--emails", "200", "--bounce-rate", ".1", "--seconds", "1", "--seed", "3"];
    let arguments = [&arguments[..], &["--url", &dev.url, "--api-key", &dev.key, "--json"]].concat();
    let summary = run(&arguments, b"").ended(0).json();
    let received = endpoint.received();
    assert!(received.iter().all(|received| received.refusal(&secret).is_none()));
    assert_eq!(summary["deliveries"], json!({ "delivered": received.len(), "failed": 0 }));
    for event in events {
        let count = received.iter().filter(|received| received.header("x-webhook-event") == event).count();
        assert_eq!(summary["events"][event], count, "{summary}");
    }
    assert_eq!(summary["events"]["email.sent"], 200);
    run(&["simulate", "campaign", "--emails", "0"], b"").complains("emails");
    let wrong_key = ["simulate", "campaign", "--url", &dev.url, "--api-key", "AS_wrong"];
    run(&wrong_key, b"").complains("API key");
    run(&["simulate", "campaign", "--url", "http://127.0.0.1:9", "--api-key", "AS_x"], b"").complains("no response");
}

#[test]
fn the_address_is_announced_and_nothing_secret() {
    let endpoint = Receiver::start();
    let mut command = common::command();
    command.args(["dev", "--port", "0", "--api-key", "AS_0123456789abcdef", "--retry-schedule", "1h"]);
    let mut process = command.spawn().unwrap();
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let mut said = String::new();
    while !said.contains("database:") {
        assert!(out.read_line(&mut said).unwrap() > 0, "{said}");
    }
    let url =
        said.lines().find_map(|line| line.strip_prefix("API:")).unwrap().trim().trim_end_matches("/v1").to_owned();
    assert!(said.contains(&format!("dashboard: {url}/\n")), "{said}");
    let call = |path: &str, body: Value| {
        let mut curl = std::process::Command::new("curl");
        curl.args(["-sS", "--noproxy", "*", "-H", "Authorization: Bearer AS_0123456789abcdef"]);
        curl.args(["-H", "Content-Type: application/json", "-d", &body.to_string(), &format!("{url}{path}")]);
        curl.output()
    };
    let webhook = json!({ "url": endpoint.url("/?token=hidden"), "events": ["email.sent"] });
    if call("/v1/webhooks", webhook).is_ok() {
        endpoint.answer_with(&[500]);
        call("/emulator/events", json!({ "type": "email.sent" })).unwrap();
        endpoint.wait_for(1);
    }
    process.kill().unwrap();
    let output = process.wait_with_output().unwrap();
    std::io::Read::read_to_string(&mut out, &mut said).unwrap();
    said += &String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("whsec_") && !said.contains("hidden") && !said.contains("0123456789abcdef"), "{said}");
}
