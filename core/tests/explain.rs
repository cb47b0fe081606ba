//! Every mistake that `explain` knows is made here and must be found, with its fix; nothing is ever accepted.

use autosend_webhooks::{Explainer, Explanation, Secret, SignedRequest, Verifier, from_unix_millis};
use base64::prelude::{BASE64_STANDARD, Engine};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
const NOW: i64 = 1_762_943_400_000;
const BODY: &str = r#"{"type":"email.clicked","createdAt":"2025-11-12T10:30:00.000Z","data":{"emailId":"1","from":"a@example.com","to":{"email":"b@example.org"},"subject":"Müsli / café","test":false,"clickedUrl":"https://example.com/a?b=c"}}"#;

/// Signs `signed` with `key` and explains what a verifier for `secret` makes of `received`.
fn explain_with(secret: &str, key: &[u8], signed: &[u8], received: &[u8]) -> Explanation {
    explain_signature(secret, &hmac(key, signed), received)
}

fn explain_signature(secret: &str, signature: &str, received: &[u8]) -> Explanation {
    let timestamp = NOW.to_string();
    let headers = headers(signature, &timestamp);
    Explainer::new([secret]).explain(received, &headers, now())
}

fn headers<'a>(signature: &'a str, timestamp: &'a str) -> [(&'static str, &'a str); 3] {
    [("X-Webhook-Signature", signature), ("X-Webhook-Timestamp", timestamp), ("X-Webhook-Delivery-Id", "d-1")]
}

fn now() -> std::time::SystemTime {
    from_unix_millis(NOW.unsigned_abs())
}

fn hmac(key: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(body);
    const_hex::encode(mac.finalize().into_bytes())
}

fn causes(explanation: &Explanation) -> Vec<&'static str> {
    assert!(explanation.error.is_some(), "it was accepted");
    explanation.causes.iter().map(|cause| cause.cause).collect()
}

fn body_changed_to(received: &[u8]) -> Vec<&'static str> {
    causes(&explain_with(SECRET, SECRET.as_bytes(), BODY.as_bytes(), received))
}

#[test]
fn a_request_that_verifies_needs_no_explanation() {
    let explanation = explain_with(SECRET, SECRET.as_bytes(), BODY.as_bytes(), BODY.as_bytes());
    assert_eq!(explanation.error, None);
    assert_eq!(explanation.causes, []);
}

#[test]
fn secrets_that_are_not_quite_the_secret() {
    let found =
        |configured: &str| causes(&explain_with(configured, SECRET.as_bytes(), BODY.as_bytes(), BODY.as_bytes()));
    assert_eq!(found(&format!(" {SECRET}\n")), ["secret_has_white_space"]);
    assert_eq!(found(&format!("\u{feff}{SECRET}")), ["secret_has_white_space"]);
    assert_eq!(found(&format!("\"{SECRET}\"")), ["secret_has_quotes"]);
    assert_eq!(found(&format!("'{SECRET}' ")), ["secret_has_quotes"]);
    assert_eq!(found(&SECRET[6..]), ["secret_prefix_missing"]);
    assert_eq!(found("whsec_of_another_webhook"), ["unknown"]);
    assert_eq!(found("  "), ["secret_is_empty"]);
}

#[test]
fn keys_that_the_sender_made_of_the_secret() {
    let found = |key: &[u8]| causes(&explain_with(SECRET, key, BODY.as_bytes(), BODY.as_bytes()));
    assert_eq!(found(&BASE64_STANDARD.decode(&SECRET[6..]).unwrap()), ["secret_base64_decoded"]);
    assert_eq!(found(&const_hex::decode(&SECRET[6..]).unwrap()), ["secret_hex_decoded"]);
    assert_eq!(found(&SECRET.as_bytes()[6..]), ["secret_prefix_stripped"]);
    assert_eq!(found(format!("{SECRET}\n").as_bytes()), ["secret_signed_with_newline"]);
}

#[test]
fn another_of_the_known_secrets() {
    let signature = hmac(b"whsec_other", BODY.as_bytes());
    let timestamp = NOW.to_string();
    let explainer = Explainer::new([SECRET]).other_secrets(["whsec_unrelated", "whsec_other"]);
    let explanation = explainer.explain(BODY.as_bytes(), &headers(&signature, &timestamp), now());
    assert_eq!(causes(&explanation), ["other_secret"]);
    assert!(explanation.causes[0].finding.contains("number 2"));
}

