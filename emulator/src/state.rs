//! What the handlers of the server share, and what a user chooses of it.

use crate::{
    api_key::ApiKey,
    engine::{Engine, Settings, retry::Schedule},
    error::EmulatorError,
    origin::Names,
    rate_limit::RateLimit,
    store::{
        Location, Store, deliveries,
        settings::{self, Account},
    },
};
use autosend_webhooks::Generation;
use std::{net::SocketAddr, sync::Arc};

/// How many times faster than the provider's time runs, unless a user chooses otherwise.
pub const DEFAULT_TIME_SCALE: f64 = 1.0;

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

impl Options {
    /// What holds unless a user chooses otherwise, for a server at that address: in memory, a key that is made up, the
    /// provider's first retry schedule, the provider's time, the current form of bodies, no limit of requests.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        Self {
            location: Location::default(),
            api_key: None,
            schedule: Schedule::default(),
            time_scale: DEFAULT_TIME_SCALE,
            generation: Generation::Current,
            allow_url_change: false,
            rate_limit: None,
            names: Names::new(address, &[]),
        }
    }
}

/// A local AutoSend: what the handlers of its server share.
pub struct Emulator {
    pub(crate) engine: Arc<Engine>,
    pub(crate) api_key: ApiKey,
    pub(crate) names: Names,
    pub(crate) allow_url_change: bool,
    pub(crate) rate_limit: Option<RateLimit>,
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

    /// The key that requests must have.
    #[must_use]
    pub fn api_key(&self) -> &ApiKey {
        &self.api_key
    }

    pub(crate) fn store(&self) -> &Store {
        &self.engine.store
    }

    pub(crate) fn account(&self) -> &Account {
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
