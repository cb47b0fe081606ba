//! A request as Python hands it over: the body's bytes, and the webhook headers out of whatever holds headers.

use crate::{errors, fast};
use arrayvec::ArrayVec;
use autosend_webhooks::{DELIVERY_ID_HEADER, EVENT_HEADER, Headers, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use pyo3::{
    exceptions::{PyException, PyValueError},
    intern,
    prelude::*,
    pybacked::PyBackedBytes,
    types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString, PyTuple},
};
use smallvec::SmallVec;

/// The body's bytes: those of a `bytes` object itself, a copy of anything that can change.
///
/// Fails with `body_already_parsed` for everything that is not bytes.
pub fn body(body: &Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    if let Ok(bytes) = body.cast::<PyBytes>() {
        return Ok(bytes.clone().into());
    }
    if let Ok(bytes) = body.cast::<PyByteArray>() {
        return Ok(bytes.clone().into());
    }
    if body.cast::<PyMemoryView>().is_ok() {
        let copy = body.call_method0(intern!(body.py(), "tobytes"));
        // A view whose buffer was released holds no bytes.
        if let Some(bytes) = or_nothing(body.py(), copy)?
            && let Ok(bytes) = bytes.cast_into::<PyBytes>()
        {
            return Ok(bytes.into());
        }
    }
    Err(errors::body_already_parsed(body))
}

/// The names under which the core looks for the webhook headers.
const NAMES: [&str; 4] = [SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER];

/// The values of the webhook headers, as often as they came. What they mean is the core's business.
///
/// They are copied, one behind the other: that is quicker than to keep the objects alive that hold them.
#[derive(Default)]
pub struct HeaderValues {
    short: ArrayVec<u8, 136>,
    /// Instead of that, where it is too short.
    long: Vec<u8>,
    /// Which header each value is of, and where its text ends.
    values: SmallVec<[(usize, usize); 4]>,
    /// The delivery id as an object, where it came as one that can serve again.
    id: Option<Py<PyString>>,
}

impl Headers for HeaderValues {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let (text, mut start) = (self.text(), 0);
        self.values.iter().map(move |&(index, end)| {
            let value = &text[start..end];
            start = end;
            (NAMES[index].as_bytes(), value)
        })
    }
}

/// The index of the delivery id.
const DELIVERY_ID: usize = 2;

/// What tells a WSGI environment from a mapping of headers.
const ENVIRON: &str = "REQUEST_METHOD";

impl HeaderValues {
    /// Reads a mapping or pairs of name and value, both `str` or `bytes`; a list of values stands for a header
    /// that came several times. A WSGI environment is a mapping with `REQUEST_METHOD`.
    ///
    /// What holds no headers has none: the core then says which one is missing.
    pub fn read(&mut self, headers: &Bound<'_, PyAny>) -> PyResult<()> {
        // Subclasses may say something else than what lies in their memory.
        let result = match headers.cast_exact::<PyDict>() {
            Ok(dict) => self.fill_from_dict(dict),
            Err(_) => self.fill(headers),
        };
        if or_nothing(headers.py(), result)?.is_none() {
            *self = Self::default();
        }
        Ok(())
    }

    fn fill_from_dict(&mut self, dict: &Bound<'_, PyDict>) -> PyResult<()> {
        let (mut is_environ, mut is_plain) = (false, true);
        fast::each_item(dict, |name, value| match name_of(name) {
            Some(Name::Header(index)) => is_plain &= self.put_plain(index, value),
            Some(Name::Environ) => is_environ = true,
            None => {}
        });
        if !is_plain {
            *self = Self::default();
            return self.fill(dict);
        }
        if is_environ {
            *self = Self::default();
            return self.fill_from_environ(dict);
        }
        Ok(())
    }

    fn fill(&mut self, headers: &Bound<'_, PyAny>) -> PyResult<()> {
        let items = match headers.getattr_opt(intern!(headers.py(), "items"))? {
            Some(items) => items.call0()?,
            None => headers.clone(),
        };
        // Where it is a WSGI environment after all.
        let environ = PyDict::new(headers.py());
        let mut is_environ = false;
        for pair in items.try_iter()? {
            let pair = pair?;
            let is_pair = pair.is_instance_of::<PyTuple>() || pair.is_instance_of::<PyList>();
            if !is_pair || pair.len()? != 2 {
                continue;
            }
            let (name, value) = two(&pair)?;
            match name_of(&name) {
                Some(Name::Header(index)) => self.put(index, &value)?,
                Some(Name::Environ) => is_environ = true,
                None if name.is_instance_of::<PyString>() => environ.set_item(name, value)?,
                None => {}
            }
        }
        if is_environ {
            *self = Self::default();
            return self.fill_from_environ(&environ);
        }
        Ok(())
    }

    fn fill_from_environ(&mut self, environ: &Bound<'_, PyDict>) -> PyResult<()> {
        let py = environ.py();
        let names = [
            intern!(py, "HTTP_X_WEBHOOK_SIGNATURE"),
            intern!(py, "HTTP_X_WEBHOOK_TIMESTAMP"),
            intern!(py, "HTTP_X_WEBHOOK_DELIVERY_ID"),
            intern!(py, "HTTP_X_WEBHOOK_EVENT"),
        ];
        for (index, name) in names.into_iter().enumerate() {
            if let Some(value) = environ.get_item(name)? {
                self.put(index, &value)?;
            }
        }
        Ok(())
    }

