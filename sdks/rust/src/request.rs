//! What a receiver knows of a request.

use crate::error::Error;
use autosend_webhooks::{ErrorCode, Headers};

/// A request, as it was received: nothing of it is trusted.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    pub(crate) body: &'a [u8],
    pub(crate) headers: Vec<(String, &'a [u8])>,
    pub(crate) method: &'a str,
    pub(crate) url: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// With this raw body, which is exactly what was received.
    #[must_use]
    pub fn new(body: &'a [u8]) -> Self {
        Self { body, headers: Vec::new(), method: "POST", url: None }
    }

    /// With these headers, in any case.
    #[must_use]
    pub fn headers(mut self, headers: &'a (impl Headers + ?Sized)) -> Self {
        let read = |(name, value): (&[u8], &'a [u8])| (String::from_utf8_lossy(name).to_ascii_lowercase(), trim(value));
        self.headers = headers.pairs().map(read).collect();
        self
    }

    /// With this method, where it is not POST: some providers sign it.
    #[must_use]
    pub const fn method(mut self, method: &'a str) -> Self {
        self.method = method;
        self
    }

    /// At this URL, as the provider was given it: some providers sign it.
    #[must_use]
    pub const fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// The value of the first of these headers that is there and not empty.
    ///
    /// Fails with [`ErrorCode::DuplicateHeader`] where it is there twice with different values.
    pub(crate) fn first<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Result<Option<&'a [u8]>, Error> {
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let lower = name.to_ascii_lowercase();
            let mut values = self.headers.iter().filter(|(it, _)| *it == lower).map(|(_, value)| *value);
            let Some(value) = values.next() else { continue };
            if values.any(|other| other != value) {
                return Err(Error::new(ErrorCode::DuplicateHeader, format!("{name} is there with different values")));
            }
            if !value.is_empty() {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    pub(crate) fn text<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Result<Option<&'a str>, Error> {
        Ok(self.first(names)?.and_then(|value| std::str::from_utf8(value).ok()))
    }
}

/// Strips the white space that HTTP allows around a header's value.
fn trim(value: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = value.iter().position(|byte| !is_blank(byte)).unwrap_or(value.len());
    let end = value.iter().rposition(|byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &value[start..end]
}
