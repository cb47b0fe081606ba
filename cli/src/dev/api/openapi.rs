//! The description of this API.

use axum::Json;
use serde_json::{Value, json};

pub async fn serve() -> Json<Value> {
    Json(json!({ "openapi": "3.1.0" }))
}
