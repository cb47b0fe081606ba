//! `inbox serve --partition-by day`: the real binary makes the partitions, and says what lies beside them.
#![cfg(unix)]

mod common;
#[path = "../../inbox/tests/support/mod.rs"]
mod support;

use common::{SECRET, command, run};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdout, Stdio},
};
use support::{Database, body_at, delivered, now, until};

const DAY: i64 = 86_400_000;

/// A receiver, running.
struct Receiver {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Receiver {
    fn start(arguments: &[&str]) -> Self {
        let mut command = command();
        command.args(["inbox", "serve", "--listen", "127.0.0.1:0", "--json"]).args(arguments);
        command.env("AUTOSEND_WEBHOOK_SECRET", SECRET).stdin(Stdio::null()).stderr(Stdio::inherit());
        let mut process = command.spawn().expect("the binary starts");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut receiver = Self { process, lines };
        assert!(receiver.said()["listening"].is_string());
        receiver
    }

    /// The next line of its log.
    fn said(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_in_default_partitions_raise_an_alarm() {
    let Database::Postgres(address) = Database::postgres().await else { unreachable!() };
    let database = Database::Postgres(address.clone());
    let receiver = Receiver::start(&["--partition-by", "day", "--store", &address]);
    let stats = || run(&["inbox", "stats", "--json", "--store", &address], b"").ended(0).json();
    until("partitions are there", || async { stats()["default_partition_rows"] == 0 }).await;
    let far = delivered(&body_at(now() - 100 * DAY, "ann@example.com", 1), "far", 0);
    database.open().await.append(&[far], now() - 8 * DAY, false).await.unwrap();
    assert_eq!(stats()["default_partition_rows"], 1);
    let examined = run(&["inbox", "doctor", "--json", "--store", &address], b"").ended(0).json();
    let checks = examined["checks"].as_array().unwrap();
    let partitions = checks.iter().find(|check| check["name"] == "partitions").unwrap();
    assert_eq!(
        (&partitions["verdict"], &partitions["finding"]),
        (&"warning".into(), &"1 rows in default partitions".into())
    );

    // Whoever starts later says so too, and need not be told of the partitions.
    let mut other = Receiver::start(&["--store", &address]);
    assert_eq!(other.said(), serde_json::json!({ "warning": "default_partition_rows", "rows": 1 }));
    let prune = ["inbox", "prune", "--bodies", "0s", "--keys", "30days", "--json", "--store", &address];
    let pruned = run(&prune, b"").ended(0).json();
    assert_eq!((&pruned["deliveries"], &pruned["keys"]), (&1.into(), &1.into()));
    assert_eq!(stats()["default_partition_rows"], 0);
    drop(receiver);
}
