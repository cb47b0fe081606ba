//! What every engine does, run over each of them on real servers.

mod support;

use autosend_webhooks_inbox::{
    Arrival, Backoff, Ending, Engine, Failure, Finish, Inbox, InboxErrorCode, InboxOptions, Job, OpenOptions, Outcome,
    WorkOptions, mark::Marks, open_engine,
};
use rdkafka::{
    ClientConfig,
    admin::{AdminClient, AdminOptions, AlterConfig, ResourceSpecifier},
    client::DefaultClientContext,
    consumer::{BaseConsumer, Consumer},
    producer::{FutureProducer, FutureRecord},
};
use std::{
    collections::HashMap,
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use support::{
    Database, body, delivered,
    engines::{Brokers, Cluster, EngineServer, Kind, opened},
    numbered, until,
};

const DAY: Duration = Duration::from_hours(24);

/// Behaviours of an engine.
macro_rules! of_engine {
    ($engine:ident, $kind:ident: $($name:ident),+) => {
        mod $engine {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(EngineServer::start(Kind::$kind)).await; })+
        }
    };
}

/// Each behaviour once an engine, under the same name.
macro_rules! behaviours {
    ($($name:ident),+ $(,)?) => {
        of_engine!(redis, Redis: $($name),+);
        of_engine!(nats, Nats: $($name),+);
        of_engine!(kafka, Kafka: $($name),+);
    };
}

/// The same for engines that recognise repeats.
macro_rules! behaviours_with_repeats {
    ($($name:ident),+ $(,)?) => {
        of_engine!(redis_repeats, Redis: $($name),+);
        of_engine!(nats_repeats, Nats: $($name),+);
    };
}

behaviours_with_repeats!(a_body_is_new_once, of_two_receivers_at_once_one_is_first, an_old_event_is_known_again,);

behaviours!(
    an_old_event_is_kept_from_workers,
    a_handler_gets_what_was_stored,
    a_lost_lease_completes_nothing,
    a_failure_is_tried_again_and_ends_as_a_dead_letter,
    a_permanent_failure_is_a_dead_letter_at_once,
    a_long_handler_keeps_its_lease,
    an_unfinished_delivery_is_free_again_after_the_drain,
    what_its_worker_did_not_come_back_for_comes_again,
    a_server_that_is_gone_is_waited_for,
    what_a_killed_server_acknowledged_is_processed_once,
    a_probe_commits,
);

async fn a_body_is_new_once(server: EngineServer) {
    let inbox = server.inbox().await;
    let arrival = numbered(1);
    let Outcome::New { seq, id_reused: false } = inbox.store(arrival.clone()).await.unwrap() else { panic!("not new") };
    assert_eq!(inbox.store(arrival.clone()).await.unwrap(), Outcome::Duplicate { of: seq });
    assert_eq!(server.inbox().await.store(arrival).await.unwrap(), Outcome::Duplicate { of: seq });
    let twin = delivered(&body(Duration::ZERO, "ann@example.com", 2), "same", 0);
    assert!(matches!(inbox.store(twin).await.unwrap(), Outcome::New { .. }));
    assert_eq!(inbox.look().stats().await.unwrap().waiting, 2);
}

async fn of_two_receivers_at_once_one_is_first(server: EngineServer) {
    let inboxes = [server.inbox().await, server.inbox().await];
    let mut all = Vec::new();
    for number in 0..200 {
        let arrival = numbered(number);
        for inbox in &inboxes {
            let (inbox, arrival) = (inbox.clone(), arrival.clone());
            all.push(tokio::spawn(async move { (number, inbox.store(arrival).await.unwrap()) }));
        }
    }
    let mut new = HashMap::new();
    for one in all {
        let (number, outcome) = one.await.unwrap();
        *new.entry(number).or_insert(0) += i32::from(matches!(outcome, Outcome::New { .. }));
    }
    assert!(new.len() == 200 && new.values().all(|count| *count == 1), "{new:?}");
    assert_eq!(inboxes[0].look().stats().await.unwrap().waiting, 200);
}

async fn an_old_event_is_kept_from_workers(server: EngineServer) {
    let inbox = server.inbox().await;
    let old = delivered(&body(9 * DAY, "ann@example.com", 1), "old", 0);
    assert!(matches!(inbox.store(old).await.unwrap(), Outcome::Expired { .. }));
    assert_eq!(depth(&*server.open().await).await, (0, 1));
}

async fn an_old_event_is_known_again(server: EngineServer) {
    let inbox = server.inbox().await;
    let old = delivered(&body(9 * DAY, "ann@example.com", 1), "old", 0);
    inbox.store(old.clone()).await.unwrap();
    assert!(matches!(inbox.store(old).await.unwrap(), Outcome::Duplicate { .. }));
    assert_eq!(depth(&*server.open().await).await, (0, 1));
}