#[test]
fn bodies_that_were_serialized_again() {
    let spaced = BODY.replace("\":", "\": ").replace(",\"", ", \"");
    assert_eq!(body_changed_to(spaced.as_bytes()), ["body_reserialized"]);
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(BODY).unwrap()).unwrap();
    assert_eq!(body_changed_to(pretty.as_bytes()), ["body_reserialized"], "sorted keys and line breaks");
    assert_eq!(body_changed_to(BODY.replace('ü', "\\u00fc").replace('é', "\\u00e9").as_bytes()), ["body_reserialized"]);
    assert_eq!(body_changed_to(BODY.replace('/', "\\/").as_bytes()), ["body_reserialized"]);
    assert_eq!(
        body_changed_to(serde_json::to_string(BODY).unwrap().as_bytes()),
        ["body_reserialized"],
        "stringified twice"
    );
}

#[test]
fn key_order_of_a_body_with_extra_members() {
    let signed = r#"{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":{"contactId":"1","email":"a@b.example","name":"A"}}"#;
    let sorted = r#"{"createdAt":"2025-11-12T10:30:00.000Z","data":{"contactId":"1","email":"a@b.example","name":"A"},"type":"contact.created"}"#;
    let explanation = explain_with(SECRET, SECRET.as_bytes(), signed.as_bytes(), sorted.as_bytes());
    assert_eq!(causes(&explanation), ["body_reserialized"]);
    assert!(explanation.causes[0].finding.contains("order of keys"));
}

#[test]
fn bodies_that_were_edited_on_the_way() {
    assert_eq!(body_changed_to(format!("{BODY}\n").as_bytes()), ["trailing_newline"]);
    assert_eq!(body_changed_to(format!("{BODY}\r\n").as_bytes()), ["trailing_newline"]);
    assert_eq!(body_changed_to(format!("\u{feff}{BODY}").as_bytes()), ["byte_order_mark"]);
    let latin1: Vec<u8> = BODY.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(body_changed_to(&latin1), ["encoded_as_latin1"]);
    let mojibake: String = BODY.bytes().map(char::from).collect();
    assert_eq!(body_changed_to(mojibake.as_bytes()), ["decoded_as_latin1"]);
    assert_eq!(body_changed_to(b""), ["body_is_empty"]);
    assert_eq!(body_changed_to(BODY.replace("b@example", "c@example").as_bytes()), ["unknown"]);
}

#[test]
fn line_ends_and_trimmed_bodies() {
    let signed = "{\n  \"type\": \"email.sent\"\n}\n";
    let found =
        |received: &str| causes(&explain_with(SECRET, SECRET.as_bytes(), signed.as_bytes(), received.as_bytes()));
    assert_eq!(found(&signed.replace('\n', "\r\n")), ["line_ends_changed"]);
    assert_eq!(found(signed.trim_end()), ["newline_missing"]);
    let crlf = signed.replace('\n', "\r\n");
    let explanation = explain_with(SECRET, SECRET.as_bytes(), crlf.as_bytes(), signed.as_bytes());
    assert_eq!(causes(&explanation), ["line_ends_changed"]);
}

#[test]
fn signatures_in_another_form() {
    let signature = hmac(SECRET.as_bytes(), BODY.as_bytes());
    let found = |signature: &str| causes(&explain_signature(SECRET, signature, BODY.as_bytes()));
    assert_eq!(found(&signature.to_uppercase()), ["signature_upper_case"]);
    assert_eq!(found(&format!("sha256={signature}")), ["signature_has_prefix"]);
    assert_eq!(found(&format!("v1,{signature}")), ["signature_has_prefix"]);
    assert_eq!(found(&BASE64_STANDARD.encode(const_hex::decode(&signature).unwrap())), ["signature_base64"]);
    assert_eq!(found(&BASE64_STANDARD.encode(&signature)), ["signature_base64"]);
    assert_eq!(found(&format!("{}g", &signature[..63])), Vec::<&str>::new(), "neither hex nor base64 of a signature");
}

#[test]
fn a_prefix_before_a_changed_body_tells_both() {
    let signature = format!("sha256={}", hmac(SECRET.as_bytes(), BODY.as_bytes()));
    let explanation = explain_signature(SECRET, &signature, format!("{BODY}\n").as_bytes());
    assert_eq!(causes(&explanation), ["trailing_newline", "signature_has_prefix"]);
}

