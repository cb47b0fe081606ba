//! Keeping leases, from a thread that is not the handlers'.

use super::engine::{Keys, entry_of, failure};
use crate::{InboxError, Lease, Renewer, statements::redis_streams as lua};
use redis::{Client, Connection, Script};
use std::time::Duration;

/// How long Redis may take; then the next third of the lease is another chance.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Renews over a connection of its own.
pub struct RedisRenewer {
    client: Client,
    keys: Keys,
    group: &'static str,
    consumer: String,
    connected: Option<Connection>,
}

impl RedisRenewer {
    pub fn new(client: Client, keys: Keys, group: &'static str, consumer: String) -> Self {
        Self { client, keys, group, consumer, connected: None }
    }

    fn connection(&mut self) -> redis::RedisResult<Connection> {
        if let Some(connection) = self.connected.take() {
            return Ok(connection);
        }
        let connection = self.client.get_connection_with_timeout(ANSWER_WITHIN)?;
        connection.set_read_timeout(Some(ANSWER_WITHIN))?;
        connection.set_write_timeout(Some(ANSWER_WITHIN))?;
        Ok(connection)
    }
}

impl Renewer for RedisRenewer {
    fn renew(&mut self, leases: &[Lease], _lease: Duration) -> Result<Vec<Lease>, InboxError> {
        let mut connection = self.connection().map_err(|error| failure(&error))?;
        let script = Script::new(lua::RENEW.text);
        let mut renew = script.prepare_invoke();
        renew.key(&self.keys.entries).arg(self.group).arg(&self.consumer);
        for lease in leases {
            renew.arg(entry_of(lease.seq)).arg(lease.number);
        }
        let held: Vec<bool> = renew.invoke(&mut connection).map_err(|error| failure(&error))?;
        // One that failed is not used again.
        self.connected = Some(connection);
        Ok(leases.iter().zip(held).filter(|(_, is_held)| !is_held).map(|(lease, _)| *lease).collect())
    }
}
