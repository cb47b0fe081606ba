//! What a browser could be made to do: requests from other sites, and names that are made to point here.

use axum::{
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
        uri::Authority,
    },
    middleware::Next,
    response::Response,
};
use std::net::{IpAddr, SocketAddr};

/// Where browsers tell from where a request comes, and what for.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The names under which a server answers.
#[derive(Debug, Clone)]
pub struct Names {
    bound: IpAddr,
    /// Names that a user vouches for.
    others: Vec<String>,
}

impl Names {
    /// Those of a server that is bound to an address, and the ones that a user vouches for.
    #[must_use]
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

    /// Hands a request on if it names a trusted host and no foreign origin, or has it refused with the reason; and tells
    /// browsers to take every response for what it says it is, and to name it to nobody.
    pub async fn guard(&self, request: Request, next: Next, refuse: impl FnOnce(&'static str) -> Response) -> Response {
        let mut response = match self.problem(request.headers()) {
            Some(problem) => refuse(problem),
            None => next.run(request).await,
        };
        let headers = response.headers_mut();
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }

    /// Why a request is refused, if it is.
    pub fn problem(&self, headers: &HeaderMap) -> Option<&'static str> {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Some("There must be one Host header");
        };
        let host = host.to_str().unwrap_or_default();
        let Ok(authority) = host.parse::<Authority>() else { return Some("The Host header can't be read") };
        if !self.contains(authority.host()) {
            return Some("The Host header names a host that is not trusted; --allow-host adds one");
        }
        let mut origins = headers.get_all(ORIGIN).iter();
        (origins.any(|origin| is_foreign(origin, host)) || is_from_another_site(headers))
            .then_some("Requests from other origins are refused")
    }
}

fn is_foreign(origin: &HeaderValue, host: &str) -> bool {
    let origin = origin.to_str().unwrap_or_default();
    origin.strip_prefix("http://").is_none_or(|origin| !origin.eq_ignore_ascii_case(host))
}

/// Browsers send no Origin with what a page embeds. Whoever follows a link to here may.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let is =
        |name: HeaderName, wanted: &[&str]| headers.get(name).is_some_and(|value| wanted.iter().any(|it| value == it));
    is(SITE, &["cross-site", "same-site"]) && !is(MODE, &["navigate"])
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

    #[test]
    fn what_another_site_embeds_is_refused() {
        let problem = |site: &'static str, mode: &'static str| {
            let headers = [("host", "localhost"), ("sec-fetch-site", site), ("sec-fetch-mode", mode)];
            let headers: HeaderMap = headers
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .into_iter()
                .collect();
            Names::new("127.0.0.1:1".parse().unwrap(), &[]).problem(&headers).is_some()
        };
        assert!(problem("cross-site", "no-cors") && problem("same-site", "cors"));
        assert!(!problem("same-origin", "cors") && !problem("none", "navigate") && !problem("cross-site", "navigate"));
    }

    #[test]
    fn one_host_is_named() {
        let names = Names::new("127.0.0.1:1".parse().unwrap(), &[]);
        let mut headers = HeaderMap::new();
        assert!(names.problem(&headers).is_some());
        headers.append(HOST, "localhost".parse().unwrap());
        assert!(names.problem(&headers).is_none());
        headers.append(HOST, "localhost".parse().unwrap());
        assert!(names.problem(&headers).is_some());
    }
}
