//! Real engines, started by the tests: servers that can be killed and come back with what they had.

use super::{
    OpenOptions,
    power::{Files, files_in},
    run,
};
use autosend_webhooks_inbox::{Engine, Inbox, InboxOptions, open_engine};
use std::{
    fs,
    hash::{BuildHasher, Hasher, RandomState},
    io::{Read, Write},
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
    /// The program that it runs under, with its arguments; none by default.
    under: Vec<String>,
    /// What of its machine is not as it should be.
    environment: Vec<(&'static str, String)>,
    running: Mutex<Option<Child>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Redis,
    Nats,
    Kafka,
}

/// Starts the server again when it ends, says its process id in a file, and ends it together with whoever holds standard input.
const SUPERVISE: &str = r#"
id=$1; shift
( trap 'kill -9 $server; wait $server; exit' TERM
  while :; do "$@" <&- & server=$!; echo $server >"$id.new"; mv "$id.new" "$id"; wait $server; sleep 0.3; done ) >/dev/null 2>&1 &
read -r _
kill $!; wait $!"#;

/// How long a server may take until it can be used.
const OPENED_WITHIN: Duration = Duration::from_secs(40);

impl EngineServer {
    pub fn start(kind: Kind) -> Self {
        Self::start_with(kind, &[])
    }

    /// Starts one with other settings: lines for its configuration.
    pub fn start_with(kind: Kind, settings: &[&str]) -> Self {
        Self::start_under(Vec::new(), kind, settings)
    }

    /// Starts one as the argument of another program.
    pub fn start_under(under: Vec<String>, kind: Kind, settings: &[&str]) -> Self {
        let mut server = Self::new(kind, [free(), free()]);
        server.under = under;
        server.configure(settings);
        server.restart();
        server
    }

    /// Starts one on a disk whose flushes take so long.
    pub fn start_with_flushes_of(kind: Kind, time: Duration) -> Self {
        let mut server = Self::new(kind, [free(), free()]);
        let library = super::faults(server.folder.path()).display().to_string();
        server.environment = vec![("LD_PRELOAD", library), ("FAULT_FLUSH_MS", time.as_millis().to_string())];
        server.configure(&[]);
        server.restart();
        server
    }

    /// Starts a broker of Kafka that takes encrypted connections of a user only; and the file of who vouches for it.
    pub fn start_encrypted(user: &str, password: &str, folder: &Path) -> (Self, String) {
        let [certificate, key, roots] = super::certified("127.0.0.1", folder);
        let keys = folder.join("broker.pem");
        fs::write(&keys, key + &certificate).unwrap();
        let server = Self::new(Kind::Kafka, [free(), free()]);
        let [port, controller] = server.ports;
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
        server.configure(&settings);
        server.restart();
        (server, roots)
    }

    fn new(kind: Kind, ports: [u16; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (under, environment, running) = (Vec::new(), Vec::new(), Mutex::default());
        let server = Self { kind, folder, ports, value: "", under, environment, running };
        fs::create_dir(server.data()).unwrap();
        server
    }

    fn configure(&self, settings: &[&str]) {
        let (folder, [port, monitor]) = (self.data().display().to_string(), self.ports);
        let safe = match self.kind {
            Kind::Redis => {
                format!("bind 127.0.0.1\nport {port}\ndir {folder}\nsave \"\"\nappendonly yes\nappendfsync always\n")
            }
            Kind::Kafka => {
                format(&self.data(), 1);
                broker(1, &format!("1@127.0.0.1:{monitor}"), self.ports, &folder)
            }
            Kind::Nats => {
                let is_told = settings.iter().any(|setting| setting.contains("sync_interval"));
                let sync = if is_told { "" } else { "sync_interval: always" };
                format!(
                    "listen: 127.0.0.1:{port}\nhttp: 127.0.0.1:{monitor}\njetstream {{ store_dir: \"{folder}\"\n{sync} }}\n"
                )
            }
        };
        fs::write(self.configuration(), safe + &settings.join("\n") + "\n").unwrap();
    }

    /// The files of one that was never started.
    pub fn before(&self) -> Files {
        let folder = tempfile::tempdir().unwrap();
        if self.kind == Kind::Kafka {
            format(folder.path(), 1);
        }
        files_in(folder.path())
    }

    /// The folder of its files.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn id_file(&self) -> PathBuf {
        self.folder.path().join("id")
    }

    fn configuration(&self) -> PathBuf {
        self.folder.path().join("server.conf")
    }

    /// Starts it, with what it had.
    pub fn restart(&self) {
        assert!(self.try_restart(), "the server does not answer");
    }

    /// The same with files that it may not like: whether it answers.
    pub fn try_restart(&self) -> bool {
        self.launch();
        self.wait()
    }

    fn launch(&self) {
        let mut supervised = Command::new("sh");
        supervised.args(["-c", SUPERVISE, "sh"]).arg(self.id_file()).args(&self.under);
        supervised.envs(self.environment.iter().map(|(name, value)| (name, value)));
        match self.kind {
            Kind::Redis => supervised.arg("redis-server").arg(self.configuration()),
            Kind::Nats => supervised.arg(nats_server()).arg("-c").arg(self.configuration()),
            Kind::Kafka => supervised.args(kafka()).arg(self.configuration()),
        };
        let process = supervised.stdin(Stdio::piped()).spawn().expect("sh runs");
        *self.running.lock().unwrap() = Some(process);
    }

    /// Runs it as it is from now on.
    pub fn without_program(mut self) -> Self {
        self.under = Vec::new();
        self
    }

    fn wait(&self) -> bool {
        let waited = if self.kind == Kind::Nats { self.ports[1] } else { self.ports[0] };
        // A broker takes seconds, and more where others start as well.
        for _ in 0..2400 {
            if TcpStream::connect(("127.0.0.1", waited)).is_ok() && self.answers() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        false
    }

    fn answers(&self) -> bool {
        self.kind != Kind::Redis || redis_cli(self.ports[0], &["PING"]).trim() == "PONG"
    }

    /// Ends it at once, for as long as it is not started again.
    pub fn kill(&self) {
        let Some(mut running) = self.running.lock().unwrap().take() else { return };
        drop(running.stdin.take());
        running.wait().unwrap();
    }

    /// A command that ends these servers at once; they come back by themselves.
    pub fn kill_command(servers: &[&Self]) -> String {
        let ids = servers.iter().map(|server| format!("$(cat '{}')", server.id_file().display()));
        format!("kill -9 {}", ids.collect::<Vec<_>>().join(" "))
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
        run(Command::new("kill").args([signal, fs::read_to_string(self.id_file()).unwrap().trim()]));
    }

    pub fn address(&self) -> String {
        self.address_by(self.ports[0])
    }

    /// Where clients connect.
    pub fn port(&self) -> u16 {
        self.ports[0]
    }

    /// Its address by way of another port.
    pub fn address_by(&self, port: u16) -> String {
        let monitor = self.ports[1];
        match self.kind {
            Kind::Redis => format!("redis://127.0.0.1:{port}"),
            Kind::Nats => format!("nats://127.0.0.1:{port}?monitor=127.0.0.1:{monitor}&{}", self.value),
            Kind::Kafka => format!("kafka://127.0.0.1:{port}?partitions=3&{}", self.value),
        }
    }

    /// The name of the node that leads the stream of the deliveries, if this one has a part in it.
    fn leader_it_knows(&self) -> Option<String> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.ports[1])).ok()?;
        connection.write_all(b"GET /jsz?accounts=true&streams=true HTTP/1.0\r\n\r\n").ok()?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).ok()?;
        let told: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()?;
        let accounts = told["account_details"].as_array()?;
        let streams = accounts.iter().filter_map(|account| account["stream_detail"].as_array()).flatten();
        let mut ours = streams.filter(|stream| stream["name"] == "autosend-inbox");
        ours.find_map(|stream| stream["cluster"]["leader"].as_str().map(str::to_owned))
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
        Self::start_with(|_, _, port| port, |_| Vec::new(), &[])
    }

    /// Starts one whose nodes reach another's port by way of the port that `link` gives for from, to and it, and run under other
    /// programs; with other settings.
    pub fn start_with(
        mut link: impl FnMut(usize, usize, u16) -> u16,
        under: impl Fn(usize) -> Vec<String>,
        settings: &[&str],
    ) -> Self {
        let ports = [free(), free(), free()];
        let nodes = (0..3).map(|node| {
            let others = (0..3).filter(|other| *other != node);
            let routes: Vec<_> =
                others.map(|other| format!("nats://127.0.0.1:{}", link(node, other, ports[other]))).collect();
            // What it tells others of itself leads nowhere: they know their links.
            let cluster = format!(
                "cluster {{ name: fleet, listen: \"127.0.0.1:{}\", advertise: \"127.0.0.1:1\", routes: [{}] }}",
                ports[node],
                routes.join(", ")
            );
            let name = format!("server_name: n{node}");
            let settings = [&[name.as_str(), cluster.as_str()], settings].concat();
            EngineServer::start_under(under(node), Kind::Nats, &settings)
        });
        Self { nodes: nodes.collect() }
    }

    /// Where one node is, or several, as clients of these alone know it.
    pub fn address(&self, nodes: &[usize]) -> String {
        let monitors: Vec<_> = self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.ports[1])).collect();
        let nodes: Vec<_> = nodes.iter().map(|node| format!("127.0.0.1:{}", self.nodes[*node].ports[0])).collect();
        format!("nats://{}?monitor={}", nodes.join(","), monitors.join(","))
    }

    /// Which node leads the stream of the deliveries, by what the nodes' monitoring says.
    pub fn leader(&self) -> usize {
        let leader = self.nodes.iter().find_map(EngineServer::leader_it_knows);
        leader.and_then(|name| name.strip_prefix('n')?.parse().ok()).expect("the stream has a leader")
    }

    /// The address of the first node, once the nodes have found each other.
    pub async fn ready(&self) -> String {
        let address = self.address(&[0]);
        opened(&address).await;
        address
    }

    /// A client of the first node, once the nodes have found each other.
    pub async fn inbox(&self) -> Inbox<dyn Engine> {
        Inbox::in_engine(opened(&self.address(&[0])).await, &InboxOptions::default())
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

/// The same address, where others answer for the servers' settings.
pub fn vouched_for(address: &str, servers: usize) -> String {
    let monitors: Vec<_> = (0..servers).map(|_| vouch(servers)).collect();
    format!("{}?monitor={}", address.split_once('?').unwrap().0, monitors.join(","))
}

/// A monitoring that says what is safe, whatever the server's settings are.
fn vouch(servers: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let said = format!(r#"{{"config":{{"sync_always":true}},"meta_cluster":{{"cluster_size":{servers}}}}}"#);
    std::thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            let _ = connection.read(&mut [0; 1024]);
            let _ = write!(connection, "HTTP/1.0 200 OK\r\n\r\n{said}");
        }
    });
    address
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
                let node = EngineServer::new(Kind::Kafka, ports);
                format(&node.data(), number);
                let settings = broker(number, &voters, ports, &node.data().display().to_string())
                    + "offsets.topic.replication.factor=3\n";
                fs::write(node.configuration(), settings).unwrap();
                node.launch();
                node
            })
            .into();
        assert!(nodes.iter().all(EngineServer::wait), "a broker does not answer");
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
pub fn free() -> u16 {
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

/// A server that takes encrypted connections with a certificate for a name; its address, and the file of who vouches for it.
pub fn encrypted(kind: Kind, name: &str, folder: &Path) -> (EngineServer, String, String) {
    let [certificate, key, roots] = super::certified(name, folder);
    let write = |file: &str, content: String| {
        let path = folder.join(format!("{name}-{file}.pem"));
        fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let (certificate, key) = (write("certificate", certificate), write("key", key));
    let port = free();
    let settings = match kind {
        Kind::Kafka => unimplemented!("nobody asks for it"),
        Kind::Redis => format!(
            "tls-port {port}\ntls-cert-file {certificate}\ntls-key-file {key}\ntls-ca-cert-file {roots}\ntls-auth-clients no"
        ),
        Kind::Nats => format!("tls {{ cert_file: \"{certificate}\", key_file: \"{key}\" }}"),
    };
    let server = EngineServer::start_with(kind, &[&settings]);
    let address = match kind {
        // Beside the other port, which is the test's own.
        Kind::Redis => format!("rediss://127.0.0.1:{port}"),
        _ => server.address().replace("nats://", "tls://"),
    };
    (server, address, roots)
}
