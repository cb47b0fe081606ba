//! The values of the four headers, taken from JavaScript's strings without an allocation.

use crate::exchange::{Pairs, latin1, latin1_byte};
use autosend_webhooks::{DELIVERY_ID_HEADER, EVENT_HEADER, Headers, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use napi::{
    Result,
    bindgen_prelude::{FromNapiValue, Utf16String},
    check_status, sys,
};
use std::{iter, ops::Range};

/// The headers in the order in which JavaScript passes their values.
pub const NAMES: [&str; 4] = [SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER];

/// Room for ordinary values: 64 digits, 15 digits, at most 255 characters, and the name of an event.
const ROOM: usize = 384;

/// Values by the place of their names.
pub struct Values {
    bytes: [u8; ROOM],
    values: [Value; NAMES.len()],
}

enum Value {
    Absent,
    /// A part of the room.
    Short(Range<usize>),
    Long(Vec<u8>),
}

impl Values {
    /// Takes strings, or `undefined` for what is absent.
    ///
    /// # Safety
    /// They are values of that environment.
    pub unsafe fn read(env: sys::napi_env, strings: &[sys::napi_value]) -> Result<Self> {
        let mut units = [0_u16; ROOM];
        let mut used = 0;
        let mut values = [const { Value::Absent }; NAMES.len()];
        for (value, string) in values.iter_mut().zip(strings) {
            let room = &mut units[used..];
            let mut length = 0;
            // SAFETY: it writes to the room, at most as much as it says, and a zero after it.
            let status = unsafe {
                sys::napi_get_value_string_utf16(env, *string, room.as_mut_ptr(), room.len(), &raw mut length)
            };
            if status == sys::Status::napi_string_expected {
                continue;
            }
            check_status!(status)?;
            if length + 1 < room.len() {
                *value = Value::Short(used..used + length);
                used += length;
            } else {
                // SAFETY: as above.
                *value = Value::Long(latin1(&unsafe { Utf16String::from_napi_value(env, *string) }?));
            }
        }
        let mut bytes = [0; ROOM];
        for (byte, unit) in bytes[..used].iter_mut().zip(&units) {
            *byte = latin1_byte(*unit);
        }
        Ok(Self { bytes, values })
    }

    /// These headers and others.
    pub const fn and<'a>(&'a self, more: &'a Pairs) -> All<'a> {
        All { values: self, more }
    }

    fn get(&self, header: usize) -> Option<&[u8]> {
        match &self.values[header] {
            Value::Absent => None,
            Value::Short(range) => self.bytes.get(range.clone()),
            Value::Long(bytes) => Some(bytes),
        }
    }
}

/// All headers of a request that matter.
pub struct All<'a> {
    values: &'a Values,
    more: &'a Pairs,
}

impl Headers for All<'_> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let values =
            iter::zip(NAMES, 0..).filter_map(|(name, header)| Some((name.as_bytes(), self.values.get(header)?)));
        values.chain(self.more.pairs())
    }
}
