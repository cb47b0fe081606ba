//! The JSON that `dev` sends is what a JavaScript engine prints, whichever way the data came in.

mod common;

use common::dev::{Dev, Receiver};
use serde_json::json;

/// As a client may write it, and as AutoSend sends it.
const GIVEN: &str = r#"{ "emailId" : "\u00e9-1", "n":1.0, "big": [1e400, 9007199254740993, 1e21, -0],
    "b":1, "10":2, "9":3, "b":4, "\ud83d": "\ude00 \u001F\/", "__proto__": {} }"#;
const SENT: &str = r#"{"9":3,"10":2,"emailId":"é-1","n":1,"big":[null,9007199254740992,1e+21,0],"b":4,"\ud83d":"\ude00 \u001f/","__proto__":{}}"#;

fn data(body: &[u8]) -> &str {
    let body = str::from_utf8(body).unwrap();
    body.split_once(r#","data":"#).unwrap().1.strip_suffix('}').unwrap()
}

#[test]
fn data_is_printed_as_an_engine_does_from_every_entrance() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    let (id, secret) = dev.webhook(&endpoint.url("/"), &["email.sent"]);
    let entrances = [
        (format!("/v1/webhooks/{id}/resend"), format!(r#"{{"event":"email.sent","data":{GIVEN}}}"#)),
        ("/emulator/events".to_owned(), format!(r#"{{"type":"email.sent","data":{GIVEN}}}"#)),
    ];
    for (path, body) in &entrances {
        let (status, answer) = dev.call_with_text("POST", path, body);
        assert_eq!(status, 200, "{answer}");
    }
    let received = endpoint.wait_for(2);
    dev.post(&format!("/emulator/deliveries/{}/resend", received[0].id()), json!({}));
    let received = endpoint.wait_for(3);
    for one in &received {
        assert_eq!(data(&one.body), SENT);
        assert_eq!(one.refusal(&secret), None);
    }
}

#[test]
fn members_that_a_fault_adds_are_printed_as_well() {
    let (dev, endpoint) = (Dev::start(&[]), Receiver::start());
    dev.webhook(&endpoint.url("/"), &["email.sent"]);
    dev.event(json!({ "type": "email.sent", "data": {}, "faults": { "extraFields": 1 } }));
    let sent = endpoint.wait_for(1).remove(0);
    let wanted = r#"{"futureField":"something new","futureNumber":12345678901234567000,"futureObject":{"nested":[1,null,true]}}"#;
    assert_eq!(data(&sent.body), wanted);
}

#[test]
fn metadata_is_kept_as_an_engine_would() {
    let dev = Dev::start(&[]);
    let body = r#"{"url":"http://127.0.0.1:9/","events":["email.sent"],"metadata":{"z":1.0,"1":"\u00e9"}}"#;
    let (status, answer) = dev.call_with_text("POST", "/v1/webhooks", body);
    assert_eq!(status, 201, "{answer}");
    assert_eq!(answer["data"]["webhook"]["metadata"], json!({ "1": "é", "z": 1 }));
}

#[test]
fn what_nests_too_deep_is_refused() {
    let dev = Dev::start(&[]);
    let deep = format!(r#"{{"type":"email.sent","data":{{"a":{}{}}}}}"#, "[".repeat(400_000), "]".repeat(400_000));
    let (status, answer) = dev.call_with_text("POST", "/emulator/events", &deep);
    assert_eq!(status, 400, "{answer}");
    assert!(answer.to_string().contains("must not nest deeper than 1000 levels"), "{answer}");
    let fits = format!(r#"{{"type":"email.sent","data":{{"a":{}{}}}}}"#, "[".repeat(998), "]".repeat(998));
    assert_eq!(dev.call_with_text("POST", "/emulator/events", &fits).0, 200);
}
