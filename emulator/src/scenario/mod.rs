//! Life cycles of mails: stored as planned events first, so that a restart goes on with them.

pub mod campaign;
pub mod life;

use super::{
    engine::{Engine, publish::Happening},
    store::{deliveries::Delivery, planned::Planned, webhooks},
};
use rusqlite::Connection;

/// Lets a planned event happen: it goes to whoever subscribes to it now.
pub fn play(engine: &Engine, connection: &Connection, planned: &Planned) -> rusqlite::Result<Vec<Delivery>> {
    let webhooks = webhooks::subscribers(connection, &planned.project, &planned.event)?;
    let happening = Happening {
        event: &planned.event,
        data: &planned.data,
        generation: engine.generation,
        faults: None,
        run: planned.run.as_deref(),
    };
    engine.publish(connection, &webhooks, happening)
}
