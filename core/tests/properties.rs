//! What holds for any input.

use autosend_webhooks::{
    ErrorCode, Event, EventType, Generation, RawEvent, Secret, SignedRequest, Time, Verifier, from_unix_millis,
};
use lossless::Json;
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::{fmt::Write, time::SystemTime};

#[path = "../../fuzz/src/lossless.rs"]
#[expect(dead_code, reason = "the fuzzers use all of it")]
mod lossless;

const SECRET: &str = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";
const NOW: u64 = 1_762_943_400_000;

fn verifier() -> Verifier {
    Verifier::new([SECRET]).unwrap()
}

/// A string as a JSON text, each character spelled in one of the ways that JSON has.
fn spelled(text: &str, spelling: u32) -> String {
    let mut out = String::from('"');
    for (at, letter) in text.chars().enumerate() {
        match (spelling >> (at % 32)) & 3 {
            0 => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(out, "\\u{unit:04x}").unwrap()),
            1 if letter == '/' => out.push_str("\\/"),
            _ => {
                let quoted = serde_json::to_string(&letter).unwrap();
                out.push_str(&quoted[1..quoted.len() - 1]);
            }
        }
    }
    out.push('"');
    out
}

fn text() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        "[a-z@. ]{0,12}",
        "\\PC{0,6}",
        select(vec!["2025-11-12T10:30:00.000Z", "Permanent", ""]).prop_map_into()
    ];
    prop_oneof![
        6 => plain.clone().prop_map(|text: String| serde_json::to_string(&text).unwrap()),
        2 => (plain, any::<u32>()).prop_map(|(text, spelling)| spelled(&text, spelling)),
        1 => select(vec![r#""\ud83d""#, r#""\ude00\ud83d""#, r#""\\ud83d""#]).prop_map_into(),
    ]
}

fn number() -> impl Strategy<Value = String> {
    let exotic = vec!["-0", "1.0", "1e999", "1E+2", "9007199254740993", "1180591620717411303424", "0.10", "-1e-999"];
    prop_oneof![select(exotic).prop_map_into(), any::<i64>().prop_map(|number| number.to_string())]
}

/// Any JSON value, as a text.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![3 => text(), 1 => number(), 1 => select(vec!["null", "true", "false"]).prop_map_into()];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let list = vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(" , ")));
        let members = vec((text(), inner), 0..4).prop_map(|members| object(&members));
        prop_oneof![list, members]
    })
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", members.join(",\n"))
}

