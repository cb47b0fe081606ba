//! `/openapi.json`: the description of the API under `/v1`. What is answered is described by the types that are
//! answered.

use super::webhooks::MAX_URL;
use crate::{
    catalog,
    views::{Created, LogPage, WebhookPage, WebhookView},
};
use autosend_webhooks::EventType;
use axum::Json;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

pub async fn serve() -> Json<Value> {
    Json(document())
}

fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut schemas = SchemaGenerator::new(settings);
    let paths = json!({
        "/webhooks": { "get": list(&mut schemas), "post": create(&mut schemas) },
        "/webhooks/events/available": { "get": available_events() },
        "/webhooks/{id}": {
            "parameters": [id()],
            "get": show(&mut schemas),
            "put": update(&mut schemas),
            "delete": delete(),
        },
        "/webhooks/{id}/logs": { "parameters": [id()], "get": logs(&mut schemas) },
        "/webhooks/{id}/reveal": { "parameters": [id()], "get": reveal() },
        "/webhooks/{id}/resend": { "parameters": [id()], "post": resend() },
        "/mails/send": { "post": send_mail() },
        "/mails/bulk": { "post": send_bulk() },
    });
    let mut definitions = schemas.take_definitions(true);
    definitions.insert("Error".into(), error_schema());
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "A local AutoSend",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The part of AutoSend's API that manages webhooks, and the one that takes mails.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/v1" }],
        "security": [{ "apiKey": [] }],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "apiKey": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A project's key, AS_…; with the account's, ASA_…, x-project-id is required.",
                },
            },
        },
    })
}

