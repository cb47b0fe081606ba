//! `sign`, `verify` and `explain`.

mod common;

use autosend_webhooks::{EventType, unix_millis};
use common::{OTHER_SECRET, Run, SECRET, command, finish, run, run_with_secret, sample, write};
use serde_json::{Value, json};
use std::{
    process::{Command, Stdio},
    time::SystemTime,
};

const BODY: &[u8] =
    br#"{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"a@b.example"}}"#;

/// Signs a body and gives body and headers to another command.
fn signed(subcommand: &str, arguments: &[&str], body: &[u8]) -> Run {
    let directory = tempfile::tempdir().unwrap();
    let headers = run_with_secret(&["sign"], body).ended(0).out;
    let headers = write(directory.path(), "headers.txt", headers);
    run_with_secret(&[&[subcommand, "--headers-file", &headers], arguments].concat(), body)
}

/// A day and a half from now, in Unix milliseconds.
fn tomorrow() -> String {
    (unix_millis(SystemTime::now()) + 36 * 3_600_000).to_string()
}

#[test]
fn every_sample_makes_the_round_trip() {
    for event in EventType::ALL {
        let delivery = signed("verify", &[], sample(*event)).ended(0).json();
        assert_eq!((&delivery["type"], &delivery["outcome"]), (&json!(event.as_str()), &json!("typed")));
        assert_eq!(delivery["event"], serde_json::from_slice::<Value>(sample(*event)).unwrap());
        assert!(delivery.get("reason").is_none());
    }
}

#[test]
fn sign_prints_the_headers() {
    let arguments =
        ["sign", "--secret", SECRET, "--event", "x.y", "--delivery-id", "d-1", "--timestamp", "1762943400000"];
    let lines = run(&arguments, BODY).ended(0).out;
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines[1..],
        ["X-Webhook-Event: x.y", "X-Webhook-Delivery-Id: d-1", "X-Webhook-Timestamp: 1762943400000"]
    );
    let object = run(&[&arguments[..], &["--json"]].concat(), BODY).ended(0).json();
    assert_eq!(lines[0], format!("X-Webhook-Signature: {}", object["X-Webhook-Signature"].as_str().unwrap()));
    assert_eq!(object["X-Webhook-Event"], "x.y");
}

#[test]
fn openssl_makes_the_same_signature() {
    let Ok(version) = Command::new("openssl").arg("version").output() else { return };
    assert!(version.status.success());
    for body in [BODY, b"", b"\xFF\x00\n", sample(EventType::EmailReceived)] {
        let mut openssl = Command::new("openssl");
        openssl.args(["dgst", "-sha256", "-hmac", SECRET, "-r"]);
        openssl.stdin(Stdio::piped()).stdout(Stdio::piped());
        let theirs = finish(openssl, body).out;
        let ours = run(&["sign", "--secret", SECRET, "--json"], body).ended(0).json();
        assert_eq!(theirs.split(' ').next(), ours["X-Webhook-Signature"].as_str());
    }
}

#[test]
fn verify_prints_the_delivery() {
    let delivery = signed("verify", &["--secret", OTHER_SECRET, "--secret", SECRET, "--json"], BODY).ended(0);
    assert_eq!(delivery.out.lines().count(), 1);
    let delivery = delivery.json();
    assert_eq!(delivery["generation"], 2);
    assert_eq!(delivery["created_at"], "2025-11-12T10:30:00.000Z");
    assert_eq!(delivery["secret_index"], 1);
    assert_eq!(delivery["digest"].as_str().unwrap().len(), 64);
    assert!(delivery["sent_at_ms"].as_i64().unwrap() > 1_700_000_000_000);
    assert!(delivery["id"].as_str().unwrap().starts_with("deliver-webhook-"));
}

