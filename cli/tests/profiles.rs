//! `--profile`: requests of other providers, sent, received, explained.
#![cfg(unix)]

mod common;

use common::{OTHER_SECRET, Run, listener::Listener, run, run_with_secret, write};
use serde_json::{Value, json};
use std::path::Path;

const SHIPPED: [&str; 5] = ["standard-webhooks", "github", "stripe", "slack", "shopify"];

/// Fits all of them: each finds its type, and its id, where it looks.
const BODY: &[u8] =
    br#"{"id":"evt_1","event_id":"evt_1","type":"order.paid","action":"opened","event":{"type":"a"},"data":{}}"#;

/// A provider that nobody has seen before.
const ACME: &str = r#"[provider]
name = "Acme"

[event]
type = ["/meta/kind", "/meta/verb?"]
join = ":"
id = "/meta/uid"
time = "/meta/at"
time_format = "unix_ms"
data = "/payload"

[[signature]]
hash = "sha512"
header = "X-Acme-Seal"
prefix = "seal:"
encoding = "base64url"
content = "{method}|{url}|{header:X-Acme-Tenant}|{timestamp}|{sha256(body)}"
timestamp = { from = "header:X-Acme-Sent", unit = "milliseconds" }
"#;

const ACME_BODY: &[u8] = br#"{"meta":{"kind":"crate","verb":"opened","uid":7,"at":1790000000000},"payload":{"n":1.0}}"#;

/// Providers that take a type in a header.
fn event(profile: &str) -> &'static [&'static str] {
    if matches!(profile, "github" | "shopify") { &["--event", "order"] } else { &[] }
}

fn send(profile: &str, listener: &Listener, file: &str, more: &[&str]) -> Run {
    listener.send(&[&[file, "--profile", profile], event(profile), more].concat())
}

#[test]
fn what_is_sent_is_received() {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body.json", BODY);
    for (profile, kind) in
        SHIPPED.into_iter().zip(["order.paid", "order.opened", "order.paid", "order.paid.a", "order"])
    {
        let saved = directory.path().join(profile);
        let listener = Listener::start(&["--json", "--profile", profile, "--save", saved.to_str().unwrap()]);
        send(profile, &listener, &body, &["--timestamp", &now()]).ended(0);
        send(profile, &listener, &body, &["--delivery-id", "msg-2"]).ended(0);
        send(profile, &listener, &body, &["--secret", OTHER_SECRET]).ended(1);
        let entries = listener.entries();
        let told = |name: &str| entries.iter().map(|entry| entry[name].clone()).collect::<Vec<_>>();
        assert_eq!(told("verified"), [json!(true), json!(true), json!(false)], "{profile}: {entries:?}");
        // The body decides: an id that comes anew makes no new event of it.
        assert_eq!(told("repeat"), [json!(null), json!("duplicate"), json!(null)], "{profile}");
        assert_eq!((&entries[0]["event"], &entries[0]["body"]), (&json!(kind), &json!(str::from_utf8(BODY).unwrap())));
        assert_eq!(entries[2]["error"]["code"], "signature_mismatch", "{profile}");
        assert_eq!(entries[2]["causes"][0]["cause"], "unknown", "{profile}");
        assert_eq!(std::fs::read_dir(&saved).unwrap().count(), 3);
        verify_saved(profile, &saved);
    }
}

/// What `listen` saved verifies and is explained by the same profile.
fn verify_saved(profile: &str, saved: &Path) {
    let mut paths: Vec<_> = std::fs::read_dir(saved).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let first = paths[0].to_str().unwrap();
    run_with_secret(&["verify", "--profile", profile, "--request", first], b"").ended(0);
    let explained = run_with_secret(&["explain", "--profile", profile, "--request", first], b"").ended(0);
    assert_eq!(explained.out, "It verifies.\n");
    let other = [
        "explain",
        "--profile",
        profile,
        "--request",
        first,
        "--secret",
        OTHER_SECRET,
        "--other-secret",
        common::SECRET,
    ];
    let explained = run(&other, b"").ended(1).out;
    assert!(explained.contains("\nother_secret\n") && !explained.contains(common::SECRET), "{explained}");
}

fn now() -> String {
    autosend_webhooks::unix_millis(std::time::SystemTime::now()).to_string()
}

