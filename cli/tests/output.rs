//! What holds for all commands: documents, closed pipes, and no secret anywhere.

mod common;

use autosend_webhooks::{EventType, schema};
use common::{SECRET, command, finish, run, write};
use serde_json::Value;
use std::process::Stdio;

#[test]
fn events_are_listed() {
    let rows = run(&["events", "--json"], b"").ended(0).json();
    assert_eq!(rows.as_array().unwrap().len(), EventType::ALL.len());
    assert_eq!(rows[0]["type"], "email.sent");
    assert_eq!(rows[0]["group"], "lifecycle");
    let table = run(&["events"], b"").ended(0).out;
    assert_eq!(table.lines().count(), EventType::ALL.len());
    assert!(!table.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn every_generated_document_can_be_printed() {
    let printed = |arguments: &[&str]| run(&[&["schema"], arguments].concat(), b"").ended(0).out;
    for file in schema::files() {
        let arguments = match file.path.as_str() {
            "events.schema.json" => vec![],
            "openapi.json" => vec!["--format", "openapi"],
            "catalog.json" => vec!["--format", "catalog"],
            "errors.json" => vec!["--format", "errors"],
            path => vec![path.strip_prefix("events/").unwrap().strip_suffix(".schema.json").unwrap()],
        };
        assert_eq!(printed(&arguments), file.content, "{}", file.path);
        serde_json::from_str::<Value>(&file.content).unwrap();
    }
    run(&["schema", "email.clickd"], b"").complains("Did you mean email.clicked?");
    run(&["schema", "email.sent", "--format", "catalog"], b"").complains("all events");
    run(&["schema", "--format", "yaml"], b"").complains("json-schema");
}

#[test]
fn completions_exist_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(run(&["completions", shell], b"").ended(0).out.contains("autosend-webhooks"));
    }
    run(&["completions", "dos"], b"").complains("dos");
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(run(&["--version"], b"").ended(0).out.starts_with("autosend-webhooks "));
    for subcommand in [
        "sign",
        "verify",
        "explain",
        "send",
        "doctor",
        "listen",
        "replay",
        "events",
        "schema",
        "generate",
        "completions",
    ] {
        let help = run(&[subcommand, "--help"], b"").ended(0).out;
        assert!(help.contains("Examples:\n  "), "{subcommand}");
        let examples = help.split("Examples:").nth(1).unwrap();
        assert!(examples.lines().all(|line| line.chars().count() <= 100), "{examples}");
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    for arguments in
        [&["events"][..], &["schema"], &["completions", "bash"], &["--help"], &["events", "--json"], &["nonsense"]]
    {
        let (out_reader, out) = std::io::pipe().unwrap();
        let (err_reader, err) = std::io::pipe().unwrap();
        drop((out_reader, err_reader));
        let mut command = command();
        command.args(arguments).stdin(Stdio::null()).stdout(out).stderr(err);
        let status = command.status().unwrap();
        let wanted = if arguments[0] == "nonsense" { 2 } else { 0 };
        assert_eq!(status.code(), Some(wanted), "{arguments:?}");
    }
}

/// Runs every command in every way that could quote a secret.
#[test]
fn no_output_holds_a_secret() {
    let directory = tempfile::tempdir().unwrap();
    let bare = "a-secret-without-prefix-5e4d";
    let body = br#"{"type":"x.y"}"#;
    let headers = write(directory.path(), "headers", run(&["sign", "--secret", SECRET], body).ended(0).out);
    for secret in [SECRET, bare, &format!(" {SECRET}\t"), &format!("\"{SECRET}\""), &format!("{SECRET}\u{1b}[0m")] {
        let file = write(directory.path(), "secret", secret);
        let attached = format!("--secret={secret}");
        let mut lines: Vec<Vec<&str>> = Vec::new();
        for subcommand in ["sign", "verify", "explain"] {
            lines.push(vec![subcommand, "--secret", secret]);
            lines.push(vec![subcommand, "--secret", secret, "--json"]);
            lines.push(vec![subcommand, "--secret-file", &file, "--nonsense"]);
            lines.push(vec![subcommand, &attached, "--secrets"]);
            lines.push(vec![subcommand, "--secret", secret, secret]);
            lines.push(vec![subcommand, "--secret", secret, "--secret-file", secret]);
            lines.push(vec![subcommand, "--secret", secret, "--body", secret]);
            lines.push(vec![subcommand, "--secret", secret, "--timestamp", secret, "--now", secret]);
        }
        for subcommand in ["verify", "explain"] {
            lines.push(vec![subcommand, "--secret", secret, "--headers-file", &headers]);
            lines.push(vec![subcommand, "--secret", secret, "--headers-file", &headers, "--json"]);
            lines.push(vec![subcommand, "--secret", secret, "--header", secret]);
            lines.push(vec![subcommand, "--secret", secret, "--tolerance", secret]);
        }
        lines.push(vec!["explain", "--secret", "whsec_other", "--other-secret", secret, "--headers-file", &headers]);
        lines.push(vec!["send", "email.sent", "--secret", secret, "--to", "http://127.0.0.1:1/"]);
        lines.push(vec!["send", "email.sent", "--secret", secret, "--to", "http://127.0.0.1:1/", "--json"]);
        lines.push(vec!["send", secret, "--secret", secret, "--to", "http://127.0.0.1:1/"]);
        lines.push(vec!["send", "email.sent", "--secret", secret, "--to", secret]);
        lines.push(vec!["send", "email.sent", "--secret", secret, "--set", secret, "--to", "http://127.0.0.1:1/"]);
        lines.push(vec!["doctor", "http://127.0.0.1:1/", "--secret", secret]);
        lines.push(vec!["doctor", secret, "--secret", secret]);
        lines.push(vec!["doctor", "http://127.0.0.1:1/", "--secret", secret, "--only", secret]);
        lines.push(vec!["listen", "--host", "192.0.2.1", "--port", "1", "--secret", secret]);
        lines.push(vec!["listen", "--secret", secret, "--forward-to", secret]);
        lines.push(vec!["replay", secret, "--secret", secret, "--to", "http://127.0.0.1:1/"]);
        lines.push(vec!["replay", "x", "--saved", secret, "--secret", secret, "--to", secret]);
        lines.push(vec!["events", "--secret", secret]);
        lines.push(vec!["schema", "--secret", secret]);
        for arguments in lines {
            for with_variable in [false, true] {
                let mut command = command();
                command.args(&arguments);
                if with_variable {
                    command.env("AUTOSEND_WEBHOOK_SECRET", secret).env("RUST_BACKTRACE", "full");
                }
                let run = finish(command, body);
                for text in [&run.out, &run.err] {
                    let hidden = SECRET.strip_prefix("whsec_").unwrap();
                    assert!(!text.contains(hidden) && !text.contains(bare), "{arguments:?} prints: {text}");
                    assert!(!text.contains("panicked"), "{arguments:?}: {text}");
                }
            }
        }
    }
}
