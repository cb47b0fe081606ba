//! A running `dev`, and a receiver for what it sends.

use super::command;
use autosend_webhooks::Verifier;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// How long something may take that usually takes a moment: the machine may be busy.
const TIMEOUT: Duration = Duration::from_mins(1);

pub struct Dev {
    process: Child,
    pub url: String,
    pub key: String,
    runtime: Runtime,
    client: reqwest::Client,
}

impl Dev {
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = command();
        command.args(["dev", "--port", "0", "--json"]).args(arguments);
        let mut process = command.stdin(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("the binary starts");
        let mut line = String::new();
        let out = process.stdout.take().expect("standard output is a pipe");
        BufReader::new(out).read_line(&mut line).expect("dev says where it is");
        let started: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let text = |name: &str| started[name].as_str().expect("a string").to_owned();
        // A key that was given is not told.
        let given = arguments.iter().position(|argument| *argument == "--api-key").map(|flag| arguments[flag + 1]);
        let key = given.map_or_else(|| text("apiKey"), str::to_owned);
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).timeout(TIMEOUT).build().unwrap();
        Self { process, url: text("url"), key, runtime: Runtime::new().unwrap(), client }
    }

    /// Ends the process without warning, while others are still calling it.
    pub fn signal_kill(&self) {
        let status = std::process::Command::new("kill").args(["-9", &self.process.id().to_string()]).status();
        assert!(status.is_ok_and(|status| status.success()));
    }

    /// Ends the process without warning, and waits until it has.
    pub fn kill(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        self.process.wait().expect("it ends");
    }

    /// A call and its response: the status and the JSON.
    pub fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        self.try_call(method, path, body).expect("dev answers")
    }

    /// The same with JSON as a text, whose spelling matters.
    pub fn call_with_text(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        self.try_call_with_text(method, path, Some(body.to_owned())).expect("dev answers")
    }

    /// The same, for a process that may be gone.
    pub fn try_call(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<(u16, Value)> {
        self.try_call_with_text(method, path, body.map(|body| body.to_string()))
    }

    fn try_call_with_text(&self, method: &str, path: &str, body: Option<String>) -> reqwest::Result<(u16, Value)> {
        let request = self.client.request(method.parse().unwrap(), format!("{}{path}", self.url));
        let mut request = request.bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json").body(body);
        }
        self.runtime.block_on(async {
            let response = request.send().await?;
            let (status, text) = (response.status().as_u16(), response.text().await?);
            Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
        })
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        let (status, answer) = self.call("GET", path, None);
        assert_eq!(status, 200, "{answer}");
        answer["data"].clone()
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call("POST", path, Some(body));
        assert!(status < 300, "{status} {answer}");
        answer["data"].clone()
    }

    #[track_caller]
    pub fn put(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call("PUT", path, Some(body));
        assert!(status < 300, "{status} {answer}");
        answer["data"].clone()
    }

    /// Makes a webhook for these events; returns its id and its secret.
    pub fn webhook(&self, url: &str, events: &[&str]) -> (String, String) {
        let created = self.post("/v1/webhooks", json!({ "url": url, "events": events }));
        let text = |name: &str| created["webhook"][name].as_str().expect("a string").to_owned();
        (text("id"), text("secret"))
    }

    /// Lets an event happen; returns the ids of its deliveries.
    pub fn event(&self, order: Value) -> Vec<String> {
        let ids = self.post("/emulator/events", order)["deliveries"].clone();
        serde_json::from_value(ids).expect("a list of ids")
    }

    /// A delivery, once nothing more will become of it.
    pub fn ended(&self, id: &str) -> Value {
        wait_for(|| {
            let delivery = self.get(&format!("/emulator/deliveries/{id}"));
            matches!(delivery["status"].as_str(), Some("delivered" | "failed")).then_some(delivery)
        })
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Asks until there is a response.
#[track_caller]
pub fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < TIMEOUT, "it did not happen in {TIMEOUT:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A request that a receiver got.
#[derive(Clone)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub at: Instant,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn id(&self) -> &str {
        self.header("x-webhook-delivery-id")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The error's code, if a verifier with this secret refuses it.
    pub fn refusal(&self, secret: &str) -> Option<&'static str> {
        let pairs: Vec<_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let verifier = Verifier::new([secret]).expect("the secret is one");
        verifier.verify(&self.body, &pairs).err().map(|error| error.code().as_str())
    }
}

#[derive(Default)]
struct Script {
    received: Mutex<Vec<Received>>,
    /// Statuses to answer with, before 200.
    answers: Mutex<VecDeque<u16>>,
}

/// Answers as it is told: `/slow` never, `/moved` with a redirect, `/large` with more than anybody keeps.
pub struct Receiver {
    pub base: String,
    script: Arc<Script>,
    _runtime: Runtime,
}

impl Receiver {
    pub fn start() -> Self {
        Self::start_on("127.0.0.1:0")
    }

    pub fn start_on(address: &str) -> Self {
        let script = Arc::<Script>::default();
        let router = Router::new().fallback(any(receive)).with_state(Arc::clone(&script));
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address)).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async { axum::serve(listener, router).await });
        Self { base, script, _runtime: runtime }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Answers the next requests with these statuses.
    pub fn answer_with(&self, statuses: &[u16]) {
        self.script.answers.lock().unwrap().extend(statuses);
    }

    pub fn received(&self) -> Vec<Received> {
        self.script.received.lock().unwrap().clone()
    }

    /// What it got, once that is so many requests.
    #[track_caller]
    pub fn wait_for(&self, count: usize) -> Vec<Received> {
        wait_for(|| Some(self.received()).filter(|received| received.len() >= count))
    }
}

async fn receive(State(script): State<Arc<Script>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let path = uri.path().to_owned();
    script.received.lock().unwrap().push(Received { path: path.clone(), headers, body, at: Instant::now() });
    match &*path {
        "/slow" => std::future::pending().await,
        "/moved" => (StatusCode::FOUND, [("location", "/")]).into_response(),
        "/large" => "x".repeat(1024 * 1024).into_response(),
        _ => {
            let status = script.answers.lock().unwrap().pop_front().unwrap_or(200);
            (StatusCode::from_u16(status).unwrap(), [("x-answer", "yes")], "noted").into_response()
        }
    }
}
