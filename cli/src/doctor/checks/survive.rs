//! What a receiver may accept or refuse, as long as it stays on its feet.

use crate::doctor::{
    finding::Finding,
    harness::{Exact, Harness, Wanted},
};
use autosend_webhooks::ErrorCode::{BodyNotJson, BodyNotObject, BodyTooDeep, MissingEventType};

const DEPTH: usize = 100_000;

pub fn broken_json(harness: &Harness) -> Finding {
    harness.expect(
        Wanted::Survived,
        [
            ("JSON that breaks off", harness.signed(r#"{"type":"email.opened","data":{"#), Exact::from(BodyNotJson)),
            ("an empty body", harness.signed(""), Exact::Any),
            ("an array", harness.signed(r#"[{"type":"email.opened"}]"#), Exact::from(BodyNotObject)),
            ("null", harness.signed("null"), Exact::from(BodyNotObject)),
            ("an object without a type", harness.signed(r#"{"data":{}}"#), Exact::from(MissingEventType)),
            ("a type that is no string", harness.signed(r#"{"type":{},"data":{}}"#), Exact::from(MissingEventType)),
            ("an event without data", harness.signed(r#"{"type":"email.bounced"}"#), Exact::Any),
            ("an event whose data is null", harness.signed(r#"{"type":"email.bounced","data":null}"#), Exact::Any),
            (
                "bytes that are no UTF-8",
                harness.signed(b"{\"type\":\"email.opened\",\"data\":{\"a\":\"\xFF\"}}"),
                Exact::from(BodyNotJson),
            ),
        ],
    )
}

pub fn deep_nesting(harness: &Harness) -> Finding {
    let arrays = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let objects = r#"{"a":"#.repeat(DEPTH) + "1" + &"}".repeat(DEPTH);
    let within = |deep: &str| harness.signed(format!(r#"{{"type":"email.opened","data":{deep}}}"#));
    harness.expect(
        Wanted::Survived,
        [("nested arrays", within(&arrays), BodyTooDeep), ("nested objects", within(&objects), BodyTooDeep)],
    )
}
