//! What the tests of the inbox share: signed deliveries, and real databases.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use autosend_webhooks::{Secret, SignedRequest, Verifier};
use autosend_webhooks_inbox::{
    Arrival, Inbox, InboxOptions, OpenOptions, Store, postgres::PostgresStore, sqlite::SqliteStore,
};
use std::{
    future::Future,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

pub mod engines;
pub mod power;
pub mod proxy;

pub const SECRETS: [&str; 2] = ["whsec_0123456789abcdef0123456789abcdef", "whsec_fedcba9876543210fedcba9876543210"];

/// A body that was created so long ago, about an address.
pub fn body(age: Duration, address: &str, number: u32) -> Vec<u8> {
    body_at(now() - i64::try_from(age.as_millis()).unwrap(), address, number)
}

/// Unix milliseconds.
pub fn now() -> i64 {
    autosend_webhooks::unix_millis(SystemTime::now())
}

/// A body that was created at a time, Unix milliseconds, about an address.
pub fn body_at(created: i64, address: &str, number: u32) -> Vec<u8> {
    let created = iso(created);
    format!(
        r#"{{"type":"contact.deleted","createdAt":"{created}","data":{{"email":"{address}","contactId":"c{number}"}}}}"#
    )
    .into_bytes()
}

/// A verified delivery of a body under an id, signed with one of the secrets.
pub fn delivered(body: &[u8], id: &str, secret: usize) -> Arrival {
    let signing: Secret = SECRETS[secret].parse().unwrap();
    let headers = SignedRequest::new(&signing, body).delivery_id(id.to_owned()).headers();
    let delivery = Verifier::new(SECRETS).unwrap().verify(body, &headers).expect("a signed request verifies");
    Arrival::new(&delivery, &headers)
}

/// One of many that differ.
pub fn numbered(number: u32) -> Arrival {
    delivered(&body(Duration::ZERO, "ann@example.com", number), &format!("deliver-webhook-{number}"), 0)
}

fn iso(millis: i64) -> String {
    let (seconds, millis) = (millis.div_euclid(1000), millis.rem_euclid(1000));
    let days = seconds.div_euclid(86_400);
    let (year, month, day) = civil(days);
    let rest = seconds.rem_euclid(86_400);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{millis:03}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// Days since 1970 to a date, counting years from March.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// A database that is empty, and gone at the end.
pub enum Database {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

impl Database {
    pub fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub async fn postgres() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = Server::shared();
        let name = format!("inbox_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let (client, connection) =
            tokio_postgres::connect(&server.address("postgres"), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        Self::Postgres(server.address(&name))
    }

    /// One whose tables have a partition for each day.
    pub async fn postgres_by_day() -> Self {
        let database = Self::postgres().await;
        let Self::Postgres(address) = &database else { unreachable!() };
        PostgresStore::open(address, OpenOptions { partition_by_day: true, ..OpenOptions::default() }).await.unwrap();
        database
    }

    /// Opens it once more: another process would see the same.
    pub async fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(folder) => Arc::new(SqliteStore::open(folder.path().join("inbox.db")).unwrap()),
            Self::Postgres(address) => Arc::new(PostgresStore::connect(address).await.unwrap()),
        }
    }

    pub async fn inbox(&self) -> Inbox {
        Inbox::shared(self.open().await, &InboxOptions::default())
    }
}

/// A PostgreSQL server in a temporary folder, for all tests of the process.
pub struct Server {
    port: u16,
    data: std::path::PathBuf,
    /// Holds the pipe whose end ends the server.
    _process: Child,
}

impl Server {
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(Self::start)
    }

    pub fn start() -> Self {
        Self::start_prepared(|_| ())
    }

    /// Starts one whose folder of data was changed before.
    pub fn start_prepared(prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::Builder::new().prefix("inbox-postgres").tempdir().unwrap().keep();
        let data = folder.join("data");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let mut init = as_server("initdb");
        run(init.args(["--auth=trust", "--username=inbox", "--no-sync", "--encoding=UTF8", "-D"]).arg(&data));
        prepare(&data);
        if is_root() {
            run(Command::new("chown").args(["-R", "postgres"]).arg(&data));
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = as_server("postgres");
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        server.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
        server.args(["-c", "max_connections=200"]);
        let process = guarded(&server, &folder).spawn().expect("PostgreSQL is installed");
        let server = Self { port, data, _process: process };
        server.wait();
        server
    }

    pub fn address(&self, database: &str) -> String {
        format!("postgres://inbox@127.0.0.1:{}/{database}", self.port)
    }

    /// Ends the server at once, as a crash does; it comes up again by itself, and recovers.
    pub fn crash(&self) {
        // Where it is not up yet there is nothing to end.
        let Ok(file) = std::fs::read_to_string(self.data.join("postmaster.pid")) else { return };
        let id = file.lines().next().unwrap_or_default();
        let _ = Command::new("kill").args(["-QUIT", id]).stderr(Stdio::null()).status();
    }

    fn wait(&self) {
        for _ in 0..200 {
            let mut ready = Command::new(installed("pg_isready"));
            ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ready.status().is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL does not answer");
    }
}

/// A server that takes encrypted connections only, with a certificate for a name; and the file of who vouches for it.
#[cfg(unix)]
pub fn encrypted(name: &str, folder: &Path) -> (Server, String) {
    use std::{fs, os::unix::fs::PermissionsExt};
    let [certificate, key, roots] = certified(name, folder);
    let server = Server::start_prepared(|data| {
        fs::write(data.join("server.crt"), &certificate).unwrap();
        fs::write(data.join("server.key"), &key).unwrap();
        fs::set_permissions(data.join("server.key"), fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(data.join("pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust\n").unwrap();
        let settings = fs::read_to_string(data.join("postgresql.conf")).unwrap();
        fs::write(data.join("postgresql.conf"), settings + "\nssl = on\n").unwrap();
    });
    (server, roots)
}

/// A certificate for a name, its key, and the file of who vouches for it.
pub fn certified(name: &str, folder: &Path) -> [String; 3] {
    use rcgen::{CertifiedIssuer, KeyPair};
    let own = CertifiedIssuer::self_signed(authority(name), KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new([name.to_owned()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    let certificate = params.signed_by(&key, &own).unwrap();
    let roots = folder.join(format!("{name}.pem"));
    std::fs::write(&roots, own.pem()).unwrap();
    [certificate.pem(), key.serialize_pem(), roots.display().to_string()]
}

fn authority(name: &str) -> rcgen::CertificateParams {
    let mut params = rcgen::CertificateParams::new([]).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, format!("authority of {name}"));
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params
}

/// The command, started again when it ends, and ended together with this process however that ends: then its standard input
/// does. The folder goes with it.
fn guarded(command: &Command, folder: &Path) -> Command {
    let mut guarded = Command::new("sh");
    guarded.args(["-c", SUPERVISE, "sh"]);
    guarded.arg(folder).arg(command.get_program()).args(command.get_args()).current_dir("/");
    guarded.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    guarded
}

/// A subshell that waits for the command can be told to end it; one that runs it in the foreground can't.
const SUPERVISE: &str = r#"
folder=$1; shift
( trap 'kill -QUIT $server; wait $server; exit' TERM
  while :; do "$@" <&- & server=$!; wait $server; sleep 0.3; done ) &
read -r _
kill $!; wait $!
rm -rf "$folder""#;

/// A program of PostgreSQL, as a user that it accepts.
fn as_server(program: &str) -> Command {
    let program = installed(program);
    if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command.current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn installed(program: &str) -> std::path::PathBuf {
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = folders.map(|folder| folder.path().join("bin").join(program)).filter(|path| path.exists()).max();
    found.unwrap_or_else(|| program.into())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout == b"0\n"
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program is installed");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The library with a machine's faults, compiled into a folder; its path is for `LD_PRELOAD`.
pub fn faults(folder: &Path) -> std::path::PathBuf {
    let library = folder.join("faults.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../inbox/tests/support/faults.c");
    run(Command::new("cc").args(["-shared", "-fPIC", "-O2", "-o"]).arg(&library).arg(source).arg("-ldl"));
    library
}

/// Waits until something holds.
pub async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("never: {what}");
}
