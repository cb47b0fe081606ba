//! Wake-ups across processes: who stored something says so, and idle workers look at once instead of at their next look.
//!
//! Only a hint. What is missed (a connection that broke, a pooler that passes no notifications on) costs the time until
//! the next look, nothing else.

use crate::statements::postgres as sql;
use deadpool_postgres::Pool;
use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, time::sleep};
use tokio_postgres::{AsyncMessage, Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A notification takes a lock that all commits share: one for each would cap the rate at some hundred.
const APART: Duration = Duration::from_millis(50);
/// Before a broken connection is made again.
const PAUSE: Duration = Duration::from_secs(1);

/// Says that something was stored.
#[derive(Clone)]
pub struct Bell {
    pool: Pool,
    /// Whether a notification is on its way.
    is_ringing: Arc<AtomicBool>,
}

impl Bell {
    pub fn new(pool: Pool) -> Self {
        Self { pool, is_ringing: Arc::default() }
    }

    /// Notifies soon, outside of any transaction: once for all that is stored until then.
    pub fn ring(&self) {
        if self.is_ringing.swap(true, Ordering::AcqRel) {
            return;
        }
        let Self { pool, is_ringing } = self.clone();
        tokio::spawn(async move {
            sleep(APART).await;
            is_ringing.store(false, Ordering::Release);
            if let Ok(client) = pool.get().await {
                let _ = client.batch_execute(sql::NOTIFY.text).await;
            }
        });
    }
}

/// Listens over a connection of its own, for ever.
pub async fn listen(config: Config, tls: MakeRustlsConnect, stored: Arc<Notify>) {
    loop {
        // A server that can't be reached is tried again: workers look by themselves meanwhile.
        let _ = listen_once(&config, tls.clone(), &stored).await;
        sleep(PAUSE).await;
    }
}

/// Ends when the connection does.
async fn listen_once(config: &Config, tls: MakeRustlsConnect, stored: &Notify) -> Result<(), Error> {
    let (client, mut connection) = config.connect(tls).await?;
    let follow = async {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            if matches!(message, AsyncMessage::Notification(_)) {
                stored.notify_waiters();
            }
        }
    };
    let listen = async {
        let listening = client.batch_execute(sql::LISTEN.text).await;
        // What was stored while nobody listened.
        stored.notify_waiters();
        listening
    };
    tokio::join!(follow, listen).1
}
