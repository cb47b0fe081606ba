//! Signs, sends, and keeps what was answered.

use super::finding::Finding;
use crate::{
    client::{Client, Failure, Request, Response, hint},
    doctor::verdict::Verdict,
    input::SecretText,
    output::UsageError,
};
use autosend_webhooks::{
    DELIVERY_ID_HEADER, ErrorCode, EventType, Generation, SIGNATURE_HEADER, Secret, SignedRequest, TIMESTAMP_HEADER,
    provider, unix_millis,
};
use autosend_webhooks_emulator::{
    event_body::{Clock, envelope, micros_now, sample_data},
    http::Trust,
};
use reqwest::{Url, header::LOCATION};
use serde::Serialize;
use serde_json::Value;
use std::{
    cell::{Cell, OnceCell, Ref, RefCell},
    collections::BTreeSet,
    fmt,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use tokio::{runtime::Runtime, task::JoinSet};

/// How many problems are told of a check that has several.
const SHOWN_PROBLEMS: usize = 3;

/// How often in a row a receiver may be silent before it counts as gone: each time takes as long as AutoSend waits.
const MOST_SILENCES: u32 = 3;

/// What stands for all that is genuine: an event that asks for nothing, with data in ASCII.
pub const PLAIN_EVENT: EventType = EventType::EmailDelivered;

/// Who sends.
pub trait Provider {
    /// Its name, for people.
    fn name(&self) -> &str;

    /// The secret that it signs with.
    fn secret_text(&self) -> &str;

    /// A delivery that has to be accepted, unlike any other.
    fn genuine(&self) -> Request;

    /// The signature that would have been right, if the request carries another one or none.
    fn withheld_signature(&self, request: &Request) -> Option<String>;
}

/// AutoSend, which sends all of its events.
pub struct AutoSend {
    secret: Secret,
    secret_text: SecretText,
    clock: Clock,
    run: u64,
    made: Cell<u64>,
}

/// A receiver under examination, and what is needed to send to it.
pub struct Harness<P = AutoSend> {
    runtime: Runtime,
    client: Arc<Client>,
    provider: P,
    exchanges: RefCell<Vec<Exchange>>,
    accepts_genuine: OnceCell<bool>,
    url: Url,
    /// When to send no more.
    end: Instant,
    /// How many requests in a row came to nothing in the end.
    silences: Cell<u32>,
    /// Whether refusals have to be those of this project's packages.
    codes: bool,
    /// The requests of the running check that have a wanted response of their own.
    tried: RefCell<Vec<Tried>>,
}

/// What this project's packages respond to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exact {
    /// The status of the code, and the code.
    Code(ErrorCode),
    /// The status, whatever else.
    Status(u16),
    /// Whatever the check wants.
    Any,
}

/// A request that was tried, as `--codes` reports it.
#[derive(Debug, Serialize)]
pub struct Tried {
    request: String,
    /// Status and code.
    wanted: String,
    got: String,
    ms: f64,
    passed: bool,
}

/// What was answered to what, as far as leaks are concerned.
pub struct Exchange {
    /// The right signature of the body that was sent, if the request carried another one or none.
    pub withheld_signature: Option<String>,
    pub response: String,
}

/// What came of a request.
#[derive(Debug)]
pub struct ReceiverResponse {
    outcome: Result<(u16, String), Failure>,
    /// Where a redirect leads to.
    pub location: Option<String>,
    pub time: Duration,
}

/// What has to become of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// 2xx.
    Accepted,
    /// 3xx, 4xx, or 501 where the method is not implemented.
    Refused,
    /// Any response but a server error.
    Survived,
}

impl Provider for AutoSend {
    fn name(&self) -> &'static str {
        "AutoSend"
    }

    fn secret_text(&self) -> &str {
        self.secret_text.as_ref()
    }

    fn genuine(&self) -> Request {
        self.signed(self.body(PLAIN_EVENT, Generation::Current))
    }

    fn withheld_signature(&self, request: &Request) -> Option<String> {
        let right = self.secret.sign(&request.body).to_string();
        (request.header(SIGNATURE_HEADER) != Some(right.as_bytes())).then_some(right)
    }
}

