//! A verified delivery as an object of Python.

use crate::{
    errors, events, fast,
    received::{Received, Request},
    request,
    values::{ToPython, system_time_to_python},
};
use autosend_webhooks as core;
use pyo3::{
    intern,
    prelude::*,
    types::{PyBytes, PyString},
};

/// An authentic, timely request with its event read.
#[pyclass(frozen, module = "autosend_webhooks")]
pub struct Delivery {
    /// Where only a body was read it has no id; such an object is not shown to anybody.
    pub received: Received,
}

/// Kept alive by an event and all that was reached from it: they are parts of what was received.
pub type Shared = Py<Delivery>;

impl Delivery {
    pub fn get(&self) -> &core::Delivery<'_> {
        self.received.borrow_dependent()
    }
}

#[pymethods]
impl Delivery {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("event",)
    }

    /// The delivery's id, the same over all retries. It is not signed.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        fast::string(py, &self.get().id)
    }

    /// The event's type as the body names it, e.g. "email.sent".
    #[getter(r#type)]
    fn event_type(&self) -> &str {
        self.get().event_type()
    }

    /// What happened: an object of the class of its type, `Unknown` or `Invalid`.
    #[getter]
    fn event<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        events::event(slf)
    }

    /// When the event was created, from the signed body; None if the body holds no such time.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.get().created_at().cloned().to_python(py)
    }

    /// When the request says it was sent; None only where the tolerance is off. It is not signed.
    /// A time after the year 9999 is the last that a datetime can have.
    #[getter]
    fn sent_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        system_time_to_python(py, self.get().sent_at)
    }

    /// The same in Unix milliseconds, exactly as far as the header reaches.
    #[getter]
    fn sent_at_ms(&self) -> Option<i64> {
        self.get().sent_at.map(core::unix_millis)
    }

    /// Which of the verifier's secrets matched, from 0.
    #[getter]
    fn secret_index(&self) -> usize {
        self.get().secret_index
    }

    /// The raw body, exactly as received.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok((&self.received.borrow_owner().body).into_pyobject(py)?.into_any())
    }

    /// SHA-256 of the body, 32 bytes: what identifies the event, since only the body is signed. Computed once.
    #[getter]
    fn digest<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.get().digest())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let restore = py.import(intern!(py, "autosend_webhooks._pure.copying"))?.getattr(intern!(py, "delivery"))?;
        let delivery = self.get();
        let body = PyBytes::new(py, self.received.body());
        let arguments = (&*delivery.id, body, self.sent_at_ms(), delivery.secret_index);
        Ok((restore, arguments.into_pyobject(py)?.into_any()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let delivery = self.get();
        let quoted = |text: &str| PyString::new(py, text).repr().map(|text| text.to_string());
        Ok(format!("<Delivery {} of {}>", quoted(&delivery.id)?, quoted(delivery.event_type())?))
    }
}

/// A delivery that was verified before, e.g. one that was pickled. It checks no signature.
#[pyfunction]
#[pyo3(signature = (id, body, sent_at_ms, secret_index))]
pub fn restore_delivery(
    py: Python<'_>,
    id: String,
    body: &Bound<'_, PyAny>,
    sent_at_ms: Option<u64>,
    secret_index: usize,
) -> PyResult<Delivery> {
    let received = Received::try_new(Request::new(request::body(body)?), |request| {
        let mut delivery = core::Delivery::trusted(id, &request.body)?;
        delivery.sent_at = sent_at_ms.map(core::from_unix_millis);
        delivery.secret_index = secret_index;
        Ok(delivery)
    });
    let received = received.map_err(|error| errors::raise(py, &error))?;
    Ok(Delivery { received })
}
