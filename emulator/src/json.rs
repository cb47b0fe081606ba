//! JSON as text: numbers and strings keep their spelling, since nothing is parsed into values.

/// The same JSON without white space between its tokens, as `JSON.stringify` writes it.
#[must_use]
pub fn compact(json: &str) -> String {
    let mut strings = Strings::default();
    json.chars().filter(|letter| strings.contains(*letter) || !letter.is_ascii_whitespace()).collect()
}

/// Compact JSON, indented for people.
#[must_use]
pub fn pretty(compact: &str) -> String {
    let (mut text, mut depth, mut strings) = (String::with_capacity(compact.len() * 2), 0, Strings::default());
    let mut letters = compact.chars().peekable();
    while let Some(letter) = letters.next() {
        if strings.contains(letter) {
            text.push(letter);
            continue;
        }
        match letter {
            '{' | '[' => {
                text.push(letter);
                // Empty ones stay together.
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(end);
                } else {
                    depth += 1;
                    break_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth -= 1;
                break_line(&mut text, depth);
                text.push(letter);
            }
            ',' => {
                text.push(letter);
                break_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            _ => text.push(letter),
        }
    }
    text
}

fn break_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
}

/// Tells which letters of a JSON text belong to strings.
#[derive(Default)]
struct Strings {
    inside: bool,
    escaped: bool,
}

impl Strings {
    /// Whether the next letter belongs to a string, its quotes included.
    fn contains(&mut self, letter: char) -> bool {
        let (was_inside, was_escaped) = (self.inside, self.escaped);
        self.escaped = was_inside && !was_escaped && letter == '\\';
        if letter == '"' && !was_escaped {
            self.inside = !was_inside;
        }
        was_inside || self.inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_changes_nothing_inside_strings() {
        assert_eq!(compact(r#"{ "a b" : "c\" , \\" , "n" : 1.0 }"#), r#"{"a b":"c\" , \\","n":1.0}"#);
    }

    #[test]
    fn pretty_and_compact_are_inverse() {
        let json = r#"{"a":[1,{"b":"x: {,\"}"}],"c":{},"d":[],"e":1e999}"#;
        assert_eq!(compact(&pretty(json)), json);
        assert_eq!(pretty(r#"{"a":[1],"b":{}}"#), "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
    }
}
