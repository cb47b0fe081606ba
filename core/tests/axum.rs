//! The axum extractor behind a real server, with clients that behave and others.
#![cfg(feature = "axum")]

use autosend_webhooks::{Admission, Deduplicator, Delivery, EventType, Generation, Secret, SignedRequest, Verifier};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, FromRef, Request, State},
    http::StatusCode,
    middleware::{Next, from_fn},
    routing::post,
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::Notify,
    task::spawn_blocking,
    time::{sleep, timeout},
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
/// The verifier's limit.
const LIMIT: usize = 4096;
/// No exchange takes longer, whatever is sent.
const BUDGET: Duration = Duration::from_secs(5);

/// What the handler does with a delivery.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Succeed,
    Fail,
    Panic,
    /// Waits until the test lets it go on.
    Wait,
}

#[derive(Clone)]
struct App {
    verifier: Arc<Verifier>,
    seen: Deduplicator,
    handler: Arc<Handler>,
}

impl FromRef<App> for Arc<Verifier> {
    fn from_ref(app: &App) -> Self {
        Self::clone(&app.verifier)
    }
}

/// Fails in its way the first time, and succeeds from then on.
struct Handler {
    does: Does,
    begun: AtomicUsize,
    ended: AtomicUsize,
    go_on: Notify,
}

