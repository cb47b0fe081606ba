//! What a receiver says by itself when something must be looked after.

use super::log::Log;
use autosend_webhooks_inbox::{Engine, Inbox};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// After the partitions were made that were missing at the start.
const FIRST: Duration = Duration::from_secs(2);
const EVERY: Duration = Duration::from_hours(1);

/// Says each hour, for ever, when there are rows in default partitions.
pub async fn watch(inbox: &Inbox<dyn Engine>, log: &Log) {
    sleep(FIRST).await;
    loop {
        // A store that can't be asked shows in other ways.
        if let Ok(stats) = inbox.look().stats().await
            && let Some(rows @ 1..) = stats.default_partition_rows
        {
            log.say(json!({ "warning": "default_partition_rows", "rows": rows }), |_| {
                format!("warning: {rows} rows in default partitions: see autosend-webhooks inbox doctor")
            });
        }
        sleep(EVERY).await;
    }
}
