//! The fixed table of error codes, the same in every language.

use std::fmt;

macro_rules! error_families {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What a code is about, for whoever handles several alike: languages with exceptions have a class for each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorFamily {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ErrorFamily {
            /// Every family.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The family's name in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

error_families! {
    /// The receiver is set up wrongly: no usable secret, or a body that something else has parsed.
    Configuration = "configuration",
    /// A header is missing, malformed, there twice, or contradicts the body.
    Header = "header",
    /// The signature is missing, malformed or wrong.
    Signature = "signature",
    /// The timestamp is missing, malformed or outside of the tolerance.
    Timestamp = "timestamp",
    /// The body is too large, or is authentic and yet no event.
    Body = "body",
    /// Strict mode: the event is not one that this version knows.
    Event = "event",
}

macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $status:literal, $family:ident, $meaning:literal, $hint:literal;)+) => {
        /// Why a request was refused: one code a cause, the same strings in every language.
        ///
        /// The enum is exhaustive on purpose: a binding that maps it without a wildcard arm
        /// stops compiling when a code joins the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ErrorCode {
            /// Every code, in the order in which verification can run into it.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code as the `snake_case` string that all languages share.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The HTTP status to respond with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }

            /// The family that it belongs to.
            #[must_use]
            pub const fn family(self) -> ErrorFamily {
                match self { $(Self::$variant => ErrorFamily::$family),+ }
            }

            /// What happened, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// What to do about it, in one line.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$variant => $hint),+ }
            }
        }
    };
}