impl Handler {
    async fn handle(&self) -> Result<(), ()> {
        let is_first = self.begun.fetch_add(1, Ordering::SeqCst) == 0;
        match self.does {
            Does::Fail if is_first => return Err(()),
            Does::Panic if is_first => panic!("the handler"),
            Does::Wait if is_first => self.go_on.notified().await,
            _ => {}
        }
        self.ended.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

// region: receive
async fn receive(State(app): State<App>, delivery: Delivery<'static>) -> (StatusCode, String) {
    match app.seen.admit(&delivery) {
        Admission::First(claim) => match app.handler.handle().await {
            Ok(()) => {
                claim.done();
                (StatusCode::OK, format!("{} {}", delivery.id, delivery.event_type()))
            }
            Err(()) => (StatusCode::INTERNAL_SERVER_ERROR, "handler_failed".to_owned()),
        },
        Admission::InProgress => (StatusCode::SERVICE_UNAVAILABLE, "in_progress".to_owned()),
        Admission::Duplicate => (StatusCode::OK, "duplicate".to_owned()),
        Admission::Expired => (StatusCode::OK, "expired".to_owned()),
    }
}
// endregion

/// A running server.
struct Server {
    address: SocketAddr,
    handler: Arc<Handler>,
}

impl Server {
    async fn start(does: Does) -> Self {
        Self::with(does, |router| router).await
    }

    async fn with(does: Does, layers: impl FnOnce(Router) -> Router) -> Self {
        let handler = Arc::new(Handler {
            does,
            begun: AtomicUsize::default(),
            ended: AtomicUsize::default(),
            go_on: Notify::new(),
        });
        let app = App {
            verifier: Arc::new(Verifier::new([SECRET]).unwrap().max_body(LIMIT)),
            // The samples are of some day in the past.
            seen: Deduplicator::new(Duration::from_hours(24 * 10_000), 100),
            handler: Arc::clone(&handler),
        };
        let router = layers(Router::new().route("/webhooks", post(receive)).with_state(app));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, handler }
    }

    /// Sends a delivery of the sample under an id and returns the status and the body of the response; an empty status if
    /// the connection ended without one.
    async fn deliver(&self, id: &str) -> (String, String) {
        self.send(request(sample(), &sign(sample(), id))).await
    }

    /// Sends a request as written.
    async fn send(&self, request: Vec<u8>) -> (String, String) {
        let address = self.address;
        let exchange = move || {
            let mut stream = connect(address);
            stream.write_all(&request).unwrap();
            let mut response = String::new();
            // Cut off where the server closed on what it did not read: what came before counts.
            _ = stream.read_to_string(&mut response);
            response
        };
        let response = timeout(BUDGET, spawn_blocking(exchange)).await.expect("it hangs").unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap_or_default();
        (head.split(' ').nth(1).unwrap_or_default().to_owned(), body.to_owned())
    }

    async fn until(&self, counter: impl Fn(&Handler) -> &AtomicUsize, number: usize) {
        let reached = async {
            while counter(&self.handler).load(Ordering::SeqCst) < number {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(BUDGET, reached).await.expect("it hangs");
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(BUDGET)).unwrap();
    stream
}

fn sample() -> &'static [u8] {
    EventType::EmailSent.sample(Generation::Current).unwrap().as_bytes()
}

fn request(body: &[u8], headers: &[(&str, String)]) -> Vec<u8> {
    [&head(body.len(), headers, "close"), body].concat()
}

fn head(length: usize, headers: &[(&str, String)], connection: &str) -> Vec<u8> {
    let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let lines = lines.concat();
    format!("POST /webhooks HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\nContent-Length: {length}\r\n{lines}\r\n")
        .into_bytes()
}

fn sign(body: &[u8], id: &str) -> Vec<(&'static str, String)> {
    let secret: Secret = SECRET.parse().unwrap();
    SignedRequest::new(&secret, body).delivery_id(id.to_owned()).headers()
}

fn responded(status: &str, body: &str) -> (String, String) {
    (status.to_owned(), body.to_owned())
}

#[tokio::test]
async fn authentic_requests_reach_the_handler() {
    let server = Server::start(Does::Succeed).await;
    for event_type in EventType::ALL {
        let body = event_type.sample(Generation::Current).unwrap().as_bytes();
        let response = server.send(request(body, &sign(body, "d-1"))).await;
        assert_eq!(response, responded("200", &format!("d-1 {event_type}")));
    }
}

#[tokio::test]
async fn refused_requests_are_answered_with_status_and_json() {
    let server = Server::start(Does::Succeed).await;
    let (status, response) = server.send(request(b"{}", &sign(sample(), "d-1"))).await;
    assert_eq!(status, "401");
    let response: serde_json::Value = serde_json::from_str(&response).unwrap();
    assert_eq!(response["code"], "signature_mismatch");
    assert_eq!(response["status"], 401);
    assert!(response["message"].is_string() && response["hint"].is_string());
}

#[tokio::test]
async fn handler_fails() {
    for does in [Does::Fail, Does::Panic] {
        let server = Server::start(does).await;
        let (status, _) = server.deliver("d-1").await;
        assert!(["500", ""].contains(&status.as_str()), "{status}");
        assert_eq!(server.deliver("d-1").await, responded("200", "d-1 email.sent"), "the retry is processed");
        assert_eq!(server.deliver("d-2").await, responded("200", "duplicate"));
    }
}

/// The client goes away, and the server drops the handler's future.
#[tokio::test]
async fn handler_is_cancelled() {
    let server = Server::start(Does::Wait).await;
    let mut stream = connect(server.address);
    stream.write_all(&request(sample(), &sign(sample(), "d-1"))).unwrap();
    server.until(|handler| &handler.begun, 1).await;
    drop(stream);
    let processed = async {
        while server.deliver("d-1").await != responded("200", "d-1 email.sent") {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(BUDGET, processed).await.expect("the claim is never free again");
    assert_eq!(server.handler.begun.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn handler_times_out() {
    let within = |request: Request, next: Next| async move {
        timeout(Duration::from_millis(50), next.run(request)).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
    };
    let server = Server::with(Does::Wait, |router| router.layer(from_fn(within))).await;
    assert_eq!(server.deliver("d-1").await.0, "503");
    assert_eq!(server.deliver("d-1").await, responded("200", "d-1 email.sent"), "the retry is processed");
}

/// Once the client is gone there is nobody to send the response to, and nothing was done.
#[tokio::test]
async fn response_cannot_be_sent() {
    let server = Server::start(Does::Wait).await;
    let mut stream = connect(server.address);
    stream.write_all(&request(sample(), &sign(sample(), "d-1"))).unwrap();
    server.until(|handler| &handler.begun, 1).await;
    stream.shutdown(std::net::Shutdown::Both).unwrap();
    sleep(Duration::from_millis(100)).await;
    server.handler.go_on.notify_one();
    assert_eq!(server.deliver("d-1").await, responded("200", "d-1 email.sent"));
    assert_eq!(server.handler.ended.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn repeat_while_at_work() {
    let server = Server::start(Does::Wait).await;
    let (first, ()) = tokio::join!(server.deliver("d-1"), async {
        server.until(|handler| &handler.begun, 1).await;
        assert_eq!(server.deliver("d-1").await, responded("503", "in_progress"), "a retry");
        assert_eq!(server.deliver("d-2").await, responded("503", "in_progress"), "a twin");
        server.handler.go_on.notify_one();
    });
    assert_eq!(first, responded("200", "d-1 email.sent"));
    assert_eq!(server.deliver("d-1").await, responded("200", "duplicate"));
}

/// A layer that logs bodies, say.
async fn reads_the_body(request: Request, put_back: bool) -> Request {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Request::from_parts(head, if put_back { Body::from(bytes) } else { Body::empty() })
}

#[tokio::test]
async fn body_read_before_and_put_back() {
    let layer =
        from_fn(|request: Request, next: Next| async move { next.run(reads_the_body(request, true).await).await });
    let server = Server::with(Does::Succeed, |router| router.layer(layer)).await;
    assert_eq!(server.deliver("d-1").await, responded("200", "d-1 email.sent"));
}

#[tokio::test]
async fn body_read_before_and_gone() {
    let layer =
        from_fn(|request: Request, next: Next| async move { next.run(reads_the_body(request, false).await).await });
    let server = Server::with(Does::Succeed, |router| router.layer(layer)).await;
    let (status, response) = server.deliver("d-1").await;
    assert_eq!(status, "500");
    assert!(response.contains("body_already_parsed") && response.contains("Request::from_parts"), "{response}");
}

/// A limit before ours is one too.
#[tokio::test]
async fn body_over_the_limit_of_a_layer() {
    let limited = |request: Request, next: Next| async move {
        let (head, body) = request.into_parts();
        let body = Body::new(http_body_util::Limited::new(body, 100));
        next.run(Request::from_parts(head, body)).await
    };
    let server = Server::with(Does::Succeed, |router| router.layer(from_fn(limited))).await;
    let (status, response) = server.deliver("d-1").await;
    assert_eq!(status, "413");
    assert!(response.contains("body_too_large"), "{response}");
    let server = Server::with(Does::Succeed, |router| router.layer(DefaultBodyLimit::max(100))).await;
    assert_eq!(server.deliver("d-1").await.0, "200", "axum's default is for other extractors");
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused_while_they_are_read() {
    let server = Server::start(Does::Succeed).await;
    let body = vec![b' '; 5000];
    let (status, response) = server.send(request(&body, &sign(&body, "d-1"))).await;
    assert_eq!(status, "413");
    assert!(response.contains("body_too_large"));
    let mut chunked =
        b"POST /webhooks HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    chunked.extend(b"1388\r\n".iter().chain(&body).chain(b"\r\n0\r\n\r\n"));
    assert_eq!(server.send(chunked).await.0, "413");
}

/// After a body that was refused the connection either goes on with the next request or ends; nothing of the body is taken
/// for a request.
#[tokio::test]
async fn too_large_then_keep_alive() {
    let server = Server::start(Does::Succeed).await;
    for length in [LIMIT + 1, 100_000, 10_000_000] {
        let address = server.address;
        let exchange = move || {
            let mut stream = connect(address);
            let body = vec![b'x'; length];
            stream.write_all(&head(length, &sign(&body, "d-1"), "keep-alive")).unwrap();
            // The server may close on a part of it.
            let whole = stream.write_all(&body).is_ok();
            let again = whole && stream.write_all(&request(sample(), &sign(sample(), "d-2"))).is_ok();
            let mut statuses = Vec::new();
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some((_, status)) = line.split_once("HTTP/1.1 ") {
                    statuses.push(status[..3].to_owned());
                }
            }
            (again, statuses)
        };
        let (again, statuses) = timeout(BUDGET, spawn_blocking(exchange)).await.expect("it hangs").unwrap();
        let statuses: Vec<&str> = statuses.iter().map(String::as_str).collect();
        assert!(matches!(statuses[..], [] | ["413"] | ["413", "200"]), "{length} bytes, {again}: {statuses:?}");
        assert_eq!(server.deliver("d-3").await.0, "200", "another connection");
    }
}

#[tokio::test]
async fn nothing_hangs() {
    let server = Server::start(Does::Succeed).await;
    let signed = sign(sample(), "d-1");
    let half = &sample()[..sample().len() / 2];
    for (what, bytes) in [
        ("no body", head(0, &signed, "close")),
        ("no headers", request(sample(), &[])),
        ("not signed", request(b"{}", &signed)),
        ("a body that is too long", [&head(half.len(), &signed, "close"), sample()].concat()),
        ("a body of another length", request(half, &signed)),
        (
            "chunks that are none",
            b"POST /webhooks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec(),
        ),
    ] {
        let (status, _) = server.send(bytes).await;
        assert!(status.starts_with('4'), "{what}: {status}");
    }
    // Half of the body, and then nothing more.
    let mut stream = connect(server.address);
    stream.write_all(&[&head(sample().len(), &signed, "close"), half].concat()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let ended = spawn_blocking(move || stream.read_to_end(&mut Vec::new()));
    timeout(BUDGET, ended).await.expect("it hangs").unwrap().unwrap();
    assert_eq!(server.deliver("d-1").await.0, "200");
}
