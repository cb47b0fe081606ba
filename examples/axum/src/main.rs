//! Receives webhooks: verifies every request and processes each event once.

use autosend_webhooks::{Admission, Deduplicator, Delivery, Verifier};
use axum::{Json, Router, extract::FromRef, extract::State, routing::post};
use serde_json::{Value, json};
use std::{env, error::Error, net::Ipv4Addr, sync::Arc};
use tokio::{net::TcpListener, signal};

// region: receive
#[derive(Clone, FromRef)]
struct App {
    verifier: Arc<Verifier>,
    seen: Arc<Deduplicator>,
}

/// Runs for authentic deliveries only: the extractor answers everything else.
async fn receive(State(seen): State<Arc<Deduplicator>>, delivery: Delivery<'static>) -> Json<Value> {
    let first = seen.admit(&delivery) == Admission::First;
    if first {
        let created = delivery.created_at().map_or("an unknown time", |time| time.as_str());
        println!("{} {} of {created}", delivery.id, delivery.event_type());
        // Queue `delivery.event` here and answer at once: AutoSend waits 10 seconds. If it can't
        // be queued, call `seen.forget(&delivery)` and answer 500, so that the retry gets in.
    }
    Json(json!({ "received": true, "duplicate": !first }))
}

fn app(secrets: &[String]) -> Result<Router, Box<dyn Error>> {
    let verifier = Arc::new(Verifier::new(secrets)?);
    let app = App { verifier, seen: Arc::default() };
    Ok(Router::new().route("/webhooks", post(receive)).with_state(app))
}
// endregion

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("AUTOSEND_WEBHOOK_SECRET").map_err(|_| "set AUTOSEND_WEBHOOK_SECRET")?;
    // While a secret is being replaced, deliveries come signed with either.
    let secrets: Vec<String> = [secret].into_iter().chain(env::var("AUTOSEND_WEBHOOK_SECRET_OLD")).collect();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let stopped = async { signal::ctrl_c().await.unwrap_or_default() };
    axum::serve(listener, app(&secrets)?).with_graceful_shutdown(stopped).await?;
    Ok(())
}
