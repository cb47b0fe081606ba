//! Keeps secrets out of messages that quote what the user typed.

use crate::environment::{API_KEY_VARIABLE, SECRET_VARIABLES};
use std::{borrow::Cow, env, ffi::OsStr};

/// What secrets and API keys begin with, and how long what follows has to be.
const PREFIXES: [(&str, usize); 3] = [("whsec_", 1), ("AS_", 8), ("ASA_", 8)];

const REPLACEMENT: &str = "…";

/// Shorter texts are no secrets, and replacing them would garble the message.
const SHORTEST: usize = 6;

/// A message without secrets: those that were given as such, and whatever looks like one, because
/// a misplaced secret ends up in "unexpected argument" or "cannot read".
pub fn redact(text: &str) -> String {
    let text = given_secrets().into_iter().fold(Cow::Borrowed(text), |text, secret| {
        if text.contains(&secret) { text.replace(&secret, REPLACEMENT).into() } else { text }
    });
    let text = PREFIXES.iter().fold(text, |text, (prefix, least)| without_look_alikes(&text, prefix, *least).into());
    without_credentials(&text)
}

/// The secrets in this process's arguments and environment. Looked up only when there is an error to tell.
fn given_secrets() -> Vec<String> {
    let arguments: Vec<_> = env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let next = arguments.iter().zip(arguments.iter().skip(1)).filter(|(flag, _)| is_flag(flag));
    let attached = arguments.iter().filter_map(|argument| argument.split_once('=')).filter(|(flag, _)| is_flag(flag));
    let mut secrets: Vec<String> = next.map(|(_, value)| value.clone()).collect();
    secrets.extend(attached.map(|(_, value)| value.to_owned()));
    secrets
        .extend(SECRET_VARIABLES.iter().chain([&API_KEY_VARIABLE]).filter_map(env::var_os).map(|value| lossy(&value)));
    // A secret may be quoted trimmed, too.
    let trimmed: Vec<String> = secrets.iter().map(|secret| secret.trim().to_owned()).collect();
    secrets.extend(trimmed);
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets
}

fn is_flag(argument: &str) -> bool {
    matches!(argument, "--secret" | "--other-secret" | "--api-key")
}

fn lossy(value: &OsStr) -> String {
    value.to_string_lossy().into_owned()
}

fn without_look_alikes(text: &str, prefix: &str, least: usize) -> String {
    let mut parts = text.split(prefix);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_+/=-".contains(letter));
        let is_word = result.ends_with(|letter: char| letter.is_ascii_alphanumeric());
        result.push_str(prefix);
        if is_word || part.len() - rest.len() < least {
            result.push_str(part);
        } else {
            result.push_str(REPLACEMENT);
            result.push_str(rest);
        }
    }
    result
}

/// URLs without users, passwords and queries.
fn without_credentials(text: &str) -> String {
    let mut parts = text.split("://");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (url, rest) = part.split_at(
            part.find(|letter: char| letter.is_whitespace() || "'\"`".contains(letter)).unwrap_or(part.len()),
        );
        let authority = url.find(['/', '?', '#']).unwrap_or(url.len());
        let host = url[..authority].rfind('@').map_or(0, |at| at + 1);
        let query = url.find('?').unwrap_or(url.len());
        result.push_str("://");
        if host > 0 {
            result.push_str("…@");
        }
        result.push_str(&url[host..query.max(host)]);
        if query < url.len() {
            result.push_str("?…");
        }
        result.push_str(rest);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn what_looks_like_a_secret_goes() {
        assert_eq!(redact("unexpected 'whsec_0123abc' and whsec_+/= found"), "unexpected 'whsec_…' and whsec_… found");
    }

    #[test]
    fn keys_and_what_urls_hold_go() {
        assert_eq!(redact("'AS_0123456789ab' or ASA_0123456789ab"), "'AS_…' or ASA_…");
        let url = "invalid value 'htp://user:p@ss@example.com/hook?token=t0k3n' for '--to'";
        assert_eq!(redact(url), "invalid value 'htp://…@example.com/hook?…' for '--to'");
        assert_eq!(redact("http://127.0.0.1:3000/a@b, x"), "http://127.0.0.1:3000/a@b, x");
        assert_eq!(redact("a://?x=1"), "a://?…");
    }

    #[test]
    fn other_text_stays() {
        assert_eq!(redact("HAS_0123456789 and AS_short"), "HAS_0123456789 and AS_short");
        assert_eq!(redact("the whsec_ prefix"), "the whsec_ prefix");
        assert_eq!(redact("cannot read body.json"), "cannot read body.json");
    }

    #[test]
    fn redacting_twice_changes_nothing() {
        let once = redact("whsec_0123abc");
        assert_eq!(redact(&once), once);
    }
}
