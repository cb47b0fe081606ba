//! `listen`: shows what comes in, and passes it on.

mod received;
mod show;

use crate::{
    client::{Client, Failure, Request},
    http,
    input::{LimitArgs, SecretArgs, SecretText, parse_duration},
    output::{BOLD, DIM, Exit, UsageError, note, print, print_json},
    stored::{DEFAULT_DIRECTORY, StoredRequest},
};
use autosend_webhooks::{Admission, Deduplicator, ErrorCode, Explainer, Explanation, Verifier, WebhookError};
use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use received::{Answer, Received, Verdict};
use reqwest::Url;
use serde_json::json;
use std::{
    future::{IntoFuture, poll_fn},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    pin::pin,
    sync::Arc,
    task::Poll,
    time::{Duration, SystemTime},
};
use tokio::{net::TcpListener, runtime::Runtime, signal, sync::oneshot, time::timeout};

/// What goes beyond is cut off: a sender of webhooks does not read that far.
const MAX_ANSWER: usize = 1024 * 1024;

/// How long requests under way may take after Ctrl-C.
const FAREWELL: Duration = Duration::from_secs(2);

/// Headers that belong to a connection, not to a request or an answer (RFC 9110, section 7.6.1).
const OF_THE_CONNECTION: [HeaderName; 9] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::HOST,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks listen
  autosend-webhooks listen --forward-to http://127.0.0.1:3000/webhooks
  autosend-webhooks listen --save
  autosend-webhooks listen --json | jq -r 'select(.verified | not) | .error.code'";

/// Show incoming deliveries, verify them, and pass them on
///
/// What does not verify is shown with its causes and how to fix them. Without --forward-to it answers as a receiver would:
/// 200 to what is authentic, otherwise the error's status. With it, every request goes on as it came, and the answer to it
/// comes back. Without a secret, nothing is verified. Ctrl-C ends it.
///
/// --json prints one object a line: `received_at`, `method`, `target`, `headers` (what authenticates is shortened), `body`,
/// `event`, `id`, `verified` (null without a secret), `repeat` (null, duplicate or expired), `error`, `causes`, `answer`
/// {`status`, `forwarded`, `failure`, `ms`}, `saved`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The port to listen on; 0 for any free one
    #[arg(long, default_value_t = 4000)]
    port: u16,

    /// The address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::from(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    #[command(flatten)]
    secrets: SecretArgs,

    /// Pass every request on to this address, byte for byte
    #[arg(long, value_name = "URL", value_parser = http::parse_url)]
    forward_to: Option<Url>,

    /// How long to wait for the answer to a request that was passed on
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = parse_duration)]
    timeout: Duration,

    /// Save each request in a file of its own, for verify, explain and replay [default directory: webhooks]
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = DEFAULT_DIRECTORY)]
    save: Option<PathBuf>,

    #[command(flatten)]
    limits: LimitArgs,

    /// One line of JSON for each request
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let listener = Arc::new(Listener::new(args)?);
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    runtime.block_on(serve(SocketAddr::new(args.host, args.port), listener))?;
    // Not waited for: a request that is passed on to someone who does not answer.
    runtime.shutdown_background();
    Ok(Exit::Ok)
}

async fn serve(address: SocketAddr, listener: Arc<Listener>) -> Result<(), UsageError> {
    let failed =
        |error| UsageError::new(format!("cannot listen on {address}: {error}"), "Give another --port or --host.");
    let socket = TcpListener::bind(address).await.map_err(failed)?;
    let address = socket.local_addr().map_err(failed)?;
    let mut interrupt = pin!(signal::ctrl_c());
    // From the first poll on, Ctrl-C is caught: before anybody is told that this listens.
    match poll_fn(|context| Poll::Ready(interrupt.as_mut().poll(context))).await {
        Poll::Pending => listener.introduce(address),
        Poll::Ready(Ok(())) => return Ok(()),
        Poll::Ready(Err(error)) => {
            return Err(UsageError::new(format!("cannot wait for Ctrl-C: {error}"), "Check the limits on open files."));
        }
    }

    let (stop, stopped) = oneshot::channel();
    let router = Router::new().fallback(receive).with_state(listener);
    // Stopped as well if the sender is gone.
    let server = axum::serve(socket, router).with_graceful_shutdown(async { stopped.await.unwrap_or_default() });
    let mut server = pin!(server.into_future());
    tokio::select! {
        ended = &mut server => return ended.map_err(failed),
        _ = interrupt => {}
    }
    // Nobody listens any more only if the server has ended by itself.
    let _ = stop.send(());
    timeout(FAREWELL, server).await.unwrap_or(Ok(())).map_err(failed)
}

/// What all requests share.
struct Listener {
    explainer: Explainer,
    /// None without secrets.
    verifier: Option<Verifier>,
    seen: Deduplicator,
    forward: Option<Client>,
    save: Option<PathBuf>,
    max_body: usize,
    json: bool,
}