    /// Takes a value that runs no code of others when it is read; says whether it was one.
    #[inline]
    fn put_plain(&mut self, index: usize, value: &Bound<'_, PyAny>) -> bool {
        if value.is_instance_of::<PyString>() {
            self.put_value(index, value);
        } else if let Ok(values) = value.cast_exact::<PyList>() {
            values.iter().for_each(|value| self.put_value(index, &value));
        } else if let Ok(values) = value.cast_exact::<PyTuple>() {
            values.iter().for_each(|value| self.put_value(index, &value));
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return false;
        } else {
            self.put_value(index, value);
        }
        true
    }

    fn put(&mut self, index: usize, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if !self.put_plain(index, value) {
            for value in value.try_iter()? {
                self.put_value(index, &value?);
            }
        }
        Ok(())
    }

    fn put_value(&mut self, index: usize, value: &Bound<'_, PyAny>) {
        // Frameworks that have no such header may say so by None.
        if !value.is_none() {
            if index == DELIVERY_ID {
                self.id = value.cast_exact::<PyString>().ok().map(|text| text.clone().unbind());
            }
            self.push_text(value);
            self.values.push((index, self.text().len()));
        }
    }

    /// HTTP's headers are bytes, and Python's servers decode them as Latin-1 (PEP 3333).
    fn push_text(&mut self, value: &Bound<'_, PyAny>) {
        if let Ok(text) = value.cast::<PyString>()
            && let Some(text) = fast::latin1(text)
        {
            self.push(&text);
        } else if let Ok(bytes) = value.cast::<PyBytes>() {
            self.push(bytes.as_bytes());
        } else {
            // Something that no header can be: the core refuses it as malformed.
            self.push(b"(not a header's value)");
        }
    }

    #[inline]
    fn push(&mut self, value: &[u8]) {
        if !self.long.is_empty() || self.short.try_extend_from_slice(value).is_err() {
            self.push_long(value);
        }
    }

    /// There is more text than there usually is: all of it moves to where there is room.
    #[cold]
    fn push_long(&mut self, value: &[u8]) {
        self.long.extend(self.short.drain(..));
        self.long.extend_from_slice(value);
    }

    /// A delivery id as an object: the one that came, if it needed no trimming.
    pub fn id<'py>(&self, py: Python<'py>, id: &str) -> Bound<'py, PyString> {
        let came = self.id.as_ref().map(|came| came.bind(py));
        let same = came.filter(|came| fast::latin1(came).is_some_and(|text| *text == *id.as_bytes()));
        same.cloned().unwrap_or_else(|| fast::string(py, id))
    }

    #[inline]
    fn text(&self) -> &[u8] {
        if self.long.is_empty() { &self.short } else { &self.long }
    }
}

/// What a tuple or a list of two yields.
fn two<'py>(pair: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let items = pair.try_iter()?.collect::<PyResult<SmallVec<[_; 2]>>>()?;
    let [name, value] = items.as_slice() else {
        return Err(PyValueError::new_err("not two values, though it has that length"));
    };
    Ok((name.clone(), value.clone()))
}

/// The names that mean something here.
enum Name {
    /// The webhook header of that index.
    Header(usize),
    Environ,
}

fn name_of(name: &Bound<'_, PyAny>) -> Option<Name> {
    let Ok(text) = name.cast::<PyString>() else {
        return position(name.cast::<PyBytes>().ok()?.as_bytes()).map(Name::Header);
    };
    // Most headers are ruled out by the length of their name.
    let len = fast::len(text);
    if LENGTHS >> len.min(LONGEST + 1) & 1 == 0 {
        return None;
    }
    let text = fast::latin1(text)?;
    match position(&text) {
        Some(index) => Some(Name::Header(index)),
        None if *text == *ENVIRON.as_bytes() => Some(Name::Environ),
        None => None,
    }
}

const LONGEST: usize = DELIVERY_ID_HEADER.len();

/// A bit for each length that one of the names has.
const LENGTHS: u32 = {
    let [a, b, c, d] = NAMES;
    1 << a.len() | 1 << b.len() | 1 << c.len() | 1 << d.len() | 1 << ENVIRON.len()
};

/// Which of the webhook headers a name is. The letter behind `X-Webhook-` tells them apart.
#[inline]
fn position(name: &[u8]) -> Option<usize> {
    // Spelled out: to compare with a name that the compiler knows takes no call.
    let (index, is_exact) = match name.get(10)?.to_ascii_lowercase() {
        b's' => (0, name == SIGNATURE_HEADER.as_bytes()),
        b't' => (1, name == TIMESTAMP_HEADER.as_bytes()),
        b'd' => (2, name == DELIVERY_ID_HEADER.as_bytes()),
        b'e' => (3, name == EVENT_HEADER.as_bytes()),
        _ => return None,
    };
    // Most come as AutoSend spells them, and that is the quicker comparison.
    (is_exact || name.eq_ignore_ascii_case(NAMES[index].as_bytes())).then_some(index)
}

/// A result, or nothing where an object that was handed over failed on the way: what it raises is no verdict.
/// Interrupts and their like go through.
fn or_nothing<T>(py: Python<'_>, result: PyResult<T>) -> PyResult<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_instance_of::<PyException>(py) => Ok(None),
        Err(error) => Err(error),
    }
}
