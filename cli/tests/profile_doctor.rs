//! `doctor --profile`, on receivers that do everything right, and on copies of them with one fault each.

mod common;

use autosend_webhooks::{Admission, Deduplicator, ErrorCode};
use autosend_webhooks_profile::{Error, Profile, Request, Verifier};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, Method, StatusCode},
};
use common::{SECRET, Server, run, run_with_secret, write};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

/// What the provider was told, where it signs that.
const URL: &str = "https://example.com/hook";

const ACME: &str = r#"[event]
type = "/meta/kind"
id = "/meta/uid"
data = "/payload"
[[signature]]
hash = "sha512"
header = "X-Acme-Seal"
prefix = "seal:"
encoding = "base64url"
content = "{method}|{url}|{timestamp}|{sha256(body)}"
timestamp = { from = "header:X-Acme-Sent", unit = "milliseconds" }
"#;

const FORM: &str = r#"[request]
content = "form:payload"
[event]
type = "/type"
[[signature]]
header = "X-Form-Signature"
"#;

const BATCH: &str = r#"[request]
batch = "/events"
[event]
type = "/type"
id = "/id"
[[signature]]
header = "X-Batch-Signature"
hash = "sha1"
"#;

/// The body is the list of events.
const LIST: &str = r#"[request]
batch = ""
[event]
type = "/type"
[[signature]]
header = "X-List-Signature"
encoding = "base64"
"#;

const TOKEN: &str = r#"[event]
type = "/type"
[[signature]]
scheme = "token"
header = "Authorization"
prefix = "Bearer "
"#;

/// What a receiver does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    NotThere,
    LetsUnsignedIn,
    ComparesLengths,
    DefaultSecret,
    CrashesOnSignatures,
    FirstSignatureOnly,
    ReprintsJson,
    TrimsBodies,
    ToleratesMembers,
    LongTolerance,
    AnyFuture,
    TimeBesideSignature,
    TakesNonsenseForNow,
    NeedsNoId,
    AnyMethod,
    NoLimit,
    CrashesOnNoise,
    CrashesOnDepth,
    Forgetful,
    KnowsIdsOnly,
    ConflictOnRepeat,
    PrintsTraces,
    PrintsSecret,
    PrintsSignature,
}

/// The profile, the fault, and which checks do not pass; a question mark stands before those that stay undecided.
const FAULTS: &[(&str, Fault, &[&str])] = &[
    ("stripe", Fault::LetsUnsignedIn, &["unsigned"]),
    ("stripe", Fault::ComparesLengths, &["forged", "reprinted", "tampered", "wrong-secret"]),
    ("stripe", Fault::DefaultSecret, &["wrong-secret"]),
    ("stripe", Fault::CrashesOnSignatures, &["malformed-signature"]),
    ("stripe", Fault::FirstSignatureOnly, &["rotation"]),
    ("standard-webhooks", Fault::FirstSignatureOnly, &["rotation"]),
    ("stripe", Fault::ReprintsJson, &["raw-body", "reprinted"]),
    ("stripe", Fault::TrimsBodies, &["reprinted"]),
    ("stripe", Fault::ToleratesMembers, &["tampered"]),
    ("stripe", Fault::LongTolerance, &["stale"]),
    ("stripe", Fault::AnyFuture, &["future"]),
    ("slack", Fault::TimeBesideSignature, &["moved-time"]),
    ("slack", Fault::TakesNonsenseForNow, &["broken-timestamp"]),
    ("standard-webhooks", Fault::NeedsNoId, &["no-delivery-id"]),
    ("stripe", Fault::AnyMethod, &["wrong-method"]),
    ("stripe", Fault::NoLimit, &["oversized"]),
    ("stripe", Fault::CrashesOnNoise, &["broken-json"]),
    ("stripe", Fault::CrashesOnDepth, &["deep-nesting"]),
    ("stripe", Fault::Forgetful, &["?retry"]),
    ("shopify", Fault::Forgetful, &["?replay", "?retry"]),
    ("shopify", Fault::KnowsIdsOnly, &["?replay", "reused-id"]),
    ("stripe", Fault::ConflictOnRepeat, &["retry"]),
    ("stripe", Fault::PrintsTraces, &["traces"]),
    ("stripe", Fault::PrintsSecret, &["traces"]),
    ("standard-webhooks", Fault::PrintsSignature, &["traces"]),
];

