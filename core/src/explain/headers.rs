//! Headers that nobody finds, that came more than once, or whose values were joined.

use super::{Cause, cause};
use crate::{
    DELIVERY_ID_HEADER, EVENT_HEADER, ErrorCode, Headers, TIMESTAMP_HEADER, WebhookError, WebhookHeader,
    headers::DeliveryHeaders,
};

pub(super) fn causes(error: &WebhookError, headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    match error.code() {
        ErrorCode::DuplicateHeader => repeated(headers),
        ErrorCode::MalformedTimestamp => {
            joined_value(TIMESTAMP_HEADER, DeliveryHeaders::read(headers).ok()?.timestamp?)
        }
        ErrorCode::MalformedDeliveryId => {
            joined_value(DELIVERY_ID_HEADER, DeliveryHeaders::read(headers).ok()?.delivery_id?)
        }
        ErrorCode::EventMismatch => joined_value(EVENT_HEADER, DeliveryHeaders::read(headers).ok()?.event?),
        _ => renamed(headers),
    }
}

/// Which headers came more than once. With equal values that is fine.
fn repeated(headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    let times = |known| headers.pairs().filter(|(name, _)| WebhookHeader::from_name(name) == Some(known)).count();
    let names: Vec<String> = WebhookHeader::ALL
        .into_iter()
        .map(|known| (known.name(), times(known)))
        .filter(|(_, times)| *times > 1)
        .map(|(known, times)| format!("{known} ({times} times)"))
        .collect();
    (!names.is_empty()).then(|| {
        cause(
            "header_repeated",
            format!("A header came more than once, with different values: {}.", names.join(", ")),
            "Find the proxy or client that adds it: AutoSend sends each once.",
        )
    })
}

fn joined_value(name: &str, value: &[u8]) -> Option<Cause> {
    value.contains(&b',').then(|| joined(name))
}

/// A header that holds several values.
pub(super) fn joined(name: &str) -> Cause {
    cause(
        "header_joined",
        format!("{name} holds several values, joined by a comma: it came more than once, or was added on the way."),
        "Find the proxy or client that adds a second one: AutoSend sends each once.",
    )
}

/// Headers that are there, but under names that nobody looks for.
fn renamed(headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    let mut found: Vec<String> = headers
        .pairs()
        .map(|(name, _)| String::from_utf8_lossy(name).into_owned())
        .filter(|name| WebhookHeader::ALL.iter().any(|known| is_renamed(name, known.name())))
        .collect();
    found.sort();
    (!found.is_empty()).then(|| {
        cause(
            "headers_renamed",
            format!("The webhook headers are there under other names: {}.", found.join(", ")),
            "Pass the headers with their own names, X-Webhook-Signature and so on, not as a CGI or WSGI environment.",
        )
    })
}

fn is_renamed(name: &str, known: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let plain = plain.strip_prefix("http-").unwrap_or(&plain);
    let known = known.to_ascii_lowercase();
    !name.eq_ignore_ascii_case(&known) && (plain == known || known.strip_prefix("x-") == Some(plain))
}
