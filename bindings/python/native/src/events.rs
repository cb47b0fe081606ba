//! Events as objects of the package's classes. Reading a delivery costs nothing for data that nobody looks at.

use crate::{
    classes::{Class, ToPython},
    errors, fast, generated,
    received::{Received, Request, Source},
    request,
};
use autosend_webhooks as core;
use pyo3::{exceptions::PyTypeError, intern, prelude::*, sync::PyOnceLock};

/// The slots of events whose data fits.
pub const TYPED: [&str; 6] = ["_body", "_generation", "_created_at", "_extra", "_data", "_source"];
/// The slots of other events.
pub const RAW: [&str; 6] = ["_body", "_created_at", "_generation", "_member", "_type", "_reason"];

/// Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature.
#[pyfunction]
#[pyo3(signature = (body, /))]
pub fn parse_event<'py>(py: Python<'py>, body: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let request = Request::new(request::body(body)?);
    let received = Received::try_new(request, |request| core::Delivery::trusted("", &request.body));
    let received = received.map_err(|error| errors::raise(py, &error))?;
    let body = received.body(py)?;
    event(&body, received)
}

/// What was received as an object of its class.
pub fn delivery(py: Python<'_>, received: Received) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Class> = PyOnceLock::new();
    const SLOTS: [&str; 6] = ["id", "event", "body", "sent_at_ms", "secret_index", "_digest"];
    let class = CLASS.get_or_try_init(py, || Class::import(py, "autosend_webhooks.delivery", "Delivery", &SLOTS))?;
    let delivery = received.delivery();
    let id = received.borrow_owner().headers.id(py, &delivery.id).into_any();
    let sent_at = delivery.sent_at.map(core::unix_millis).into_pyobject(py)?;
    let secret_index = delivery.secret_index.into_pyobject(py)?.into_any();
    let body = received.body(py)?;
    let event = event(&body, received)?;
    class.make(py, [id, event, body, sent_at, secret_index, py.None().into_bound(py)])
}

/// The event of what was received.
fn event<'py>(body: &Bound<'py, PyAny>, received: Received) -> PyResult<Bound<'py, PyAny>> {
    let py = body.py();
    let event = &received.delivery().event;
    let class = generated::class(py, event)?;
    let generation = event.generation().number().into_pyobject(py)?.into_any();
    let (core::Event::Unknown(_) | core::Event::Invalid(_)) = event else {
        let source = Bound::new(py, Source { received })?.into_any();
        let object = class.make(py, [body.clone(), generation])?;
        class.fill(&object, 4, [py.None().into_bound(py), source])?;
        return Ok(object);
    };
    let common = [
        body.clone(),
        event.created_at().cloned().to_python(py, 0)?,
        generation,
        intern!(py, "data").clone().into_any(),
        fast::string(py, event.event_type()).into_any(),
    ];
    let object = class.make(py, common)?;
    if let core::Event::Invalid(event) = event {
        class.fill(&object, 5, [fast::string(py, &event.reason).into_any()])?;
    }
    Ok(object)
}

/// Fills what was left open, and lets go of what it is filled from. Returns the data.
pub fn fill<'py>(object: &Bound<'py, PyAny>, event: &core::Event<'_>) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let class = generated::class(py, event)?;
    if !class.is_of(object) {
        return Err(PyTypeError::new_err("the event is of another class"));
    }
    let (data, extra) = generated::data(py, event)?;
    let created_at = event.created_at().cloned().to_python(py, 0)?;
    // Other threads take what they find for all of it: the data comes last.
    class.fill(object, 2, [created_at, extra, data.clone(), py.None().into_bound(py)])?;
    Ok(data)
}
