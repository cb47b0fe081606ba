//! The receivers of the demo: how each one is built and started.
//!
//! All of them keep one contract: they read `AUTOSEND_WEBHOOK_SECRET` and `PORT` (0: any free one) from the environment
//! and print `listening on http://127.0.0.1:PORT` on standard output once they accept connections.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow};

use crate::{
    programs,
    toolchains::{JAVA, NODE, NPM, PYTHON, Tool, csharp, go, kotlin, node, php, python, ruby, swift},
    workspace,
};

/// How long a receiver may take until it listens.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A program that receives webhooks.
pub struct Receiver {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What `--only` calls all of its language.
    pub language: &'static str,
    pub title: &'static str,
    /// Programs without which it can't be built or run.
    pub needs: &'static [Tool],
    /// The path that takes webhooks.
    path: &'static str,
    /// Builds it, if need be, and returns the command that starts it.
    build: fn() -> Result<Command>,
}

/// All receivers, in the order in which they are tried.
pub static RECEIVERS: &[Receiver] = &[
    Receiver {
        name: "axum",
        language: "rust",
        title: "examples/axum (Rust)",
        needs: &[],
        path: "/webhooks",
        build: axum,
    },
    Receiver {
        name: "express",
        language: "node",
        title: "examples/express (Node)",
        needs: &[NODE, NPM],
        path: "/webhooks",
        build: node::express,
    },
    Receiver {
        name: "nextjs",
        language: "node",
        title: "examples/nextjs (Node), built by Turbopack",
        needs: &[NODE, NPM],
        path: "/webhooks",
        build: node::nextjs_by_turbopack,
    },
    Receiver {
        name: "nextjs-pages",
        language: "node",
        title: "examples/nextjs (Node), the pages router",
        needs: &[NODE, NPM],
        path: "/api/webhooks",
        build: node::nextjs_by_turbopack,
    },
    Receiver {
        name: "nextjs-webpack",
        language: "node",
        title: "examples/nextjs (Node), built by webpack",
        needs: &[NODE, NPM],
        path: "/webhooks",
        build: node::nextjs_by_webpack,
    },
    Receiver {
        name: "hono",
        language: "node",
        title: "examples/hono (Node)",
        needs: &[NODE, NPM],
        path: "/webhooks",
        build: node::hono,
    },
    Receiver {
        name: "flask",
        language: "python",
        title: "examples/flask (Python)",
        needs: &[PYTHON],
        path: "/webhooks",
        build: python::flask,
    },
    Receiver {
        name: "fastapi",
        language: "python",
        title: "examples/fastapi (Python)",
        needs: &[PYTHON],
        path: "/webhooks",
        build: python::fastapi,
    },
    Receiver {
        name: "django",
        language: "python",
        title: "examples/django (Python)",
        needs: &[PYTHON],
        path: "/webhooks",
        build: python::django,
    },
    Receiver {
        name: "ktor",
        language: "kotlin",
        title: "examples/kotlin-ktor (Kotlin)",
        // Maven it installs itself where it can.
        needs: &[JAVA],
        path: "/webhooks",
        build: kotlin::ktor,
    },
    Receiver {
        name: "go",
        language: "go",
        title: "examples/go (Go)",
        needs: &[],
        path: "/webhooks",
        build: go::example,
    },
    Receiver {
        name: "php",
        language: "php",
        title: "examples/php (PHP)",
        needs: &[],
        path: "/webhooks",
        build: php::example,
    },
    Receiver {
        name: "ruby",
        language: "ruby",
        title: "examples/ruby (Ruby)",
        needs: &[],
        path: "/webhooks",
        build: ruby::example,
    },
    Receiver {
        name: "csharp",
        language: "csharp",
        title: "examples/csharp (C#, on Mono)",
        needs: &[],
        path: "/webhooks",
        build: csharp::example,
    },
    Receiver {
        name: "swift",
        language: "swift",
        title: "examples/swift (Swift)",
        needs: &[],
        path: "/webhooks",
        build: swift::example,
    },
];

