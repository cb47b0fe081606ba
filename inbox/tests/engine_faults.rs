//! What machines do to engines: the power goes, a disk is lost. What was acknowledged is there afterwards. And with a guard taken
//! away, that is seen.
#![cfg(target_os = "linux")]

mod support;

use autosend_webhooks_inbox::{Backoff, Engine, Inbox, InboxOptions, WorkOptions};
use std::{
    collections::HashSet,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};
use support::{
    engines::{Cluster, EngineServer, Kind, opened, vouched_for},
    numbered,
    power::{self, Log, Unflushed, moment},
};

/// Deliveries are stored by so many at once.
const SENDERS: u32 = 8;
/// How many are stored before a disk is lost.
const SOME: u32 = 20;
const LEASE: Duration = Duration::from_millis(400);
/// How long nothing may wait before all is done.
const QUIET: usize = 4;

/// Deliveries by id, each with the moment when something had become of it.
#[derive(Clone, Default)]
struct Moments(Arc<Mutex<Vec<(u64, String)>>>);

impl Moments {
    fn note(&self, id: String) {
        self.0.lock().unwrap().push((moment(), id));
    }

    fn until(&self, moment: u64) -> HashSet<String> {
        self.0.lock().unwrap().iter().filter(|(at, _)| *at <= moment).map(|(_, id)| id.clone()).collect()
    }
}

/// Servers of one engine, under strace.
struct Site {
    servers: Vec<EngineServer>,
    /// One for each server.
    logs: Vec<PathBuf>,
    address: String,
    /// What is done to servers that have come back.
    repair: fn(&EngineServer),
    _folder: tempfile::TempDir,
}

