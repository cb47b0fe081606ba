//! Typed events, over types that are written by hand as generated crates have them.
#![cfg(feature = "verify")]
#![expect(missing_docs, reason = "the types of a test")]

use autosend_webhooks_profile::typed::{
    self, AnyEvent, Enumeration, Events, Extra, Field, Invalid, RawJson, RawValue, Reading, Received, Typed, Union,
    Unknown, Value, Verifier,
};
use std::time::{Duration, Instant};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Open,
    Unknown(String),
}

impl Enumeration for State {
    fn of(text: &str) -> Self {
        if text == "open" { Self::Open } else { Self::Unknown(text.to_owned()) }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Unknown(text) => text,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Number(i64),
    Ticket(Box<Ticket>),
    Again(Box<Ticket>),
    Unknown(RawJson),
}

impl Union for Part {
    const DISCRIMINATOR: Option<&'static str> = None;
    const VARIANTS: &'static [&'static [&'static str]] = &[&[], &[], &[]];

    fn read_variant(variant: usize, raw: &RawValue, reading: &mut Reading) -> Option<Self> {
        match variant {
            0 => Value::read(raw, reading).map(Self::Number),
            1 => Value::read(raw, reading).map(Self::Ticket),
            _ => Value::read(raw, reading).map(Self::Again),
        }
    }

    fn unknown(raw: RawJson) -> Self {
        Self::Unknown(raw)
    }

    fn write_variant(&self, out: &mut String) {
        match self {
            Self::Number(value) => value.write(out),
            Self::Ticket(value) | Self::Again(value) => value.write(out),
            Self::Unknown(value) => value.write(out),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticket {
    pub state: Option<State>,
    pub count: Option<i64>,
    pub parts: Option<Vec<Part>>,
    pub extra: Extra<'static>,
}

impl Ticket {
    fn unread() -> Self {
        Self::default()
    }
}

impl typed::Object for Ticket {
    fn fields(&self) -> &'static [Field] {
        const { &[Field::required("state"), Field::optional("count"), Field::optional("parts")] }
    }

    fn read_field(&mut self, field: usize, raw: &RawValue, reading: &mut Reading) -> bool {
        match field {
            0 => typed::optional(&mut self.state, raw, reading),
            1 => typed::optional(&mut self.count, raw, reading),
            _ => typed::optional(&mut self.parts, raw, reading),
        }
    }

    fn write_field(&self, field: usize) -> Option<String> {
        match field {
            0 => typed::write_optional(&self.state),
            1 => typed::write_optional(&self.count),
            _ => typed::write_optional(&self.parts),
        }
    }

    fn extra(&self) -> &Extra<'static> {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra<'static> {
        &mut self.extra
    }
}

autosend_webhooks_profile::enumerations! { State }
autosend_webhooks_profile::unions! { Part }
autosend_webhooks_profile::objects! { Ticket }

#[derive(Debug, Clone)]
pub enum Event {
    Ticket(Typed<Ticket>),
    Unknown(Unknown),
    Invalid(Invalid),
}

impl Events for Event {
    const PROFILE: &'static str = r#"{
        "provider": "Desk",
        "signatures": [{ "header": "X-Signature", "signed_content": "{body}" }],
        "timestamp": { "from": "none" },
        "envelope": { "type": [{ "path": ["type"] }], "data": ["data"], "batch": ["events"], "id": { "path": ["id"] } }
    }"#;
    const TYPES: &'static [&'static str] = &["ticket"];
    const LISTS_PROBLEMS: bool = true;

    fn read(_: usize, received: Received, reading: Reading) -> Self {
        received.typed::<_, Self>(reading).map_or_else(Self::Invalid, Self::Ticket)
    }

    fn unknown(event: Unknown) -> Self {
        Self::Unknown(event)
    }

    fn inner(&self) -> &dyn AnyEvent {
        match self {
            Self::Ticket(event) => event,
            Self::Unknown(event) => event,
            Self::Invalid(event) => event,
        }
    }

    fn is_typed(&self) -> bool {
        matches!(self, Self::Ticket(_))
    }
}

fn delivery(body: &str) -> Result<typed::Delivery<Event>, autosend_webhooks_profile::Error> {
    let verifier = Verifier::<Event>::new(["a secret"])?;
    let headers = verifier.sign(body.as_bytes(), "ticket")?;
    verifier.verify(body.as_bytes(), &headers)
}

#[test]
fn what_a_field_can_not_print_back_is_kept_and_may_be_changed() {
    let json = r#"{"state":null,"count":1.0,"later":1e999,"parts":[1,{"state":"x"},"\ud800"]}"#;
    let mut ticket: Ticket = serde_json::from_str(json).unwrap();
    assert_eq!((ticket.state.as_ref(), ticket.count), (None, Some(1)));
    let written = serde_json::to_string(&ticket).unwrap();
    for kept in [r#""state":null"#, r#""count":1.0"#, r#""later":1e999"#, r#""parts":[1,{"state":"x"},"\ud800"]"#] {
        assert!(written.contains(kept), "{kept} is not in {written}");
    }
    ticket.count = Some(2);
    ticket.extra.remove("count");
    assert!(ticket.to_json().contains(r#""count":2"#));
}

#[test]
fn a_variant_fits_without_a_problem_or_stays_as_it_was_sent() {
    let ticket: Ticket = serde_json::from_str(r#"{"state":"open","parts":[{"count":"x"},{"state":"new"}]}"#).unwrap();
    let parts = ticket.parts.unwrap();
    assert!(matches!(&parts[0], Part::Unknown(raw) if raw.get() == r#"{"count":"x"}"#));
    let Part::Ticket(new) = &parts[1] else { panic!("{parts:?}") };
    assert_eq!(new.state, Some(State::Unknown("new".into())));
}

/// Each level is tried once for each variant of the one around it, unless tries are bounded.
#[test]
fn unions_in_unions_take_no_time() {
    let levels = 30;
    // Without the state no variant fits, which is known after all below was read.
    let json = r#"{"parts":["#.repeat(levels) + "{}" + &"]}".repeat(levels);
    let start = Instant::now();
    let ticket: Ticket = serde_json::from_str(&json).unwrap();
    assert_eq!(ticket.to_json(), json);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_body_may_hold_several_events() {
    let body = r#"{"events":[{"type":"ticket","id":7,"data":{"state":"open"}},{"type":"other"},
        {"type":"ticket","data":[]},{"type":"ticket","data":{"count":true,"more":[0.10]}}],"v":1}"#;
    let delivery = delivery(body).unwrap();
    let outcomes: Vec<_> = delivery.events().map(|event| (event.is_typed(), event.inner().problems().len())).collect();
    assert_eq!(outcomes, [(true, 0), (false, 0), (false, 1), (true, 2)]);
    let types: Vec<_> = delivery.events().map(|event| event.inner().received().event_type()).collect();
    assert_eq!(types, ["ticket", "other", "ticket", "ticket"]);
    assert_eq!(delivery.event.inner().received().id(), "7");
    let Event::Ticket(last) = &delivery.more[2] else { panic!("{delivery:?}") };
    let paths: Vec<_> = last.problems.iter().map(|problem| &*problem.path).collect();
    assert_eq!(paths, ["/count", "/state"]);
    assert!(last.to_json().contains(r#""more":[0.10]"#));
}

#[test]
fn a_body_without_events_is_refused() {
    for (body, code) in [
        (r#"{"events":[]}"#, "missing_event_type"),
        (r#"{"events":[{"type":"ticket"},{"data":1}]}"#, "missing_event_type"),
        (r#"{"events":[1]}"#, "body_not_object"),
        (r#"{"events":{}}"#, "body_not_object"),
        ("[]", "body_not_object"),
        ("{", "body_not_json"),
    ] {
        assert_eq!(delivery(body).unwrap_err().code().as_str(), code, "{body}");
    }
}
