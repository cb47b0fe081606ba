//! Secrets that are not quite the secret, and keys made of it in the wrong way.

use super::{Cause, cause};
use crate::{ErrorCode, Secret, WebhookError, secret::form};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, Engine};
use zeroize::Zeroizing;

pub(super) fn causes(error: &WebhookError, secrets: &[Zeroizing<String>]) -> Option<Cause> {
    let empty = secrets.iter().all(|secret| secret.trim().is_empty());
    (error.code() == ErrorCode::InvalidSecret && empty).then(|| {
        cause(
            "secret_is_empty",
            "No secret is configured.",
            "Set the secret that AutoSend shows for this webhook, e.g. in AUTOSEND_WEBHOOK_SECRET.",
        )
    })
}

/// Secrets that no verifier takes, whatever the request is.
pub(super) fn unusable(secrets: &[Zeroizing<String>]) -> Option<Cause> {
    let refused = |(index, secret): (usize, &Zeroizing<String>)| {
        let reason = Secret::new(secret).err()?.message();
        let finding = format!("The configured secret number {} can't be one: {reason}", index + 1);
        Some(cause(
            "secret_is_unusable",
            finding,
            "Copy the secret that AutoSend shows for this webhook, e.g. into AUTOSEND_WEBHOOK_SECRET, and nothing else.",
        ))
    };
    secrets.iter().enumerate().find_map(refused)
}

/// What else a configured secret may have been meant to be.
pub(super) fn readings(secret: &str) -> impl Iterator<Item = (Zeroizing<Vec<u8>>, Cause)> + use<> {
    let bytes = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
    // Editors on Windows put a byte order mark before what they save.
    let trimmed = secret.trim_matches(|letter: char| letter == ' ' || form::is_unseen(letter));
    let unquoted = trimmed.trim_matches(form::encloses);
    let visible: String = unquoted.chars().filter(|letter| !form::is_unseen(*letter)).collect();
    let visible = Zeroizing::new(visible);
    let bare = unquoted.strip_prefix("whsec_").unwrap_or(unquoted);
    let mut readings = Vec::new();
    if trimmed != secret {
        readings.push((
            bytes(trimmed),
            cause(
                "secret_has_white_space",
                "The signature is right for the secret without the white space or byte order mark around it.",
                "Remove what is around the configured secret: spaces, newlines, a byte order mark.",
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
    if *visible != unquoted {
        readings.push((
            bytes(&visible),
            cause(
                "secret_has_invisible_characters",
                "The signature is right for the secret without the invisible characters in it.",
                "Type the configured secret anew, or copy it from AutoSend's dashboard as plain text.",
            ),
        ));
    }
    if unquoted.starts_with("whsec_") {
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
    if let Ok(decoded) = const_hex::decode(bare) {
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
