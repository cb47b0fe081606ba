#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! Each uses only those below it.
//!
//! | module | is |
//! | --- | --- |
//! | `server` | the routes |
//! | [`dashboard`], `emulator_api`, `api`, `security`, `stream` | handlers |
//! | `state` | what the handlers share: [`Emulator`] and its [`Options`] |
//! | `engine` | the queue, delivery workers, retries, planned events |
//! | `scenario` | lives of mails and campaigns, as planned events |
//! | `hub`, `views` | what changes, and how it is shown |
//! | `store` | SQLite |
//! | `ids` | ids of events, webhooks and deliveries |
//! | `full_data`, `event_body`, `catalog`, `stringify`, [`json`] | bodies of events |
//! | `api_key`, `error`, `faults`, [`http`], [`origin`], `rate_limit`, `secret_text`, `time` | of no other module, or of `secret_text` alone |
#![forbid(unsafe_code)]

mod api;
mod api_key;
mod catalog;
pub mod dashboard;
mod emulator_api;
mod engine;
mod error;
pub mod event_body;
mod faults;
mod full_data;
pub mod http;
mod hub;
mod ids;
pub mod json;
pub mod origin;
mod rate_limit;
mod scenario;
mod secret_text;
mod security;
mod server;
mod state;
mod store;
mod stream;
mod stringify;
mod time;
mod views;

pub use api_key::ApiKey;
pub use engine::retry::Schedule;
pub use error::EmulatorError;
pub use scenario::campaign::{Campaign, DEFAULT_EMAILS, default_rates};
pub use secret_text::{SecretText, bearer};
pub use state::{DEFAULT_TIME_SCALE, Emulator, Options};
pub use store::Location;
pub use time::parse_duration;