async fn a_handler_gets_what_was_stored(server: EngineServer) {
    let inbox = server.inbox().await;
    let body = body(Duration::ZERO, "Ann@Example.com", 7);
    let seq = inbox.store(delivered(&body, "deliver-webhook-7", 1)).await.unwrap().seq();
    let seen: Arc<Mutex<Vec<Job>>> = Arc::default();
    let (jobs, all) = (seen.clone(), seen.clone());
    let stop = until("handled", move || std::future::ready(!all.lock().unwrap().is_empty()));
    inbox
        .work(WorkOptions::default(), stop, move |job| {
            jobs.lock().unwrap().push(job);
            std::future::ready(Ok(()))
        })
        .await;
    let job = seen.lock().unwrap().pop().unwrap();
    assert_eq!((job.stored.seq, job.attempt, &job.stored.body), (seq, 1, &body));
    assert_eq!((job.stored.delivery_id.as_str(), job.stored.secret), ("deliver-webhook-7", 1));
    assert_eq!(job.stored.delivery().unwrap().digest()[..], job.stored.digest);
    assert!(job.stored.headers.contains("X-Webhook-Signature"));
    assert_eq!(depth(inbox.look()).await, (0, 0));
}

async fn a_lost_lease_completes_nothing(server: EngineServer) {
    let (slow, quick) = (server.open().await, server.open().await);
    slow.append(&[numbered(1)], 0, false).await.unwrap();
    let first = claim(&*slow, Duration::from_secs(1)).await;
    let second = claim(&*quick, Duration::from_secs(1)).await;
    assert_eq!((second.attempt, second.stored.seq), (2, first.stored.seq));
    for ending in [
        Ending::Done,
        Ending::Release,
        Ending::Dead { error: "late".into() },
        Ending::Retry { after: Duration::ZERO, error: "late".into() },
    ] {
        assert_eq!(slow.finish(&[Finish { lease: first.lease, ending }]).await.unwrap(), [false]);
    }
    assert_eq!(depth(&*quick).await, (1, 0));
    assert_eq!(quick.finish(&[Finish { lease: second.lease, ending: Ending::Done }]).await.unwrap(), [true]);
    assert_eq!(depth(&*quick).await, (0, 0));
}

async fn a_failure_is_tried_again_and_ends_as_a_dead_letter(server: EngineServer) {
    let inbox = server.inbox().await;
    inbox.store(numbered(1)).await.unwrap();
    let options = WorkOptions { attempts: 3, ..quick() };
    let tries: Arc<Mutex<Vec<u32>>> = Arc::default();
    let (counted, look) = (tries.clone(), server.open().await);
    let stop = until("dead", move || {
        let look = look.clone();
        async move { depth(&*look).await == (0, 1) }
    });
    inbox
        .work(options, stop, move |job| {
            counted.lock().unwrap().push(job.attempt);
            async { Err(Failure::new("no room\n left")) }
        })
        .await;
    assert_eq!(*tries.lock().unwrap(), [1, 2, 3]);
}

async fn a_permanent_failure_is_a_dead_letter_at_once(server: EngineServer) {
    let inbox = server.inbox().await;
    inbox.store(numbered(1)).await.unwrap();
    let look = server.open().await;
    let stop = until("dead", move || {
        let look = look.clone();
        async move { depth(&*look).await == (0, 1) }
    });
    inbox.work(quick(), stop, |_| async { Err(Failure::permanent("never")) }).await;
}

async fn a_long_handler_keeps_its_lease(server: EngineServer) {
    let (inbox, other) = (server.inbox().await, server.inbox().await);
    inbox.store(numbered(1)).await.unwrap();
    let runs = Arc::new(AtomicUsize::new(0));
    let work = |inbox: Inbox<dyn Engine>| {
        let (counter, ended, done) = (runs.clone(), Arc::new(AtomicBool::new(false)), server.open());
        async move {
            let look = done.await;
            let stop = until("done", move || {
                let look = look.clone();
                async move { depth(&*look).await == (0, 0) }
            });
            let options = WorkOptions { lease: Duration::from_millis(600), ..quick() };
            inbox
                .work(options, stop, move |_| {
                    counter.fetch_add(1, Ordering::SeqCst);
                    let ended = ended.clone();
                    async move {
                        tokio::time::sleep(Duration::from_secs(2)).await;
                        ended.store(true, Ordering::SeqCst);
                        Ok(())
                    }
                })
                .await;
        }
    };
    tokio::join!(work(inbox), work(other));
    assert_eq!(runs.load(Ordering::SeqCst), 1, "another worker took it meanwhile");
}

async fn an_unfinished_delivery_is_free_again_after_the_drain(server: EngineServer) {
    let inbox = server.inbox().await;
    inbox.store(numbered(1)).await.unwrap();
    let begun = Arc::new(AtomicBool::new(false));
    let (beginning, has_begun) = (begun.clone(), begun.clone());
    let stop = until("begun", move || std::future::ready(has_begun.load(Ordering::SeqCst)));
    let options = WorkOptions { drain: Duration::from_millis(50), ..WorkOptions::default() };
    inbox
        .work(options, stop, move |_| {
            beginning.store(true, Ordering::SeqCst);
            std::future::pending()
        })
        .await;
    let freed =
        tokio::time::timeout(Duration::from_secs(5), claim(&*server.open().await, Duration::from_mins(1))).await;
    assert_eq!(freed.expect("free before its lease has ended").stored.delivery_id, "deliver-webhook-1");
}

