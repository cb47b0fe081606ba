//! The package's own classes. Their objects are frozen for everybody else; here they are filled slot by slot.

use crate::{fast, values};
use autosend_webhooks::Extra;
use pyo3::{
    prelude::*,
    types::{PyDict, PyType},
};

/// A class, and the slots that are filled.
pub struct Class {
    of: Py<PyType>,
    slots: Vec<fast::Slot>,
}

impl Class {
    /// A class of one of the package's modules.
    pub fn import(py: Python<'_>, module: &str, name: &str, slots: &[&str]) -> PyResult<Self> {
        let of = py.import(module)?.getattr(name)?.cast_into::<PyType>()?;
        let slots = slots.iter().map(|slot| fast::Slot::find(&of, slot)).collect::<PyResult<_>>()?;
        Ok(Self { of: of.unbind(), slots })
    }

    /// A new object with values in its first slots.
    pub fn make<'py, const N: usize>(
        &self,
        py: Python<'py>,
        values: [Bound<'py, PyAny>; N],
    ) -> PyResult<Bound<'py, PyAny>> {
        let object = fast::allocate(self.of.bind(py))?;
        self.fill(&object, 0, values)?;
        Ok(object)
    }

    /// Puts values into the slots from one on. The object must be of this class.
    pub fn fill<'py, const N: usize>(
        &self,
        object: &Bound<'py, PyAny>,
        from: usize,
        values: [Bound<'py, PyAny>; N],
    ) -> PyResult<()> {
        self.slots[from..].iter().zip(values).try_for_each(|(slot, value)| slot.fill(object, value))
    }

    /// Whether an object is of this very class.
    pub fn is_of(&self, object: &Bound<'_, PyAny>) -> bool {
        object.get_type().is(&self.of)
    }
}

/// Where the classes of the events and of their parts are.
pub const EVENTS: &str = "autosend_webhooks.events";

/// Something of the core that Python can have, from a body of some generation.
pub trait ToPython {
    fn to_python<'py>(&self, py: Python<'py>, generation: u8) -> PyResult<Bound<'py, PyAny>>;
}

/// The members that a class does not name; None if there are none.
pub fn extra<'py>(py: Python<'py>, extra: &Extra<'_>, named: &[&str]) -> PyResult<Bound<'py, PyAny>> {
    if extra.is_empty() {
        return Ok(py.None().into_bound(py));
    }
    let dict = PyDict::new(py);
    // A known member is in there when its typed value could not print it back.
    for (name, value) in extra.iter().filter(|(name, _)| !named.contains(name)) {
        dict.set_item(name, values::json(py, value.get())?)?;
    }
    Ok(dict.into_any())
}

/// Lets an object of the core become one of Python.
macro_rules! object {
    ($core:ident as $class:literal, { $($field:ident: $slot:literal,)* }, { $($number:literal => $named:expr,)* }) => {
        impl ToPython for core::$core<'_> {
            fn to_python<'py>(&self, py: Python<'py>, generation: u8) -> PyResult<Bound<'py, PyAny>> {
                static CLASS: PyOnceLock<Class> = PyOnceLock::new();
                let class = CLASS.get_or_try_init(py, || {
                    Class::import(py, classes::EVENTS, $class, &[$($slot,)* "_extra"])
                })?;
                let named: &[&str] = match generation {
                    $($number => &$named,)*
                    _ => &[],
                };
                let extra = classes::extra(py, &self.extra, named)?;
                class.make(py, [$(self.$field.to_python(py, generation)?,)* extra])
            }
        }
    };
}

/// Lets an open enumeration become the member of Python's enum, or the text as it came.
macro_rules! open_enum {
    ($name:ident) => {
        impl ToPython for core::$name {
            fn to_python<'py>(&self, py: Python<'py>, _generation: u8) -> PyResult<Bound<'py, PyAny>> {
                static MEMBERS: PyOnceLock<values::EnumMembers> = PyOnceLock::new();
                values::enum_member(py, &MEMBERS, stringify!($name), self.as_str())
            }
        }
    };
}

/// The class of an event, imported once.
macro_rules! event_class {
    ($py:ident, $name:literal, $slots:expr) => {{
        static CLASS: PyOnceLock<Class> = PyOnceLock::new();
        CLASS.get_or_try_init($py, || Class::import($py, classes::EVENTS, $name, &$slots))
    }};
}
