//! OpenAPI 3.1: the deliveries as top-level `webhooks`.

use super::{GENERATED, events::event_ref};
use crate::{DELIVERY_ID_HEADER, EVENT_HEADER, ErrorCode, EventType, Generation, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(super) fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut generator = SchemaGenerator::new(settings);
    let webhooks: Map<String, Value> = EventType::ALL
        .iter()
        .map(|event_type| (event_type.to_string(), json!({ "post": operation(*event_type, &mut generator) })))
        .collect();
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Error".into(), error());
    json!({
        "openapi": "3.1.1",
        "x-generated": GENERATED,
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "AutoSend webhooks",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The requests that AutoSend posts to its customers' endpoints, as a receiver sees them.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "webhooks": webhooks,
        "components": { "schemas": schemas, "parameters": parameters() },
    })
}

fn operation(event_type: EventType, generator: &mut SchemaGenerator) -> Value {
    let body = event_ref(event_type, Generation::Current, generator);
    let parameters: Vec<Value> =
        parameters().keys().map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })).collect();
    json!({
        "operationId": event_type.as_str(),
        "summary": event_type.title(),
        "tags": [event_type.group().as_str()],
        "parameters": parameters,
        "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        "responses": responses(),
    })
}

fn responses() -> Value {
    let mut responses = Map::new();
    responses.insert("2XX".into(), json!({ "description": "Received. Anything else is delivered again." }));
    let statuses: BTreeSet<u16> = ErrorCode::ALL.iter().map(|code| code.status()).collect();
    for status in statuses {
        let codes: Vec<&str> =
            ErrorCode::ALL.iter().filter(|code| code.status() == status).map(|code| code.as_str()).collect();
        let schema = json!({ "$ref": "#/components/schemas/Error" });
        responses.insert(
            status.to_string(),
            json!({
                "description": format!("Refused: {}.", codes.join(", ")),
                "content": { "application/json": { "schema": schema } },
            }),
        );
    }
    Value::Object(responses)
}

fn error() -> Value {
    let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    json!({
        "title": "Error",
        "description": "Why a request was refused.",
        "type": "object",
        "properties": {
            "code": { "enum": codes },
            "message": { "type": "string", "description": "What happened." },
            "hint": { "type": "string", "description": "What to do about it." },
            "status": { "type": "integer", "description": "The HTTP status." },
        },
        "required": ["code", "message", "hint", "status"],
    })
}

fn parameters() -> Map<String, Value> {
    let header = |name: &str, required: bool, description: &str, schema: Value| {
        let parameter = json!({
            "name": name, "in": "header", "required": required, "description": description, "schema": schema,
        });
        (name.to_owned(), parameter)
    };
    let types: Vec<&str> = EventType::ALL.iter().map(|event_type| event_type.as_str()).collect();
    [
        header(
            SIGNATURE_HEADER,
            true,
            "HMAC-SHA256 of the raw body, keyed with the secret's text.",
            json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        ),
        header(
            TIMESTAMP_HEADER,
            true,
            "When it was sent, Unix milliseconds (first generation: seconds). Not signed.",
            json!({ "type": "string", "pattern": "^[0-9]{1,15}$" }),
        ),
        header(
            DELIVERY_ID_HEADER,
            true,
            "The delivery's id, the same over all retries. Not signed.",
            json!({ "type": "string", "pattern": "^[!-~]{1,255}$" }),
        ),
        header(
            EVENT_HEADER,
            false,
            "The event's type. Not signed: the body decides.",
            json!({ "type": "string", "examples": types }),
        ),
    ]
    .into_iter()
    .collect()
}