#[test]
fn numbers_and_unknown_members_survive() {
    let body = br#"{"type":"x.new", "n": [9007199254740993, 1.0, 1e999], "s":"\ud83d \u0000", "n2": -0}"#;
    let run = signed("verify", &["--json"], body).ended(0);
    assert!(
        run.out.contains(r#""event":{"type":"x.new","n":[9007199254740993,1.0,1e999],"s":"\ud83d \u0000","n2":-0}"#),
        "{}",
        run.out
    );
    assert!(run.out.contains(r#""outcome":"unknown""#));
    let pretty = signed("verify", &[], body).ended(0).out;
    assert!(pretty.contains("      9007199254740993,\n      1.0,\n      1e999\n"), "{pretty}");
}

#[test]
fn an_event_that_does_not_fit_has_a_reason() {
    let body = br#"{"type":"email.sent","createdAt":"2025-11-12T10:30:00.000Z","data":{}}"#;
    let delivery = signed("verify", &[], body).ended(0).json();
    assert_eq!(delivery["outcome"], "invalid");
    assert!(delivery["reason"].as_str().unwrap().contains("data"));
    let error = signed("verify", &["--strict", "--json"], body).ended(1).json();
    assert_eq!((&error["code"], &error["status"]), (&json!("invalid_event_data"), &json!(422)));
}

#[test]
fn refusals_are_readable_or_json() {
    let plain = signed("verify", &["--secret", OTHER_SECRET], BODY).ended(1);
    assert!(plain.out.is_empty() && plain.err.starts_with("refused: signature_mismatch (401): "), "{}", plain.err);
    assert!(plain.err.contains("\nhint: ") && plain.err.lines().count() == 2);
    let run = signed("verify", &["--secret", OTHER_SECRET, "--json"], BODY).ended(1);
    let Value::Object(error) = run.json() else { panic!("{}", run.out) };
    assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "hint", "message", "status"]);
    assert!(run.err.is_empty());
}

#[test]
fn limits_are_arguments() {
    let code =
        |arguments: &[&str]| signed("verify", &[arguments, &["--json"]].concat(), BODY).ended(1).json()["code"].clone();
    assert_eq!(code(&["--max-body", "10"]), "body_too_large");
    assert_eq!(code(&["--now", "1762943400000"]), "timestamp_in_future");
    assert_eq!(code(&["--now", "4102444800000"]), "timestamp_too_old");
    assert_eq!(code(&["--tolerance", "0"]), "timestamp_too_old");
    signed("verify", &["--now", "4102444800000", "--tolerance", "off"], BODY).ended(0);
    signed("verify", &["--now", "1762943400000", "--future-tolerance", "20000d"], BODY).ended(0);
}

#[test]
fn headers_come_as_arguments_too() {
    let headers = run_with_secret(&["sign", "--timestamp", "1762943400000"], BODY).ended(0).out;
    let mut arguments = vec!["verify", "--now", "1762943400000"];
    headers.lines().for_each(|line| arguments.extend(["--header", line]));
    run_with_secret(&arguments, BODY).ended(0);
    arguments.extend(["--header", "x-webhook-delivery-id: another"]);
    assert!(run_with_secret(&arguments, BODY).ended(1).err.contains("duplicate_header"));
}

#[test]
fn secrets_come_from_files_and_the_environment() {
    let directory = tempfile::tempdir().unwrap();
    let file = write(directory.path(), "secrets.txt", format!("{OTHER_SECRET}\r\n\n{SECRET}\n"));
    assert_eq!(signed("verify", &["--secret-file", &file], BODY).ended(0).json()["secret_index"], 1);
    run(&["sign", "--secret-file", &file], BODY).complains("2 secrets");
    for (names, wanted) in
        [(vec!["WEBHOOK_SECRET"], 0), (vec!["AUTOSEND_WEBHOOK_SECRET", "WEBHOOK_SECRET"], 0), (vec![], 2)]
    {
        let mut command = command();
        command.arg("sign").env("AUTOSEND_WEBHOOK_SECRET", "").envs(names.iter().map(|name| (name, SECRET)));
        finish(command, BODY).ended(wanted);
    }
    let mut first = command();
    first.args(["sign", "--json"]).env("AUTOSEND_WEBHOOK_SECRET", SECRET).env("WEBHOOK_SECRET", OTHER_SECRET);
    let wanted = run(&["sign", "--json", "--secret", SECRET], BODY).json();
    assert_eq!(finish(first, BODY).ended(0).json()["X-Webhook-Signature"], wanted["X-Webhook-Signature"]);
}

#[test]
fn an_invalid_secret_is_a_refusal_or_wrong_use() {
    let padded = format!(" {SECRET}");
    assert_eq!(run(&["verify", "--json", "--secret", &padded], BODY).ended(1).json()["code"], "invalid_secret");
    run(&["sign", "--secret", &padded], BODY).complains("U+0020 at character 1");
    run(&["sign", "--secret", ""], BODY).complains("empty");
    run(&["verify"], BODY).complains("no secret");
}

/// The same request as people paste it.
#[test]
fn headers_are_read_as_they_are_pasted() {
    let directory = tempfile::tempdir().unwrap();
    let lines = run_with_secret(&["sign"], BODY).ended(0).out;
    let json = run_with_secret(&["sign", "--json"], BODY).ended(0).out;
    let listed: Vec<Value> = lines
        .lines()
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| json!({ "name": name.to_lowercase(), "value": value }))
        .collect();
    let text = str::from_utf8(BODY).unwrap();
    let har = json!({ "log": { "entries": [{ "request": { "headers": listed, "postData": { "text": text } } }] } });
    let curl = format!("> {}\r\n", lines.trim_end().replace('\n', "\r\n> "));
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(lines.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, Vec<u8>); 8] = [
        ("curl", format!("* Trying\n> POST /hook HTTP/1.1\r\n{curl}> \r\n< HTTP/1.1 401 Unauthorized\r\n").into()),
        ("pseudo", format!(":method: POST\n:path: /hook\n{lines}").into()),
        ("raw", format!("POST /hook HTTP/1.1\r\nHost: x\r\n{}\r\n", lines.replace('\n', "\r\n")).into()),
        ("object", json.into()),
        ("lambda", json!({ "headers": null, "multiValueHeaders": har_as_lists(&listed) }).to_string().into()),
        ("list", json!(listed).to_string().into()),
        ("bom", format!("\u{feff}{lines}").into()),
        ("utf16", utf16),
    ];
    for (name, content) in cases {
        let file = write(directory.path(), name, content);
        for command in ["explain", "verify"] {
            run_with_secret(&[command, "--headers-file", &file], BODY).ended(0);
        }
    }
    let file = write(directory.path(), "request.har", har.to_string());
    run_with_secret(&["explain", "--request", &file], b"").ended(0);
    run_with_secret(&["verify", "--headers-file", &file], BODY).ended(0);
    let header = format!("> {}", lines.lines().next().unwrap());
    let run = run_with_secret(&["verify", "--json", "--header", &header], BODY).ended(1);
    assert_ne!(run.json()["code"], "missing_signature");
}

