//! Deliveries as they come in: twice, under other ids, with another secret, again until they are answered with 2xx.

use autosend_webhooks::{Secret, SignedRequest, from_unix_millis, unix_millis};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::Client;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};
use tokio::task::JoinSet;

/// Both are the receiver's: a secret is being replaced.
pub const SECRETS: [&str; 2] = ["whsec_0123456789abcdef0123456789abcdef", "whsec_fedcba9876543210fedcba9876543210"];
/// In the body of what kills its handler's process.
pub const POISON: &str = "poisoned";

/// Each has one delivery under way.
pub const SENDERS: u64 = 8;
const TIMEOUT: Duration = Duration::from_secs(10);
const HOUR: i64 = 3_600_000;
/// How far the clock of whoever signed is off, in milliseconds, where clocks are off.
const OFFSETS: [i64; 4] = [-HOUR, HOUR, -240 * HOUR, 240 * HOUR];
/// Which of the first sender's deliveries are poisoned.
const POISONED: [u64; 5] = [5, 10, 15, 20, 25];

/// What is sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plan {
    /// In all bodies, so that those of two runs differ.
    pub name: &'static str,
    /// How many; none for as long as it is not ended.
    pub deliveries: Option<u64>,
    /// Whether some kill their handler's process.
    pub is_poisoned: bool,
    /// Whether the signed times are off.
    pub is_off: bool,
}

/// What is to become of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Processed,
    /// Kills its handler's process.
    Poisoned,
    /// Older than the receiver's window.
    Expired,
}

/// The deliveries that were answered with 2xx, by digest.
pub type Accepted = HashMap<[u8; 32], Mark>;

/// What was sent.
pub struct Sent {
    pub accepted: Accepted,
    pub requests: u64,
    /// Requests that were not answered with 2xx.
    pub refused: u64,
}

pub struct Load {
    shared: Arc<Shared>,
    senders: JoinSet<()>,
}

struct Shared {
    client: Client,
    /// Where the processes listen; 0 while one is dead.
    ports: Arc<[AtomicU16; 2]>,
    plan: Plan,
    accepted: Mutex<Accepted>,
    requests: AtomicU64,
    refused: AtomicU64,
    ending: AtomicBool,
}

impl Load {
    pub fn start(ports: Arc<[AtomicU16; 2]>, plan: Plan, seed: u64) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().tls_certs_only([]).timeout(TIMEOUT).build();
        let shared = Arc::new(Shared {
            client: client.expect("a client for plain HTTP needs nothing"),
            ports,
            plan,
            accepted: Mutex::default(),
            requests: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            ending: AtomicBool::new(false),
        });
        let mut senders = JoinSet::new();
        for sender in 0..SENDERS {
            senders.spawn(send_many(shared.clone(), sender, seed));
        }
        Self { shared, senders }
    }

    pub fn accepted(&self) -> usize {
        self.shared.accepted.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether all that was planned is accepted.
    pub fn is_done(&mut self) -> bool {
        while self.senders.try_join_next().is_some() {}
        self.senders.is_empty()
    }

    /// Sends no more, and lets what is under way be answered.
    pub async fn finish(self) -> Sent {
        self.shared.ending.store(true, Ordering::Relaxed);
        self.senders.join_all().await;
        let accepted = std::mem::take(&mut *self.shared.accepted.lock().unwrap_or_else(PoisonError::into_inner));
        Sent {
            accepted,
            requests: self.shared.requests.load(Ordering::Relaxed),
            refused: self.shared.refused.load(Ordering::Relaxed),
        }
    }
}

async fn send_many(shared: Arc<Shared>, sender: u64, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed ^ (sender << 32));
    let mut previous: Option<Delivery> = None;
    let mine = shared.plan.deliveries.map_or(u64::MAX, |all| all / SENDERS + u64::from(sender < all % SENDERS));
    for number in 0..mine {
        if shared.ending.load(Ordering::Relaxed) {
            return;
        }
        let mut delivery = Delivery::new(shared.plan, sender, number);
        // To both at once; sometimes as a twin, under an id that was used, or the one before replayed under the id to come.
        let twin = random.random_bool(0.3);
        if let Some(previous) = previous.take().filter(|_| random.random_bool(0.4)) {
            if random.random_bool(0.5) {
                shared.post(0, &previous, &delivery.id, 0).await;
            } else {
                delivery.id = previous.id;
            }
        }
        let other_id = format!("{}-twin", delivery.id);
        let second: (&str, usize) = if twin { (&other_id, 1) } else { (&delivery.id, 0) };
        tokio::join!(
            shared.until_accepted(0, &delivery, &delivery.id, 0),
            shared.until_accepted(1, &delivery, second.0, second.1)
        );
        previous = Some(delivery);
    }
}

struct Delivery {
    id: String,
    body: Vec<u8>,
    digest: [u8; 32],
    mark: Mark,
}

impl Delivery {
    fn new(plan: Plan, sender: u64, number: u64) -> Self {
        let offset = if plan.is_off { OFFSETS[usize::try_from(number).unwrap_or(0) % OFFSETS.len()] } else { 0 };
        let created = unix_millis(SystemTime::now()) + offset;
        let poison = if plan.is_poisoned && sender == 0 && POISONED.contains(&number) { POISON } else { "" };
        let mark = match (poison, offset) {
            ("", offset) if offset < -100 * HOUR => Mark::Expired,
            ("", _) => Mark::Processed,
            _ => Mark::Poisoned,
        };
        let name = format!("{}-{sender}-{number}", plan.name);
        let body = body(created, &format!("{name}{poison}"));
        let digest = autosend_webhooks::Delivery::trusted("", &body).map(|delivery| delivery.digest());
        let id = format!("deliver-webhook-{name}-{created}");
        Self { id, digest: digest.expect("the body is an event's"), body, mark }
    }
}

/// An event about a contact, created at a time in Unix milliseconds.
pub fn body(created: i64, contact: &str) -> Vec<u8> {
    let created = from_unix_millis(u64::try_from(created).unwrap_or_default());
    let created = humantime::format_rfc3339_millis(created);
    format!(
        r#"{{"type":"contact.deleted","createdAt":"{created}","data":{{"contactId":"{contact}","email":"torture@example.com"}}}}"#
    )
    .into_bytes()
}

impl Shared {
    /// As the provider does, but without end: what is refused or lost comes again.
    async fn until_accepted(&self, first: usize, delivery: &Delivery, id: &str, secret: usize) {
        let mut receiver = first;
        while !self.post(receiver, delivery, id, secret).await {
            receiver = 1 - receiver;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner).insert(delivery.digest, delivery.mark);
    }

    /// Returns whether it was answered with 2xx.
    async fn post(&self, receiver: usize, delivery: &Delivery, id: &str, secret: usize) -> bool {
        let port = self.ports[receiver].load(Ordering::Relaxed);
        let secret: Secret = SECRETS[secret].parse().expect("it is a secret");
        let mut request = self.client.post(format!("http://127.0.0.1:{port}/"));
        for (name, value) in SignedRequest::new(&secret, &delivery.body).delivery_id(id).headers() {
            request = request.header(name, value);
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        let sent = request.body(delivery.body.clone()).send().await;
        let is_accepted = sent.is_ok_and(|response| response.status().is_success());
        self.refused.fetch_add(u64::from(!is_accepted), Ordering::Relaxed);
        is_accepted
    }
}
