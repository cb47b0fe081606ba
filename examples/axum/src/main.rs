//! Receives webhooks: verifies every request and processes each event once.
#![expect(clippy::unused_async, reason = "what applications do with an event awaits something")]

use autosend_webhooks::{Admission, Deduplicator, Delivery, Event, Verifier};
use axum::{
    Json, Router,
    extract::{FromRef, State},
    http::{StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::json;
use std::{env, error::Error, net::Ipv4Addr, sync::Arc};
use tokio::{net::TcpListener, signal};

// region: receive
#[derive(Clone, FromRef)]
struct App {
    verifier: Arc<Verifier>,
    seen: Deduplicator,
}

/// Runs for authentic deliveries only: the extractor answers everything else.
async fn receive(State(seen): State<Deduplicator>, delivery: Delivery<'static>) -> Response {
    match seen.admit(&delivery) {
        Admission::First(claim) => {
            if claim.id_reused() {
                eprintln!("{}: this id came before, with another body", delivery.id);
            }
            // The claim ends with this function, however that happens: an error, a panic, a client that does not wait. Only
            // what is done counts, so AutoSend's retry is processed.
            if let Err(error) = process(&delivery).await {
                eprintln!("{}: {error}", delivery.id);
                let failed = json!({ "received": false, "code": "handler_failed" });
                return (StatusCode::INTERNAL_SERVER_ERROR, Json(failed)).into_response();
            }
            let mut received = json!({ "received": true, "duplicate": false });
            if claim.id_reused() {
                received["id_reused"] = true.into();
            }
            claim.done();
            Json(received).into_response()
        }
        Admission::Duplicate => Json(json!({ "received": true, "duplicate": true })).into_response(),
        Admission::InProgress => {
            let later = Json(json!({ "received": false, "code": "in_progress" }));
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")], later).into_response()
        }
        // Older than the memory, so nobody can tell whether it came before: look it up in your records.
        Admission::Expired => {
            eprintln!("{}: an expired {}", delivery.id, delivery.event_type());
            Json(json!({ "received": true, "duplicate": false, "expired": true })).into_response()
        }
    }
}

/// What your application does, within the 10 seconds that AutoSend waits.
async fn process(delivery: &Delivery<'_>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let created = delivery.created_at().map_or("an unknown time", |time| time.as_str());
    println!("{} {} of {created}", delivery.id, delivery.event_type());
    if let Event::EmailBounced(event) = &delivery.event {
        println!("{} bounced: {:?}", event.data.to.email, event.data.reason);
    }
    Ok(())
}

fn app(secrets: &[String]) -> Result<Router, Box<dyn Error>> {
    let app = App { verifier: Arc::new(Verifier::new(secrets)?), seen: Deduplicator::default() };
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
