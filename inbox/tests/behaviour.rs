//! What every store does, run over each of them.

mod support;

use autosend_webhooks_inbox::{
    Backoff, Ending, Failure, Filter, Finish, Inbox, InboxErrorCode, InboxOptions, Job, OnIdReuse, Outcome, Status,
    Store, WorkOptions,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use support::{Database, body, delivered, numbered, until};
use tokio::sync::oneshot;

const DAY: Duration = Duration::from_hours(24);

/// Each behaviour once a store, under the same name.
macro_rules! behaviours {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(Database::sqlite()).await; })+
        }
        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(Database::postgres().await).await; })+
        }
        mod postgres_by_day {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(Database::postgres_by_day().await).await; })+
        }
    };
}

behaviours!(
    a_body_is_new_once,
    a_repeat_under_another_id_is_noted,
    a_repeat_of_what_is_gone_is_no_repeat,
    a_reused_id_is_processed_and_reported,
    a_reused_id_can_be_held,
    an_old_event_is_stored_and_kept_from_workers,
    copies_in_one_batch_are_one,
    of_two_receivers_at_once_one_is_first,
    batches_in_opposite_order_do_not_block_each_other,
    a_handler_gets_what_was_stored,
    a_lost_lease_completes_nothing,
    what_may_end_its_workers_runs_alone,
    a_failure_is_tried_again_and_ends_as_a_dead_letter,
    a_permanent_failure_is_a_dead_letter_at_once,
    a_panic_is_a_failure,
    a_handler_that_hangs_is_stopped,
    a_blocked_event_loop_keeps_its_leases,
    deliveries_of_a_key_run_one_at_a_time_and_in_order,
    the_next_of_a_key_runs_as_soon_as_the_one_before_is_done,
    a_stuck_key_delays_no_other,
    an_unfinished_delivery_is_free_again_after_the_drain,
    lists_find_by_every_condition,
    bodies_that_were_seen_are_known,
    uses_of_secrets_add_up,
    counts_are_by_type_and_outcome_in_steps,
    pruned_bodies_leave_their_keys,
    an_erased_address_is_gone,
    everything_accepted_is_processed_once,
);

async fn a_body_is_new_once(database: Database) {
    let inbox = database.inbox().await;
    let arrival = numbered(1);
    let Outcome::New { seq, id_reused: false } = inbox.store(arrival.clone()).await.unwrap() else { panic!("not new") };
    for _ in 0..2 {
        assert_eq!(inbox.store(arrival.clone()).await.unwrap(), Outcome::Duplicate { of: seq });
    }
    // Another process, after a restart: the same.
    assert_eq!(database.inbox().await.store(arrival).await.unwrap(), Outcome::Duplicate { of: seq });
    let stats = inbox.look().stats().await.unwrap();
    assert_eq!((stats.counters["new"], stats.counters["duplicate"], stats.waiting), (1, 3, 1));
    assert_eq!(stats.counters["type:contact.deleted"], 1);
}

async fn a_repeat_under_another_id_is_noted(database: Database) {
    let inbox = database.inbox().await;
    let body = body(Duration::ZERO, "ann@example.com", 1);
    let seq = inbox.store(delivered(&body, "one", 0)).await.unwrap().seq();
    assert_eq!(inbox.store(delivered(&body, "two", 1)).await.unwrap(), Outcome::Duplicate { of: seq });
    for number in 0..40 {
        inbox.store(delivered(&body, &format!("id-{number}"), 0)).await.unwrap();
    }
    let (_, repeats) = inbox.look().history(seq).await.unwrap();
    assert_eq!((repeats[0].delivery_id.as_str(), repeats[0].secret), ("two", 1));
    assert_eq!(repeats.len(), 16, "the log of repeats is bounded");
    // The id of a repeat is not taken: whoever really has it is new, and reuses nothing.
    let genuine = delivered(&support::body(Duration::ZERO, "bob@example.com", 2), "two", 0);
    assert!(matches!(inbox.store(genuine).await.unwrap(), Outcome::New { id_reused: false, .. }));
}

