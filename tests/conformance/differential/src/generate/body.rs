//! Bodies: samples with something changed, JSON with oddities, and what is hardly JSON.

use crate::random::Random;
use autosend_webhooks::{EventType, schema};
use serde_json::Value;
use std::sync::LazyLock;

/// The types that are known, and others.
static TYPES: LazyLock<Vec<&str>> =
    LazyLock::new(|| EventType::ALL.iter().map(|event_type| event_type.as_str()).chain(OTHER_TYPES).collect());

const OTHER_TYPES: [&str; 14] = [
    "email.dropped",
    "Email.Sent",
    "email.sent ",
    "constructor",
    "__proto__",
    "hasOwnProperty",
    "toString",
    "__class__",
    "email\\u002esent",
    "\\ud800",
    "\\ud83d\\ude00",
    "\u{1f511}",
    "\u{fffd}",
    "",
];

/// The names of all members that events have, and others.
static MEMBERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let catalog = schema::files().into_iter().find(|file| file.path == "catalog.json").expect("it is one of them");
    let catalog: Value = serde_json::from_str(&catalog.content).expect("it is JSON");
    let objects = catalog["objects"].as_array().expect("it lists the objects").iter();
    let fields = objects.flat_map(|object| object["fields"].as_array().expect("an object has fields"));
    let names = fields.flat_map(|field| field["names"].as_object().expect("by generation").values());
    let envelope = ["type", "event", "createdAt", "timestamp", "data"];
    let mut members: Vec<&str> =
        envelope.into_iter().chain(names.filter_map(Value::as_str)).map(|name| &*name.to_owned().leak()).collect();
    members.sort_unstable();
    members.dedup();
    members.extend(OTHER_MEMBERS);
    members
});

const OTHER_MEMBERS: [&str; 19] = [
    "x",
    "",
    "10",
    "-0",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "__class__",
    "length",
    "\\ud800",
    "\\udfff",
    "\\ufffd",
    "\u{fffd}",
    "t\\u0079pe",
    "d\\u0061ta",
    "subject\\u0000",
    "\u{e9}",
    "e\u{301}",
];

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "1e0",
    "1E+2",
    "1e-2",
    "0.1",
    "1e400",
    "-1e400",
    "1e-400",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "182734.0",
    "1.8e5",
    "2147483648",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "0x1",
    "NaN",
    "Infinity",
    "-",
    "--1",
    "1_0",
];

const STRINGS: &[&str] = &[
    "",
    "x",
    "a@b.example",
    "\\ud800",
    "\\udc00",
    "\\ud83d\\ude00",
    "\\ude00\\ud83d",
    "\\uD83D\\u0041",
    "\\u0000",
    "\\n",
    "\\/",
    "\\b\\f",
    "\u{1f511}",
    "\u{fffd}",
    "\u{feff}",
    "\u{2028}",
    "\u{7f}",
    "\\x",
    "\\u12",
    "\\u{41}",
    "\\",
    "\n",
    "\t",
    "\u{0}",
    "true",
    "Permanent",
    "__proto__",
];

const TIMES: &[&str] = &[
    "2025-11-12T10:30:00.000Z",
    "2025-11-12T10:30:00Z",
    "2025-11-12T10:30:00.123456789Z",
    "2025-11-12T10:30:00.1234567890Z",
    "2025-11-12T16:00:00+05:30",
    "2025-11-12T02:30:00-08:00",
    "2025-11-12T10:30:00+24:00",
    "2025-11-12T10:30:00+23:59",
    "2025-11-12T10:30:00-00:00",
    "2025-11-12T10:30:00+00:60",
    "2025-11-12",
    "2025-11-12T10:30",
    "2025-11-12 10:30:00Z",
    "2025-11-12T10:30:00z",
    "2025-11-12t10:30:00Z",
    "2025-11-12T24:00:00Z",
    "2025-11-12T23:59:60Z",
    "2016-12-31T23:59:60Z",
    "2025-02-29T10:30:00Z",
    "2024-02-29T10:30:00Z",
    "1900-02-29T10:30:00Z",
    "2000-02-29T10:30:00Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    "0100-02-29T10:30:00Z",
    "0400-02-29T10:30:00Z",
    "1582-10-10T10:30:00Z",
    "10000-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "2025-11-31T10:30:00Z",
    "2025-13-01T10:30:00Z",
    "2025-00-01T10:30:00Z",
    "2025-11-12T10:30:00.Z",
    "2025-11-12T10:30:00,5Z",
    "2025-11-12T10:30:00",
    "1762943400000",
    "yesterday",
    "\u{662}025-11-12T10:30:00Z",
    "2025-11-12T10:30:00Z\\n",
    "2025-11-12T10:30:00.5\\u005A",
    " 2025-11-12T10:30:00Z",
];