async fn what_its_worker_did_not_come_back_for_comes_again(server: EngineServer) {
    let dying = server.open().await;
    let arrivals: Vec<Arrival> = (0..3).map(numbered).collect();
    dying.append(&arrivals, 0, false).await.unwrap();
    assert_eq!(claim_all(&*dying, 3, Duration::from_millis(300)).await.len(), 3);
    drop(dying);
    assert_eq!(work_all(server.inbox().await, 3).await, [1, 1, 1]);
}

async fn a_server_that_is_gone_is_waited_for(server: EngineServer) {
    let inbox = server.inbox().await;
    inbox.store(numbered(1)).await.unwrap();
    server.kill();
    let refused = numbered(2);
    let error = inbox.store(refused.clone()).await.unwrap_err();
    assert!(matches!(error.code(), InboxErrorCode::Unavailable | InboxErrorCode::Busy), "{error}");
    assert!(inbox.look().probe().await.is_err());
    server.restart();
    let third = numbered(3);
    until("stored", || async { inbox.store(third.clone()).await.is_ok() }).await;
    // What was refused comes again, and may be there already.
    inbox.store(refused).await.unwrap();
    let mut counts = work_all(server.inbox().await, 3).await;
    counts.sort_unstable();
    assert_eq!(counts, [1, 1, 1]);
}

/// Kills the server under load, five times. What got no answer is sent again, as the provider does.
async fn what_a_killed_server_acknowledged_is_processed_once(server: EngineServer) {
    let (inbox, workers) = (server.inbox().await, server.inbox().await);
    let kill = move || {
        server.kill();
        server.restart();
    };
    processed_once(inbox, workers, kill).await;
}

