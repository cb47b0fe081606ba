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
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("man1");
    run(&["man", place.to_str().unwrap()], b"").ended(0);
    for name in ["autosend-webhooks", "autosend-webhooks-dev", "autosend-webhooks-inbox-serve"] {
        let page = std::fs::read_to_string(place.join(format!("{name}.1"))).unwrap();
        assert!(page.contains(".SH NAME") && page.contains("Examples"), "{name}");
    }
    std::fs::write(folder.path().join("file"), "").unwrap();
    run(&["man", folder.path().join("file").to_str().unwrap()], b"").complains("Give another folder.");
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(run(&["--version"], b"").ended(0).out.starts_with("autosend-webhooks "));
    let overview = run(&["--help"], b"").ended(0).out;
    let listed = overview.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    let names = listed.filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
    let names: Vec<_> = names.filter(|name| *name != "help").collect();
    assert!(names.contains(&"sign") && names.contains(&"completions"), "{overview}");
    for subcommand in names {
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

#[test]
fn no_output_holds_what_an_address_holds() {
    for command in [
        &["send", "email.sent", "--secret", SECRET, "--to"][..],
        &["doctor", "--secret", SECRET],
        &["replay", "x", "--secret", SECRET, "--to"],
        &["listen", "--secret", SECRET, "--port", "1", "--host", "192.0.2.1", "--forward-to"],
        &["simulate", "campaign", "--api-key", "AS_0123456789abcdef", "--url"],
    ] {
        for scheme in ["htp", "http", "https"] {
            let url = format!("{scheme}://user:passw0rd@127.0.0.1:1/hook?token=t0k3n");
            let run = run(&[command, &[&url]].concat(), b"");
            let all = format!("{}{}", run.out, run.err);
            assert!(run.code > 0 && !all.contains("passw0rd") && !all.contains("t0k3n"), "{command:?}: {all}");
        }
    }
}

/// Names of files and bodies are somebody else's.
#[test]
fn nothing_reaches_the_terminal_raw() {
    let nasty = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let directory = tempfile::tempdir().unwrap();
    let file = write(directory.path(), nasty, "not a request");
    let body = "{\"type\":\"x.y\",\"data\":{\"a\":\"\u{7f}\u{9b}31m\u{202e}\"}}";
    let headers = write(directory.path(), "headers", run(&["sign", "--secret", SECRET], body.as_bytes()).ended(0).out);
    let missing = format!("{file}-missing");
    let lines: &[&[&str]] = &[
        &["verify", "--headers-file", &headers],
        &["verify", "--headers-file", &headers, "--json"],
        &["verify", "--request", &file],
        &["verify", "--headers-file", &file],
        &["explain", "--body", &missing],
        &["explain", nasty],
        &["send", nasty, "--to", "http://127.0.0.1:1/"],
        &["send", "email.sent", "--data", &missing, "--to", "http://127.0.0.1:1/"],
        &["send", "email.sent", "--to", "https://127.0.0.1:1/", "--ca", &file],
        &["replay", &file, "--to", "http://127.0.0.1:1/"],
        &["replay", nasty, "--to", "http://127.0.0.1:1/", "--saved", &missing],
        &["listen", "--port", "0", "--secret-file", &missing],
        &["dev", "--database", &missing, "--api-key-file", &missing],
        &["schema", nasty],
        &["generate", "--lang", "go", "--out", &file],
        &["generate", nasty],
    ];
    for arguments in lines {
        let run = run(
            &[
                *arguments,
                if arguments[0] == "dev" || arguments[0] == "schema" || arguments[0] == "generate" {
                    &[]
                } else {
                    &["--secret", SECRET]
                },
            ]
            .concat(),
            body.as_bytes(),
        );
        let harmful = |letter: char| letter != '\n' && (letter.is_control() || letter == '\u{202e}');
        assert!(!run.out.contains(harmful) && !run.err.contains(harmful), "{arguments:?}: {:?} {:?}", run.out, run.err);
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
        for subcommand in [&["dev"][..], &["simulate", "campaign"]] {
            let dev = |arguments: &[&'static str]| arguments.to_vec();
            for mistyped in [vec!["--api-key", secret], vec!["--api-key-file", &file], vec!["--api-key-file", secret]] {
                let port = dev(&if subcommand[0] == "dev" {
                    vec!["--port", "1", "--host", "192.0.2.1"]
                } else {
                    vec!["--url", "http://127.0.0.1:1/"]
                });
                lines.push([subcommand, &port, &mistyped].concat());
            }
            lines.push([subcommand, &["--api-key", secret, secret]].concat());
        }
        lines.push(vec![
            "replay",
            &headers,
            "--secret",
            secret,
            "--original-secret-file",
            secret,
            "--to",
            "http://127.0.0.1:1/",
        ]);
        lines.push(vec!["send", "email.sent", "--secret", secret, "--ca", secret, "--to", "https://127.0.0.1:1/"]);
        lines.push(vec!["events", "--secret", secret]);
        lines.push(vec!["schema", "--secret", secret]);
        for arguments in lines {
            for with_variable in [false, true] {
                let mut command = command();
                command.args(&arguments);
                if with_variable {
                    command.env("AUTOSEND_WEBHOOK_SECRET", secret).env("AUTOSEND_API_KEY", secret);
                    command.env("RUST_BACKTRACE", "full");
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
