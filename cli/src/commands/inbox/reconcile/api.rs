//! AutoSend's delivery logs, page by page.

use crate::{input::SecretText, output::UsageError};
use autosend_webhooks_emulator::http::{self, Trust};
use reqwest::{Client, Response, StatusCode, Url, header::HeaderMap};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};
use tokio::time::sleep;

/// As many logs as a page can have.
const PAGE: u64 = 100;
/// How long the API may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// More than a page of the largest bodies takes, in bytes.
const MAX_RESPONSE: usize = 256 << 20;
/// How often a call is made before it is given up, and how long is waited in between.
const TRIES: u32 = 5;
const BETWEEN: Duration = Duration::from_secs(1);
/// The longest wait that a response can ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The API of AutoSend, or of a local one.
pub struct Api {
    base: Url,
    key: SecretText,
    http: Client,
}

#[derive(Debug, Deserialize)]
struct Envelope<T> {
    data: T,
}

/// A webhook, as far as it matters here.
#[derive(Debug, Clone, Deserialize)]
pub struct Webhook {
    pub id: String,
    pub url: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WebhookPage {
    webhooks: Vec<Webhook>,
    total_pages: u64,
}

/// What AutoSend notes of a delivery: docs/provider.md, "The management API".
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Log {
    #[serde(rename = "_id")]
    pub id: String,
    pub event: String,
    pub success: bool,
    #[serde(default)]
    pub status_code: Option<u16>,
    #[serde(default)]
    pub attempts: u32,
    #[serde(default)]
    pub error_message: Option<String>,
    pub created_at: String,
    #[serde(default)]
    payload: Option<Box<RawValue>>,
}

/// A page of logs, newest first.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogPage {
    pub logs: Vec<Log>,
    pub total_pages: u64,
}

impl Log {
    /// The body that was sent, byte for byte; none where the log does not hold it. JSON stands for what `JSON.stringify` printed,
    /// a string for its text.
    pub fn body(&self) -> Option<Cow<'_, [u8]>> {
        let payload = self.payload.as_ref()?.get();
        if payload.starts_with('"') {
            return serde_json::from_str::<String>(payload).ok().map(|text| text.into_bytes().into());
        }
        payload.starts_with('{').then(|| payload.as_bytes().into())
    }

    /// When its event was published, if that can be read.
    pub fn created(&self) -> Option<SystemTime> {
        humantime::parse_rfc3339(&self.created_at).ok()
    }
}

impl Api {
    /// The API at an address, with `/v1` where that has no path.
    pub fn new(url: &Url, key: SecretText, trust: &Trust) -> Result<Self, UsageError> {
        let mut base = url.clone();
        if base.path() == "/" {
            base.set_path("/v1");
        }
        let http = http::client(&base, TIMEOUT, 1, trust).map_err(|error| {
            let fix = "Install the system's root certificates (ca-certificates), or name some with --ca.";
            UsageError::new(format!("cannot set up HTTPS: {}", http::cause(&error)), fix)
        })?;
        Ok(Self { base, key, http })
    }

    /// All webhooks of the project.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, UsageError> {
        let mut webhooks = Vec::new();
        for number in 1.. {
            let page: WebhookPage = self.page(&["webhooks"], number).await?;
            webhooks.extend(page.webhooks);
            if number >= page.total_pages {
                break;
            }
        }
        Ok(webhooks)
    }

    /// A page of a webhook's logs, from 1. What is logged meanwhile moves older logs on to later pages: some come twice.
    pub async fn logs(&self, webhook: &str, number: u64) -> Result<LogPage, UsageError> {
        self.page(&["webhooks", webhook, "logs"], number).await
    }

    async fn page<T: DeserializeOwned>(&self, path: &[&str], number: u64) -> Result<T, UsageError> {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url.query_pairs_mut().append_pair("page", &number.to_string()).append_pair("limit", &PAGE.to_string());
        let body = self.get(&url).await?;
        let envelope: Envelope<T> = serde_json::from_slice(&body).map_err(|error| {
            let fix = "Check --api: it is the address of AutoSend's API, as https://api.autosend.com/v1.";
            UsageError::new(format!("the API's answer can't be read: {error}"), fix)
        })?;
        Ok(envelope.data)
    }

    /// Asks, again where that may help: the limit of requests, errors of the server, lost connections.
    async fn get(&self, url: &Url) -> Result<Vec<u8>, UsageError> {
        let mut tries = 1;
        loop {
            let wait = match self.ask(url).await {
                Ok(body) => return Ok(body),
                Err(Refusal::Final(error)) => return Err(error),
                Err(Refusal::Again(error, _)) if tries == TRIES => return Err(error),
                Err(Refusal::Again(_, wait)) => wait,
            };
            tries += 1;
            sleep(wait).await;
        }
    }

    async fn ask(&self, url: &Url) -> Result<Vec<u8>, Refusal> {
        let request = self.http.get(url.clone()).bearer_auth(self.key.as_ref());
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        if response.status() != StatusCode::OK {
            return Err(refused(&response));
        }
        let wait = until_reset(response.headers());
        let body = read(response).await?;
        sleep(wait).await;
        Ok(body)
    }
}

