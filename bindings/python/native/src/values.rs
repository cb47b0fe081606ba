//! Values of the core as objects of Python.

use crate::{classes::ToPython, fast};
use autosend_webhooks::Time;
use pyo3::{
    exceptions::PyValueError,
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyBool, PyDateTime, PyDelta, PyDict, PyFloat, PyTuple, PyTzInfo},
};
use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

impl ToPython for Cow<'_, str> {
    fn to_python<'py>(&self, py: Python<'py>, _generation: u8) -> PyResult<Bound<'py, PyAny>> {
        Ok(fast::string(py, self).into_any())
    }
}

impl ToPython for bool {
    fn to_python<'py>(&self, py: Python<'py>, _generation: u8) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyBool::new(py, *self).to_owned().into_any())
    }
}

impl ToPython for u64 {
    fn to_python<'py>(&self, py: Python<'py>, _generation: u8) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.into_pyobject(py)?.into_any())
    }
}

impl<T: ToPython> ToPython for Option<T> {
    fn to_python<'py>(&self, py: Python<'py>, generation: u8) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.to_python(py, generation),
            None => Ok(py.None().into_bound(py)),
        }
    }
}

/// A tuple: what belongs to an event does not change.
impl<T: ToPython> ToPython for Vec<T> {
    fn to_python<'py>(&self, py: Python<'py>, generation: u8) -> PyResult<Bound<'py, PyAny>> {
        let items: Vec<_> = self.iter().map(|item| item.to_python(py, generation)).collect::<PyResult<_>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }
}

/// A `datetime` with the offset that the text has, to the microsecond.
impl ToPython for Time<'_> {
    fn to_python<'py>(&self, py: Python<'py>, _generation: u8) -> PyResult<Bound<'py, PyAny>> {
        let text = self.as_str();
        // The core has read it: `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)`.
        let (date, zone) = text.split_at(text.len() - if text.ends_with('Z') { 1 } else { 6 });
        let two = |at: usize| two_digits(date, at);
        let year = i32::from(two(0)) * 100 + i32::from(two(2));
        let micros = fraction_micros(date.get(20..).unwrap_or_default());
        let zone = time_zone(py, zone)?;
        let time = PyDateTime::new(py, year, two(5), two(8), two(11), two(14), two(17), micros, Some(&zone))?;
        Ok(time.into_any())
    }
}

/// The number at that place of a text that has digits there.
fn two_digits(text: &str, at: usize) -> u8 {
    let digit = |at: usize| text.as_bytes()[at] - b'0';
    digit(at) * 10 + digit(at + 1)
}

/// The first six digits after the point.
fn fraction_micros(digits: &str) -> u32 {
    let digits = digits.as_bytes();
    (0..6).fold(0, |sum, at| sum * 10 + digits.get(at).map_or(0, |digit| u32::from(digit - b'0')))
}

/// The time zone of `Z` or `+HH:MM`.
fn time_zone<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyTzInfo>> {
    static UTC: PyOnceLock<Py<PyTzInfo>> = PyOnceLock::new();
    if matches!(text, "Z" | "+00:00" | "-00:00") {
        return Ok(UTC.get_or_try_init(py, || PyTzInfo::utc(py).map(|utc| utc.to_owned().unbind()))?.bind(py).clone());
    }
    let seconds = i32::from(two_digits(text, 1)) * 3600 + i32::from(two_digits(text, 4)) * 60;
    let seconds = if text.starts_with('-') { -seconds } else { seconds };
    PyTzInfo::fixed_offset(py, PyDelta::new(py, 0, seconds, 0, true)?)
}

/// The members of an enum of Python, by value: so few that looking through them is quickest.
pub type EnumMembers = Vec<(String, Py<PyAny>)>;

/// A member of an open enumeration: the enum's member where it is known, else the text as it came.
pub fn enum_member<'py>(
    py: Python<'py>,
    members: &PyOnceLock<EnumMembers>,
    name: &str,
    value: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let members = members.get_or_try_init(py, || enum_members(py, name))?;
    let known = members.iter().find(|(text, _)| text == value);
    Ok(known.map_or_else(|| fast::string(py, value).into_any(), |(_, member)| member.bind(py).clone()))
}

fn enum_members(py: Python<'_>, name: &str) -> PyResult<EnumMembers> {
    let class = py.import(intern!(py, "autosend_webhooks._generated.enums"))?.getattr(name)?;
    let member = |member: PyResult<Bound<'_, PyAny>>| {
        let member = member?;
        Ok((member.getattr(intern!(py, "value"))?.extract()?, member.unbind()))
    };
    class.try_iter()?.map(member).collect()
}

/// JSON text as Python's objects.
pub fn json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    LOADS.import(py, "autosend_webhooks._json", "loads")?.call1((text,))
}

/// What Python's `time.time()` says, looked up each time: tests may have replaced it.
pub fn now(py: Python<'_>) -> PyResult<SystemTime> {
    static TIME: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let names = TIME.get_or_try_init(py, || py.import(intern!(py, "time")).map(|module| module.dict().unbind()))?;
    match names.bind(py).get_item(intern!(py, "time"))? {
        Some(time) => system_time(&time.call0()?),
        None => Err(PyValueError::new_err("time.time is not there")),
    }
}

/// A time in seconds since 1970, or a `datetime` with a time zone.
pub fn system_time(value: &Bound<'_, PyAny>) -> PyResult<SystemTime> {
    let py = value.py();
    let seconds = if let Ok(time) = value.cast_exact::<PyFloat>() {
        time.value()
    } else if let Ok(time) = value.cast::<PyDateTime>() {
        if time.getattr(intern!(py, "tzinfo"))?.is_none() {
            return Err(PyValueError::new_err("now has no time zone: use datetime.now(timezone.utc)"));
        }
        time.call_method0(intern!(py, "timestamp"))?.extract()?
    } else {
        value.extract::<f64>()?
    };
    if !seconds.is_finite() {
        return Err(PyValueError::new_err(format!("now is no time: {seconds}")));
    }
    // Rounded to the microsecond that Python's clocks have: 0.1 is not a sum of powers of two.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is not negative, and stops at the last"
    )]
    let distance = Duration::from_micros((seconds.abs() * 1e6).round() as u64);
    let time = if seconds < 0.0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    time.ok_or_else(|| PyValueError::new_err(format!("now is no time: {seconds}")))
}

/// A length of time in seconds, or a `timedelta`.
pub fn duration(value: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let seconds: f64 = if value.cast::<PyDelta>().is_ok() {
        value.call_method0(intern!(value.py(), "total_seconds"))?.extract()?
    } else {
        value.extract()?
    };
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| PyValueError::new_err(format!("must be a finite, non-negative number of seconds, got {seconds}")))
}
