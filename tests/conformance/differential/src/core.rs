//! What the core decides, in the columns that every implementation prints.

use crate::request::Request;
use autosend_webhooks::{Delivery, Event, Generation, Verifier, WebhookError, from_unix_millis, unix_millis};

pub fn decide(request: &Request) -> String {
    match verify(request) {
        Ok(columns) => format!("accepted\t{}", columns.join("\t")),
        Err(error) => format!("error\t{}", error.code()),
    }
}

fn verify(request: &Request) -> Result<Vec<String>, WebhookError> {
    let verifier = Verifier::new(&request.secrets)?.strict(request.strict);
    let now = from_unix_millis(request.now_ms.unsigned_abs());
    Ok(columns(&verifier.verify_at(&request.body, &request.headers, now)?))
}

fn columns(delivery: &Delivery<'_>) -> Vec<String> {
    let outcome = match &delivery.event {
        Event::Unknown(_) => "unknown",
        Event::Invalid(_) => "invalid",
        _ => "typed",
    };
    let generation = if delivery.event.generation() == Generation::First { "1" } else { "2" };
    let missing = || "-".to_owned();
    vec![
        const_hex::encode(delivery.event_type()),
        outcome.to_owned(),
        generation.to_owned(),
        const_hex::encode(&*delivery.id),
        delivery.sent_at.map_or_else(missing, |time| unix_millis(time).to_string()),
        delivery.created_at().map_or_else(missing, |time| const_hex::encode(time.as_str())),
        delivery.secret_index.to_string(),
        const_hex::encode(delivery.digest()),
    ]
}