fn har_as_lists(headers: &[Value]) -> Value {
    let lists = headers.iter().map(|header| (header["name"].as_str().unwrap().to_owned(), json!([header["value"]])));
    Value::Object(lists.collect())
}

#[test]
fn explain_says_what_would_verify() {
    let cause = |arguments: &[&str], body: &[u8]| {
        let directory = tempfile::tempdir().unwrap();
        let headers = run(&["sign", "--secret", SECRET], BODY).ended(0).out;
        let headers = write(directory.path(), "headers.txt", headers);
        let run = run(&[&["explain", "--json", "--headers-file", &headers], arguments].concat(), body).ended(1);
        run.json()["causes"][0]["cause"].clone()
    };
    let newline = [BODY, b"\n"].concat();
    assert_eq!(cause(&["--secret", SECRET], &newline), "trailing_newline");
    assert_eq!(cause(&["--secret", &format!("'{SECRET}'")], BODY), "secret_has_quotes");
    assert_eq!(cause(&["--secret", &format!("{SECRET} ")], BODY), "secret_has_white_space");
    assert_eq!(cause(&["--secret", &SECRET["whsec_".len()..]], BODY), "secret_prefix_missing");
    assert_eq!(cause(&["--secret", OTHER_SECRET, "--other-secret", SECRET], BODY), "other_secret");
    assert_eq!(cause(&["--secret", OTHER_SECRET], BODY), "unknown");
    assert_eq!(cause(&["--secret", SECRET, "--now", &tomorrow()], BODY), "clock_skew");
    assert_eq!(cause(&[], BODY), "secret_is_empty");
}

