//! `inbox serve` and `inbox work` over engines: the real binary, real servers.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use common::{
    SECRET, command, finish,
    process::{Process, effects, post, within},
    run, write,
};
use std::{
    thread,
    time::{Duration, Instant},
};
use support::{
    body,
    engines::{EngineServer, Kind, encrypted},
};

/// How long a server is gone, in seconds: `INBOX_ENGINE_GONE=60` for a minute.
fn gone_for() -> Duration {
    let seconds = std::env::var("INBOX_ENGINE_GONE").map_or(3, |seconds| seconds.parse().unwrap());
    Duration::from_secs(seconds)
}

fn goes_and_comes_back(kind: Kind) {
    let (server, folder) = (EngineServer::start(kind), tempfile::tempdir().unwrap());
    let store = server.address();
    let mark = format!("sqlite://{}", folder.path().join("marks.db").display());
    let exec = format!("echo \"$AUTOSEND_DELIVERY_ID\" >> {}", folder.path().join("effects").display());
    let receiver = Process::start(&["serve", "--listen", "127.0.0.1:0", "--store", &store]);
    let _worker = Process::start(&["work", "--store", &store, "--mark", &mark, "--exec", &exec]);
    let bodies = [1, 2].map(|number| body(Duration::ZERO, "ann@example.com", number));
    let post = |number: usize| post(receiver.host(), SECRET, &format!("id-{number}"), &bodies[number - 1]);
    assert!(post(1).starts_with("HTTP/1.1 200"));
    within("the first effect", || effects(folder.path()) == ["id-1"]);
    server.kill();
    let refused = post(2);
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 1"), "{refused}");
    let gone = Instant::now();
    while gone.elapsed() < gone_for() {
        assert!(post(2).starts_with("HTTP/1.1 503"));
        thread::sleep(Duration::from_millis(500));
    }
    server.restart();
    within("it takes deliveries again", || post(2).starts_with("HTTP/1.1 200"));
    assert!(post(1).starts_with("HTTP/1.1 200"), "a repeat");
    within("the second effect", || effects(folder.path()).len() > 1);
    thread::sleep(Duration::from_secs(2));
    assert_eq!(effects(folder.path()), ["id-1", "id-2"], "each once, and the worker was not started again");
    let listed = run(&["inbox", "list", "--json", "--store", &mark], b"").ended(0);
    assert_eq!(listed.out.lines().count(), 2, "what was marked can be looked into");
}

#[test]
fn redis_goes_and_comes_back() {
    goes_and_comes_back(Kind::Redis);
}

#[test]
fn nats_goes_and_comes_back() {
    goes_and_comes_back(Kind::Nats);
}

#[cfg(feature = "kafka")]
#[test]
fn kafka_goes_and_comes_back() {
    goes_and_comes_back(Kind::Kafka);
}

#[cfg(not(feature = "kafka"))]
#[test]
fn an_engine_that_was_left_out_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mark = format!("sqlite://{}", folder.path().join("marks.db").display());
    let ended = run(&["inbox", "work", "--store", "kafka://k1", "--mark", &mark, "--exec", "true"], b"").ended(2);
    assert!(ended.err.contains("missing_feature: kafka:// was left out") && ended.err.contains("--features kafka"));
}

/// Receiver and worker over TLS, whose server is verified by who vouches for it.
fn is_encrypted(kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let (server, store, roots) = encrypted(kind, "127.0.0.1", folder.path());
    let mark = format!("sqlite://{}", folder.path().join("marks.db").display());
    let exec = format!("sleep 4; echo \"$AUTOSEND_DELIVERY_ID\" >> {}", folder.path().join("effects").display());
    let trust = [("SSL_CERT_FILE", roots.as_str())];
    let receiver = Process::start_in(&["serve", "--listen", "127.0.0.1:0", "--store", &store], &trust);
    // The lease is renewed meanwhile, over a connection of its own.
    let work = ["work", "--store", &store, "--mark", &mark, "--exec", &exec, "--lease", "2s"];
    let _worker = Process::start_in(&work, &trust);
    let body = body(Duration::ZERO, "ann@example.com", 1);
    assert!(post(receiver.host(), SECRET, "id-1", &body).starts_with("HTTP/1.1 200"));
    within("the effect", || effects(folder.path()) == ["id-1"]);
    server.kill();
    server.restart();
    within("it is connected again", || post(receiver.host(), SECRET, "id-1", &body).starts_with("HTTP/1.1 200"));
    thread::sleep(Duration::from_secs(3));
    assert_eq!(effects(folder.path()), ["id-1"]);
    // Neither a server that somebody else vouches for, nor one of another name.
    let (_other, other, its) = encrypted(kind, "inbox.example.com", folder.path());
    for (store, roots) in [(&store, &its), (&other, &its)] {
        let mut serve = command();
        serve.args(["inbox", "serve", "--listen", "127.0.0.1:0", "--store", store]).env("SSL_CERT_FILE", roots);
        serve.env("AUTOSEND_WEBHOOK_SECRET", SECRET);
        let ended = finish(serve, b"").ended(2);
        assert!(ended.err.contains("inbox_unavailable") && ended.err.contains("ertificate"), "{}", ended.err);
    }
}

#[test]
fn redis_is_encrypted() {
    is_encrypted(Kind::Redis);
}

#[test]
fn nats_is_encrypted() {
    is_encrypted(Kind::Nats);
}

#[test]
fn redis_that_would_lose_is_refused_and_so_is_what_an_engine_cannot() {
    let server = EngineServer::start_with(Kind::Redis, &["appendfsync everysec"]);
    let folder = tempfile::tempdir().unwrap();
    let secret = write(folder.path(), "secret", SECRET.as_bytes());
    let store = server.address();
    let serve = ["inbox", "serve", "--secret-file", &secret, "--listen", "127.0.0.1:0", "--store", &store];
    for (arguments, said) in [
        (&[][..], "appendfsync is everysec, and must be always"),
        (&["--exec", "true"], "Leave --exec and --forward-to to inbox work."),
        (&["--ordered"], "an engine does not order by address"),
        (&["--on-id-reuse", "hold"], "an engine holds nothing for a replay"),
        (&["--dashboard"], "an engine keeps no archive to show"),
    ] {
        let ended = run(&[&serve, arguments].concat(), b"").ended(2);
        assert!(ended.err.contains(said), "{}", ended.err);
    }
    let ended = run(&["inbox", "work", "--store", &store, "--exec", "true"], b"").ended(2);
    assert!(ended.err.contains("Give --mark"), "{}", ended.err);
    let ended = run(&["inbox", "list", "--store", &store], b"").ended(2);
    assert!(ended.err.contains("an engine keeps no archive"), "{}", ended.err);
}
