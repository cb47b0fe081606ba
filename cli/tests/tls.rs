//! HTTPS with certificates that nobody knows: `--ca` and `--insecure`, against a real TLS server.
#![cfg(unix)]

mod common;

use axum::{Router, http::StatusCode, routing::post};
use common::{
    SECRET,
    listener::{Listener, talk},
    run_with_secret, write,
};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::sync::Arc;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

/// A receiver behind a certificate of its own.
struct TlsServer {
    url: String,
    /// A file with its certificate.
    ca: String,
    /// A file with the certificate of somebody else.
    other_ca: String,
    _directory: tempfile::TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl TlsServer {
    fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let made = || generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (CertifiedKey { cert, signing_key }, other) = (made(), made());
        let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("https://localhost:{}/hook", listener.local_addr().unwrap().port());
        let router = Router::new().route("/hook", post(StatusCode::ACCEPTED));
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, service) = (acceptor.clone(), TowerToHyperService::new(router.clone()));
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        let ca = write(directory.path(), "ca.pem", cert.pem());
        let other_ca = write(directory.path(), "other.pem", other.cert.pem());
        Self { url, ca, other_ca, _directory: directory, _runtime: runtime }
    }
}

/// The status or the error that a summary counts.
fn outcome(arguments: &[&str]) -> String {
    let summary = run_with_secret(&[arguments, &["--json"]].concat(), b"").json();
    let counted = [&summary["statuses"], &summary["errors"]].map(|counts| counts.as_object().unwrap().keys().cloned());
    counted.into_iter().flatten().collect()
}

#[test]
fn only_whom_one_trusts_is_sent_to() {
    let server = TlsServer::start();
    let directory = tempfile::tempdir().unwrap();
    let headers = common::run(&["sign", "--secret", SECRET], b"{\"type\":\"x.y\"}").ended(0).out;
    let stored = write(directory.path(), "stored.http", format!("POST / HTTP/1.1\n{headers}\n{{\"type\":\"x.y\"}}"));
    for command in [&["send", "email.sent"][..], &["replay", &stored]] {
        let send = |arguments: &[&str]| outcome(&[command, &["--to", &server.url], arguments].concat());
        assert_eq!(send(&["--ca", &server.ca]), "202", "{command:?}");
        assert_eq!(send(&["--ca", &server.other_ca, "--ca", &server.ca]), "202", "{command:?}");
        assert_eq!(send(&["--insecure"]), "202", "{command:?}");
        assert_eq!(send(&["--ca", &server.other_ca]), "tls", "{command:?}");
        let other_name = server.url.replace("localhost", "127.0.0.1");
        assert_eq!(outcome(&[command, &["--to", &other_name, "--ca", &server.ca]].concat()), "tls");
    }
}

#[test]
fn doctor_trusts_whom_it_is_told_to() {
    let server = TlsServer::start();
    let doctor = |arguments: &[&str]| {
        run_with_secret(&[&["doctor", &server.url, "--only", "current-events", "--json"], arguments].concat(), b"")
    };
    assert_eq!(doctor(&["--ca", &server.ca]).ended(0).json()["full_marks"], true);
    assert_eq!(doctor(&["--insecure"]).ended(0).json()["full_marks"], true);
    let hint = doctor(&["--ca", &server.other_ca]).complains("can't be reached (tls)").err;
    assert!(hint.contains("--ca FILE, or --insecure"), "{hint}");
}

#[test]
fn listen_passes_on_to_whom_it_is_told_to() {
    let server = TlsServer::start();
    let request = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    for (trust, wanted) in [
        (&["--ca", &server.ca][..], "HTTP/1.1 202 "),
        (&["--insecure"], "HTTP/1.1 202 "),
        (&["--ca", &server.other_ca], "HTTP/1.1 502 "),
    ] {
        let listener = Listener::start(&[&["--forward-to", &server.url, "--forward-all"], trust].concat());
        let answer = talk(&listener.url, request.as_bytes());
        assert!(answer.starts_with(wanted), "{trust:?}: {answer}");
        listener.end().ended(0);
    }
}

#[test]
fn wrong_use_ends_with_2() {
    let directory = tempfile::tempdir().unwrap();
    let empty = write(directory.path(), "empty.pem", "");
    let send = |arguments: &[&str]| {
        run_with_secret(&[&["send", "email.sent", "--to", "https://127.0.0.1:1/"], arguments].concat(), b"")
    };
    send(&["--ca", &empty]).complains("holds no certificates");
    send(&["--ca", "/does/not/exist.pem"]).complains("/does/not/exist.pem");
    send(&["--ca", &empty, "--insecure"]).complains("--insecure");
}
