//! Why a request does not verify, as objects of Python.

use crate::errors;
use autosend_webhooks as core;
use pyo3::{prelude::*, types::PyTuple};

/// What is wrong with a request, and what to do about it.
#[pyclass(frozen, get_all, module = "autosend_webhooks")]
#[expect(clippy::struct_field_names, reason = "the names that all languages share")]
pub struct Cause {
    /// Which cause it is, in snake case, e.g. "trailing_newline".
    cause: &'static str,
    /// What was found, in a sentence.
    finding: String,
    /// What to do about it.
    fix: &'static str,
}

#[pymethods]
impl Cause {
    fn __repr__(&self) -> String {
        format!("<Cause {}>", self.cause)
    }

    fn __str__(&self) -> String {
        format!("{}: {} {}", self.cause, self.finding, self.fix)
    }
}

/// A report for people and no verdict: only `verify` lets anybody in.
#[pyclass(frozen, get_all, module = "autosend_webhooks")]
pub struct Explanation {
    /// Why the verifier refuses the request; None if it would accept it.
    error: Option<Py<PyAny>>,
    /// What is behind it, most telling first; empty if no known cause fits.
    causes: Py<PyTuple>,
}

impl Explanation {
    pub fn new(py: Python<'_>, explanation: core::Explanation) -> PyResult<Self> {
        let error = explanation.error.map(|error| errors::exception(py, &error)).transpose()?;
        let cause = |cause: core::Cause| Cause { cause: cause.cause, finding: cause.finding, fix: cause.fix };
        let causes = PyTuple::new(py, explanation.causes.into_iter().map(cause))?.unbind();
        Ok(Self { error: error.map(Bound::unbind), causes })
    }

    /// The request could not even be read as one.
    pub fn of_error(py: Python<'_>, error: PyErr) -> Self {
        Self { error: Some(error.into_value(py).into_any()), causes: PyTuple::empty(py).unbind() }
    }
}

#[pymethods]
impl Explanation {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let causes = self.causes.bind(py).repr()?;
        Ok(match &self.error {
            Some(error) => format!("<Explanation {}, causes {causes}>", error.bind(py).getattr("code")?),
            None => "<Explanation: accepted>".to_owned(),
        })
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        let Some(error) = &self.error else { return Ok("The request verifies.".to_owned()) };
        let causes = self.causes.bind(py).iter().map(|cause| cause.str().map(|text| text.to_string()));
        let lines = std::iter::once(error.bind(py).str().map(|text| text.to_string())).chain(causes);
        Ok(lines.collect::<PyResult<Vec<_>>>()?.join("\n"))
    }
}
