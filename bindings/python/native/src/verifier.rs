//! The verifier as an object of Python.

use crate::{
    errors, events, explain,
    received::{Received, Request},
    request::{self, HeaderValues},
    sign, values,
};
use autosend_webhooks::{self as core, Secret, WebhookError};
use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyDict, PyString},
};
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// From this many bytes on other threads run while a body is verified: hashing it takes longer than handing over.
const LARGE: usize = 64 * 1024;

/// Verifies requests. Immutable; share one between all threads.
///
/// `secret` is the webhook's secret as AutoSend shows it, or a sequence of secrets while one is being replaced.
/// `tolerance` says how old a request may be and `future_tolerance` how far ahead of this clock, in seconds or as a
/// timedelta; None for `tolerance` switches both checks off. `max_body` is the largest body in bytes. `strict` refuses event
/// types that are not known and data that does not fit, which otherwise arrive as `Unknown` and `Invalid`.
///
/// Raises WebhookError with the code "invalid_secret" if there is no usable secret.
#[pyclass(frozen, module = "autosend_webhooks")]
pub struct Verifier {
    verifier: core::Verifier,
    /// The first secret, to sign with.
    signer: Secret,
}

#[pymethods]
impl Verifier {
    #[new]
    #[pyo3(
        signature = (
            secret, *,
            tolerance = Some(Span(core::DEFAULT_TOLERANCE)),
            future_tolerance = Span(core::DEFAULT_FUTURE_TOLERANCE),
            max_body = core::DEFAULT_MAX_BODY,
            strict = false,
        ),
        text_signature = "(secret, *, tolerance=300, future_tolerance=60, max_body=1048576, strict=False)"
    )]
    fn new(
        secret: &Bound<'_, PyAny>,
        tolerance: Option<Span>,
        future_tolerance: Span,
        max_body: usize,
        strict: bool,
    ) -> PyResult<Self> {
        let py = secret.py();
        let secrets = secrets(secret)?;
        let verifier = core::Verifier::new(&secrets).map_err(|error| errors::raise(py, &error))?;
        let signer = Secret::new(&secrets[0]).map_err(|error| errors::raise(py, &error))?;
        let verifier = verifier
            .tolerance(tolerance.map(|span| span.0))
            .future_tolerance(future_tolerance.0)
            .max_body(max_body)
            .strict(strict);
        Ok(Self { verifier, signer })
    }

    /// Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
    ///
    /// `body` is the raw request body as bytes, bytearray or memoryview. `headers` is any mapping or iterable of pairs, names
    /// in any case, or a WSGI environment.
    ///
    /// Raises WebhookError, and nothing else, for whatever arguments: something that is no bytes is a body that was parsed
    /// already, something that holds no headers lacks the signature.
    #[pyo3(signature = (body, headers, /))]
    fn verify<'py>(&self, body: &Bound<'py, PyAny>, headers: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.verify_when(body, headers, values::now(body.py())?)
    }

    /// `verify` with the clock as an argument: seconds since 1970, or a datetime with a time zone.
    #[pyo3(signature = (body, headers, now, /))]
    fn verify_at<'py>(
        &self,
        body: &Bound<'py, PyAny>,
        headers: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.verify_when(body, headers, values::system_time(now)?)
    }

    /// Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing.
    #[pyo3(signature = (body, headers, /))]
    fn explain<'py>(&self, body: &Bound<'py, PyAny>, headers: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.explain_when(body, headers, values::now(body.py())?)
    }

    /// `explain` with the clock as an argument: seconds since 1970, or a datetime with a time zone.
    #[pyo3(signature = (body, headers, now, /))]
    fn explain_at<'py>(
        &self,
        body: &Bound<'py, PyAny>,
        headers: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.explain_when(body, headers, values::system_time(now)?)
    }

    /// The webhook headers of a body, signed now with the first secret: for tests.
    ///
    /// `delivery_id`, `event` and `timestamp` (Unix milliseconds) replace what is made from the clock and the body.
    #[pyo3(signature = (body, /, *, delivery_id = None, event = None, timestamp = None))]
    fn sign<'py>(
        &self,
        py: Python<'py>,
        body: &Bound<'py, PyAny>,
        delivery_id: Option<&str>,
        event: Option<&str>,
        timestamp: Option<i64>,
    ) -> PyResult<Bound<'py, PyDict>> {
        sign::headers(py, &self.signer, body, delivery_id, event, timestamp)
    }

    /// The largest body in bytes, for whoever reads it from the network.
    #[getter]
    fn max_body(&self) -> usize {
        self.verifier.body_limit()
    }

    #[expect(clippy::unused_self, reason = "Python wants it")]
    fn __repr__(&self) -> &'static str {
        "<Verifier>"
    }
}

impl Verifier {
    fn verify_when<'py>(
        &self,
        body: &Bound<'py, PyAny>,
        headers: &Bound<'py, PyAny>,
        now: SystemTime,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = body.py();
        let mut request = Request::new(request::body(body)?);
        request.headers.read(headers)?;
        let received = if request.body.len() >= LARGE {
            py.detach(|| self.receive(request, now))
        } else {
            self.receive(request, now)
        };
        match received {
            Ok(received) => events::delivery(py, received),
            Err(refusal) => Err(errors::raise(py, &refusal.1)),
        }
    }

    /// The request comes back with an error, to be let go where Python's objects may be.
    fn receive(&self, request: Request, now: SystemTime) -> Result<Received, Box<(Request, WebhookError)>> {
        Received::try_new_or_recover(request, |request| self.verifier.verify_at(&request.body, &request.headers, now))
            .map_err(Box::new)
    }

    fn explain_when<'py>(
        &self,
        body: &Bound<'py, PyAny>,
        headers: &Bound<'py, PyAny>,
        now: SystemTime,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = body.py();
        let mut values = HeaderValues::default();
        values.read(headers)?;
        match request::body(body) {
            Ok(body) => explain::explanation(py, py.detach(|| self.verifier.explain_at(&body, &values, now))),
            Err(error) => explain::of_error(py, error),
        }
    }
}

/// A length of time: seconds, or a `timedelta`.
#[derive(Clone, Copy)]
struct Span(Duration);

impl<'py> FromPyObject<'_, 'py> for Span {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        values::duration(&value).map(Self)
    }
}

/// One secret, or several.
fn secrets(secret: &Bound<'_, PyAny>) -> PyResult<Vec<Zeroizing<String>>> {
    if secret.is_none() {
        return Err(errors::no_secret(secret.py()));
    }
    if let Ok(secret) = secret.cast::<PyString>() {
        return Ok(vec![text(secret.as_any())?]);
    }
    secret.try_iter()?.map(|secret| text(&secret?)).collect()
}

/// A secret's text. No error on the way may show it.
pub fn text(secret: &Bound<'_, PyAny>) -> PyResult<Zeroizing<String>> {
    if secret.is_none() {
        return Err(errors::no_secret(secret.py()));
    }
    if secret.cast::<PyString>().is_err() {
        let kind = secret.get_type().name()?;
        return Err(PyTypeError::new_err(format!("a secret is a str, not {kind}")));
    }
    let text = secret.extract().map_err(|_| errors::invalid_secret(secret.py(), "it is no valid Unicode"))?;
    Ok(Zeroizing::new(text))
}