async fn a_repeat_of_what_is_gone_is_no_repeat(database: Database) {
    let store = database.open().await;
    let arrival = numbered(1);
    // As if its key had been pruned after it was found.
    let error = store.repeat(std::slice::from_ref(&arrival)).await.unwrap_err();
    assert_eq!(error.code(), InboxErrorCode::Unavailable, "{error}");
    assert!(matches!(store.append(&[arrival], 0, false).await.unwrap()[..], [Outcome::New { .. }]));
    assert!(!store.stats().await.unwrap().counters.contains_key("duplicate"));
}

async fn a_reused_id_is_processed_and_reported(database: Database) {
    let inbox = database.inbox().await;
    inbox.store(delivered(&body(Duration::ZERO, "ann@example.com", 1), "same", 0)).await.unwrap();
    let second = inbox.store(delivered(&body(Duration::ZERO, "ann@example.com", 2), "same", 0)).await.unwrap();
    assert!(matches!(second, Outcome::New { id_reused: true, .. }), "{second:?}");
    let stats = inbox.look().stats().await.unwrap();
    assert_eq!((stats.counters["id_reused"], stats.waiting), (1, 2));
    assert_eq!(list(&inbox, |filter| filter.id_reused = true).await, [second.seq()]);
}

async fn a_reused_id_can_be_held(database: Database) {
    let options = InboxOptions { on_id_reuse: OnIdReuse::Hold, ..InboxOptions::default() };
    let inbox = Inbox::shared(database.open().await, &options);
    inbox.store(delivered(&body(Duration::ZERO, "ann@example.com", 1), "same", 0)).await.unwrap();
    let held = inbox.store(delivered(&body(Duration::ZERO, "ann@example.com", 2), "same", 0)).await.unwrap();
    assert!(matches!(held, Outcome::Held { .. }), "{held:?}");
    assert_eq!(inbox.look().stats().await.unwrap().waiting, 1);
    assert_eq!(inbox.look().replay(&[held.seq()]).await.unwrap(), 1);
    assert_eq!(inbox.look().stats().await.unwrap().waiting, 2);
}

async fn an_old_event_is_stored_and_kept_from_workers(database: Database) {
    let inbox = database.inbox().await;
    let old = delivered(&body(9 * DAY, "ann@example.com", 1), "old", 0);
    let Outcome::Expired { seq } = inbox.store(old.clone()).await.unwrap() else { panic!("not expired") };
    assert_eq!(inbox.store(old).await.unwrap(), Outcome::Duplicate { of: seq });
    assert_eq!(inbox.look().stats().await.unwrap().waiting, 0);
    assert_eq!(list(&inbox, |filter| filter.status = Some(Status::Expired)).await, [seq]);
    let young = inbox.store(delivered(&body(7 * DAY, "ann@example.com", 2), "young", 0)).await.unwrap();
    assert!(matches!(young, Outcome::New { .. }));
    assert_eq!(inbox.look().replay(&[seq]).await.unwrap(), 1);
    assert_eq!(inbox.look().stats().await.unwrap().waiting, 2);
}

async fn copies_in_one_batch_are_one(database: Database) {
    let inbox = database.inbox().await;
    let body = body(Duration::ZERO, "ann@example.com", 1);
    let all = (0..50).map(|copy| {
        let (inbox, arrival) = (inbox.clone(), delivered(&body, &format!("id-{copy}"), copy % 2));
        tokio::spawn(async move { inbox.store(arrival).await.unwrap() })
    });
    let mut outcomes = Vec::new();
    for one in all.collect::<Vec<_>>() {
        outcomes.push(one.await.unwrap());
    }
    let new: Vec<_> = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::New { .. })).collect();
    assert_eq!(new.len(), 1);
    assert!(outcomes.iter().all(|outcome| outcome.seq() == new[0].seq()));
    let stats = inbox.look().stats().await.unwrap();
    assert_eq!((stats.counters["new"], stats.counters["duplicate"]), (1, 49));
}

