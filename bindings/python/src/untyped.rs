//! The classes of the events that have no typed data.

use crate::{delivery::Shared, events};
use autosend_webhooks as core;
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};

event_class!(
    Unknown,
    "An event of a type that this version does not know.",
    &["type", "created_at", "data", "generation"],
    {},
    {
        #[classattr]
        fn __match_args__() -> (&'static str,) {
            ("type",)
        }

        /// The event's type as AutoSend writes it.
        #[getter(r#type)]
        fn event_type(&self) -> &str {
            self.event().event_type()
        }

        /// The data as `json.loads` reads it; None if there is none.
        #[getter]
        fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            events::raw_data(py, &self.received.get().received)
        }
    }
);

event_class!(
    Invalid,
    "An event of a known type whose time or data does not fit it.",
    &["type", "created_at", "reason", "data", "generation"],
    {},
    {
        #[classattr]
        fn __match_args__() -> (&'static str, &'static str) {
            ("type", "reason")
        }

        /// The event's type as AutoSend writes it.
        #[getter(r#type)]
        fn event_type(&self) -> &str {
            self.event().event_type()
        }

        /// What does not fit, for people to read.
        #[getter]
        fn reason(&self) -> &str {
            match self.event() {
                core::Event::Invalid(event) => &event.reason,
                _ => "",
            }
        }

        /// The data as `json.loads` reads it; None if there is none.
        #[getter]
        fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            events::raw_data(py, &self.received.get().received)
        }
    }
);
