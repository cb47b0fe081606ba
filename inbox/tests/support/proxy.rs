//! A link on loopback that can be cut: nothing gets through, and no connection ends, as in a partition of the network.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

/// How often a link looks whether it is cut.
const LOOK: Duration = Duration::from_millis(10);

/// Hands on what comes to its port, both ways. It ends with the process.
#[derive(Clone)]
pub struct Proxy {
    pub port: u16,
    is_cut: Arc<AtomicBool>,
}

impl Proxy {
    /// A link to a port of this machine.
    pub fn to(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self { port: listener.local_addr().unwrap().port(), is_cut: Arc::default() };
        let is_cut = proxy.is_cut.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let is_cut = is_cut.clone();
                thread::spawn(move || hand_on(&client.unwrap(), target, &is_cut));
            }
        });
        proxy
    }

    /// From now on nothing gets through. What was sent meanwhile does once it is healed, as by TCP itself.
    pub fn cut(&self) {
        self.is_cut.store(true, SeqCst);
    }

    pub fn heal(&self) {
        self.is_cut.store(false, SeqCst);
    }
}

fn hand_on(client: &TcpStream, target: u16, is_cut: &AtomicBool) {
    wait(is_cut);
    let Ok(server) = TcpStream::connect(("127.0.0.1", target)) else { return };
    thread::scope(|scope| {
        scope.spawn(|| pump(client, &server, is_cut));
        pump(&server, client, is_cut);
    });
}

fn wait(is_cut: &AtomicBool) {
    while is_cut.load(SeqCst) {
        thread::sleep(LOOK);
    }
}

fn pump(mut from: &TcpStream, mut to: &TcpStream, is_cut: &AtomicBool) {
    from.set_read_timeout(Some(LOOK)).unwrap();
    let mut buffer = vec![0; 1 << 16];
    loop {
        wait(is_cut);
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(_) => break,
        };
        // It may have been cut while waiting for it.
        wait(is_cut);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    wait(is_cut);
    // Either may be gone already.
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
