//! The axum extractor behind a real server.
#![cfg(feature = "axum")]

use autosend_webhooks::{Delivery, EventType, Generation, Secret, SignedRequest, Verifier};
use axum::{Router, routing::post};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";

async fn receive(delivery: Delivery<'static>) -> String {
    format!("{} {}", delivery.id, delivery.event_type())
}

async fn serve() -> SocketAddr {
    let verifier = Arc::new(Verifier::new([SECRET]).unwrap().max_body(4096));
    let app = Router::new().route("/webhooks", post(receive)).with_state(verifier);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Sends a request as written and returns the status line and the body of the answer.
async fn send(address: SocketAddr, request: Vec<u8>) -> (String, String) {
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(&request).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let answer = tokio::task::spawn_blocking(exchange).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

fn request(body: &[u8], headers: &[(&str, String)]) -> Vec<u8> {
    let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let (length, lines) = (body.len(), lines.concat());
    let head =
        format!("POST /webhooks HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {length}\r\n{lines}");
    [head.as_bytes(), b"\r\n", body].concat()
}

fn sign(body: &[u8]) -> Vec<(&'static str, String)> {
    let secret: Secret = SECRET.parse().unwrap();
    SignedRequest::new(&secret, body).delivery_id("d-1").headers()
}

#[tokio::test]
async fn authentic_requests_reach_the_handler() {
    let address = serve().await;
    for event_type in EventType::ALL {
        let body = event_type.sample(Generation::Current).unwrap().as_bytes();
        let answer = send(address, request(body, &sign(body))).await;
        assert_eq!(answer, ("HTTP/1.1 200 OK".into(), format!("d-1 {event_type}")));
    }
}

#[tokio::test]
async fn refused_requests_are_answered_with_status_and_json() {
    let address = serve().await;
    let body = br#"{"type":"email.sent"}"#;
    let (status, answer) = send(address, request(b"{}", &sign(body))).await;
    assert_eq!(status, "HTTP/1.1 401 Unauthorized");
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["code"], "signature_mismatch");
    assert_eq!(answer["status"], 401);
    assert!(answer["message"].is_string() && answer["hint"].is_string());
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused_while_they_are_read() {
    let address = serve().await;
    let body = vec![b' '; 5000];
    let (status, answer) = send(address, request(&body, &sign(&body))).await;
    assert_eq!(status, "HTTP/1.1 413 Payload Too Large");
    assert!(answer.contains("body_too_large"));
    let mut chunked =
        b"POST /webhooks HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    chunked.extend(b"1388\r\n".iter().chain(&body).chain(b"\r\n0\r\n\r\n"));
    assert_eq!(send(address, chunked).await.0, "HTTP/1.1 413 Payload Too Large");
}
