//! Every mistake that `explain` knows is made here and must be found; nothing is ever accepted.

use autosend_webhooks_profile::{Explainer, Explanation, Profile, Request, Verifier};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_AAAQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// Nobody here is told it.
const UNSEEN: &str = "whsec_BBBQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY: &[u8] = br#"{"type":"order.paid","n":1}"#;
const NOW: u64 = 1_790_000_000;

/// Standard Webhooks: a list with versions, a key in base64, the id and the time signed.
fn standard() -> Value {
    json!({
        "provider": "Standard",
        "signatures": [{
            "header": "webhook-signature", "form": "list", "separator": " ", "versions": ["v1"], "encoding": "base64",
            "key": "base64", "secret_prefix": "whsec_", "signed_content": "{id}.{timestamp}.{body}",
        }],
        "headers": { "delivery_id": "webhook-id", "timestamp": "webhook-timestamp" },
        "timestamp": { "from": "header", "unit": "seconds" },
    })
}

/// GitHub: plain, in hex after a prefix, the body alone.
fn github() -> Value {
    json!({
        "provider": "GitHub",
        "signatures": [{ "header": "X-Hub-Signature-256", "prefix": "sha256=", "signed_content": "{body}" }],
        "headers": { "event": "X-GitHub-Event" },
        "timestamp": { "from": "none" },
        "envelope": { "type": [{ "header": "X-GitHub-Event" }] },
    })
}

/// Stripe: pairs, the time in one of them.
fn stripe() -> Value {
    json!({
        "provider": "Stripe",
        "signatures": [{
            "header": "Stripe-Signature", "form": "pairs", "separator": ",", "secret_prefix": "whsec_",
            "pairs": { "signature": "v1", "timestamp": "t" }, "signed_content": "{timestamp}.{body}",
        }],
        "timestamp": { "from": "pair", "unit": "seconds" },
    })
}

/// Signs the URL, too.
fn with_url() -> Value {
    let mut profile = github();
    profile["signatures"][0]["signed_content"] = "{url}{body}".into();
    profile
}

fn profile(value: &Value) -> Profile {
    serde_json::from_value(value.clone()).unwrap()
}

/// The same with one member of the signature changed: how the sender signs.
fn but(mut value: Value, member: &str, other: impl Into<Value>) -> Value {
    value["signatures"][0][member] = other.into();
    value
}

/// A request on its way, which a test spoils.
struct Sent {
    profile: Value,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    secret: String,
    url: Option<&'static str>,
    now: SystemTime,
}

impl Sent {
    fn new(receiver: &Value) -> Self {
        Self::signed(receiver.clone(), receiver, SECRET)
    }

    /// Signed by another profile than the receiver's, or with another secret.
    fn signed(receiver: Value, sender: &Value, secret: &str) -> Self {
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        let verifier = Verifier::new(profile(sender), [secret]).unwrap();
        let request = Request::new(BODY).url("https://example.com/hook");
        let headers = verifier.sign(&request, "order.paid", Some(now)).unwrap();
        let url = Some("https://example.com/hook");
        Self { profile: receiver, headers, body: BODY.to_vec(), secret: SECRET.into(), url, now }
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn header(&mut self, name: &str) -> &mut String {
        &mut self.headers.iter_mut().find(|(there, _)| there.eq_ignore_ascii_case(name)).unwrap().1
    }

    fn explain(&self) -> Explanation {
        let explainer = Explainer::new(profile(&self.profile), [&self.secret]).other_secrets([OTHER]);
        let mut request = Request::new(&self.body).headers(&self.headers);
        if let Some(url) = self.url {
            request = request.url(url);
        }
        explainer.explain(&request, self.now)
    }

    /// The causes; what is explained is refused, and no secret is told.
    fn causes(&self) -> Vec<&'static str> {
        let explanation = self.explain();
        let refused = Verifier::new(profile(&self.profile), [&self.secret]).and_then(|verifier| {
            let mut request = Request::new(&self.body).headers(&self.headers);
            if let Some(url) = self.url {
                request = request.url(url);
            }
            verifier.verify_at(&request, self.now)?.events().map(drop)
        });
        assert_eq!(refused.err(), explanation.error);
        let text = serde_json::to_string(&explanation).unwrap();
        assert!(!text.contains("MfKQ9r8GKYqrTwj") && !text.contains("AAAQ9r8GKYqrTwj"), "{text}");
        explanation.causes.iter().map(|cause| cause.cause).collect()
    }
}

