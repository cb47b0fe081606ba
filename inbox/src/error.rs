//! What can go wrong between a verified delivery and its commit.

use std::{fmt, sync::Arc};

/// Why an inbox did not do what it was asked.
///
/// What is not stored must not be answered 2xx: all of these are answered 503, so that AutoSend delivers again.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct InboxError {
    code: InboxErrorCode,
    detail: Arc<str>,
}

/// The causes of [`InboxError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InboxErrorCode {
    /// More deliveries wait for the store than it may keep in memory.
    Full,
    /// The store did not answer in time, or another process holds it.
    Busy,
    /// The store can't be reached, or can't write.
    Unavailable,
    /// One delivery can't be stored, whatever the state of the store.
    Refused,
    /// The tables are not there.
    NoTables,
    /// The tables were made by a newer version of this program.
    NewerStore,
    /// Partitions were asked for, and the tables were made without them.
    NotPartitioned,
    /// This is no database, or it is one of another program.
    ForeignDatabase,
    /// The store's address can't be understood.
    BadAddress,
    /// The lease went to another worker.
    LeaseLost,
    /// The engine would lose what it acknowledged; the setting is named.
    UnsafeSetting,
    /// The address is of an engine that this program was built without.
    MissingFeature,
}

impl InboxErrorCode {
    /// As it stands in messages and responses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "inbox_full",
            Self::Busy => "inbox_busy",
            Self::Unavailable => "inbox_unavailable",
            Self::Refused => "delivery_not_storable",
            Self::NoTables => "no_tables",
            Self::NewerStore => "newer_store",
            Self::NotPartitioned => "not_partitioned",
            Self::ForeignDatabase => "foreign_database",
            Self::BadAddress => "bad_store_address",
            Self::LeaseLost => "lease_lost",
            Self::UnsafeSetting => "unsafe_setting",
            Self::MissingFeature => "missing_feature",
        }
    }
}

impl fmt::Display for InboxErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl InboxError {
    /// An error with what is to be said about it. The detail must hold no secret.
    pub fn new(code: InboxErrorCode, detail: impl Into<Arc<str>>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// The cause.
    #[must_use]
    pub const fn code(&self) -> InboxErrorCode {
        self.code
    }

    /// The same, with what else is known of it.
    #[cfg(feature = "kafka")]
    pub(crate) fn because(&self, reason: &str) -> Self {
        Self::new(self.code, format!("{} ({reason})", self.detail))
    }

    pub(crate) fn unavailable(error: &impl ToString) -> Self {
        Self::new(InboxErrorCode::Unavailable, error.to_string())
    }
}