async fn of_two_receivers_at_once_one_is_first(database: Database) {
    let inboxes = [database.inbox().await, database.inbox().await];
    let mut all = Vec::new();
    for number in 0..500 {
        let arrival = numbered(number);
        for inbox in &inboxes {
            let (inbox, arrival) = (inbox.clone(), arrival.clone());
            all.push(tokio::spawn(async move { (number, inbox.store(arrival).await.unwrap()) }));
        }
    }
    let mut new = HashMap::new();
    for one in all {
        let (number, outcome) = one.await.unwrap();
        *new.entry(number).or_insert(0) += i32::from(matches!(outcome, Outcome::New { .. }));
    }
    assert!(new.len() == 500 && new.values().all(|count| *count == 1));
    assert_eq!(inboxes[0].look().stats().await.unwrap().waiting, 500);
}

async fn batches_in_opposite_order_do_not_block_each_other(database: Database) {
    let stores = [database.open().await, database.open().await];
    let arrivals: Vec<_> = (0..400).map(numbered).collect();
    for round in 0..5 {
        let mut sorted: Vec<_> = arrivals[round * 80..(round + 1) * 80].to_vec();
        sorted.sort_by_key(|arrival| format!("{arrival:?}"));
        let reversed: Vec<_> = sorted.iter().rev().cloned().collect();
        let (one, two) = tokio::join!(stores[0].append(&sorted, 0, false), stores[1].append(&reversed, 0, false));
        let new = |outcomes: &[Outcome]| outcomes.iter().filter(|one| matches!(one, Outcome::New { .. })).count();
        assert_eq!(new(&one.unwrap()) + new(&two.unwrap()), 80);
    }
}

async fn a_handler_gets_what_was_stored(database: Database) {
    let inbox = database.inbox().await;
    let body = body(Duration::ZERO, "Ann@Example.com", 7);
    let seq = inbox.store(delivered(&body, "deliver-webhook-7", 1)).await.unwrap().seq();
    let job = work_one(&inbox, WorkOptions::default()).await;
    assert_eq!((job.stored.seq, job.attempt, &job.stored.body), (seq, 1, &body));
    assert_eq!((job.stored.delivery_id.as_str(), job.stored.secret), ("deliver-webhook-7", 1));
    assert_eq!(job.stored.event_type, "contact.deleted");
    assert!(
        job.stored.headers.contains("X-Webhook-Signature"),
        "the signature is kept: the body can be verified again"
    );
    assert_eq!(job.stored.delivery().unwrap().digest()[..], job.stored.digest);
    until("done", || async { list(&inbox, |filter| filter.status = Some(Status::Done)).await == [seq] }).await;
    let (attempts, _) = inbox.look().history(seq).await.unwrap();
    assert_eq!((attempts.len(), attempts[0].attempt, &attempts[0].error), (1, 1, &None));
}

async fn a_lost_lease_completes_nothing(database: Database) {
    let (inbox, store) = (database.inbox().await, database.open().await);
    inbox.store(numbered(1)).await.unwrap();
    let first = claim(&*store, Duration::from_millis(100)).await;
    let second = claim(&*store, Duration::from_mins(1)).await;
    assert_eq!((second.attempt, second.stored.seq), (2, first.stored.seq));
    assert_ne!(first.lease, second.lease);
    for ending in [
        Ending::Done,
        Ending::Release,
        Ending::Dead { error: "late".into() },
        Ending::Retry { after: Duration::ZERO, error: "late".into() },
    ] {
        assert_eq!(store.finish(&[Finish { lease: first.lease, ending }]).await.unwrap(), [false]);
    }
    assert_eq!(store.finish(&[Finish { lease: second.lease, ending: Ending::Done }]).await.unwrap(), [true]);
    assert_eq!(store.stats().await.unwrap().waiting, 0);
    assert!(
        !store.stats().await.unwrap().counters.contains_key("dead")
            || store.stats().await.unwrap().counters["dead"] == 0
    );
}

