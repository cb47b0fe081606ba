//! One attempt: signed, sent, and what came of it.

use crate::{
    faults::happens,
    http::{self, Trust},
    ids,
    store::deliveries::{Attempt, Queued, Response},
    time::{Millis, now},
};
use autosend_webhooks::{Generation, Secret, SignedRequest, WebhookError, provider};
use reqwest::{Body, Client, RequestBuilder, Url, header};
use std::{
    io,
    sync::Mutex,
    time::{Duration, Instant},
};

/// As much of a response's body as is kept.
const KEPT_BODY: usize = 64 * 1024;
/// As much of a response's headers as is kept.
const KEPT_HEADERS: usize = 16 * 1024;

/// How old a stale timestamp is.
const STALE: Duration = Duration::from_mins(10);

/// How long a connection that is to be dropped stays after the first half of the body.
const BEFORE_DROP: Duration = Duration::from_millis(50);

/// Sends the deliveries of one webhook.
pub struct Sender {
    secret: Secret,
    twin_secret: Secret,
    /// For the URL of the last delivery; it hardly ever changes.
    client: Mutex<Option<(String, Client)>>,
}

/// What goes wrong in one attempt.
#[derive(Default)]
struct Faulty {
    drop: bool,
    stale: bool,
    forged: bool,
}

impl Sender {
    pub fn new(secret: &str, twin_secret: &str) -> Result<Self, WebhookError> {
        Ok(Self { secret: secret.parse()?, twin_secret: twin_secret.parse()?, client: Mutex::default() })
    }

    /// Sends a delivery and waits for the response, 10 seconds at most. `number` counts attempts from 1.
    pub async fn attempt(&self, queued: &Queued, number: u32) -> Attempt {
        let faulty = queued.faults.map_or_else(Faulty::default, |faults| Faulty {
            drop: happens(faults.drop),
            stale: happens(faults.stale_timestamp),
            forged: happens(faults.bad_signature),
        });
        let (started_at, start) = (now(), Instant::now());
        let headers = self.headers(queued, &faulty, started_at);
        let result = match self.request(&queued.delivery.url) {
            Ok(request) => exchange(request, &headers, &queued.body, faulty.drop).await,
            Err(problem) => Err(problem),
        };
        let error = match &result {
            Ok(response) if (200..300).contains(&response.status) => None,
            Ok(response) => Some(format!("the receiver answered {}", response.status)),
            Err(problem) => Some(problem.clone()),
        };
        Attempt {
            number,
            started_at,
            duration: start.elapsed().as_millis().try_into().unwrap_or(Millis::MAX),
            request_headers: json(&headers),
            response: result.ok(),
            error,
        }
    }

    fn headers(&self, queued: &Queued, faulty: &Faulty, at: Millis) -> Vec<(&'static str, String)> {
        let at = if faulty.stale { at - crate::time::millis(STALE) } else { at };
        let timestamp = match queued.generation {
            Generation::First => at / 1000,
            Generation::Current => at,
        };
        let nobody_s;
        let secret = match (faulty.forged, queued.twin) {
            (true, _) => {
                nobody_s = Secret::new(&ids::secret()).expect("generated secrets are valid");
                &nobody_s
            }
            (false, true) => &self.twin_secret,
            (false, false) => &self.secret,
        };
        let signed = SignedRequest::new(secret, queued.body.as_bytes())
            .delivery_id(ids::delivery_id(queued.delivery.number))
            .timestamp(timestamp);
        let mut headers =
            vec![("Content-Type", "application/json".to_owned()), ("User-Agent", provider::USER_AGENT.to_owned())];
        headers.extend(signed.headers());
        headers
    }

    fn request(&self, url: &str) -> Result<RequestBuilder, String> {
        let mut cached = self.client.lock().expect("no holder panics");
        if cached.as_ref().is_none_or(|(cached_url, _)| cached_url != url) {
            let parsed = Url::parse(url).map_err(|error| format!("request: {error}"))?;
            let client =
                http::client(&parsed, provider::RESPONSE_TIMEOUT, provider::MAX_CONCURRENT_DELIVERIES, &Trust::System)
                    .map_err(|error| format!("tls: cannot set up HTTPS: {}", http::cause(&error)))?;
            *cached = Some((url.to_owned(), client));
        }
        let (_, client) = cached.as_ref().expect("it was just put there");
        Ok(client.post(url))
    }
}

async fn exchange(
    mut request: RequestBuilder,
    headers: &[(&'static str, String)],
    body: &str,
    drop: bool,
) -> Result<Response, String> {
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = if drop {
        request.header(header::CONTENT_LENGTH, body.len()).body(half(body))
    } else {
        request.body(body.to_owned())
    };
    let told = |error: reqwest::Error| {
        // The URL may hold a token.
        let error = error.without_url();
        if drop && !error.is_timeout() {
            return "closed: the connection was dropped on purpose".to_owned();
        }
        format!("{}: {}", http::kind(&error), http::cause(&error))
    };
    let mut response = request.send().await.map_err(told)?;
    let headers = kept_headers(&response);
    let mut kept = Vec::new();
    let mut truncated = false;
    while let Some(chunk) = response.chunk().await.map_err(told)? {
        let room = KEPT_BODY - kept.len();
        kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            truncated = true;
            break;
        }
    }
    Ok(Response { status: response.status().as_u16(), headers, body: kept, truncated })
}

/// The first half of a body, and then an error, upon which the connection is closed.
fn half(body: &str) -> Body {
    let first = body.as_bytes()[..body.len() / 2].to_vec();
    let start = futures_util::stream::once(async { Ok(first) });
    let end = futures_util::stream::once(async {
        tokio::time::sleep(BEFORE_DROP).await;
        Err(io::Error::from(io::ErrorKind::ConnectionAborted))
    });
    Body::wrap_stream(futures_util::StreamExt::chain(start, end))
}

fn kept_headers(response: &reqwest::Response) -> String {
    let mut room = KEPT_HEADERS;
    let pairs =
        response.headers().iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())));
    let kept: Vec<_> = pairs
        .take_while(|(name, value)| {
            let size = name.len() + value.len();
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        })
        .collect();
    json(&kept)
}

fn json(pairs: &impl serde::Serialize) -> String {
    serde_json::to_string(pairs).expect("pairs of texts are JSON")
}
