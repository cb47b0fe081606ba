//! HTTP towards a receiver: one request, and what became of it.

use crate::{
    headers::{Header, header},
    output::UsageError,
};
use autosend_webhooks::provider;
use autosend_webhooks_emulator::http::{self, Trust};
use reqwest::{Method, Url, header::HeaderMap};
use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

/// As much of a body as is shown.
pub const SHOWN_BYTES: usize = 64 * 1024;

/// What is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
}

/// A response, whatever its status.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: HeaderMap,
    /// Cut off at the limit of the client.
    pub body: Vec<u8>,
    /// From the start of the request to the end of the response.
    pub latency: Duration,
}

/// There was no response: why, in a word and in a sentence.
#[derive(Debug)]
pub struct Failure {
    pub kind: &'static str,
    pub message: String,
}

pub struct Client {
    http: reqwest::Client,
    url: Url,
    max_response: usize,
}

impl Request {
    /// A delivery as AutoSend sends it: these headers beside those that all deliveries have.
    pub fn delivery<N: Into<String>>(headers: impl IntoIterator<Item = (N, String)>, body: Vec<u8>) -> Self {
        let common = [("Content-Type", "application/json"), ("User-Agent", provider::USER_AGENT)];
        let common = common.map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec()));
        let own = headers.into_iter().map(|(name, value)| (name.into().into_bytes(), value.into_bytes()));
        Self { method: Method::POST, headers: common.into_iter().chain(own).collect(), body }
    }

    /// The same request with another value of a header, or one more header.
    #[must_use]
    pub fn with(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let mut request = self.without(name);
        request.headers.push((name.as_bytes().to_vec(), value.as_ref().to_vec()));
        request
    }

    /// The same request without a header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(there, _)| !there.eq_ignore_ascii_case(name.as_bytes()));
        self
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        header(&self.headers, name)
    }
}

impl Client {
    /// Sends to one address. `connections` are kept open between requests; with 0 each request has its own.
    pub fn new(url: &Url, timeout: Duration, connections: u16, trust: &Trust) -> Result<Self, UsageError> {
        let http = http::client(url, timeout, connections.into(), trust).map_err(|error| {
            UsageError::new(
                format!("cannot set up HTTPS: {}", http::cause(&error)),
                "Install the system's root certificates (ca-certificates), or name some with --ca.",
            )
        })?;
        Ok(Self { http, url: url.clone(), max_response: SHOWN_BYTES })
    }

    /// Reads responses up to another limit, in bytes.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// Sends a request and waits for the whole response. Redirects are answers, too.
    pub async fn send(&self, request: Request) -> Result<Response, Failure> {
        let start = Instant::now();
        let mut response = self.response_head(request).await.map_err(Failure::new)?;
        let body = self.response_body(&mut response).await.map_err(|error| {
            let failure = Failure::new(error);
            // The head of a response is none: whoever waits for the whole does so in vain.
            if failure.kind == "timeout" { Failure { kind: "unfinished", ..failure } } else { failure }
        })?;
        let headers = std::mem::take(response.headers_mut());
        Ok(Response { status: response.status().as_u16(), headers, body, latency: start.elapsed() })
    }

    async fn response_head(&self, request: Request) -> reqwest::Result<reqwest::Response> {
        let mut builder = self.http.request(request.method, self.url.clone());
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        builder.body(request.body).send().await
    }

    /// Up to the limit; the rest is not waited for.
    async fn response_body(&self, response: &mut reqwest::Response) -> reqwest::Result<Vec<u8>> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk[..chunk.len().min(self.max_response - body.len())]);
            if body.len() == self.max_response {
                break;
            }
        }
        Ok(body)
    }
}

impl Failure {
    /// The kind of what was not sent.
    pub const GIVEN_UP: &str = "given_up";

    /// Nothing was sent any more.
    pub fn given_up() -> Self {
        Self { kind: Self::GIVEN_UP, message: "the examination is over".into() }
    }

    /// It could not be signed.
    pub fn not_sent(message: String) -> Self {
        Self { kind: "not_signed", message }
    }

    fn new(error: reqwest::Error) -> Self {
        // The URL may hold a token.
        let error = error.without_url();
        Self { kind: http::kind(&error), message: http::cause(&error) }
    }
}

/// What to do about a failure of that kind.
pub fn hint(kind: &str) -> Cow<'static, str> {
    let text = match kind {
        "timeout" => {
            let limit = provider::RESPONSE_TIMEOUT.as_secs();
            let look = "look at what the receiver waits for, or allow more here with --timeout";
            return format!("AutoSend waits {limit} s: {look}.").into();
        }
        "refused" => "Start the receiver, and check the port of the address.",
        "dns" => "Check the host name of the address.",
        "tls" => "Check the receiver's certificate; one that you made yourself needs --ca FILE, or --insecure.",
        "request" => "Check the event type in the body: it goes into a header.",
        "not_signed" => "Give what the profile signs: --url, --header.",
        "unfinished" => "The receiver begins to answer and never ends: end the response.",
        "not_http" => "Something else than an HTTP server listens there, or it wants https://: check scheme and port.",
        "closed" => "The receiver ended the connection without a response: look at its log.",
        _ => "Check the address.",
    };
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_replaced_whatever_their_case() {
        let request = Request::delivery([("X-A", "1".to_owned())], Vec::new()).with("x-a", "2");
        assert_eq!(request.header("X-A"), Some(&b"2"[..]));
        assert_eq!(request.without("X-A").header("x-a"), None);
    }
}