/// A member of an event's data: often one that a type knows, with a value that often fits.
fn data_member() -> impl Strategy<Value = (String, String)> {
    let known = |value: &'static str, keys: &'static [&'static str]| {
        (select(keys), Just(value)).prop_map(|(key, value)| (format!("{key:?}"), value.to_owned()))
    };
    let texts = &["emailId", "from", "subject", "campaignId", "reason", "bounceType", "contactId", "email", "name"];
    prop_oneof![
        6 => (select(texts.as_slice()), text()).prop_map(|(key, value)| (format!("{key:?}"), value)),
        1 => known(r#"{"email":"a@b.example","name":null}"#, &["to", "from"]),
        1 => known(r#"[{"email":"a@b.example","name":null,"name":"A","more":1.0}]"#, &["to", "cc"]),
        1 => known("null", &["name", "reason", "threadId", "test", "changedFields"]),
        1 => known(r#"["name","\u0070lan"]"#, &["changedFields"]),
        1 => known(r#"[{"attachmentId":"","attachmentIndex":1.0,"filename":"","contentType":"","size":2e3}]"#, &["attachments"]),
        1 => known(r#""2025-11-12T10:30:00.000Z""#, &["createdAt", "timestamp", "receivedAt", "expirationTime"]),
        2 => (text(), json()),
    ]
}

/// What each type requires, so that many bodies fit.
fn required(name: &str) -> &'static str {
    const OUTBOUND: &str =
        r#""emailId":"e","from":"f@x.example","to":{"email":"t@x.example"},"subject":"s","test":false"#;
    match name {
        "email.received" => {
            r#""inboundEmailId":"i","from":{"email":"f"},"to":[],"cc":[],"subject":"s","attachments":[],"spamVerdict":"PASS","virusVerdict":"?","receivedAt":"2025-11-12T10:30:00Z""#
        }
        "email.unsubscribed" => r#""test":true"#,
        name if name.starts_with("email.") => OUTBOUND,
        _ => r#""contactId":"c""#,
    }
}

/// The members of a body: of either generation, known or unknown type, fitting or not, with more around it.
fn body_members() -> impl Strategy<Value = Vec<(String, String)>> {
    let names = vec![
        "email.sent",
        "email.bounced",
        "email.received",
        "email.unsubscribed",
        "contact.updated",
        "contact.created",
        "email.dropped",
    ];
    let times = prop_oneof![4 => Just(r#""2025-11-12T10:30:00.000Z""#.to_owned()), 1 => json()];
    let data = (vec(data_member(), 0..5), any::<bool>());
    (select(names), any::<bool>(), times, data, option::weighted(0.3, (text(), json()))).prop_map(
        |(name, first, time, (members, complete), more)| {
            let (type_key, time_key) = if first { ("event", "timestamp") } else { ("type", "createdAt") };
            let mut data = object(&members);
            if complete {
                let comma = if members.is_empty() { "" } else { "," };
                data = format!("{{{}{comma}{}", required(name), &data[1..]);
            }
            [(type_key, format!("{name:?}")), (time_key, time), ("data", data)]
                .into_iter()
                .map(|(key, value)| (format!("{key:?}"), value))
                .chain(more)
                .collect()
        },
    )
}

/// Every sample, as AutoSend writes it.
fn samples() -> Vec<String> {
    let generations = [Generation::Current, Generation::First];
    let samples = EventType::ALL.iter().flat_map(|event| generations.map(|generation| event.sample(generation)));
    samples.flatten().map(compact).collect()
}

/// Without white space outside of strings.
fn compact(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |letter: &char| {
        let kept = in_string || !letter.is_ascii_whitespace();
        in_string ^= *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        kept
    };
    json.chars().filter(keep).collect()
}

/// A change to a body that may leave it valid, or nearly so.
#[derive(Debug, Clone)]
enum Edit {
    Replace(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
    Remove(prop::sample::Index, usize),
    /// What is between two commas, once more.
    Repeat(prop::sample::Index),
}

impl Edit {
    fn apply(&self, body: &mut Vec<u8>) {
        match self {
            _ if body.is_empty() => {}
            Self::Replace(at, byte) => *at.get_mut(body) = *byte,
            Self::Insert(at, token) => {
                let at = at.index(body.len());
                body.splice(at..at, token.bytes());
            }
            Self::Remove(at, len) => {
                let at = at.index(body.len());
                body.drain(at..(at + len).min(body.len()));
            }
            Self::Repeat(at) => {
                let parts: Vec<Vec<u8>> = body.split(|byte| *byte == b',').map(<[u8]>::to_vec).collect();
                let mut repeated = parts.clone();
                repeated.insert(at.index(parts.len()), parts[at.index(parts.len())].clone());
                *body = repeated.join(&b',');
            }
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    use prop::sample::Index;
    let tokens = vec![
        "\"",
        "\\",
        "\\u0065",
        "\\ud83d",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\t",
        "\u{b}",
        "null",
        "true",
        "1",
        "1.0",
        "-",
        "0",
        "e9",
        "\"type\":\"email.sent\",",
        "\"data\":{},",
        "\"x\":[1e999],",
        "\"name\":null,",
        "é",
        "\u{7f}",
    ];
    prop_oneof![
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Replace(at, byte)),
        1 => (any::<Index>(), select(b"\"\\{}[],: 01nt".as_slice())).prop_map(|(at, byte)| Edit::Replace(at, byte)),
        3 => (any::<Index>(), select(tokens)).prop_map(|(at, token)| Edit::Insert(at, token)),
        1 => (any::<Index>(), 1..4_usize).prop_map(|(at, len)| Edit::Remove(at, len)),
        1 => any::<Index>().prop_map(Edit::Repeat),
    ]
}

/// The quick reader of usual bodies and the general one come to the same result.
fn assert_one_reading(body: &[u8]) -> Result<(), TestCaseError> {
    prop_assert_eq!(Event::from_json(body), RawEvent::from_json(body).map(RawEvent::into_event));
    Ok(())
}

#[test]
fn samples_are_read_alike() {
    for sample in samples() {
        assert_one_reading(sample.as_bytes()).unwrap();
        assert!(Event::from_json(sample.as_bytes()).unwrap().known_type().is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_samples_are_read_alike(sample in select(samples()), edits in vec(edit(), 1..4)) {
        let mut body = sample.into_bytes();
        for edit in edits {
            edit.apply(&mut body);
            assert_one_reading(&body)?;
        }
    }

    #[test]
    fn bodies_are_read_alike(members in body_members(), edits in vec(edit(), 0..3)) {
        let loose = object(&members);
        for mut body in [compact(&loose).into_bytes(), loose.into_bytes()] {
            assert_one_reading(&body)?;
            for edit in &edits {
                edit.apply(&mut body);
            }
            assert_one_reading(&body)?;
        }
    }

    #[test]
    fn any_bytes_are_read_alike(body in vec(any::<u8>(), 0..60), tail in "[a-z\"\\\\{}\\[\\]:,0-9 ]{0,60}") {
        assert_one_reading(&body)?;
        assert_one_reading(format!(r#"{{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00Z","data":{{"email":"{tail}"#).as_bytes())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bodies_round_trip(members in body_members()) {
        let body = object(&members);
        let event = Event::from_json(body.as_bytes());
        prop_assume!(event.is_ok()); // `more` may have replaced the type
        let event = event.unwrap();
        let printed = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(Json::read(&printed).unwrap(), Json::read(&body).unwrap());
        prop_assert_eq!(event.clone().into_owned(), event.clone());
        let unknown = !autosend_webhooks::EventType::ALL.iter().any(|known| known.as_str() == event.event_type());
        prop_assert_eq!(matches!(event, Event::Unknown(_)), unknown);
    }

    #[test]
    fn the_order_of_members_means_nothing(members in body_members(), turn in 1..4_usize) {
        let body = object(&members);
        let Ok(event) = Event::from_json(body.as_bytes()) else { return Ok(()) };
        let mut turned = members.clone();
        // Where a member is there twice their order means something.
        turned[..3].rotate_left(turn % 3);
        let body = object(&turned);
        let other = Event::from_json(body.as_bytes()).unwrap();
        match (&event, &other) {
            (Event::Invalid(_), Event::Invalid(_)) | (Event::Unknown(_), Event::Unknown(_)) => {}
            _ => prop_assert_eq!(event, other),
        }
    }

    #[test]
    fn any_object_with_a_type_is_an_event(data in json(), name in "[a-z.]{1,12}") {
        let body = format!(r#"{{"data":{data},"type":"{name}"}}"#);
        let event = Event::from_json(body.as_bytes()).unwrap();
        prop_assert_eq!(event.event_type(), name);
        prop_assert_eq!(Json::read(&serde_json::to_string(&event).unwrap()).unwrap(), Json::read(&body).unwrap());
    }

    #[test]
    fn what_was_signed_verifies_and_nothing_else(members in body_members(), bit in any::<prop::sample::Index>()) {
        let body = object(&members).into_bytes();
        prop_assume!(Event::from_json(&body).is_ok());
        let request = SignedRequest::new(&SECRET.parse::<Secret>().unwrap(), &body).timestamp(NOW.cast_signed());
        let headers = request.headers();
        prop_assert!(verifier().verify_at(&body, &headers, from_unix_millis(NOW)).is_ok());

        let mut forged = body.clone();
        let at = bit.index(body.len() * 8);
        forged[at / 8] ^= 1 << (at % 8);
        let error = verifier().verify_at(&forged, &headers, from_unix_millis(NOW)).unwrap_err();
        prop_assert_eq!(error.code(), ErrorCode::SignatureMismatch);

        let mut signature = headers[0].1.clone().into_bytes();
        let at = bit.index(64 * 8);
        signature[at / 8] ^= 1 << (at % 8);
        let others = headers[1..].iter().map(|(name, value)| (*name, value.clone().into_bytes()));
        let headers: Vec<_> = [(headers[0].0, signature)].into_iter().chain(others).collect();
        let error = verifier().verify_at(&body, &headers, from_unix_millis(NOW)).unwrap_err();
        prop_assert!(
            matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::MalformedSignature | ErrorCode::MissingSignature)
        );
    }

    #[test]
    fn nothing_panics(
        body in vec(any::<u8>(), 0..80),
        headers in vec((select(vec!["X-Webhook-Signature", "x-webhook-timestamp", "X-Webhook-Delivery-Id", "x"]), vec(any::<u8>(), 0..70)), 0..6),
        now in any::<u32>(),
        text in "\\PC{0,40}",
    ) {
        let now = from_unix_millis(u64::from(now) * 1000);
        prop_assert!(verifier().verify_at(&body, &headers, now).is_err());
        prop_assert!(verifier().explain_at(&body, &headers, now).error.is_some());
        let _ = Event::from_json(&body);
        let _ = Time::parse(text);
    }

    #[test]
    fn times_are_those_of_another_library(
        (year, month, day) in (prop_oneof![Just(0), 1..10_000_i16], 0..14_i8, 0..33_i8),
        (hour, minute, second) in (0..25_i8, 0..61_i8, 0..61_i8),
        fraction in "(\\.[0-9]{0,10})?",
        zone in "Z|z||[+-](0[0-9]|1[0-9]|2[0-5]):[0-6][0-9]|[+-][0-9]{4}",
    ) {
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}");
        let reference = || {
            let nanos = nanoseconds(&fraction)?;
            let local = jiff::civil::DateTime::new(year, month, day, hour, minute, second, nanos).ok().filter(|_| year > 0)?;
            let since_epoch = local.duration_since(jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0)).as_nanos();
            Some(since_epoch - i128::from(offset_minutes(&zone)?) * 60_000_000_000)
        };
        let time = Time::parse(text.as_str());
        prop_assert_eq!(time.as_ref().map(|time| i128::from(time.unix_millis())), reference().map(|nanos| nanos.div_euclid(1_000_000)));
        prop_assert_eq!(time.as_ref().map(|time| nanoseconds_since_epoch(time.to_system_time())), reference());
        prop_assert!(time.is_none_or(|time| time.to_string() == text));
    }
}

/// A fraction of a second; `None` if it has no digits or too many.
fn nanoseconds(fraction: &str) -> Option<i32> {
    let digits = fraction.strip_prefix('.').unwrap_or("0");
    (1..=9).contains(&digits.len()).then(|| format!("{digits:0<9}").parse().unwrap())
}

fn offset_minutes(zone: &str) -> Option<i32> {
    if zone == "Z" {
        return Some(0);
    }
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().unwrap(), minutes.parse().unwrap());
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn nanoseconds_since_epoch(time: SystemTime) -> i128 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(before) => -before.duration().as_nanos().cast_signed(),
    }
}
