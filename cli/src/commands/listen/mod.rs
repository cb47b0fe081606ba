//! `listen`: shows what comes in, and passes it on.

mod judge;
mod received;
mod saved;
mod show;

use crate::{
    client::{Client, Failure, Request},
    input::{LimitArgs, SecretArgs, in_seconds, parse_timeout},
    output::{BOLD, DIM, Exit, UsageError, note, print, print_json},
    profile::ProfileArgs,
    server::{HostArgs, ServerArgs},
    stored::{DEFAULT_DIRECTORY, StoredRequest},
    trust::TrustArgs,
};
use autosend_webhooks::{Deduplicator, provider};
use autosend_webhooks_emulator::{http, origin::Names};
use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use judge::Judge;
use received::{Received, Rejection, SentResponse, Verdict};
use reqwest::Url;
use saved::Saver;
use serde_json::json;
use std::{
    error::Error,
    future::poll_fn,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    pin::pin,
    sync::Arc,
    task::Poll,
    time::{Duration, SystemTime},
};
use tokio::{net::TcpListener, runtime::Runtime, signal};

/// What goes beyond is cut off: a sender of webhooks does not read that far.
const MAX_RESPONSE: usize = 1024 * 1024;

/// Headers that belong to a connection, not to a request or a response (RFC 9110, section 7.6.1).
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
  autosend-webhooks listen --profile github --secret-file secret
  autosend-webhooks listen --json | jq -r 'select(.verified | not) | .error.code'";

/// Show incoming deliveries, verify them, and pass them on
///
/// What does not verify is shown with its causes and how to fix them, and answered as a receiver would: with the error's
/// status. What is authentic is answered with 200, or with --forward-to goes on as it came, and the response to it comes back.
/// Without a secret, nothing is verified, and only --forward-all passes anything on. Ctrl-C ends it.
///
/// It answers under localhost, addresses and the names of --allow-host: a tunnel's name has to be allowed. Requests that a
/// browser makes for other sites are refused.
///
/// --json prints one object a line: `received_at`, `method`, `target`, `headers` (what authenticates is shortened), `body`,
/// `event`, `id`, `verified` (null without a secret), `repeat` (null, duplicate, in_progress, expired, or id_reused of a new event under a known id), `error`, `causes`, `answer`
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
    hosts: HostArgs,

    #[command(flatten)]
    server: ServerArgs,

    #[command(flatten)]
    secrets: SecretArgs,

    /// Pass requests that verify on to this address, byte for byte
    #[arg(long, value_name = "URL", value_parser = http::parse_url)]
    forward_to: Option<Url>,

    /// Also pass on what does not verify
    #[arg(long, requires = "forward_to")]
    forward_all: bool,

    #[command(flatten)]
    trust: TrustArgs,

    /// How long to wait for the response to a request that was passed on
    #[arg(long, value_name = "DURATION", default_value = in_seconds(provider::RESPONSE_TIMEOUT), value_parser = parse_timeout)]
    timeout: Duration,

    /// Save each request in a file of its own, for verify, explain and replay [default directory: webhooks]
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = DEFAULT_DIRECTORY)]
    save: Option<PathBuf>,

    /// Save no more once the directory holds so many bytes of requests
    #[arg(long, value_name = "BYTES", default_value_t = 256 * 1024 * 1024, requires = "save")]
    save_limit: u64,

    #[command(flatten)]
    limits: LimitArgs,

    #[command(flatten)]
    profile: ProfileArgs,

    /// One line of JSON for each request
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let listener = Listener::new(args)?;
    let runtime = Runtime::new().map_err(|error| {
        UsageError::new(format!("cannot start: {error}"), "Check the limits on threads and open files.")
    })?;
    runtime.block_on(serve(args, listener))?;
    // Not waited for: a request that is passed on to someone who does not answer.
    runtime.shutdown_background();
    Ok(Exit::Ok)
}

async fn serve(args: &Args, listener: Listener) -> Result<(), UsageError> {
    let address = SocketAddr::new(args.host, args.port);
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
    let state = (Arc::new(listener), args.hosts.names(address));
    let router = Router::new().fallback(receive).with_state(state);
    args.server.serve(socket, router, async { interrupt.await.unwrap_or_default() }).await;
    Ok(())
}

/// What all requests share.
struct Listener {
    judge: Judge,
    seen: Deduplicator,
    forward: Option<Client>,
    forward_all: bool,
    save: Option<Saver>,
    max_body: usize,
    json: bool,
}