/// An operation: what it does, what it takes, and its responses besides those that every call can have.
fn operation(name: &str, summary: &str, request: Option<Value>, own: &[(&str, Value)]) -> Value {
    let mut responses = json!({
        "400": failure("What is asked for is not valid."),
        "401": failure("There is no key, or a wrong one."),
        "403": failure("The key does not reach that far."),
        "429": failure("Too many requests; only with --rate-limit."),
    });
    for (status, response) in own {
        responses[*status] = response.clone();
    }
    let project = json!({ "name": "x-project-id", "in": "header", "required": false,
        "description": "The project, with the account's key.",
        "schema": { "type": "string", "pattern": "^[0-9a-f]{24}$" } });
    let mut operation = json!({
        "operationId": name,
        "summary": summary,
        "parameters": [project],
        "responses": responses,
    });
    if let Some(schema) = request {
        operation["responses"]["413"] = failure("The body is larger than 1 MiB.");
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    operation
}

fn with_parameters(mut operation: Value, parameters: &[Value]) -> Value {
    if let Some(list) = operation["parameters"].as_array_mut() {
        list.extend_from_slice(parameters);
    }
    operation
}

fn failure(description: &str) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Error" });
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn not_found() -> (&'static str, Value) {
    ("404", failure("There is no such webhook."))
}

/// A success: the envelope around data, and the message that comes with it.
fn success(description: &str, message: Option<&str>, data: Option<Value>) -> Value {
    let mut properties = json!({ "success": { "const": true } });
    let mut required = vec!["success"];
    if let Some(message) = message {
        properties["message"] = json!({ "const": message });
        required.push("message");
    }
    if let Some(data) = data {
        properties["data"] = data;
        required.push("data");
    }
    let schema = json!({ "type": "object", "properties": properties, "required": required,
        "additionalProperties": false });
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn schema<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Value {
    schemas.subschema_for::<T>().to_value()
}

/// An object of which nothing is left out.
fn object(properties: &Value) -> Value {
    let required: Vec<_> = properties.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn error_schema() -> Value {
    let text = json!({ "type": "string" });
    let detail = object(&json!({ "field": text, "message": text }));
    let mut error = object(&json!({ "message": text, "code": { "type": "string", "pattern": "^[A-Z_]+$" } }));
    error["properties"]["details"] = json!({ "type": "array", "items": detail, "minItems": 1 });
    let mut schema = object(&json!({ "success": { "const": false }, "error": error }));
    schema["properties"]["retryAfter"] = json!({ "type": "integer", "description": "Seconds.", "minimum": 1 });
    schema
}

fn id() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[0-9a-f]{24}$" } })
}

fn page_parameters() -> [Value; 2] {
    let number = |name: &str, default: u32, maximum: u32| {
        json!({ "name": name, "in": "query",
            "schema": { "type": "integer", "minimum": 1, "maximum": maximum, "default": default } })
    };
    [number("page", 1, 1_000_000_000), number("limit", 50, 100)]
}

fn url() -> Value {
    json!({ "type": "string", "format": "iri", "pattern": "^https?://", "maxLength": MAX_URL })
}

fn events() -> Value {
    let documented = EventType::ALL.iter().map(|event| event.as_str());
    let offered: Vec<_> = documented.chain(catalog::undocumented()).collect();
    json!({ "type": "array", "items": { "enum": offered }, "minItems": 1 })
}

/// What may be left out may be null as well.
fn nullable(name: &str) -> Value {
    json!({ "type": [name, "null"] })
}

fn list(schemas: &mut SchemaGenerator) -> Value {
    let data = schema::<WebhookPage>(schemas);
    let answers = [("200", success("A page of webhooks, newest first.", None, Some(data)))];
    let is_active = json!({ "name": "isActive", "in": "query", "schema": { "type": "boolean" } });
    let operation = operation("listWebhooks", "List webhooks", None, &answers);
    with_parameters(operation, &[&[is_active][..], &page_parameters()].concat())
}

fn create(schemas: &mut SchemaGenerator) -> Value {
    let request = json!({
        "type": "object",
        "properties": { "url": url(), "events": events(), "metadata": nullable("object"), "name": nullable("string") },
        "required": ["url", "events"],
    });
    let data = schema::<Created>(schemas);
    let created =
        success("The webhook, with its secret for this once.", Some("Webhook created successfully"), Some(data));
    operation("createWebhook", "Create a webhook", Some(request), &[("201", created)])
}

fn show(schemas: &mut SchemaGenerator) -> Value {
    let found = success("The webhook.", None, Some(schema::<WebhookView>(schemas)));
    operation("getWebhook", "Get a webhook", None, &[("200", found), not_found()])
}

fn update(schemas: &mut SchemaGenerator) -> Value {
    let request = json!({
        "type": "object",
        "properties": { "events": { "anyOf": [events(), { "type": "null" }] }, "isActive": nullable("boolean"), "metadata": nullable("object"),
            "name": nullable("string") },
        "not": { "anyOf": [{ "required": ["secret"] }, { "required": ["url"] }] },
    });
    let data = schema::<WebhookView>(schemas);
    let updated = success("The webhook.", Some("Webhook updated successfully"), Some(data));
    operation("updateWebhook", "Change a webhook", Some(request), &[("200", updated), not_found()])
}

fn delete() -> Value {
    let deleted = success("It is gone.", Some("Webhook deleted successfully"), None);
    operation("deleteWebhook", "Delete a webhook", None, &[("200", deleted), not_found()])
}

fn logs(schemas: &mut SchemaGenerator) -> Value {
    let data = schema::<LogPage>(schemas);
    let found = success("A page of deliveries, newest first.", None, Some(data));
    let operation =
        operation("listWebhookLogs", "List the deliveries of a webhook", None, &[("200", found), not_found()]);
    with_parameters(operation, &page_parameters())
}

fn reveal() -> Value {
    let secret = json!({ "type": "string", "pattern": "^whsec_[0-9a-f]{32}$" });
    let found = success("The secret.", None, Some(object(&json!({ "secret": secret }))));
    operation("revealWebhookSecret", "Reveal a webhook's secret", None, &[("200", found), not_found()])
}

fn resend() -> Value {
    let request = object(&json!({ "event": { "type": "string" }, "data": { "type": "object" } }));
    let data = object(&json!({ "jobId": { "type": "string", "pattern": "^deliver-webhook-[0-9]+$" } }));
    let queued = success("It is queued.", Some("Webhook queued for delivery"), Some(data));
    operation("resendWebhook", "Send an event to a webhook", Some(request), &[("200", queued), not_found()])
}

fn available_events() -> Value {
    let names: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
    let data = object(&json!({ "events": { "type": "array", "items": { "enum": names } } }));
    let found = success("The event types.", None, Some(data));
    operation("listAvailableEvents", "List the event types", None, &[("200", found)])
}

fn address() -> Value {
    let email = json!({ "type": "string", "format": "email" });
    json!({ "type": "object", "properties": { "email": email, "name": nullable("string") }, "required": ["email"] })
}

/// What mails to one and to many have in common.
fn message(mut properties: Value, required: &str) -> Value {
    for name in ["html", "text", "templateId"] {
        properties[name] = nullable("string");
    }
    properties["from"] = address();
    properties["subject"] = json!({ "type": ["string", "null"], "maxLength": 998 });
    properties["test"] = nullable("boolean");
    let given = |name: &str| json!({ "properties": { name: { "type": "string" } }, "required": [name] });
    let content = json!({ "allOf": [given("subject"), { "anyOf": [given("html"), given("text")] }] });
    json!({
        "type": "object",
        "properties": properties,
        "required": [required, "from"],
        "anyOf": [given("templateId"), content],
    })
}

fn send_mail() -> Value {
    let addresses = json!({ "type": "array", "items": address(), "minItems": 1, "maxItems": 100 });
    let request = message(json!({ "to": { "anyOf": [address(), addresses] } }), "to");
    let data = object(&json!({
        "emailId": { "type": "string", "pattern": "^[0-9a-f]{24}$" },
        "message": { "const": "Email queued successfully." },
        "totalRecipients": { "type": "integer", "minimum": 1 },
    }));
    let taken = success("The mail is taken; its life is played.", None, Some(data));
    operation("sendMail", "Send a mail", Some(request), &[("200", taken)])
}

fn send_bulk() -> Value {
    let addresses = json!({ "type": "array", "items": address(), "minItems": 1, "maxItems": 100 });
    let request = message(json!({ "recipients": addresses }), "recipients");
    let count = json!({ "type": "integer", "minimum": 0 });
    let data = object(&json!({
        "batchId": { "type": "string", "pattern": "^[0-9a-f]{24}$" },
        "totalRecipients": count,
        "successCount": count,
        "failedCount": count,
    }));
    let taken = success("The mails are taken; their lives are played.", None, Some(data));
    operation("sendBulkMail", "Send a mail to many", Some(request), &[("200", taken)])
}
