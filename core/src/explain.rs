//! Why a request does not verify, found by trying. Accepts nothing.

use crate::{
    ErrorCode, Event, Headers, Verifier, WebhookError,
    headers::{DeliveryHeaders, NAMES},
    json,
    secret::Signature,
    time::{TIMESTAMP_DIGITS, timestamp_millis, unix_millis},
    verifier::Options,
};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, Engine};
use serde::Serialize;
use serde_json::value::RawValue;
use std::{borrow::Cow, time::SystemTime};
use zeroize::Zeroizing;

/// What is wrong with a request, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Which cause it is, as a `snake_case` string, e.g. `trailing_newline`.
    pub cause: &'static str,
    /// What was found, in a sentence.
    pub finding: String,
    /// What to do about it.
    pub fix: &'static str,
}

/// What [`Verifier::explain`] found. It is a report for people and no verdict: only
/// [`Verifier::verify`] lets anybody in.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Why the verifier refuses the request; `None` if it would accept it.
    pub error: Option<WebhookError>,
    /// What is behind it, most telling first; empty if no known cause fits.
    pub causes: Vec<Cause>,
}

/// Looks for the cause with raw secrets, so that a secret that is itself the fault can be examined.
///
/// ```
/// # use autosend_webhooks::{Explainer, Secret, SignedRequest};
/// # use std::time::SystemTime;
/// # let secret: Secret = "whsec_0123456789abcdef0123456789abcdef".parse()?;
/// let body = br#"{"type":"email.sent"}"#;
/// let headers = SignedRequest::new(&secret, body).headers();
///
/// let configured = " whsec_0123456789abcdef0123456789abcdef\n";
/// let explanation = Explainer::new([configured]).explain(body, &headers, SystemTime::now());
/// assert_eq!(explanation.causes[0].cause, "secret_has_white_space");
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
pub struct Explainer {
    secrets: Vec<Zeroizing<String>>,
    other_secrets: Vec<Zeroizing<String>>,
    options: Options,
}

