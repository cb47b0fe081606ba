//! Requests as AutoSend signs them, for users' own tests.

use crate::{WebhookError, panics::provoke};
use autosend_webhooks::{Secret, SignedRequest};
use zeroize::Zeroizing;

/// What to sign with, other than what the body says. The packages read the clock.
#[derive(Debug, uniffi::Record)]
pub struct SignOptions {
    /// The delivery's id.
    pub delivery_id: String,
    /// The event header; the type that the body names if there is none.
    pub event: Option<String>,
    /// When it is sent, Unix milliseconds.
    pub timestamp: i64,
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
    let mut request = SignedRequest::new(&secret, body).delivery_id(options.delivery_id).timestamp(options.timestamp);
    if let Some(event) = options.event {
        request = request.event(event);
    }
    let header = |(name, value): (&str, String)| Header { name: name.to_owned(), value };
    Ok(request.headers().into_iter().map(header).collect())
}