#[test]
fn a_provider_that_was_not_seen_before_takes_few_lines() {
    assert!(ACME.lines().count() <= 25);
    let directory = tempfile::tempdir().unwrap();
    let profile = write(directory.path(), "acme.toml", ACME);
    let body = write(directory.path(), "body.json", ACME_BODY);
    let url = "https://example.com/hook";
    let listener = Listener::start(&["--json", "--profile", &profile, "--url", url]);
    let tenant = ["--url", url, "--header", "X-Acme-Tenant: t1"];
    send(&profile, &listener, &body, &tenant).ended(0);
    send(&profile, &listener, &body, &[&tenant[..], &["--set", "meta.uid=8"]].concat()).ended(0);
    // Signed for the address that it is sent to, not for the one that the provider was given.
    send(&profile, &listener, &body, &tenant[2..]).ended(1);
    let stale = [&tenant[..], &["--timestamp", "1790000000"]].concat();
    send(&profile, &listener, &body, &stale).ended(1);
    let entries = listener.entries();
    assert_eq!((&entries[0]["event"], &entries[0]["id"]), (&json!("crate:opened"), &json!("7")));
    assert_eq!((&entries[1]["id"], &entries[1]["verified"]), (&json!("8"), &json!(true)));
    assert_eq!(entries[2]["error"]["code"], "signature_mismatch");
    assert_eq!(entries[3]["error"]["code"], "timestamp_too_old");
    let shown = entries[0]["headers"].to_string();
    assert!(shown.contains("seal:") && shown.contains('…'), "{shown}");
}

#[test]
fn a_token_is_never_shown() {
    let directory = tempfile::tempdir().unwrap();
    let token = "[event]\ntype = \"/type\"\n[[signature]]\nscheme = \"token\"\nheader = \"X-Token\"\n";
    let profile = write(directory.path(), "token.toml", token);
    let body = write(directory.path(), "body.json", BODY);
    let listener = Listener::start(&["--json", "--profile", &profile]);
    send(&profile, &listener, &body, &[]).ended(0);
    send(&profile, &listener, &body, &["--secret", OTHER_SECRET]).ended(1);
    let run = listener.end().ended(0);
    for secret in [common::SECRET, OTHER_SECRET] {
        let part = &secret[secret.len() - 12..];
        assert!(!run.out.contains(part) && !run.err.contains(part), "{}{}", run.out, run.err);
    }
}

#[test]
fn refusals_are_shown_with_their_causes() {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body.json", BODY);
    let listener = Listener::start(&["--profile", "stripe"]);
    send("stripe", &listener, &body, &["--timestamp", "1762943400000"]).ended(1);
    send("stripe", &listener, &body, &["--header", "X-Note: hello"]).ended(0);
    let text = listener.end().ended(0).out;
    assert!(text.contains("  refused\n  timestamp_too_old (answered with 400)\n"), "{text}");
    assert!(text.contains("\n  clock_skew\n") && text.contains("order.paid  evt_1  verified\n"), "{text}");
}

/// The limits are the profile's, unless an option says otherwise.
#[test]
fn a_profile_has_its_own_limits() {
    let directory = tempfile::tempdir().unwrap();
    let large = json!({ "text": "a".repeat(2 << 20) }).to_string();
    let body = write(directory.path(), "large.json", &large);
    let code = |arguments: &[&str]| {
        let listener = Listener::start(&[&["--json", "--profile", "github"], arguments].concat());
        send("github", &listener, &body, &[]);
        listener.entries()[0]["error"]["code"].clone()
    };
    assert_eq!(code(&[]), Value::Null);
    assert_eq!(code(&["--max-body", "1000000"]), "body_too_large");
    let hour = "extends = \"stripe\"\n[[signature]]\nheader = \"Stripe-Signature\"\nform = \"pairs\"\nseparator = \",\"\n\
        pairs = { signature = \"v1\", timestamp = \"t\" }\ncontent = \"{timestamp}.{body}\"\n\
        timestamp = { from = \"pair:t\", unit = \"seconds\", tolerance = 3600 }\n";
    let hour = write(directory.path(), "hour.toml", hour);
    let earlier = (now().parse::<i64>().unwrap() - 1_800_000).to_string();
    let sign = ["sign", "--profile", "stripe", "--timestamp", &earlier];
    let headers = write(directory.path(), "headers.txt", run_with_secret(&sign, BODY).ended(0).out);
    let verify = |profile: &str, more: &[&str]| {
        run_with_secret(&[&["verify", "--profile", profile, "--headers-file", &headers], more].concat(), BODY).code
    };
    assert_eq!((verify("stripe", &[]), verify(&hour, &[])), (1, 0));
    assert_eq!((verify("stripe", &["--tolerance", "1h"]), verify(&hour, &["--tolerance", "60"])), (0, 1));
    assert_eq!(verify("stripe", &["--tolerance", "off"]), 0);
}