const BLANKS: &[&str] = &["", "", "", "", "", " ", "\t", "\n", "\r\n", "\u{a0}", "\u{b}", "\u{feff}", "/**/", "\u{85}"];

/// A body of any kind; `sample` is where mutations begin.
pub fn body(random: &mut Random, sample: &[u8]) -> Vec<u8> {
    match random.below(100) {
        0..20 if sample.len() <= 4096 => sample.to_vec(),
        20..45 if sample.len() <= 4096 => mutated(random, sample),
        0..80 => envelope(random).into_bytes(),
        80..88 => deep(random).into_bytes(),
        88..96 => value(random, 4).into_bytes(),
        96..99 => noise(random),
        _ if random.once_in(40) => large(random),
        _ => envelope(random).into_bytes(),
    }
}

/// A sample with a few bytes changed, or with a piece left out, doubled or replaced.
pub fn mutated(random: &mut Random, sample: &[u8]) -> Vec<u8> {
    let mut body = sample.to_vec();
    for _ in 0..=random.below(3) {
        if body.is_empty() {
            return body;
        }
        let start = random.below(body.len());
        let end = (start + random.below(12)).min(body.len());
        match random.below(6) {
            0 => body[start] = random.next().to_le_bytes()[0],
            1 => drop(body.drain(start..end)),
            2 => {
                let piece = body[start..end].to_vec();
                body.splice(start..start, piece);
            }
            3 => drop(body.splice(start..start, token(random).into_bytes())),
            4 => drop(body.splice(start..end, token(random).into_bytes())),
            _ => replace_a_value(random, &mut body),
        }
    }
    body
}

/// Replaces what stands between a colon and the next comma or bracket.
fn replace_a_value(random: &mut Random, body: &mut Vec<u8>) {
    let colons: Vec<_> =
        body.iter().enumerate().filter(|(_, byte)| **byte == b':').map(|(index, _)| index + 1).collect();
    if colons.is_empty() {
        return;
    }
    let start = colons[random.below(colons.len())];
    let length = body[start..].iter().position(|byte| matches!(byte, b',' | b'}' | b']')).unwrap_or_default();
    body.splice(start..start + length, value(random, 2).into_bytes());
}

fn token(random: &mut Random) -> String {
    match random.below(6) {
        0 => random.pick(NUMBERS).to_owned(),
        1 => string(random),
        2 => random.pick(BLANKS).to_owned(),
        3 => random.pick(&["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u"]).to_owned(),
        4 => format!("\"{}\":{},", random.pick(&MEMBERS), value(random, 1)),
        _ => random.pick(&["null", "true", "false", "None", "undefined", "nul", "TRUE"]).to_owned(),
    }
}

/// An event, or nearly so.
fn envelope(random: &mut Random) -> String {
    let (type_member, time_member) = if random.once_in(3) { ("event", "timestamp") } else { ("type", "createdAt") };
    let event_type = random.pick(&TYPES).to_owned();
    let mut members = vec![format!("\"{type_member}\":\"{event_type}\"")];
    if !random.once_in(10) {
        members.push(format!("\"{time_member}\":\"{}\"", random.pick(TIMES)));
    }
    if !random.once_in(10) {
        let data = data(random, &event_type);
        members.push(format!("\"data\":{data}"));
    }
    for _ in 0..random.below(3) {
        if random.once_in(2) {
            members.push(member(random, 2));
        }
    }
    shuffle(random, &mut members);
    object(random, &members)
}

