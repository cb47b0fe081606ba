//! A body that Python owns, and what the core read from it.

use crate::request::HeaderValues;
use autosend_webhooks::{Delivery, Event};
use pyo3::pybacked::PyBackedBytes;
use self_cell::self_cell;

/// What came in. The body is not copied.
pub struct Request {
    pub body: PyBackedBytes,
    pub headers: HeaderValues,
}

impl Request {
    /// A request without headers.
    pub fn new(body: PyBackedBytes) -> Self {
        Self { body, headers: HeaderValues::default() }
    }
}

self_cell!(
    /// A request together with the delivery that borrows from it, so that both can live in a Python object.
    pub struct Received {
        owner: Request,
        #[covariant]
        dependent: Delivery,
    }
);

impl Received {
    pub fn event(&self) -> &Event<'_> {
        &self.borrow_dependent().event
    }

    /// The raw body.
    pub fn body(&self) -> &[u8] {
        &self.borrow_owner().body
    }
}
