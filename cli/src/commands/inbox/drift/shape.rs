//! What a value looks like, without what it says: letters become `a` or `A`, digits `9`.

use serde_json::Value;

/// The longest sample, in characters.
const LONGEST: usize = 500;
/// The longest word that is shown as it is, and as many digits on end as one may have: more could be a number of somebody.
const LONGEST_WORD: usize = 64;
const DIGITS: usize = 4;

/// The shape of a value, as JSON. Names of members stay where they are [words](word).
pub fn of(value: &Value) -> String {
    shortened(&shaped(value).to_string())
}

/// A name or a value of a fixed list, as it is: letters, digits, dots, dashes and underscores. Of anything else, the shape.
pub fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let digits = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let is_word = (1..=LONGEST_WORD).contains(&text.len()) && text.chars().all(is_plain) && digits <= DIGITS;
    if is_word { text.to_owned() } else { shortened(&letters(text)) }
}

fn shaped(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) => letters(&number.to_string()).into(),
        Value::String(text) => letters(text).into(),
        Value::Array(items) => items.iter().take(2).map(shaped).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (word(name), shaped(value))).collect(),
    }
}

fn letters(text: &str) -> String {
    let shape = |letter: char| match letter {
        _ if letter.is_numeric() => '9',
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ => letter,
    };
    text.chars().take(LONGEST).map(shape).collect()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_of_a_person_is_left() {
        let value = json!({ "email": "Ann.Lee@example.com", "phone": 4_915_112_345_678_u64, "ok": true, "Zoë Ünal": ["x", "y", "z"] });
        let shown = of(&value);
        for kept in
            ["email", "\"Aaa.Aaa@aaaaaaa.aaa\"", "\"9999999999999\"", "\"ok\":true", "\"Aaa Aaaa\":[\"a\",\"a\"]"]
        {
            assert!(shown.contains(kept), "{kept} is not in {shown}");
        }
    }

    #[test]
    fn words_stay_and_what_may_be_personal_does_not() {
        for stays in ["email.resubscribed", "Transient", "bounce_type-2", "v2024"] {
            assert_eq!(word(stays), stays);
        }
        assert_eq!(word("ann@example.com"), "aaa@aaaaaaa.aaa");
        assert_eq!(word("4915112345"), "9999999999");
        assert_eq!(word(""), "");
        assert!(word(&"x".repeat(900)).chars().count() <= LONGEST);
    }
}
