//! Webhooks of any provider, verified and signed by a [`Profile`]: data that says which headers carry what, how requests are
//! signed, and where a body says its type and its data. There is no code for a provider.
//!
//! ```
//! use autosend_webhooks_profile::{Profile, Request, Verifier};
//!
//! let profile: Profile = serde_json::from_str(r#"{
//!     "provider": "GitHub",
//!     "signatures": [{ "header": "X-Hub-Signature-256", "prefix": "sha256=", "signed_content": "{body}" }],
//!     "headers": { "event": "X-GitHub-Event" },
//!     "timestamp": { "from": "none" },
//!     "envelope": { "type": [{ "header": "X-GitHub-Event" }, { "path": ["action"], "optional": true }], "join": "." }
//! }"#)?;
//! let verifier = Verifier::new(profile, ["It's a Secret to Everybody"])?;
//! let body = br#"{"action":"opened"}"#;
//! let headers = verifier.sign(&Request::new(body), "issues", None)?;
//! let request = Request::new(body).headers(&headers);
//! let verified = verifier.verify(&request)?;
//! let event = &verified.events()?[0];
//! assert_eq!(event.event_type, "issues.opened");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing is parsed before it is authentic; signatures are compared in constant time, with every secret and every candidate.

#[cfg(feature = "verify")]
mod content;
#[cfg(feature = "verify")]
mod envelope;
#[cfg(feature = "verify")]
mod error;
#[cfg(feature = "verify")]
mod explain;
#[cfg(feature = "verify")]
mod key;
mod profile;
#[cfg(feature = "verify")]
mod raw;
#[cfg(feature = "verify")]
mod request;
#[cfg(feature = "verify")]
mod signature;
#[cfg(feature = "verify")]
pub mod typed;
#[cfg(feature = "verify")]
mod verifier;

pub use profile::{
    Encoding, Envelope, Fallback, Form, Generation, Hash, HeaderNames, KeyForm, Limits, Pairs, Part, Profile,
    ProfileText, Scheme, Signature, SignedContent, Source, TimeFormat, TimeUnit, Timestamp, TimestampSource,
};
#[cfg(feature = "verify")]
pub use {
    envelope::Event,
    error::Error,
    explain::{Explainer, Explanation},
    request::Request,
    verifier::{Verified, Verifier},
};
