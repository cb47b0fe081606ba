//! Serving HTTP to whoever connects: for a while, and not to too many at once.

use crate::input::parse_timeout;
use autosend_webhooks_emulator::origin::Names;
use axum::{Router, body::Body, extract::Request, middleware::map_request};
use futures_util::stream;
use http_body_util::BodyExt;
use hyper::{body::Bytes, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout, timeout_at},
};
use tokio_io_timeout::TimeoutStream;

/// How long a header can be.
const MAX_HEADER: usize = 64 * 1024;

/// How long requests under way may take after the server was asked to end.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long to wait where the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(100);

/// Under which names a server answers a browser.
#[derive(Debug, Clone, clap::Args)]
pub struct HostArgs {
    /// A name that the Host header may have, besides localhost and addresses; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
}

impl HostArgs {
    /// The names of a server at that address.
    pub fn names(&self, address: SocketAddr) -> Names {
        Names::new(address, &self.allow_host)
    }
}

/// What a server bears.
#[derive(Debug, Clone, clap::Args)]
pub struct ServerArgs {
    /// How long a connection may take for the head of a request, for its body, for reading a response, and between requests
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = parse_timeout)]
    read_timeout: Duration,

    /// How many connections may be open; more wait
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..))]
    max_connections: u16,
}

impl ServerArgs {
    /// Answers until `stop` ends, and what is under way for a moment longer.
    pub async fn serve(&self, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
        let time = self.read_timeout;
        let router =
            router.layer(map_request(move |request: Request| async move { request.map(|body| within(body, time)) }));
        let connections = Arc::new(Semaphore::new(self.max_connections.into()));
        let graceful = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let (stream, permit) = tokio::select! {
                accepted = accept(&listener, &connections) => accepted,
                () = &mut stop => break,
            };
            let connection = self
                .protocol()
                .serve_connection(TokioIo::new(self.with_timeout(stream)), TowerToHyperService::new(router.clone()));
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // It may end in any way.
                let _ = connection.await;
                drop(permit);
            });
        }
        drop(listener);
        // Whoever needs longer is not waited for.
        let _ = timeout(FAREWELL, graceful.shutdown()).await;
    }

    fn protocol(&self) -> http1::Builder {
        let mut protocol = http1::Builder::new();
        // Counts from the end of the request before, too.
        protocol.timer(TokioTimer::new()).header_read_timeout(self.read_timeout).max_buf_size(MAX_HEADER);
        protocol
    }

    /// Whoever does not read a response is not waited for.
    fn with_timeout(&self, stream: TcpStream) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.read_timeout));
        Box::pin(stream)
    }
}

/// The next connection, once there is room for one.
async fn accept(listener: &TcpListener, connections: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let permit = Arc::clone(connections).acquire_owned().await.expect("the semaphore is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, permit),
            // A connection that is gone already, or no room for more: neither is the end.
            Err(_) => sleep(BREATH).await,
        }
    }
}

/// The same body, which fails if it has not come to its end in that time.
fn within(body: Body, time: Duration) -> Body {
    let deadline = Instant::now() + time;
    Body::from_stream(stream::unfold(Some(body), move |body| async move {
        let mut body = body?;
        match timeout_at(deadline, body.frame()).await {
            Ok(None) => None,
            Ok(Some(Ok(frame))) => Some((Ok(frame.into_data().unwrap_or_default()), Some(body))),
            Ok(Some(Err(error))) => Some((Err(io::Error::other(error)), None)),
            Err(_) => Some((Err::<Bytes, _>(io::ErrorKind::TimedOut.into()), None)),
        }
    }))
}
