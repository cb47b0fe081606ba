//! `inbox dashboard`, and the page that `inbox serve --dashboard` has besides.

mod api;
mod server;
mod timeline;
mod token;

use super::{StoreArgs, ending::Ending};
use crate::{
    output::{BOLD, Exit, UsageError, note, print_json},
    server::{HostArgs, ServerArgs},
};
use autosend_webhooks_inbox::Store;
use axum::Router;
use serde_json::json;
use std::{net::SocketAddr, sync::Arc};
pub use token::TokenArgs;
use tokio::net::TcpListener;

/// Where the page is unless told otherwise.
pub const DEFAULT_ADDRESS: &str = "127.0.0.1:3001";

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox dashboard
  autosend-webhooks inbox dashboard --store postgres://app:password@db/app
  autosend-webhooks inbox dashboard --dashboard-token-file token --listen 127.0.0.1:4000

It prints the address of the page with the token in it. `inbox serve --dashboard` has the same page.";

/// A page in the browser: deliveries with search, rates over time, dead letters, replay
///
/// For an inbox that another process fills. The page needs a token, which is in the address that is printed; it is made
/// anew at each start unless --dashboard-token-file or AUTOSEND_INBOX_DASHBOARD_TOKEN gives one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The address to listen on. There is no TLS: on others than loopback, put it behind a proxy that has it
    #[arg(long, value_name = "ADDRESS:PORT", default_value = DEFAULT_ADDRESS)]
    listen: SocketAddr,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    token: TokenArgs,

    #[command(flatten)]
    hosts: HostArgs,

    #[command(flatten)]
    server: ServerArgs,

    /// Print the address as one line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let dashboard = Dashboard::bind(args.listen, "--listen", store, &args.token, &args.hosts).await?;
    if args.json {
        print_json(&json!({ "dashboard": dashboard.url }))?;
    } else {
        dashboard.tell();
    }
    let mut ending = Ending::new()?;
    args.server.serve(dashboard.listener, dashboard.router, ending.wait()).await;
    Ok(Exit::Ok)
}

/// The page, bound to its address.
pub struct Dashboard {
    /// With the token in its fragment, unless the user gave that.
    pub url: String,
    listener: TcpListener,
    router: Router,
}

impl Dashboard {
    /// Listens. `option` is what a user changes if that fails.
    pub async fn bind(
        address: SocketAddr,
        option: &str,
        store: Arc<dyn Store>,
        token: &TokenArgs,
        hosts: &HostArgs,
    ) -> Result<Self, UsageError> {
        let token = token.token()?;
        let listener = TcpListener::bind(address).await.map_err(|error| {
            UsageError::new(format!("cannot listen on {address}: {error}"), format!("Give another {option}."))
        })?;
        let bound = listener.local_addr().unwrap_or(address);
        let url = token.url(bound);
        let router = server::router(store, token, hosts.names(bound));
        if !bound.ip().is_loopback() {
            note("warning: others can reach the dashboard, and it has no TLS: put it behind a proxy that has it");
        }
        Ok(Self { url, listener, router })
    }

    /// The page of the store at an address, which it opens once more: what the page looks at does not hold up the workers.
    pub async fn of(
        address: SocketAddr,
        store: &StoreArgs,
        token: &TokenArgs,
        hosts: &HostArgs,
    ) -> Result<Self, UsageError> {
        Self::bind(address, "--dashboard", store.existing().await?, token, hosts).await
    }

    /// Tells people where it is.
    pub fn tell(&self) {
        note(&format!("{BOLD}dashboard: {}{BOLD:#}", self.url));
    }

    /// Answers until `stop` ends.
    pub async fn serve(self, server: &ServerArgs, stop: impl Future<Output = ()>) {
        server.serve(self.listener, self.router, stop).await;
    }
}
