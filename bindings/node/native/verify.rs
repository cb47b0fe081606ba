//! The verification as JavaScript calls it, on Node-API itself: the one file that needs `unsafe`.
//!
//! What `#[napi]` makes of a function asks Node for kind and length of each argument, allocates, and returns objects,
//! which takes as long as the verification. Here strings are copied to the stack, and numbers are left in memory that
//! both sides know.

use crate::{
    exchange::{self, Pairs, json},
    generated::{KIND, MAX_SPANS, NUMBERS, READ, REFUSAL, SECRET_INDEX, SENT_AT, TEXT},
    headers::{NAMES, Values},
    layout::{self, Span},
    text,
};
use autosend_webhooks::{Delivery, Event, Generation, Verifier, unix_millis};
use napi::{
    Env, Error, JsString, JsValue, Result, Status,
    bindgen_prelude::{External, Float64Array, FromNapiRef, FromNapiValue, Function},
    check_status, sys,
};
use napi_derive::napi;
use std::{
    mem::{self, offset_of},
    panic::{AssertUnwindSafe, catch_unwind},
    ptr, slice,
    time::SystemTime,
};

const _: () = {
    assert!(offset_of!(Answer, kind) == KIND * size_of::<f64>());
    assert!(offset_of!(Answer, sent_at) == SENT_AT * size_of::<f64>());
    assert!(offset_of!(Answer, secret_index) == SECRET_INDEX * size_of::<f64>());
    assert!(offset_of!(Answer, spans) == NUMBERS * size_of::<f64>());
};

/// What there is to an answer besides its string; src/native/backend.ts reads it.
#[repr(C)]
struct Answer {
    /// The position of the event's type in the catalog: the string is the body, its members are at `spans`. Or one of
    /// the kinds below.
    kind: f64,
    /// Unix milliseconds; NaN: unknown.
    sent_at: f64,
    secret_index: f64,
    spans: [Span; MAX_SPANS],
}

// The arguments.
const VERIFIER: usize = 0;
const BODY: usize = 1;
/// From here on the values of the four headers; `undefined`: absent.
const HEADERS: usize = 2;
/// The clock, Unix milliseconds.
const NOW: usize = 6;
/// Names and values of headers that came again with other values, in one list, or `undefined`.
const MORE: usize = 7;
const ARGUMENTS: usize = 8;

/// Makes the function that verifies, and leaves its answers in `memory`.
#[napi]
pub fn create_verify(env: &Env, mut memory: Float64Array) -> Result<Function<'_>> {
    // SAFETY: nothing reads or writes it now.
    let numbers = unsafe { memory.as_mut() };
    let answer = numbers.as_mut_ptr().cast::<Answer>();
    if size_of_val(numbers) < size_of::<Answer>() {
        return Err(Error::new(Status::InvalidArg, format!("an answer has {} bytes", size_of::<Answer>())));
    }
    let mut function = ptr::null_mut();
    // SAFETY: the name is a C string; `function` is used only if Node has written it.
    let function = unsafe {
        let name = c"verify".as_ptr();
        check_status!(sys::napi_create_function(env.raw(), name, -1, Some(verify), answer.cast(), &raw mut function))?;
        Function::from_napi_value(env.raw(), function)
    };
    // Keeps its reference: the memory has to be there as long as the function.
    mem::forget(memory);
    function
}

/// The callback. A panic becomes an exception: it must not unwind into Node.
unsafe extern "C" fn verify(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let env = Env::from_raw(env);
    // SAFETY: Node hands over a valid environment and call.
    let outcome = catch_unwind(AssertUnwindSafe(|| unsafe { Question::read(&env, info) }?.answer(&env)));
    let error = match outcome {
        Ok(Ok(string)) => return string,
        Ok(Err(error)) => error,
        Err(_) => Error::from_reason("autosend-webhooks: the native part panicked"),
    };
    // If even that fails there is an exception already.
    let _ = env.throw(error);
    ptr::null_mut()
}

struct Question<'a> {
    verifier: &'a Verifier,
    body: &'a [u8],
    headers: Values,
    more: Pairs,
    now: SystemTime,
    answer: &'a mut Answer,
}

impl Question<'_> {
    /// # Safety
    /// It is a call of the function that [`create_verify`] made, with the arguments described above; src/native/backend.ts
    /// makes no others.
    unsafe fn read(env: &Env, info: sys::napi_callback_info) -> Result<Self> {
        let raw = env.raw();
        let mut arguments = [ptr::null_mut(); ARGUMENTS];
        let (mut count, mut data) = (ARGUMENTS, ptr::null_mut());
        let (mut body, mut length) = (ptr::null_mut(), 0);
        let mut now = f64::NAN;
        // SAFETY: the pointers lead to the variables above; `data` is the memory that `create_verify` checked and keeps,
        // and calls don't nest. The body stays where it is during the call, and no JavaScript runs that could write to it.
        unsafe {
            let this = ptr::null_mut();
            check_status!(sys::napi_get_cb_info(
                raw,
                info,
                &raw mut count,
                arguments.as_mut_ptr(),
                this,
                &raw mut data
            ))?;
            check_status!(sys::napi_get_buffer_info(raw, arguments[BODY], &raw mut body, &raw mut length))?;
            check_status!(sys::napi_get_value_double(raw, arguments[NOW], &raw mut now))?;
            Ok(Self {
                verifier: External::from_napi_ref(raw, arguments[VERIFIER])?,
                // An empty one may be nowhere.
                body: if length == 0 { &[] } else { slice::from_raw_parts(body.cast(), length) },
                headers: Values::read(raw, &arguments[HEADERS..HEADERS + NAMES.len()])?,
                more: Option::from_napi_value(raw, arguments[MORE])?.map(exchange::pairs).unwrap_or_default(),
                now: exchange::clock(now),
                answer: &mut *data.cast(),
            })
        }
    }

    fn answer(self, env: &Env) -> Result<sys::napi_value> {
        let headers = self.headers.and(&self.more);
        let string = match self.verifier.verify_at(self.body, &headers, self.now) {
            Ok(delivery) => self.answer.accept(env, &delivery, self.body),
            Err(error) => {
                self.answer.kind = REFUSAL;
                env.create_string(json(&error))
            }
        };
        Ok(string?.raw())
    }
}

impl Answer {
    #[expect(clippy::cast_precision_loss, reason = "timestamps have 15 digits, and nobody has 2^53 secrets")]
    fn accept<'env>(&mut self, env: &'env Env, delivery: &Delivery<'_>, body: &[u8]) -> Result<JsString<'env>> {
        self.sent_at = delivery.sent_at.map_or(f64::NAN, |time| unix_millis(time) as f64);
        self.secret_index = delivery.secret_index as f64;
        if let Some((number, used)) = layout::place(&delivery.event, body, &mut self.spans) {
            self.kind = number.into();
            return text::string(env, body, &mut self.spans[..used]);
        }
        let is_typed = !matches!(delivery.event, Event::Unknown(_) | Event::Invalid(_));
        if is_typed && delivery.event.generation() == Generation::Current {
            self.kind = TEXT;
            return text::string(env, body, &mut []);
        }
        self.kind = READ;
        env.create_string("")
    }
}
