//! A running `inbox serve`.

use super::{SECRET, command, run, run_with_secret};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Lines, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A running `inbox serve` on SQLite.
pub struct Inbox {
    pub process: Child,
    pub base: String,
    pub store: String,
    pub lines: Lines<BufReader<ChildStdout>>,
}

impl Inbox {
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let store = format!("sqlite://{}", folder.join("inbox.db").display());
        let mut command = command();
        command.args(["inbox", "serve", "--listen", "127.0.0.1:0", "--json", "--store", &store]).args(arguments);
        command.env("AUTOSEND_WEBHOOK_SECRET", SECRET).stdin(Stdio::null()).stderr(Stdio::inherit());
        let mut process = command.spawn().expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        let base = first["listening"].as_str().unwrap().to_owned();
        Self { process, base, store, lines }
    }

    pub fn send(&self, event: &str) -> i32 {
        run_with_secret(&["send", event, "--to", &self.base], b"").code
    }

    /// The next line of its log.
    pub fn said(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.base.strip_prefix("http://").unwrap()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn stats(&self) -> Value {
        run(&["inbox", "stats", "--json", "--store", &self.store], b"").ended(0).json()
    }

    pub fn list(&self, arguments: &[&str]) -> Vec<Value> {
        let all = [&["inbox", "list", "--json", "--store", &self.store], arguments].concat();
        run(&all, b"").ended(0).out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) {
        let start = Instant::now();
        while !holds(&self.stats()) {
            assert!(start.elapsed() < Duration::from_secs(30), "never: {what}; {}", self.stats());
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn terminate(&mut self) -> Option<i32> {
        assert!(Command::new("kill").arg(self.process.id().to_string()).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