#[test]
fn timestamps_and_clocks() {
    let signature = hmac(SECRET.as_bytes(), BODY.as_bytes());
    let found = |timestamp: &str| {
        let explanation = Explainer::new([SECRET]).explain(BODY.as_bytes(), &headers(&signature, timestamp), now());
        let finding = explanation.causes.first().map_or_else(String::new, |cause| cause.finding.clone());
        (causes(&explanation), finding)
    };
    let at = |offset_ms: i64| found(&(NOW + offset_ms).to_string());
    assert_eq!(at(-412_500), (vec!["clock_skew"], "The timestamp is 6 min 52 s behind the clock.".into()));
    assert_eq!(at(90_000), (vec!["clock_skew"], "The timestamp is 1 min 30 s ahead of the clock.".into()));
    assert_eq!(at(2 * 3_600_000 + 800).0, ["time_zone"]);
    assert_eq!(at(-5 * 3_600_000 - 800).0, ["time_zone"]);
    assert_eq!(found("1762943").0, ["timestamp_unit"], "seconds divided by 1000 once too often");
    assert_eq!(found("1762943400000000").0, ["timestamp_unit"]);
    assert_eq!(found("1762943400000000000").1, "The timestamp looks like nanoseconds.");
    assert_eq!(found("1762943400.25").0, ["timestamp_is_not_an_integer"]);
    assert_eq!(found("2025-11-12T10:30:00Z").0, ["timestamp_is_a_date"]);
}

#[test]
fn headers_under_other_names() {
    let headers = [("HTTP_X_WEBHOOK_SIGNATURE", ""), ("HTTP_X_WEBHOOK_TIMESTAMP", ""), ("HTTP_HOST", "")];
    let explanation = Explainer::new([SECRET]).explain(BODY.as_bytes(), &headers, now());
    assert_eq!(causes(&explanation), ["headers_renamed"]);
}

#[test]
fn no_secret_and_no_right_signature_is_ever_shown() {
    let secrets = [SECRET, " whsec_with_space", "\"whsec_quoted\"", &SECRET[6..]];
    let right = hmac(SECRET.as_bytes(), BODY.as_bytes());
    let bodies = [BODY.to_owned(), format!("{BODY}\n"), String::new()];
    for secret in secrets {
        for body in &bodies {
            let explanation = explain_signature(secret, &hmac(b"forged", b""), body.as_bytes());
            let shown = format!("{explanation:?}{}", serde_json::to_string(&explanation).unwrap());
            assert!(!shown.contains(secret.trim()) && !shown.contains(&right), "{shown}");
        }
    }
}

#[test]
fn a_verifier_explains_like_an_explainer() {
    let body = format!("{BODY}\n");
    let secret: Secret = SECRET.parse().unwrap();
    let headers = SignedRequest::new(&secret, BODY.as_bytes()).timestamp(NOW).headers();
    let verifier = Verifier::new([SECRET]).unwrap();
    let explanation = verifier.explain_at(body.as_bytes(), &headers, now());
    assert_eq!(causes(&explanation), ["trailing_newline"]);
    assert!(verifier.verify_at(body.as_bytes(), &headers, now()).is_err());
}

