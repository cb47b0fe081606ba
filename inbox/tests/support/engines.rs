//! Real engines, started by the tests: servers that can be killed and come back with what they had.

use super::{OpenOptions, run};
use autosend_webhooks_inbox::{Engine, Inbox, InboxOptions, open_engine};
use std::{
    fs,
    hash::{BuildHasher, Hasher, RandomState},
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// A server of an engine, with a folder of data; gone at the end.
pub struct EngineServer {
    kind: Kind,
    folder: tempfile::TempDir,
    ports: [u16; 2],
    /// What is added to its address.
    value: &'static str,
    /// What of its machine is not as it should be.
    environment: Vec<(&'static str, String)>,
    running: Mutex<Option<Running>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Redis,
    Nats,
    Kafka,
}

struct Running {
    id: String,
    /// Holds the pipe whose end ends the server.
    process: Child,
}

/// How long a server may take until it can be used.
const OPENED_WITHIN: Duration = Duration::from_secs(40);

/// Says the server's process id, and ends it together with whoever holds standard input.
const SUPERVISE: &str = r#""$@" <&- >/dev/null 2>&1 & server=$!; echo $server; read -r _; kill -9 $server 2>/dev/null; wait $server 2>/dev/null"#;

impl EngineServer {
    pub fn start(kind: Kind) -> Self {
        Self::start_with(kind, &[])
    }

    /// Starts one with other settings: lines for its configuration.
    pub fn start_with(kind: Kind, settings: &[&str]) -> Self {
        Self::prepared(kind, tempfile::tempdir().unwrap(), Vec::new(), settings)
    }

    /// Starts one on a disk whose flushes take so long.
    pub fn start_with_flushes_of(kind: Kind, time: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = super::faults(folder.path()).display().to_string();
        let environment = vec![("LD_PRELOAD", library), ("FAULT_FLUSH_MS", time.as_millis().to_string())];
        Self::prepared(kind, folder, environment, &[])
    }

    /// Starts a broker of Kafka that takes encrypted connections of a user only; and the file of who vouches for it.
    pub fn start_encrypted(user: &str, password: &str, folder: &Path) -> (Self, String) {
        let [certificate, key, roots] = super::certified("127.0.0.1", folder);
        let keys = folder.join("broker.pem");
        fs::write(&keys, key + &certificate).unwrap();
        let (home, ports) = (tempfile::tempdir().unwrap(), [free(), free()]);
        let [port, controller] = ports;
        let listeners = format!(
            "listeners=CLIENT://127.0.0.1:{port},BROKER://127.0.0.1:{},CONTROLLER://127.0.0.1:{controller}",
            free()
        );
        let settings = [
            &listeners,
            "inter.broker.listener.name=BROKER",
            "listener.security.protocol.map=CLIENT:SASL_SSL,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "listener.name.client.ssl.keystore.type=PEM",
            &format!("listener.name.client.ssl.keystore.location={}", keys.display()),
            "listener.name.client.sasl.enabled.mechanisms=PLAIN",
            &format!(
                "listener.name.client.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                 user_{user}=\"{password}\";"
            ),
        ];
        (Self::at(ports, Kind::Kafka, home, Vec::new(), &settings), roots)
    }

    fn prepared(
        kind: Kind,
        folder: tempfile::TempDir,
        environment: Vec<(&'static str, String)>,
        settings: &[&str],
    ) -> Self {
        Self::at([free(), free()], kind, folder, environment, settings)
    }

    fn at(
        ports: [u16; 2],
        kind: Kind,
        folder: tempfile::TempDir,
        environment: Vec<(&'static str, String)>,
        settings: &[&str],
    ) -> Self {
        let server = Self { kind, folder, ports, value: "", environment, running: Mutex::default() };
        let folder = server.folder.path().display().to_string();
        let [port, monitor] = server.ports;
        let safe = match kind {
            Kind::Redis => {
                format!("bind 127.0.0.1\nport {port}\ndir {folder}\nsave \"\"\nappendonly yes\nappendfsync always\n")
            }
            Kind::Kafka => {
                format(server.folder.path(), 1);
                broker(1, &format!("1@127.0.0.1:{monitor}"), server.ports, &folder)
            }
            Kind::Nats => {
                let is_told = settings.iter().any(|setting| setting.contains("sync_interval"));
                let sync = if is_told { "" } else { "sync_interval: always" };
                format!(
                    "listen: 127.0.0.1:{port}\nhttp: 127.0.0.1:{monitor}\njetstream {{ store_dir: \"{folder}\"\n{sync} }}\n"
                )
            }
        };
        fs::write(server.configuration(), safe + &settings.join("\n") + "\n").unwrap();
        server.restart();
        server
    }

    fn configuration(&self) -> PathBuf {
        self.folder.path().join("server.conf")
    }

    /// Starts it, with what it had.
    pub fn restart(&self) {
        self.launch();
        self.wait();
    }

    fn launch(&self) {
        let mut supervised = Command::new("sh");
        supervised.args(["-c", SUPERVISE, "sh"]).envs(self.environment.iter().map(|(name, value)| (name, value)));
        match self.kind {
            Kind::Redis => supervised.arg("redis-server").arg(self.configuration()),
            Kind::Nats => supervised.arg(nats_server()).arg("-c").arg(self.configuration()),
            Kind::Kafka => supervised.args(kafka()).arg(self.configuration()),
        };
        let mut process = supervised.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sh runs");
        let mut id = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut id).unwrap();
        *self.running.lock().unwrap() = Some(Running { id: id.trim().to_owned(), process });
    }

    fn wait(&self) {
        let waited = if self.kind == Kind::Nats { self.ports[1] } else { self.ports[0] };
        // A broker takes seconds, and more where others start as well.
        for _ in 0..2400 {
            if TcpStream::connect(("127.0.0.1", waited)).is_ok() && self.answers() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("the server does not answer");
    }

    fn answers(&self) -> bool {
        self.kind != Kind::Redis || redis_cli(self.ports[0], &["PING"]).trim() == "PONG"
    }

    /// Ends it at once.
    pub fn kill(&self) {
        let Some(mut running) = self.running.lock().unwrap().take() else { return };
        run(Command::new("kill").args(["-9", &running.id]));
        drop(running.process.stdin.take());
        running.process.wait().unwrap();
    }

    /// Stops it as a partition does: others get no answer, and no connection ends.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        if let Some(running) = &*self.running.lock().unwrap() {
            run(Command::new("kill").args([signal, &running.id]));
        }
    }

    pub fn address(&self) -> String {
        let [port, monitor] = self.ports;
        match self.kind {
            Kind::Redis => format!("redis://127.0.0.1:{port}"),
            Kind::Nats => format!("nats://127.0.0.1:{port}?monitor=127.0.0.1:{monitor}&{}", self.value),
            Kind::Kafka => format!("kafka://127.0.0.1:{port}?partitions=3&{}", self.value),
        }
    }

    /// Adds a value to its address.
    pub fn with_value(mut self, value: &'static str) -> Self {
        self.value = value;
        self
    }

    pub async fn open(&self) -> Arc<dyn Engine> {
        opened(&self.address()).await
    }

    pub async fn inbox(&self) -> Inbox<dyn Engine> {
        Inbox::in_engine(self.open().await, &InboxOptions::default())
    }

    /// A command of Redis, by its own client.
    pub fn redis(&self, words: &[&str]) -> String {
        redis_cli(self.ports[0], words)
    }
}

/// Three NATS servers that are one cluster.
pub struct Cluster {
    pub nodes: Vec<EngineServer>,
}

impl Cluster {
    pub fn start() -> Self {
        let ports = [free(), free(), free()];
        let routes = ports.map(|port| format!("nats://127.0.0.1:{port}")).join(", ");
        let nodes = ports.iter().map(|port| {
            let cluster = format!("cluster {{ name: fleet, listen: \"127.0.0.1:{port}\", routes: [{routes}] }}");
            EngineServer::start_with(Kind::Nats, &[&format!("server_name: n{port}"), &cluster])
        });
        Self { nodes: nodes.collect() }
    }

    /// A client of the first node, once the nodes have found each other.
    pub async fn inbox(&self) -> Inbox<dyn Engine> {
        let monitors: Vec<_> = self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.ports[1])).collect();
        let address = format!("nats://127.0.0.1:{}?monitor={}", self.nodes[0].ports[0], monitors.join(","));
        Inbox::in_engine(opened(&address).await, &InboxOptions::default())
    }
}

