//! Keeps secrets out of messages that quote what the user typed.

use crate::input::SECRET_VARIABLES;
use std::{borrow::Cow, env, ffi::OsStr};

const PREFIX: &str = "whsec_";
const REPLACEMENT: &str = "whsec_…";

/// Shorter texts are no secrets, and replacing them would garble the message.
const SHORTEST: usize = 6;

/// A message without secrets: those that were given as such, and whatever looks like one, because
/// a misplaced secret ends up in "unexpected argument" or "cannot read".
pub fn redact(text: &str) -> String {
    let text = given_secrets().into_iter().fold(Cow::Borrowed(text), |text, secret| {
        if text.contains(&secret) { text.replace(&secret, REPLACEMENT).into() } else { text }
    });
    without_look_alikes(&text)
}

/// The secrets in this process's arguments and environment. Looked up only when there is an error to tell.
fn given_secrets() -> Vec<String> {
    let arguments: Vec<_> = env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let next = arguments.iter().zip(arguments.iter().skip(1)).filter(|(flag, _)| is_flag(flag));
    let attached = arguments.iter().filter_map(|argument| argument.split_once('=')).filter(|(flag, _)| is_flag(flag));
    let mut secrets: Vec<String> = next.map(|(_, value)| value.clone()).collect();
    secrets.extend(attached.map(|(_, value)| value.to_owned()));
    secrets.extend(SECRET_VARIABLES.iter().filter_map(env::var_os).map(|value| lossy(&value)));
    // A secret may be quoted trimmed, too.
    let trimmed: Vec<String> = secrets.iter().map(|secret| secret.trim().to_owned()).collect();
    secrets.extend(trimmed);
    secrets.retain(|secret| secret.len() >= SHORTEST);
    secrets
}

fn is_flag(argument: &str) -> bool {
    matches!(argument, "--secret" | "--other-secret")
}

fn lossy(value: &OsStr) -> String {
    value.to_string_lossy().into_owned()
}

fn without_look_alikes(text: &str) -> String {
    let mut parts = text.split(PREFIX);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_+/=-".contains(letter));
        result.push_str(if rest.len() == part.len() { PREFIX } else { REPLACEMENT });
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
    fn other_text_stays() {
        assert_eq!(redact("the whsec_ prefix"), "the whsec_ prefix");
        assert_eq!(redact("cannot read body.json"), "cannot read body.json");
    }

    #[test]
    fn redacting_twice_changes_nothing() {
        let once = redact("whsec_0123abc");
        assert_eq!(redact(&once), once);
    }
}
