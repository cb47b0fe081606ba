//! A running `listen`.

use super::{Run, SECRET, command, interrupt, run_with_secret};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::Child,
    thread::JoinHandle,
};

/// Ends with the test, however that ends.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Listens until it is ended.
pub struct Listener {
    child: Process,
    pub url: String,
    out: JoinHandle<String>,
    err: JoinHandle<String>,
}

impl Listener {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, Some(SECRET))
    }

    pub fn start_with(arguments: &[&str], secret: Option<&str>) -> Self {
        let mut command = command();
        command.args(["listen", "--port", "0"]).args(arguments).envs(secret.map(|it| ("WEBHOOK_SECRET", it)));
        let mut child = command.spawn().unwrap();
        let (mut out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let mut err = BufReader::new(err);
        let mut line = String::new();
        err.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        let out = std::thread::spawn(move || {
            let mut text = String::new();
            out.read_to_string(&mut text).unwrap();
            text
        });
        let err = std::thread::spawn(move || {
            err.read_to_string(&mut line).unwrap();
            line
        });
        Self { child: Process(child), url, out, err }
    }

    pub fn send(&self, arguments: &[&str]) -> Run {
        run_with_secret(&[&["send", "--json", "--to", &self.url], arguments].concat(), b"")
    }

    /// Ends it by Ctrl-C, and returns what it printed.
    pub fn end(mut self) -> Run {
        interrupt(&self.child.0);
        let code = self.child.0.wait().unwrap().code().unwrap_or(-1);
        Run { code, out: self.out.join().unwrap(), err: self.err.join().unwrap() }
    }

    pub fn entries(self) -> Vec<Value> {
        let run = self.end().ended(0);
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Sends bytes, and returns what comes back.
pub fn talk(url: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