/// What is there, once it takes part: a server that answers may not know the others yet.
pub async fn opened(address: &str) -> Arc<dyn Engine> {
    let until = Instant::now() + OPENED_WITHIN;
    loop {
        match open_engine(address, OpenOptions::default()).await {
            Ok(engine) => return engine,
            Err(error) => assert!(Instant::now() < until, "no engine at {address}: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Three brokers of Kafka that are one cluster.
pub struct Brokers {
    pub nodes: Vec<EngineServer>,
}

impl Brokers {
    pub fn start() -> Self {
        let all = [1, 2, 3].map(|number| (number, [free(), free()]));
        let voters = all.map(|(number, [_, controller])| format!("{number}@127.0.0.1:{controller}")).join(",");
        let nodes: Vec<EngineServer> = all
            .map(|(number, ports)| {
                let folder = tempfile::tempdir().unwrap();
                format(folder.path(), number);
                let settings = broker(number, &voters, ports, &folder.path().display().to_string())
                    + "offsets.topic.replication.factor=3\n";
                let (kind, environment, running) = (Kind::Kafka, Vec::new(), Mutex::default());
                let node = EngineServer { kind, folder, ports, value: "", environment, running };
                fs::write(node.configuration(), settings).unwrap();
                node.launch();
                node
            })
            .into();
        nodes.iter().for_each(EngineServer::wait);
        Self { nodes }
    }

    pub fn address(&self) -> String {
        let hosts: Vec<_> = self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.ports[0])).collect();
        format!("kafka://{}?partitions=3&replicas=3", hosts.join(","))
    }

    pub async fn inbox(&self) -> Inbox<dyn Engine> {
        Inbox::in_engine(opened(&self.address()).await, &InboxOptions::default())
    }
}

/// The files of a broker that was never started, and is one of several.
fn format(folder: &Path, number: u8) {
    let formatted = kafka_folder().join("formatted");
    let metadata = folder.join("__cluster_metadata-0");
    fs::create_dir_all(&metadata).unwrap();
    for file in fs::read_dir(formatted.join("__cluster_metadata-0")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), metadata.join(file.file_name())).unwrap();
    }
    let properties = fs::read_to_string(formatted.join("meta.properties")).unwrap();
    let own = properties.lines().map(|line| match line.split_once('=') {
        Some(("node.id", _)) => format!("node.id={number}\n"),
        // Each folder is another.
        Some(("directory.id", id)) => format!("directory.id={}{}\n", char::from(b'A' + number), &id[1..]),
        _ => format!("{line}\n"),
    });
    fs::write(folder.join("meta.properties"), own.collect::<String>()).unwrap();
}