impl Listener {
    fn new(args: &Args) -> Result<Self, UsageError> {
        let judge = Judge::new(args)?;
        if !judge.verifies() && args.forward_to.is_some() && !args.forward_all {
            let fix =
                "Give --secret-file FILE or set AUTOSEND_WEBHOOK_SECRET; --forward-all passes on what nobody signed.";
            return Err(UsageError::new("only what verifies is passed on, and there is no secret", fix));
        }
        let trust = args.trust.trust()?;
        let client = |url| Client::new(url, args.timeout, 5, &trust).map(|client| client.max_response(MAX_RESPONSE));
        Ok(Self {
            max_body: judge.max_body(),
            judge,
            seen: Deduplicator::default(),
            forward: args.forward_to.as_ref().map(client).transpose()?,
            forward_all: args.forward_all,
            save: args.save.clone().map(|directory| Saver::new(directory, args.save_limit)),
            json: args.json,
        })
    }

    fn introduce(&self, address: SocketAddr) {
        note(&format!("{BOLD}listening on http://{address}{BOLD:#}"));
        if !self.judge.verifies() {
            note(&format!("{DIM}no secret is given, so nothing is verified{DIM:#}"));
        }
    }

    /// What to answer, and what to tell about it.
    async fn answer(&self, request: &StoredRequest, verdict: &Verdict) -> (Response, SentResponse) {
        let passes = self.forward_all || matches!(verdict, Verdict::Verified(_));
        let Some(client) = self.forward.as_ref().filter(|_| passes) else {
            let response = verdict.response();
            let status = response.status().as_u16();
            verdict.done(&self.seen);
            return (response, SentResponse::Own { status });
        };
        let outcome = client.send(forwarded(request)).await;
        // Otherwise its claim ends with the verdict, and its retry is no duplicate.
        if matches!(&outcome, Ok(response) if (200..300).contains(&response.status)) {
            verdict.done(&self.seen);
        }
        match outcome {
            Ok(response) => {
                let answer = SentResponse::Forwarded { status: response.status, latency: response.latency };
                (returned(response.status, response.headers, response.body), answer)
            }
            Err(Failure { kind, message }) => {
                let body = json!({ "code": "not_forwarded", "message": format!("{kind}: {message}") });
                ((StatusCode::BAD_GATEWAY, Json(body)).into_response(), SentResponse::Failed { kind, message })
            }
        }
    }

    fn tell(&self, received: &Received) {
        let names = self.judge.names();
        let told =
            if self.json { print_json(&received.report(&names)) } else { print(&show::describe(received, &names)) };
        if let Err(error) = told {
            error.report();
        }
    }
}

type Shared = (Arc<Listener>, Names);

async fn receive(State((listener, names)): State<Shared>, request: axum::extract::Request) -> Response {
    let at = SystemTime::now();
    let (head, body) = request.into_parts();
    let headers = head.headers.iter().map(|(name, value)| (name.as_str().into(), value.as_bytes().to_vec())).collect();
    let mut request =
        StoredRequest { method: head.method.to_string(), target: head.uri.to_string(), headers, body: Vec::new() };
    if let Some(problem) = names.problem(&head.headers) {
        return refuse(&listener, at, request, Verdict::Rejected(Rejection::foreign(problem)));
    }
    match Limited::new(body, listener.max_body).collect().await {
        Ok(body) => request.body = body.to_bytes().into(),
        Err(error) => return refuse(&listener, at, request, unread(&*error)),
    }
    let verdict = listener.judge.judge(&request, &listener.seen, at);
    let names = listener.judge.names();
    let saved = listener.save.as_ref().map(|saver| saver.save(&request, at, [names.event, names.id]));
    let (response, answer) = listener.answer(&request, &verdict).await;
    listener.tell(&Received { at, request, verdict, answer, saved });
    response
}

/// Why a body could not be read.
fn unread(error: &(dyn Error + 'static)) -> Verdict {
    let mut causes = std::iter::successors(Some(error), |cause| (*cause).source());
    let timed_out = |io: &io::Error| io.kind() == io::ErrorKind::TimedOut;
    if error.is::<LengthLimitError>() {
        Verdict::Refused(judge::too_large())
    } else if causes.any(|cause| cause.downcast_ref().is_some_and(timed_out)) {
        Verdict::Rejected(Rejection::slow())
    } else {
        Verdict::Rejected(Rejection::cut_off())
    }
}

/// A request without its whole body: there is nothing to verify or to pass on.
fn refuse(listener: &Listener, at: SystemTime, request: StoredRequest, verdict: Verdict) -> Response {
    let response = verdict.response();
    let answer = SentResponse::Own { status: response.status().as_u16() };
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