fn found_for(signature: &str, timestamp: &str, more: &[(&'static str, &str)], body: &[u8]) -> Vec<&'static str> {
    let headers: Vec<_> = headers(signature, timestamp).into_iter().chain(more.iter().copied()).collect();
    causes(&Explainer::new([SECRET]).explain(body, &headers, now()))
}

fn right() -> String {
    hmac(SECRET.as_bytes(), BODY.as_bytes())
}

#[test]
fn signatures_that_were_cut_off() {
    let timestamp = NOW.to_string();
    let (right, body) = (right(), BODY.as_bytes());
    for digits in [1, 2, 20, 32, 40, 44, 63] {
        assert_eq!(found_for(&right[..digits], &timestamp, &[], body), ["signature_truncated"], "{digits}");
        let prefixed = format!("sha256={}", &right[..digits]);
        assert_eq!(found_for(&prefixed, &timestamp, &[], body), ["signature_truncated"], "{digits}");
        assert_eq!(
            found_for(&right[..digits].to_uppercase(), &timestamp, &[], body),
            ["signature_truncated"],
            "{digits}"
        );
    }
    assert_eq!(found_for(&format!("{right}00"), &timestamp, &[], body), ["signature_too_long"]);
    assert_eq!(found_for(&format!("{right}{right}"), &timestamp, &[], body), ["signature_too_long"]);
}

#[test]
fn headers_that_came_twice_or_were_joined() {
    let timestamp = NOW.to_string();
    let (right, body) = (right(), BODY.as_bytes());
    let other = "0".repeat(64);
    for name in ["X-Webhook-Signature", "x-webhook-timestamp", "X-WEBHOOK-DELIVERY-ID"] {
        assert_eq!(found_for(&right, &timestamp, &[(name, "other")], body), ["header_repeated"]);
    }
    assert_eq!(found_for(&format!("{right}, {right}"), &timestamp, &[], body), ["header_joined"]);
    assert_eq!(found_for(&format!("{other},{right}"), &timestamp, &[], body), ["header_joined"]);
    assert_eq!(found_for(&right, &format!("{timestamp}, {timestamp}"), &[], body), ["header_joined"]);
    let event = ("X-Webhook-Event", "email.clicked, email.clicked");
    assert_eq!(found_for(&right, &timestamp, &[event], body), ["header_joined"]);
    let headers =
        [("X-Webhook-Signature", &*right), ("X-Webhook-Timestamp", &timestamp), ("X-Webhook-Delivery-Id", "a, a")];
    assert_eq!(causes(&Explainer::new([SECRET]).explain(body, &headers, now())), ["header_joined"]);
}

#[test]
fn bodies_in_another_form() {
    let little: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let digits = const_hex::encode_upper(BODY);
    let pairs: Vec<&str> = (0..digits.len()).step_by(2).map(|at| &digits[at..at + 2]).collect();
    let escaped = format!("%{}", pairs.join("%"));
    let base64 = BASE64_STANDARD.encode(BODY);
    for (form, body) in [
        ("body_base64", base64.clone().into_bytes()),
        ("body_base64", [base64.as_bytes(), b"\n"].concat()),
        ("body_form_encoded", format!("payload={escaped}").into_bytes()),
        ("body_form_encoded", format!("a=1&payload={escaped}&b=2").into_bytes()),
        ("body_form_encoded", escaped.clone().into_bytes()),
        ("body_form_encoded", format!("{escaped}=").replace("%20", "+").into_bytes()),
        ("body_utf16", little.clone()),
        ("body_utf16", big.clone()),
        ("body_utf16", [&[0xFF, 0xFE], &*little].concat()),
        ("body_utf16", [&[0xFE, 0xFF], &*big].concat()),
        ("body_compressed", vec![0x1F, 0x8B, 8, 0, 0, 0]),
        ("body_compressed", vec![0x78, 0x9C, 1, 2]),
        ("body_compressed", vec![0x28, 0xB5, 0x2F, 0xFD, 0]),
    ] {
        assert_eq!(body_changed_to(&body), [form], "{}", body.escape_ascii());
        // Also where another secret signed it, or the sender signed what it sent.
        let other = explain_with("whsec_of_another_webhook", SECRET.as_bytes(), BODY.as_bytes(), &body);
        assert_eq!(causes(&other), [form]);
        let signed_as_sent = causes(&explain_with(SECRET, SECRET.as_bytes(), &body, &body));
        assert_eq!(signed_as_sent, [form]);
    }
    for encoding in ["gzip", "br", "Deflate", " zstd "] {
        let more = [("Content-Encoding", encoding)];
        assert_eq!(found_for(&right(), &NOW.to_string(), &more, b"\x0b\x02\x80"), ["body_compressed"]);
    }
}

#[test]
fn secrets_with_characters_that_nobody_sees() {
    let found =
        |configured: &str| causes(&explain_with(configured, SECRET.as_bytes(), BODY.as_bytes(), BODY.as_bytes()));
    let (head, tail) = SECRET.split_at(12);
    for unseen in ["\u{200b}", "\u{feff}", "\u{ad}", "\t", "\u{a0}", "\u{0}", "\u{2060}\u{200d}"] {
        assert_eq!(found(&format!("{head}{unseen}{tail}")), ["secret_has_invisible_characters"]);
    }
    assert_eq!(found(&format!("\u{200b}{SECRET}")), ["secret_has_white_space"]);
    assert_eq!(found(&format!("\u{201c}{SECRET}\u{201d}")), ["secret_has_quotes"]);
    for unusable in ["undefined", "[object Object]", "'whsec_other'", "whsec_\u{200b}other", "whsec_other\n"] {
        let explanation = explain_with(unusable, SECRET.as_bytes(), BODY.as_bytes(), BODY.as_bytes());
        assert_eq!(causes(&explanation), ["secret_is_unusable"], "{unusable:?}");
        let shown = format!("{explanation:?}");
        assert!(!shown.contains(unusable) && !shown.contains("other"), "{shown}");
    }
}
