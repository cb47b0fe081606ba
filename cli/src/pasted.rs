//! Headers as people paste them: lines of `curl -v`, dumps of requests, JSON of frameworks and logs, HAR files, in whatever
//! encoding an editor has saved them.

use crate::headers::{Header, split_header};
use autosend_webhooks::SIGNATURE_HEADER;
use serde_json::Value;
use std::borrow::Cow;

/// What was pasted: headers, and the body where it came with them.
#[derive(Debug, PartialEq, Eq)]
pub struct Pasted {
    pub headers: Vec<Header>,
    pub body: Option<Vec<u8>>,
}

/// Reads headers from a file's bytes.
pub fn read(bytes: &[u8]) -> Result<Pasted, String> {
    let text = decoded(bytes)?;
    let start = text.trim_ascii_start();
    if matches!(start.first(), Some(b'{' | b'[')) {
        let json = serde_json::from_slice(&text).map_err(|error| format!("it is not JSON: {error}"))?;
        return from_json(&json);
    }
    Ok(Pasted { headers: from_lines(start)?, body: None })
}

/// Without a byte order mark, and as UTF-8 where it was UTF-16; other bytes stay as they are.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Ok(rest.into()),
        [0xFF, 0xFE, ..] | [1..=127, 0, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] | [0, 1..=127, ..] => u16::from_be_bytes,
        _ => return Ok(bytes.into()),
    };
    let (pairs, rest) = bytes.as_chunks();
    let units: Vec<u16> = pairs.iter().copied().map(unit).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty());
    let text = text.ok_or("it looks like UTF-16, and is none; save it as UTF-8")?;
    Ok(text.trim_start_matches('\u{feff}').as_bytes().to_vec().into())
}

/// Lines up to the first empty one. Of `curl -v` those with `>` before them count, which were sent.
fn from_lines(text: &[u8]) -> Result<Vec<Header>, String> {
    let lines = || text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let is_sent = |line: &&[u8]| line.starts_with(b">");
    let is_curl = lines().any(|line| is_sent(&line) || line.starts_with(b"< ") || line.starts_with(b"* "));
    let mut headers = Vec::new();
    for (number, line) in (1..).zip(lines()) {
        if is_curl && !is_sent(&line) {
            continue;
        }
        let line = line.strip_prefix(b">").unwrap_or(line).trim_ascii_start();
        if line.is_empty() {
            break;
        }
        // Pseudo-headers of HTTP/2 are what a request line says.
        if line.starts_with(b":") || headers.is_empty() && is_start_line(line) {
            continue;
        }
        headers.push(split_header(line).ok_or_else(|| format!("line {number} is not a header"))?);
    }
    Ok(headers)
}

/// `HTTP/1.1 200 OK` or `POST /webhooks HTTP/1.1`.
fn is_start_line(line: &[u8]) -> bool {
    let mut words = line.split(|byte| *byte == b' ');
    let is_version = |word: Option<&[u8]>| word.is_some_and(|word| word.starts_with(b"HTTP/"));
    split_header(line).is_none() && (is_version(words.next()) || is_version(words.next_back()))
}

/// A list or an object of headers, a request that holds one, a HAR entry or a whole HAR file.
fn from_json(json: &Value) -> Result<Pasted, String> {
    if let Some(entries) = json["log"]["entries"].as_array() {
        return from_json(the_webhook(entries)?);
    }
    if json["request"].is_object() {
        return from_json(&json["request"]);
    }
    // Lambda has both members, of which the second has all values; where it is null, the first counts.
    let holders = [&json["multiValueHeaders"], &json["headers"]];
    if let Some(held) = holders.into_iter().find(|held| held.is_object() || held.is_array()) {
        return Ok(Pasted { headers: headers_in(held)?, body: body_of(json) });
    }
    Ok(Pasted { headers: headers_in(json)?, body: None })
}

/// The only entry whose request is signed.
fn the_webhook(entries: &[Value]) -> Result<&Value, String> {
    let is_signed = |entry: &&Value| {
        headers_in(&entry["request"]["headers"])
            .is_ok_and(|headers| headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(SIGNATURE_HEADER.as_bytes())))
    };
    match &*entries.iter().filter(is_signed).collect::<Vec<_>>() {
        [entry] => Ok(entry),
        [] => Err(format!("none of its {} requests has the header {SIGNATURE_HEADER}", entries.len())),
        several => Err(format!("{} of its requests are webhooks; leave one entry in it", several.len())),
    }
}

/// The text that a HAR entry or a Lambda event holds. What is base64 stays: finding that out is a diagnosis.
fn body_of(request: &Value) -> Option<Vec<u8>> {
    let texts = [&request["postData"]["text"], &request["body"]];
    texts.into_iter().find_map(Value::as_str).map(|text| text.as_bytes().to_vec())
}

fn headers_in(json: &Value) -> Result<Vec<Header>, String> {
    match json {
        Value::Object(members) => {
            let headers: Result<Vec<_>, _> = members.iter().map(|(name, value)| with_values(name, value)).collect();
            Ok(headers?.concat())
        }
        // Node's rawHeaders: name, value, name, value.
        Value::Array(flat) if flat.len() % 2 == 0 && flat.iter().all(Value::is_string) => {
            Ok(flat.as_chunks::<2>().0.iter().filter_map(|[name, value]| one(name, value)).collect())
        }
        Value::Array(headers) => headers.iter().map(listed).collect(),
        _ => Err("it holds no headers".to_owned()),
    }
}

/// A header with one value or several.
fn with_values(name: &str, value: &Value) -> Result<Vec<Header>, String> {
    let header = |value: &Value| {
        let value = text(value).ok_or_else(|| format!("the value of {name} is no text"))?;
        Ok((name.as_bytes().to_vec(), value.into_bytes()))
    };
    match value {
        Value::Array(values) => values.iter().map(header).collect(),
        value => Ok(vec![header(value)?]),
    }
}

