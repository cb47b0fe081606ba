//! Recognising deliveries that were seen before.

use crate::{delivery::Delivery, values};
use autosend_webhooks::{self as core, Admission};
use pyo3::{exceptions::PyValueError, intern, prelude::*, types::PyString};
use std::time::{Duration, SystemTime};

/// Remembers deliveries in memory, to process each event once.
///
/// A delivery is a duplicate when its id or its body was seen: AutoSend repeats a delivery under the same id, and whoever
/// captured one can repeat its body under a new id. It lives in one process and forgets on restart: with several processes
/// use unique indexes on `id` and `digest` in a database of yours.
///
/// `window` is how long a delivery is remembered, in seconds or as a timedelta; `capacity` how many, the oldest go first.
#[pyclass(frozen, module = "autosend_webhooks")]
pub struct Deduplicator(core::Deduplicator);

#[pymethods]
impl Deduplicator {
    #[new]
    #[pyo3(signature = (window = None, capacity = 100_000))]
    fn new(window: Option<&Bound<'_, PyAny>>, capacity: usize) -> PyResult<Self> {
        const DAY: Duration = Duration::from_hours(24);
        let window = window.map_or(Ok(DAY), |window| values::duration(window))?;
        if capacity == 0 {
            return Err(PyValueError::new_err("capacity must be at least 1"));
        }
        Ok(Self(core::Deduplicator::new(window, capacity)))
    }

    /// "first": process it, it counts as seen from now on. "duplicate": it was seen before, answer 200 and do nothing.
    /// "expired": it is older than the memory reaches, so nobody can tell; answer 200 and do nothing.
    #[pyo3(signature = (delivery, /))]
    fn admit<'py>(&self, py: Python<'py>, delivery: &Bound<'py, Delivery>) -> Bound<'py, PyString> {
        admission(py, self.0.admit(delivery.get().get()))
    }

    /// `admit` with the clock as an argument: seconds since 1970, or a datetime with a time zone.
    #[pyo3(signature = (delivery, now, /))]
    fn admit_at<'py>(
        &self,
        delivery: &Bound<'py, Delivery>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyString>> {
        let now: SystemTime = values::system_time(now)?;
        Ok(admission(delivery.py(), self.0.admit_at(delivery.get().get(), now)))
    }

    /// Forgets a delivery whose processing failed, so that its retry is processed.
    #[pyo3(signature = (delivery, /))]
    fn forget(&self, delivery: &Bound<'_, Delivery>) {
        self.0.forget(delivery.get().get());
    }
}

fn admission(py: Python<'_>, admission: Admission) -> Bound<'_, PyString> {
    match admission {
        Admission::First(claim) => {
            claim.done();
            intern!(py, "first")
        }
        Admission::Duplicate | Admission::InProgress => intern!(py, "duplicate"),
        Admission::Expired => intern!(py, "expired"),
    }
    .clone()
}