async fn processed_once(inbox: Inbox<dyn Engine>, workers: Inbox<dyn Engine>, mut kill: impl FnMut() + Send + 'static) {
    let marks = Database::sqlite();
    let (effects, accepted) = (Effects::default(), Arc::new(AtomicUsize::new(0)));
    let senders: Vec<_> = (0..4).map(|sender| tokio::spawn(send(inbox.clone(), sender, accepted.clone()))).collect();
    let all = effects.clone();
    let (ended, stopped) = tokio::sync::oneshot::channel::<()>();
    let (address, happening) = (marks_in(&marks), effects.clone());
    let working =
        tokio::spawn(async move { work_marked(workers, &address, happening, async { drop(stopped.await) }).await });
    let killing = tokio::task::spawn_blocking(move || {
        for _ in 0..5 {
            std::thread::sleep(Duration::from_millis(300));
            kill();
        }
        // Servers live until all is processed.
        kill
    });
    let _servers = killing.await.unwrap();
    for sender in senders {
        sender.await.unwrap();
    }
    // Answers that were lost with a server are waited for, some seconds each, before a lease ends and it goes on.
    for _ in 0..240 {
        if all.counts().len() == accepted.load(Ordering::SeqCst) && depth(inbox.look()).await == (0, 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert_eq!(depth(inbox.look()).await, (0, 0));
    drop(ended);
    working.await.unwrap();
    assert_eq!(effects.counts().len(), 4 * EACH);
    assert!(effects.counts().values().all(|count| *count == 1), "{effects:?}");
}

/// How many deliveries each sender has.
const EACH: usize = 100;

/// Sends deliveries of its own one by one, each until it is accepted.
async fn send(inbox: Inbox<dyn Engine>, sender: usize, accepted: Arc<AtomicUsize>) {
    for number in sender * EACH..(sender + 1) * EACH {
        let arrival = numbered(u32::try_from(number).unwrap());
        while inbox.store(arrival.clone()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        accepted.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// How often the effect of each delivery happened, by its id.
#[derive(Debug, Clone, Default)]
struct Effects(Arc<Mutex<HashMap<String, usize>>>);

impl Effects {
    fn happen(&self, id: &str) {
        *self.0.lock().unwrap().entry(id.to_owned()).or_default() += 1;
    }

    fn counts(&self) -> HashMap<String, usize> {
        self.0.lock().unwrap().clone()
    }
}

/// Works until told to stop, and marks what it has done.
async fn work_marked(inbox: Inbox<dyn Engine>, address: &str, effects: Effects, stop: impl Future<Output = ()>) {
    let marks = Arc::new(Marks::open(address).await.unwrap());
    inbox
        .work(quick(), stop, move |job| {
            let (marks, effects) = (marks.clone(), effects.clone());
            async move {
                let id = job.stored.delivery_id.clone();
                let effect = async move {
                    effects.happen(&id);
                    Ok(())
                };
                marks.once(&job.stored, effect).await.map(drop)
            }
        })
        .await;
}

async fn a_probe_commits(server: EngineServer) {
    let engine = server.open().await;
    for _ in 0..2 {
        engine.probe().await.unwrap();
    }
    assert_eq!(depth(&*engine).await, (0, 0));
}

/// Two deliveries, of which the worker marks the second only, come again after the engine has forgotten them.
async fn twice_after_the_window(server: EngineServer, forget: impl AsyncFnOnce(&EngineServer), database: Database) {
    let inbox = server.inbox().await;
    let arrivals = [numbered(1), numbered(2)];
    let effects = Effects::default();
    let address = marks_in(&database);
    inbox.store(arrivals[0].clone()).await.unwrap();
    assert_eq!(work_all(server.inbox().await, 1).await, [1]);
    inbox.store(arrivals[1].clone()).await.unwrap();
    work_marked(server.inbox().await, &address, effects.clone(), nothing_waits(&server).await).await;
    forget(&server).await;
    for arrival in arrivals {
        assert!(matches!(inbox.store(arrival).await.unwrap(), Outcome::New { .. }), "it is still known");
    }
    work_marked(inbox, &address, effects.clone(), nothing_waits(&server).await).await;
    let counts = effects.counts();
    assert_eq!(counts["deliver-webhook-2"], 1, "marked: once");
    assert_eq!(counts["deliver-webhook-1"], 1, "not marked the first time: once more");
}

/// Until all is done.
async fn nothing_waits(server: &EngineServer) -> impl Future<Output = ()> + use<> {
    let look = server.open().await;
    until("nothing waits", move || {
        let look = look.clone();
        async move { depth(&*look).await == (0, 0) }
    })
}

/// Where a database keeps marks.
fn marks_in(database: &Database) -> String {
    match database {
        Database::Sqlite(folder) => format!("sqlite://{}", folder.path().join("marks.db").display()),
        Database::Postgres(address) => address.clone(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_forgets_and_marks_in_sqlite_do_not() {
    let forget = async |server: &EngineServer| {
        let keys = server.redis(&["KEYS", "*:digest:*"]);
        assert_eq!(keys.lines().count(), 2);
        for key in keys.lines() {
            server.redis(&["DEL", key]);
        }
    };
    twice_after_the_window(EngineServer::start(Kind::Redis), forget, Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_forgets_and_marks_in_postgres_do_not() {
    let server = EngineServer::start(Kind::Nats).with_value("duplicate_window=1");
    let forget = async |_: &EngineServer| tokio::time::sleep(Duration::from_millis(2500)).await;
    twice_after_the_window(server, forget, Database::postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_that_fails_is_not_marked_in_sqlite_or_postgres() {
    for database in [Database::sqlite(), Database::postgres().await] {
        let marks = Marks::open(&marks_in(&database)).await.unwrap();
        let stored = stored(1).await;
        let failed = marks.once(&stored, async { Err(Failure::new("no")) }).await;
        assert_eq!(failed, Err(Failure::new("no")));
        assert_eq!(marks.once(&stored, async { Ok(()) }).await, Ok(true));
        assert_eq!(marks.once(&stored, async { panic!("it ran again") }).await, Ok(false));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_with_unsafe_settings_is_refused_by_name() {
    for (setting, name) in [
        ("appendonly no", "appendonly is no, and must be yes"),
        ("appendfsync everysec", "appendfsync is everysec, and must be always"),
        ("no-appendfsync-on-rewrite yes", "no-appendfsync-on-rewrite is yes, and must be no"),
        ("maxmemory-policy allkeys-lru", "maxmemory-policy is allkeys-lru, and must be noeviction"),
        ("rename-command CONFIG \"\"", "appendonly can't be read"),
    ] {
        let server = EngineServer::start_with(Kind::Redis, &[setting]);
        let error = open_engine(&server.address(), OpenOptions::default()).await.err().expect(name);
        assert_eq!(error.code(), InboxErrorCode::UnsafeSetting);
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_with_unsafe_settings_is_refused_by_name() {
    let server = EngineServer::start_with(Kind::Nats, &["# no sync_interval: every two minutes"]);
    let error = open_engine(&server.address(), OpenOptions::default()).await.err().unwrap();
    assert_eq!(error.code(), InboxErrorCode::UnsafeSetting);
    assert!(error.to_string().contains("sync_interval of 127.0.0.1"), "{error}");
    let unseen = server.address().split('?').next().unwrap().to_owned();
    let error = open_engine(&unseen, OpenOptions::default()).await.err().unwrap();
    assert!(error.to_string().contains("sync_interval can't be seen"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_is_used_as_the_user_of_the_address() {
    for (login, setting) in [
        ("worker:p%40ss", "authorization { user: worker, password: \"p@ss\" }"),
        ("s3cr%3At", "authorization { token: \"s3cr:t\" }"),
    ] {
        let server = EngineServer::start_with(Kind::Nats, &[setting]);
        assert!(open_engine(&server.address(), OpenOptions::default()).await.is_err(), "nobody is let in");
        let address = server.address().replace("://", &format!("://{login}@"));
        let engine = open_engine(&address, OpenOptions::default()).await.unwrap();
        engine.append(&[numbered(1)], 0, false).await.unwrap();
        let inbox = Inbox::in_engine(engine, &InboxOptions::default());
        let until_done = Duration::from_millis(1500);
        let ended = Arc::new(AtomicBool::new(false));
        let ending = ended.clone();
        // Longer than its lease: it is renewed over a connection more.
        let options = WorkOptions { lease: Duration::from_millis(600), ..quick() };
        let stop = until("done", move || std::future::ready(ending.load(Ordering::SeqCst)));
        inbox
            .work(options, stop, move |job| {
                assert_eq!(job.attempt, 1);
                let ended = ended.clone();
                async move {
                    tokio::time::sleep(until_done).await;
                    ended.store(true, Ordering::SeqCst);
                    Ok(())
                }
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_without_a_quorum_acknowledges_nothing() {
    let cluster = Cluster::start();
    acknowledges_nothing_without_a_quorum(&cluster.inbox().await, &cluster.nodes).await;
    let mut counts = work_all(cluster.inbox().await, 2).await;
    counts.sort_unstable();
    assert_eq!(counts, [1, 1]);
}

async fn acknowledges_nothing_without_a_quorum(inbox: &Inbox<dyn Engine>, nodes: &[EngineServer]) {
    inbox.store(numbered(1)).await.unwrap();
    // The one that answers the client is alone.
    nodes[1].freeze();
    nodes[2].freeze();
    let second = numbered(2);
    for _ in 0..2 {
        let error = inbox.store(second.clone()).await.unwrap_err();
        assert!(matches!(error.code(), InboxErrorCode::Unavailable | InboxErrorCode::Busy), "{error}");
    }
    nodes[1].thaw();
    nodes[2].thaw();
    until("a quorum", || async { inbox.store(second.clone()).await.is_ok() }).await;
}

/// Kills a server and starts it again, another one each time.
fn one_by_one(nodes: Vec<EngineServer>) -> impl FnMut() {
    let mut next = 0;
    move || {
        let node = &nodes[next % nodes.len()];
        node.kill();
        std::thread::sleep(Duration::from_millis(500));
        node.restart();
        next += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_that_loses_its_nodes_one_by_one_loses_no_delivery() {
    let cluster = Cluster::start();
    let (inbox, workers) = (cluster.inbox().await, cluster.inbox().await);
    processed_once(inbox, workers, one_by_one(cluster.nodes)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_refuses_what_is_too_long_and_takes_what_came_with_it() {
    let server = EngineServer::start_with(Kind::Nats, &["max_payload: 10000"]);
    let inbox = server.inbox().await;
    let long = delivered(&body(Duration::ZERO, &format!("{}@example.com", "a".repeat(8000)), 1), "long", 0);
    let (refused, taken) = tokio::join!(inbox.store(long), inbox.store(numbered(2)));
    assert_eq!(refused.unwrap_err().code(), InboxErrorCode::Refused);
    assert!(matches!(taken.unwrap(), Outcome::New { .. }));
}

/// Why the settings are checked: without a log on the disk, what was acknowledged is gone with the server.
#[tokio::test(flavor = "multi_thread")]
async fn redis_without_its_log_loses_what_it_acknowledged() {
    let server = EngineServer::start(Kind::Redis);
    let inbox = server.inbox().await;
    server.redis(&["CONFIG", "SET", "appendonly", "no"]);
    inbox.store(numbered(1)).await.unwrap();
    server.kill();
    server.restart();
    until("it answers", || async { inbox.look().stats().await.is_ok() }).await;
    assert_eq!(depth(inbox.look()).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_runs_alone_what_may_end_its_workers() {
    let server = EngineServer::start(Kind::Redis);
    let engine = server.open().await;
    engine.append(&(1..=3).map(numbered).collect::<Vec<_>>(), 0, false).await.unwrap();
    let lease = Duration::from_millis(100);
    for _ in 0..2 {
        assert_eq!(engine.claim(8, lease).await.unwrap().len(), 3);
        tokio::time::sleep(2 * lease).await;
    }
    engine.append(&[numbered(4)], 0, false).await.unwrap();
    let alone = engine.claim(8, lease).await.unwrap();
    assert_eq!((alone.len(), alone[0].is_suspect, alone[0].attempt), (1, true, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_reports_a_reused_id_and_can_hold_it() {
    let server = EngineServer::start(Kind::Redis);
    let engine = server.open().await;
    let came = |number| delivered(&body(Duration::ZERO, "ann@example.com", number), "same", 0);
    engine.append(&[came(1)], 0, false).await.unwrap();
    assert!(matches!(engine.append(&[came(2)], 0, false).await.unwrap()[..], [Outcome::New { id_reused: true, .. }]));
    assert!(matches!(engine.append(&[came(3)], 0, true).await.unwrap()[..], [Outcome::Held { .. }]));
    assert_eq!(depth(&*engine).await, (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_puts_aside_what_is_no_delivery() {
    let server = EngineServer::start(Kind::Redis);
    let inbox = server.inbox().await;
    server.redis(&["SET", "{autosend-inbox}:sequence", "5"]);
    server.redis(&["XADD", "{autosend-inbox}:entries", "5-0", "delivery", "hello"]);
    inbox.store(numbered(1)).await.unwrap();
    assert_eq!(work_all(server.inbox().await, 1).await, [1]);
    assert_eq!(depth(inbox.look()).await, (0, 1));
}

/// A client of Kafka's own for its settings, and topics under names that it never had.
fn kafka_admin(address: &str) -> (AdminClient<DefaultClientContext>, ClientConfig) {
    let hosts = address.trim_start_matches("kafka://").split('?').next().unwrap();
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", hosts);
    (config.create().unwrap(), config)
}

/// Changes settings of the topic of new deliveries.
async fn change_kafka(address: &str, settings: &[(&str, &str)]) {
    let (admin, _) = kafka_admin(address);
    let mut change = AlterConfig::new(ResourceSpecifier::Topic("autosend-inbox"));
    for (name, value) in settings {
        change = change.set(name, value);
    }
    admin.alter_configs([&change], &AdminOptions::new()).await.unwrap()[0].as_ref().unwrap();
}

/// What a topic has to have, as this program makes it; all others are Kafka's defaults.
const SAFE: [(&str, &str); 5] = [
    ("flush.messages", "1"),
    ("retention.ms", "-1"),
    ("retention.bytes", "-1"),
    ("cleanup.policy", "delete"),
    ("unclean.leader.election.enable", "false"),
];

#[tokio::test(flavor = "multi_thread")]
async fn kafka_with_unsafe_settings_is_refused_by_name() {
    let server = EngineServer::start(Kind::Kafka);
    drop(server.open().await);
    let address = server.address();
    for (name, value, said) in [
        ("flush.messages", "2", "flush.messages of the topic autosend-inbox is 2, and must be 1"),
        ("unclean.leader.election.enable", "true", "is true, and must be false"),
        ("cleanup.policy", "compact", "is compact, and must be delete"),
        ("retention.ms", "604800000", "retention.ms of the topic autosend-inbox is 604800000, and must be -1"),
        ("retention.bytes", "1000000", "is 1000000, and must be -1"),
        ("compression.type", "zstd", "is zstd, and must be one of producer, uncompressed, lz4, snappy"),
    ] {
        let others = SAFE.into_iter().filter(|(safe, _)| *safe != name);
        change_kafka(&address, &others.chain([(name, value)]).collect::<Vec<_>>()).await;
        refuses(&address, said).await;
    }
    change_kafka(&address, &SAFE).await;
    until("safe again", || async { open_engine(&address, OpenOptions::default()).await.is_ok() }).await;
}

/// A setting that was changed is told a moment later.
async fn refuses(address: &str, said: &str) {
    let mut last = String::new();
    for _ in 0..100 {
        if let Err(error) = open_engine(address, OpenOptions::default()).await {
            last = error.to_string();
            if error.code() == InboxErrorCode::UnsafeSetting && last.contains(said) {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not refused for {said}: {last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_with_too_few_replicas_or_without_a_quorum_acknowledges_nothing() {
    let brokers = Brokers::start();
    acknowledges_nothing_without_a_quorum(&brokers.inbox().await, &brokers.nodes).await;
    let address = brokers.address();
    let in_sync = SAFE.into_iter().chain([("min.insync.replicas", "1")]).collect::<Vec<_>>();
    change_kafka(&address, &in_sync).await;
    refuses(&address, "min.insync.replicas of the topic autosend-inbox is 1, and must be 2").await;
    let few = format!("{address}&inbox=few").replace("replicas=3", "replicas=1");
    drop(open_engine(&few, OpenOptions::default()).await.unwrap());
    refuses(&few.replace("replicas=1&", ""), "replication.factor of the topic few is 1, and must be 3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_that_loses_its_brokers_one_by_one_loses_no_delivery() {
    let brokers = Brokers::start();
    let (inbox, workers) = (brokers.inbox().await, brokers.inbox().await);
    processed_once(inbox, workers, one_by_one(brokers.nodes)).await;
}

/// Why `flush.messages` is asked for: with it a record is flushed before it is acknowledged, and without it is not.
#[tokio::test(flavor = "multi_thread")]
async fn kafka_acknowledges_what_is_flushed_and_without_the_setting_what_is_not() {
    const FLUSH: Duration = Duration::from_millis(400);
    let server = EngineServer::start_with_flushes_of(Kind::Kafka, FLUSH);
    let inbox = server.inbox().await;
    let took = async |number| {
        let start = std::time::Instant::now();
        inbox.store(numbered(number)).await.unwrap();
        start.elapsed()
    };
    took(1).await;
    let flushed = took(2).await;
    assert!(flushed >= FLUSH, "{flushed:?}");
    change_kafka(&server.address(), &[("flush.messages", "1000000")]).await;
    let mut least = flushed;
    for number in 3..20 {
        least = least.min(took(number).await);
    }
    assert!(least < FLUSH, "{least:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_keeps_every_copy_and_marks_in_postgres_make_it_once() {
    let server = EngineServer::start(Kind::Kafka);
    let inbox = server.inbox().await;
    let arrival = numbered(1);
    for _ in 0..3 {
        assert!(matches!(inbox.store(arrival.clone()).await.unwrap(), Outcome::New { .. }));
    }
    assert_eq!(depth(inbox.look()).await, (3, 0));
    let (database, effects) = (Database::postgres().await, Effects::default());
    work_marked(server.inbox().await, &marks_in(&database), effects.clone(), nothing_waits(&server).await).await;
    assert_eq!(effects.counts(), HashMap::from([("deliver-webhook-1".to_owned(), 1)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_counts_the_attempts_of_workers_that_died_and_runs_a_suspect_alone() {
    let server = EngineServer::start(Kind::Kafka);
    server.open().await.append(&(1..=3).map(numbered).collect::<Vec<_>>(), 0, false).await.unwrap();
    for attempt in 1..=2 {
        // Gone without a word of what it had.
        let dying = server.open().await;
        let claimed = claim_all(&*dying, 3, Duration::from_secs(30)).await;
        assert!(claimed.iter().all(|job| (job.attempt, job.is_suspect) == (attempt, false)), "{claimed:?}");
    }
    let engine = server.open().await;
    let lease = Duration::from_secs(30);
    let alone = claim(&*engine, lease).await;
    assert_eq!((alone.is_suspect, alone.attempt), (true, 3));
    assert!(engine.claim(8, lease).await.unwrap().is_empty(), "nothing runs beside it");
    engine.finish(&[Finish { lease: alone.lease, ending: Ending::Done }]).await.unwrap();
    assert!(claim(&*engine, lease).await.is_suspect);
    // A failure is no death: it is no suspect when it comes again.
    let inbox = server.inbox().await;
    let (failing, seen) = (WorkOptions { attempts: 4, ..quick() }, Arc::new(Mutex::new(Vec::new())));
    drop(engine);
    let (jobs, stop) = (seen.clone(), nothing_unfinished(&server).await);
    inbox
        .work(failing, stop, move |job| {
            jobs.lock().unwrap().push((job.attempt, job.is_suspect));
            async { Err(Failure::new("no")) }
        })
        .await;
    assert_eq!(depth(inbox.look()).await, (0, 2), "each a dead letter after four attempts");
    assert_eq!(seen.lock().unwrap().iter().filter(|one| **one == (4, false)).count(), 1, "{seen:?}");
}

/// Until nothing waits, whatever became of it.
async fn nothing_unfinished(server: &EngineServer) -> impl Future<Output = ()> + use<> {
    let look = server.open().await;
    until("nothing is unfinished", move || {
        let look = look.clone();
        async move { depth(&*look).await.0 == 0 }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_goes_on_beside_what_is_stuck_and_remembers_what_it_did() {
    const BEHIND: u32 = 1500;
    let server = EngineServer::start(Kind::Kafka);
    let inbox = server.inbox().await;
    // All about one address: in one partition, the stuck one in front, and more than are read ahead.
    server.open().await.append(&(0..=BEHIND).map(numbered).collect::<Vec<_>>(), 0, false).await.unwrap();
    let look = server.open().await;
    let stop = until("only one is left", move || {
        let look = look.clone();
        async move { depth(&*look).await == (1, 0) }
    });
    let (drain, lease) = (Duration::from_millis(100), Duration::from_secs(10));
    inbox
        .work(WorkOptions { drain, lease, ..quick() }, stop, |job| async move {
            if job.stored.delivery_id == "deliver-webhook-0" {
                std::future::pending::<()>().await;
            }
            Ok(())
        })
        .await;
    // Released is no attempt, and what was done behind it is not done again.
    let next = server.open().await;
    let job = claim(&*next, Duration::from_secs(30)).await;
    assert_eq!((job.stored.delivery_id.as_str(), job.attempt), ("deliver-webhook-0", 1));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(next.claim(8, Duration::from_secs(30)).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_removes_what_is_done_and_keeps_what_is_tried_later() {
    let server = EngineServer::start(Kind::Kafka);
    let engine = server.open().await;
    engine.append(&(0..6).map(numbered).collect::<Vec<_>>(), 0, false).await.unwrap();
    let lease = Duration::from_secs(30);
    let finish = claim_all(&*engine, 6, lease).await.into_iter().map(|job| {
        let later = Ending::Retry { after: Duration::from_hours(1), error: "later".into() };
        let is_first = job.stored.delivery_id == "deliver-webhook-0";
        Finish { lease: job.lease, ending: if is_first { later } else { Ending::Done } }
    });
    engine.finish(&finish.collect::<Vec<_>>()).await.unwrap();
    engine.maintain().await.unwrap();
    assert_eq!(kept(&server.address(), "autosend-inbox"), 0, "what is done is gone");
    assert_eq!(depth(&*engine).await, (1, 0));
    let mut due = None;
    for _ in 0..200 {
        due = engine.next_due().await.unwrap();
        if due.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(due.unwrap() > Duration::from_mins(50), "{due:?}");
    assert!(engine.claim(8, lease).await.unwrap().is_empty());
    assert!(engine.stats().await.unwrap().oldest.unwrap() <= support::now());
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_over_an_encrypted_connection_verifies_and_authenticates() {
    let folder = tempfile::tempdir().unwrap();
    let (server, roots) = EngineServer::start_encrypted("ann", "s3cret@", folder.path());
    let hosts = server.address().replace("kafka://", "").replace("?partitions=3&", "");
    let address = |user: &str, roots: &str| format!("kafka://{user}@{hosts}?partitions=1&tls=yes&ca={roots}");
    let safe = address("ann:s3cret%40", &roots);
    let inbox = Inbox::in_engine(opened(&safe).await, &InboxOptions::default());
    inbox.store(numbered(1)).await.unwrap();
    assert_eq!(work_all(inbox, 1).await, [1]);
    let [_, _, strangers] = support::certified("other", folder.path());
    for (address, said) in [
        (address("ann:wrong", &roots), "Invalid username or password"),
        (address("ann:s3cret%40", &strangers), "certificate verify failed"),
        (format!("kafka://{hosts}"), "transport failure"),
    ] {
        let error = open_engine(&address, OpenOptions::default()).await.err().expect(said).to_string();
        assert!(error.starts_with("inbox_") && error.contains(said) && !error.contains("s3cret"), "{error}");
    }
}

/// How many records of a topic are there.
fn kept(address: &str, topic: &str) -> i64 {
    let consumer: BaseConsumer = kafka_admin(address).1.set("group.id", "none").create().unwrap();
    let within = Duration::from_secs(10);
    let metadata = consumer.fetch_metadata(Some(topic), within).unwrap();
    let partitions = metadata.topics()[0].partitions().iter();
    let bounds = partitions.map(|partition| consumer.fetch_watermarks(topic, partition.id(), within).unwrap());
    bounds.map(|(low, high)| high - low).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn kafka_puts_aside_what_is_no_delivery_and_refuses_what_is_too_long() {
    let server = EngineServer::start(Kind::Kafka);
    drop(server.open().await);
    change_kafka(&server.address(), &[&SAFE[..], &[("max.message.bytes", "10000")]].concat()).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let inbox = server.inbox().await;
    let producer: FutureProducer = kafka_admin(&server.address()).1.create().unwrap();
    let foreign = FutureRecord::<(), str>::to("autosend-inbox").payload("hello");
    producer.send(foreign, Duration::from_secs(10)).await.unwrap();
    let long = delivered(&body(Duration::ZERO, &format!("{}@example.com", "a".repeat(8000)), 1), "long", 0);
    let (refused, taken) = tokio::join!(inbox.store(long), inbox.store(numbered(1)));
    assert_eq!(refused.unwrap_err().code(), InboxErrorCode::Refused);
    assert!(matches!(taken.unwrap(), Outcome::New { .. }));
    assert_eq!(work_all(server.inbox().await, 1).await, [1]);
    assert_eq!(depth(inbox.look()).await, (0, 1));
}

/// Unfinished and dead.
async fn depth(engine: &dyn Engine) -> (i64, i64) {
    match engine.stats().await {
        Ok(stats) => (stats.waiting, stats.counters["dead"]),
        Err(_) => (-1, -1),
    }
}

async fn claim(engine: &dyn Engine, lease: Duration) -> Job {
    claim_all(engine, 1, lease).await.remove(0)
}

/// Claims so many.
async fn claim_all(engine: &dyn Engine, count: usize, lease: Duration) -> Vec<Job> {
    let mut claimed = Vec::new();
    for _ in 0..400 {
        claimed.extend(engine.claim(count - claimed.len(), lease).await.unwrap());
        if claimed.len() == count {
            return claimed;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("nothing to claim");
}

/// Works until nothing waits; how often each of so many deliveries was handled.
async fn work_all(inbox: Inbox<dyn Engine>, deliveries: usize) -> Vec<usize> {
    let effects = Effects::default();
    let (happening, look, all) = (effects.clone(), inbox.clone(), effects.clone());
    let stop = until("nothing waits", move || {
        let (look, all) = (look.clone(), all.clone());
        async move { depth(look.look()).await.0 == 0 && all.counts().len() == deliveries }
    });
    inbox
        .work(quick(), stop, move |job| {
            happening.happen(&job.stored.delivery_id);
            std::future::ready(Ok(()))
        })
        .await;
    effects.counts().into_values().collect()
}

/// A delivery as a store keeps it.
async fn stored(number: u32) -> autosend_webhooks_inbox::Stored {
    let database = Database::sqlite();
    let store = database.open().await;
    let outcomes = store.append(&[numbered(number)], 0, false).await.unwrap();
    store.find(outcomes[0].seq()).await.unwrap().unwrap()
}

fn quick() -> WorkOptions {
    let backoff = Backoff { first: Duration::from_millis(20), longest: Duration::from_millis(50) };
    WorkOptions {
        lease: Duration::from_millis(400),
        poll: Duration::from_millis(100),
        backoff,
        ..WorkOptions::default()
    }
}
