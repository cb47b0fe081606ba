//! What a browser could be made to do: requests from other sites, and names that are made to point here.

use super::{Emulator, api::envelope::ApiError};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
        uri::Authority,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// The names under which the server answers.
#[derive(Debug, Clone)]
pub struct Names {
    bound: IpAddr,
    /// Names that a user vouches for.
    others: Vec<String>,
}

impl Names {
    pub fn new(bound: SocketAddr, others: &[String]) -> Self {
        Self { bound: bound.ip(), others: others.to_vec() }
    }

    /// Addresses can't be rebound, names can: so of those only `localhost` and what the user named are trusted.
    fn contains(&self, host: &str) -> bool {
        let host = host.trim_matches(['[', ']']);
        if let Ok(address) = host.parse::<IpAddr>() {
            return address.is_loopback() || address == self.bound || self.bound.is_unspecified();
        }
        host.eq_ignore_ascii_case("localhost") || self.others.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Why a request is refused, if it is.
    fn problem(&self, headers: &HeaderMap) -> Option<&'static str> {
        let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else {
            return Some("The Host header is missing");
        };
        let Ok(authority) = host.parse::<Authority>() else { return Some("The Host header can't be read") };
        if !self.contains(authority.host()) {
            return Some("The Host header names a host that is not trusted; --allow-host adds one");
        }
        let foreign = |origin: &HeaderValue| {
            let origin = origin.to_str().unwrap_or_default();
            origin.strip_prefix("http://").is_none_or(|origin| !origin.eq_ignore_ascii_case(host))
        };
        let mut origins = headers.get_all(ORIGIN).iter();
        origins.any(foreign).then_some("Requests from other origins are refused")
    }
}

pub async fn check(State(emulator): State<Arc<Emulator>>, request: Request, next: Next) -> Response {
    let mut response = match emulator.names.problem(request.headers()) {
        Some(problem) => ApiError::new(StatusCode::FORBIDDEN, "FORBIDDEN", problem).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bound: &str, host: &str, origin: Option<&str>) -> bool {
        let names = Names::new(bound.parse().unwrap(), &["emulator.test".into()]);
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        names.problem(&headers).is_some()
    }

    #[test]
    fn only_trusted_names_are_answered() {
        let local = "127.0.0.1:4100";
        for host in ["127.0.0.1:4100", "localhost:4100", "LOCALHOST", "[::1]:4100", "127.1.2.3", "emulator.test:1"] {
            assert!(!problem(local, host, None), "{host}");
        }
        for host in ["evil.example:4100", "192.168.0.2:4100", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
            assert!(problem(local, host, None), "{host}");
        }
        assert!(!problem("0.0.0.0:4100", "192.168.0.2:4100", None));
        assert!(problem("0.0.0.0:4100", "evil.example:4100", None));
    }

    #[test]
    fn other_origins_are_refused() {
        let local = "127.0.0.1:4100";
        assert!(!problem(local, local, Some("http://127.0.0.1:4100")));
        for origin in ["http://127.0.0.1:4101", "http://localhost:4100", "https://evil.example", "null", "file://"] {
            assert!(problem(local, local, Some(origin)), "{origin}");
        }
    }
}