#[test]
fn explain_is_readable_and_keeps_to_the_limits() {
    let well = signed("explain", &[], BODY).ended(0);
    assert_eq!(well.out, "It verifies.\n");
    assert_eq!(signed("explain", &["--json"], BODY).ended(0).json(), json!({ "error": null, "causes": [] }));
    signed("explain", &["--now", "4102444800000", "--tolerance", "off"], BODY).ended(0);
    let text = signed("explain", &["--secret", &format!("{SECRET} "), "--max-body", "5"], BODY).ended(1).out;
    assert!(text.starts_with("invalid_secret (answered with 500)\n"), "{text}");
    let late = signed("explain", &["--now", &tomorrow()], BODY).ended(1).out;
    assert!(late.contains("\nclock_skew\n") && late.contains("  fix: "), "{late}");
}

#[test]
fn wrong_use_ends_with_2() {
    let directory = tempfile::tempdir().unwrap();
    let empty = write(directory.path(), "empty", "\n\n");
    let binary = write(directory.path(), "binary", b"\xFF\xFE");
    let headers = write(directory.path(), "headers", "A: 1\nnonsense");
    run_with_secret(&["verify", "--header", "nonsense"], BODY).complains("Name: value");
    run_with_secret(&["verify", "--headers-file", &headers], BODY).complains("line 2");
    run_with_secret(&["verify", "--headers-file", "/does/not/exist"], BODY).complains("/does/not/exist");
    run_with_secret(&["verify", "--body", "/does/not/exist"], BODY).complains("/does/not/exist");
    run_with_secret(&["verify", "--now", "soon"], BODY).complains("milliseconds");
    run_with_secret(&["verify", "--now", "-1"], BODY).complains("-1");
    run_with_secret(&["verify", "--tolerance", "long"], BODY).complains("300s");
    run_with_secret(&["verify", "--max-body", "-5"], BODY).complains("-5");
    run_with_secret(&["sign", "--delivery-id", "a\nb"], BODY).complains("control characters");
    run_with_secret(&["sign", "--timestamp", "1.5"], BODY).complains("milliseconds");
    run(&["sign", "--secret-file", &empty], BODY).complains("holds no secret");
    run(&["sign", "--secret-file", &binary], BODY).complains("not UTF-8");
    run(&["sign", "--secret-file", "/does/not/exist"], BODY).complains("cannot read");
    run(&["nonsense"], BODY).complains("nonsense");
    assert_eq!(run(&[], BODY).code, 2);
}

/// What is signed by a profile verifies by it, and by no other body.
#[test]
fn requests_of_other_providers_make_the_round_trip() {
    let body = br#"{"type":"order.paid","action":"opened","event":{"type":"a"},"data":{}}"#;
    for profile in ["standard-webhooks", "github", "stripe", "slack", "shopify"] {
        let directory = tempfile::tempdir().unwrap();
        let headers = run_with_secret(&["sign", "--profile", profile, "--event", "order"], body).ended(0).out;
        let headers = write(directory.path(), "headers.txt", headers);
        let verify = ["verify", "--profile", profile, "--json", "--headers-file", &headers];
        let delivery = run_with_secret(&verify, body).ended(0).json();
        assert_eq!(delivery["event"], serde_json::from_slice::<Value>(body).unwrap(), "{profile}");
        let refused = run_with_secret(&verify, b"{}").ended(1).json();
        assert_eq!(refused["code"], "signature_mismatch", "{profile}");
    }
    run_with_secret(&["verify", "--profile", "acme"], body).complains("standard-webhooks, github, stripe");
}
