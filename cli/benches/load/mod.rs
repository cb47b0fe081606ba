//! The receiver as a process, and what sends to it: connections that are always busy, or a rate.

use crate::{CONNECTIONS, Run, filled, support::SECRETS};
use autosend_webhooks::{Secret, SignedRequest};
use hdrhistogram::Histogram;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, sleep_until},
};

/// What is sent next: no two deliveries of this process are the same.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// How many were sent.
pub fn sent() -> u64 {
    NEXT.load(Relaxed)
}

/// The receiver, running.
pub struct Receiver {
    pub process: Child,
    address: String,
}

impl Receiver {
    pub async fn start(run: &Run) -> Self {
        Self::start_with(run, &[], &[]).await
    }

    pub async fn start_with(run: &Run, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let secret: PathBuf = run.folder.path().join("secret");
        fs::File::create(&secret).unwrap().write_all(SECRETS[0].as_bytes()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_autosend-webhooks"));
        command.args(["inbox", "serve", "--listen", &address, "--store", &run.address, "--secret-file"]).arg(secret);
        command.args(arguments).envs(environment.iter().copied());
        run.with_delay(&mut command);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // From here on it ends with this.
        let receiver = Self { process, address };
        for _ in 0..200 {
            if TcpStream::connect(&receiver.address).await.is_ok() {
                return receiver;
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("the receiver does not listen on {}", receiver.address);
    }

    /// The most that the process ever had, in MiB.
    pub fn memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    /// What the process has now, in MiB.
    pub fn resident(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// A line of what Linux says of the process, in MiB.
    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(Path::new("/proc").join(self.process.id().to_string()).join("status"));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    async fn connect(&self) -> Connection {
        let stream = TcpStream::connect(&self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Connection { stream, secret: SECRETS[0].parse().unwrap() }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub struct Connection {
    stream: TcpStream,
    secret: Secret,
}

impl Connection {
    /// Sends a delivery that is new, and waits until it is stored.
    async fn send(&mut self) {
        let name = format!("http-{}", NEXT.fetch_add(1, Relaxed));
        let body = filled(&name);
        let mut request = b"POST /webhooks HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n".to_vec();
        for (name, value) in SignedRequest::new(&self.secret, &body).delivery_id(name).headers() {
            write!(request, "{name}: {value}\r\n").unwrap();
        }
        write!(request, "Content-Length: {}\r\n\r\n", body.len()).unwrap();
        request.extend_from_slice(&body);
        self.stream.write_all(&request).await.unwrap();
        let mut response = [0; 1024];
        let mut length = 0;
        // The body of the response is short, and ends with a brace.
        while length == 0 || !response[..length].ends_with(b"}") {
            let read = self.stream.read(&mut response[length..]).await.unwrap();
            assert!(read > 0, "the connection was closed after {}", String::from_utf8_lossy(&response[..length]));
            length += read;
        }
        let response = String::from_utf8_lossy(&response[..length]).into_owned();
        assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    }
}

/// How many a second come through when each connection to each receiver sends the next as soon as the last is stored, and how long
/// each took, in microseconds.
pub async fn busy(receivers: &[Receiver], connections: u64, seconds: Duration) -> (f64, Histogram<u64>) {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for receiver in receivers {
        for _ in 0..connections {
            let mut connection = receiver.connect().await;
            tasks.push(tokio::spawn(async move {
                let mut times = histogram();
                while start.elapsed() < seconds {
                    let began = Instant::now();
                    connection.send().await;
                    record(&mut times, began.elapsed());
                }
                times
            }));
        }
    }
    let times = all(tasks).await;
    #[expect(clippy::cast_precision_loss, reason = "a count of seconds")]
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    (rate, times)
}

/// Up to a minute, in microseconds.
fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3).unwrap()
}

fn record(times: &mut Histogram<u64>, time: Duration) {
    times.saturating_record(time.as_micros().try_into().unwrap_or(u64::MAX));
}

async fn all(tasks: Vec<tokio::task::JoinHandle<Histogram<u64>>>) -> Histogram<u64> {
    let mut times = histogram();
    for task in tasks {
        times.add(task.await.unwrap()).unwrap();
    }
    times
}

/// A quantile, in milliseconds.
pub fn millis(times: &Histogram<u64>, quantile: f64) -> f64 {
    Duration::from_micros(times.value_at_quantile(quantile)).as_secs_f64() * 1000.0
}

/// From when each was due to when it was stored, in microseconds, at a rate: waiting for a free connection counts.
pub async fn paced(receiver: &Receiver, rate: u64, seconds: Duration) -> Histogram<u64> {
    let start = tokio::time::Instant::now();
    let total = rate * seconds.as_secs();
    let next = Arc::new(AtomicU64::new(0));
    let mut tasks = Vec::new();
    for _ in 0..CONNECTIONS {
        let (mut connection, next) = (receiver.connect().await, next.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = histogram();
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= total {
                    return times;
                }
                let due = start + Duration::from_nanos(1_000_000_000 * number / rate);
                sleep_until(due).await;
                connection.send().await;
                record(&mut times, due.elapsed());
            }
        }));
    }
    all(tasks).await
}
