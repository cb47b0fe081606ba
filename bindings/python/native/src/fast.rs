//! Shortcuts into Python's objects, past the calls and reference counts that every access costs otherwise.
//!
//! All code of this crate that is marked unsafe by hand is here. The stable ABI hides how a `str` lies in memory:
//! its wheel asks Python instead.

#[cfg(not(feature = "abi3"))]
use pyo3::exceptions::PyTypeError;
use pyo3::{
    ffi,
    prelude::*,
    types::{PyDict, PyString, PyType},
};
#[cfg(not(feature = "abi3"))]
use std::slice;
use std::{borrow::Cow, ptr};

/// A slot of a class (`__slots__`): where its objects have it.
#[cfg(not(feature = "abi3"))]
pub struct Slot(ffi::Py_ssize_t);

#[cfg(not(feature = "abi3"))]
impl Slot {
    pub fn find(class: &Bound<'_, PyType>, name: &str) -> PyResult<Self> {
        let member = class.getattr(name)?;
        // SAFETY: a descriptor of that very type has a member, which it shares with its class.
        unsafe {
            if ffi::Py_TYPE(member.as_ptr()) == &raw mut ffi::PyMemberDescr_Type {
                let member = *(*member.as_ptr().cast::<ffi::PyMemberDescrObject>()).d_member.cast::<ffi::PyMemberDef>();
                if member.type_code == ffi::Py_T_OBJECT_EX {
                    return Ok(Self(member.offset));
                }
            }
        }
        Err(PyTypeError::new_err(format!("{name} is no slot")))
    }

    /// Puts a value into the slot, whoever may do so in Python. The object must be of the class, or of one made from it.
    #[expect(clippy::unnecessary_wraps, reason = "the stable ABI can fail")]
    #[inline]
    pub fn fill<'py>(&self, object: &Bound<'py, PyAny>, value: Bound<'py, PyAny>) -> PyResult<()> {
        // SAFETY: objects of the class have a pointer there, to an object that they own or to nothing.
        let before = unsafe {
            let slot = object.as_ptr().byte_offset(self.0).cast::<*mut ffi::PyObject>();
            Bound::from_owned_ptr_or_opt(object.py(), ptr::replace(slot, value.into_ptr()))
        };
        drop(before);
        Ok(())
    }
}

/// A slot of a class (`__slots__`), by its name.
#[cfg(feature = "abi3")]
pub struct Slot(Py<PyString>);

#[cfg(feature = "abi3")]
impl Slot {
    pub fn find(class: &Bound<'_, PyType>, name: &str) -> PyResult<Self> {
        class.getattr(name)?;
        Ok(Self(PyString::intern(class.py(), name).unbind()))
    }

    /// Puts a value into the slot, whoever may do so in Python.
    #[expect(clippy::needless_pass_by_value, reason = "without the stable ABI it is kept")]
    pub fn fill<'py>(&self, object: &Bound<'py, PyAny>, value: Bound<'py, PyAny>) -> PyResult<()> {
        // SAFETY: all three are objects.
        match unsafe { ffi::PyObject_GenericSetAttr(object.as_ptr(), self.0.as_ptr(), value.as_ptr()) } {
            0 => Ok(()),
            _ => Err(PyErr::fetch(object.py())),
        }
    }
}

/// A new object of a class, made without its constructor: nothing is in its slots.
#[inline]
pub fn allocate<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: it is a class of Python's own making, whose objects may be empty.
    unsafe { Bound::from_owned_ptr_or_err(class.py(), ffi::PyType_GenericAlloc(class.as_type_ptr(), 0)) }
}

/// Calls a function for each item of a dict, which it must not change.
#[inline]
pub fn each_item<'py>(dict: &Bound<'py, PyDict>, mut call: impl FnMut(&Bound<'py, PyAny>, &Bound<'py, PyAny>)) {
    let (mut at, mut name, mut value) = (0, ptr::null_mut(), ptr::null_mut());
    // SAFETY: the dict is one, this thread is attached to Python for as long as `dict` lives, and the places to write to
    // are valid.
    while unsafe { ffi::PyDict_Next(dict.as_ptr(), &raw mut at, &raw mut name, &raw mut value) } != 0 {
        // SAFETY: both are objects, and the dict holds them: nobody else runs before they are used.
        let (name, value) = unsafe { (Borrowed::from_ptr(dict.py(), name), Borrowed::from_ptr(dict.py(), value)) };
        call(&name, &value);
    }
}

/// The characters of a `str` as bytes in Latin-1, if it has no others.
#[cfg(not(feature = "abi3"))]
#[inline]
pub fn latin1<'a>(text: &'a Bound<'_, PyString>) -> Option<Cow<'a, [u8]>> {
    use pyo3::types::string::PyStringData;
    let object = text.as_ptr();
    // SAFETY: it is a `str`, which has so many letters, of a byte each if its kind says so.
    unsafe {
        if ffi::PyUnicode_KIND(object) == ffi::PyUnicode_1BYTE_KIND {
            return Some(Cow::Borrowed(slice::from_raw_parts(ffi::PyUnicode_DATA(object).cast(), len(text))));
        }
    }
    // Before Python 3.12 its letters may stand elsewhere yet.
    // SAFETY: only a `str` that is still being made can change.
    match unsafe { text.data() } {
        Ok(PyStringData::Ucs1(bytes)) => Some(Cow::Borrowed(bytes)),
        _ => None,
    }
}

#[cfg(feature = "abi3")]
#[inline]
pub fn latin1<'a>(text: &'a Bound<'_, PyString>) -> Option<Cow<'a, [u8]>> {
    match text.to_cow().ok()? {
        Cow::Borrowed(text) if text.is_ascii() => Some(Cow::Borrowed(text.as_bytes())),
        Cow::Owned(text) if text.is_ascii() => Some(Cow::Owned(text.into_bytes())),
        text => text.chars().map(|letter| u8::try_from(letter).ok()).collect(),
    }
}

/// How many characters a `str` has.
#[cfg(not(feature = "abi3"))]
#[expect(clippy::cast_sign_loss, reason = "lengths are not negative")]
#[inline]
pub fn len(text: &Bound<'_, PyString>) -> usize {
    // SAFETY: it is a `str`.
    unsafe { ffi::PyUnicode_GET_LENGTH(text.as_ptr()) as usize }
}

#[cfg(feature = "abi3")]
#[inline]
pub fn len(text: &Bound<'_, PyString>) -> usize {
    text.len().unwrap_or_default()
}

/// A new `str`.
#[cfg(not(feature = "abi3"))]
#[inline]
pub fn string<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyString> {
    const LAST_ASCII: ffi::Py_UCS4 = 0x7F;
    let len = ffi::Py_ssize_t::try_from(text.len()).ok();
    // Python keeps the shortest ones for all time.
    let Some(len) = len.filter(|len| *len > 1 && text.is_ascii()) else {
        return PyString::new(py, text);
    };
    // SAFETY: this makes an ASCII `str` of that many bytes, which nobody else has seen while they are written.
    unsafe {
        let new = Bound::from_owned_ptr(py, ffi::PyUnicode_New(len, LAST_ASCII));
        ptr::copy_nonoverlapping(text.as_ptr(), ffi::PyUnicode_DATA(new.as_ptr()).cast(), text.len());
        new.cast_into_unchecked()
    }
}

#[cfg(feature = "abi3")]
#[inline]
pub fn string<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyString> {
    PyString::new(py, text)
}
