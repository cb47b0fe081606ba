//! Life cycles of mails: stored as planned events first, so that a restart goes on with them.

pub mod campaign;
pub mod life;
