//! Bodies without the addresses of those whom they are about.

use std::{collections::HashMap, fmt::Write};

/// What stands for `@`: itself, in a URL, in JSON.
const SIGNS: [&str; 3] = ["@", "%40", "\\u0040"];

/// The text with each address replaced by another one, the same by the same; all else stays, byte for byte.
pub fn anonymous(text: &str) -> String {
    let (mut names, mut result, mut rest) = (HashMap::new(), String::with_capacity(text.len()), text);
    while let Some((at, sign)) = first_sign(rest) {
        let start = local_start(&rest[..at]);
        let end = at + sign.len();
        let length = rest[end..].find(|letter| !is_domain(letter)).unwrap_or(rest.len() - end);
        let domain = rest[end..end + length].trim_end_matches(['.', '-']);
        if start == at || domain.is_empty() {
            result += &rest[..end];
            rest = &rest[end..];
            continue;
        }
        let address = format!("{}@{domain}", &rest[start..at]).to_lowercase();
        let next = names.len() + 1;
        let number = *names.entry(address).or_insert(next);
        result += &rest[..start];
        // Writing into a text can't fail.
        let _ = write!(result, "person{number}{sign}example.com");
        rest = &rest[end + domain.len()..];
    }
    result + rest
}

fn first_sign(text: &str) -> Option<(usize, &'static str)> {
    SIGNS.iter().filter_map(|sign| Some((text.find(sign)?, *sign))).min()
}

/// Where what stands before the sign begins: after an escape of JSON, whose letters belong to it.
fn local_start(before: &str) -> usize {
    let local = before.trim_end_matches(is_local);
    let (start, backslashes) = (local.len(), local.len() - local.trim_end_matches('\\').len());
    if backslashes % 2 == 0 {
        return start;
    }
    let escape = if before[start..].starts_with('u') { 5 } else { 1 };
    start + before[start..].chars().take(escape).map(char::len_utf8).sum::<usize>()
}

/// What is in addresses, but for what URLs are made of.
fn is_local(letter: char) -> bool {
    letter.is_alphanumeric() || "!#$'*+-^_`|~.".contains(letter)
}

fn is_domain(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '.' || letter == '-'
}

#[cfg(test)]
mod tests {
    use super::anonymous;

    #[test]
    fn the_same_address_becomes_the_same() {
        let text = r#"{"from":"Shop@Example.org","to":{"email":"ann+x@shop.example","name":"Ann"},"reason":"<ann+x@shop.example>: no. shop@example.org."}"#;
        let wanted = r#"{"from":"person1@example.com","to":{"email":"person2@example.com","name":"Ann"},"reason":"<person2@example.com>: no. person1@example.com."}"#;
        assert_eq!(anonymous(text), wanted);
    }

    #[test]
    fn other_spellings_and_languages_are_found() {
        assert_eq!(
            anonymous(r#""u":"https://x.example/?a=zoë%40bücher.example&b=1","v":"zoë\u0040bücher.example""#),
            r#""u":"https://x.example/?a=person1%40example.com&b=1","v":"person1\u0040example.com""#
        );
    }

    #[test]
    fn escapes_of_json_stay_whole() {
        for (text, wanted) in [
            (r#""\u003cann@b.example\u003e""#, r#""\u003cperson1@example.com\u003e""#),
            (r#""to\nann@b.example""#, r#""to\nperson1@example.com""#),
            (r#""a\\ann@b.example""#, r#""a\\person1@example.com""#),
        ] {
            assert_eq!(anonymous(text), wanted);
        }
    }

    #[test]
    fn what_is_no_address_stays() {
        for text in ["", "@", "a@", "@b", "5 @ 3", r#"{"subject":"@home"}"#, "é@"] {
            assert_eq!(anonymous(text), text);
        }
    }
}
