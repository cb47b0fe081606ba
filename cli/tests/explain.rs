//! `explain` on what people hand in: bodies in other forms, signatures that were cut or joined, secrets with unseen letters.

mod common;

use autosend_webhooks::EventType;
use base64::{Engine, engine::general_purpose::STANDARD};
use common::{SECRET, command, finish, run, sample, write};
use std::path::Path;

struct Case<'a> {
    cause: &'a str,
    headers: String,
    body: Vec<u8>,
}

fn headers() -> String {
    let mut command = command();
    command.args(["sign"]).env("AUTOSEND_WEBHOOK_SECRET", SECRET);
    finish(command, sample(EventType::EmailOpened)).ended(0).out
}

/// The headers with another signature, made from the right one.
fn signed(change: impl Fn(&str) -> String) -> String {
    let headers = headers();
    let (_, rest) = headers.split_once("X-Webhook-Signature: ").unwrap();
    let signature = &rest[..64];
    headers.replace(signature, &change(signature))
}

fn form(body: &[u8]) -> Vec<u8> {
    let encoded: String = body.iter().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    format!("payload={encoded}").into_bytes()
}

fn utf16(body: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(body).unwrap();
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn explain(folder: &Path, case: &Case<'_>, secret: &str, json: bool) -> common::Run {
    let headers = write(folder, "headers", &case.headers);
    let body = write(folder, "body", &case.body);
    let secret = write(folder, "secret", secret);
    let mut arguments = vec!["explain", "--headers-file", &headers, "--body", &body, "--secret-file", &secret];
    if json {
        arguments.push("--json");
    }
    run(&arguments, b"").ended(1)
}

#[test]
fn each_cause_is_named_with_its_fix_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let body = sample(EventType::EmailOpened);
    let of = |cause, headers, body: &[u8]| Case { cause, headers, body: body.to_vec() };
    // What gzip begins with, and some of what it packs.
    let packed = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &body[..40]].concat();
    let twice = headers() + "X-Webhook-Signature: 00\n";
    for case in [
        of("signature_truncated", signed(|right| right[..40].to_owned()), body),
        of("signature_too_long", signed(|right| format!("{right}00")), body),
        of("header_joined", signed(|right| format!("{right}, {right}")), body),
        of("header_repeated", twice, body),
        of("body_compressed", headers(), &packed),
        of("body_base64", headers(), STANDARD.encode(body).as_bytes()),
        of("body_form_encoded", headers(), &form(body)),
        of("body_utf16", headers(), &utf16(body)),
    ] {
        let shown = explain(folder.path(), &case, SECRET, false);
        assert!(shown.out.contains(case.cause) && shown.out.contains("fix: "), "{}: {}", case.cause, shown.out);
        assert!(!shown.out.contains(SECRET) && !shown.err.contains(SECRET));
        let causes = explain(folder.path(), &case, SECRET, true).json()["causes"].clone();
        assert_eq!(causes[0]["cause"], case.cause, "{causes}");
    }
}

#[test]
fn unseen_letters_in_a_secret_are_named_by_their_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case { cause: "", headers: headers(), body: sample(EventType::EmailOpened).to_vec() };
    let (start, end) = SECRET.split_at(12);
    for (letter, code) in [("\u{200b}", "U+200B"), ("\u{feff}", "U+FEFF"), ("\u{ad}", "U+00AD")] {
        let shown = explain(folder.path(), &case, &format!("{start}{letter}{end}"), false);
        assert!(shown.out.contains("invalid_secret") && shown.out.contains(code), "{}", shown.out);
        assert!(shown.out.contains("secret_has_invisible_characters"), "{}", shown.out);
        assert!(!shown.out.contains(start) && !shown.out.contains(end), "{}", shown.out);
    }
}
