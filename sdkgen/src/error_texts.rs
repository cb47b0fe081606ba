//! The table of errors of a catalog that has none of its own: the codes and statuses of all runtimes, and texts that hold
//! for every provider.

use crate::model::{ErrorSpec, Model};

/// Code, what happened, what to do about it; `{provider}` is the provider's name.
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "invalid_secret",
        "The webhook secret is missing or can't be one.",
        "Copy the secret as {provider} shows it, without quotes, spaces, line ends or hidden characters.",
    ),
    (
        "body_already_parsed",
        "The body was handed over parsed or decoded, not as the bytes that were received.",
        "Pass the raw request body: only its exact bytes match the signature.",
    ),
    (
        "body_too_large",
        "The body is larger than the limit.",
        "Raise the verifier's body limit if {provider} really sends you bodies this large.",
    ),
    (
        "duplicate_header",
        "A webhook header appears more than once, with different values.",
        "Find the proxy or client that adds a second header.",
    ),
    (
        "missing_signature",
        "The header of the signature is missing.",
        "Check that the request comes from {provider} and that no proxy drops its headers.",
    ),
    (
        "missing_timestamp",
        "The request does not say when it was sent.",
        "Check that no proxy drops headers, or switch the tolerance off to do without.",
    ),
    ("missing_delivery_id", "The header of the delivery id is missing.", "Check that no proxy drops headers."),
    (
        "malformed_signature",
        "The header of the signature holds nothing that can be a signature.",
        "Compare it with what {provider} documents; `explain` tells what this one looks like.",
    ),
    (
        "signature_mismatch",
        "The signature matches none of the secrets for this body.",
        "Verify the raw body with the secret of this very webhook; `explain` tries the usual causes.",
    ),
    (
        "malformed_timestamp",
        "The timestamp is not a decimal number of the length that one has.",
        "Find out who changed it on the way.",
    ),
    (
        "timestamp_too_old",
        "The request was sent longer ago than the tolerance allows.",
        "Synchronise this machine's clock (NTP); if it is right, this may be a replay.",
    ),
    (
        "timestamp_in_future",
        "The request claims to be sent further in the future than the tolerance allows.",
        "Synchronise this machine's clock (NTP).",
    ),
    (
        "malformed_delivery_id",
        "The delivery id is empty, too long, or holds other than visible ASCII characters.",
        "Check what rewrites it on the way.",
    ),
    (
        "body_not_json",
        "The body is authentic but not valid JSON in UTF-8.",
        "Check that the sender signs and sends one JSON object.",
    ),
    ("body_too_deep", "The body nests objects and arrays deeper than the limit.", "Look at what produced this one."),
    (
        "body_not_object",
        "The body is JSON but not an object.",
        "Check that the sender signs and sends one JSON object.",
    ),
    (
        "missing_event_type",
        "The request does not say which event it is.",
        "Check that the request comes from {provider}, and that no proxy drops its headers.",
    ),
    (
        "event_mismatch",
        "The header of the event and the signed body name different events.",
        "Trust the body; find out who changed the header.",
    ),
    (
        "unknown_event",
        "Strict mode: the event type is not one of those this version knows.",
        "Generate this package again from the newest schema, or leave strict mode to receive it as unknown.",
    ),
    (
        "invalid_event_data",
        "Strict mode: the event's data does not fit its type.",
        "Generate this package again from the newest schema, or leave strict mode to receive the data as it was sent.",
    ),
];

impl Model {
    /// Gives a catalog without a table of errors that of `raised`, with texts that speak of its own provider.
    pub(crate) fn fill_errors(&mut self, raised: &[ErrorSpec]) {
        if self.errors.is_empty() {
            self.errors = raised.iter().map(|row| self.neutral(row)).collect();
        }
    }

    fn neutral(&self, row: &ErrorSpec) -> ErrorSpec {
        let text = TEXTS.iter().find(|(code, ..)| *code == row.code);
        let (meaning, hint) = text.map_or(("", ""), |(_, meaning, hint)| (*meaning, *hint));
        let hint = hint.replace("{provider}", &self.provider);
        ErrorSpec { meaning: meaning.into(), hint: hint.as_str().into(), ..row.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_text_and_none_speaks_of_this_project() {
        let own = Model::builtin().unwrap();
        let mut other = Model { errors: Vec::new(), provider: "Acme".into(), ..own.clone() };
        other.fill_errors(&own.errors);
        assert_eq!(other.errors.len(), TEXTS.len());
        for (row, own) in other.errors.iter().zip(&own.errors) {
            assert!(!row.meaning.is_empty() && !row.hint.is_empty(), "{}", row.code);
            assert!(!format!("{} {}", row.meaning, row.hint).to_lowercase().contains("autosend"), "{}", row.code);
            assert_eq!((&row.code, row.status), (&own.code, own.status));
        }
        assert!(other.errors[0].hint.contains("Acme"));
    }
}