#[test]
fn what_verifies_has_no_causes() {
    for receiver in [standard(), github(), stripe(), with_url()] {
        let explanation = Sent::new(&receiver).explain();
        assert!(explanation.error.is_none() && explanation.causes.is_empty(), "{explanation:?}");
    }
}

/// Requests with one mistake each, by the cause that has to be found first.
fn mistakes() -> Vec<(&'static str, Sent)> {
    let mut mistakes = of_secrets();
    mistakes.extend(of_signatures());
    mistakes.extend(of_bodies_and_headers());
    mistakes.extend(of_times());
    mistakes
}

fn of_secrets() -> Vec<(&'static str, Sent)> {
    let configured = |secret: &str| Sent::new(&standard()).with(|it| it.secret = secret.into());
    let as_text = but(standard(), "key", "utf8");
    let of_stripe = Sent::signed(stripe(), &stripe(), SECRET.strip_prefix("whsec_").unwrap());
    let bare = Sent::new(&stripe()).with(|it| it.secret = SECRET.strip_prefix("whsec_").unwrap().into());
    vec![
        ("secret_is_empty", configured("")),
        ("secret_is_unusable", Sent::signed(standard(), &standard(), UNSEEN).with(|it| it.secret = "whsec_%%%".into())),
        ("secret_has_white_space", configured(&format!(" {SECRET}\n"))),
        ("secret_has_quotes", configured(&format!("\"{SECRET}\""))),
        ("secret_form", Sent::signed(standard(), &as_text, SECRET)),
        (
            "secret_form",
            Sent::signed(github(), &but(but(github(), "key", "base64"), "secret_prefix", "whsec_"), SECRET),
        ),
        ("secret_prefix_stripped", of_stripe),
        ("secret_prefix_missing", bare),
        ("other_secret", Sent::signed(standard(), &standard(), OTHER)),
        ("unknown", Sent::signed(github(), &github(), UNSEEN)),
    ]
}

fn of_signatures() -> Vec<(&'static str, Sent)> {
    let sender = |receiver: Value, member: &str, value: Value| {
        let sender = but(receiver.clone(), member, value);
        Sent::signed(receiver, &sender, SECRET)
    };
    vec![
        ("signature_in_other_header", sender(github(), "header", json!("X-Signature"))),
        ("signature_prefix_missing", sender(github(), "prefix", json!(""))),
        ("signature_has_prefix", sender(github(), "prefix", json!("v0="))),
        ("signature_hash", sender(github(), "hash", json!("sha512"))),
        ("signature_encoding", sender(github(), "encoding", json!("base64"))),
        ("signature_form", sender(standard(), "form", json!("plain"))),
        ("signature_version", sender(standard(), "versions", json!(["v2"]))),
        ("signature_version", sender(stripe(), "pairs", json!({ "signature": "v0", "timestamp": "t" }))),
        ("signed_content", sender(standard(), "signed_content", json!("{body}"))),
        ("signed_content", sender(stripe(), "signed_content", json!("{body}"))),
        (
            "signature_upper_case",
            Sent::new(&github()).with(|it| {
                let upper = it.header("x-hub-signature-256")["sha256=".len()..].to_ascii_uppercase();
                *it.header("x-hub-signature-256") = format!("sha256={upper}");
            }),
        ),
        ("signature_truncated", Sent::new(&github()).with(|it| it.header("x-hub-signature-256").truncate(40))),
        ("signature_too_long", Sent::new(&github()).with(|it| it.header("x-hub-signature-256").push_str("00"))),
        ("signature_malformed", Sent::new(&github()).with(|it| *it.header("x-hub-signature-256") = "?".into())),
        (
            "signature_missing",
            Sent::new(&github()).with(|it| it.headers.retain(|(name, _)| name != "X-Hub-Signature-256")),
        ),
    ]
}

