//! What stands above all checks: why a receiver accepts nothing, or why the examination ended early.

use autosend_webhooks::provider::RESPONSE_TIMEOUT;
use reqwest::Url;
use serde::Serialize;

/// A cause that explains more than one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    #[serde(rename = "verdict")]
    pub name: &'static str,
    /// What was seen: a sentence.
    pub finding: String,
    pub fix: &'static str,
    /// Whether there is nothing more to examine.
    #[serde(skip)]
    pub is_final: bool,
}

/// What frameworks write when a form's token is missing: Django, Flask-WTF, Rails and Laravel.
const CSRF_TEXTS: [&str; 5] =
    ["csrf", "cross-site request forgery", "invalidauthenticitytoken", "page expired", "xsrf"];

/// Where people are sent to who have not signed in.
const LOGIN_PATHS: [&str; 3] = ["login", "signin", "sign-in"];

impl Verdict {
    fn new(name: &'static str, finding: impl Into<String>, fix: &'static str) -> Self {
        Self { name, finding: finding.into(), fix, is_final: false }
    }

    fn last(self) -> Self {
        Self { is_final: true, ..self }
    }

    /// The same about a provider.
    pub fn of(self, provider: &str) -> Self {
        Self { finding: self.finding.replace("{provider}", provider), ..self }
    }

    /// Of a connection without a response; none if there was no connection either.
    pub fn of_failure(kind: &str) -> Option<Self> {
        let seconds = RESPONSE_TIMEOUT.as_secs();
        let verdict = match kind {
            "timeout" => Self::new(
                "silent",
                format!(
                    "It takes the request, and has not answered after {seconds} s: {{provider}} has given up by then."
                ),
                "See what it waits for: a body that something else has read already, a lock, a debugger, a proxy in front.",
            ),
            "unfinished" => Self::new(
                "unfinished",
                format!("It begins to answer, and has not come to an end after {seconds} s."),
                "End the response; one that streams for ever is none.",
            ),
            "closed" => Self::new(
                "closed",
                "It ends the connection without a response.",
                "Look at the receiver's log: it may have crashed, or something in front of it lets nobody in.",
            ),
            "not_http" => Self::new(
                "not_http",
                "What it answers is not HTTP.",
                "Check scheme and port: something else listens there, or it wants https://.",
            ),
            _ => return None,
        };
        Some(verdict.last())
    }

    /// Of the response to a genuine delivery; none if it was accepted, or for a reason that the checks tell better.
    pub fn of_response(url: &Url, status: u16, location: Option<&str>, text: &str) -> Option<Self> {
        if (300..400).contains(&status) {
            return Some(Self::of_redirect(url, status, location.unwrap_or_default()));
        }
        let text = text.to_lowercase();
        let is_csrf = matches!(status, 400 | 403 | 419 | 422) && CSRF_TEXTS.iter().any(|known| text.contains(known));
        is_csrf.then(|| {
            Self::new(
                "csrf",
                format!("It answers {status}, since the request carries no CSRF token. {{provider}} has none: the signature stands for it."),
                "Exempt this route: @csrf_exempt in Django, csrf.exempt(view) of Flask-WTF, skip_forgery_protection in Rails, the except list of Laravel's VerifyCsrfToken.",
            )
        })
    }

    /// Senders of webhooks follow no redirects.
    fn of_redirect(url: &Url, status: u16, location: &str) -> Self {
        let target = url.join(location).ok();
        let path = |url: &Url| url.path().to_owned();
        let (from, to) = (path(url), target.as_ref().map(path).unwrap_or_default());
        let responses =
            format!("It answers {status}, a redirect to {}, and {{provider}} follows none.", shown(target.as_ref()));
        if target.as_ref() == Some(url) {
            Self::new("redirect_loop", responses, "It leads to itself: look at what rewrites addresses in front of it.")
        } else if to != from && to.trim_end_matches('/') == from.trim_end_matches('/') {
            Self::new(
                "trailing_slash",
                responses,
                "Enter the address with the slash, or without it, as the route has it; or let the route take both.",
            )
        } else if LOGIN_PATHS.iter().any(|known| to.to_lowercase().contains(known)) {
            Self::new(
                "login",
                responses,
                "Let requests to this route pass without signing in: their signature stands for it.",
            )
        } else if to == from && target.as_ref().is_some_and(|target| target.scheme() != url.scheme()) {
            Self::new("https", responses, "Enter the address with https:// as it is redirected to.")
        } else {
            Self::new("redirect", responses, "Enter the address that it redirects to.")
        }
    }

    /// It answered at first, and has fallen silent.
    pub fn gone() -> Self {
        Self::new(
            "gone",
            format!(
                "It answered at first, and then several times in a row not within {} s. Nothing more was sent.",
                RESPONSE_TIMEOUT.as_secs()
            ),
            "Look at the receiver's log: the check before may have brought it down.",
        )
    }

    /// The time for the whole is up.
    pub fn out_of_time() -> Self {
        Self::new(
            "out_of_time",
            "The time for the examination is up.",
            "Allow more with --time-limit, or choose checks with --only.",
        )
    }
}

/// Without what may be secret.
fn shown(url: Option<&Url>) -> String {
    url.map_or_else(|| "nowhere".to_owned(), super::report::shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirect(location: &str) -> &'static str {
        let url = Url::parse("http://127.0.0.1:3000/webhooks").unwrap();
        Verdict::of_response(&url, 308, Some(location), "").unwrap().name
    }

    #[test]
    fn redirects_are_told_apart() {
        assert_eq!(redirect("/webhooks/"), "trailing_slash");
        assert_eq!(redirect("http://127.0.0.1:3000/webhooks/"), "trailing_slash");
        assert_eq!(redirect("/webhooks"), "redirect_loop");
        assert_eq!(redirect("https://127.0.0.1:3000/webhooks"), "https");
        assert_eq!(redirect("/accounts/login/?next=/webhooks"), "login");
        assert_eq!(redirect("/other"), "redirect");
        assert_eq!(redirect("http://["), "redirect");
    }

    #[test]
    fn tokens_of_forms_are_recognised() {
        let url = Url::parse("http://127.0.0.1:3000/webhooks").unwrap();
        let verdict = |status, text: &str| Verdict::of_response(&url, status, None, text).map(|verdict| verdict.name);
        assert_eq!(verdict(403, "<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>"), Some("csrf"));
        assert_eq!(verdict(400, "<h1>Bad Request</h1><p>The CSRF token is missing.</p>"), Some("csrf"));
        assert_eq!(verdict(419, "<title>Page Expired</title>"), Some("csrf"));
        assert_eq!(verdict(403, "Forbidden"), None);
        assert_eq!(verdict(200, "csrf"), None);
    }
}
