//! What an attacker who captured one valid request can and can't do.

use autosend_webhooks::{Admission, Deduplicator, Delivery, Secret, SignedRequest, Verifier, from_unix_millis};
use std::{
    thread,
    time::{Duration, SystemTime},
};

const SECRET: &str = "whsec_0123456789abcdef0123456789abcdef";
const CREATED: u64 = 1_762_943_400_000;
const DAY: Duration = Duration::from_hours(24);

fn body(subject: &str) -> String {
    format!(
        r#"{{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":{{"email":"{subject}@example.org"}}}}"#
    )
}

fn delivery(body: &str, id: &str, now: SystemTime) -> Delivery<'static> {
    let secret: Secret = SECRET.parse().unwrap();
    let millis = i64::try_from(now.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let headers = SignedRequest::new(&secret, body.as_bytes()).delivery_id(id).timestamp(millis).headers();
    Verifier::new([SECRET]).unwrap().verify_at(body.as_bytes(), &headers, now).unwrap().into_owned()
}

fn at(seconds: u64) -> SystemTime {
    from_unix_millis(CREATED) + Duration::from_secs(seconds)
}

#[test]
fn a_retry_is_a_duplicate_by_its_id_and_a_replay_by_its_body() {
    let seen = Deduplicator::default();
    assert_eq!(seen.admit_at(&delivery(&body("a"), "d-1", at(0)), at(0)), Admission::First);
    assert_eq!(seen.admit_at(&delivery(&body("a"), "d-1", at(60)), at(60)), Admission::Duplicate);
    assert_eq!(seen.admit_at(&delivery(&body("a"), "d-999", at(61)), at(61)), Admission::Duplicate);
    assert_eq!(seen.admit_at(&delivery(&body("b"), "d-2", at(62)), at(62)), Admission::First);
}

#[test]
fn a_replayed_body_does_not_burn_the_id_of_a_delivery_to_come() {
    let seen = Deduplicator::default();
    seen.admit_at(&delivery(&body("a"), "d-1", at(0)), at(0));
    let replay = delivery(&body("a"), "d-2", at(1));
    assert_eq!(seen.admit_at(&replay, at(1)), Admission::Duplicate);
    assert_eq!(seen.admit_at(&delivery(&body("b"), "d-2", at(2)), at(2)), Admission::First);
}

#[test]
fn a_replay_after_the_memory_ends_is_told_by_its_signed_creation_time() {
    let seen = Deduplicator::new(DAY, 10);
    seen.admit_at(&delivery(&body("a"), "d-1", at(0)), at(0));
    let later = DAY.as_secs() + 2;
    assert_eq!(seen.admit_at(&delivery(&body("a"), "d-5", at(later)), at(later)), Admission::Expired);
}

/// At every moment a replay is either in the memory or told by its creation time, whichever clock is ahead.
#[test]
fn there_is_no_moment_at_which_a_replay_gets_in() {
    for lead in [-50_000_i64, -1, 0, 1, 50_000] {
        let admitted = from_unix_millis(CREATED.checked_add_signed(lead).unwrap());
        for late_ms in [0, 1, 49_999, 50_000, 50_001] {
            for micros in [0, 500, 999] {
                let seen = Deduplicator::new(DAY, 10);
                assert_eq!(seen.admit_at(&delivery(&body("a"), "d-1", admitted), admitted), Admission::First);
                let replayed = admitted + DAY + Duration::from_millis(late_ms) + Duration::from_micros(micros);
                let replay = delivery(&body("a"), "d-2", replayed);
                assert_ne!(seen.admit_at(&replay, replayed), Admission::First, "lead {lead}, late {late_ms}.{micros}");
            }
        }
    }
}

#[test]
fn a_delivery_whose_processing_failed_comes_in_again_and_its_replay_can_not_free_it() {
    let seen = Deduplicator::default();
    let original = delivery(&body("a"), "d-1", at(0));
    seen.admit_at(&original, at(0));
    seen.forget(&delivery(&body("a"), "d-other", at(1)));
    seen.forget(&delivery(&body("other"), "d-1", at(1)));
    assert_eq!(seen.admit_at(&original, at(2)), Admission::Duplicate);
    seen.forget(&original);
    assert_eq!(seen.admit_at(&original, at(3)), Admission::First);
    assert_eq!(seen.admit_at(&original, at(4)), Admission::Duplicate);
}

#[test]
fn the_memory_is_bounded() {
    let seen = Deduplicator::new(DAY, 2);
    for (index, subject) in ["a", "b", "c"].iter().enumerate() {
        assert_eq!(seen.admit_at(&delivery(&body(subject), &format!("d-{index}"), at(0)), at(0)), Admission::First);
    }
    assert_eq!(seen.admit_at(&delivery(&body("c"), "d-2", at(1)), at(1)), Admission::Duplicate);
    assert_eq!(seen.admit_at(&delivery(&body("a"), "d-0", at(1)), at(1)), Admission::First, "the oldest went first");
}

#[test]
fn of_many_threads_with_one_delivery_one_processes_it() {
    for _ in 0..50 {
        let (seen, delivery) = (Deduplicator::default(), delivery(&body("a"), "d-1", at(0)));
        let admitted = thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| seen.admit_at(&delivery, at(1)))).collect();
            let admissions: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
            admissions.iter().filter(|admission| **admission == Admission::First).count()
        });
        assert_eq!(admitted, 1);
    }
}