impl Explainer {
    /// An explainer for the secrets as they are configured, with the default tolerances.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Self {
        Self { secrets: keep(secrets), other_secrets: Vec::new(), options: Options::default() }
    }

    /// Adds secrets of other webhooks: a delivery may be signed with one of them.
    #[must_use]
    pub fn other_secrets<S: AsRef<str>>(mut self, secrets: impl IntoIterator<Item = S>) -> Self {
        self.other_secrets = keep(secrets);
        self
    }

    /// Takes tolerances, body limit and strictness from a verifier.
    #[must_use]
    pub fn like(mut self, verifier: &Verifier) -> Self {
        self.options = *verifier.options();
        self
    }

    /// Explains what a verifier with these secrets would do at a given time.
    pub fn explain(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Explanation {
        let error = self.verdict(body, headers, now).err();
        let mut causes = Vec::new();
        if let Some(error) = &error {
            causes.extend(secret_causes(error, &self.secrets));
            causes.extend(header_causes(headers));
            causes.extend(time_causes(error, headers, now));
            causes.extend(body_causes(error, body));
            causes.extend(self.signature_causes(error, body, headers));
            if causes.is_empty() && error.code() == ErrorCode::SignatureMismatch {
                causes.push(unexplained());
            }
        }
        Explanation { error, causes }
    }

    fn verdict(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Result<(), WebhookError> {
        let verifier = Verifier::new(self.secrets.iter().map(|secret| secret.as_str()))?;
        verifier.with_options(self.options).verify_at(body, headers, now).map(drop)
    }

    /// Tries every reading of the signature with every key over every body: one change of each kind
    /// explains nearly all refusals that are not forgeries.
    fn signature_causes(&self, error: &WebhookError, body: &[u8], headers: &(impl Headers + ?Sized)) -> Vec<Cause> {
        let about_signature = [ErrorCode::MalformedSignature, ErrorCode::SignatureMismatch, ErrorCode::InvalidSecret];
        let Ok(DeliveryHeaders { signature: Some(header), .. }) = DeliveryHeaders::read(headers) else {
            return Vec::new();
        };
        if !about_signature.contains(&error.code()) {
            return Vec::new();
        }
        let readings = signature_readings(header);
        let bodies = body_readings(body);
        for (key, key_cause) in self.keys() {
            for (body, body_cause) in &bodies {
                let expected = Signature::with_key(&key, body);
                let matching = readings.iter().find(|(reading, _)| reading.matches(&expected));
                if let Some((_, header_cause)) = matching {
                    return [key_cause, body_cause.clone(), header_cause.clone()].into_iter().flatten().collect();
                }
            }
        }
        // Nothing verifies. The form of the header is still worth a word.
        readings.into_iter().find_map(|(_, cause)| cause).into_iter().collect()
    }

    /// Every key that may have been meant, as it stands first.
    fn keys(&self) -> Vec<(Zeroizing<Vec<u8>>, Option<Cause>)> {
        let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
        let mut keys: Vec<_> = self.secrets.iter().map(|secret| (bytes(secret), None)).collect();
        for (index, secret) in self.other_secrets.iter().enumerate() {
            let finding = format!("The signature was made with another of the known secrets, number {}.", index + 1);
            let fix = "Use the secret of the webhook that sends here, or give the verifier both while you rotate.";
            keys.push((bytes(secret), Some(Cause { cause: "other_secret", finding, fix })));
        }
        for secret in self.secrets.iter().chain(&self.other_secrets) {
            keys.extend(key_readings(secret).map(|(key, cause)| (key, Some(cause))));
        }
        keys
    }
}

impl Verifier {
    /// Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing.
    ///
    /// ```
    /// # use autosend_webhooks::{Secret, SignedRequest, Verifier};
    /// # let secret: Secret = "whsec_0123456789abcdef0123456789abcdef".parse()?;
    /// let headers = SignedRequest::new(&secret, br#"{"type":"email.sent"}"#).headers();
    /// let verifier = Verifier::new(["whsec_0123456789abcdef0123456789abcdef"])?;
    ///
    /// let explanation = verifier.explain(b"{\"type\":\"email.sent\"}\n", &headers);
    /// assert_eq!(explanation.causes[0].cause, "trailing_newline");
    /// # Ok::<(), autosend_webhooks::WebhookError>(())
    /// ```
    pub fn explain(&self, body: &[u8], headers: &(impl Headers + ?Sized)) -> Explanation {
        self.explain_at(body, headers, SystemTime::now())
    }

    /// [`explain`](Self::explain) with the clock as an argument.
    pub fn explain_at(&self, body: &[u8], headers: &(impl Headers + ?Sized), now: SystemTime) -> Explanation {
        Explainer::new(self.secrets().iter().map(|secret| secret.expose())).like(self).explain(body, headers, now)
    }
}

fn keep<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Vec<Zeroizing<String>> {
    secrets.into_iter().map(|secret| Zeroizing::new(secret.as_ref().to_owned())).collect()
}

fn cause(cause: &'static str, finding: impl Into<String>, fix: &'static str) -> Cause {
    Cause { cause, finding: finding.into(), fix }
}

fn unexplained() -> Cause {
    cause(
        "unknown",
        "No known mistake makes this signature: the secret is another webhook's, the body was changed on the way, or the request is forged.",
        "Compare the secret with the one that AutoSend's dashboard reveals for this webhook.",
    )
}

fn secret_causes(error: &WebhookError, secrets: &[Zeroizing<String>]) -> Option<Cause> {
    let empty = secrets.iter().all(|secret| secret.trim().is_empty());
    (error.code() == ErrorCode::InvalidSecret && empty).then(|| {
        cause(
            "secret_is_empty",
            "No secret is configured.",
            "Set the secret that AutoSend shows for this webhook, e.g. in AUTOSEND_WEBHOOK_SECRET.",
        )
    })
}

/// What else a configured secret may have been meant to be.
fn key_readings(secret: &str) -> impl Iterator<Item = (Zeroizing<Vec<u8>>, Cause)> + use<> {
    let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
    let trimmed = secret.trim();
    let unquoted = trimmed.trim_matches(['"', '\'', '`']);
    let bare = unquoted.strip_prefix("whsec_").unwrap_or(unquoted);
    let mut readings = Vec::new();
    if trimmed != secret {
        readings.push((
            bytes(trimmed),
            cause(
                "secret_has_white_space",
                "The signature is right for the secret without the white space around it.",
                "Remove spaces and newlines around the configured secret.",
            ),
        ));
    }
    if unquoted != trimmed {
        readings.push((
            bytes(unquoted),
            cause(
                "secret_has_quotes",
                "The signature is right for the secret without the quotes around it.",
                "Remove the quotes around the configured secret.",
            ),
        ));
    }
    if bare != unquoted {
        readings.push((
            bytes(bare),
            cause(
                "secret_prefix_stripped",
                "The request was signed with the secret without its whsec_ prefix.",
                "Sign with the whole secret: the prefix belongs to the key.",
            ),
        ));
    } else {
        readings.push((
            bytes(&format!("whsec_{bare}")),
            cause(
                "secret_prefix_missing",
                "The signature is right for the secret with whsec_ before it.",
                "Configure the whole secret, whsec_ included.",
            ),
        ));
    }
    for decode in [BASE64_STANDARD.decode(bare), BASE64_URL_SAFE.decode(bare)].into_iter().flatten() {
        readings.push((
            Zeroizing::new(decode),
            cause(
                "secret_base64_decoded",
                "The request was signed with the secret base64-decoded after whsec_, as Svix and Standard Webhooks do.",
                "Sign with the secret's text as it stands: AutoSend does not decode it.",
            ),
        ));
    }
    if let Ok(decoded) = hex::decode(bare) {
        readings.push((
            Zeroizing::new(decoded),
            cause(
                "secret_hex_decoded",
                "The request was signed with the secret hex-decoded after whsec_.",
                "Sign with the secret's text as it stands: AutoSend does not decode it.",
            ),
        ));
    }
    readings.push((
        bytes(&format!("{unquoted}\n")),
        cause(
            "secret_signed_with_newline",
            "The request was signed with the secret and a newline after it.",
            "Read the secret without its line end where the request is signed.",
        ),
    ));
    readings.into_iter()
}

/// A way to read the signature header.
enum Reading {
    Bytes(Signature),
    /// Base64 of the hex text instead of the bytes.
    HexText(Vec<u8>),
}

impl Reading {
    fn matches(&self, expected: &Signature) -> bool {
        match self {
            Self::Bytes(signature) => signature == expected,
            Self::HexText(text) => Signature::from_hex(text).is_some_and(|signature| signature == *expected),
        }
    }
}

/// The ways to read a signature header, as it should be first.
fn signature_readings(header: &[u8]) -> Vec<(Reading, Option<Cause>)> {
    let text = String::from_utf8_lossy(header);
    let (prefix, value) = match text.find(['=', ',', ' ']) {
        Some(at) if at < 10 && at + 1 < text.len() => text.split_at(at + 1),
        _ => ("", &*text),
    };
    let value = value.trim();
    let with_prefix = cause(
        "signature_has_prefix",
        format!("The signature comes with the prefix {prefix:?}."),
        "Send the hex digits alone.",
    );
    let prefixed = (!prefix.is_empty()).then_some(with_prefix);
    let mut readings: Vec<(Reading, Option<Cause>)> = Vec::new();
    readings.extend(Signature::from_hex(value.as_bytes()).map(|found| (Reading::Bytes(found), prefixed.clone())));
    if readings.is_empty()
        && let Some(found) = Signature::from_hex(value.to_ascii_lowercase().as_bytes())
    {
        let upper_case =
            cause("signature_upper_case", "The signature is in upper case.", "Send lower-case hex digits.");
        readings.push((Reading::Bytes(found), Some(prefixed.clone().unwrap_or(upper_case))));
    }
    if readings.is_empty() {
        let base64 = [BASE64_STANDARD.decode(value), BASE64_URL_SAFE.decode(value)];
        for bytes in base64.into_iter().flatten() {
            let found = cause("signature_base64", "The signature is in base64.", "Send lower-case hex digits.");
            let reading = <[u8; 32]>::try_from(&*bytes)
                .map_or(Reading::HexText(bytes), |bytes| Reading::Bytes(Signature::from_bytes(bytes)));
            readings.push((reading, Some(found)));
        }
    }
    readings
}

/// The bodies that may have been signed, as received first.
fn body_readings(body: &[u8]) -> Vec<(Cow<'_, [u8]>, Option<Cause>)> {
    let mut readings = vec![(Cow::Borrowed(body), None)];
    let mut add = |reading: Option<Cow<'_, [u8]>>, name, finding: &str, fix| {
        if let Some(reading) = reading.filter(|reading| **reading != *body) {
            readings.push((Cow::Owned(reading.into_owned()), Some(cause(name, finding, fix))));
        }
    };
    const RAW: &str = "Verify the bytes as received, before any parser or middleware touches them.";
    const BYTES: &str = "Pass the body on as bytes, not as decoded text.";
    let without_bom = body.strip_prefix(b"\xEF\xBB\xBF");
    let without_newline = body.strip_suffix(b"\n").map(|body| body.strip_suffix(b"\r").unwrap_or(body));
    add(
        without_newline.map(Cow::Borrowed),
        "trailing_newline",
        "The signature is right for the body without the newline at its end.",
        "Don't add a line end to the body (with shells: printf '%s' instead of echo, curl --data-binary).",
    );
    add(
        Some([body, b"\n"].concat().into()),
        "newline_missing",
        "The signature is right for the body with a newline at its end.",
        "Don't trim the body.",
    );
    add(
        without_bom.map(Cow::Borrowed),
        "byte_order_mark",
        "The signature is right for the body without the byte order mark before it.",
        "Don't write the body to a file with a byte order mark.",
    );
    add(
        replace(body, b"\r\n", b"\n"),
        "line_ends_changed",
        "The signature is right for the body with LF for CRLF.",
        RAW,
    );
    add(
        replace(body, b"\n", b"\r\n"),
        "line_ends_changed",
        "The signature is right for the body with CRLF for LF.",
        RAW,
    );
    add(
        latin1_to_bytes(body),
        "decoded_as_latin1",
        "The body was decoded as Latin-1 and encoded as UTF-8 again.",
        BYTES,
    );
    add(bytes_to_latin1(body), "encoded_as_latin1", "The body was decoded as UTF-8 and encoded as Latin-1.", BYTES);
    let base = without_bom.unwrap_or(body);
    for (reading, what) in reserialized(base) {
        let finding = format!("The body was parsed and serialized again, which changed {what}.");
        add(Some(reading.into_bytes().into()), "body_reserialized", &finding, RAW);
    }
    add(
        Some(Cow::Borrowed(b"")),
        "signed_empty_body",
        "The signature is right for an empty body: the sender signed nothing.",
        "Sign the body that is sent.",
    );
    readings
}