/// Why a call has no result.
enum Refusal {
    Final(UsageError),
    /// The same call may succeed after that time.
    Again(UsageError, Duration),
}

fn unreachable(error: &reqwest::Error) -> Refusal {
    let what = format!("the API can't be reached: {}: {}", http::kind(error), http::cause(error));
    Refusal::Again(UsageError::new(what, "Check --api and the network."), BETWEEN)
}

fn refused(response: &Response) -> Refusal {
    let status = response.status();
    let error = |fix: &str| UsageError::new(format!("the API answered with {}", status.as_u16()), fix);
    match status {
        StatusCode::TOO_MANY_REQUESTS => {
            let error = error("Try again later: another program uses the same key.");
            Refusal::Again(error, asked_for(response.headers()).unwrap_or(BETWEEN))
        }
        _ if status.is_server_error() => Refusal::Again(error("Try again later."), BETWEEN),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            Refusal::Final(error("Check the key: it is that of the webhook's project, AS_…"))
        }
        StatusCode::NOT_FOUND => Refusal::Final(error("Check --webhook and --api.")),
        _ => Refusal::Final(error("Check --api.")),
    }
}

fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get("Retry-After")?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// How long to wait where no request is left in this second: 2 a second are allowed, and one too many is refused.
fn until_reset(headers: &HeaderMap) -> Duration {
    let number = |name| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    if number("X-RateLimit-Remaining") != Some(0) {
        return Duration::ZERO;
    }
    let reset = number("X-RateLimit-Reset").map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    let left = reset.and_then(|reset| reset.duration_since(SystemTime::now()).ok());
    left.unwrap_or_default().min(BETWEEN)
}

async fn read(mut response: Response) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + chunk.len() > MAX_RESPONSE {
            let error = UsageError::new("the API's answer does not end", "Check --api.");
            return Err(Refusal::Final(error));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(payload: &str) -> Log {
        let text = format!(
            r#"{{"_id":"1","event":"email.sent","success":true,"createdAt":"2025-11-12T10:30:00.000Z","payload":{payload}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn bodies_are_taken_byte_for_byte() {
        for (payload, body) in
            [(r#"{"n":1.0,"é":"\u00e9"}"#, Some(r#"{"n":1.0,"é":"\u00e9"}"#)), (r#""{\"a\":1}""#, Some(r#"{"a":1}"#))]
        {
            assert_eq!(log(payload).body().as_deref(), body.map(str::as_bytes));
        }
        assert!(log("null").body().is_none() && log("1").body().is_none());
    }

    #[test]
    fn a_second_without_requests_left_is_waited_for() {
        let wait = |pairs: &[(&'static str, u64)]| {
            until_reset(&pairs.iter().map(|(name, value)| (name.parse().unwrap(), (*value).into())).collect())
        };
        let soon = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() + 5;
        assert_eq!(wait(&[("x-ratelimit-remaining", 1), ("x-ratelimit-reset", soon)]), Duration::ZERO);
        assert_eq!(wait(&[("x-ratelimit-remaining", 0), ("x-ratelimit-reset", soon)]), BETWEEN);
        assert_eq!(wait(&[("x-ratelimit-remaining", 0), ("x-ratelimit-reset", 1)]), Duration::ZERO);
        assert_eq!(wait(&[]), Duration::ZERO);
    }
}
