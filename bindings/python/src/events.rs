//! Events as objects of Python: one class a type, each attribute made when it is asked for.
//!
//! An object holds the request and the way to its part of what the core read: reading a delivery costs nothing for
//! attributes that nobody looks at. The classes themselves are declared in `generated`.

use crate::{
    delivery::Delivery,
    errors,
    received::{Received, Request},
    request,
    untyped::{Invalid, Unknown},
    values,
};
use autosend_webhooks as core;
use pyo3::{
    IntoPyObjectExt, intern,
    prelude::*,
    types::{PyBytes, PyDict, PyList, PyString, PyTuple},
};

/// Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature.
#[pyfunction]
#[pyo3(signature = (body, /))]
pub fn parse_event<'py>(py: Python<'py>, body: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let request = Request::new(request::body(body)?);
    let received = Received::try_new(request, |request| core::Delivery::trusted("", &request.body));
    let received = received.map_err(|error| errors::raise(py, &error))?;
    event(&Bound::new(py, Delivery { received })?)
}

/// The event of what was received, as an object of its class.
pub fn event<'py>(delivery: &Bound<'py, Delivery>) -> PyResult<Bound<'py, PyAny>> {
    let (py, received) = (delivery.py(), delivery.clone().unbind());
    match delivery.get().received.event() {
        core::Event::Unknown(_) => Unknown { received }.into_bound_py_any(py),
        core::Event::Invalid(_) => Invalid { received }.into_bound_py_any(py),
        known => crate::generated::event(py, known, received),
    }
}

/// The time of creation as a `datetime`, or None.
pub fn created_at<'py>(py: Python<'py>, event: &core::Event<'_>) -> PyResult<Bound<'py, PyAny>> {
    use values::ToPython;
    event.created_at().map_or_else(|| Ok(py.None().into_bound(py)), |time| time.to_python(py))
}

/// The whole body as JSON says it.
pub fn raw<'py>(py: Python<'py>, received: &Received) -> PyResult<Bound<'py, PyAny>> {
    // The core has seen that it is UTF-8.
    values::json(py, &String::from_utf8_lossy(received.body()))
}

/// The body's data as JSON says it; None if there is none.
pub fn raw_data<'py>(py: Python<'py>, received: &Received) -> PyResult<Bound<'py, PyAny>> {
    raw(py, received)?.call_method1(intern!(py, "get"), (intern!(py, "data"),))
}

/// A function, and what it makes an object again from: what `__reduce__` returns.
pub type Reduced<'py, T> = (Bound<'py, PyAny>, T);

/// What pickles an event: its body, to be read again.
pub fn reduce<'py>(py: Python<'py>, received: &Received) -> PyResult<Reduced<'py, (Bound<'py, PyBytes>,)>> {
    let event = py.import(intern!(py, "autosend_webhooks._pure.copying"))?.getattr(intern!(py, "event"))?;
    Ok((event, (PyBytes::new(py, received.body()),)))
}

/// What pickles an object inside of an event: the body, and which of its objects it is.
pub fn reduce_part<'py>(
    part: &Bound<'py, PyAny>,
    received: &Received,
) -> PyResult<Reduced<'py, (Bound<'py, PyBytes>, Bound<'py, PyAny>)>> {
    let py = part.py();
    let copying = py.import(intern!(py, "autosend_webhooks._pure.copying"))?;
    let body = PyBytes::new(py, received.body());
    let number = copying.call_method1(intern!(py, "number"), (part, &body))?;
    Ok((copying.getattr(intern!(py, "part"))?, (body, number)))
}

