//! What the workers of this process hold, and keeping it from a thread that is not the handlers'.

use super::stream::failure;
use crate::{InboxError, Lease, Renewer};
use async_nats::{Client, ConnectOptions, ServerAddr, jetstream::AckKind};
use bytes::Bytes;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// A message that is not acknowledged yet.
#[derive(Clone)]
pub struct Held {
    /// Where acknowledgements go.
    pub reply: String,
    pub digest: String,
    pub payload: Bytes,
    /// Then it may be another's. Counted from before it was asked for.
    pub until: Instant,
}

/// The messages by lease. JetStream takes an acknowledgement from whoever sends it: that a lease has ended is seen here.
#[derive(Clone, Default)]
pub struct Holding(Arc<Mutex<HashMap<Lease, Held>>>);

impl Holding {
    pub fn put(&self, lease: Lease, held: Held) {
        self.all().insert(lease, held);
    }

    /// One whose lease has not ended.
    pub fn get(&self, lease: Lease) -> Option<Held> {
        self.all().get(&lease).filter(|held| Instant::now() < held.until).cloned()
    }

    pub fn remove(&self, lease: Lease) {
        self.all().remove(&lease);
    }

    fn prolong(&self, lease: Lease, until: Instant) {
        if let Some(held) = self.all().get_mut(&lease) {
            held.until = until;
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Lease, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Renews over a connection and a runtime of its own.
pub struct NatsRenewer {
    pub servers: Vec<ServerAddr>,
    pub options: fn(&[ServerAddr]) -> ConnectOptions,
    pub holding: Holding,
    pub connected: Option<(tokio::runtime::Runtime, Client)>,
}

impl NatsRenewer {
    fn connect(&self) -> Result<(tokio::runtime::Runtime, Client), InboxError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| InboxError::unavailable(&error))?;
        let client = runtime
            .block_on((self.options)(&self.servers).connect(&self.servers[..]))
            .map_err(|error| failure(&error))?;
        Ok((runtime, client))
    }
}

impl Renewer for NatsRenewer {
    fn renew(&mut self, leases: &[Lease], lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let connected = self.connected.take().map_or_else(|| self.connect(), Ok)?;
        let (runtime, client) = self.connected.insert(connected);
        let mut lost = Vec::new();
        let mut kept = Vec::new();
        for one in leases {
            if let Some(held) = self.holding.get(*one) {
                kept.push((*one, held.reply));
            } else {
                self.holding.remove(*one);
                lost.push(*one);
            }
        }
        let until = Instant::now() + lease;
        let renewing = kept.into_iter().map(|(one, reply)| {
            let client = client.clone();
            async move { (one, client.request(reply, AckKind::Progress.into()).await.is_ok()) }
        });
        for (one, is_renewed) in runtime.block_on(futures_util::future::join_all(renewing)) {
            if is_renewed {
                self.holding.prolong(one, until);
            }
        }
        Ok(lost)
    }
}
