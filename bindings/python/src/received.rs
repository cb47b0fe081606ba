//! A body that Python owns, and what the core read from it.

use crate::request::HeaderValues;
use autosend_webhooks as core;
use pyo3::pybacked::PyBackedBytes;
use self_cell::self_cell;

/// What came in: nothing of it is copied.
pub struct Request {
    pub body: PyBackedBytes,
    pub headers: HeaderValues,
}

/// What the core made of it, borrowing from there.
pub enum Content<'a> {
    Delivery(core::Delivery<'a>),
    Event(core::Event<'a>),
}

self_cell!(
    /// A request together with what borrows from it, so that both can live in a Python object.
    pub struct Received {
        owner: Request,
        #[covariant]
        dependent: Content,
    }
);

impl Received {
    pub fn event(&self) -> &core::Event<'_> {
        match self.borrow_dependent() {
            Content::Delivery(delivery) => &delivery.event,
            Content::Event(event) => event,
        }
    }

    /// The delivery; none if only a body was read.
    pub fn delivery(&self) -> Option<&core::Delivery<'_>> {
        match self.borrow_dependent() {
            Content::Delivery(delivery) => Some(delivery),
            Content::Event(_) => None,
        }
    }

    /// The raw body.
    pub fn body(&self) -> &[u8] {
        &self.borrow_owner().body
    }
}
