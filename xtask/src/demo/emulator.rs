//! The local AutoSend of the demo: `autosend-webhooks dev`, called as any user of the API would.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Answer, http};
use crate::workspace;

/// Quick enough to watch, long enough for the slowest receiver to start meanwhile.
const RETRY_SCHEDULE: &str = "1s,2s,4s,8s,15s";

/// How long a delivery may take, its retries included.
const TIMEOUT: Duration = Duration::from_mins(1);

/// How often a delivery is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// Runs until this is dropped.
pub struct Emulator {
    child: Child,
    url: String,
    key: String,
    /// The page with the key in it.
    pub dashboard: String,
}

/// A webhook that was created.
pub struct Webhook {
    pub id: String,
    pub secret: String,
}

/// What the log says about a webhook.
#[derive(Default)]
pub struct Log {
    pub deliveries: usize,
    pub acknowledged: usize,
    pub attempts: u64,
}

impl Emulator {
    /// Starts the built command line.
    pub fn start(program: &Path) -> Result<Self> {
        let mut dev = workspace::command(program);
        dev.args(["dev", "--port", "0", "--json", "--retry-schedule", RETRY_SCHEDULE]);
        let mut child = dev.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot start dev")?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut emulator = Self { child, url: String::new(), key: String::new(), dashboard: String::new() };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address: Value = serde_json::from_str(&line).context("dev does not say where it is")?;
        let text = |name: &str| address[name].as_str().unwrap_or_default().to_owned();
        (emulator.url, emulator.key, emulator.dashboard) = (text("url"), text("apiKey"), text("dashboard"));
        Ok(emulator)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let mut headers = vec![("Authorization".to_owned(), format!("Bearer {}", self.key))];
        let body = if method == "GET" { String::new() } else { body.to_string() };
        headers.push(("Content-Type".into(), "application/json".into()));
        let (status, answer) = http::exchange(method, &format!("{}{path}", self.url), &headers, body.as_bytes())?;
        let answer: Value = serde_json::from_slice(&answer).context("dev does not answer with JSON")?;
        if answer["success"] != true {
            bail!("{method} {path} is answered with {status}: {}", answer["error"]["message"]);
        }
        Ok(answer["data"].clone())
    }

    /// Subscribes an address to every event.
    pub fn create_webhook(&self, name: &str, url: &str) -> Result<Webhook> {
        let events = self.call("GET", "/v1/webhooks/events/available", &Value::Null)?["events"].clone();
        let body = json!({ "url": url, "events": events, "name": name });
        let webhook = self.call("POST", "/v1/webhooks", &body)?["webhook"].clone();
        let text = |name: &str| webhook[name].as_str().unwrap_or_default().to_owned();
        Ok(Webhook { id: text("id"), secret: text("secret") })
    }

    /// Lets an event happen to one webhook. Returns the id of its delivery.
    pub fn fire(&self, webhook: &Webhook, event: &str, generation: u8) -> Result<String> {
        let body = json!({ "type": event, "generation": generation, "webhookId": webhook.id });
        let fired = self.call("POST", "/emulator/events", &body)?;
        Ok(fired["deliveries"][0].as_str().context("the event has no delivery")?.to_owned())
    }

    /// The same, and what came of it in the end.
    pub fn send(&self, webhook: &Webhook, event: &str, generation: u8) -> Result<Answer> {
        Ok(answer(&self.ended(&self.fire(webhook, event, generation)?)?))
    }

    /// A delivery, once it is delivered or given up.
    pub fn ended(&self, id: &str) -> Result<Value> {
        self.wait(id, |delivery| matches!(delivery["status"].as_str(), Some("delivered" | "failed")))
    }

    /// A delivery that was tried at least once.
    pub fn tried(&self, id: &str) -> Result<Value> {
        self.wait(id, |delivery| delivery["attempts"].as_array().is_some_and(|attempts| !attempts.is_empty()))
    }

    fn wait(&self, id: &str, until: impl Fn(&Value) -> bool) -> Result<Value> {
        let start = Instant::now();
        loop {
            let delivery = self.call("GET", &format!("/emulator/deliveries/{id}"), &Value::Null)?;
            if until(&delivery) {
                return Ok(delivery);
            }
            if start.elapsed() > TIMEOUT {
                bail!("{id} is still {} after {} s", delivery["status"], TIMEOUT.as_secs());
            }
            thread::sleep(GLANCE);
        }
    }

    /// What the log says about a webhook's latest deliveries, a hundred at most.
    pub fn log(&self, webhook: &Webhook) -> Result<Log> {
        let page = self.call("GET", &format!("/v1/webhooks/{}/logs?limit=100", webhook.id), &Value::Null)?;
        let logs = page["logs"].as_array().context("there is no log")?;
        Ok(Log {
            deliveries: logs.len(),
            acknowledged: logs.iter().filter(|log| log["success"] == true).count(),
            attempts: logs.iter().filter_map(|log| log["attempts"].as_u64()).sum(),
        })
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the receiver answered to the last attempt.
pub fn answer(delivery: &Value) -> Answer {
    let attempt = delivery["attempts"].as_array().and_then(|attempts| attempts.last()).unwrap_or(&Value::Null);
    let status = attempt["response"]["status"].as_u64().and_then(|status| status.try_into().ok());
    let detail = match attempt["response"]["body"].as_str() {
        Some(body) => http::detail(body.as_bytes()),
        None => attempt["error"].as_str().unwrap_or_default().to_owned(),
    };
    Answer { status, detail, time: Duration::from_millis(attempt["durationMs"].as_u64().unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_attempt_is_the_answer() {
        let response = json!({ "status": 200, "body": r#"{"received":true,"duplicate":false}"# });
        let attempts = json!([{ "error": "refused: x" }, { "durationMs": 5, "response": response }]);
        let read = answer(&json!({ "attempts": attempts }));
        assert_eq!((read.status, read.detail.as_str(), read.time.as_millis()), (Some(200), "new", 5));
        let read = answer(&json!({ "attempts": [attempts[0]] }));
        assert_eq!((read.status, read.detail.as_str()), (None, "refused: x"));
    }
}
