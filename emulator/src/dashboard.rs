//! The dashboards' pages, embedded.

use axum::{
    body::Body,
    http::{
        Method, Uri,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "dashboard/assets"]
struct Assets;

/// What all pages are made of.
const SHARED: &str = "shared";

/// A page loads its own files, talks to its own server, and nothing else; it can't read text as markup.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// A page that this package has.
///
/// ```
/// use autosend_webhooks_emulator::dashboard::Page;
/// use axum::http::{Method, Uri};
///
/// assert!(Page::Inbox.file(&Method::GET, &Uri::from_static("/")).is_some());
/// assert!(Page::Inbox.file(&Method::GET, &Uri::from_static("/dev/app.js")).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The local AutoSend.
    Emulator,
    /// A durable inbox.
    Inbox,
}

impl Page {
    const fn folder(self) -> &'static str {
        match self {
            Self::Emulator => "dev",
            Self::Inbox => "inbox",
        }
    }

    /// The response with one of its files, `/` being the page itself; none where there is no such file.
    #[must_use]
    pub fn file(self, method: &Method, uri: &Uri) -> Option<Response> {
        let path = match uri.path() {
            "/" => format!("{}/index.html", self.folder()),
            path => path.trim_start_matches('/').to_owned(),
        };
        let (folder, _) = path.split_once('/')?;
        if !(folder == SHARED || folder == self.folder()) || !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let file = Assets::get(&path)?;
        let headers =
            [(CONTENT_TYPE, content_type(&path)), (CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-cache")];
        Some((headers, Body::from(file.data)).into_response())
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
