//! Sending requests: a client that does nothing by itself, and errors in a word.

use reqwest::{Certificate, Client, Url, redirect::Policy};
use std::{error::Error, io, iter::successors, net::IpAddr, time::Duration};

/// Reads a URL to send to: `http` or `https`.
pub fn parse_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("{error}; write it like http://127.0.0.1:3000/webhooks"))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err("it must begin with http:// or https://".to_owned()),
    }
}

/// Whom to trust over HTTPS.
#[derive(Debug, Clone)]
pub enum Trust {
    /// Whom the system trusts.
    System,
    /// These authorities.
    Only(Vec<Certificate>),
    /// Any certificate.
    Anybody,
}

/// How long an idle connection is kept. Many servers close theirs after five seconds, and a request that meets the closing
/// fails.
const IDLE: Duration = Duration::from_secs(2);

/// A client for one receiver, which follows no redirects and says nothing of itself. It fails where HTTPS needs root
/// certificates that are not installed.
pub fn client(url: &Url, timeout: Duration, connections: usize, trust: &Trust) -> reqwest::Result<Client> {
    // Without a provider the builder has no cryptography; a second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .redirect(Policy::none())
        .timeout(timeout)
        .pool_max_idle_per_host(connections)
        .pool_idle_timeout(IDLE);
    builder = match trust {
        // Plain HTTP needs no certificates, which take time to load and may not be installed.
        _ if url.scheme() == "http" => builder.tls_certs_only([]),
        Trust::System => builder,
        Trust::Only(certificates) => builder.tls_certs_only(certificates.iter().cloned()),
        Trust::Anybody => builder.tls_certs_only([]).tls_danger_accept_invalid_certs(true),
    };
    if is_loopback(url) {
        // A proxy would look for the receiver on its own machine.
        builder = builder.no_proxy();
    }
    builder.build()
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// What went wrong, in a word.
pub fn kind(error: &reqwest::Error) -> &'static str {
    let refused = |io: &io::Error| io.kind() == io::ErrorKind::ConnectionRefused;
    if error.is_timeout() {
        "timeout"
    } else if error.is_builder() {
        "request"
    } else if causes(error).filter_map(|cause| cause.downcast_ref()).any(hyper::Error::is_parse) {
        "not_http"
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
pub fn cause(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)
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