/// Three deliveries whose worker died twice, and one that is new.
async fn what_may_end_its_workers_runs_alone(database: Database) {
    let store = database.open().await;
    let first: Vec<_> = (1..=3).map(numbered).collect();
    store.append(&first, 0, false).await.unwrap();
    for _ in 0..2 {
        assert_eq!(store.claim(8, Duration::from_millis(1)).await.unwrap().len(), 3, "their worker dies");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    store.append(&[numbered(4)], 0, false).await.unwrap();
    drop(store);

    let running = Arc::new(AtomicUsize::new(0));
    let beside: Arc<Mutex<HashMap<i64, usize>>> = Arc::default();
    let (ended, all) = (beside.clone(), beside.clone());
    let inbox = database.inbox().await;
    let stop = until("all have run", move || std::future::ready(all.lock().unwrap().len() == 4));
    inbox
        .work(WorkOptions::default(), stop, move |job| {
            let (running, ended) = (running.clone(), ended.clone());
            async move {
                let others = running.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(50)).await;
                let others = others.max(running.fetch_sub(1, Ordering::SeqCst) - 1);
                ended.lock().unwrap().insert(job.stored.seq, if job.is_suspect { others } else { 0 });
                Ok(())
            }
        })
        .await;
    assert!(beside.lock().unwrap().values().all(|others| *others == 0), "{beside:?}");
}

async fn a_failure_is_tried_again_and_ends_as_a_dead_letter(database: Database) {
    let inbox = database.inbox().await;
    let seq = inbox.store(numbered(1)).await.unwrap().seq();
    let options = WorkOptions { attempts: 3, backoff: quick(), ..WorkOptions::default() };
    let working = work(&inbox, options, |_| async { Err(Failure::new("no room\0 left")) });
    until("dead", || async { list(&inbox, |filter| filter.status = Some(Status::Dead)).await == [seq] }).await;
    working.stop().await;
    let (attempts, _) = inbox.look().history(seq).await.unwrap();
    let errors: Vec<_> = attempts.iter().map(|attempt| (attempt.attempt, attempt.error.as_deref())).collect();
    let error = Some("no room\u{fffd} left");
    assert_eq!(errors, [(1, error), (2, error), (3, error)]);
    assert_eq!(inbox.look().replay(&[seq]).await.unwrap(), 1);
    assert_eq!(work_one(&inbox, WorkOptions::default()).await.stored.seq, seq);
    until("done", || async { list(&inbox, |filter| filter.status = Some(Status::Done)).await == [seq] }).await;
}

async fn a_permanent_failure_is_a_dead_letter_at_once(database: Database) {
    let inbox = database.inbox().await;
    let seq = inbox.store(numbered(1)).await.unwrap().seq();
    let working = work(&inbox, WorkOptions::default(), |_| async { Err(Failure::permanent("never")) });
    until("dead", || async { list(&inbox, |filter| filter.status = Some(Status::Dead)).await == [seq] }).await;
    working.stop().await;
    assert_eq!(inbox.look().history(seq).await.unwrap().0.len(), 1);
}

async fn a_panic_is_a_failure(database: Database) {
    let inbox = database.inbox().await;
    let seq = inbox.store(numbered(1)).await.unwrap().seq();
    let options = WorkOptions { attempts: 2, backoff: quick(), ..WorkOptions::default() };
    let working = work(&inbox, options, |job| async move { panic!("at {}", job.attempt) });
    until("dead", || async { list(&inbox, |filter| filter.status = Some(Status::Dead)).await == [seq] }).await;
    working.stop().await;
}

async fn a_handler_that_hangs_is_stopped(database: Database) {
    let inbox = database.inbox().await;
    let seq = inbox.store(numbered(1)).await.unwrap().seq();
    let options =
        WorkOptions { attempts: 1, timeout: Duration::from_millis(200), backoff: quick(), ..WorkOptions::default() };
    let working = work(&inbox, options, |_| std::future::pending());
    until("dead", || async { list(&inbox, |filter| filter.status = Some(Status::Dead)).await == [seq] }).await;
    working.stop().await;
}

