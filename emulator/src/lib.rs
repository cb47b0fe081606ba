#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod api;
mod catalog;
mod dashboard;
mod emulator_api;
mod engine;
mod error;
pub mod event_body;
mod faults;
pub mod http;
mod hub;
mod ids;
pub mod json;
pub mod origin;
mod scenario;
mod secret_text;
mod security;
mod store;
mod stream;
mod stringify;
mod time;
mod views;

pub use api::access::ApiKey;
pub use engine::retry::Schedule;
pub use error::EmulatorError;
pub use scenario::campaign::{Campaign, usual as campaign_rates};
pub use secret_text::SecretText;
pub use store::Location;
pub use time::parse_duration;

use api::{envelope::ApiError, rate_limit::RateLimit};
use autosend_webhooks::Generation;
use axum::{Router, http::StatusCode, middleware, routing::get};
use engine::{Engine, Settings};
use origin::Names;
use std::sync::Arc;
use store::{
    Store, deliveries,
    settings::{self, Account},
};

/// What a user can choose.
#[derive(Debug)]
pub struct Options {
    /// Where webhooks, the queue and the log are kept.
    pub location: Location,
    /// The key that requests must have; `None` for the one that the database holds, or a new one.
    pub api_key: Option<ApiKey>,
    /// When failed deliveries are sent again.
    pub schedule: Schedule,
    /// How many times faster than the provider's time runs.
    pub time_scale: f64,
    /// The form of the bodies.
    pub generation: Generation,
    /// Whether a webhook's URL can be changed, as the provider's reference says and its introduction denies.
    pub allow_url_change: bool,
    /// How many requests a second are taken; all if none.
    pub rate_limit: Option<u32>,
    /// The names under which it is called: requests for others are refused, as a browser could be made to send them.
    pub names: Names,
}

/// A local AutoSend: what the handlers of its server share.
pub struct Emulator {
    engine: Arc<Engine>,
    api_key: ApiKey,
    names: Names,
    allow_url_change: bool,
    rate_limit: Option<RateLimit>,
}

impl Emulator {
    /// Opens what it keeps. Fails if that can't be read.
    pub async fn open(options: Options) -> Result<Arc<Self>, EmulatorError> {
        let store = Store::open(&options.location).map_err(|error| {
            let fix = "Name another file, or end the process that uses it.";
            EmulatorError::new(format!("cannot open {}: {error}", options.location), fix)
        })?;
        Ok(Arc::new(opened(store, options).await?))
    }

    /// Begins to deliver: first what waits from before.
    pub async fn start(&self) -> Result<(), EmulatorError> {
        let fix = "Start it again; nothing that was accepted is lost.";
        self.engine.start().await.map_err(|error| EmulatorError::new(error.to_string(), fix))
    }

    /// The API, the emulator's own API, and the dashboard: to be served.
    pub fn router(self: &Arc<Self>) -> Router {
        router(self.clone())
    }

    /// The key that requests must have.
    #[must_use]
    pub fn api_key(&self) -> &ApiKey {
        &self.api_key
    }

    fn store(&self) -> &Store {
        &self.engine.store
    }

    fn account(&self) -> &Account {
        &self.engine.account
    }
}

async fn opened(store: Store, options: Options) -> Result<Emulator, EmulatorError> {
    let read = |connection: &_| {
        let account = settings::account(connection)?;
        Ok((account, deliveries::last_number(connection)?, settings::api_key(connection)?))
    };
    let damaged = |problem: String| EmulatorError::new(problem, "Name another file.");
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
        names: options.names,
        allow_url_change: options.allow_url_change,
        rate_limit: options.rate_limit.map(RateLimit::new),
    })
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