/// Equal for what is equal: of the class and the texts among the attributes.
pub fn hash(object: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<isize> {
    let mut parts = vec![object.get_type().into_any()];
    for name in fields {
        let value = object.getattr(*name)?;
        if value.is_instance_of::<PyString>() {
            parts.push(value);
        }
    }
    PyTuple::new(object.py(), parts)?.hash()
}

/// `Name(field=..., ...)`, without what is None.
pub fn repr(object: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for name in fields {
        let value = object.getattr(*name)?;
        if !value.is_none() {
            parts.push(format!("{name}={}", value.repr()?));
        }
    }
    Ok(format!("{}({})", object.get_type().name()?, parts.join(", ")))
}

/// A dict of the attributes, objects within it as dicts and tuples as lists.
pub fn to_dict<'py>(object: &Bound<'py, PyAny>, fields: &[&str]) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(object.py());
    for name in fields {
        dict.set_item(name, plain(object.getattr(*name)?)?)?;
    }
    Ok(dict)
}

fn plain(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    if let Ok(items) = value.cast::<PyTuple>() {
        let items: Vec<_> = items.iter().map(plain).collect::<PyResult<_>>()?;
        return Ok(PyList::new(value.py(), items)?.into_any());
    }
    match value.getattr_opt(intern!(value.py(), "to_dict"))? {
        Some(method) => method.call0(),
        None => Ok(value),
    }
}

/// The other object, if it is of the same class: what is of another class is never equal.
pub fn same_class<'a, T>(other: &'a Bound<'_, PyAny>) -> Option<&'a T>
where
    T: pyo3::PyClass<Frozen = pyo3::pyclass::boolean_struct::True> + Sync,
{
    other.cast::<T>().ok().map(Bound::get)
}

/// Declares the class of an event: what all have in common, and the methods that it adds.
macro_rules! event_class {
    ($name:ident, $doc:literal, $fields:expr, { $($state:tt)* }, { $($methods:tt)* }) => {
        #[doc = $doc]
        #[pyclass(frozen, module = "autosend_webhooks")]
        pub struct $name {
            pub received: Shared,
            $($state)*
        }

        impl $name {
            fn event(&self) -> &core::Event<'_> {
                self.received.get().received.event()
            }
        }

        #[pymethods]
        impl $name {
            $($methods)*

            /// When the event was created, as the signed body says.
            #[getter]
            fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                events::created_at(py, self.event())
            }

            /// The form of the body: 2 is today's, 1 the first generation.
            #[getter]
            fn generation(&self) -> u8 {
                self.event().generation().number()
            }

            /// The whole body as `json.loads` reads it, untouched.
            #[getter]
            fn raw<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                events::raw(py, &self.received.get().received)
            }

            /// The event as a new dict: attributes by name, objects within as dicts.
            fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
                events::to_dict(slf.as_any(), $fields)
            }

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                events::repr(slf.as_any(), $fields)
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                events::same_class::<Self>(other).is_some_and(|other| self.event() == other.event())
            }

            fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
                events::hash(slf.as_any(), &["type"])
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
                events::reduce(py, &self.received.get().received)
            }
        }
    };
}

/// Declares the class of an event type that is known.
macro_rules! typed_event_class {
    ($name:ident, $data:ident, $doc:literal) => {
        event_class!($name, $doc, &["type", "created_at", "data", "generation", "extra"], {
            /// The event's type as AutoSend writes it.
            #[pyo3(get, name = "type")]
            pub event_type: Py<PyString>,
            /// Made when it is first asked for.
            pub data: OnceLock<Py<$data>>,
        }, {
            #[classattr]
            fn __match_args__() -> (&'static str,) {
                ("data",)
            }

            /// What the event says.
            #[getter]
            fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, $data>> {
                if let Some(data) = self.data.get() {
                    return Ok(data.bind(py).clone());
                }
                // Not made behind the lock: to wait for it other threads would have to be let in, at some cost.
                let data = $data::new(py, &self.received, 0, $data::find)?;
                Ok(self.data.get_or_init(|| data).bind(py).clone())
            }

            /// The members of the body, beside the data, that are not known.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                match self.event() {
                    core::Event::$name(event) => values::extra(py, &event.extra, &[]),
                    _ => Ok(PyDict::new(py)),
                }
            }
        });
    };
}