struct Receiver {
    profile: Profile,
    fault: Fault,
    seen: Deduplicator,
    ids: Mutex<HashSet<String>>,
}

impl Receiver {
    fn start(name: &str, fault: Fault) -> Server {
        let requests = sdkgen::Profile::open(name).unwrap().requests().unwrap();
        let profile: Profile = serde_json::from_value(requests).unwrap();
        let receiver = Self { profile, fault, seen: Deduplicator::default(), ids: Mutex::default() };
        let router = Router::new().fallback(receive).layer(DefaultBodyLimit::disable());
        Server::start(router.with_state(Arc::new(receiver)))
    }

    fn verifier(&self, secret: &str) -> Verifier {
        let verifier = Verifier::new(self.profile.clone(), [secret]).unwrap();
        match self.fault {
            Fault::LongTolerance => verifier.tolerance(Some(Duration::from_hours(24))),
            Fault::AnyFuture => verifier.future_tolerance(Duration::from_hours(24)),
            Fault::NoLimit => verifier.max_body(u64::MAX),
            _ => verifier,
        }
    }

    /// The id and the digest of a request that the fault, or a verifier, takes for authentic.
    fn verify(&self, method: &Method, headers: &HeaderMap, body: &[u8]) -> Result<(String, [u8; 32]), Error> {
        let take = |secret: &str, headers: &[(String, Vec<u8>)], body: &[u8]| {
            let verifier = self.verifier(secret);
            let request = Request::new(body).headers(headers).method(method.as_str()).url(URL);
            let delivery = verifier.verify_at(&request, SystemTime::now())?;
            let events = delivery.events()?;
            Ok((delivery.delivery_id.clone() + &events[0].id, delivery.digest_bytes()))
        };
        let plain: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
        let spoilt = self.spoilt(&plain);
        if self.fault == Fault::ReprintsJson {
            let printed = serde_json::from_slice::<Value>(body).map(|value| value.to_string().into_bytes());
            return take(SECRET, &plain, &printed.unwrap_or_else(|_| body.to_vec()));
        }
        let first = take(SECRET, &spoilt, body);
        let Err(error) = first else { return first };
        let again = match self.fault {
            Fault::DefaultSecret => take("secret", &plain, body),
            Fault::TrimsBodies => take(SECRET, &plain, body.trim_ascii_end()),
            Fault::ToleratesMembers => {
                let text = String::from_utf8_lossy(body).replace(r#""admin":true,"#, "");
                take(SECRET, &plain, text.as_bytes())
            }
            Fault::TimeBesideSignature => {
                self.earlier(&plain).find_map(|headers| take(SECRET, &headers, body).ok()).ok_or(error.clone())
            }
            _ if self.is_let_in(&error, headers) => Ok((String::new(), [0; 32])),
            _ => return Err(error),
        };
        again.map_err(|_| error)
    }

    /// What a faulty receiver makes of the headers.
    fn spoilt(&self, headers: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
        let mut headers = headers.to_vec();
        if self.fault == Fault::FirstSignatureOnly {
            for (name, value) in headers.iter_mut().filter(|(name, _)| name.contains("signature")) {
                let (text, is_list) = (String::from_utf8_lossy(value).into_owned(), name == "webhook-signature");
                let kept: Vec<_> =
                    text.split(if is_list { ' ' } else { ',' }).take(if is_list { 1 } else { 2 }).collect();
                *value = kept.join(",").into_bytes();
            }
        }
        headers
    }

    /// The same request at each of the seconds before.
    fn earlier<'a>(&self, headers: &'a [(String, Vec<u8>)]) -> impl Iterator<Item = Vec<(String, Vec<u8>)>> + use<'a> {
        let name = self.profile.headers.timestamp.to_lowercase();
        (1..60).map(move |seconds| {
            let mut headers = headers.to_vec();
            for (_, value) in headers.iter_mut().filter(|(there, _)| *there == name) {
                let number: Option<i64> = str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                *value = number.map_or_else(Vec::new, |number| (number - seconds).to_string().into_bytes());
            }
            headers
        })
    }

    fn is_let_in(&self, error: &Error, headers: &HeaderMap) -> bool {
        let time = headers.get(&*self.profile.headers.timestamp).map(|value| value.as_bytes().to_vec());
        match self.fault {
            Fault::LetsUnsignedIn => error.code() == ErrorCode::MissingSignature,
            Fault::ComparesLengths => error.code() == ErrorCode::SignatureMismatch,
            Fault::NeedsNoId => error.code() == ErrorCode::MissingDeliveryId,
            Fault::TakesNonsenseForNow => {
                time.is_none_or(|time| !time.iter().all(u8::is_ascii_digit) || time.is_empty())
            }
            _ => false,
        }
    }

    fn refuse(&self, error: &Error, headers: &HeaderMap, body: &[u8]) -> (StatusCode, String) {
        let crashes = match self.fault {
            Fault::CrashesOnSignatures => error.code() == ErrorCode::MalformedSignature,
            Fault::CrashesOnDepth => error.code() == ErrorCode::BodyTooDeep,
            Fault::CrashesOnNoise => matches!(error.code(), ErrorCode::BodyNotJson | ErrorCode::BodyNotObject),
            _ => false,
        };
        let status = if crashes { 500 } else { error.status() };
        let text = match self.fault {
            Fault::PrintsTraces => "Traceback (most recent call last)".to_owned(),
            Fault::PrintsSecret => format!("expected a signature by {SECRET}"),
            Fault::PrintsSignature => self.expected(headers, body),
            _ => serde_json::to_string(error).unwrap(),
        };
        (StatusCode::from_u16(status).unwrap(), text)
    }

    /// The signature of a request that was not signed with it.
    fn expected(&self, headers: &HeaderMap, body: &[u8]) -> String {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let seconds = text("webhook-timestamp").parse().unwrap_or_default();
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let signed = self.verifier(SECRET).sign_as(&Request::new(body), "", text("webhook-id"), at).unwrap();
        signed.into_iter().find(|(name, _)| name == "webhook-signature").unwrap().1
    }
}

