//! Servers that take requests and answer in no way that HTTP knows of.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// How long a slow one waits.
const NOW_AND_THEN: Duration = Duration::from_millis(200);

/// What such a server does with each connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It says nothing.
    Silent,
    /// Headers without end, one now and then.
    SlowHead,
    /// Headers without end, as fast as it can.
    FloodOfHeaders,
    /// A body without end, a byte now and then.
    SlowBody,
    /// A body without end, as fast as it can.
    FloodOfBody,
    /// It hangs up at once.
    Closes,
    Garbage,
    /// It redirects to itself.
    RedirectLoop,
    /// It answers so many requests with 200, and then no more.
    FallsSilent(usize),
}

pub struct Hostile {
    pub url: String,
    requests: Arc<AtomicUsize>,
}

impl Hostile {
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let requests = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let number = count.fetch_add(1, Ordering::Relaxed);
                // Whoever has heard enough hangs up.
                thread::spawn(move || behave(stream, manner, number));
            }
        });
        Self { url, requests }
    }

    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

fn behave(mut stream: TcpStream, manner: Manner, number: usize) -> std::io::Result<()> {
    // A client that is answered before it has asked takes that for a connection gone wrong.
    if manner != Manner::Closes && stream.read(&mut [0; 64])? == 0 {
        return Ok(());
    }
    let mut again = |start: &str, piece: &[u8], pause: Duration| -> std::io::Result<()> {
        stream.write_all(start.as_bytes())?;
        loop {
            stream.write_all(piece)?;
            thread::sleep(pause);
        }
    };
    match manner {
        Manner::Closes => return Ok(()),
        Manner::SlowHead => return again("HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n", NOW_AND_THEN),
        Manner::FloodOfHeaders => return again("HTTP/1.1 200 OK\r\n", &b"X-A: 1\r\n".repeat(1000), Duration::ZERO),
        Manner::SlowBody => return again("HTTP/1.1 200 OK\r\n\r\n", b"x", NOW_AND_THEN),
        Manner::FloodOfBody => return again("HTTP/1.1 200 OK\r\n\r\n", &b"x".repeat(8192), Duration::ZERO),
        Manner::Garbage => stream.write_all(b"220 mail.example.org ESMTP\r\n")?,
        Manner::RedirectLoop => {
            stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n")?;
        }
        Manner::FallsSilent(after) if number < after => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
        }
        Manner::Silent | Manner::FallsSilent(_) => {}
    }
    // Until the other side hangs up.
    std::io::copy(&mut stream, &mut std::io::sink()).map(drop)
}
