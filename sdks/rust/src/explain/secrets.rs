//! Secrets that are not quite the secret, and keys made of it in another way.

use super::{cause, trial::Trial};
use crate::profile::KeyForm;
use autosend_webhooks::Cause;
use zeroize::Zeroizing;

/// What is found about a secret that differs, and what to do.
type Reading = (&'static str, &'static str, &'static str);

const WHITE_SPACE: Reading = (
    "secret_has_white_space",
    "The signature is right for the secret without the white space or byte order mark around it.",
    "Remove what is around the configured secret: spaces, newlines, a byte order mark.",
);
const QUOTES: Reading = (
    "secret_has_quotes",
    "The signature is right for the secret without the quotes around it.",
    "Remove the quotes around the configured secret.",
);
const PREFIX_MISSING: Reading = (
    "secret_prefix_missing",
    "The signature is right for the secret with the prefix before it that the provider's secrets have.",
    "Configure the whole secret as the provider shows it, prefix included.",
);
const PREFIX_STRIPPED: Reading = (
    "secret_prefix_stripped",
    "The request was signed with the secret without its prefix.",
    "Sign with the whole secret where the request is made: the prefix belongs to the key.",
);
const NEWLINE: Reading = (
    "secret_signed_with_newline",
    "The request was signed with the secret and a newline after it.",
    "Read the secret without its line end where the request is signed.",
);

/// With the secrets that may have been meant, and the other ways of making a key of them.
pub fn changes<'a>(base: &Trial<'a>, others: &[Zeroizing<String>]) -> Vec<(Trial<'a>, Cause)> {
    let mut changes: Vec<_> = others.iter().enumerate().map(|(index, secret)| other(base, index, secret)).collect();
    for secret in &base.secrets {
        let meant = readings(base, secret).into_iter();
        changes.extend(meant.map(|(text, (name, finding, fix))| (with_secret(base, text), cause(name, finding, fix))));
    }
    changes.extend(key_forms(base));
    changes
}

fn other<'a>(base: &Trial<'a>, index: usize, secret: &str) -> (Trial<'a>, Cause) {
    let finding = format!("The signature was made with another of the known secrets, number {}.", index + 1);
    let fix = "Use the secret of the webhook that sends here, or give the verifier both while you rotate.";
    (with_secret(base, secret.to_owned()), cause("other_secret", finding, fix))
}

fn with_secret<'a>(base: &Trial<'a>, secret: String) -> Trial<'a> {
    base.with(|it| it.secrets = vec![Zeroizing::new(secret)])
}

fn readings(base: &Trial<'_>, secret: &str) -> Vec<(String, Reading)> {
    let is_around = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{feff}';
    let is_quote =
        |letter: char| matches!(letter, '"' | '\'' | '`' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}');
    let trimmed = secret.trim_matches(is_around);
    let unquoted = trimmed.trim_matches(is_quote);
    let mut readings = Vec::new();
    if trimmed != secret {
        readings.push((trimmed.to_owned(), WHITE_SPACE));
    }
    if unquoted != trimmed {
        readings.push((unquoted.to_owned(), QUOTES));
    }
    for prefix in base.profile.signatures.iter().map(|scheme| scheme.secret_prefix.clone()) {
        match unquoted.strip_prefix(&*prefix) {
            _ if prefix.is_empty() => {}
            Some(rest) => readings.push((rest.to_owned(), PREFIX_STRIPPED)),
            None => readings.push((format!("{prefix}{unquoted}"), PREFIX_MISSING)),
        }
    }
    readings.push((format!("{unquoted}\n"), NEWLINE));
    readings
}

/// With the key that the same text makes in other forms.
fn key_forms<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let forms = [
        (KeyForm::Utf8, "the secret's text as it stands"),
        (KeyForm::Base64, "the bytes that the secret stands for in base64"),
        (KeyForm::Hex, "the bytes that the secret stands for in hex"),
    ];
    let fix = "Make the key where the request is signed as the profile says (`key` of its signature), or correct the profile.";
    let changes = forms.into_iter().flat_map(|(form, what)| {
        let finding = format!("The key that signed is {what}: that is another form than the profile's.");
        [false, true].map(|is_stripped| {
            let changed = base.with(|it| {
                for scheme in &mut it.profile.signatures {
                    scheme.key = form;
                    // Of many providers, Standard Webhooks among them.
                    scheme.secret_prefix = "whsec_".into();
                }
                for secret in it.secrets.iter_mut().filter(|_| is_stripped) {
                    *secret = Zeroizing::new(secret.strip_prefix("whsec_").unwrap_or(secret).to_owned());
                }
            });
            (changed, cause("secret_form", &*finding, fix))
        })
    });
    changes.collect()
}
