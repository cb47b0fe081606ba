//! Deliveries as they come in: twice, under other ids, with another secret, again until they are answered with 2xx.

use autosend_webhooks::{Secret, SignedRequest, unix_millis};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::Client;
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU16, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};
use tokio::task::JoinSet;

/// Both are the receiver's: a secret is being replaced.
pub const SECRETS: [&str; 2] = ["whsec_0123456789abcdef0123456789abcdef", "whsec_fedcba9876543210fedcba9876543210"];

const SENDERS: u32 = 8;
const TIMEOUT: Duration = Duration::from_secs(10);

pub struct Load {
    shared: Arc<Shared>,
    senders: JoinSet<()>,
}

struct Shared {
    client: Client,
    /// Where the processes listen; 0 while one is dead.
    ports: Arc<[AtomicU16; 2]>,
    accepted: Mutex<HashSet<[u8; 32]>>,
    requests: AtomicU64,
    ending: AtomicBool,
}

impl Load {
    pub fn start(ports: Arc<[AtomicU16; 2]>, seed: u64) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().tls_certs_only([]).timeout(TIMEOUT).build();
        let shared = Arc::new(Shared {
            client: client.expect("a client for plain HTTP needs nothing"),
            ports,
            accepted: Mutex::default(),
            requests: AtomicU64::new(0),
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

    /// Lets what is under way be answered. Returns the digests of what was answered with 2xx, and how many requests it took.
    pub async fn finish(self) -> (HashSet<[u8; 32]>, u64) {
        self.shared.ending.store(true, Ordering::Relaxed);
        self.senders.join_all().await;
        let accepted = std::mem::take(&mut *self.shared.accepted.lock().unwrap_or_else(PoisonError::into_inner));
        (accepted, self.shared.requests.load(Ordering::Relaxed))
    }
}

async fn send_many(shared: Arc<Shared>, sender: u32, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed ^ (u64::from(sender) << 32));
    let mut previous: Option<Delivery> = None;
    for number in 0_u64.. {
        if shared.ending.load(Ordering::Relaxed) {
            return;
        }
        let delivery = Delivery::new(sender, number);
        // To both at once; sometimes as a twin, sometimes the one before replayed under the id to come.
        let twin = random.random_bool(0.3);
        if let Some(previous) = previous.take().filter(|_| random.random_bool(0.2)) {
            shared.post(0, &previous, &delivery.id, 0).await;
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
}

impl Delivery {
    fn new(sender: u32, number: u64) -> Self {
        let created = humantime::format_rfc3339_millis(SystemTime::now());
        let body = format!(
            r#"{{"type":"contact.deleted","createdAt":"{created}","data":{{"contactId":"{sender}-{number}","email":"torture@example.com"}}}}"#
        )
        .into_bytes();
        let digest = autosend_webhooks::Delivery::trusted("", &body).map(|delivery| delivery.digest());
        let id = format!("deliver-webhook-{sender}-{number}-{}", unix_millis(SystemTime::now()));
        Self { id, digest: digest.expect("the body is an event's"), body }
    }
}

impl Shared {
    /// As the provider does, but without end: what is refused or lost comes again.
    async fn until_accepted(&self, first: usize, delivery: &Delivery, id: &str, secret: usize) {
        let mut receiver = first;
        while !self.post(receiver, delivery, id, secret).await {
            receiver = 1 - receiver;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner).insert(delivery.digest);
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
        sent.is_ok_and(|response| response.status().is_success())
    }
}