#[test]
fn wrong_inputs_are_errors_with_a_code() {
    let directory = tempfile::tempdir().unwrap();
    let broken = write(directory.path(), "broken.toml", "[event\n");
    let tipo = write(directory.path(), "tipo.toml", "[event]\ntipe = 1\n");
    let body = write(directory.path(), "body.json", BODY);
    let to = ["--to", "http://127.0.0.1:9/"];
    let commands: [&[&str]; 6] = [
        &["sign"],
        &["verify", "--header", "a: b"],
        &["explain", "--header", "a: b"],
        &["send", &body, to[0], to[1]],
        &["listen", "--port", "0"],
        &["doctor", to[1]],
    ];
    for command in commands {
        let with = |profile: &str| run_with_secret(&[command, &["--profile", profile]].concat(), BODY);
        with("acme").complains("invalid_profile: there is no profile acme");
        with("acme").complains("standard-webhooks, github, stripe, slack, shopify");
        with(&broken).complains("invalid_profile");
        with(&tipo).complains("tipe");
        with("/does/not/exist.toml").complains("invalid_profile");
    }
    for command in [&commands[0], &commands[1], &commands[3], &commands[5]] {
        run(&[*command, &["--profile", "stripe"]].concat(), BODY).complains("there is no secret");
        let bad = [*command, &["--profile", "standard-webhooks", "--secret", "whsec_%%%"]].concat();
        let bad = run(&bad, BODY).complains("invalid_secret");
        assert!(!bad.err.contains("%%%"), "{}", bad.err);
    }
    for command in [&commands[3], &commands[5]] {
        run_with_secret(&[*command, &["--profile", "github"]].concat(), BODY)
            .complains("missing_event_type: the header X-GitHub-Event");
    }
}

#[test]
fn what_is_autosends_alone_is_refused_beside_a_profile() {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body.json", BODY);
    let complains = |arguments: &[&str], about: &str| {
        run_with_secret(&[arguments, &["--profile", "stripe"]].concat(), BODY).complains(about);
    };
    let to = ["--to", "http://127.0.0.1:9/"];
    for command in ["verify", "explain"] {
        complains(&[command, "--header", "a: b", "--strict"], "not_with_profile: --strict");
    }
    complains(&["listen", "--port", "0", "--strict"], "not_with_profile: --strict");
    complains(&["send", &body, to[0], to[1], "--data", &body], "not_with_profile: --data");
    complains(&["send", &body, to[0], to[1], "--generation", "1"], "--generation");
    complains(&["send", &body, to[0], to[1], "--event", "x"], "not_with_profile: no header of this provider");
    complains(&["send", "email.sent", to[0], to[1]], "cannot read email.sent");
    complains(&["doctor", to[1], "--codes"], "--codes");
    complains(&["doctor", to[1], "--only", "current-events"], "current-events");
    run_with_secret(&["doctor", to[1], "--only", "genuine"], b"").complains("--profile");
    run_with_secret(&["send", &body, to[0], to[1], "--event", "x"], b"").complains("--profile");
}

#[test]
fn every_help_tells_of_profiles_alike() {
    let helps = ["sign", "verify", "explain", "send", "listen", "doctor"].map(|command| {
        let help = run(&[command, "--help"], b"").ended(0).out;
        assert!(help.contains(&format!("autosend-webhooks {command}")) && help.contains(" --profile "), "{help}");
        let (_, about) = help.split_once("\n      --profile <NAME|FILE>\n").unwrap();
        about.split("\n\n").next().unwrap().to_owned()
    });
    assert!(helps.iter().all(|help| *help == helps[0]), "{helps:#?}");
}
