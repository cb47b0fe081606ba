//! Runs the receiver and sends it genuine deliveries and others.

use autosend_webhooks::{EventType, Generation, Secret, SignedRequest, Time};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::SystemTime,
};

const SECRET: &str = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";
const OLD_SECRET: &str = "whsec_00112233445566778899aabbccddeeff";

struct Receiver {
    process: Child,
    address: String,
}

impl Receiver {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_example-axum"));
        command.env("AUTOSEND_WEBHOOK_SECRET", SECRET).env("AUTOSEND_WEBHOOK_SECRET_OLD", OLD_SECRET).env("PORT", "0");
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("listening on http://").unwrap().to_owned();
        // It must be able to go on printing.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address }
    }

    /// Sends a body as it would come with a secret and an id; returns the status line and the body of the answer.
    fn send(&self, secret: &str, id: &str, body: &str) -> String {
        let secret: Secret = secret.parse().unwrap();
        let mut request = format!("POST /webhooks HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in SignedRequest::new(&secret, body.as_bytes()).delivery_id(id).headers() {
            request.extend([name, ": ", &value, "\r\n"]);
        }
        request.extend(["Content-Length: ", &body.len().to_string(), "\r\n\r\n", body]);
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        format!("{} {body}", head.split(' ').nth(1).unwrap())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A sample that was created just now.
fn fresh(event: EventType) -> String {
    let sample = event.sample(Generation::Current).unwrap();
    let created = sample.split('"').find_map(Time::parse).unwrap().to_string();
    sample.replacen(&created, &humantime::format_rfc3339_millis(SystemTime::now()).to_string(), 1)
}

#[test]
fn each_event_is_processed_once() {
    let receiver = Receiver::start();
    let body = fresh(EventType::EmailBounced);
    let first = r#"200 {"duplicate":false,"received":true}"#;
    let again = r#"200 {"duplicate":true,"received":true}"#;
    assert_eq!(receiver.send(SECRET, "a", &body), first);
    assert_eq!(receiver.send(SECRET, "a", &body), again, "a retry");
    assert_eq!(receiver.send(SECRET, "b", &body), again, "a replay under another id");
    assert_eq!(receiver.send(OLD_SECRET, "b", &fresh(EventType::EmailOpened)), first, "the replay did not burn the id");
}

#[test]
fn forgeries_are_refused() {
    let receiver = Receiver::start();
    let answer = receiver.send("whsec_another", "a", &fresh(EventType::EmailBounced));
    assert!(answer.starts_with(r#"401 {"code":"signature_mismatch""#), "{answer}");
    let answer = receiver.send(SECRET, "a", "not JSON");
    assert!(answer.starts_with(r#"400 {"code":"body_not_json""#), "{answer}");
}