impl Site {
    /// None where strace is missing.
    fn of(start: impl FnOnce(&dyn Fn(usize) -> Vec<String>) -> (Vec<EngineServer>, String)) -> Option<Self> {
        if !power::is_there() {
            assert!(std::env::var_os("CI").is_none(), "strace is missing");
            eprintln!("skipped: strace is missing");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let log = |node: usize| folder.path().join(format!("{node}.log"));
        let (servers, address) = start(&|node| power::traced(&log(node)));
        let logs = (0..servers.len()).map(log).collect();
        Some(Self { servers, logs, address, repair: |_| (), _folder: folder })
    }

    fn redis() -> Option<Self> {
        Self::of(|under| {
            let server = EngineServer::start_under(under(0), Kind::Redis, &[]);
            let address = server.address();
            (vec![server], address)
        })
    }

    fn nats(settings: &[&str]) -> Option<Self> {
        Self::of(|under| {
            let server = EngineServer::start_under(under(0), Kind::Nats, settings);
            let address = server.address();
            (vec![server], address)
        })
    }

    fn kafka() -> Option<Self> {
        Self::of(|under| {
            let server = EngineServer::start_under(under(0), Kind::Kafka, &[]);
            let address = server.address();
            (vec![server], address)
        })
    }

    fn cluster(settings: &[&str]) -> Option<Self> {
        Self::of(|under| {
            let cluster = Cluster::start_with(|_, _, port| port, under, settings);
            let address = cluster.address(&[0, 1, 2]);
            (cluster.nodes, address)
        })
    }

    /// Says to whoever asks that so many servers are safe.
    fn vouched_for(mut self, servers: usize) -> Self {
        self.address = vouched_for(&self.address, servers);
        self
    }

    /// Stores and works, `each` by every sender. Returns what was acknowledged and what was done, when.
    async fn live(&self, prepare: impl FnOnce(&EngineServer), each: u32) -> (Moments, Moments) {
        let inbox = Inbox::in_engine(opened(&self.address).await, &InboxOptions::default());
        prepare(&self.servers[0]);
        let (acknowledged, done) = (Moments::default(), Moments::default());
        let working = tokio::spawn(work(inbox.clone(), std::future::pending(), done.clone()));
        let senders = (0..SENDERS).map(|sender| {
            let (inbox, acknowledged) = (inbox.clone(), acknowledged.clone());
            tokio::spawn(async move {
                for number in sender * each..(sender + 1) * each {
                    inbox.store(numbered(number)).await.unwrap();
                    acknowledged.note(id_of(number));
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            })
        });
        for sender in senders.collect::<Vec<_>>() {
            sender.await.unwrap();
        }
        working.abort();
        (acknowledged, done)
    }

    /// Ends all servers, and reads what they did; they run without strace from now on.
    fn end(&mut self) -> Vec<Log> {
        // What is under way when it is killed is not written down: it ends before.
        self.servers.iter().for_each(EngineServer::freeze);
        std::thread::sleep(Duration::from_millis(100));
        self.servers.iter().for_each(EngineServer::kill);
        self.servers = self.servers.drain(..).map(EngineServer::without_program).collect();
        let logs =
            self.servers.iter().zip(&self.logs).map(|(server, log)| Log::read(log, &server.data(), server.before()));
        logs.collect()
    }

    /// Starts the servers on what a power loss leaves. Returns what can be worked on there.
    async fn come_back(&self, logs: &[Log], moment: u64, unflushed: Unflushed) -> HashSet<String> {
        for (server, log) in self.servers.iter().zip(logs) {
            server.kill();
            power::write_files(&server.data(), &log.left_at(moment, unflushed));
        }
        let all_answer = self.servers.iter().all(EngineServer::try_restart);
        if !all_answer {
            return HashSet::new();
        }
        self.servers.iter().for_each(self.repair);
        worked(&self.address).await
    }
}

/// The id of a numbered delivery.
fn id_of(number: u32) -> String {
    format!("deliver-webhook-{number}")
}

/// Works on what is there until nothing waits.
async fn worked(address: &str) -> HashSet<String> {
    let engine = opened(address).await;
    let done = Moments::default();
    work(Inbox::in_engine(engine.clone(), &InboxOptions::default()), is_quiet(engine), done.clone()).await;
    done.until(u64::MAX)
}

/// Until nothing has waited for a while: a cluster that has just been started may not know yet.
async fn is_quiet(engine: Arc<dyn Engine>) {
    let mut quiet = 0;
    for _ in 0..300 {
        let waits = engine.stats().await.map_or(1, |stats| stats.waiting);
        quiet = if waits == 0 { quiet + 1 } else { 0 };
        if quiet == QUIET {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("something waits for ever");
}

/// Slowly, so that much waits while it comes in.
async fn work(inbox: Inbox<dyn Engine>, stop: impl Future<Output = ()>, done: Moments) {
    let options = WorkOptions {
        lease: LEASE,
        poll: Duration::from_millis(50),
        max_concurrent: 4,
        backoff: Backoff { first: Duration::from_millis(20), longest: Duration::from_millis(50) },
        drain: Duration::from_millis(100),
        ..WorkOptions::default()
    };
    inbox
        .work(options, stop, move |job| {
            done.note(job.stored.delivery_id);
            async {
                tokio::time::sleep(Duration::from_millis(10)).await;
                Ok(())
            }
        })
        .await;
}

/// What becomes of the rest, each time that the power goes.
const CUTS: [Unflushed; 4] = [Unflushed::Torn(1), Unflushed::Lost, Unflushed::Torn(2), Unflushed::Lost];

/// Loses the power at moments when something had just been acknowledged, and counts what was acknowledged, not done before, and is
/// not there afterwards.
async fn lost_with_the_power(
    mut site: Site,
    prepare: impl FnOnce(&EngineServer),
    each: u32,
    cuts: &[Unflushed],
) -> Vec<usize> {
    let (acknowledged, done) = site.live(prepare, each).await;
    let logs = site.end();
    for log in &logs {
        // Kafka writes its indexes as memory, and makes them anew.
        log.assert_whole(|path| path.extension().is_none_or(|end| !end.to_string_lossy().ends_with("index")));
    }
    let moments: Vec<u64> = acknowledged.0.lock().unwrap().iter().map(|(moment, _)| *moment).collect();
    let mut lost = Vec::new();
    for (cut, unflushed) in cuts.iter().enumerate() {
        let moment = moments[moments.len() * (cut + 1) / cuts.len() - 1];
        let left = site.come_back(&logs, moment, *unflushed).await;
        let (given, before) = (acknowledged.until(moment), done.until(moment));
        let missing = given.iter().filter(|id| !before.contains(*id) && !left.contains(*id)).count();
        eprintln!(
            "{} acknowledged, {} of them done, {} left, {missing} lost ({unflushed:?})",
            given.len(),
            before.len(),
            left.len()
        );
        lost.push(missing);
    }
    lost
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_keeps_what_it_acknowledged_when_the_power_goes() {
    let Some(site) = Site::redis() else { return };
    assert_eq!(lost_with_the_power(site, |_| (), 40, &CUTS).await, [0; 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_that_flushes_each_second_loses_with_the_power() {
    let Some(site) = Site::redis() else { return };
    // It was safe when it was asked.
    let unsafe_from_now_on = |server: &EngineServer| drop(server.redis(&["CONFIG", "SET", "appendfsync", "everysec"]));
    let lost = lost_with_the_power(site, unsafe_from_now_on, 40, &[Unflushed::Lost; 4]).await;
    assert!(lost.iter().any(|lost| *lost > 0), "{lost:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_keeps_what_it_acknowledged_when_the_power_goes() {
    let Some(site) = Site::nats(&[]) else { return };
    assert_eq!(lost_with_the_power(site, |_| (), 40, &CUTS).await, [0; 4]);
}

/// Every two minutes.
const DEFAULT: &str = "# no sync_interval";

#[tokio::test(flavor = "multi_thread")]
async fn nats_that_flushes_now_and_then_loses_with_the_power() {
    let Some(site) = Site::nats(&[DEFAULT]) else { return };
    let lost = lost_with_the_power(site.vouched_for(1), |_| (), 40, &[Unflushed::Lost]).await;
    assert!(lost.iter().any(|lost| *lost > 0), "{lost:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_keeps_what_it_acknowledged_when_the_power_of_all_goes() {
    let Some(site) = Site::cluster(&[]) else { return };
    assert_eq!(lost_with_the_power(site, |_| (), 15, &CUTS[..2]).await, [0; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_that_flushes_now_and_then_loses_with_the_power_of_all() {
    let Some(site) = Site::cluster(&[DEFAULT]) else { return };
    let lost = lost_with_the_power(site.vouched_for(3), |_| (), 15, &[Unflushed::Lost]).await;
    assert!(lost.iter().any(|lost| *lost > 0), "{lost:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_keeps_what_it_acknowledged_when_the_power_goes() {
    let Some(site) = Site::kafka() else { return };
    assert_eq!(lost_with_the_power(site, |_| (), 20, &CUTS[..2]).await, [0; 2]);
}

/// Gives the topics of Kafka these settings, and all others their defaults.
fn set(server: &EngineServer, settings: &[(&str, &str)]) {
    use rdkafka::{
        ClientConfig,
        admin::{AdminClient, AdminOptions, AlterConfig, ResourceSpecifier},
        client::DefaultClientContext,
    };
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", format!("127.0.0.1:{}", server.port()));
    let admin: AdminClient<DefaultClientContext> = config.create().unwrap();
    let altered = ["", "-retry", "-dead"].map(|end| format!("autosend-inbox{end}"));
    let altered = altered.iter().map(|topic| {
        let topic = AlterConfig::new(ResourceSpecifier::Topic(topic));
        settings.iter().fold(topic, |topic, (name, value)| topic.set(name, value))
    });
    let altered: Vec<_> = altered.collect();
    let options = AdminOptions::new();
    let altering = admin.alter_configs(&altered, &options);
    let results = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(altering)).unwrap();
    for result in results {
        result.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_that_flushes_when_it_likes_loses_with_the_power() {
    let Some(site) = Site::kafka() else { return };
    // It was safe when it was asked, and is once it comes back.
    let site = Site { repair: |server| set(server, &[("flush.messages", "1"), ("retention.ms", "-1")]), ..site };
    let unsafe_from_now_on = |server: &EngineServer| set(server, &[("retention.ms", "-1")]);
    let lost = lost_with_the_power(site, unsafe_from_now_on, 20, &[Unflushed::Lost]).await;
    assert!(lost.iter().any(|lost| *lost > 0), "{lost:?}");
}

/// The node that leads the deliveries' stream loses its disk, and comes back without it, or stays away. Returns how many of those
/// that were acknowledged are gone.
async fn lost_with_a_disk(cluster: &Cluster, address: &str, comes_back: bool) -> usize {
    let engine = opened(address).await;
    let all: Vec<_> = (0..SOME).map(numbered).collect();
    engine.append(&all, 0, false).await.unwrap();
    let leader = &cluster.nodes[cluster.leader()];
    leader.kill();
    power::write_files(&leader.data(), &power::Files::new());
    if comes_back {
        leader.restart();
    }
    let left = worked(address).await;
    (0..SOME).filter(|number| !left.contains(&id_of(*number))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_of_nats_keeps_what_it_acknowledged_when_a_disk_is_lost() {
    let cluster = Cluster::start();
    // The others can be asked, and have been told by whom.
    let address = vouched_for(&cluster.address(&[0, 1, 2]), 3);
    // Under its name and without what it had it could outvote the one other that was needed.
    assert_eq!(lost_with_a_disk(&cluster, &address, false).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_without_replicas_loses_with_a_disk() {
    let cluster = Cluster::start();
    // Told that there is one server, the inbox asks for one replica.
    let address = vouched_for(&cluster.address(&[0, 1, 2]), 1);
    assert!(lost_with_a_disk(&cluster, &address, true).await > 0);
}