async fn receive(
    State(receiver): State<Arc<Receiver>>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    if receiver.fault == Fault::NotThere {
        return (StatusCode::NOT_FOUND, String::new());
    }
    if method != Method::POST && receiver.fault != Fault::AnyMethod {
        return (StatusCode::METHOD_NOT_ALLOWED, String::new());
    }
    let (id, digest) = match receiver.verify(&method, &headers, &body) {
        Ok(taken) => taken,
        Err(error) => return receiver.refuse(&error, &headers, &body),
    };
    let is_duplicate = match receiver.fault {
        Fault::Forgetful => false,
        Fault::KnowsIdsOnly => !receiver.ids.lock().unwrap().insert(id),
        _ => match receiver.seen.admit_digest(digest, &id, None, SystemTime::now()) {
            Admission::First(claim) => {
                claim.done();
                false
            }
            _ => true,
        },
    };
    if is_duplicate && receiver.fault == Fault::ConflictOnRepeat {
        return (StatusCode::CONFLICT, String::new());
    }
    (StatusCode::OK, json!({ "received": true, "duplicate": is_duplicate }).to_string())
}

/// Providers that take a type in a header.
fn event(profile: &str) -> &'static [&'static str] {
    if matches!(profile, "github" | "shopify") { &["--event", "order"] } else { &[] }
}

/// The report on a receiver, and which of its checks did not pass.
fn examine(profile: &str, fault: Fault, more: &[&str]) -> (Value, BTreeSet<String>) {
    let server = Receiver::start(profile, fault);
    let arguments = ["doctor", &server.base, "--json", "--profile", profile, "--url", URL];
    let run = run_with_secret(&[&arguments, event(profile), more].concat(), b"");
    let report = run.json();
    assert_eq!(run.code, i32::from(report["full_marks"] == json!(false)));
    assert!(!run.out.contains(&SECRET[6..]), "{}", run.out);
    let mark = |check: &Value| match check["outcome"].as_str() {
        Some("passed") => None,
        Some("undecided") => Some(format!("?{}", check["check"].as_str().unwrap())),
        _ => Some(check["check"].as_str().unwrap().to_owned()),
    };
    let missed = report["checks"].as_array().unwrap().iter().filter_map(mark).collect();
    (report, missed)
}

