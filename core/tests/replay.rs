//! What comes again: the shared cases, a model, and what a claim does when its holder ends.

use autosend_webhooks::{Admission, Claim, Deduplicator, Delivery, Secret, SignedRequest, Verifier, from_unix_millis};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    collections::HashMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    thread,
    time::{Duration, Instant, SystemTime},
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
const NOW: u64 = 1_762_943_400_000;
const DAY: Duration = Duration::from_hours(24);

/// A delivery of a body under an id, sent at that time.
fn delivery(secret: &str, id: &str, body: &str, now: SystemTime) -> Delivery<'static> {
    let millis = autosend_webhooks::unix_millis(now);
    let signer: Secret = secret.parse().unwrap();
    let headers = SignedRequest::new(&signer, body.as_bytes()).delivery_id(id).timestamp(millis).headers();
    Verifier::new([secret]).unwrap().verify_at(body.as_bytes(), &headers, now).unwrap().into_owned()
}

/// A contact of that name, created at [`NOW`].
fn contact(id: &str, name: &str) -> Delivery<'static> {
    let body = format!(
        r#"{{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{{"email":"{name}@example.org"}}}}"#
    );
    delivery(SECRET, id, &body, now())
}

fn now() -> SystemTime {
    from_unix_millis(NOW)
}

fn outcome(admission: &Admission) -> Value {
    let outcome = match admission {
        Admission::First(_) => "first",
        Admission::Duplicate => "duplicate",
        Admission::InProgress => "in_progress",
        Admission::Expired => "expired",
    };
    json!({ "outcome": outcome, "id_reused": matches!(admission, Admission::First(claim) if claim.id_reused()) })
}

fn cases() -> (String, Vec<Value>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/deduplication.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap().clone();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    (file["secret"].as_str().unwrap().to_owned(), cases)
}

fn memory(case: &Value) -> Deduplicator {
    let window = Duration::from_millis(case["window_ms"].as_u64().unwrap());
    Deduplicator::new(window, usize::try_from(case["capacity"].as_u64().unwrap()).unwrap())
}

/// The delivery and the time of a step.
fn of_step(case: &Value, step: &Value, secret: &str) -> (Delivery<'static>, SystemTime) {
    let made = &case["deliveries"][step["delivery"].as_str().unwrap()];
    let at = from_unix_millis(step["at_ms"].as_u64().unwrap());
    (delivery(secret, made["id"].as_str().unwrap(), made["body"].as_str().unwrap(), at), at)
}

#[test]
fn every_case_comes_out_as_expected_where_claims_are_held() {
    let (secret, cases) = cases();
    for case in &cases {
        let seen = memory(case);
        let mut claims: HashMap<[u8; 32], Claim> = HashMap::new();
        for step in case["steps"].as_array().unwrap() {
            let (delivery, at) = of_step(case, step, &secret);
            match step["do"].as_str().unwrap() {
                "admit" => {
                    let admission = seen.admit_at(&delivery, at);
                    assert_eq!(outcome(&admission), step["expect"], "{}: {step}", case["name"]);
                    if let Admission::First(claim) = admission {
                        claims.insert(delivery.digest(), claim);
                    }
                }
                "done" => claims.remove(&delivery.digest()).map_or_else(|| seen.done(&delivery), Claim::done),
                "forget" => claims.remove(&delivery.digest()).map_or_else(|| seen.forget(&delivery), drop),
                other => panic!("unknown step {other}"),
            }
        }
    }
}

#[test]
fn every_case_comes_out_as_expected_where_claims_are_left() {
    let (secret, cases) = cases();
    for case in &cases {
        let seen = memory(case);
        for step in case["steps"].as_array().unwrap() {
            let (delivery, at) = of_step(case, step, &secret);
            match step["do"].as_str().unwrap() {
                "admit" => {
                    let admission = seen.admit_at(&delivery, at);
                    assert_eq!(outcome(&admission), step["expect"], "{}: {step}", case["name"]);
                    if let Admission::First(claim) = admission {
                        claim.leave();
                    }
                }
                "done" => seen.done(&delivery),
                "forget" => seen.forget(&delivery),
                other => panic!("unknown step {other}"),
            }
        }
    }
}

