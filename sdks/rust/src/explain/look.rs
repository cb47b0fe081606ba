//! What a request tells by itself, without trying.

use super::{
    cause, signatures,
    trial::{Trial, signs_url, timestamp},
};
use crate::{
    error::Error,
    key::Key,
    profile::{Encoding, Profile, Scheme, Signature, TimeUnit},
    request::Request,
};
use autosend_webhooks::{Cause, ErrorCode, causes, unix_millis};
use std::time::SystemTime;
use zeroize::Zeroizing;

/// Causes that are plain to see; what comes after them is not looked for.
pub fn before_trying(
    error: &Error,
    profile: &Profile,
    secrets: &[Zeroizing<String>],
    request: &Request<'_>,
    now: SystemTime,
) -> Vec<Cause> {
    let trial = Trial::new(profile, secrets, request);
    let found = match error.code() {
        ErrorCode::InvalidSecret if secrets.iter().all(|secret| secret.trim().is_empty()) => Some(cause(
            "secret_is_empty",
            "No secret is configured.",
            "Set the secret that the provider shows for this webhook.",
        )),
        ErrorCode::DuplicateHeader => Some(repeated(error)),
        ErrorCode::TimestampTooOld | ErrorCode::TimestampInFuture => clock(&trial, now),
        ErrorCode::MalformedTimestamp => Some(malformed_timestamp(&trial)),
        ErrorCode::BodyTooLarge => Some(cause(
            "body_too_large",
            error.message(),
            "Raise the limit where such bodies are expected: `max_body` of the profile, or --max-body.",
        )),
        ErrorCode::MissingSignature if signs_url(profile) && request.url.is_none() => Some(cause(
            "url_missing",
            "The provider signs the URL that it was given, and the verifier was not told that.",
            "Give the URL exactly as it was entered at the provider: --url here, the option `url` of a verifier.",
        )),
        ErrorCode::SignatureMismatch if request.body.is_empty() && !is_token(profile) => Some(cause(
            "body_is_empty",
            "The body is empty.",
            "Read it before other middleware does, or keep what that middleware read: a stream can be read once.",
        )),
        _ => None,
    };
    found.into_iter().collect()
}

/// What the request looks like, where nothing that was tried makes it verify.
pub fn last_resort(error: &Error, profile: &Profile, secrets: &[Zeroizing<String>], request: &Request<'_>) -> Cause {
    let form = || causes::form_of_body(request.body, &request.headers[..]);
    match error.code() {
        ErrorCode::InvalidSecret => unusable(profile, secrets, error),
        ErrorCode::MissingSignature => cause(
            "signature_missing",
            error.message(),
            "See whether the provider has a secret for this webhook, and whether all headers reach the verifier.",
        ),
        ErrorCode::MalformedSignature => {
            length(&Trial::new(profile, secrets, request)).unwrap_or_else(|| malformed_signature(error))
        }
        ErrorCode::SignatureMismatch => form().unwrap_or_else(unexplained),
        ErrorCode::MissingTimestamp => {
            cause("timestamp_missing", error.message(), "Send and pass on the header that says when it was sent.")
        }
        ErrorCode::MissingDeliveryId | ErrorCode::MalformedDeliveryId => cause(
            "delivery_id",
            error.message(),
            "Send and pass on the delivery's id: up to 255 visible ASCII characters.",
        ),
        ErrorCode::MissingEventType => cause(
            "event_type_missing",
            error.message(),
            "Send it where the profile says (`type` under `event`), or correct the profile.",
        ),
        _ => form().unwrap_or_else(|| {
            let fix =
                "The request is authentic: send a JSON object, as the profile's `event` and `request` describe it.";
            cause("body_unreadable", error.message(), fix)
        }),
    }
}

fn is_token(profile: &Profile) -> bool {
    profile.signatures.iter().all(|scheme| matches!(scheme.scheme, Scheme::Token | Scheme::Basic))
}

fn repeated(error: &Error) -> Cause {
    let fix = "Find the proxy or client that adds it: the provider sends each once.";
    cause("header_repeated", error.message(), fix)
}