impl AutoSend {
    pub fn new(secret_text: SecretText) -> Result<Self, UsageError> {
        let secret = Secret::new(secret_text.as_ref());
        Ok(Self {
            secret: secret.map_err(|error| UsageError::new(error.message(), error.hint()))?,
            secret_text,
            clock: Clock::default(),
            run: micros_now(),
            made: Cell::new(0),
        })
    }

    /// The body of an event created now, with the sample's data, marked as a test where the type has such a mark.
    fn body(&self, event: EventType, generation: Generation) -> String {
        // Types that came later have no sample in the first generation's form: in its envelope they carry the same data.
        let data = sample_data(event, generation).or_else(|| sample_data(event, Generation::Current));
        let data = data.unwrap_or_default().replace(r#""test":false"#, r#""test":true"#);
        self.body_with(event.as_str(), generation, &data)
    }

    /// The body of an event created now.
    fn body_with(&self, event: &str, generation: Generation, data: &str) -> String {
        envelope(event, &self.clock.next(), data, generation)
    }

    /// A body, signed and with fresh headers.
    fn signed(&self, body: impl Into<Vec<u8>>) -> Request {
        let body = body.into();
        let headers = SignedRequest::new(&self.secret, &body).delivery_id(self.new_id()).headers();
        Request::delivery(headers, body)
    }

    /// A delivery id that was not used before.
    fn new_id(&self) -> String {
        self.made.set(self.made.get() + 1);
        format!("deliver-webhook-{}-{}", self.run, self.made.get())
    }
}

impl Harness {
    pub fn secret(&self) -> &Secret {
        &self.provider.secret
    }

    /// The body of an event created now, with the sample's data, marked as a test where the type has such a mark.
    pub fn body(&self, event: EventType, generation: Generation) -> String {
        self.provider.body(event, generation)
    }

    /// The body of a plain event created at a time, in the form of the clock.
    pub fn body_created_at(time: &str) -> String {
        let data = sample_data(PLAIN_EVENT, Generation::Current).unwrap_or_default();
        envelope(PLAIN_EVENT.as_str(), time, &data, Generation::Current)
    }

    /// The body of an event created now.
    pub fn body_with(&self, event: &str, generation: Generation, data: &str) -> String {
        self.provider.body_with(event, generation, data)
    }

    /// A body, signed and with fresh headers.
    pub fn signed(&self, body: impl Into<Vec<u8>>) -> Request {
        self.provider.signed(body)
    }

    /// The same body with a new delivery id and a fresh timestamp: what whoever captured a delivery can send.
    pub fn replayed(&self, request: &Request) -> Request {
        let fresh = unix_millis(SystemTime::now()).to_string();
        request.clone().with(DELIVERY_ID_HEADER, self.provider.new_id()).with(TIMESTAMP_HEADER, fresh)
    }
}

impl<P: Provider> Harness<P> {
    /// Examines a receiver with what a provider sends.
    pub fn new(url: &Url, provider: P, trust: &Trust, time_limit: Duration) -> Result<Self, UsageError> {
        let runtime = Runtime::new().map_err(|error| {
            UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
        })?;
        Ok(Self {
            runtime,
            // A connection for each request: what one of them does to its own can't disturb the next, and no delayed
            // acknowledgement, which new connections don't have, hides what is measured.
            client: Client::new(url, provider::RESPONSE_TIMEOUT, 0, trust)?.into(),
            provider,
            exchanges: RefCell::default(),
            accepts_genuine: OnceCell::new(),
            url: url.clone(),
            end: Instant::now() + time_limit,
            silences: Cell::new(0),
            codes: false,
            tried: RefCell::default(),
        })
    }

    /// Also wants the statuses and codes of this project's packages.
    #[must_use]
    pub fn with_codes(self, codes: bool) -> Self {
        Self { codes, ..self }
    }

    /// Whether refusals have to be those of this project's packages.
    pub fn wants_codes(&self) -> bool {
        self.codes
    }

