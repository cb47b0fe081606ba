//! What a receiver may accept or refuse, as long as it stays on its feet.

use crate::doctor::{
    finding::Finding,
    lab::{Lab, Wanted},
};

const DEPTH: usize = 100_000;

pub fn broken_json(lab: &Lab) -> Finding {
    lab.expect(
        Wanted::Survived,
        [
            ("JSON that breaks off", lab.signed(r#"{"type":"email.opened","data":{"#)),
            ("an empty body", lab.signed("")),
            ("an array", lab.signed(r#"[{"type":"email.opened"}]"#)),
            ("null", lab.signed("null")),
            ("an object without a type", lab.signed(r#"{"data":{}}"#)),
            ("a type that is no string", lab.signed(r#"{"type":{},"data":{}}"#)),
            ("an event without data", lab.signed(r#"{"type":"email.bounced"}"#)),
            ("an event whose data is null", lab.signed(r#"{"type":"email.bounced","data":null}"#)),
            ("bytes that are no UTF-8", lab.signed(b"{\"type\":\"email.opened\",\"data\":{\"a\":\"\xFF\"}}")),
        ],
    )
}

pub fn deep_nesting(lab: &Lab) -> Finding {
    let arrays = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let objects = r#"{"a":"#.repeat(DEPTH) + "1" + &"}".repeat(DEPTH);
    let within = |deep: &str| lab.signed(format!(r#"{{"type":"email.opened","data":{deep}}}"#));
    lab.expect(Wanted::Survived, [("nested arrays", within(&arrays)), ("nested objects", within(&objects))])
}