/// At every moment a replay is either in the memory or told by its creation time, whichever clock is ahead.
#[test]
fn there_is_no_moment_at_which_a_replay_gets_in() {
    let delivery = contact("d-1", "a");
    for lead in [-50_000_i64, -1, 0, 1, 50_000] {
        let admitted = from_unix_millis(NOW.checked_add_signed(lead).unwrap());
        for late_ms in [0, 1, 49_999, 50_000, 50_001] {
            for micros in [0, 500, 999] {
                let seen = Deduplicator::new(DAY, 10);
                first(&seen, &delivery, admitted).done();
                let replayed = admitted + DAY + Duration::from_millis(late_ms) + Duration::from_micros(micros);
                let admission = seen.admit_at(&delivery, replayed);
                assert!(!matches!(admission, Admission::First(_)), "lead {lead}, late {late_ms}.{micros}");
            }
        }
    }
}

fn first(seen: &Deduplicator, delivery: &Delivery<'_>, at: SystemTime) -> Claim {
    match seen.admit_at(delivery, at) {
        Admission::First(claim) => claim,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_claim_that_is_dropped_frees_the_delivery() {
    let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
    drop(first(&seen, &delivery, now()));
    first(&seen, &delivery, now()).done();
    assert!(matches!(seen.admit_at(&delivery, now()), Admission::Duplicate));
}

#[test]
fn a_panic_frees_the_delivery() {
    let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let _claim = first(&seen, &delivery, now());
        panic!("the handler");
    }));
    assert!(ended.is_err());
    first(&seen, &delivery, now()).done();
}

#[tokio::test]
async fn a_cancelled_future_frees_the_delivery() {
    let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
    let handler = async {
        let claim = first(&seen, &delivery, now());
        std::future::pending::<()>().await;
        claim.done();
    };
    tokio::select! {
        biased;
        () = handler => unreachable!(),
        () = std::future::ready(()) => {}
    }
    first(&seen, &delivery, now()).done();
}

/// A claim that was overtaken, because somebody freed its delivery, says nothing about the next one.
#[test]
fn an_overtaken_claim_changes_nothing() {
    let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
    let overtaken = first(&seen, &delivery, now());
    seen.forget(&delivery);
    let claim = first(&seen, &delivery, now());
    drop(overtaken);
    assert!(matches!(seen.admit_at(&delivery, now()), Admission::InProgress));

    seen.forget(&delivery);
    let next = first(&seen, &delivery, now());
    claim.done();
    assert!(matches!(seen.admit_at(&delivery, now()), Admission::InProgress));
    next.done();
    assert!(matches!(seen.admit_at(&delivery, now()), Admission::Duplicate));
}

/// The claim is taken along to where the work is done.
#[test]
fn a_claim_outlives_the_handle_and_moves_between_threads() {
    let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
    let (other_handle, claim) = (seen.clone(), first(&seen, &delivery, now()));
    drop(seen);
    assert!(matches!(other_handle.admit_at(&delivery, now()), Admission::InProgress));
    thread::spawn(move || claim.done()).join().unwrap();
    assert!(matches!(other_handle.admit_at(&delivery, now()), Admission::Duplicate));
}

#[test]
fn of_many_threads_with_one_delivery_one_processes_it() {
    for _ in 0..50 {
        let (seen, delivery) = (Deduplicator::default(), contact("d-1", "a"));
        let admissions: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| seen.admit_at(&delivery, now()))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(admissions.iter().filter(|admission| matches!(admission, Admission::First(_))).count(), 1);
        assert_eq!(admissions.iter().filter(|admission| matches!(admission, Admission::InProgress)).count(), 7);
    }
}

/// At capacity each admission costs what it costs in an empty memory, and freeing what was done does too.
#[test]
fn a_full_memory_is_as_fast_as_an_empty_one() {
    const FEW: usize = 2_000;
    const MANY: usize = 50_000;
    let deliveries: Vec<_> = (0..MANY + FEW).map(|number| plain(number, number)).collect();
    let spent = |seen: &Deduplicator, some: &[Delivery<'_>]| {
        let begin = Instant::now();
        for delivery in some {
            first(seen, delivery, now()).done();
        }
        for delivery in some {
            seen.forget(delivery);
        }
        begin.elapsed()
    };
    let (full, rounds) = (Deduplicator::new(DAY, MANY), Cell::new(0));
    for delivery in &deliveries[..MANY] {
        first(&full, delivery, now()).done();
    }
    let measured = &deliveries[MANY..];
    for delivery in measured {
        _ = delivery.digest();
    }
    let quickest = |measure: &dyn Fn() -> Duration| (0..5).map(|_| measure()).min().unwrap();
    let empty = quickest(&|| spent(&Deduplicator::new(DAY, MANY), measured));
    let at_capacity = quickest(&|| {
        let spent = spent(&full, measured);
        // What was freed left room.
        for number in 0..FEW {
            let unseen = plain(number, MANY + FEW + rounds.get() * FEW + number);
            first(&full, &unseen, now()).done();
        }
        rounds.set(rounds.get() + 1);
        spent
    });
    assert!(at_capacity < empty * 10, "{at_capacity:?} at capacity, {empty:?} in an empty memory");
}