    /// What was tried since the last call.
    pub fn take_tried(&self) -> Vec<Tried> {
        self.tried.take()
    }

    /// Whether the response is of the wanted kind, and, if codes are wanted, the very one that this project's packages
    /// give.
    pub fn is_wanted(
        &self,
        request: &str,
        response: &ReceiverResponse,
        wanted: Wanted,
        exact: impl Into<Exact>,
    ) -> bool {
        let exact = exact.into();
        if !self.codes || exact == Exact::Any {
            return response.is(wanted);
        }
        let milliseconds = (response.time.as_secs_f64() * 10_000.0).round() / 10.0;
        let (wanted, got) = (exact.to_string(), response.with_code());
        let passed = response.is_exactly(exact);
        let tried = Tried { request: request.to_owned(), wanted, got, ms: milliseconds, passed };
        self.tried.borrow_mut().push(tried);
        passed
    }

    /// Sends a first delivery. What keeps it from being accepted is a verdict; an error if nobody is there.
    pub fn greet(&self) -> Result<Option<Verdict>, UsageError> {
        let response = self.send(self.genuine());
        match &response.outcome {
            Ok((status, text)) => Ok(Verdict::of_response(&self.url, *status, response.location.as_deref(), text)),
            Err(Failure { kind, message }) => Verdict::of_failure(kind).map(Some).ok_or_else(|| {
                UsageError::new(format!("the receiver can't be reached ({kind}): {message}"), hint(kind))
            }),
        }
    }

    /// Why nothing more is sent, if so.
    pub fn over(&self) -> Option<Verdict> {
        if self.silences.get() >= MOST_SILENCES {
            Some(Verdict::gone())
        } else if self.is_out_of_time() {
            Some(Verdict::out_of_time())
        } else {
            None
        }
    }

    pub fn is_out_of_time(&self) -> bool {
        Instant::now() >= self.end
    }

    pub fn provider(&self) -> &P {
        &self.provider
    }

    pub fn secret_text(&self) -> &str {
        self.provider.secret_text()
    }

    /// A delivery that has to be accepted, unlike any other.
    pub fn genuine(&self) -> Request {
        self.provider.genuine()
    }

    /// All responses so far.
    pub fn exchanges(&self) -> Ref<'_, Vec<Exchange>> {
        self.exchanges.borrow()
    }

    /// Sends a request and waits for the response.
    pub fn send(&self, request: Request) -> ReceiverResponse {
        self.send_together([request]).remove(0)
    }

    /// Sends requests at the same time. The responses come in any order.
    pub fn send_together(&self, requests: impl IntoIterator<Item = Request>) -> Vec<ReceiverResponse> {
        let mut under_way = JoinSet::new();
        let is_over = self.over().is_some();
        for request in requests {
            let withheld_signature = self.provider.withheld_signature(&request);
            let client = Arc::clone(&self.client);
            under_way.spawn_on(
                async move {
                    let start = Instant::now();
                    let outcome = if is_over { Err(Failure::given_up()) } else { client.send(request).await };
                    (withheld_signature, outcome, start.elapsed())
                },
                self.runtime.handle(),
            );
        }
        let outcomes = self.runtime.block_on(under_way.join_all());
        outcomes.into_iter().map(|(withheld, outcome, time)| self.keep(withheld, outcome, time)).collect()
    }

    /// Sends a request whose answer does not matter but for its status and its time; none if there was none.
    pub fn measure(&self, request: Request) -> Option<(u16, Duration)> {
        if self.over().is_some() {
            return None;
        }
        let outcome = self.runtime.block_on(self.client.send(request));
        self.count_silence(&outcome);
        outcome.ok().map(|response| (response.status, response.latency))
    }