fn of_bodies_and_headers() -> Vec<(&'static str, Sent)> {
    let received = |body: &[u8]| Sent::new(&stripe()).with(|it| it.body = body.to_vec());
    let joined = Sent::new(&github()).with(|it| {
        let value = it.header("x-hub-signature-256");
        *value = format!("sha256={}, {value}", "0".repeat(64));
    });
    vec![
        ("trailing_newline", received(&[BODY, b"\n"].concat())),
        ("body_reserialized", received(br#"{ "type": "order.paid", "n": 1 }"#)),
        ("byte_order_mark", received(&[b"\xEF\xBB\xBF", BODY].concat())),
        ("body_is_empty", received(b"")),
        ("body_compressed", received(b"\x1F\x8B\x08\x00rest")),
        ("body_too_large", received(BODY).with(|it| it.profile["limits"] = json!({ "max_body": 5 }))),
        ("body_unreadable", unreadable()),
        (
            "headers_renamed",
            Sent::new(&standard()).with(|it| {
                for (name, _) in &mut it.headers {
                    *name = format!("HTTP_{}", name.replace('-', "_").to_uppercase());
                }
            }),
        ),
        ("header_joined", joined),
        (
            "header_repeated",
            Sent::new(&github()).with(|it| it.headers.push(("x-hub-signature-256".into(), "x".into()))),
        ),
        ("event_type_missing", Sent::new(&github()).with(|it| it.headers.retain(|(name, _)| name != "X-GitHub-Event"))),
        ("delivery_id", Sent::new(&standard()).with(|it| it.headers.retain(|(name, _)| name != "webhook-id"))),
        ("url_differs", Sent::new(&with_url()).with(|it| it.url = Some("https://example.com/hook/"))),
        ("url_differs", Sent::new(&with_url()).with(|it| it.url = Some("http://example.com/hook"))),
        ("url_differs", Sent::new(&with_url()).with(|it| it.url = Some("https://example.com/hook?a=b"))),
        ("url_missing", Sent::new(&with_url()).with(|it| it.url = None)),
    ]
}

/// Authentic, and no JSON.
fn unreadable() -> Sent {
    let headers = Verifier::new(profile(&github()), [SECRET]).unwrap().sign(&Request::new(b"[1]"), "x", None).unwrap();
    Sent::new(&github()).with(|it| (it.headers, it.body) = (headers, b"[1]".to_vec()))
}

fn of_times() -> Vec<(&'static str, Sent)> {
    let millis = |mut value: Value| {
        value["timestamp"]["unit"] = "milliseconds".into();
        value
    };
    let later = |seconds: u64| Sent::new(&stripe()).with(|it| it.now += Duration::from_secs(seconds));
    vec![
        ("timestamp_unit", Sent::signed(stripe(), &millis(stripe()), SECRET)),
        ("timestamp_unit", Sent::signed(standard(), &millis(standard()), SECRET)),
        // Signed with one, and sent with the other.
        ("timestamp_unit", Sent::new(&standard()).with(|it| it.header("webhook-timestamp").push_str("000"))),
        ("clock_skew", later(1000)),
        ("time_zone", later(2 * 3600)),
        (
            "timestamp_missing",
            Sent::new(&standard()).with(|it| it.headers.retain(|(name, _)| name != "webhook-timestamp")),
        ),
    ]
}

#[test]
fn every_mistake_is_found() {
    let wrong: Vec<String> = mistakes()
        .into_iter()
        .map(|(wanted, sent)| (wanted, sent.causes()))
        .filter(|(wanted, causes)| causes.first() != Some(wanted))
        .map(|(wanted, causes)| format!("{wanted}: {causes:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_mistakes_at_once_are_found() {
    let sent = Sent::new(&github()).with(|it| {
        it.secret = format!("{SECRET} ");
        it.body.push(b'\n');
    });
    assert_eq!(
        sent.causes().into_iter().collect::<BTreeSet<_>>(),
        ["secret_has_white_space", "trailing_newline"].into()
    );
    let sender = but(but(github(), "hash", "sha1"), "prefix", "sha1=");
    let causes = Sent::signed(github(), &sender, SECRET).causes();
    assert_eq!(causes.into_iter().collect::<BTreeSet<_>>(), ["signature_has_prefix", "signature_hash"].into());
}

/// A time that is signed can't be changed unseen; one that stands beside the signature can.
#[test]
fn a_malformed_timestamp_is_described() {
    let causes = |receiver: &Value, value: &str| {
        Sent::new(receiver).with(|it| *it.header("webhook-timestamp") = value.into()).causes()
    };
    let unsigned = but(standard(), "signed_content", "{body}");
    assert_eq!(causes(&standard(), "2026-09-21T14:13:20Z"), ["unknown"]);
    assert_eq!(causes(&unsigned, "2026-09-21T14:13:20Z"), ["timestamp_is_a_date"]);
    assert_eq!(causes(&unsigned, "now"), ["timestamp_malformed"]);
}
