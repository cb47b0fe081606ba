//! Servers of this command line, and clients that take their time: both `listen` and `dev` let go of them.
#![cfg(unix)]

mod common;

use common::{dev::Dev, listener::Listener};
use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

/// What is waited for at most: the time-out is a second, and the machine may be busy.
const TIMEOUT: Duration = Duration::from_secs(8);

const ARGUMENTS: [&str; 4] = ["--read-timeout", "1s", "--max-connections", "3"];

/// A server under test, and how a request to it begins.
struct Tested {
    url: String,
    start: String,
    _dev: Option<Dev>,
    listener: Option<Listener>,
}

impl Tested {
    fn both() -> [Self; 2] {
        let listener = Listener::start(&ARGUMENTS);
        let dev = Dev::start(&ARGUMENTS);
        let start = "POST / HTTP/1.1\r\nHost: localhost\r\n".to_owned();
        let authorized = format!(
            "POST /emulator/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {}\r\n",
            dev.key
        );
        [
            Self { url: listener.url.clone(), start, _dev: None, listener: Some(listener) },
            Self { url: dev.url.clone(), start: authorized, _dev: Some(dev), listener: None },
        ]
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.url.strip_prefix("http://").unwrap()).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        stream
    }

    /// What comes until the connection is ended.
    fn rest(mut stream: TcpStream) -> String {
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                panic!("it is still open: {}", String::from_utf8_lossy(&answer))
            }
            _ => String::from_utf8_lossy(&answer).into_owned(),
        }
    }

    fn end(self) {
        if let Some(listener) = self.listener {
            listener.end().ended(0);
        }
    }
}

/// Writes a byte now and then, until the other side has gone or time is up.
fn drip(stream: &TcpStream, byte: u8) {
    let (mut stream, start) = (stream.try_clone().unwrap(), Instant::now());
    thread::spawn(move || {
        while start.elapsed() < TIMEOUT && stream.write_all(&[byte]).is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
}

#[test]
fn a_head_that_does_not_end_is_not_waited_for() {
    for server in Tested::both() {
        let silent = server.connect();
        let mut slow = server.connect();
        slow.write_all(server.start.as_bytes()).unwrap();
        drip(&slow, b'a');
        Tested::rest(silent);
        Tested::rest(slow);
        server.end();
    }
}

#[test]
fn a_body_that_does_not_end_is_not_waited_for() {
    for server in Tested::both() {
        for head in ["Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nfffff\r\n"] {
            let mut slow = server.connect();
            slow.write_all(format!("{}{head}", server.start).as_bytes()).unwrap();
            drip(&slow, b' ');
            let answer = Tested::rest(slow);
            assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
        }
        server.end();
    }
}

#[test]
fn an_idle_connection_is_closed() {
    for server in Tested::both() {
        let mut idle = server.connect();
        idle.write_all(format!("{}Content-Length: 2\r\n\r\n{{}}", server.start).as_bytes()).unwrap();
        assert!(Tested::rest(idle).starts_with("HTTP/1.1 4"));
        server.end();
    }
}

/// More of them wait until one has gone; whoever does nothing goes.
#[test]
fn connections_are_limited() {
    for server in Tested::both() {
        let silent: Vec<_> = (0..10).map(|_| server.connect()).collect();
        let start = Instant::now();
        let mut late = server.connect();
        late.write_all(format!("{}Connection: close\r\nContent-Length: 2\r\n\r\n{{}}", server.start).as_bytes())
            .unwrap();
        late.set_read_timeout(Some(TIMEOUT * 2)).unwrap();
        assert!(Tested::rest(late).starts_with("HTTP/1.1 4"));
        // Three go each second.
        assert!(start.elapsed() > Duration::from_secs(2), "{:?}", start.elapsed());
        drop(silent);
        server.end();
    }
}

/// Answers pile up for a client that sends requests and reads nothing.
#[test]
fn whoever_does_not_read_is_not_waited_for() {
    for server in Tested::both() {
        let mut deaf = server.connect();
        let request = format!("{}Content-Length: 0\r\n\r\n", server.start).repeat(100);
        let start = Instant::now();
        deaf.set_write_timeout(Some(TIMEOUT)).unwrap();
        // Until the buffers on both sides are full and it hangs up.
        let end = loop {
            if let Err(error) = deaf.write_all(request.as_bytes()) {
                break error.kind();
            }
            assert!(start.elapsed() < 4 * TIMEOUT, "it goes on and on");
        };
        assert!(matches!(end, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "{end:?}");
        server.end();
    }
}

/// The stream of what happens is silent at times, and stays.
#[test]
fn whoever_watches_is_not_idle() {
    let [listener, server] = Tested::both();
    listener.end();
    let mut watcher = server.connect();
    let start = server.start.replace("POST /emulator/events", "GET /emulator/stream");
    watcher.write_all(format!("{start}\r\n").as_bytes()).unwrap();
    watcher.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    let mut answer = Vec::new();
    let end = watcher.read_to_end(&mut answer).unwrap_err();
    assert!(matches!(end.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{end:?}");
    assert!(answer.starts_with(b"HTTP/1.1 200 "));
}
