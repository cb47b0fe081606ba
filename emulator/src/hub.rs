//! Tells whoever watches what changes.

use super::{
    store::{deliveries::Delivery, webhooks::Key},
    views::DeliveryView,
};
use tokio::sync::broadcast;

/// Changes that a watcher may be behind before it is dropped.
const BACKLOG: usize = 16 * 1024;

/// A change.
#[derive(Debug, Clone)]
pub enum Change {
    Delivery(Box<DeliveryView>),
    /// A webhook was made, changed, or its health did.
    Webhook(Key),
    /// A webhook was deleted: its id.
    WebhookDeleted(String),
}

pub struct Hub(broadcast::Sender<Change>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Hub {
    pub fn watch(&self) -> broadcast::Receiver<Change> {
        self.0.subscribe()
    }

    pub fn delivery(&self, delivery: &Delivery, under_way: bool) {
        self.tell(|| Change::Delivery(Box::new(DeliveryView::new(delivery, under_way))));
    }

    pub fn webhook(&self, webhook: Key) {
        self.tell(|| Change::Webhook(webhook));
    }

    pub fn webhook_deleted(&self, id: &str) {
        self.tell(|| Change::WebhookDeleted(id.to_owned()));
    }

    /// Nothing is made for nobody.
    fn tell(&self, change: impl FnOnce() -> Change) {
        if self.0.receiver_count() > 0 {
            // The last watcher may have gone meanwhile.
            let _ = self.0.send(change());
        }
    }
}
