//! Server-sent events: what happens, as it happens.

use super::{
    Emulator,
    hub::Change,
    store::webhooks,
    views::{DeliveryView, NamedWebhookView},
};
use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use serde_json::json;
use std::{
    collections::{BTreeSet, HashMap},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};
use tokio::sync::{
    broadcast::{self, error::RecvError},
    mpsc,
};

/// Changes are gathered for this long: of each delivery only the last is told.
const WINDOW: Duration = Duration::from_millis(50);

/// As many deliveries as are told of one window; a page that draws more can't be read anyway.
const TOLD_OF_A_WINDOW: usize = 100;

/// Events that a reader may be behind before it is dropped.
const BACKLOG: usize = 1024;

/// `delivery` (a summary), `webhook` (masked, or `{id, deleted: true}`), and `skipped` (`{count}`) where more happened
/// than is told. A reader that does not keep up is disconnected.
pub async fn watch(State(emulator): State<Arc<Emulator>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (sender, receiver) = mpsc::channel(BACKLOG);
    let changes = emulator.engine.hub.watch();
    tokio::spawn(async move {
        let gone = sender.clone();
        tokio::select! {
            () = pump(&emulator, changes, &sender) => {}
            () = gone.closed() => {}
        }
    });
    let events = stream::unfold(receiver, |mut receiver| async move { Some((Ok(receiver.recv().await?), receiver)) });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// What changed within a window.
#[derive(Default)]
struct Gathered {
    deliveries: HashMap<String, DeliveryView>,
    /// In the order of their last change, oldest first; outdated entries included.
    order: Vec<String>,
    webhooks: BTreeSet<webhooks::Key>,
    deleted: Vec<String>,
}

impl Gathered {
    fn add(&mut self, change: Change) {
        match change {
            Change::Delivery(view) => {
                self.order.push(view.id.clone());
                self.deliveries.insert(view.id.clone(), *view);
            }
            Change::Webhook(key) => drop(self.webhooks.insert(key)),
            Change::WebhookDeleted(id) => self.deleted.push(id),
        }
    }

    /// The newest deliveries, oldest first, and how many others there were.
    fn newest(&mut self) -> (Vec<DeliveryView>, usize) {
        let mut newest: Vec<_> =
            self.order.iter().rev().filter_map(|id| self.deliveries.remove(id)).take(TOLD_OF_A_WINDOW).collect();
        newest.reverse();
        (newest, self.deliveries.len())
    }
}

/// Ends when the reader is too slow.
async fn pump(emulator: &Emulator, mut changes: broadcast::Receiver<Change>, reader: &mpsc::Sender<Event>) {
    loop {
        let Ok(first) = changes.recv().await else { return };
        let mut gathered = Gathered::default();
        gathered.add(first);
        let window = tokio::time::sleep(WINDOW);
        tokio::pin!(window);
        loop {
            tokio::select! {
                () = &mut window => break,
                change = changes.recv() => match change {
                    Ok(change) => gathered.add(change),
                    Err(RecvError::Lagged(_) | RecvError::Closed) => return,
                },
            }
        }
        for event in events(emulator, gathered).await {
            if reader.try_send(event).is_err() {
                return;
            }
        }
    }
}

async fn events(emulator: &Emulator, mut gathered: Gathered) -> Vec<Event> {
    let (deliveries, skipped) = gathered.newest();
    let mut events: Vec<_> = deliveries.iter().filter_map(|view| event("delivery", view)).collect();
    if skipped > 0 {
        events.extend(event("skipped", &json!({ "count": skipped })));
    }
    let keys = gathered.webhooks;
    let find = move |connection: &_| {
        keys.into_iter().map(|key| webhooks::by_key(connection, key)).collect::<Result<Vec<_>, _>>()
    };
    // Where the database fails, the page is told by its next request.
    let changed = emulator.store().read(find).await.unwrap_or_default();
    let views = changed.iter().flatten().map(|webhook| NamedWebhookView::new(webhook, emulator.account()));
    events.extend(views.filter_map(|view| event("webhook", &view)));
    events.extend(gathered.deleted.iter().filter_map(|id| event("webhook", &json!({ "id": id, "deleted": true }))));
    events
}

fn event(name: &str, data: &impl serde::Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::deliveries::{Delivery, Status};

    fn change(number: i64, attempts: u32) -> Change {
        let delivery = Delivery {
            number,
            webhook: 1,
            webhook_id: String::new(),
            event: String::new(),
            url: String::new(),
            status: Status::Pending,
            attempts,
            status_code: None,
            duration: None,
            error: None,
            due_at: None,
            delivered_at: None,
            created_at: 0,
            updated_at: 0,
        };
        Change::Delivery(Box::new(DeliveryView::new(&delivery, false)))
    }

    #[test]
    fn of_each_delivery_the_last_state_is_told_and_of_many_the_newest() {
        let mut gathered = Gathered::default();
        for number in 0..250 {
            gathered.add(change(number, 0));
        }
        gathered.add(change(3, 1));
        let (told, skipped) = gathered.newest();
        assert_eq!((told.len(), skipped), (TOLD_OF_A_WINDOW, 150));
        assert_eq!((told[99].id.as_str(), told[99].attempts), ("deliver-webhook-3", 1));
        assert_eq!(told[98].id, "deliver-webhook-249");
    }
}