#[test]
fn receivers_that_do_everything_right_get_full_marks() {
    let directory = tempfile::tempdir().unwrap();
    let own = [("acme", ACME), ("form", FORM), ("batch", BATCH), ("list", LIST), ("token", TOKEN)];
    let own = own.map(|(name, text)| write(directory.path(), &format!("{name}.toml"), text));
    let shipped = ["standard-webhooks", "github", "stripe", "slack", "shopify"];
    for profile in shipped.into_iter().chain(own.iter().map(String::as_str)) {
        let (report, missed) = examine(profile, Fault::None, &[]);
        assert!(missed.is_empty(), "{profile}: {report:#}");
        let checks = report["checks"].as_array().unwrap().iter();
        let names: Vec<_> = checks.map(|check| check["check"].as_str().unwrap()).collect();
        let has_time = ["standard-webhooks", "stripe", "slack"].contains(&profile) || profile.ends_with("acme.toml");
        assert_eq!(names.contains(&"stale"), has_time, "{profile}");
        assert_eq!(names.contains(&"tampered"), !profile.ends_with("token.toml"), "{profile}");
    }
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for (profile, fault, wanted) in FAULTS {
        let (report, missed) = examine(profile, *fault, &[]);
        let wanted: BTreeSet<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        if missed != wanted {
            wrong.push(format!("{profile} {fault:?}: {missed:?} instead of {wanted:?}\n{}", failed(&report)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn failed(report: &Value) -> String {
    let checks = report["checks"].as_array().unwrap().iter().filter(|check| check["outcome"] != "passed");
    let lines: Vec<_> = checks.map(|check| format!("  {}: {}", check["check"], check["finding"])).collect();
    lines.join("\n")
}

/// Every check fails with some fault.
#[test]
fn no_check_is_idle() {
    let list = run(&["doctor", "--list", "--json", "--profile", "stripe"], b"").ended(0).json();
    let names = list.as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap());
    // Of receivers that are slow, `doctor.rs` tells; without any acceptance `genuine` fails.
    let elsewhere = ["in-time", "parallel", "genuine"];
    let idle: Vec<_> = names
        .filter(|name| !elsewhere.contains(name))
        .filter(|name| !FAULTS.iter().any(|(_, _, missed)| missed.iter().any(|it| it.trim_start_matches('?') == *name)))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn a_receiver_that_accepts_nothing_proves_nothing() {
    let (report, missed) = examine("stripe", Fault::NotThere, &["--only", "genuine,forged,tampered"]);
    assert_eq!(missed, ["genuine", "?forged", "?tampered"].map(str::to_owned).into(), "{report:#}");
}

#[test]
fn a_sample_body_is_sent_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let body = write(directory.path(), "body.json", r#"{"type":"order.paid","data":{"object":{"n":1}}}"#);
    let (_, missed) = examine("stripe", Fault::None, &["--body", &body, "--only", "genuine,retry,tampered"]);
    assert!(missed.is_empty());
    let list = write(directory.path(), "list.json", "[]");
    let doctor =
        |body: &str| run_with_secret(&["doctor", "http://127.0.0.1:9/", "--profile", "stripe", "--body", body], b"");
    doctor(&list).complains("it is no object");
    doctor("/does/not/exist").complains("cannot read");
}

#[test]
fn the_report_for_people_names_the_provider() {
    let server = Receiver::start("stripe", Fault::LetsUnsignedIn);
    let report = run_with_secret(&["doctor", &server.base, "--profile", "stripe", "--only", "genuine,unsigned"], b"")
        .ended(1)
        .out;
    assert!(
        report.contains("\nAccepts what Stripe sends\n") && report.contains("\nRefuses what Stripe did not sign\n"),
        "{report}"
    );
    assert!(report.ends_with("\n1 of 2; failed: unsigned\n"), "{report}");
}
