//! What Prometheus asks for.

use super::drift::{Kind, Scan};
use autosend_webhooks_inbox::{Engine, Inbox, Received};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SecretLabels {
    secret: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DriftLabels {
    kind: String,
}

/// Counters of this process, and what the store says when asked.
pub struct Metrics {
    registry: Registry,
    received: Family<Labels, Counter>,
    handled: Family<Labels, Counter>,
    matched: Family<SecretLabels, Counter>,
    silent: Family<SecretLabels, Gauge>,
    drift: Family<DriftLabels, Gauge>,
    committed: Histogram,
    handling: Histogram,
    unfinished: Gauge,
    oldest: Gauge,
    dead: Gauge,
    stray: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("autosend_inbox");
        let received = Family::<Labels, Counter>::default();
        let handled = Family::<Labels, Counter>::default();
        let (matched, silent) = <(Family<SecretLabels, Counter>, Family<SecretLabels, Gauge>)>::default();
        let drift = Family::<DriftLabels, Gauge>::default();
        let seconds = || Histogram::new(exponential_buckets(0.0005, 2.0, 16));
        let (committed, handling) = (seconds(), seconds());
        let (unfinished, oldest, dead, stray) = <(Gauge, Gauge, Gauge, Gauge)>::default();
        registry.register("received", "Requests, by what became of them", received.clone());
        registry.register("handled", "Attempts to process a delivery", handled.clone());
        registry.register("secret_matched", "Deliveries, by the secret that they are signed with", matched.clone());
        let help = "Since a secret, of any receiver, matched";
        registry.register_with_unit("secret_silent", help, Unit::Seconds, silent.clone());
        let help = "What came since the start and is unknown to this version: see autosend-webhooks inbox drift";
        registry.register("drift", help, drift.clone());
        registry.register_with_unit("commit", "Until a delivery was committed", Unit::Seconds, committed.clone());
        registry.register_with_unit("handling", "How long attempts took", Unit::Seconds, handling.clone());
        registry.register("unfinished", "Deliveries that are not processed yet", unfinished.clone());
        registry.register_with_unit("oldest_unfinished", "Age of the oldest of them", Unit::Seconds, oldest.clone());
        registry.register("dead", "Deliveries that ran out of attempts, ever", dead.clone());
        let help = "Rows in PostgreSQL's default partitions: more than a few mean that no partitions are made";
        registry.register("default_partition_rows", help, stray.clone());
        Self {
            registry,
            received,
            handled,
            matched,
            silent,
            drift,
            committed,
            handling,
            unfinished,
            oldest,
            dead,
            stray,
        }
    }
}

impl Metrics {
    pub fn count(&self, received: &Received<'_>) {
        let outcome = match received {
            Received::Stored { outcome, took, secret, .. } => {
                self.matched.get_or_create(&SecretLabels { secret: (*secret).to_owned() }).inc();
                self.committed.observe(took.as_secs_f64());
                outcome.name().to_owned()
            }
            Received::Refused(error) => error.code().to_string(),
            Received::Failed { error, .. } => error.code().to_string(),
        };
        self.received.get_or_create(&Labels { outcome }).inc();
    }

    pub fn handled(&self, is_done: bool, took: Duration) {
        let outcome = if is_done { "done" } else { "failed" }.to_owned();
        self.handled.get_or_create(&Labels { outcome }).inc();
        self.handling.observe(took.as_secs_f64());
    }

    /// What is unknown of what came.
    pub fn drifted(&self, scan: &Scan) {
        for kind in Kind::ALL {
            let labels = DriftLabels { kind: kind.as_str().to_owned() };
            self.drift.get_or_create(&labels).set(i64::try_from(scan.count(kind)).unwrap_or(i64::MAX));
        }
    }

    pub async fn print(&self, inbox: &Inbox<dyn Engine>) -> Response {
        let Ok(stats) = inbox.look().stats().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
        self.unfinished.set(stats.waiting);
        self.oldest.set(stats.oldest.map_or(0, |oldest| (stats.now - oldest) / 1000));
        self.dead.set(stats.counters.get("dead").copied().unwrap_or(0));
        self.stray.set(stats.default_partition_rows.unwrap_or(0));
        self.silent.clear();
        for one in stats.secrets.iter().filter(|one| one.is_loaded(stats.now)) {
            let labels = SecretLabels { secret: one.secret.clone() };
            self.silent.get_or_create(&labels).set(one.silent_for(stats.now) / 1000);
        }
        let mut text = String::new();
        // Writing into a text can't fail.
        let _ = encode(&mut text, &self.registry);
        ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
    }
}
