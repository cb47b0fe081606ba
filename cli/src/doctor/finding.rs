//! What a check found.

use serde::Serialize;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    /// From outside it can't be told.
    Undecided,
    Failed,
}

/// How a check came out, and what was seen.
#[derive(Debug)]
pub struct Finding {
    pub outcome: Outcome,
    /// A sentence or two.
    pub text: String,
}

impl Finding {
    pub fn passed(text: impl Into<String>) -> Self {
        Self { outcome: Outcome::Passed, text: text.into() }
    }

    pub fn undecided(text: impl Into<String>) -> Self {
        Self { outcome: Outcome::Undecided, text: text.into() }
    }

    pub fn failed(text: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed, text: text.into() }
    }
}
