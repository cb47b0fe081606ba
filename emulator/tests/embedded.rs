//! The emulator within a test's own process.

use autosend_webhooks::{EventType, Verifier};
use autosend_webhooks_emulator::{Emulator, Options, http};
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use reqwest::{Client, Url};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

/// How long something may take that takes a moment on an idle machine.
const TIMEOUT: Duration = Duration::from_mins(1);

type Received = (HeaderMap, Bytes);

/// A running emulator, and a client with its key.
struct Running {
    base: String,
    key: String,
    client: Client,
}

impl Running {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let emulator = Emulator::open(Options::at(address)).await.unwrap();
        emulator.start().await.unwrap();
        let key = emulator.api_key().reveal().to_owned();
        tokio::spawn(async move { emulator.serve(listener).await });
        let base = format!("http://{address}");
        let url = Url::parse(&base).unwrap();
        Self { base, key, client: http::client(&url, TIMEOUT, 1, &http::Trust::System).unwrap() }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.base)).bearer_auth(&self.key);
        let request = request.header("Content-Type", "application/json").body(body.to_string());
        let text = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["data"].clone()
    }
}

/// A receiver: its URL, and what comes in.
async fn receiver() -> (String, UnboundedReceiver<Received>) {
    let (sender, received) = unbounded_channel();
    let receive = move |headers: HeaderMap, body: Bytes| {
        let kept = sender.send((headers, body)).is_ok();
        async move { if kept { StatusCode::OK } else { StatusCode::GONE } }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/webhooks", listener.local_addr().unwrap());
    let router = Router::new().route("/webhooks", post(receive));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received)
}

#[tokio::test]
async fn every_type_arrives_signed() {
    let (emulator, (url, mut received)) = (Running::start().await, receiver().await);
    let types: BTreeSet<&str> = EventType::ALL.iter().map(|event| event.as_str()).collect();
    let created = emulator.post("/v1/webhooks", json!({ "url": url, "events": types })).await;
    let verifier = Verifier::new([created["webhook"]["secret"].as_str().unwrap()]).unwrap();
    for event in &types {
        emulator.post("/emulator/events", json!({ "type": event })).await;
    }
    let mut arrived = BTreeSet::new();
    for _ in &types {
        let (headers, body) = timeout(TIMEOUT, received.recv()).await.unwrap().unwrap();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        let delivery = verifier.verify(&body, &headers).unwrap();
        arrived.insert(delivery.event_type().to_owned());
    }
    assert_eq!(arrived, types.into_iter().map(str::to_owned).collect());
}
