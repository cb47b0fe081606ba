//! The native half of the Python package `autosend_webhooks`: the core's verifier with Python's types around it.
//!
//! What is accepted or refused is decided in the core alone. Here objects of Python become bytes and headers, and
//! events become objects of Python, each attribute when it is first asked for.

#![expect(clippy::doc_markdown, reason = "the comments are docstrings, where backticks mean less")]

mod delivery;
mod errors;
#[macro_use]
mod events;
mod explain;
mod fast;
#[rustfmt::skip]
mod generated;
mod received;
mod request;
mod sign;
mod untyped;
mod values;
mod verifier;

/// Python's view of the verifier; `autosend_webhooks` is the public face.
// True until the tests have run on a build without the GIL: there Python turns it on for this module.
#[pyo3::pymodule(gil_used = true)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::{
        delivery::{Delivery, restore_delivery},
        events::parse_event,
        explain::{Cause, Explanation},
        sign::{sample, sign},
        untyped::{Invalid, Unknown},
        verifier::Verifier,
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::generated::register(module)
    }
}
