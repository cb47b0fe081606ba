//! Kills `dev` at random moments under load: whatever it has accepted arrives all the same.
//!
//! Ten times by default; `AUTOSEND_WEBHOOKS_KILLS` says otherwise, as `cargo xtask crash` does.

mod common;

use common::dev::{Dev, Received, Receiver, wait_for};
use serde_json::json;
use std::{
    collections::{BTreeMap, HashSet},
    env,
    path::Path,
    thread,
    time::Duration,
};

const KILLS: usize = 10;

/// Webhooks, of which the last refuses at times.
const WEBHOOKS: usize = 3;

fn start(database: &Path) -> Dev {
    Dev::start(&["--database", database.to_str().unwrap(), "--retry-schedule", "300ms,300ms,300ms,300ms"])
}

/// Numbers that are random enough to stop at different moments; the same seed stops at the same ones.
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((self.0 >> 33) % 250_000)
    }
}

#[cfg(unix)]
#[test]
fn nothing_that_was_accepted_is_lost() {
    let kills = env::var("AUTOSEND_WEBHOOKS_KILLS").map_or(KILLS, |text| text.parse().expect("a number of kills"));
    let directory = tempfile::tempdir().unwrap();
    let (database, endpoint) = (directory.path().join("dev.db"), Receiver::start());
    let mut dev = start(&database);
    let key = dev.key.clone();
    let webhooks: BTreeMap<String, String> =
        (0..WEBHOOKS).map(|index| dev.webhook(&endpoint.url(&format!("/{index}")), &["email.sent"])).collect();
    let (mut accepted, mut moments) = (Vec::new(), Moments(1));
    for kill in 0..kills {
        endpoint.answer_with(&[500, 200, 503]);
        let load = thread::scope(|scope| {
            let dev = &dev;
            let load = scope.spawn(move || {
                let mut accepted = Vec::new();
                // Until the process is gone.
                while let Ok((status, answer)) =
                    dev.try_call("POST", "/emulator/events", Some(json!({ "type": "email.sent", "count": 5 })))
                {
                    assert_eq!(status, 200, "{answer}");
                    accepted
                        .extend(serde_json::from_value::<Vec<String>>(answer["data"]["deliveries"].clone()).unwrap());
                }
                accepted
            });
            thread::sleep(moments.next());
            dev.signal_kill();
            load.join().unwrap()
        });
        accepted.extend(load);
        dev.kill();
        dev = start(&database);
        assert_eq!(dev.key, key, "the key is kept");
        if kill % 50 == 49 {
            println!(
                "{} kills, {} deliveries accepted, {} requests",
                kill + 1,
                accepted.len(),
                endpoint.received().len()
            );
        }
    }
    wait_for(|| {
        dev.get("/emulator/deliveries?status=pending")["deliveries"].as_array().unwrap().is_empty().then_some(())
    });
    wait_for(|| {
        dev.get("/emulator/deliveries?status=retrying")["deliveries"].as_array().unwrap().is_empty().then_some(())
    });

    // No webhook is lost, and their secrets are what they were.
    for (id, secret) in &webhooks {
        assert_eq!(dev.get(&format!("/v1/webhooks/{id}/reveal"))["secret"], json!(secret));
    }
    // No delivery is lost, and none that is logged as delivered was not.
    let received = endpoint.received();
    let arrived: HashSet<_> = received.iter().map(Received::id).collect();
    assert_eq!(accepted.iter().collect::<HashSet<_>>().len(), accepted.len(), "ids differ");
    let lost: Vec<_> = accepted.iter().filter(|id| !arrived.contains(id.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {:?}", lost.len(), accepted.len(), lost.first());
    assert!(accepted.len() >= kills * 5, "{} deliveries are no load", accepted.len());
    // No log is lost.
    let total = |id: &String| dev.get(&format!("/v1/webhooks/{id}/logs?limit=1"))["total"].as_u64().unwrap();
    let logged: u64 = webhooks.keys().map(total).sum();
    assert!(logged >= accepted.len() as u64, "{logged} logs of {} deliveries", accepted.len());
    println!(
        "{kills} kills: {} deliveries accepted, none lost; {} logs, {} requests",
        accepted.len(),
        logged,
        received.len()
    );
}

#[test]
fn a_pending_retry_goes_out_on_time_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let (database, endpoint) = (directory.path().join("dev.db"), Receiver::start());
    let arguments = ["--database", database.to_str().unwrap(), "--retry-schedule", "3s"];
    let mut dev = Dev::start(&arguments);
    dev.webhook(&endpoint.url("/"), &["email.sent"]);
    endpoint.answer_with(&[500]);
    let id = dev.event(json!({ "type": "email.sent" })).remove(0);
    let retrying = || dev.get(&format!("/emulator/deliveries/{id}"))["status"] == "retrying";
    wait_for(|| retrying().then_some(()));
    dev.kill();
    let dev = Dev::start(&arguments);
    let received = endpoint.wait_for(2);
    let delay = received[1].at - received[0].at;
    assert!((Duration::from_millis(2_900)..Duration::from_secs(15)).contains(&delay), "{delay:?}");
    assert_eq!((received[0].id(), received[1].id()), (id.as_str(), id.as_str()));
    assert_eq!(dev.ended(&id)["attempts"].as_array().unwrap().len(), 2);
}

#[test]
fn the_life_of_a_mail_goes_on_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let (database, endpoint) = (directory.path().join("dev.db"), Receiver::start());
    let arguments = ["--database", database.to_str().unwrap()];
    let mut dev = Dev::start(&arguments);
    dev.webhook(&endpoint.url("/"), &["email.sent", "email.delivered"]);
    let mail = json!({ "from": { "email": "a@example.com" }, "to": { "email": "b@example.org" }, "subject": "x", "text": "x" });
    let id = dev.post("/v1/mails/send", mail)["emailId"].clone();
    dev.kill();
    let _dev = Dev::start(&arguments);
    let received = endpoint.wait_for(2);
    assert_eq!(received[1].header("x-webhook-event"), "email.delivered");
    assert_eq!(received[1].json()["data"]["emailId"], id);
}

#[test]
fn two_processes_do_not_share_a_database() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("dev.db");
    let _dev = Dev::start(&["--database", database.to_str().unwrap()]);
    let second = common::run(&["dev", "--port", "0", "--database", database.to_str().unwrap()], b"");
    second.complains("another process works with it");
}
