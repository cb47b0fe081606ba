//! Real bodies of GitHub's, signed as GitHub signs them, through a crate of GitHub's document: `github EXAMPLES SCHEMA`.
//!
//! Truth is what GitHub says: the header and the action. Nothing is refused, nothing is taken for another event, nothing is lost.
//! Prints `github-SCHEMA PASSED FAILED`, and on standard error each body that failed, and how many had problems.

use std::{env, fs, process::ExitCode};

use autosend_webhooks_profile::typed::Events;
use github::{EVENT_TYPES, Verifier};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::Value;

type Failed = Box<dyn std::error::Error>;

const SECRET: &str = "It's a Secret to Everybody";

#[derive(Deserialize)]
struct Group {
    name: String,
    examples: Vec<Value>,
}

fn main() -> Result<ExitCode, Failed> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [examples, schema] = &arguments[..] else { return Err("usage: github EXAMPLES SCHEMA".into()) };
    let groups: Vec<Group> = serde_json::from_str(&fs::read_to_string(examples)?)?;
    let verifier = Verifier::new([SECRET])?;
    let (mut passed, mut failed, mut with_problems) = (0, 0, 0);
    for group in &groups {
        for body in &group.examples {
            match check(&verifier, &group.name, body) {
                Ok(has_problems) => {
                    passed += 1;
                    with_problems += u32::from(has_problems);
                }
                Err(complaint) => {
                    failed += 1;
                    eprintln!("{}: {complaint}", group.name);
                }
            }
        }
    }
    eprintln!("{with_problems} of {} have members that do not fit the schema", passed + failed);
    println!("github-{schema} {passed} {failed}");
    Ok(if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether a body has problems; fails with what is wrong with what was made of it.
fn check(verifier: &Verifier, name: &str, sent: &Value) -> Result<bool, Failed> {
    let body = sent.to_string();
    let signature = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes())?.chain_update(&body).finalize();
    let signature = format!("sha256={}", const_hex::encode(signature.into_bytes()));
    let headers = [("X-GitHub-Event", name), ("X-GitHub-Delivery", "1"), ("X-Hub-Signature-256", &signature)];
    let delivery = verifier.verify(body.as_bytes(), &headers)?;
    let expected = sent["action"].as_str().map_or_else(|| name.to_owned(), |action| format!("{name}.{action}"));
    let event = &delivery.event;
    if event.received().event_type() != expected {
        return Err(format!("taken for {}", event.received().event_type()).into());
    }
    let is_known = EVENT_TYPES.contains(&&*expected) || EVENT_TYPES.contains(&name);
    if event.is_typed() != is_known {
        return Err(format!("{expected} is typed: {}", event.is_typed()).into());
    }
    if serde_json::from_str::<Value>(&event.to_json())? != *sent {
        return Err("the body differs".into());
    }
    Ok(!event.problems().is_empty())
}
