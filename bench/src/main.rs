//! `cargo run --release -p bench [-- --json] [--check]`: this project beside what else one could use, in one run on one
//! thread, and what CPU that was: it matters most whether it has SHA extensions. `--json` prints the numbers as JSON; with `--check` a missed target is a failure.

mod by_hand;
mod harness;

use autosend_webhooks::{Event, Verifier};
use bench::request::{self, FILLERS, SECRET};
use harness::{Measure, Row, measure};
use hmac::Mac;
use http::HeaderMap;
use sha2::{Digest, Sha256};
use std::{hint::black_box, process::ExitCode, time::SystemTime};

const TYPED: &str = "verify + typed event, 700 bytes";
const AUTHENTICATE: &str = "authenticate only, 700 bytes";

const OURS: &str = "autosend-webhooks";
const SVIX: &str = "svix";
const STANDARD: &str = "standardwebhooks";
const BY_HAND: &str = "by hand: hmac + sha2 + hex";
const RING: &str = "by hand: ring, keyed once";
const FLOOR: &str = "SHA-256 alone, of the body and two blocks";

fn main() -> ExitCode {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let measures = measure(&rows());
    let targets = targets(&measures);
    if has("--json") {
        println!("{:#}", serde_json::json!({ "cpu": cpu(), "measures": measures, "targets": targets }));
    } else {
        println!("{}\n", cpu());
        print(&measures, &targets);
    }
    let missed = targets.iter().any(|target| !target.met);
    ExitCode::from(u8::from(missed && has("--check")))
}

/// The CPU's architecture, and what of it hashing depends on.
fn cpu() -> String {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let features = [
        ("SHA", is_x86_feature_detected!("sha")),
        ("AVX", is_x86_feature_detected!("avx")),
        ("AVX2", is_x86_feature_detected!("avx2")),
        ("BMI2", is_x86_feature_detected!("bmi2")),
    ];
    #[cfg(target_arch = "aarch64")]
    let features = [("SHA2", std::arch::is_aarch64_feature_detected!("sha2"))];
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
    let features: [(&str, bool); 0] = [];
    let features = features.map(|(name, is_there)| format!("{name} {}", if is_there { "yes" } else { "no" }));
    format!("{}: {}", std::env::consts::ARCH, features.join(", "))
}

/// A row over a body and its headers; what the work makes may borrow from them, so it ends in there.
fn over(
    (body, headers): &(Vec<u8>, HeaderMap),
    group: &'static str,
    name: &'static str,
    work: impl Fn(&[u8], &HeaderMap) + 'static,
) -> Row {
    let (body, headers) = (body.clone(), headers.clone());
    Row::new(group, name, move || work(black_box(&body), black_box(&headers)))
}

fn rows() -> Vec<Row> {
    let body = request::body(FILLERS[1].1, FILLERS[1].2);
    let requests = |body: &[u8]| {
        [request::autosend, request::svix, request::standard_webhooks].map(|sign| (body.to_vec(), sign(body)))
    };
    let mut rows = Vec::new();
    rows.extend(verify_rows(&requests(&body)));
    rows.extend(authenticate_rows(&requests(&body)));
    for (group, index) in HMACS {
        let (_, size, filler) = FILLERS[index];
        rows.extend(hmac_rows(group, &(request::body(size, filler), HeaderMap::new())));
    }
    for (group, index) in SIZES {
        let (_, size, filler) = FILLERS[index];
        let [request, ..] = requests(&request::body(size, filler));
        rows.push(over(&request, group, OURS, ours()));
        rows.push(over(&request, group, BY_HAND, by_hand_typed));
    }
    rows
}

/// The other sizes, by their place in [`FILLERS`].
const SIZES: [(&str, usize); 3] = [
    ("verify + typed event, 250 bytes", 0),
    ("verify + typed event, 64 KiB of ASCII", 2),
    ("verify + typed event, 64 KiB, not ASCII", 3),
];

fn verifier() -> Verifier {
    Verifier::new([SECRET]).expect("the secret is valid")
}

fn ours() -> impl Fn(&[u8], &HeaderMap) + 'static {
    let verifier = verifier();
    move |body, headers| {
        black_box(&verifier.verify(body, headers).expect("the request is authentic"));
    }
}

fn by_hand_typed(body: &[u8], headers: &HeaderMap) {
    black_box(by_hand::authenticate(body, headers).expect("the request is authentic"));
    black_box(&by_hand::parse(body));
}

fn verify_rows([autosend, svix, standard]: &[(Vec<u8>, HeaderMap); 3]) -> Vec<Row> {
    let (verifier, svix_webhook, standard_webhook, ring_key) =
        (verifier(), svix_webhook(), standard_webhook(), by_hand::ring_key());
    vec![
        over(autosend, TYPED, OURS, ours()),
        over(autosend, TYPED, "autosend-webhooks, every field read", move |body, headers| {
            read_fields(&verifier.verify(body, headers).expect("the request is authentic").event);
        }),
        over(svix, TYPED, SVIX, move |body, headers| {
            svix_webhook.verify(body, headers).expect("the request is authentic");
            black_box(&by_hand::parse(body));
        }),
        over(standard, TYPED, STANDARD, move |body, headers| {
            standard_webhook.verify(body, headers).expect("the request is authentic");
            black_box(&by_hand::parse(body));
        }),
        over(autosend, TYPED, BY_HAND, by_hand_typed),
        over(autosend, TYPED, "by hand: ring", |body, headers| {
            let key = by_hand::ring_key();
            black_box(by_hand::authenticate_with_ring(&key, body, headers).expect("the request is authentic"));
            black_box(&by_hand::parse(body));
        }),
        over(autosend, TYPED, RING, move |body, headers| {
            black_box(by_hand::authenticate_with_ring(&ring_key, body, headers).expect("the request is authentic"));
            black_box(&by_hand::parse(body));
        }),
    ]
}

