//! The HTTP side: one POST, and what became of it.

use super::delivery::Delivery;
use crate::output::UsageError;
use reqwest::{Url, redirect::Policy};
use std::{
    error::Error,
    io,
    iter::successors,
    net::IpAddr,
    time::{Duration, Instant},
};

/// What AutoSend calls itself.
const USER_AGENT: &str = "AutoSend-Webhooks/1.0";

/// As much of an answer as is shown.
const SHOWN_BYTES: usize = 64 * 1024;

/// What became of a delivery.
pub enum Outcome {
    Answered { status: u16, latency: Duration, body: Option<String> },
    Failed { kind: &'static str, message: String },
}

pub struct Client {
    http: reqwest::Client,
    url: Url,
}

pub fn parse_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("{error}; write it like http://127.0.0.1:3000/webhooks"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err("it must begin with http:// or https://".to_owned()),
    }
}

impl Client {
    pub fn new(url: &Url, timeout: Duration, connections: u16) -> Result<Self, UsageError> {
        // Without a provider the builder has no cryptography; a second installation changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .timeout(timeout)
            .pool_max_idle_per_host(connections.into());
        if url.scheme() == "http" {
            // Plain HTTP needs no certificates, which take time to load and may not be installed.
            builder = builder.tls_certs_only([]);
        }
        if is_loopback(url) {
            // A proxy would look for the receiver on its own machine.
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| {
            let cause = innermost(&error).map_or_else(|| error.to_string(), ToString::to_string);
            UsageError::new(
                format!("cannot set up HTTPS: {cause}"),
                "Install the system's root certificates (ca-certificates).",
            )
        })?;
        Ok(Self { http, url: url.clone() })
    }

    /// Sends a delivery and waits for the whole answer.
    pub async fn deliver(&self, delivery: Delivery, keep_body: bool) -> Outcome {
        let start = Instant::now();
        match self.exchange(delivery).await {
            Ok((status, body)) => Outcome::Answered {
                status,
                latency: start.elapsed(),
                body: keep_body.then(|| String::from_utf8_lossy(&body).into_owned()),
            },
            // The URL may hold a token.
            Err(error) => failure(&error.without_url()),
        }
    }

    async fn exchange(&self, delivery: Delivery) -> reqwest::Result<(u16, Vec<u8>)> {
        let mut request = self.http.post(self.url.clone()).header("Content-Type", "application/json");
        for (name, value) in delivery.headers {
            request = request.header(name, value.into_bytes());
        }
        let mut response = request.body(delivery.body).send().await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk[..chunk.len().min(SHOWN_BYTES - body.len())]);
            if body.len() == SHOWN_BYTES {
                break;
            }
        }
        Ok((response.status().as_u16(), body))
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn failure(error: &reqwest::Error) -> Outcome {
    let message = innermost(error).map_or_else(|| error.to_string(), ToString::to_string);
    Outcome::Failed { kind: kind(error), message }
}

/// What went wrong, in a word.
fn kind(error: &reqwest::Error) -> &'static str {
    let refused = |io: &io::Error| io.kind() == io::ErrorKind::ConnectionRefused;
    if error.is_timeout() {
        "timeout"
    } else if error.is_builder() {
        "request"
    } else if !error.is_connect() {
        "closed"
    } else if causes(error).any(is_tls) {
        "tls"
    } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(refused) {
        "refused"
    } else if causes(error).any(|cause| cause.to_string().contains("dns error")) {
        "dns"
    } else {
        "connect"
    }
}

/// An `io::Error` hides what it wraps from the chain of causes, and may wrap another.
fn is_tls(cause: &(dyn Error + 'static)) -> bool {
    let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    cause.is::<rustls::Error>() || wrapped.is_some_and(|inner| is_tls(inner))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    successors(error.source(), |cause: &&(dyn Error + 'static)| (*cause).source())
}

/// The most telling cause: reqwest's own words are "error sending request".
fn innermost(error: &reqwest::Error) -> Option<&(dyn Error + 'static)> {
    causes(error).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_http_or_https() {
        assert!(parse_url("https://example.com/webhooks").is_ok());
        assert!(parse_url("localhost:3000").is_err());
        assert!(parse_url("ftp://example.com").is_err());
        assert!(parse_url("/webhooks").unwrap_err().contains("http://"));
    }

    #[test]
    fn loopback_is_recognised() {
        let loopback = |url| is_loopback(&Url::parse(url).unwrap());
        assert!(loopback("http://127.0.0.1:3000/") && loopback("http://[::1]/") && loopback("http://localhost/"));
        assert!(!loopback("https://example.com/") && !loopback("http://192.168.0.1/"));
    }
}
