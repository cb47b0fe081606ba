//! A body that Python owns, and what the core read from it.

use crate::{events, request::HeaderValues};
use autosend_webhooks::Delivery;
use pyo3::{prelude::*, pybacked::PyBackedBytes};
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
    pub fn delivery(&self) -> &Delivery<'_> {
        self.borrow_dependent()
    }

    /// The raw body.
    pub fn body<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok((&self.borrow_owner().body).into_pyobject(py)?.into_any())
    }
}

/// What an event's attributes are filled from when the first one is asked for.
#[pyclass(frozen, freelist = 16, module = "autosend_webhooks._native")]
pub struct Source {
    pub received: Received,
}

#[pymethods]
impl Source {
    /// Fills an event that was made from this, and returns its data.
    fn fill<'py>(&self, event: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        events::fill(event, &self.received.delivery().event)
    }
}