error_codes! {
    /// The secret given to the verifier can't be one.
    InvalidSecret = "invalid_secret", 500, Configuration,
        "The webhook secret is missing or can't be one.",
        "Copy the secret as AutoSend shows it, whsec_ included, without quotes, spaces, line ends or hidden characters.";
    /// The body came as a parsed object or a decoded string (raised by the bindings).
    BodyAlreadyParsed = "body_already_parsed", 500, Configuration,
        "The body was handed over parsed or decoded, not as the bytes that were received.",
        "Pass the raw request body: only its exact bytes match the signature.";
    /// The body is larger than the limit.
    BodyTooLarge = "body_too_large", 413, Body,
        "The body is larger than the limit.",
        "Raise the verifier's body limit if AutoSend really sends you bodies this large.";
    /// A header is there twice, with different values.
    DuplicateHeader = "duplicate_header", 400, Header,
        "A webhook header appears more than once, with different values.",
        "Find the proxy or client that adds a second header; AutoSend sends each once.";
    /// There is no `X-Webhook-Signature`.
    MissingSignature = "missing_signature", 401, Signature,
        "The X-Webhook-Signature header is missing.",
        "Check that the request comes from AutoSend and that no proxy drops X-Webhook-* headers.";
    /// There is no `X-Webhook-Timestamp`, and the tolerance is on.
    MissingTimestamp = "missing_timestamp", 400, Timestamp,
        "The X-Webhook-Timestamp header is missing.",
        "Check that no proxy drops X-Webhook-* headers, or switch the tolerance off to do without.";
    /// There is no `X-Webhook-Delivery-Id`.
    MissingDeliveryId = "missing_delivery_id", 400, Header,
        "The X-Webhook-Delivery-Id header is missing.",
        "Check that no proxy drops X-Webhook-* headers.";
    /// The signature is not 64 lower-case hex digits.
    MalformedSignature = "malformed_signature", 401, Signature,
        "The signature is not 64 lower-case hexadecimal digits.",
        "AutoSend sends plain lower-case hex, without a prefix; `explain` tells what this one looks like.";
    /// No secret produces this signature for this body.
    SignatureMismatch = "signature_mismatch", 401, Signature,
        "The signature matches none of the secrets for this body.",
        "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.";
    /// The timestamp is not a plain decimal number.
    MalformedTimestamp = "malformed_timestamp", 400, Timestamp,
        "The timestamp is not a decimal number of 1 to 15 digits.",
        "AutoSend sends Unix milliseconds (or seconds), digits only.";
    /// The request was sent too long ago.
    TimestampTooOld = "timestamp_too_old", 400, Timestamp,
        "The request was sent longer ago than the tolerance allows.",
        "Synchronise this machine's clock (NTP); if it is right, this may be a replay.";
    /// The request claims to be sent in the future.
    TimestampInFuture = "timestamp_in_future", 400, Timestamp,
        "The request claims to be sent further in the future than the tolerance allows.",
        "Synchronise this machine's clock (NTP).";
    /// The delivery id is not 1 to 255 visible ASCII characters.
    MalformedDeliveryId = "malformed_delivery_id", 400, Header,
        "The delivery id is not 1 to 255 visible ASCII characters.",
        "Check what rewrites X-Webhook-Delivery-Id on the way.";
    /// The authentic body is not JSON.
    BodyNotJson = "body_not_json", 400, Body,
        "The body is authentic but not valid JSON in UTF-8.",
        "Check that the sender signs and sends one JSON object.";
    /// The authentic body nests too deeply.
    BodyTooDeep = "body_too_deep", 400, Body,
        "The body nests objects and arrays more than 64 levels deep.",
        "AutoSend's events nest a few levels; look at what produced this one.";
    /// The authentic body is JSON, but no object.
    BodyNotObject = "body_not_object", 400, Body,
        "The body is JSON but not an object.",
        "Check that the sender signs and sends one JSON object.";
    /// The authentic body does not say which event it is.
    MissingEventType = "missing_event_type", 400, Body,
        "The body has no event type: neither `type` nor `event` is a non-empty string.",
        "Check that the sender puts the event type into the body.";
    /// The event header names another event than the body.
    EventMismatch = "event_mismatch", 400, Header,
        "The X-Webhook-Event header and the signed body name different events.",
        "Trust the body; find out who changed the header.";
    /// Strict mode: the event type is not known.
    UnknownEvent = "unknown_event", 422, Event,
        "Strict mode: the event type is not one of those this version knows.",
        "Update autosend-webhooks, or leave strict mode to receive it as unknown.";
    /// Strict mode: the event's data does not fit its type.
    InvalidEventData = "invalid_event_data", 422, Event,
        "Strict mode: the event's data does not fit its type.",
        "Update autosend-webhooks, or leave strict mode to receive the raw data.";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a request was refused.
///
/// Prints as `code: meaning (detail)`. It never contains a secret or a signature.
///
/// ```
/// # use autosend_webhooks::{ErrorCode, Verifier};
/// let error = Verifier::new([" whsec_5f0c "]).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::InvalidSecret);
/// assert_eq!(error.status(), 500);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookError {
    code: ErrorCode,
    detail: Option<Box<str>>,
}

impl WebhookError {
    /// An error with particulars, e.g. the size that was over the limit.
    pub(crate) fn with_detail(code: ErrorCode, detail: impl Into<Box<str>>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }

    /// The cause, as a code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The HTTP status to respond with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.code.status()
    }

    /// What to do about it, in one line.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        self.code.hint()
    }

    /// What happened, with the particulars of this request where there are any.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.detail {
            Some(detail) => format!("{} ({detail})", self.code.meaning()),
            None => self.code.meaning().to_owned(),
        }
    }
}

impl From<ErrorCode> for WebhookError {
    fn from(code: ErrorCode) -> Self {
        Self { code, detail: None }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message())
    }
}

impl std::error::Error for WebhookError {}

impl serde::Serialize for WebhookError {
    /// `{"code", "message", "hint", "status"}`: the shape of every error that leaves this project.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("WebhookError", 4)?;
        object.serialize_field("code", self.code.as_str())?;
        object.serialize_field("message", &self.message())?;
        object.serialize_field("hint", self.hint())?;
        object.serialize_field("status", &self.status())?;
        object.end()
    }
}
