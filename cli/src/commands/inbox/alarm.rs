//! What a receiver says by itself when something must be looked after.

use super::log::Log;
use autosend_webhooks_inbox::{Engine, Inbox, Stats};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// After the partitions were made that were missing at the start.
const FIRST: Duration = Duration::from_secs(2);
const EVERY: Duration = Duration::from_hours(1);
/// In milliseconds.
const HOUR: i64 = 3_600_000;

/// Says each hour, for ever, when there are rows in default partitions, and which secret nobody uses any more.
pub async fn watch(inbox: &Inbox<dyn Engine>, log: &Log) {
    sleep(FIRST).await;
    loop {
        // A store that can't be asked shows in other ways.
        if let Ok(stats) = inbox.look().stats().await {
            warn(&stats, log);
        }
        sleep(EVERY).await;
    }
}

fn warn(stats: &Stats, log: &Log) {
    if let Some(rows @ 1..) = stats.default_partition_rows {
        log.say(json!({ "warning": "default_partition_rows", "rows": rows }), |_| {
            format!("warning: {rows} rows in default partitions: see autosend-webhooks inbox doctor")
        });
    }
    for one in stats.silent_secrets() {
        let hours = one.silent_for(stats.now) / HOUR;
        log.say(json!({ "warning": "secret_silent", "secret": one.secret, "hours": hours }), |_| {
            let secret = &one.secret;
            format!(
                "warning: secret {secret} has matched nothing for {hours} hours: remove it if its webhook is deleted"
            )
        });
    }
}
