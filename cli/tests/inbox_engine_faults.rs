//! Servers of an engine that are killed or cut off while receivers and workers use it: what was answered 200 is processed, once. And
//! with a guard taken away, that is seen.
//!
//! `AUTOSEND_WEBHOOKS_KILLS` says how often a server is killed; `cargo xtask crash --of redis` or `--of nats` sets it.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use common::{
    SECRET, command,
    process::{Process, effects, post, within},
    run,
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};
#[cfg(feature = "kafka")]
use support::engines::Brokers;
use support::{
    body,
    engines::{Cluster, EngineServer, Kind, opened, vouched_for},
    proxy::Proxy,
};

/// How often a server is killed, unless the environment says otherwise.
fn kills(few: u32) -> u32 {
    std::env::var("AUTOSEND_WEBHOOKS_KILLS").map_or(few, |kills| kills.parse().unwrap())
}

/// Kills by one of these commands, so often.
fn torture(store: &str, commands: &[String], kills: u32, arguments: &[&str], code: i32) -> Value {
    let kills = kills.to_string();
    let fixed = ["inbox", "torture", "--json", "--minutes", "60", "--store", store, "--kills", &kills];
    let commands = commands.iter().flat_map(|command| ["--kill-server", command]);
    let all: Vec<&str> = fixed.into_iter().chain(commands).chain(arguments.iter().copied()).collect();
    let report = run(&all, b"").ended(code).json();
    eprintln!("{report}");
    report
}

#[track_caller]
fn assert_all_once(report: &Value, kills: u32) {
    let found = (&report["lost"], &report["twice"], &report["unfinished"], &report["kills"]);
    assert_eq!(found, (&0.into(), &0.into(), &0.into(), &kills.into()), "{report}");
    // After each kill a sender's worth came through.
    assert!(report["accepted"].as_u64() >= Some(9 * u64::from(kills)), "{report}");
}

/// At once, and after it gave no answer for longer than a lease.
fn torture_redis(kills: u32, arguments: &[&str], code: i32) -> Value {
    let server = EngineServer::start(Kind::Redis);
    let kill = EngineServer::kill_command(&[&server]);
    let freeze = format!("{} && sleep 3; {kill}", kill.replace("-9", "-STOP"));
    torture(&server.address(), &[kill, freeze], kills, arguments, code)
}

#[test]
fn a_redis_that_is_killed() {
    let kills = kills(5);
    assert_all_once(&torture_redis(kills, &[], 0), kills);
}

#[test]
fn a_redis_that_is_killed_and_an_answer_before_its_own() {
    let report = torture_redis(3, &["--without", "commit"], 1);
    assert!(report["lost"].as_u64() > Some(0), "{report}");
}