/// The texts that `JSON.stringify` may have made, before another serializer changed them.
fn reserialized(body: &[u8]) -> Vec<(String, &'static str)> {
    let Ok(text) = str::from_utf8(body) else { return Vec::new() };
    if json::too_deep(body) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    if serde_json::from_str::<&RawValue>(text).is_ok() {
        texts.push((json::normalize(text), "spaces, line breaks or escapes"));
    }
    if let Ok(event) = Event::from_json(body)
        && let Ok(text) = serde_json::to_string(&event)
    {
        texts.push((json::normalize(&text), "the order of keys"));
    }
    if let Ok(inner) = serde_json::from_str::<String>(text) {
        texts.push((inner, "an object into a string"));
    }
    texts
}

fn replace(body: &[u8], from: &[u8], to: &[u8]) -> Option<Cow<'static, [u8]>> {
    let text = str::from_utf8(body).ok()?;
    let (from, to) = (str::from_utf8(from).ok()?, str::from_utf8(to).ok()?);
    // Adding carriage returns to line ends that have them already is no one's mistake.
    (text.contains(from) && !(to.len() > from.len() && text.contains(to)))
        .then(|| text.replace(from, to).into_bytes().into())
}

/// Undoes a decoding as Latin-1: every character stands for one byte.
fn latin1_to_bytes(body: &[u8]) -> Option<Cow<'static, [u8]>> {
    let text = str::from_utf8(body).ok()?;
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    bytes.map(Cow::Owned)
}

