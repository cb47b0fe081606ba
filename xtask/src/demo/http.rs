//! Plain HTTP requests, byte by byte, as an attacker would send them.
//!
//! Not an HTTP library, because those give up when a receiver refuses a large body before it has read all of it: the
//! answer is there, but the rest of the request can't be written any more.

use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Answer;

/// How long a receiver may be silent.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends a request and reads the answer, whatever it is.
pub fn send(method: &str, url: &str, headers: &[(String, String)], body: &[u8]) -> Answer {
    let start = Instant::now();
    let (status, detail) = match exchange(method, url, headers, body) {
        Ok((status, body)) => (Some(status), detail(&body)),
        Err(error) => (None, format!("{error:#}")),
    };
    Answer { status, detail, time: start.elapsed() }
}

/// Posts a body as JSON, unless the headers say otherwise.
pub fn post(url: &str, headers: &[(String, String)], body: &[u8]) -> Answer {
    let mut headers = headers.to_vec();
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
        headers.push(("Content-Type".into(), "application/json".into()));
    }
    send("POST", url, &headers, body)
}

/// The same, with the whole body of the answer.
pub fn exchange(method: &str, url: &str, headers: &[(String, String)], body: &[u8]) -> Result<(u16, Vec<u8>)> {
    let address = url.strip_prefix("http://").context("not an http address")?;
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let mut request = format!("{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n")?;
    }
    if method != "GET" {
        write!(request, "Content-Length: {}\r\n", body.len())?;
    }
    request.push_str("\r\n");
    parse(&talk(host, &[request.as_bytes(), body].concat())?)
}

/// Writes and reads at the same time. What came before the other side went away counts.
fn talk(host: &str, request: &[u8]) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(host).context("cannot connect")?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let mut writer = stream.try_clone()?;
    thread::scope(|scope| {
        scope.spawn(move || writer.write_all(request));
        let mut answer = Vec::new();
        let end = stream.read_to_end(&mut answer);
        // Lets a writer that still waits for a reader go.
        let _ = stream.shutdown(Shutdown::Both);
        if answer.is_empty() {
            end.context("no answer")?;
        }
        Ok(answer)
    })
}

/// Status and body of an answer that goes on to the end of the connection.
fn parse(answer: &[u8]) -> Result<(u16, Vec<u8>)> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = response.parse(answer)? else {
        bail!("the answer breaks off");
    };
    let is_chunked = response
        .headers
        .iter()
        .any(|header| header.name.eq_ignore_ascii_case("transfer-encoding") && header.value == b"chunked");
    let body = &answer[length..];
    let body = if is_chunked { join_chunks(body)? } else { body.to_vec() };
    Ok((response.code.context("no status")?, body))
}

fn join_chunks(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) {
        let end = start + usize::try_from(size)?;
        body.extend_from_slice(rest.get(start..end).context("a chunk breaks off")?);
        // Behind a chunk is the end of a line.
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    Ok(body)
}

/// What the body of an answer says: an error code, or whether the delivery is a duplicate, or older than the memory.
pub fn detail(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    if let Some(code) = body["code"].as_str() {
        return code.to_owned();
    }
    if body["expired"] == true {
        return "expired".to_owned();
    }
    match (body["received"].as_bool(), body["duplicate"].as_bool()) {
        (Some(true), Some(true)) => "duplicate".to_owned(),
        (Some(true), Some(false)) => "new".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn answers_are_put_in_one_word() {
        assert_eq!(detail(br#"{"received":true,"duplicate":false}"#), "new");
        assert_eq!(detail(br#"{"received":true,"duplicate":true}"#), "duplicate");
        assert_eq!(detail(br#"{"received":true,"duplicate":false,"id_reused":true}"#), "new");
        assert_eq!(detail(br#"{"received":true,"duplicate":false,"expired":true}"#), "expired");
        assert_eq!(detail(br#"{"received":false,"code":"in_progress"}"#), "in_progress");
        assert_eq!(detail(br#"{"code":"missing_signature","message":"m"}"#), "missing_signature");
        assert_eq!(detail(b"Method Not Allowed"), "");
    }

    #[test]
    fn answers_are_read_with_and_without_chunks() {
        let plain = parse(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        assert_eq!(plain, (200, b"{}".to_vec()));
        let chunked =
            parse(b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n").unwrap();
        assert_eq!(chunked, (400, b"{}".to_vec()));
        assert!(parse(b"HTTP/1.1 200").is_err());
    }

    #[test]
    fn an_answer_before_the_end_of_the_request_is_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 64]).unwrap();
            stream.write_all(b"HTTP/1.1 413 Payload Too Large\r\n\r\n{\"code\":\"body_too_large\"}").unwrap();
        });
        let answer = send("POST", &url, &[], &vec![b'a'; 8 << 20]);
        server.join().unwrap();
        assert_eq!((answer.status, answer.detail.as_str()), (Some(413), "body_too_large"));
    }

    #[test]
    fn nobody_there_is_no_answer() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        assert_eq!(send("GET", &url, &[], b"").status, None);
    }
}