    fn keep(
        &self,
        withheld_signature: Option<String>,
        outcome: Result<Response, Failure>,
        time: Duration,
    ) -> ReceiverResponse {
        self.count_silence(&outcome);
        let location = outcome.as_ref().ok().and_then(|response| response.headers.get(LOCATION));
        let location = location.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let outcome = outcome.map(|response| (response.status, String::from_utf8_lossy(&response.body).into_owned()));
        if let Ok((_, text)) = &outcome {
            self.exchanges.borrow_mut().push(Exchange { withheld_signature, response: text.clone() });
        }
        ReceiverResponse { outcome, location, time }
    }

    fn count_silence(&self, outcome: &Result<Response, Failure>) {
        match outcome {
            Err(Failure { kind: "timeout" | "unfinished", .. }) => self.silences.set(self.silences.get() + 1),
            Err(Failure { kind: Failure::GIVEN_UP, .. }) => {}
            _ => self.silences.set(0),
        }
    }

    /// Whether it accepts a plain genuine delivery. If not, its refusals prove nothing.
    fn accepts_genuine(&self) -> bool {
        *self.accepts_genuine.get_or_init(|| self.send(self.genuine()).is(Wanted::Accepted))
    }

    /// What to say of every check of refusals, if there is no acceptance to compare with.
    pub fn nothing_to_compare(&self) -> Option<Finding> {
        let text = "It does not accept genuine deliveries either, so this shows nothing.";
        (!self.accepts_genuine()).then(|| Finding::undecided(text))
    }

    /// Sends requests one after the other, all of which have to be accepted.
    pub fn accepts<'a>(&self, cases: impl IntoIterator<Item = (&'a str, Request)>) -> Finding {
        self.expect(Wanted::Accepted, cases.into_iter().map(|(what, request)| (what, request, Exact::Any)))
    }

    /// Sends requests one after the other, all of which should be answered in the same way.
    pub fn expect<'a, E: Into<Exact>>(
        &self,
        wanted: Wanted,
        cases: impl IntoIterator<Item = (&'a str, Request, E)>,
    ) -> Finding {
        if wanted != Wanted::Accepted
            && let Some(finding) = self.nothing_to_compare()
        {
            return finding;
        }
        let (mut seen, mut problems) = (BTreeSet::new(), Vec::new());
        for (what, request, exact) in cases {
            let response = self.send(request);
            if !self.is_wanted(what, &response, wanted, exact) {
                problems.push(format!("{response} to {what}"));
            }
            seen.insert(response.to_string());
        }
        if wanted == Wanted::Survived {
            let afterwards = self.send(self.genuine());
            if !afterwards.is(Wanted::Accepted) {
                problems.push(format!("{afterwards} to a genuine delivery afterwards"));
            }
        }
        if problems.is_empty() {
            return Finding::passed(format!("Answered {}.", seen.into_iter().collect::<Vec<_>>().join(" or ")));
        }
        let more = problems.len().saturating_sub(SHOWN_PROBLEMS);
        problems.truncate(SHOWN_PROBLEMS);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        Finding::failed(format!("Answered {}{more}.", problems.join("; ")))
    }
}

impl ReceiverResponse {
    /// A response of that kind. One that calls a new delivery a duplicate does not accept it.
    pub fn is(&self, wanted: Wanted) -> bool {
        let Ok((status, text)) = &self.outcome else { return false };
        match wanted {
            Wanted::Accepted => matches!(status, 200..300) && duplicate_member(text) != Some(true),
            Wanted::Refused => matches!(status, 300..=499 | 501),
            Wanted::Survived => *status < 500,
        }
    }

    fn is_exactly(&self, exact: Exact) -> bool {
        let Ok((status, text)) = &self.outcome else { return false };
        match exact {
            Exact::Code(code) => *status == code.status() && code_member(text).as_deref() == Some(code.as_str()),
            Exact::Status(wanted) => *status == wanted,
            Exact::Any => true,
        }
    }

    /// Status and code, or why there was no response.
    fn with_code(&self) -> String {
        match &self.outcome {
            Ok((status, text)) => format!("{status} {}", code_member(text).unwrap_or_default()),
            Err(_) => self.to_string(),
        }
    }

    pub fn is_success(&self) -> bool {
        matches!(self.outcome, Ok((200..300, _)))
    }

