//! The server: everything that is above the state, under its paths.

use crate::{
    api::{self, envelope::ApiError},
    dashboard::Page,
    emulator_api, security,
    state::Emulator,
};
use axum::{
    Router,
    http::{Method, StatusCode, Uri},
    middleware,
    routing::get,
};
use std::{io, sync::Arc};
use tokio::net::TcpListener;

impl Emulator {
    /// The API, the emulator's own API, and the dashboard: to be served.
    pub fn router(self: &Arc<Self>) -> Router {
        router(self.clone())
    }

    /// Serves all of it, without limits on slow or many clients: for tests.
    pub async fn serve(self: &Arc<Self>, listener: TcpListener) -> io::Result<()> {
        axum::serve(listener, self.router()).await
    }
}

fn router(emulator: Arc<Emulator>) -> Router {
    Router::new()
        .nest("/v1", api::router(&emulator))
        .nest("/emulator", emulator_api::router(&emulator))
        .route("/openapi.json", get(api::openapi::serve))
        .fallback(|method: Method, uri: Uri| async move {
            Page::Emulator.file(&method, &uri).ok_or_else(|| ApiError::not_found("There is nothing here"))
        })
        .method_not_allowed_fallback(|| async {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "This call has another method")
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&emulator), security::check))
        .with_state(emulator)
}