fn authenticate_rows([autosend, svix, standard]: &[(Vec<u8>, HeaderMap); 3]) -> Vec<Row> {
    let (verifier, svix_webhook, standard_webhook) = (verifier(), svix_webhook(), standard_webhook());
    let now = SystemTime::now();
    let with_two_blocks = ([&autosend.0[..], &[b' '; 128]].concat(), HeaderMap::new());
    let sha256 = |body: &[u8], _: &HeaderMap| {
        black_box(Sha256::digest(body));
    };
    vec![
        over(autosend, AUTHENTICATE, OURS, move |body, headers| {
            black_box(verifier.authenticate_at(body, headers, now).expect("the request is authentic"));
        }),
        over(autosend, AUTHENTICATE, "SHA-256 alone, of the body", sha256),
        over(&with_two_blocks, AUTHENTICATE, FLOOR, sha256),
        over(svix, AUTHENTICATE, SVIX, move |body, headers| {
            svix_webhook.verify(body, headers).expect("the request is authentic");
        }),
        over(standard, AUTHENTICATE, STANDARD, move |body, headers| {
            standard_webhook.verify(body, headers).expect("the request is authentic");
        }),
        over(autosend, AUTHENTICATE, BY_HAND, |body, headers| {
            black_box(by_hand::authenticate(body, headers).expect("the request is authentic"));
        }),
    ]
}

const HMACS: [(&str, usize); 2] = [("HMAC-SHA256, keyed once, 700 bytes", 1), ("HMAC-SHA256, keyed once, 64 KiB", 2)];

/// The two keys of which the core chooses one by the CPU, side by side.
fn hmac_rows(group: &'static str, request: &(Vec<u8>, HeaderMap)) -> [Row; 2] {
    let (ring_key, key) = (by_hand::ring_key(), by_hand::key());
    [
        over(request, group, "hmac + sha2", move |body, _| {
            black_box(key.clone().chain_update(body).finalize());
        }),
        over(request, group, "ring", move |body, _| {
            black_box(ring::hmac::sign(&ring_key, body));
        }),
    ]
}

fn svix_webhook() -> svix::webhooks::Webhook {
    svix::webhooks::Webhook::new(SECRET).expect("the secret is valid")
}

fn standard_webhook() -> standardwebhooks::Webhook {
    standardwebhooks::Webhook::new(SECRET).expect("the secret is valid")
}

fn read_fields(event: &Event<'_>) {
    let Event::EmailBounced(event) = event else { panic!("it is a bounce") };
    let data = &event.data;
    black_box(event.created_at.unix_millis());
    black_box((&*data.email_id, &*data.from, &*data.to.email, &data.to.name, &*data.subject, data.test));
    black_box((&data.campaign_id, &data.template_id, &data.workflow_automation_id, &data.batch_id));
    black_box((&data.bounce_type, &data.bounce_sub_type, &data.reason));
}

/// A ratio that this project promises.
#[derive(serde::Serialize)]
struct Target {
    what: String,
    wanted: f64,
    measured: f64,
    met: bool,
}

impl Target {
    fn new(what: String, measured: f64, wanted: f64, met: bool) -> Self {
        Self { what, wanted, measured, met }
    }
}

fn targets(measures: &[Measure]) -> Vec<Target> {
    let ratio = |group, name| {
        measures.iter().find(|row| row.group == group && row.name == name).map_or(f64::NAN, |row| row.ratio)
    };
    let faster_than = |name, wanted| {
        let times = ratio(TYPED, name);
        Target::new(format!("{TYPED}: times as fast as {name}, at least"), times, wanted, times >= wanted)
    };
    let times = 1.0 / ratio(AUTHENTICATE, FLOOR);
    vec![
        faster_than(SVIX, 3.5),
        faster_than(STANDARD, 3.5),
        faster_than(BY_HAND, 1.25),
        faster_than(RING, 1.1),
        Target::new(format!("{AUTHENTICATE}: times as long as {FLOOR}, at most"), times, 1.2, times <= 1.2),
    ]
}

fn print(measures: &[Measure], targets: &[Target]) {
    for group in measures.chunk_by(|one, other| one.group == other.group) {
        println!("{:<44} {:>10} {:>19} {:>8}", group[0].group, "median ns", "p10 - p90", "ratio");
        for row in group {
            let spread = format!("{:.0} - {:.0}", row.p10, row.p90);
            println!("  {:<42} {:>10.0} {spread:>19} {:>8.2}", row.name, row.median, row.ratio);
        }
        println!();
    }
    for Target { what, wanted, measured, met } in targets {
        println!("{} {what} {wanted}: {measured:.2}", if *met { "PASS" } else { "MISS" });
    }
}
