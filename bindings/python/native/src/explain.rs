//! Why a request does not verify, as objects of the package's classes.

use crate::errors;
use autosend_webhooks as core;
use pyo3::{intern, prelude::*, types::PyTuple};

/// A report for people and no verdict.
pub fn explanation(py: Python<'_>, explanation: core::Explanation) -> PyResult<Bound<'_, PyAny>> {
    let error = explanation.error.map(|error| errors::exception(py, &error)).transpose()?;
    let class = py.import(intern!(py, "autosend_webhooks.explain"))?.getattr(intern!(py, "Cause"))?;
    let cause = |cause: core::Cause| class.call1((cause.cause, cause.finding, cause.fix));
    made(py, error, explanation.causes.into_iter().map(cause).collect::<PyResult<_>>()?)
}

/// The request could not even be read as one.
pub fn of_error(py: Python<'_>, error: PyErr) -> PyResult<Bound<'_, PyAny>> {
    made(py, Some(error.into_value(py).into_any().into_bound(py)), Vec::new())
}

fn made<'py>(
    py: Python<'py>,
    error: Option<Bound<'py, PyAny>>,
    causes: Vec<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let class = py.import(intern!(py, "autosend_webhooks.explain"))?.getattr(intern!(py, "Explanation"))?;
    class.call1((error, PyTuple::new(py, causes)?))
}
