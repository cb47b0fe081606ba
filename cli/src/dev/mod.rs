//! A local AutoSend: its management API, signed deliveries with retries, a log, and a dashboard.

mod api;
mod catalog;
mod dashboard;
mod emulator_api;
mod engine;
mod faults;
mod hub;
mod ids;
pub mod scenario;
mod security;
mod store;
mod stream;
mod time;
mod views;

pub use api::access::ApiKey;
pub use engine::retry::Schedule;
pub use store::Location;

use crate::{origin::Names, output::UsageError, server::ServerArgs};
use api::{envelope::ApiError, rate_limit::RateLimit};
use autosend_webhooks::Generation;
use axum::{Router, http::StatusCode, middleware, routing::get};
use engine::{Engine, Settings};
use std::{future::pending, net::SocketAddr, sync::Arc};
use store::{
    Store, deliveries,
    settings::{self, Account},
};
use tokio::net::TcpListener;

/// What a user can choose.
#[derive(Debug)]
pub struct Options {
    pub address: SocketAddr,
    pub location: Location,
    /// `None` for the one that the database holds, or a new one.
    pub api_key: Option<ApiKey>,
    pub schedule: Schedule,
    /// How many times faster than the provider's time runs.
    pub time_scale: f64,
    pub generation: Generation,
    pub allow_url_change: bool,
    /// Requests a second.
    pub rate_limit: Option<u32>,
    pub server: ServerArgs,
}

/// What the handlers of the server share.
pub struct Emulator {
    engine: Arc<Engine>,
    api_key: ApiKey,
    names: Names,
    allow_url_change: bool,
    rate_limit: Option<RateLimit>,
}

impl Emulator {
    fn store(&self) -> &Store {
        &self.engine.store
    }

    fn account(&self) -> &Account {
        &self.engine.account
    }
}

/// An emulator that is listening, and not yet answering.
pub struct Server {
    listener: TcpListener,
    emulator: Arc<Emulator>,
    limits: ServerArgs,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    pub async fn bind(options: Options) -> Result<Self, UsageError> {
        let store = Store::open(&options.location).map_err(|error| {
            let fix = "Name another file with --database, or end the process that uses it.";
            UsageError::new(format!("cannot open {}: {error}", options.location), fix)
        })?;
        let listener = TcpListener::bind(options.address).await;
        let listener = listener.map_err(|error| cannot_listen(options.address, &error))?;
        let address = listener.local_addr().map_err(|error| cannot_listen(options.address, &error))?;
        let limits = options.server.clone();
        let emulator = Arc::new(emulator(store, options, limits.names(address)).await?);
        Ok(Self { listener, emulator, limits, address })
    }

    pub fn api_key(&self) -> &ApiKey {
        &self.emulator.api_key
    }

    /// Answers and delivers until the process is asked to end.
    pub async fn run(self) -> Result<(), UsageError> {
        let fix = "Start it again; nothing that was accepted is lost.";
        self.emulator.engine.start().await.map_err(|error| UsageError::new(error.to_string(), fix))?;
        self.limits.serve(self.listener, router(self.emulator), pending()).await;
        Ok(())
    }
}

async fn emulator(store: Store, options: Options, names: Names) -> Result<Emulator, UsageError> {
    let read = |connection: &_| {
        let account = settings::account(connection)?;
        Ok((account, deliveries::last_number(connection)?, settings::api_key(connection)?))
    };
    let damaged = |problem: String| UsageError::new(problem, "Name another file with --database.");
    let (account, last_number, stored_key) = store.write(read).await.map_err(|error| damaged(error.to_string()))?;
    let api_key = options.api_key.map_or_else(|| ApiKey::parse(&stored_key).map_err(damaged), Ok)?;
    let settings = Settings {
        account,
        last_number,
        generation: options.generation,
        schedule: options.schedule,
        time_scale: options.time_scale,
    };
    Ok(Emulator {
        engine: Engine::new(store, settings),
        api_key,
        names,
        allow_url_change: options.allow_url_change,
        rate_limit: options.rate_limit.map(RateLimit::new),
    })
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> UsageError {
    UsageError::new(format!("cannot listen on {address}: {error}"), "Choose another --port; 0 takes any that is free.")
}

fn router(emulator: Arc<Emulator>) -> Router {
    Router::new()
        .nest("/v1", api::router(&emulator))
        .nest("/emulator", emulator_api::router(&emulator))
        .route("/openapi.json", get(api::openapi::serve))
        .fallback(dashboard::serve)
        .method_not_allowed_fallback(|| async {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "This call has another method")
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&emulator), security::check))
        .with_state(emulator)
}