/// Data that fits a type, more or less.
fn data(random: &mut Random, event_type: &str) -> String {
    if random.once_in(12) {
        return value(random, 3);
    }
    let mut members: Vec<String> = Vec::new();
    if event_type == "email.received" {
        members.extend(
            [
                r#""inboundEmailId":"i1""#,
                r#""from":{"email":"b@example.org","name":null}"#,
                r#""to":[]"#,
                r#""cc":[]"#,
                r#""subject":"""#,
                r#""spamVerdict":"PASS""#,
                r#""virusVerdict":"FAIL""#,
            ]
            .map(str::to_owned),
        );
        let number = random.pick(NUMBERS);
        members.push(format!(
            r#""attachments":[{{"attachmentId":"a","attachmentIndex":0,"filename":"f","contentType":"t","size":{number}}}]"#
        ));
        members.push(format!("\"receivedAt\":\"{}\"", random.pick(TIMES)));
    } else if event_type.starts_with("email.") {
        members.extend(
            [
                r#""emailId":"e1""#,
                r#""from":"a@example.com""#,
                r#""to":{"email":"b@example.org","name":"B"}"#,
                r#""subject":"s""#,
                r#""test":false"#,
            ]
            .map(str::to_owned),
        );
    }
    for _ in 0..random.below(4) {
        members.push(member(random, 2));
    }
    if random.once_in(6) && !members.is_empty() {
        members.remove(random.below(members.len()));
    }
    if random.once_in(3) {
        shuffle(random, &mut members);
    }
    object(random, &members)
}

fn member(random: &mut Random, depth: usize) -> String {
    format!("\"{}\"{}:{}", random.pick(&MEMBERS), blank(random), value(random, depth))
}

fn object(random: &mut Random, members: &[String]) -> String {
    let (before, behind) = (blank(random), blank(random));
    format!("{before}{{{}}}{behind}", members.join(","))
}

fn value(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0..2 => string(random),
        2..4 => random.pick(NUMBERS).to_owned(),
        4 => format!("\"{}\"", random.pick(TIMES)),
        5 => random.pick(&["null", "true", "false"]).to_owned(),
        6 => format!("{}{}", blank(random), random.pick(&["{}", "[]", "\"\"", "{\"a\":1}", "[null]"])),
        7..9 => {
            let members: Vec<_> = (0..random.below(4)).map(|_| member(random, depth - 1)).collect();
            object(random, &members)
        }
        _ => {
            let items: Vec<_> = (0..random.below(4)).map(|_| value(random, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
    }
}

fn string(random: &mut Random) -> String {
    let parts: Vec<_> = (0..=random.below(2)).map(|_| random.pick(STRINGS)).collect();
    format!("\"{}\"", parts.concat())
}

fn blank(random: &mut Random) -> String {
    if random.once_in(8) { random.pick(BLANKS).to_owned() } else { String::new() }
}

/// Around the limit of nesting, balanced or not.
fn deep(random: &mut Random) -> String {
    let depth = 58 + random.below(12);
    let (open, close) = [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")][random.below(3)];
    let levels = depth / open.matches(['[', '{']).count();
    let inner = random.pick(&["1", "\"]\"", "", "{}", "\"\\\"[[\""]);
    let closed = if random.once_in(4) { random.below(levels + 2) } else { levels };
    let nested = format!("{}{inner}{}", open.repeat(levels), close.repeat(closed));
    match random.below(4) {
        0 => nested,
        1 => format!("{}{nested}", "]".repeat(random.below(80))),
        2 => format!("{{\"type\":\"email.sent\",\"data\":{nested}}}"),
        _ => format!("{{\"type\":\"nope\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{{}},\"x\":{nested}}}"),
    }
}

fn noise(random: &mut Random) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b"\\",
        b":",
        b",",
        b"type",
        b"\"type\":\"x\"",
        b"\xff",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xef\xbb\xbf",
        b"\xe2\x82",
        b"\x00",
        b" ",
        b"1",
        b"null",
        b"\\ud800",
    ];
    (0..random.below(12)).flat_map(|_| random.pick(PIECES).to_vec()).collect()
}

/// Up to the limit and beyond.
fn large(random: &mut Random) -> Vec<u8> {
    let length = [100_000, 1_048_500, 1_048_576, 1_048_577][random.below(4)];
    let piece = random.pick(&["x", "\\ud800", "\\u0041", "\u{1f511}", "1", "[", "{\"a\":", "\"a\":1,", "\\\\"]);
    let (before, behind) =
        [("{\"type\":\"", "\"}"), ("{\"type\":\"x\",\"data\":", "}"), ("{", "\"type\":\"x\"}"), ("", "")]
            [random.below(4)];
    let times = (length - before.len() - behind.len()) / piece.len();
    format!("{before}{}{behind}", piece.repeat(times)).into_bytes()
}

fn shuffle(random: &mut Random, list: &mut [String]) {
    for index in (1..list.len()).rev() {
        list.swap(index, random.below(index + 1));
    }
}
