//! What is noticed while a value is read.

use std::fmt;

/// Something in an event's data that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands: a JSON pointer within the data.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Variants of unions that are tried in one event at most: unions within objects of unions may multiply.
const MAX_ATTEMPTS: u32 = 10_000;

/// One reading of an event's data: where it is, and what did not fit so far.
#[derive(Debug)]
pub struct Reading {
    path: String,
    problems: Vec<Problem>,
    attempts: u32,
    /// The largest value of a field of the type integer.
    pub(super) max_integer: i64,
    /// Whether a value was read that does not print back as it was sent.
    pub(super) is_inexact: bool,
}

/// Without a limit of the type integer but its own.
impl Default for Reading {
    fn default() -> Self {
        Self::new(u64::MAX)
    }
}

impl Reading {
    pub(crate) fn new(max_integer: u64) -> Self {
        let max_integer = i64::try_from(max_integer).unwrap_or(i64::MAX);
        Self { path: String::new(), problems: Vec::new(), attempts: 0, max_integer, is_inexact: false }
    }

    /// Reads what is below a member or an item.
    pub(super) fn below<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        for letter in name.chars() {
            match letter {
                '~' => self.path.push_str("~0"),
                '/' => self.path.push_str("~1"),
                _ => self.path.push(letter),
            }
        }
        let value = read(self);
        self.path.truncate(length);
        value
    }

    /// Lists that what is read does not fit.
    pub(super) fn problem(&mut self, message: &str) {
        self.problems.push(Problem { path: self.path.clone(), message: message.to_owned() });
    }

    /// How many problems there are.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// Forgets what was listed after a count: what they were within is not kept.
    pub(super) fn forget(&mut self, count: usize) {
        self.problems.truncate(count);
    }

    /// Whether another variant may be tried.
    pub(super) fn may_try(&mut self) -> bool {
        self.attempts += 1;
        self.attempts <= MAX_ATTEMPTS
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
