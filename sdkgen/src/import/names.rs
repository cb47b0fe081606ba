//! Names of types, made of what a document calls them.

use heck::ToUpperCamelCase;
use std::collections::HashSet;

/// The longest name that is made of an object's and a member's.
const MAX_LENGTH: usize = 60;

/// What a type may be called.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    /// As a reference or a title calls it, or after what it is a member of.
    pub long: String,
    /// After the member alone.
    pub short: String,
    /// Whether the document calls it so itself.
    pub is_given: bool,
}

impl Names {
    /// Those of what the document calls so.
    pub(crate) fn given(name: &str) -> Self {
        let name = pascal(name);
        Self { long: name.clone(), short: name, is_given: true }
    }

    /// Those of a member of this.
    pub(crate) fn member(&self, name: &str) -> Self {
        let short = pascal(name);
        let long = format!("{}{short}", self.long);
        Self { long: if long.len() > MAX_LENGTH { short.clone() } else { long }, short, is_given: false }
    }
}

/// An identifier in Pascal case.
pub(crate) fn pascal(text: &str) -> String {
    let plain: String = text.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { ' ' }).collect();
    let name: String = plain.to_upper_camel_case().chars().take(MAX_LENGTH).collect();
    if name.starts_with(|it: char| it.is_ascii_alphabetic()) { name } else { format!("Value{name}") }
}

/// The first of the wishes that nobody has yet, or the last of them with a number.
pub(crate) fn claim(taken: &mut HashSet<String>, wishes: &[&str]) -> String {
    let last = wishes.last().copied().unwrap_or("Value");
    let numbered = (2..).map(|number| format!("{last}{number}"));
    let all = wishes.iter().map(|&wish| wish.to_owned()).chain(numbered);
    all.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

/// The first paragraph of a text in one line, no longer than a few lines.
pub(crate) fn brief(text: &str, most: usize) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(&*cut, |(before, _)| before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers_and_distinct() {
        assert_eq!(pascal("webhook-check-run$completed"), "WebhookCheckRunCompleted");
        assert_eq!(pascal("2fa"), "Value2fa");
        assert_eq!(pascal("класс"), "Value");
        let mut taken = HashSet::new();
        let names = [&["Owner", "IssueOwner"][..]; 4].map(|wishes| claim(&mut taken, wishes));
        assert_eq!(names, ["Owner", "IssueOwner", "IssueOwner2", "IssueOwner3"]);
    }

    #[test]
    fn docs_are_brief() {
        assert_eq!(brief(" a\nb \n\n c", 10), "a b");
        assert_eq!(brief("one two three", 9), "one two …");
    }
}