/// A receiver with the holes of the provider's quick start, for the doctor to find.
pub static QUICK_START: Receiver = Receiver {
    name: "quick-start",
    language: "node",
    title: "the provider's quick start (Node)",
    needs: &[NODE],
    path: "/webhooks",
    build: || {
        let mut node = NODE.command();
        node.arg("cli/tests/fixtures/quickstart.mjs");
        Ok(node)
    },
};

fn axum() -> Result<Command> {
    Ok(workspace::command(programs::axum()?))
}

impl Receiver {
    /// Builds it, if need be. Returns the command that starts it.
    pub fn build(&self) -> Result<Command> {
        (self.build)()
    }

    /// The address under which it will take webhooks.
    pub fn url(&self, port: u16) -> String {
        format!("http://127.0.0.1:{port}{}", self.path)
    }

    /// Starts it, and waits until it listens.
    pub fn start(&self, mut command: Command, secret: &str, port: u16) -> Result<Running> {
        command.env("AUTOSEND_WEBHOOK_SECRET", secret).env("PORT", port.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().with_context(|| format!("cannot start {}", self.title))?;
        let mut running = Running { child };
        running.wait().with_context(|| format!("{} did not start", self.title))?;
        Ok(running)
    }
}

/// A port that was free a moment ago: a webhook names its address before its receiver has the secret to start with.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A receiver that runs until this is dropped.
pub struct Running {
    child: Child,
}

impl Running {
    /// Returns where it says that it listens.
    fn wait(&mut self) -> Result<String> {
        let stdout = self.child.stdout.take().context("no standard output")?;
        let stderr = self.child.stderr.take().context("no standard error")?;
        let (sender, urls) = mpsc::channel();
        // Both go on reading to the end: a receiver that writes to a full or closed pipe would stand still or die.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("listening on ") {
                    let _ = sender.send(url.trim().trim_end_matches('/').to_owned());
                }
            }
        });
        let errors = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = { stderr }.read_to_end(&mut text);
            String::from_utf8_lossy(&text).trim().to_owned()
        });
        urls.recv_timeout(TIMEOUT).map_err(|error| {
            let _ = self.child.kill();
            let said = errors.join().unwrap_or_default();
            match error {
                mpsc::RecvTimeoutError::Timeout => {
                    anyhow!("it is silent after {} s: {said}", TIMEOUT.as_secs())
                }
                mpsc::RecvTimeoutError::Disconnected => anyhow!("it ended: {said}"),
            }
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    fn receiver(build: fn() -> Result<Command>) -> Receiver {
        Receiver { name: "test", language: "rust", title: "a test", needs: &[], path: "/hook", build }
    }

    fn start(build: fn() -> Result<Command>) -> Result<Running> {
        let receiver = receiver(build);
        receiver.start(receiver.build()?, "secret", 8123)
    }

    #[cfg(unix)]
    #[test]
    fn it_is_told_its_port_and_tells_when_it_listens() {
        let shell = || {
            let mut shell = Command::new("sh");
            shell.args([
                "-c",
                "test $PORT = 8123 && echo hello; echo listening on http://127.0.0.1:$PORT/; exec sleep 60",
            ]);
            Ok(shell)
        };
        assert!(start(shell).is_ok());
        assert_eq!(receiver(shell).url(8123), "http://127.0.0.1:8123/hook");
    }

    #[cfg(unix)]
    #[test]
    fn a_receiver_that_ends_says_why() {
        let shell = || {
            let mut shell = Command::new("sh");
            shell.args(["-c", "echo the port is taken >&2; exit 1"]);
            Ok(shell)
        };
        let error = start(shell).err().unwrap();
        assert!(format!("{error:#}").contains("the port is taken"), "{error:#}");
    }

    #[test]
    fn a_receiver_that_cannot_be_built_is_an_error() {
        assert!(receiver(|| bail!("does not compile")).build().is_err());
    }
}
