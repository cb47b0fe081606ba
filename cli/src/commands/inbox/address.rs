//! Where the inbox is.

use std::fmt;

/// Where the inbox is kept.
#[derive(Clone, clap::Args)]
pub struct StoreArgs {
    /// Where the inbox is kept: sqlite://FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE; for serve and work also an engine:
    /// nats://HOST:PORT?monitor=HOST:PORT, redis://HOST:PORT or kafka://HOST:PORT
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "AUTOSEND_INBOX_STORE",
        hide_env_values = true,
        default_value = "sqlite://inbox.db"
    )]
    store: String,
}

impl StoreArgs {
    pub fn address(&self) -> &str {
        &self.store
    }
}

impl fmt::Debug for StoreArgs {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreArgs(..)")
    }
}