/// A timestamp in another unit is a thousand times off, otherwise the clocks differ.
fn clock(trial: &Trial<'_>, now: SystemTime) -> Option<Cause> {
    let sent = i64::try_from(timestamp(trial)?).ok()?;
    let now = unix_millis(now);
    let is_near = |millis: Option<i64>| millis.is_some_and(|millis| (now - millis).abs() < 366 * 86_400_000);
    let rules = &trial.profile.timestamp;
    let is_seconds = rules
        .seconds_below
        .map_or(rules.unit == TimeUnit::Seconds, |below| u64::try_from(sent).is_ok_and(|sent| sent < below));
    let (read, other) =
        if is_seconds { (sent.checked_mul(1000), Some(sent)) } else { (Some(sent), sent.checked_mul(1000)) };
    if is_near(other) && !is_near(read) {
        let (has, says) = if is_seconds { ("milliseconds", "seconds") } else { ("seconds", "milliseconds") };
        let finding = format!("The timestamp is in {has}, and the profile says {says}.");
        return Some(cause("timestamp_unit", finding, "Send it in that unit, or correct `unit` in the profile."));
    }
    Some(causes::clock_skew(now.saturating_sub(read?)))
}

fn malformed_timestamp(trial: &Trial<'_>) -> Cause {
    let headers = &trial.profile.headers;
    let value = trial.header([&headers.timestamp].into_iter().chain(&headers.timestamp_aliases));
    let plain = || cause("timestamp_malformed", "The timestamp is no number.", "Send Unix time, digits only.");
    value.and_then(causes::malformed_timestamp).unwrap_or_else(plain)
}

/// Which of the secrets can't be one; which that is, not what it is.
fn unusable(profile: &Profile, secrets: &[Zeroizing<String>], error: &Error) -> Cause {
    let is_refused = |secret: &str| profile.signatures.iter().all(|scheme| Key::new(scheme, secret).is_err());
    let number = secrets.iter().position(|secret| is_refused(secret)).map_or(0, |index| index + 1);
    let finding = format!("The configured secret number {number} can't be one: {}.", error.message());
    cause("secret_is_unusable", finding, "Copy the secret as the provider shows it, and nothing else.")
}

/// Signatures that were cut off, or grew.
fn length(trial: &Trial<'_>) -> Option<Cause> {
    let value = signatures::signature(trial)?;
    let scheme = trial.profile.signatures.first().filter(|scheme| scheme.scheme == Scheme::Hmac)?;
    let digits = value.trim_end_matches('=').rsplit(['=', ',', ' ']).next()?;
    let wanted = digits_of(scheme);
    let count = digits.len();
    let is_text = digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
    let (name, finding) = match count.cmp(&wanted) {
        _ if !is_text || count == 0 => return None,
        std::cmp::Ordering::Less => {
            ("signature_truncated", format!("The signature is cut off: {count} characters of {wanted}."))
        }
        std::cmp::Ordering::Greater => {
            ("signature_too_long", format!("The signature has {count} characters instead of {wanted}."))
        }
        std::cmp::Ordering::Equal => return None,
    };
    Some(cause(name, finding, "Send and pass on the whole signature, and nothing else."))
}

/// How many characters a signature has, padding aside.
fn digits_of(scheme: &Signature) -> usize {
    let bytes = scheme.length();
    match scheme.encoding {
        Encoding::Hex => bytes * 2,
        Encoding::Base64 | Encoding::Base64url => (bytes * 4).div_ceil(3),
    }
}

fn malformed_signature(error: &Error) -> Cause {
    let fix = "Send it in the form that the profile says: its prefix, version, encoding and length.";
    cause("signature_malformed", error.message(), fix)
}

fn unexplained() -> Cause {
    cause(
        "unknown",
        "No known mistake makes this signature: the secret is another webhook's, the body was changed on the way, or the request is forged.",
        "Compare the secret with the one that the provider shows for this webhook.",
    )
}
