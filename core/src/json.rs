//! What JSON needs beyond `serde_json`: a nesting limit, and one meaning for odd but legal texts.

use crate::{ErrorCode, WebhookError, extra::Extra};
use serde_json::value::RawValue;

/// How many objects and arrays may be open at once in a body.
///
/// Real events need 4; parsers of some languages stop at 100 or overflow their stack somewhere above.
pub const MAX_DEPTH: usize = 64;

/// The body as text that any JSON parser may look at: UTF-8, and no deeper than [`MAX_DEPTH`].
pub(crate) fn text(body: &[u8]) -> Result<&str, WebhookError> {
    let text = utf8(body)?;
    check_depth(text)?;
    Ok(text)
}

/// The body as text. Large bodies that are not ASCII are checked several times as fast as by the standard library.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, WebhookError> {
    simdutf8::basic::from_utf8(body).map_err(|_| {
        // The quick check does not say where the fault is.
        let fault = str::from_utf8(body).err().map(|error| error.to_string());
        WebhookError::with_detail(ErrorCode::BodyNotJson, fault.unwrap_or_default())
    })
}

/// Fails where more than [`MAX_DEPTH`] brackets are open at once.
pub(crate) fn check_depth(text: &str) -> Result<(), WebhookError> {
    if too_deep(text.as_bytes()) { Err(ErrorCode::BodyTooDeep.into()) } else { Ok(()) }
}

/// Whether more than [`MAX_DEPTH`] brackets are open at once, outside of strings.
///
/// Looks at any bytes, valid JSON or not, so that nothing recursive ever sees a nesting bomb.
pub(crate) fn too_deep(text: &[u8]) -> bool {
    opening_brackets(text) > MAX_DEPTH && depth_exceeds_limit(text)
}

/// All opening brackets, those in strings included: an upper bound of the depth at vector speed.
pub(crate) fn opening_brackets(text: &[u8]) -> usize {
    // `[` and `{` differ in one bit; blocks below 256 keep the sum in a byte, which the compiler vectorizes.
    let in_block = |block: &[u8]| block.iter().map(|byte| u8::from(byte | 0x20 == b'{')).sum::<u8>();
    text.chunks(128).map(|block| usize::from(in_block(block))).sum()
}

fn depth_exceeds_limit(text: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The same JSON as `JSON.stringify` writes it: no spaces, no needless escapes, duplicate keys merged, lone
/// surrogates replaced. Numbers keep their spelling.
///
/// JavaScript writes `"\ud83d"` for a string cut inside an emoji, and Rust's strings can't hold it:
/// it becomes U+FFFD. Of duplicate keys the last value wins, in the first one's place, as in
/// `JSON.parse`. The caller has parsed the text already, so it is valid JSON.
pub(crate) fn normalize(text: &str) -> String {
    let text = replace_lone_surrogates(text);
    let mut out = String::with_capacity(text.len());
    merge_duplicates(&text, &mut out);
    out
}

/// Replaces escapes of lone surrogates by that of U+FFFD, of the same length.
pub(crate) fn replace_lone_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (escape, len) = match (code_unit(rest), rest.get(6..).and_then(code_unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (&rest[..12], 12),
            (Some(0xD800..=0xDFFF), _) => ("\\ufffd", 6),
            // `\\` counts as one escape, so that the second backslash does not start another.
            _ => (&rest[..2], 2),
        };
        out.push_str(escape);
        rest = &rest[len..];
    }
    out.push_str(rest);
    out
}

/// The code unit of the `\uXXXX` escape that the text starts with.
fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

fn merge_duplicates(text: &str, out: &mut String) {
    if let Ok(object) = serde_json::from_str::<Extra<'_>>(text) {
        let members = object.iter().map(|(key, value)| (Some(key), value));
        merge_members(members, ('{', '}'), out);
    } else if let Ok(array) = serde_json::from_str::<Vec<&RawValue>>(text) {
        merge_members(array.into_iter().map(|value| (None, value)), ('[', ']'), out);
    } else if let Ok(string) = serde_json::from_str::<String>(text) {
        push_string(&string, out);
    } else {
        out.push_str(text);
    }
}

fn push_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

fn merge_members<'m>(
    members: impl Iterator<Item = (Option<&'m str>, &'m RawValue)>,
    (open, close): (char, char),
    out: &mut String,
) {
    out.push(open);
    for (index, (key, value)) in members.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if let Some(key) = key {
            push_string(key, out);
            out.push(':');
        }
        merge_duplicates(value.get(), out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_strings() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        assert!(!too_deep(&nested(MAX_DEPTH)));
        assert!(too_deep(&nested(MAX_DEPTH + 1)));
        assert!(too_deep(&[b'{'; 1000]));
        let text = format!(r#"{{"a":"{}\"{}"}}"#, "[".repeat(500), "{".repeat(500));
        assert!(!too_deep(text.as_bytes()));
        assert!(!too_deep("[]".repeat(500).as_bytes()));
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        let fixed = |text| replace_lone_surrogates(text);
        assert_eq!(fixed(r#""\ud83d""#), r#""\ufffd""#);
        assert_eq!(fixed(r#""\ud83d\ude00 \u00e9 \n""#), r#""\ud83d\ude00 \u00e9 \n""#);
        assert_eq!(fixed(r#""\ude00\ud83d\ud83d\ude00""#), r#""\ufffd\ufffd\ud83d\ude00""#);
        assert_eq!(fixed(r#""\\ud83d""#), r#""\\ud83d""#);
    }

    #[test]
    fn the_last_duplicate_wins_in_the_first_ones_place() {
        let text = r#"{"a":1, "b":[{"c":1,"c":1.0}], "\u0061":{"d":1e999, "e":"\/\u00e9\n"}}"#;
        assert_eq!(normalize(text), r#"{"a":{"d":1e999,"e":"/é\n"},"b":[{"c":1.0}]}"#);
    }
}
