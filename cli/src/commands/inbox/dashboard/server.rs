//! The page's routes: files for everybody, data for whoever has the token.

use super::{
    super::drift::Latest,
    api::{self, Problem},
    timeline::Timelines,
    token::Token,
};
use autosend_webhooks_emulator::{SecretText, bearer, dashboard::Page, origin::Names};
use autosend_webhooks_inbox::Store;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header::CACHE_CONTROL},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use std::sync::Arc;

/// The longest request, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// What the handlers share.
pub struct Shared {
    pub store: Arc<dyn Store>,
    pub timelines: Timelines,
    pub drift: Latest,
    token: SecretText,
    names: Names,
}

pub fn router(store: Arc<dyn Store>, token: Token, names: Names) -> Router {
    let shared =
        Arc::new(Shared { store, timelines: Timelines::default(), drift: Latest::default(), token: token.text, names });
    let data = Router::new()
        .route("/stats", get(api::stats))
        .route("/timeline", get(api::timeline))
        .route("/drift", get(api::drift))
        .route("/list", post(api::list))
        .route("/deliveries/{seq}", get(api::delivery))
        .route("/replay", post(api::replay))
        .fallback(|| async { Problem::not_found("There is no such call.") })
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This call has another method.")
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(shared.clone(), with_token));
    Router::new()
        .nest("/api", data)
        .fallback(page)
        .layer(middleware::from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}

async fn page(method: Method, uri: Uri) -> Response {
    let file = Page::Inbox.file(&method, &uri);
    file.unwrap_or_else(|| Problem::not_found("There is nothing here.").into_response())
}

async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let refuse = |problem| Problem::new(StatusCode::FORBIDDEN, "forbidden", problem).into_response();
    shared.names.guard(request, next, refuse).await
}

async fn with_token(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if !shared.token.matches(bearer(request.headers())) {
        let message = "Open the address that the program printed: the token is in it.";
        return Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", message).into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