impl Listener {
    fn new(args: &Args) -> Result<Self, UsageError> {
        let secrets: Vec<SecretText> = args.secrets.all()?;
        let wrong = |error: WebhookError| UsageError::new(error.message(), error.hint());
        let verifier = (!secrets.is_empty()).then(|| args.limits.verifier(&secrets)).transpose().map_err(wrong)?;
        let client = |url| Client::new(url, args.timeout, 5).map(|client| client.max_answer(MAX_ANSWER));
        Ok(Self {
            explainer: args.limits.explainer(&secrets),
            verifier,
            seen: Deduplicator::default(),
            forward: args.forward_to.as_ref().map(client).transpose()?,
            save: args.save.clone(),
            max_body: args.limits.max_body(),
            json: args.json,
        })
    }

    fn introduce(&self, address: SocketAddr) {
        note(&format!("{BOLD}listening on http://{address}{BOLD:#}"));
        if self.verifier.is_none() {
            note(&format!("{DIM}no secret is given, so nothing is verified{DIM:#}"));
        }
    }

    fn judge(&self, request: &StoredRequest, now: SystemTime) -> Verdict {
        let Some(verifier) = &self.verifier else { return Verdict::Unverified };
        match verifier.verify_at(&request.body, &request.headers, now) {
            Ok(delivery) => Verdict::Verified(self.seen.admit_at(&delivery, now), delivery.into_owned().into()),
            Err(_) => Verdict::Refused(self.explainer.explain(&request.body, &request.headers, now)),
        }
    }

    /// What to answer, and what to tell about it.
    async fn answer(&self, request: &StoredRequest, verdict: &Verdict) -> (Response, Answer) {
        let Some(client) = &self.forward else {
            let response = verdict.response();
            let status = response.status().as_u16();
            self.done(verdict);
            return (response, Answer::Own { status });
        };
        let outcome = client.send(forwarded(request)).await;
        // Otherwise its claim ends with the verdict, and its retry is no duplicate.
        if matches!(&outcome, Ok(response) if (200..300).contains(&response.status)) {
            self.done(verdict);
        }
        match outcome {
            Ok(response) => {
                let answer = Answer::Forwarded { status: response.status, latency: response.latency };
                (returned(response.status, response.headers, response.body), answer)
            }
            Err(Failure { kind, message }) => {
                let body = json!({ "code": "not_forwarded", "message": format!("{kind}: {message}") });
                ((StatusCode::BAD_GATEWAY, Json(body)).into_response(), Answer::Failed { kind, message })
            }
        }
    }

    fn done(&self, verdict: &Verdict) {
        if let Verdict::Verified(Admission::First(_), delivery) = verdict {
            self.seen.done(delivery);
        }
    }

    fn tell(&self, received: &Received) {
        let told = if self.json { print_json(&received.report()) } else { print(&show::describe(received)) };
        if let Err(error) = told {
            error.report();
        }
    }
}

async fn receive(State(listener): State<Arc<Listener>>, request: axum::extract::Request) -> Response {
    let at = SystemTime::now();
    let (head, body) = request.into_parts();
    let read = Limited::new(body, listener.max_body).collect().await;
    let headers = head.headers.iter().map(|(name, value)| (name.as_str().into(), value.as_bytes().to_vec())).collect();
    let mut request =
        StoredRequest { method: head.method.to_string(), target: head.uri.to_string(), headers, body: Vec::new() };
    match read {
        Ok(body) => request.body = body.to_bytes().into(),
        Err(error) if error.is::<LengthLimitError>() => return refuse(&listener, at, request, ErrorCode::BodyTooLarge),
        // The connection ended before the body did.
        Err(_) => return refuse(&listener, at, request, ErrorCode::BodyNotJson),
    }
    let verdict = listener.judge(&request, at);
    let saved = listener.save.as_ref().map(|directory| request.save(directory, at).map_err(|error| error.to_string()));
    let (response, answer) = listener.answer(&request, &verdict).await;
    listener.tell(&Received { at, request, verdict, answer, saved });
    response
}

/// A request without its whole body: there is nothing to verify or to pass on.
fn refuse(listener: &Listener, at: SystemTime, request: StoredRequest, code: ErrorCode) -> Response {
    let verdict = Verdict::Refused(Explanation { error: Some(code.into()), causes: Vec::new() });
    let response = verdict.response();
    let answer = Answer::Own { status: response.status().as_u16() };
    listener.tell(&Received { at, request, verdict, answer, saved: None });
    response
}

/// The request as it came, on a connection of its own.
fn forwarded(request: &StoredRequest) -> Request {
    let is_own = |name: &[u8]| OF_THE_CONNECTION.iter().any(|own| own.as_str().as_bytes() == name);
    let headers = request.headers.iter().filter(|(name, _)| !is_own(name)).cloned().collect();
    let method = request.method.parse().unwrap_or(reqwest::Method::POST);
    Request { method, headers, body: request.body.clone() }
}

fn returned(status: u16, mut headers: HeaderMap, body: Vec<u8>) -> Response {
    for name in &OF_THE_CONNECTION {
        headers.remove(name);
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    (status, headers, Body::from(body)).into_response()
}
