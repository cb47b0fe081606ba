//! Runs the command line as a user would.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod dev;
pub mod hostile;
#[cfg(unix)]
pub mod inbox;
#[cfg(unix)]
pub mod listener;
pub mod mishandled;
#[cfg(unix)]
pub mod process;

use autosend_webhooks::{EventType, Generation};
use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

pub const SECRET: &str = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";
pub const OTHER_SECRET: &str = "whsec_00112233445566778899aabbccddeeff";

/// What a run printed and how it ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// Usage errors: what, then how to fix it, and nothing on standard output.
    #[track_caller]
    pub fn complains(self, about: &str) -> Self {
        let run = self.ended(2);
        assert!(run.err.contains(about), "{about:?} is not in: {}", run.err);
        assert!(run.err.starts_with("error: ") && run.out.is_empty(), "{}\n{}", run.out, run.err);
        run
    }
}

pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"));
    for name in ["AUTOSEND_WEBHOOK_SECRET", "WEBHOOK_SECRET", "AUTOSEND_API_KEY"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it with these arguments and this standard input.
pub fn run(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = command();
    command.args(arguments);
    finish(command, input)
}

/// The same with the secret in the environment.
pub fn run_with_secret(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = command();
    command.args(arguments).env("AUTOSEND_WEBHOOK_SECRET", SECRET);
    finish(command, input)
}

pub fn finish(mut command: Command, input: &[u8]) -> Run {
    let mut child = command.spawn().expect("the binary starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(input);
    let output = child.wait_with_output().expect("the binary ends");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// An HTTP server on a port of its own.
pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub fn start(router: axum::Router) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("there is a free port");
        let base = format!("http://{}", listener.local_addr().expect("it has an address"));
        runtime.spawn(async { axum::serve(listener, router).await });
        Self { base, _runtime: runtime }
    }
}

/// Ends a child as Ctrl-C does.
#[cfg(unix)]
pub fn interrupt(child: &std::process::Child) {
    let status = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    assert!(status.expect("sh runs").success());
}

pub fn sample(event: EventType) -> &'static [u8] {
    event.sample(Generation::Current).expect("every event has a sample").as_bytes()
}

pub fn write(directory: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = directory.join(name);
    std::fs::write(&path, content).expect("the temporary folder takes files");
    path.to_str().expect("its path is UTF-8").to_owned()
}