/// `["name", "value"]` or `{"name": …, "value": …}`.
fn listed(header: &Value) -> Result<Header, String> {
    let header = match header {
        Value::Array(pair) if pair.len() == 2 => one(&pair[0], &pair[1]),
        Value::Object(_) => {
            [("name", "value"), ("key", "value")].iter().find_map(|(name, value)| one(&header[name], &header[value]))
        }
        _ => None,
    };
    header.ok_or_else(|| "a header in its list is neither a pair nor {\"name\", \"value\"}".to_owned())
}

fn one(name: &Value, value: &Value) -> Option<Header> {
    Some((name.as_str()?.as_bytes().to_vec(), text(value)?.into_bytes()))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headers(text: &str) -> Vec<(String, String)> {
        headers_of(text.as_bytes())
    }

    fn headers_of(bytes: &[u8]) -> Vec<(String, String)> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        read(bytes).unwrap().headers.into_iter().map(|(name, value)| (text(name), text(value))).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn lines_come_from_many_tools() {
        let wanted = pairs(&[("A", "1"), ("B", "x: y")]);
        for text in [
            "A: 1\nB: x: y",
            "A: 1\r\nB: x: y\r\n\r\n{\"not\": 1}",
            "\n\n  A: 1\n  B: x: y\n",
            "POST /webhooks HTTP/1.1\nA: 1\nB: x: y\n\nbody: 1",
            "HTTP/1.1 200 OK\r\nA: 1\r\nB: x: y\r\n",
            ":method: POST\n:path: /webhooks\n:scheme: https\nA: 1\nB: x: y",
            "* Connected to x (127.0.0.1) port 80\n> POST /hook HTTP/1.1\r\n> A: 1\r\n> B: x: y\r\n> \r\n{ [5 bytes data]\n< HTTP/1.1 401 Unauthorized\r\n< C: 3\r\n< \r\n",
            "> POST /hook HTTP/2\n> A: 1\n> B: x: y\n>\n* upload done\n< HTTP/2 200\n< c: 3",
        ] {
            assert_eq!(headers(text), wanted, "{text}");
        }
        assert_eq!(read(b"A: 1\nnonsense\n").unwrap_err(), "line 2 is not a header");
        assert_eq!(read(b"< A: 1\n").unwrap().headers, []);
    }

    #[test]
    fn json_comes_in_many_forms() {
        let wanted = pairs(&[("A", "1"), ("B", "x")]);
        for text in [
            r#"{"A": "1", "B": "x"}"#,
            r#"{"A": 1, "B": ["x"]}"#,
            r#"[["A", "1"], ["B", "x"]]"#,
            r#"["A", "1", "B", "x"]"#,
            r#"[{"name": "A", "value": "1"}, {"key": "B", "value": "x"}]"#,
            r#"{"headers": {"A": "1", "B": "x"}, "body": "{}"}"#,
            r#"{"headers": {"A": "0"}, "multiValueHeaders": {"A": ["1"], "B": ["x"]}}"#,
            r#"{"headers": {"A": "1", "B": "x"}, "multiValueHeaders": null}"#,
            r#"{"request": {"headers": [{"name": "A", "value": "1"}, {"name": "B", "value": "x"}]}, "response": {}}"#,
        ] {
            assert_eq!(headers(text), wanted, "{text}");
        }
        assert_eq!(headers(r#"{"A": ["1", "2"]}"#), pairs(&[("A", "1"), ("A", "2")]));
        for wrong in ["{\"A\": {}}", "[1]", "[[\"A\"]]", "{", "[\"A\", 1]"] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_a_har_file_the_webhook_counts() {
        let webhook = r#"{"request": {"headers": [{"name": "x-webhook-signature", "value": "0a"}], "postData": {"text": "{\"é\":1}"}}}"#;
        let other = r#"{"request": {"headers": [{"name": "A", "value": "1"}]}}"#;
        let har = |entries: &[&str]| format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(","));
        let pasted = read(har(&[other, webhook, other]).as_bytes()).unwrap();
        assert_eq!(pasted.headers, [(b"x-webhook-signature".to_vec(), b"0a".to_vec())]);
        assert_eq!(pasted.body.unwrap(), "{\"é\":1}".as_bytes());
        assert!(read(har(&[other]).as_bytes()).unwrap_err().contains("none of its 1 requests"));
        assert!(read(har(&[webhook, webhook]).as_bytes()).unwrap_err().contains("2 of its requests"));
    }

    #[test]
    fn editors_save_in_many_encodings() {
        for text in ["A: é\r\nB: 2\r\n", r#"{"A": "é", "B": "2"}"#] {
            let wanted = pairs(&[("A", "é"), ("B", "2")]);
            let units: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(headers_of(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), wanted);
            assert_eq!(headers_of(&[b"\xFF\xFE", &little[..]].concat()), wanted);
            assert_eq!(headers_of(&[b"\xFE\xFF", &big[..]].concat()), wanted);
            assert_eq!(headers_of(&little), wanted);
            assert_eq!(headers_of(&big), wanted);
        }
        assert!(read(b"\xFF\xFEA\0:").unwrap_err().contains("UTF-16"));
        // Latin-1 stays what it is: a header's value is bytes.
        assert_eq!(read(b"A: \xE9").unwrap().headers, [(b"A".to_vec(), b"\xE9".to_vec())]);
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), json in "[\\[{\"a:,}\\] 1]{0,40}") {
            let _ = (read(&bytes), read(json.as_bytes()));
        }
    }
}