/// Declares the class of an object inside of events, with its attributes: plain values, objects, lists of objects.
///
/// The attributes are made together with the object, as members that Python reads without a call: most are short, and
/// whoever asks for one asks for more.
macro_rules! object_class {
    (
        $name:ident of $core:ident, $doc:literal,
        members { $($generation:literal: $members:expr;)+ }
        values { $($value_doc:literal $value:ident as $value_name:ident;)* }
        objects { $($object_doc:literal $object:ident as $object_name:ident: $object_class:ident;)* }
        lists { $($list_doc:literal $list:ident as $list_name:ident: $list_class:ident;)* }
    ) => {
        #[doc = $doc]
        #[allow(clippy::struct_field_names, reason = "named as AutoSend names them")]
        #[pyclass(frozen, module = "autosend_webhooks")]
        pub struct $name {
            received: Shared,
            index: usize,
            /// The way to the object from the event.
            find: for<'a> fn(&'a core::Event<'a>, usize) -> &'a core::$core<'a>,
            $(#[doc = $value_doc] #[pyo3(get)] $value_name: Py<PyAny>,)*
            $(#[doc = $object_doc] #[pyo3(get)] $object_name: Py<$object_class>,)*
            $(#[doc = $list_doc] #[pyo3(get)] $list_name: Py<PyTuple>,)*
        }

        impl $name {
            const FIELDS: &'static [&'static str] = &[
                $(stringify!($value_name),)* $(stringify!($object_name),)* $(stringify!($list_name),)* "extra",
            ];

            pub fn new(
                py: Python<'_>,
                received: &Shared,
                index: usize,
                find: for<'a> fn(&'a core::Event<'a>, usize) -> &'a core::$core<'a>,
            ) -> PyResult<Py<Self>> {
                let object = find(received.get().received.event(), index);
                $(let $value_name = object.$value.to_python(py)?.unbind();)*
                $(let $object_name = $object_class::new(py, received, 0, |event, _| &Self::find(event, 0).$object)?;)*
                $(
                    let item = |index| {
                        $list_class::new(py, received, index, |event, index| &Self::find(event, 0).$list[index])
                    };
                    let items = (0..object.$list.len()).map(item).collect::<PyResult<Vec<_>>>()?;
                    let $list_name = PyTuple::new(py, items)?.unbind();
                )*
                let received = received.clone_ref(py);
                Py::new(py, Self { received, index, find, $($value_name,)* $($object_name,)* $($list_name,)* })
            }

            fn get(&self) -> &core::$core<'_> {
                (self.find)(self.received.get().received.event(), self.index)
            }

            /// The members that the object names, in the generation of the body.
            fn members(&self) -> &'static [&'static str] {
                match self.received.get().received.event().generation().number() {
                    $($generation => &$members,)+
                    _ => &[],
                }
            }
        }

        #[pymethods]
        impl $name {
            /// The members that this class does not name, as `json.loads` reads them.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                values::extra(py, &self.get().extra, self.members())
            }

            /// The object as a new dict: attributes by name, objects within as dicts.
            fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
                events::to_dict(slf.as_any(), Self::FIELDS)
            }

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                events::repr(slf.as_any(), Self::FIELDS)
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                events::same_class::<Self>(other).is_some_and(|other| self.get() == other.get())
            }

            fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
                events::hash(slf.as_any(), Self::FIELDS)
            }

            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, Bound<'py, PyAny>))> {
                events::reduce_part(slf.as_any(), &slf.get().received.get().received)
            }
        }
    };
}

/// Lets an open enumeration become the member of Python's enum, or the text as it came.
macro_rules! open_enum {
    ($name:ident) => {
        impl ToPython for core::$name {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                static MEMBERS: PyOnceLock<values::EnumMembers> = PyOnceLock::new();
                values::enum_member(py, &MEMBERS, stringify!($name), self.as_str())
            }
        }
    };
}