#[test]
fn a_redis_that_is_killed_and_a_worker_without_marks() {
    let report = torture_redis(3, &["--without", "fence"], 1);
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

/// Sets of nodes that are killed together.
type Sets = [&'static [usize]];

/// One by one, two at once, and all.
const ANY: &Sets = &[&[0], &[1], &[2], &[0, 1], &[1, 2], &[2, 0], &[0, 1, 2]];
/// Whoever leads is among them.
const ALL: &Sets = &[&[0, 1, 2]];

async fn torture_cluster(sets: &Sets, kills: u32, arguments: &[&str], code: i32) -> Value {
    let cluster = Cluster::start();
    let address = cluster.address(&[0, 1, 2]);
    drop(opened(&address).await);
    let nodes = |set: &&[usize]| set.iter().map(|node| &cluster.nodes[*node]).collect::<Vec<_>>();
    let commands: Vec<_> = sets.iter().map(|set| EngineServer::kill_command(&nodes(set))).collect();
    tokio::task::block_in_place(|| torture(&address, &commands, kills, arguments, code))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_whose_nodes_are_killed() {
    let kills = kills(4);
    assert_all_once(&torture_cluster(ANY, kills, &[], 0).await, kills);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_whose_nodes_are_killed_and_an_answer_before_its_own() {
    let report = torture_cluster(ALL, 2, &["--without", "commit"], 1).await;
    assert!(report["lost"].as_u64() > Some(0), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_whose_nodes_are_killed_and_a_worker_without_marks() {
    let report = torture_cluster(ALL, 2, &["--without", "fence"], 1).await;
    assert!(report["twice"].as_u64() > Some(0), "{report}");
}

#[cfg(feature = "kafka")]
#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_kafka_whose_brokers_are_killed() {
    let (kills, brokers) = (kills(2), Brokers::start());
    let address = brokers.address();
    drop(opened(&address).await);
    // One by one, and two at once.
    let sets: [&[usize]; 6] = [&[0], &[1], &[2], &[0, 1], &[1, 2], &[2, 0]];
    let nodes = |set: &&[usize]| set.iter().map(|node| &brokers.nodes[*node]).collect::<Vec<_>>();
    let commands: Vec<_> = sets.iter().map(|set| EngineServer::kill_command(&nodes(set))).collect();
    let report = tokio::task::block_in_place(|| torture(&address, &commands, kills, &[], 0));
    assert_all_once(&report, kills);
}

/// A cluster whose nodes reach each other by links that can be cut.
struct Linked {
    cluster: Cluster,
    /// From, to.
    links: Vec<(usize, usize, Proxy)>,
}

impl Linked {
    fn start() -> Self {
        let mut links = Vec::new();
        let link = |from, to, port| {
            let proxy = Proxy::to(port);
            links.push((from, to, proxy.clone()));
            proxy.port
        };
        let cluster = Cluster::start_with(link, |_| Vec::new(), &[]);
        Self { cluster, links }
    }

    /// Cuts a node off from the others, which see each other.
    fn isolate(&self, node: usize) {
        self.links.iter().filter(|(from, to, _)| *from == node || *to == node).for_each(|(_, _, link)| link.cut());
    }

    fn heal(&self) {
        self.links.iter().for_each(|(_, _, link)| link.heal());
    }
}

/// The arguments of a worker that writes a line for each effect, and marks it.
fn start_worker(store: &str, folder: &Path) -> Process {
    let mark = format!("sqlite://{}", folder.join("marks.db").display());
    let exec = format!("echo \"$AUTOSEND_DELIVERY_ID\" >> {}", folder.join("effects").display());
    // What is handed out while nobody listens waits for so long.
    Process::start(&["work", "--store", store, "--mark", &mark, "--exec", &exec, "--lease", "5s"])
}

fn start_receiver(store: &str) -> Process {
    Process::start(&["serve", "--listen", "127.0.0.1:0", "--store", store])
}

#[track_caller]
fn assert_refused(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 1"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_nats_that_is_cut_off_acknowledges_nothing() {
    let linked = Linked::start();
    drop(opened(&linked.cluster.address(&[0])).await);
    // The one that would acknowledge.
    let alone = linked.cluster.leader();
    tokio::task::block_in_place(|| cut_off_acknowledges_nothing(&linked, alone));
    let follower = (linked.cluster.leader() + 1) % 3;
    tokio::task::block_in_place(|| cut_off_acknowledges_nothing(&linked, follower));
}

fn cut_off_acknowledges_nothing(linked: &Linked, alone: usize) {
    let folder = tempfile::tempdir().unwrap();
    let minority = start_receiver(&linked.cluster.address(&[alone]));
    let majority = start_receiver(&linked.cluster.address(&[(alone + 1) % 3]));
    let _worker = start_worker(&linked.cluster.address(&[0, 1, 2]), folder.path());
    let bodies = [1, 2, 3].map(|number| body(Duration::ZERO, "ann@example.com", number));
    let post =
        |receiver: &Process, number: usize| post(receiver.host(), SECRET, &format!("id-{number}"), &bodies[number - 1]);
    within("all are there", || post(&minority, 1).starts_with("HTTP/1.1 200"));
    linked.isolate(alone);
    assert_refused(&post(&minority, 2));
    within("the others are a quorum", || post(&majority, 3).starts_with("HTTP/1.1 200"));
    for _ in 0..3 {
        assert_refused(&post(&minority, 2));
    }
    linked.heal();
    within("it takes deliveries again", || post(&minority, 2).starts_with("HTTP/1.1 200"));
    assert!(post(&minority, 3).starts_with("HTTP/1.1 200"), "a repeat");
    within("all are processed", || effects(folder.path()).len() >= 3);
    thread::sleep(Duration::from_secs(3));
    assert_eq!(effects(folder.path()), ["id-1", "id-2", "id-3"], "each once");
}

/// A receiver that does not wait for a quorum: it answers before.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_nats_that_is_cut_off_and_an_answer_before_its_own() {
    let linked = Linked::start();
    drop(opened(&linked.cluster.address(&[0])).await);
    let alone = linked.cluster.leader();
    let store = linked.cluster.address(&[alone]);
    tokio::task::block_in_place(|| {
        let folder = tempfile::tempdir().unwrap();
        let effects_at = format!("sqlite://{}", folder.path().join("none.db").display());
        let mut flawed = command();
        flawed.args(["inbox", "torture-child", "--without", "commit", "--die-after", "0", "--die-at", "0"]);
        flawed.env("AUTOSEND_TORTURE_STORE", &store).env("AUTOSEND_TORTURE_EFFECTS", &effects_at);
        let mut flawed = flawed.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(flawed.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let host = format!("127.0.0.1:{}", port.trim());
        let others = start_receiver(&linked.cluster.address(&[(alone + 1) % 3]));
        linked.isolate(alone);
        let lost = body(Duration::ZERO, "ann@example.com", 1);
        assert!(post(&host, support::SECRETS[0], "lost", &lost).starts_with("HTTP/1.1 200"), "it is not seen");
        thread::sleep(Duration::from_secs(1));
        flawed.kill().unwrap();
        flawed.wait().unwrap();
        let kept = body(Duration::ZERO, "ann@example.com", 2);
        within("the others are a quorum", || post(others.host(), SECRET, "kept", &kept).starts_with("HTTP/1.1 200"));
        linked.heal();
        let _worker = start_worker(&store, folder.path());
        within("it is processed", || !effects(folder.path()).is_empty());
        thread::sleep(Duration::from_secs(3));
        assert_eq!(effects(folder.path()), ["kept"], "the other one was answered 200, and is lost");
    });
}

/// With one replica the node needs nobody, so that the check above would fail.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_nats_without_replicas_that_is_cut_off_acknowledges() {
    let linked = Linked::start();
    drop(opened(&vouched_for(&linked.cluster.address(&[0]), 1)).await);
    let alone = linked.cluster.leader();
    let store = vouched_for(&linked.cluster.address(&[alone]), 1);
    tokio::task::block_in_place(|| {
        let receiver = start_receiver(&store);
        linked.isolate(alone);
        let body = body(Duration::ZERO, "ann@example.com", 1);
        assert!(post(receiver.host(), SECRET, "id-1", &body).starts_with("HTTP/1.1 200"));
    });
}

/// No connection ends, and nobody answers.
fn cannot_be_reached(kind: Kind) {
    let (server, folder) = (EngineServer::start(kind), tempfile::tempdir().unwrap());
    let link = Proxy::to(server.port());
    let store = server.address_by(link.port);
    let (receiver, _worker) = (start_receiver(&store), start_worker(&store, folder.path()));
    let bodies = [1, 2].map(|number| body(Duration::ZERO, "ann@example.com", number));
    let post = |number: usize| post(receiver.host(), SECRET, &format!("id-{number}"), &bodies[number - 1]);
    assert!(post(1).starts_with("HTTP/1.1 200"));
    within("the first effect", || effects(folder.path()) == ["id-1"]);
    link.cut();
    let start = Instant::now();
    assert_refused(&post(2));
    assert!(start.elapsed() < Duration::from_secs(9), "the provider waits for ten seconds: {:?}", start.elapsed());
    assert_refused(&post(2));
    link.heal();
    within("it takes deliveries again", || post(2).starts_with("HTTP/1.1 200"));
    assert!(post(1).starts_with("HTTP/1.1 200"), "a repeat");
    within("the second effect", || effects(folder.path()).len() > 1);
    thread::sleep(Duration::from_secs(3));
    assert_eq!(effects(folder.path()), ["id-1", "id-2"], "each once");
}

#[test]
fn a_redis_that_cannot_be_reached() {
    cannot_be_reached(Kind::Redis);
}

#[test]
fn a_nats_that_cannot_be_reached() {
    cannot_be_reached(Kind::Nats);
}
