//! The native half of the Python package `autosend_webhooks`: the core's verifier with Python's types around it.
//!
//! What is accepted or refused is decided in the core alone. Here objects of Python become bytes and headers, and
//! events become objects of the package's classes, their data when it is first asked for.

#![expect(clippy::doc_markdown, reason = "the comments are docstrings, where backticks mean less")]

#[macro_use]
mod classes;
mod errors;
mod events;
mod explain;
mod fast;
#[rustfmt::skip]
mod generated;
mod received;
mod request;
mod sign;
mod values;
mod verifier;

/// Python's view of the verifier; `autosend_webhooks` is the public face.
// True until the tests have run on a build without the GIL: there Python turns it on for this module.
#[pyo3::pymodule(gil_used = true)]
mod _native {
    #[pymodule_export]
    use crate::{events::parse_event, verifier::Verifier};
}
