//! Laying out text in lines.

/// The longest line.
const WIDTH: usize = 100;
/// The longest line that biome is told to leave alone.
const TYPESCRIPT_WIDTH: usize = 120;

/// Breaks text into lines no longer than the width, each after the first begun with `indent` spaces and `prefix`.
#[expect(clippy::needless_pass_by_value, reason = "what a filter gets")]
pub(crate) fn wrap(text: &str, prefix: String, indent: usize) -> String {
    let start = format!("{}{prefix}", " ".repeat(indent));
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always one");
        if !line.is_empty() && start.len() + line.len() + 1 + word.len() > WIDTH {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join(&format!("\n{start}"))
}

/// Text without line breaks, control characters, and characters that make text look like something else.
pub(crate) fn one_line(text: &str) -> String {
    let shown = text.replace(is_break, " ");
    let shown: String = shown.chars().filter(|it| !is_invisible(*it)).collect();
    shown.trim().to_owned()
}

/// What some language takes for the end of a line, and other control characters.
fn is_break(it: char) -> bool {
    it.is_control() || matches!(it, '\u{2028}' | '\u{2029}')
}

/// Marks that turn the direction of text, with which code can be shown as what it is not.
pub(crate) fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text in Markdown, also within a table: nothing of it is markup.
pub(crate) fn markdown(text: &str) -> String {
    one_line(text).chars().fold(String::new(), |mut out, it| {
        match it {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '`' => out.push_str("&#96;"),
            '\\' | '*' | '[' | ']' | '|' | '#' | '!' | '~' => out.extend(['\\', it]),
            _ => out.push(it),
        }
        out
    })
}

/// The alternatives of a union type in TypeScript after `head`: in its line if they fit, else one a line.
#[expect(clippy::needless_pass_by_value, reason = "what a filter gets")]
pub(crate) fn union(items: Vec<String>, head: &str) -> String {
    let in_line = format!(" {}", items.join(" | "));
    if head.len() + in_line.len() < TYPESCRIPT_WIDTH {
        return in_line;
    }
    items.iter().fold(String::new(), |union, item| union + "\n  | " + item)
}

/// Names as Python's formatters sort them: constants, classes, others.
pub(crate) fn isort(mut names: Vec<String>) -> Vec<String> {
    let rank = |name: &str| match name.chars().next() {
        Some(first) if !first.is_ascii_uppercase() => 2,
        _ => i32::from(name.contains(|it: char| it.is_ascii_lowercase())),
    };
    names.sort_by(|one, other| (rank(one), one).cmp(&(rank(other), other)));
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_broken_between_words() {
        let text = wrap(&"word ".repeat(30), "# ".to_owned(), 4);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("word") && lines[1].starts_with("    # word"));
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert_eq!(text.matches("word").count(), 30);
    }

    #[test]
    fn foreign_text_is_one_line_and_no_markup() {
        assert_eq!(one_line(" a\r\nb\u{2028}c\u{202e}d\u{85}"), "a  b cd");
        assert_eq!(markdown("<b>|`x`[y](z)\n# t"), "&lt;b&gt;\\|&#96;x&#96;\\[y\\](z) \\# t");
    }
}
