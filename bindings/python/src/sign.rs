//! Signing requests as AutoSend does: for tests and senders.

use crate::{errors, request, values, verifier::text};
use autosend_webhooks::{self as core, EventType, Generation, Secret, SignedRequest};
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};

/// The webhook headers of a body, signed now.
///
/// `delivery_id`, `event` and `timestamp` (Unix milliseconds) replace what is made from the clock and the body.
#[pyfunction]
#[pyo3(signature = (secret, body, *, delivery_id = None, event = None, timestamp = None))]
pub fn sign<'py>(
    secret: &Bound<'py, PyAny>,
    body: &Bound<'py, PyAny>,
    delivery_id: Option<&str>,
    event: Option<&str>,
    timestamp: Option<i64>,
) -> PyResult<Bound<'py, PyDict>> {
    let py = body.py();
    let secret = Secret::new(&text(secret)?).map_err(|error| errors::raise(py, &error))?;
    headers(py, &secret, body, delivery_id, event, timestamp)
}

/// The headers of a body that a secret signs.
pub fn headers<'py>(
    py: Python<'py>,
    secret: &Secret,
    body: &Bound<'py, PyAny>,
    delivery_id: Option<&str>,
    event: Option<&str>,
    timestamp: Option<i64>,
) -> PyResult<Bound<'py, PyDict>> {
    let body = request::body(body)?;
    let mut request = SignedRequest::new(secret, &body);
    let now = core::unix_millis(values::now(py)?);
    request = request.delivery_id(delivery_id.map_or_else(|| format!("deliver-webhook-{now}"), str::to_owned));
    if let Some(event) = event {
        request = request.event(event);
    }
    request = request.timestamp(timestamp.unwrap_or(now));
    let headers = PyDict::new(py);
    request.headers().into_iter().try_for_each(|(name, value)| headers.set_item(name, value))?;
    Ok(headers)
}

/// A realistic body of an event type, pretty-printed JSON; None where that generation of the body has none.
#[pyfunction]
#[pyo3(signature = (event_type, /, *, generation = 2))]
pub fn sample<'py>(py: Python<'py>, event_type: &str, generation: u8) -> Option<Bound<'py, PyBytes>> {
    let generation = [Generation::First, Generation::Current].into_iter().find(|known| known.number() == generation)?;
    let sample = EventType::from_name(event_type)?.sample(generation)?;
    Some(PyBytes::new(py, sample.as_bytes()))
}
