//! Settings with which JetStream loses what it acknowledged. Clients are not told of them; the servers' monitoring is.

use crate::{InboxError, InboxErrorCode};
use serde::Deserialize;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long a server's monitoring may take, and how much it may say.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
const ANSWER_LENGTH: u64 = 1 << 20;

#[derive(Deserialize)]
struct Monitored {
    config: Option<Config>,
    meta_cluster: Option<Cluster>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    sync_always: bool,
}

#[derive(Deserialize)]
struct Cluster {
    #[serde(default)]
    cluster_size: usize,
}

/// Asks every server, and returns how many there are. Fails with `unsafe_setting`, which names the setting and what it must be.
pub async fn check(monitors: &[&str]) -> Result<usize, InboxError> {
    if monitors.is_empty() {
        return Err(refused("sync_interval can't be seen: give ?monitor=HOST:PORT,… of every server's monitoring"));
    }
    // A cluster that has just been started does not know yet how many it is.
    let mut servers = monitors.len();
    for monitor in monitors {
        let told = timeout(ANSWER_WITHIN, ask(monitor)).await;
        let told = told.map_err(|error| InboxError::unavailable(&format!("{monitor} says nothing: {error}")))?;
        let told = told.map_err(|error| InboxError::unavailable(&format!("{monitor} can't be asked: {error}")))?;
        let Some(config) = told.config else { return Err(refused(&format!("{monitor} has no JetStream"))) };
        if !config.sync_always {
            return Err(refused(&format!(
                "sync_interval of {monitor} is not always: what was acknowledged since the last flush would be lost with the power"
            )));
        }
        servers = servers.max(told.meta_cluster.map_or(1, |cluster| cluster.cluster_size));
    }
    if monitors.len() < servers {
        return Err(refused(&format!(
            "sync_interval was seen of {} of {servers} servers: name them all",
            monitors.len()
        )));
    }
    Ok(servers)
}

/// A setting that is not safe.
pub fn refused(detail: &str) -> InboxError {
    InboxError::new(InboxErrorCode::UnsafeSetting, detail)
}

/// HTTP/1.0, so that the answer ends with the connection.
async fn ask(monitor: &str) -> Result<Monitored, std::io::Error> {
    let mut connection = TcpStream::connect(monitor).await?;
    let request = format!("GET /jsz?config=true HTTP/1.0\r\nHost: {monitor}\r\n\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    connection.take(ANSWER_LENGTH).read_to_end(&mut answer).await?;
    let body = answer.windows(4).position(|window| window == b"\r\n\r\n").map_or(&answer[..], |end| &answer[end + 4..]);
    Ok(serde_json::from_slice(body)?)
}
