//! What became of a delivery that was handed to the inbox.

/// What became of a delivery. All of them are answered 200: the inbox has it, and has committed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Not seen before: stored, and waiting for a worker.
    New {
        /// Its number in this inbox.
        seq: i64,
        /// Whether its id came with another body before. The id is not signed, so that is reported and
        /// changes nothing else.
        id_reused: bool,
    },
    /// As [`New`](Self::New) with a reused id, but kept from the workers, as [`OnIdReuse::Hold`](crate::OnIdReuse) asks.
    Held {
        /// Its number in this inbox.
        seq: i64,
    },
    /// This body was seen before, under whatever id: counted, and nothing else.
    Duplicate {
        /// The number of the first one.
        of: i64,
    },
    /// Never seen, but created longer ago than keys are kept: stored, and kept from the workers, since nobody can tell
    /// whether it was processed already.
    Expired {
        /// Its number in this inbox.
        seq: i64,
    },
}

impl Outcome {
    /// Its name in counters and logs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::New { .. } => "new",
            Self::Held { .. } => "held",
            Self::Duplicate { .. } => "duplicate",
            Self::Expired { .. } => "expired",
        }
    }

    /// The number of the delivery that it speaks of.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        match *self {
            Self::New { seq, .. } | Self::Held { seq } | Self::Duplicate { of: seq } | Self::Expired { seq } => seq,
        }
    }
}