async fn a_blocked_event_loop_keeps_its_leases(database: Database) {
    let (inbox, store) = (database.inbox().await, database.open().await);
    inbox.store(numbered(1)).await.unwrap();
    let options = WorkOptions { lease: Duration::from_millis(600), ..WorkOptions::default() };
    let (begun, is_begun) = std::sync::mpsc::channel();
    let blocked = std::thread::spawn({
        // Of its own: the connections of one that is shared would be blocked with it.
        let database = database.open().await;
        move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let inbox = Inbox::shared(database, &InboxOptions::default());
                let (finished, is_finished) = oneshot::channel::<()>();
                let finished = Mutex::new(Some(finished));
                let stop = async { drop(is_finished.await) };
                inbox
                    .work(options, stop, move |_| {
                        let finished = finished.lock().unwrap().take();
                        let begun = begun.clone();
                        async move {
                            begun.send(()).unwrap();
                            std::thread::sleep(Duration::from_millis(1800));
                            drop(finished);
                            Ok(())
                        }
                    })
                    .await;
            });
        }
    });
    is_begun.recv_timeout(Duration::from_secs(10)).unwrap();
    for _ in 0..14 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(store.claim(1, Duration::from_secs(1)).await.unwrap().is_empty(), "another worker took it");
    }
    tokio::task::spawn_blocking(|| blocked.join().unwrap()).await.unwrap();
    until("done", || async { store.stats().await.unwrap().waiting == 0 }).await;
}

