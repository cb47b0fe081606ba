//! What a receiver has to refuse, or to recognise: the checks of `autosend-webhooks doctor`, which is their only list, with
//! the statuses and codes of this project's packages.

use std::{path::Path, time::Duration};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::workspace;

/// The groups of checks that are attacks. The others send what the demo's events are, or measure.
const GROUPS: [&str; 4] = ["authenticity", "freshness", "requests", "repeats"];

/// A request of a check, or a check that is more than single requests.
pub struct Attack {
    pub name: String,
    pub wanted: String,
    pub got: String,
    pub time: Duration,
    pub passed: bool,
}

/// Makes all attacks on a receiver with the built command line.
pub fn run(program: &Path, url: &str, secret_file: &Path) -> Result<Vec<Attack>> {
    let only = checks(program)?.join(",");
    let mut doctor = workspace::command(program);
    doctor.args(["doctor", url, "--codes", "--json", "--only", &only, "--secret-file"]).arg(secret_file);
    let report = json(&mut doctor)?;
    let attacks: Vec<Attack> = report["checks"].as_array().into_iter().flatten().flat_map(of_check).collect();
    if attacks.is_empty() {
        bail!("the doctor did nothing: {report}");
    }
    Ok(attacks)
}

/// The names of the checks.
fn checks(program: &Path) -> Result<Vec<String>> {
    let list = json(workspace::command(program).args(["doctor", "--list", "--json"]))?;
    let checks = list.as_array().into_iter().flatten();
    let attacks = checks.filter(|check| GROUPS.iter().any(|group| check["group"] == *group));
    Ok(attacks.map(|check| text(check, "check")).collect())
}

/// The requests of a check that names some. A check without any, or one that fails by something else, is a row itself.
fn of_check(check: &Value) -> Vec<Attack> {
    let requests = check["requests"].as_array().into_iter().flatten();
    let mut attacks: Vec<Attack> = requests.map(of_request).collect();
    let passed = check["outcome"] == "passed";
    if attacks.is_empty() || !passed && attacks.iter().all(|attack| attack.passed) {
        let got = if passed { text(check, "outcome") } else { text(check, "finding") };
        let time = Duration::from_secs_f64(check["seconds"].as_f64().unwrap_or_default());
        attacks.push(Attack { name: text(check, "check"), wanted: "passed".into(), got, time, passed });
    }
    attacks
}

fn of_request(request: &Value) -> Attack {
    Attack {
        name: text(request, "request"),
        wanted: text(request, "wanted"),
        got: text(request, "got"),
        time: Duration::from_secs_f64(request["ms"].as_f64().unwrap_or_default() / 1e3),
        passed: request["passed"] == true,
    }
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

/// What a command prints: less than full marks are no error here.
fn json(command: &mut std::process::Command) -> Result<Value> {
    let output = command.output()?;
    match serde_json::from_slice(&output.stdout) {
        Ok(value) => Ok(value),
        Err(_) => bail!("the doctor failed: {}", String::from_utf8_lossy(&output.stderr).trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_fails_is_a_row() {
        let request = json!({ "request": "a", "wanted": "401 x", "got": "401 x", "ms": 1.5, "passed": true });
        let rows = |check: Value| of_check(&check).iter().map(|row| (row.name.clone(), row.passed)).collect::<Vec<_>>();
        let passed = json!({ "check": "c", "outcome": "passed", "requests": [request] });
        assert_eq!(rows(passed), [("a".to_owned(), true)]);
        let failed = json!({ "check": "c", "outcome": "failed", "finding": "Answered 500.", "requests": [request] });
        assert_eq!(rows(failed), [("a".to_owned(), true), ("c".to_owned(), false)]);
        assert_eq!(rows(json!({ "check": "c", "outcome": "undecided" })), [("c".to_owned(), false)]);
    }
}
