//! Errors of the core as exceptions of `autosend_webhooks.errors`, with their code.

use autosend_webhooks::{ErrorCode, WebhookError};
use pyo3::{prelude::*, sync::PyOnceLock};

/// The exception for an error of the core.
pub fn raise(py: Python<'_>, error: &WebhookError) -> PyErr {
    made(exception(py, error))
}

/// The exception as an object.
pub fn exception<'py>(py: Python<'py>, error: &WebhookError) -> PyResult<Bound<'py, PyAny>> {
    make(py, error.code(), &error.message(), error.hint())
}

/// The body is no bytes: which framework it may come from, and so the hint, is for Python to guess.
pub fn body_already_parsed(body: &Bound<'_, PyAny>) -> PyErr {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = MAKE.import(body.py(), "autosend_webhooks.errors", "body_error");
    made(make.and_then(|make| make.call1((body,))))
}

/// `invalid_secret` for a secret that is not even text, and why.
pub fn invalid_secret(py: Python<'_>, why: &str) -> PyErr {
    let code = ErrorCode::InvalidSecret;
    made(make(py, code, &format!("{} ({why})", code.meaning()), code.hint()))
}

/// There is no secret.
pub fn no_secret(py: Python<'_>) -> PyErr {
    invalid_secret(py, "it is None: is the environment variable set?")
}

/// Python's errors module chooses the class for the code.
fn make<'py>(py: Python<'py>, code: ErrorCode, message: &str, hint: &str) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    MAKE.import(py, "autosend_webhooks.errors", "make_error")?.call1((code.as_str(), message, hint))
}

fn made(exception: PyResult<Bound<'_, PyAny>>) -> PyErr {
    exception.map_or_else(|error| error, PyErr::from_value)
}
