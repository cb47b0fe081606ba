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

/// Text as a comment whose first line is indented already.
pub(crate) fn comment(text: &str, sign: &str, indent: usize) -> String {
    format!("{sign}{}", wrap(text, sign.to_owned(), indent))
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
        let text = "word ".repeat(30);
        let comment = comment(&text, "# ", 4);
        let lines: Vec<_> = comment.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("# word") && lines[1].starts_with("    # word"));
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert_eq!(comment.matches("word").count(), 30);
    }
}
