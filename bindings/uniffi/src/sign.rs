//! Requests as AutoSend signs them, for users' own tests.

use crate::{WebhookError, panics::provoke};
use autosend_webhooks::{Secret, SignedRequest};
use zeroize::Zeroizing;

/// What to sign with, other than the clock and what the body says.
#[derive(Debug, Default, uniffi::Record)]
pub struct SignOptions {
    /// The delivery's id; made from the time if there is none.
    pub delivery_id: Option<String>,
    /// The event header; the type that the body names if there is none.
    pub event: Option<String>,
    /// Unix milliseconds; now if there is none.
    pub timestamp: Option<i64>,
}

/// A header of a signed request.
#[derive(Debug, uniffi::Record)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The webhook headers of a body, signed as AutoSend signs it.
#[uniffi::export]
pub fn sign(secret: String, body: &[u8], options: SignOptions) -> Result<Vec<Header>, WebhookError> {
    provoke("sign", body);
    let secret = Secret::new(&Zeroizing::new(secret))?;
    let mut request = SignedRequest::new(&secret, body);
    if let Some(id) = options.delivery_id {
        request = request.delivery_id(id);
    }
    if let Some(event) = options.event {
        request = request.event(event);
    }
    if let Some(timestamp) = options.timestamp {
        request = request.timestamp(timestamp);
    }
    let header = |(name, value): (&str, String)| Header { name: name.to_owned(), value };
    Ok(request.headers().into_iter().map(header).collect())
}
