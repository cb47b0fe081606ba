//! What a configured text must not look like, since no secret does: signs of a configuration gone wrong.

use crate::{ErrorCode, WebhookError};

/// Characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows nothing
/// (Unicode's `Default_Ignorable_Code_Point`, blanks that count as letters), and what stands for bytes that could not be read.
const UNSEEN: [(char, char); 22] = [
    ('\u{0}', '\u{1f}'),
    ('\u{7f}', '\u{a0}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{2000}', '\u{200f}'),
    ('\u{2028}', '\u{202f}'),
    ('\u{205f}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{ffff}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// What a missing value prints as, in one language or another; ASCII letters in either case.
const MISSING: [&str; 11] =
    ["undefined", "null", "none", "nil", "nan", "true", "false", "(null)", "<nil>", "<null>", "***hidden***"];

/// What encloses a variable that was never replaced by its value.
const VARIABLES: [(&str, &str); 4] = [("${", "}"), ("$(", ")"), ("{{", "}}"), ("[object ", "]")];

/// Fails with [`ErrorCode::InvalidSecret`] and says what is wrong without showing the text.
pub(super) fn check(text: &str) -> Result<(), WebhookError> {
    let refused = |detail: String| Err(WebhookError::with_detail(ErrorCode::InvalidSecret, detail));
    if text.is_empty() {
        return refused("it is empty".to_owned());
    }
    if let Some((index, letter)) = foreign(text) {
        let (code, position) = (u32::from(letter), index + 1);
        return refused(format!("U+{code:04X} at character {position} does not belong there"));
    }
    if is_placeholder(text) {
        return refused("it is a placeholder, or what a missing value prints as".to_owned());
    }
    Ok(())
}

/// The first character that does not belong there, and its index.
fn foreign(text: &str) -> Option<(usize, char)> {
    let last = text.chars().count().saturating_sub(1);
    let at_an_end = |index| index == 0 || index == last;
    text.chars().enumerate().find(|&(index, letter)| is_unseen(letter) || (at_an_end(index) && encloses(letter)))
}

pub(crate) fn is_unseen(letter: char) -> bool {
    UNSEEN.iter().any(|&(first, last)| (first..=last).contains(&letter))
}

/// A space or a quotation mark, which are fine inside.
pub(crate) const fn encloses(letter: char) -> bool {
    matches!(letter, ' ' | '"' | '\'' | '`' | '«' | '»' | '\u{2018}'..='\u{201f}' | '‹' | '›')
}

fn is_placeholder(text: &str) -> bool {
    MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing))
        || VARIABLES.iter().any(|(open, close)| text.starts_with(open) && text.ends_with(close))
}
