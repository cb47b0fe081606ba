//! `inbox capture`: a stored delivery becomes a test, which cargo really runs. Those for pytest and vitest are run by the suites of
//! the packages.
#![cfg(unix)]

mod common;

use common::{SECRET, inbox::Inbox, run, sample, write};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// What would end a literal, a line or a comment, if it were not escaped.
const HOSTILE: &str = "\"# \\ \n \r \u{2028} \u{202e} {x} ${y} \"\"\" ''' */ é \u{1b}[31m";

fn stored(folder: &Path) -> Inbox {
    let inbox = Inbox::start(folder, &[]);
    let mut body: Value = serde_json::from_slice(sample(autosend_webhooks::EventType::EmailBounced)).unwrap();
    body["data"]["reason"] = json!(HOSTILE);
    body["data"]["again"] = body["data"]["to"]["email"].clone();
    let file = write(folder, "body.json", body.to_string());
    let send = ["send", &file, "--to", &inbox.base, "--secret", SECRET, "--delivery-id", "deliver-webhook-7"];
    run(&send, b"").ended(0);
    inbox
}

/// A crate with a handler and the captured test.
fn project(folder: &Path, reason: &str) {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core");
    let manifest = format!(
        "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\nautosend-webhooks = {{ path = \"{}\", features = \
         [\"ring\", \"schema\"] }}\n\n[workspace]\n",
        core.display()
    );
    write(folder, "Cargo.toml", manifest);
    fs::copy(core.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    let handler = format!(
        "use autosend_webhooks::{{Delivery, Event}};\n\npub fn handle(delivery: &Delivery<'_>) -> Result<(), String> {{\n    \
         let Event::EmailBounced(event) = &delivery.event else {{ return Err(\"another event\".into()) }};\n    \
         let to = &event.data.to.email;\n    \
         if event.data.reason.as_deref() != Some({reason:?}) || to != \"person1@example.com\" {{\n        \
         return Err(format!(\"{{event:?}}\"));\n    }}\n    Ok(())\n}}\n"
    );
    write(&folder.join("src"), "lib.rs", handler);
}

fn cargo_test(folder: &Path) -> Output {
    let target = Path::new(env!("CARGO_BIN_EXE_autosend-webhooks")).ancestors().nth(2).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--offline", "--quiet", "--test", "captured"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", target).output().unwrap()
}

#[test]
fn a_captured_delivery_is_a_test_that_cargo_runs() {
    let (folder, app) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let inbox = stored(folder.path());
    fs::create_dir(app.path().join("tests")).unwrap();
    let file = app.path().join("tests/captured.rs").display().to_string();
    let capture = ["inbox", "capture", "deliver-webhook-7", "--as", "rust", "--out", &file, "--store", &inbox.store];
    run(&capture, b"").ended(0);
    project(app.path(), HOSTILE);
    let passes = cargo_test(app.path());
    assert!(passes.status.success(), "{}", String::from_utf8_lossy(&[passes.stdout, passes.stderr].concat()));
    project(app.path(), "another");
    let fails = cargo_test(app.path());
    let said = String::from_utf8_lossy(&fails.stdout);
    assert!(!fails.status.success() && said.contains("the handler takes it"), "{said}");
}

#[test]
fn addresses_are_replaced_and_mistakes_named() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = stored(folder.path());
    let capture = |more: &[&str]| run(&[&["inbox", "capture", "--store", &inbox.store], more].concat(), b"");
    for runner in ["pytest", "vitest", "rust"] {
        let code = capture(&["1", "--as", runner]).ended(0).out;
        assert!(!code.contains(SECRET) && !code.contains('\u{1b}') && !code.contains('\u{202e}'), "{code}");
        assert_eq!(code.matches("person1@example.com").count(), 2, "{code}");
        assert_eq!(code.matches('@').count(), 3, "{code}");
    }
    capture(&["2", "--as", "rust"]).complains("no delivery 2");
    for handler in ["app", "app:x()", "a b:c", "app::x;", "app:x\n"] {
        capture(&["1", "--as", "pytest", "--handler", handler]).complains("is no handler");
    }
    capture(&["1", "--as", "rust", "--handler", "app::x()"]).complains("is no handler");
    let there = write(folder.path(), "there.py", "mine");
    capture(&["1", "--as", "pytest", "--out", &there]).complains("cannot write");
    assert_eq!(fs::read_to_string(there).unwrap(), "mine");
}