/// The configuration of a broker that is a controller too.
fn broker(number: u8, voters: &str, [port, controller]: [u16; 2], folder: &str) -> String {
    [
        "process.roles=broker,controller",
        &format!("node.id={number}"),
        &format!("controller.quorum.voters={voters}"),
        "controller.listener.names=CONTROLLER",
        &format!("listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}"),
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        &format!("log.dirs={folder}"),
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "num.network.threads=1",
        "num.io.threads=2",
        "log.cleaner.dedupe.buffer.size=2097152",
        // The tests do not wait for members to come, nor long for those that are gone.
        "group.initial.rebalance.delay.ms=0",
        "group.min.session.timeout.ms=100",
        "",
    ]
    .join("\n")
}

/// Java with a broker, which takes its configuration.
fn kafka() -> Vec<String> {
    let classpath = fs::read_to_string(kafka_folder().join("classpath")).unwrap();
    // Small, and quick to start.
    let options =
        ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classpath.trim(), "kafka.Kafka"];
    options.map(str::to_owned).into()
}

/// Kafka as `cargo xtask test` provides it.
fn kafka_folder() -> PathBuf {
    std::env::var_os("KAFKA_FOLDER").expect("KAFKA_FOLDER is set, as by cargo xtask test").into()
}

impl Drop for EngineServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn redis_cli(port: u16, words: &[&str]) -> String {
    let output =
        Command::new("redis-cli").args(["-p", &port.to_string()]).args(words).output().expect("Redis is installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A port that nobody takes while a server is down: below those that the system gives to connections.
fn free() -> u16 {
    loop {
        let port = 10_000 + u16::try_from(RandomState::new().build_hasher().finish() % 20_000).unwrap();
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// nats-server as `cargo xtask test` builds it, or the one that is installed.
fn nats_server() -> PathBuf {
    std::env::var_os("NATS_SERVER").map_or_else(|| "nats-server".into(), PathBuf::from)
}
