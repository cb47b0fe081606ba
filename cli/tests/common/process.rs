//! Receivers and workers of an inbox as processes.

use super::{SECRET, command};
use autosend_webhooks::SignedRequest;
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A process of ours, ended at the end.
pub struct Process {
    child: Child,
    pub first: Value,
}

impl Process {
    /// Starts `inbox` with arguments, and waits for its first line.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_by(command(), arguments)
    }

    /// The same with more in its environment.
    pub fn start_in(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = command();
        command.envs(environment.iter().copied());
        Self::start_by(command, arguments)
    }

    /// The same as the argument of another program.
    pub fn start_under(program: &[String], arguments: &[&str]) -> Self {
        let mut under = Command::new(&program[0]);
        under.args(&program[1..]).arg(command().get_program());
        Self::start_by(under, arguments)
    }

    fn start_by(mut command: Command, arguments: &[&str]) -> Self {
        command
            .arg("inbox")
            .args(arguments)
            .arg("--json")
            .env("AUTOSEND_WEBHOOK_SECRET", SECRET)
            .stdout(Stdio::piped());
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("the binary starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self { child, first: serde_json::from_str(&line).unwrap() }
    }

    /// Where it listens.
    pub fn host(&self) -> &str {
        self.first["listening"].as_str().unwrap().strip_prefix("http://").unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Posts a delivery signed with a secret; the whole answer.
pub fn post(host: &str, secret: &str, id: &str, body: &[u8]) -> String {
    let secret = secret.parse().unwrap();
    let mut request =
        format!("POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in SignedRequest::new(&secret, body).delivery_id(id.to_owned()).headers() {
        request.extend([name, ": ", &value, "\r\n"]);
    }
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(&[request.as_bytes(), b"\r\n", body].concat()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[track_caller]
pub fn within(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "never: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// The lines that the command of a worker wrote into the file `effects`, in order.
pub fn effects(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("effects")).unwrap_or_default();
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}
