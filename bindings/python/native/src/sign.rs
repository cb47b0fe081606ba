//! Signing requests as AutoSend does: for tests and senders.

use crate::{request, values};
use autosend_webhooks::{self as core, Secret, SignedRequest};
use pyo3::{prelude::*, types::PyDict};

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