    /// Whether it says of itself that the event is older than the receiver's memory.
    pub fn says_expired(&self) -> bool {
        matches!(&self.outcome, Ok((_, text)) if member(text, "expired") == Some(true))
    }

    /// Whether it calls the delivery a repeat, by a member or in words.
    pub fn says_duplicate(&self) -> bool {
        matches!(&self.outcome, Ok((_, text)) if duplicate_member(text).unwrap_or_else(|| duplicate_words(text)))
    }

    /// The connection was ended instead of a response.
    pub fn is_closed(&self) -> bool {
        matches!(self.outcome, Err(Failure { kind: "closed", .. }))
    }

    /// Whether it says of a repeated delivery that it knows it, and did not say so of the first one: by a member
    /// `duplicate`, or in words.
    pub fn recognises(&self, first: &Self) -> bool {
        self.says_duplicate() && !first.says_duplicate()
    }
}

/// `200`, or why there was no response.
impl fmt::Display for ReceiverResponse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Ok((status, text)) if duplicate_member(text) == Some(true) => write!(out, "{status} (duplicate)"),
            Ok((status, _)) => write!(out, "{status}"),
            Err(Failure { kind, .. }) => match *kind {
                "timeout" => write!(out, "nothing within {} s", provider::RESPONSE_TIMEOUT.as_secs()),
                "unfinished" => write!(out, "without an end within {} s", provider::RESPONSE_TIMEOUT.as_secs()),
                "closed" => out.write_str("nothing (it ended the connection)"),
                "not_http" => out.write_str("something that is not HTTP"),
                "refused" => out.write_str("nothing (it refuses connections)"),
                kind => write!(out, "nothing ({kind})"),
            },
        }
    }
}

impl From<ErrorCode> for Exact {
    fn from(code: ErrorCode) -> Self {
        Self::Code(code)
    }
}

/// `401 signature_mismatch`
impl fmt::Display for Exact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(out, "{} {}", code.status(), code.as_str()),
            Self::Status(status) => write!(out, "{status}"),
            Self::Any => Ok(()),
        }
    }
}

fn code_member(text: &str) -> Option<String> {
    Some(serde_json::from_str::<Value>(text).ok()?.get("code")?.as_str()?.to_owned())
}

fn duplicate_member(text: &str) -> Option<bool> {
    member(text, "duplicate")
}

fn member(text: &str, name: &str) -> Option<bool> {
    serde_json::from_str::<Value>(text).ok()?.get(name)?.as_bool()
}

fn duplicate_words(text: &str) -> bool {
    let text = text.to_lowercase();
    ["duplicate", "already"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, text: &str) -> ReceiverResponse {
        ReceiverResponse { outcome: Ok((status, text.into())), location: None, time: Duration::ZERO }
    }

    #[test]
    fn a_repeat_is_recognised_by_a_member_or_in_words() {
        let first = response(200, r#"{"received":true,"duplicate":false}"#);
        assert!(response(200, r#"{"received":true,"duplicate":true}"#).recognises(&first));
        assert!(!response(200, r#"{"received":true,"duplicate":false}"#).recognises(&first));
        assert!(response(200, "Already processed.").recognises(&response(200, "OK")));
        assert!(!response(200, "Duplicates are ignored").recognises(&response(200, "Duplicates are ignored")));
        assert!(!response(200, "OK").recognises(&response(200, "OK")));
    }

    #[test]
    fn a_new_delivery_taken_for_a_duplicate_is_not_accepted() {
        assert!(response(204, "").is(Wanted::Accepted));
        assert!(!response(200, r#"{"duplicate":true}"#).is(Wanted::Accepted));
    }

    #[test]
    fn server_errors_are_no_refusals() {
        for (status, refused, survived) in
            [(200, false, true), (302, true, true), (401, true, true), (500, false, false), (501, true, false)]
        {
            assert_eq!(response(status, "").is(Wanted::Refused), refused, "{status}");
            assert_eq!(response(status, "").is(Wanted::Survived), survived, "{status}");
        }
    }
}