async fn deliveries_of_a_key_run_one_at_a_time_and_in_order(database: Database) {
    let inbox = database.inbox().await;
    // Received in another order than they were created.
    for number in [3, 1, 2, 5, 4] {
        let age = Duration::from_secs(100 - u64::from(number));
        let arrival = delivered(&body(age, "ann@example.com", number), &format!("id-{number}"), 0);
        inbox.store(arrival.keyed(Some("ann".into()))).await.unwrap();
    }
    let seen = Arc::new(Mutex::new((Vec::new(), 0, 0)));
    let log = seen.clone();
    let working = work(&inbox, WorkOptions::default(), move |job| {
        let log = log.clone();
        async move {
            {
                let mut log = log.lock().unwrap();
                log.1 += 1;
                log.2 = log.2.max(log.1);
                log.0.push(job.stored.delivery_id.clone());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            log.lock().unwrap().1 -= 1;
            Ok(())
        }
    });
    until("all done", || async { inbox.look().stats().await.unwrap().waiting == 0 }).await;
    working.stop().await;
    let (order, _, most) = &*seen.lock().unwrap();
    // The first to come was free to run at once; the others by their signed time.
    assert_eq!(*order, ["id-3", "id-1", "id-2", "id-4", "id-5"]);
    assert_eq!(*most, 1);
}

async fn the_next_of_a_key_runs_as_soon_as_the_one_before_is_done(database: Database) {
    let inbox = database.inbox().await;
    for number in 0..5 {
        inbox.store(numbered(number).keyed(Some("a".into()))).await.unwrap();
    }
    let options = WorkOptions { poll: Duration::from_mins(1), ..WorkOptions::default() };
    let working = work(&inbox, options, |_| async { Ok(()) });
    until("all are done, long before the next look", || async { inbox.look().stats().await.unwrap().waiting == 0 })
        .await;
    working.stop().await;
}

async fn a_stuck_key_delays_no_other(database: Database) {
    let inbox = database.inbox().await;
    let mut all = Vec::new();
    for number in 0..600 {
        let key = if number < 500 { "stuck".to_owned() } else { format!("key-{number}") };
        let (inbox, arrival) = (inbox.clone(), numbered(number).keyed(Some(key)));
        all.push(tokio::spawn(async move { inbox.store(arrival).await.unwrap() }));
    }
    for one in all {
        one.await.unwrap();
    }
    let options = WorkOptions { drain: Duration::ZERO, ..WorkOptions::default() };
    let working = work(&inbox, options, |job| async move {
        let number: u32 = job.stored.delivery_id.strip_prefix("deliver-webhook-").unwrap().parse().unwrap();
        if number < 500 { std::future::pending().await } else { Ok(()) }
    });
    until("the others are done", || async { inbox.look().stats().await.unwrap().waiting == 500 }).await;
    working.stop().await;
}

async fn an_unfinished_delivery_is_free_again_after_the_drain(database: Database) {
    let inbox = database.inbox().await;
    inbox.store(numbered(1)).await.unwrap();
    let (begun, is_begun) = oneshot::channel();
    let begun = Mutex::new(Some(begun));
    let options = WorkOptions { drain: Duration::from_millis(50), ..WorkOptions::default() };
    let working = work(&inbox, options, move |_| {
        if let Some(begun) = begun.lock().unwrap().take() {
            let _ = begun.send(());
        }
        std::future::pending()
    });
    is_begun.await.unwrap();
    working.stop().await;
    let job = work_one(&inbox, WorkOptions::default()).await;
    assert_eq!(job.attempt, 2);
}

async fn lists_find_by_every_condition(database: Database) {
    let inbox = database.inbox().await;
    let mut seqs = Vec::new();
    for (number, address) in [(1, "Ann@example.com"), (2, "bob@example.com"), (3, "ann@example.com")] {
        let arrival = delivered(&body(Duration::ZERO, address, number), &format!("id-{number}"), 0);
        seqs.push(inbox.store(arrival).await.unwrap().seq());
    }
    assert_eq!(list(&inbox, |_| ()).await, [seqs[2], seqs[1], seqs[0]]);
    assert_eq!(list(&inbox, |filter| filter.address = Some("ANN@example.com".into())).await, [seqs[2], seqs[0]]);
    assert_eq!(list(&inbox, |filter| filter.delivery_id = Some("id-2".into())).await, [seqs[1]]);
    assert_eq!(list(&inbox, |filter| filter.before_seq = Some(seqs[1])).await, [seqs[0]]);
    assert_eq!(list(&inbox, |filter| filter.status = Some(Status::Waiting)).await.len(), 3);
    assert_eq!(list(&inbox, |filter| filter.event_type = Some("contact.deleted".into())).await.len(), 3);
    let now = inbox.look().stats().await.unwrap().now;
    let recent = async |since, before, limit| {
        let bodies = inbox.look().recent(since, before, limit).await.unwrap();
        assert!(bodies.iter().all(|one| one.event_type == "contact.deleted" && one.received <= now));
        bodies.iter().map(|one| (one.seq, one.body.len() > 50)).collect::<Vec<_>>()
    };
    assert_eq!(recent(0, i64::MAX, 2).await, [(seqs[2], true), (seqs[1], true)]);
    assert_eq!(recent(0, seqs[1], 2).await, [(seqs[0], true)]);
    assert_eq!(recent(now + 60_000, i64::MAX, 2).await, []);
    for none in [
        Filter { event_type: Some("email.sent".into()), ..Filter::default() },
        Filter { status: Some(Status::Dead), ..Filter::default() },
        Filter { address: Some("' OR 1=1 --".into()), ..Filter::default() },
        Filter { since: Some(now + 60_000), ..Filter::default() },
    ] {
        assert!(inbox.look().list(&none, 10).await.unwrap().is_empty(), "{none:?}");
    }
}

async fn bodies_that_were_seen_are_known(database: Database) {
    let inbox = database.inbox().await;
    let first = body(Duration::ZERO, "ann@example.com", 1);
    let stored = delivered(&first, "id-1", 0);
    let seq = inbox.store(stored.clone()).await.unwrap().seq();
    let renamed = delivered(&first, "id-2", 0);
    let known = inbox.look().known(&[numbered(2), stored, renamed]).await.unwrap();
    assert_eq!(known, [None, Some(seq), Some(seq)]);
    assert!(inbox.look().known(&[]).await.unwrap().is_empty());
}

async fn uses_of_secrets_add_up(database: Database) {
    let inbox = database.inbox().await;
    let note = async |matched: &[(&str, i64)]| {
        let matched: Vec<_> = matched.iter().map(|(secret, count)| ((*secret).to_owned(), *count)).collect();
        inbox.look().note_secrets(&matched).await.unwrap();
    };
    note(&[("new", 0), ("old", 3)]).await;
    note(&[("new", 2), ("old", 0)]).await;
    let stats = inbox.look().stats().await.unwrap();
    let uses: Vec<_> = stats.secrets.iter().map(|one| (&*one.secret, one.matched, one.last.is_some())).collect();
    assert_eq!(uses, [("new", 2, true), ("old", 3, true)]);
    assert!(stats.secrets.iter().all(|one| one.is_loaded(stats.now) && one.since <= one.loaded));
    assert!(stats.counters.keys().all(|name| !name.starts_with("secret")), "{:?}", stats.counters);
    assert!(stats.silent_secrets().is_empty());
    let tomorrow = |one: &autosend_webhooks_inbox::SecretUse, hours: i64| {
        let mut later = stats.clone();
        later.now += hours * 3_600_000;
        for secret in &mut later.secrets {
            secret.loaded = later.now;
            if secret.secret == one.secret {
                secret.last = Some(later.now);
            }
        }
        later.silent_secrets().iter().map(|one| one.secret.clone()).collect::<Vec<_>>()
    };
    assert_eq!(tomorrow(&stats.secrets[0], 25), ["old"]);
    assert!(tomorrow(&stats.secrets[0], 23).is_empty());
}

async fn counts_are_by_type_and_outcome_in_steps(database: Database) {
    let inbox = database.inbox().await;
    let repeated = numbered(1);
    for arrival in [repeated.clone(), numbered(2), numbered(3), repeated] {
        inbox.store(arrival).await.unwrap();
    }
    let old = delivered(&body(20 * DAY, "ann@example.com", 4), "id-4", 0);
    let seq = inbox.store(old).await.unwrap().seq();
    let received = inbox.look().find(seq).await.unwrap().unwrap().received;
    let width = 1_000_000_000_000;
    let counts = async |since, scanned| {
        let counts = inbox.look().counts(since, width, scanned).await.unwrap();
        counts.into_iter().map(|one| (one.start, one.event_type, one.outcome, one.count)).collect::<Vec<_>>()
    };
    let start = received - received % width;
    let row = |outcome: &str, count| (start, "contact.deleted".to_owned(), outcome.to_owned(), count);
    assert_eq!(counts(0, 100).await, [row("expired", 1), row("new", 3)]);
    assert_eq!(counts(0, 1).await, [row("expired", 1)]);
    assert_eq!(counts(received + 60_000, 100).await, []);
}

async fn pruned_bodies_leave_their_keys(database: Database) {
    let inbox = database.inbox().await;
    let arrival = numbered(1);
    let seq = inbox.store(arrival.clone()).await.unwrap().seq();
    let prune = || inbox.look().prune(Duration::ZERO, DAY, 1000);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(prune().await.unwrap().deliveries, 0, "what waits is not pruned");
    work_one(&inbox, WorkOptions::default()).await;
    until("pruned", || async { prune().await.unwrap().deliveries == 1 }).await;
    assert!(inbox.look().find(seq).await.unwrap().is_none());
    assert_eq!(inbox.store(arrival).await.unwrap(), Outcome::Duplicate { of: seq });
}

async fn an_erased_address_is_gone(database: Database) {
    let inbox = database.inbox().await;
    let arrival = numbered(1);
    let seq = inbox.store(arrival.clone()).await.unwrap().seq();
    assert_eq!(inbox.look().erase("ann@example.com").await.unwrap(), 0, "what waits is processed first");
    work_one(&inbox, WorkOptions::default()).await;
    until("erased", || async { inbox.look().erase("ANN@example.com").await.unwrap() == 1 }).await;
    let left = inbox.look().find(seq).await.unwrap().unwrap();
    assert_eq!((left.body.len(), left.headers.as_str()), (0, "{}"));
    assert!(list(&inbox, |filter| filter.address = Some("ann@example.com".into())).await.is_empty());
    assert_eq!(inbox.store(arrival).await.unwrap(), Outcome::Duplicate { of: seq });
}

async fn everything_accepted_is_processed_once(database: Database) {
    let inboxes = [database.inbox().await, database.inbox().await];
    let effects = Arc::new(Mutex::new(HashMap::<String, u32>::new()));
    let workers: Vec<_> = inboxes
        .iter()
        .map(|inbox| {
            let effects = effects.clone();
            let options = WorkOptions { backoff: quick(), max_concurrent: 16, ..WorkOptions::default() };
            work(inbox, options, move |job| {
                let effects = effects.clone();
                async move {
                    // One in ten fails the first time.
                    if job.stored.seq % 10 == 0 && job.attempt == 1 {
                        return Err(Failure::new("not now"));
                    }
                    *effects.lock().unwrap().entry(job.stored.delivery_id).or_default() += 1;
                    Ok(())
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for number in 0..1000 {
        let arrival = numbered(number);
        for inbox in &inboxes {
            let (inbox, arrival) = (inbox.clone(), arrival.clone());
            all.push(tokio::spawn(async move { inbox.store(arrival).await.unwrap() }));
        }
    }
    for one in all {
        one.await.unwrap();
    }
    until("all done", || async { inboxes[0].look().stats().await.unwrap().waiting == 0 }).await;
    for worker in workers {
        worker.stop().await;
    }
    let effects = effects.lock().unwrap();
    assert_eq!(effects.len(), 1000);
    assert!(effects.values().all(|times| *times == 1));
}

async fn list(inbox: &Inbox, set: impl FnOnce(&mut Filter)) -> Vec<i64> {
    let mut filter = Filter::default();
    set(&mut filter);
    inbox.look().list(&filter, 100).await.unwrap().into_iter().map(|summary| summary.seq).collect()
}

async fn claim(store: &dyn Store, lease: Duration) -> Job {
    for _ in 0..200 {
        if let Some(job) = store.claim(1, lease).await.unwrap().pop() {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing to claim");
}

fn quick() -> Backoff {
    Backoff { first: Duration::from_millis(10), longest: Duration::from_millis(20) }
}

struct Working {
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Working {
    async fn stop(self) {
        let _ = self.stop.send(());
        self.task.await.unwrap();
    }
}

fn work<H, F>(inbox: &Inbox, options: WorkOptions, handler: H) -> Working
where
    H: Fn(Job) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let (stop, is_stopped) = oneshot::channel();
    let inbox = inbox.clone();
    let task = tokio::spawn(async move { inbox.work(options, async { drop(is_stopped.await) }, handler).await });
    Working { stop, task }
}

/// Lets a worker do one delivery, and returns what it got.
async fn work_one(inbox: &Inbox, options: WorkOptions) -> Job {
    let (sender, mut jobs) = tokio::sync::mpsc::unbounded_channel();
    let working = work(inbox, options, move |job| {
        let sender = sender.clone();
        async move { sender.send(job).map_err(Failure::new) }
    });
    let job = tokio::time::timeout(Duration::from_secs(10), jobs.recv()).await.expect("a job comes").unwrap();
    working.stop().await;
    job
}

#[test]
fn codes_are_distinct() {
    let codes = [InboxErrorCode::Full, InboxErrorCode::Busy, InboxErrorCode::Unavailable, InboxErrorCode::LeaseLost];
    let names: std::collections::HashSet<_> = codes.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), codes.len());
}