/// Undoes an encoding as Latin-1: every byte stands for one character.
fn bytes_to_latin1(body: &[u8]) -> Option<Cow<'static, [u8]>> {
    let text: String = body.iter().map(|byte| char::from(*byte)).collect();
    str::from_utf8(body).is_err().then(|| text.into_bytes().into())
}

/// Headers that are there, but under names that nobody looks for.
fn header_causes(headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    let mut found: Vec<String> = headers
        .pairs()
        .map(|(name, _)| String::from_utf8_lossy(name).into_owned())
        .filter(|name| NAMES.iter().any(|known| is_renamed(name, known)))
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

fn time_causes(error: &WebhookError, headers: &(impl Headers + ?Sized), now: SystemTime) -> Option<Cause> {
    let value = DeliveryHeaders::read(headers).ok()?.timestamp?;
    match error.code() {
        ErrorCode::MalformedTimestamp => malformed_timestamp(value),
        ErrorCode::TimestampTooOld | ErrorCode::TimestampInFuture => {
            let sent = i64::try_from(timestamp_millis(value)?).ok()?;
            Some(clock_skew(unix_millis(now).saturating_sub(sent)))
        }
        _ => None,
    }
}

fn malformed_timestamp(value: &[u8]) -> Option<Cause> {
    const FIX: &str = "Send whole Unix milliseconds (or seconds), digits only.";
    let text = str::from_utf8(value).ok()?;
    if value.iter().all(u8::is_ascii_digit) && value.len() > TIMESTAMP_DIGITS {
        let unit = if value.len() > 17 { "nanoseconds" } else { "microseconds" };
        return Some(cause("timestamp_unit", format!("The timestamp looks like {unit}."), FIX));
    }
    if text.contains('T') || text.contains('-') && text.len() > 9 {
        return Some(cause("timestamp_is_a_date", "The timestamp is a date instead of a number.", FIX));
    }
    text.parse::<f64>()
        .is_ok()
        .then(|| cause("timestamp_is_not_an_integer", "The timestamp is a number, but no plain decimal integer.", FIX))
}

/// What an age in milliseconds says about the two clocks.
fn clock_skew(age: i64) -> Cause {
    const HOUR: i64 = 3_600_000;
    const MINUTE: i64 = 60_000;
    let direction = if age < 0 { "ahead of" } else { "behind" };
    let distance = human_duration(age.unsigned_abs());
    let since_full_hour = age.rem_euclid(HOUR).min(HOUR - age.rem_euclid(HOUR));
    // 1970, seen from today: a number of seconds that was taken for milliseconds on the way.
    if age > 40 * 365 * 24 * HOUR {
        return cause(
            "timestamp_unit",
            format!("The timestamp is {distance} {direction} the clock: seconds and milliseconds are mixed up."),
            "Send Unix milliseconds (13 digits) or seconds (10 digits).",
        );
    }
    if since_full_hour < MINUTE && age.abs() > HOUR - MINUTE && age.abs() < 15 * HOUR {
        return cause(
            "time_zone",
            format!("The timestamp is {distance} {direction} the clock, close to whole hours: a time zone was added."),
            "Use UTC: Unix time has no time zone.",
        );
    }
    cause(
        "clock_skew",
        format!("The timestamp is {distance} {direction} the clock."),
        "Synchronise the clocks (NTP); for tests of stored requests, give the time of receipt as now. If both hold, this is a replay.",
    )
}

/// Milliseconds for people: the two largest units.
fn human_duration(millis: u64) -> String {
    let seconds = millis / 1000;
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, s) => format!("{s}.{:03} s", millis % 1000),
        (0, 0, m, s) => format!("{m} min {s} s"),
        (0, h, m, _) => format!("{h} h {m} min"),
        (d, h, ..) => format!("{d} d {h} h"),
    }
}

fn body_causes(error: &WebhookError, body: &[u8]) -> Option<Cause> {
    if body.is_empty() {
        return Some(cause(
            "body_is_empty",
            "The body is empty.",
            "Read it before other middleware does, or keep what that middleware read: a stream can be read once.",
        ));
    }
    if error.code() == ErrorCode::BodyNotJson && body.starts_with(b"\xEF\xBB\xBF") {
        return Some(cause(
            "byte_order_mark",
            "The body begins with a byte order mark, which JSON does not allow.",
            "Send the JSON without it.",
        ));
    }
    None
}
