//! From an event to deliveries in the queue.

use super::Engine;
use crate::{
    event_body::envelope,
    faults::{self, Faults},
    store::{
        deliveries::{self, Delivery, NewDelivery, Status},
        planned::Planned,
        settings,
        webhooks::{self, Webhook},
    },
    stringify::stringify,
    time::{Millis, now},
};
use autosend_webhooks::Generation;
use rusqlite::Connection;
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// An event that is sent to its subscribers.
#[derive(Debug, Clone, Copy)]
pub struct PublishedEvent<'a> {
    pub event_type: &'a str,
    /// JSON.
    pub data: &'a str,
    pub generation: Generation,
    /// Instead of those of the webhook or the emulator.
    pub faults: Option<&'a Faults>,
    /// The scenario that it belongs to.
    pub run: Option<&'a str>,
}

impl Engine {
    /// Queues a planned event whose time has come for whoever subscribes to it now.
    pub fn publish_planned(&self, connection: &Connection, planned: &Planned) -> rusqlite::Result<Vec<Delivery>> {
        let webhooks = webhooks::subscribers(connection, &planned.project, &planned.event)?;
        let event = PublishedEvent {
            event_type: &planned.event,
            data: &planned.data,
            generation: self.generation,
            faults: None,
            run: planned.run.as_deref(),
        };
        self.publish(connection, &webhooks, event)
    }

    /// Queues an event for webhooks. To be called within a write; [`Engine::announce`] comes after it.
    pub fn publish(
        &self,
        connection: &Connection,
        webhooks: &[Webhook],
        published: PublishedEvent<'_>,
    ) -> rusqlite::Result<Vec<Delivery>> {
        if webhooks.is_empty() {
            return Ok(Vec::new());
        }
        let everybody_s = settings::faults(connection)?;
        // One event is created once, whoever gets it.
        let created_at = self.clock.next();
        let mut queued = Vec::new();
        for webhook in webhooks {
            let faults = published.faults.or(webhook.faults.as_ref()).unwrap_or(&everybody_s);
            queued.extend(self.publish_to(connection, webhook, published, faults, &created_at)?);
        }
        Ok(queued)
    }

    fn publish_to(
        &self,
        connection: &Connection,
        webhook: &Webhook,
        published: PublishedEvent<'_>,
        faults: &Faults,
        created_at: &str,
    ) -> rusqlite::Result<Vec<Delivery>> {
        let rolled = faults.roll();
        let event = rolled.event.unwrap_or(published.event_type);
        let data = if rolled.extra_fields {
            faults::with_extra_fields(published.data).into()
        } else {
            Cow::Borrowed(published.data)
        };
        // Whoever made it, it is printed as AutoSend prints it. What nests too deep for that was refused before.
        let data = stringify(&data).map_or(data, Cow::Owned);
        // The twin carries the same body.
        let body = envelope(event, created_at, &data, published.generation);
        let now = now();
        let twins: &[bool] = if rolled.twin { &[false, true] } else { &[false] };
        let mut queued = Vec::new();
        for twin in twins {
            let delivery = NewDelivery {
                number: self.numbers.next(),
                webhook: webhook.key,
                url: &webhook.url,
                event,
                generation: published.generation,
                body: &body,
                created_at: now,
                due_at: now + rolled.later_by,
                twin: *twin,
                faults: rolled.attempts,
                run: published.run,
            };
            deliveries::insert(connection, &delivery)?;
            queued.push(as_queued(webhook, &delivery, now));
        }
        Ok(queued)
    }

    /// Tells workers and dashboards about deliveries that were queued.
    pub fn announce(self: &Arc<Self>, deliveries: &[Delivery]) {
        for delivery in deliveries {
            self.hub.delivery(delivery, false);
        }
        for webhook in deliveries.iter().map(|delivery| delivery.webhook).collect::<BTreeSet<_>>() {
            self.wake(webhook);
        }
    }
}

fn as_queued(webhook: &Webhook, delivery: &NewDelivery<'_>, created_at: Millis) -> Delivery {
    Delivery {
        number: delivery.number,
        webhook: webhook.key,
        webhook_id: webhook.id.clone(),
        event: delivery.event.to_owned(),
        url: webhook.url.clone(),
        status: Status::Pending,
        attempts: 0,
        status_code: None,
        duration: None,
        error: None,
        due_at: Some(delivery.due_at),
        delivered_at: None,
        created_at,
        updated_at: created_at,
    }
}