/// A delivery of that id and body, without the cost of signing it.
fn plain(id: usize, body: usize) -> Delivery<'static> {
    let body = format!(r#"{{"type":"contact.deleted","createdAt":"{}","data":{{"contactId":"{body}"}}}}"#, time(body));
    Delivery::trusted(format!("id-{id}"), body.as_bytes()).unwrap().into_owned()
}

/// Bodies are created a second apart, from [`NOW`] on.
fn created_at(body: usize) -> u64 {
    NOW + body as u64 % 60 * 1000
}

fn time(body: usize) -> String {
    format!("2025-11-12T10:30:{:02}.000Z", body % 60)
}

/// What happens to a deduplicator.
#[derive(Debug, Clone)]
enum Step {
    Admit {
        id: usize,
        body: usize,
    },
    Done {
        body: usize,
    },
    Forget {
        body: usize,
    },
    /// Drops the claim.
    Fail {
        body: usize,
    },
    Wait(u64),
}

const WINDOW: u64 = 10_000;
const CAPACITY: usize = 3;

/// The deduplicator as its documentation describes it: lists of what is claimed and what is done.
#[derive(Default)]
struct Model {
    claimed: Vec<Known>,
    done: Vec<Known>,
}

#[derive(Clone, Copy)]
struct Known {
    id: usize,
    body: usize,
    since: u64,
}

impl Model {
    fn admit(&mut self, id: usize, body: usize, now: u64) -> Value {
        let outcome = |outcome: &str, id_reused: bool| json!({ "outcome": outcome, "id_reused": id_reused });
        // What was done first goes first, and one that is not old enough keeps those behind it: their ids count on.
        while self.done.first().is_some_and(|known| known.since < now - WINDOW) {
            self.done.remove(0);
        }
        self.done.retain(|known| known.body != body || known.since >= now - WINDOW);
        if self.claimed.iter().any(|known| known.body == body) {
            return outcome("in_progress", false);
        }
        if self.done.iter().any(|known| known.body == body) {
            return outcome("duplicate", false);
        }
        if created_at(body) <= now - WINDOW {
            return outcome("expired", false);
        }
        let id_reused = self.claimed.iter().chain(&self.done).any(|known| known.id == id);
        self.claimed.push(Known { id, body, since: now.max(created_at(body)) });
        outcome("first", id_reused)
    }

    fn done(&mut self, body: usize) {
        if let Some(index) = self.claimed.iter().position(|known| known.body == body) {
            self.done.push(self.claimed.remove(index));
        }
        if self.done.len() > CAPACITY {
            self.done.remove(0);
        }
    }

    fn fail(&mut self, body: usize) {
        self.claimed.retain(|known| known.body != body);
    }

    fn forget(&mut self, body: usize) {
        self.fail(body);
        self.done.retain(|known| known.body != body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_deduplicator_is_two_lists(steps in vec(
        prop_oneof![
            6 => (0..5_usize, 0..6_usize).prop_map(|(id, body)| Step::Admit { id, body }),
            4 => (0..6_usize).prop_map(|body| Step::Done { body }),
            1 => (0..6_usize).prop_map(|body| Step::Forget { body }),
            2 => (0..6_usize).prop_map(|body| Step::Fail { body }),
            1 => (0..6000_u64).prop_map(Step::Wait),
        ],
        0..60,
    )) {
        let seen = Deduplicator::new(Duration::from_millis(WINDOW), CAPACITY);
        let mut claims: HashMap<usize, Claim> = HashMap::new();
        let (mut model, mut now) = (Model::default(), NOW);
        for step in steps {
            match step {
                Step::Admit { id, body } => {
                    let admission = seen.admit_at(&plain(id, body), from_unix_millis(now));
                    prop_assert_eq!(outcome(&admission), model.admit(id, body, now));
                    if let Admission::First(claim) = admission {
                        claims.insert(body, claim);
                    }
                }
                Step::Done { body } => {
                    if let Some(claim) = claims.remove(&body) {
                        claim.done();
                    }
                    model.done(body);
                }
                Step::Fail { body } => {
                    drop(claims.remove(&body));
                    model.fail(body);
                }
                Step::Forget { body } => {
                    seen.forget(&plain(0, body));
                    drop(claims.remove(&body));
                    model.forget(body);
                }
                Step::Wait(millis) => now += millis,
            }
        }
    }
}
