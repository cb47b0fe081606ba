//! What a receiver has to refuse, or to recognize: forged, stale, replayed and malformed requests.

use std::{
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};

use super::{
    Answer, Expected,
    Expected::{Duplicate, Expired, New, Once, Refused, Status},
    Harness,
    cli::{Delivery, Headers, random_secret},
    http,
};

const SIGNATURE: &str = "X-Webhook-Signature";
const EVENT: &str = "X-Webhook-Event";
const DELIVERY_ID: &str = "X-Webhook-Delivery-Id";

const MINUTE: u64 = 60_000;

/// Before the memory of any receiver here begins.
const LONG_AGO: Duration = Duration::from_hours(3 * 24);

pub struct Attack {
    pub name: &'static str,
    pub expected: Expected,
    run: fn(&Harness) -> Result<Answer>,
}

impl Attack {
    pub fn run(&self, harness: &Harness) -> Result<Answer> {
        (self.run)(harness)
    }
}

/// A short way to write a line of the table below.
const fn attack(name: &'static str, expected: Expected, run: fn(&Harness) -> Result<Answer>) -> Attack {
    Attack { name, expected, run }
}

pub const ALL: &[Attack] = &[
    attack("a signature made up", Refused(401, "signature_mismatch"), forged_signature),
    attack("signed with another secret", Refused(401, "signature_mismatch"), wrong_secret),
    attack("body changed after signing", Refused(401, "signature_mismatch"), tampered_body),
    attack("body parsed and printed again", Refused(401, "signature_mismatch"), reserialized_body),
    attack("no signature", Refused(401, "missing_signature"), missing_signature),
    attack("no delivery id", Refused(400, "missing_delivery_id"), missing_delivery_id),
    attack("signature in upper case", Refused(401, "malformed_signature"), upper_case_signature),
    attack("signature with sha256= in front", Refused(401, "malformed_signature"), prefixed_signature),
    attack("sent 10 minutes ago", Refused(400, "timestamp_too_old"), stale),
    attack("sent 5 minutes from now", Refused(400, "timestamp_in_future"), future),
    attack("replay, the very same request", Duplicate, replay),
    attack("replay with new id and fresh timestamp", Duplicate, replay_with_new_id),
    attack("genuine delivery, its id used by a replay", New, burnt_id),
    attack("another event under a known id", New, reused_id),
    attack("never seen, but created three days ago", Expired, expired),
    attack("the same delivery twice at once", Once, twice_at_once),
    attack("event header that contradicts the body", Refused(400, "event_mismatch"), event_mismatch),
    attack("signed, but broken JSON", Refused(400, "body_not_json"), broken_json),
    attack("signed, but a JSON array", Refused(400, "body_not_object"), json_array),
    attack("signed, but nested 100 000 deep", Refused(400, "body_too_deep"), nesting_bomb),
    attack("signed, but 2 MiB", Refused(413, "body_too_large"), oversize),
    attack("GET instead of POST", Status(405), |harness| Ok(http::send("GET", &harness.url, &[], b""))),
];

/// A genuine delivery, created and sent now, unlike any other.
fn genuine(name: &str) -> Delivery {
    created_at(SystemTime::now(), name)
}

/// The same, created at another time, and sent now.
fn created_at(created: SystemTime, name: &str) -> Delivery {
    let body = format!(
        r#"{{"type":"email.opened","createdAt":"{}","data":{{"emailId":"{name}","from":"hello@shop.example.com","to":{{"email":"ada@example.org","name":"Ada"}},"subject":"Café","test":false}}}}"#,
        humantime::format_rfc3339_millis(created)
    );
    Delivery {
        body: body.into(),
        event: "email.opened",
        id: format!("deliver-webhook-{name}"),
        timestamp: millis(SystemTime::now()),
    }
}

/// Unix milliseconds.
fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_millis().try_into().unwrap_or(u64::MAX)
}

fn post(harness: &Harness, headers: &Headers, body: &[u8]) -> Answer {
    http::post(&harness.url, headers, body)
}

/// Signs and sends a delivery, with its headers changed in between.
fn sign_and_post(
    harness: &Harness,
    delivery: &Delivery,
    change: impl FnOnce(&mut Headers) -> Result<()>,
) -> Result<Answer> {
    let mut headers = harness.sender.sign(delivery)?;
    change(&mut headers)?;
    Ok(post(harness, &headers, &delivery.body))
}

/// Signs and sends a body as it stands.
fn post_body(harness: &Harness, name: &str, body: impl Into<Vec<u8>>) -> Result<Answer> {
    sign_and_post(harness, &Delivery { body: body.into(), ..genuine(name) }, |_| Ok(()))
}

/// Fails if there is no such header: the attack would be none.
fn position(headers: &Headers, name: &str) -> Result<usize> {
    let position = headers.iter().position(|(there, _)| there.eq_ignore_ascii_case(name));
    position.with_context(|| format!("the signed headers lack {name}"))
}

fn change(headers: &mut Headers, name: &str, value: impl FnOnce(&str) -> String) -> Result<()> {
    let position = position(headers, name)?;
    headers[position].1 = value(&headers[position].1);
    Ok(())
}

fn remove(headers: &mut Headers, name: &str) -> Result<()> {
    headers.remove(position(headers, name)?);
    Ok(())
}

fn forged_signature(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("forged"), |headers| change(headers, SIGNATURE, |_| "0123456789abcdef".repeat(4)))
}

fn wrong_secret(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("wrong-secret");
    let headers = harness.sender.sign_with(&delivery, &random_secret())?;
    Ok(post(harness, &headers, &delivery.body))
}

fn tampered_body(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("tampered");
    let headers = harness.sender.sign(&delivery)?;
    let body = String::from_utf8(delivery.body)?.replace("ada@example.org", "eve@example.org");
    Ok(post(harness, &headers, body.as_bytes()))
}

fn reserialized_body(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("reserialized");
    let headers = harness.sender.sign(&delivery)?;
    let body: serde_json::Value = serde_json::from_slice(&delivery.body)?;
    Ok(post(harness, &headers, serde_json::to_string_pretty(&body)?.as_bytes()))
}

fn missing_signature(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("no-signature"), |headers| remove(headers, SIGNATURE))
}

fn missing_delivery_id(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("no-id"), |headers| remove(headers, DELIVERY_ID))
}

fn upper_case_signature(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("upper-case"), |headers| change(headers, SIGNATURE, str::to_uppercase))
}

fn prefixed_signature(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("prefix"), |headers| change(headers, SIGNATURE, |value| format!("sha256={value}")))
}

fn stale(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("stale");
    sign_and_post(harness, &Delivery { timestamp: delivery.timestamp - 10 * MINUTE, ..delivery }, |_| Ok(()))
}

fn future(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("future");
    sign_and_post(harness, &Delivery { timestamp: delivery.timestamp + 5 * MINUTE, ..delivery }, |_| Ok(()))
}

fn replay(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("replay");
    let headers = harness.sender.sign(&delivery)?;
    after(&post(harness, &headers, &delivery.body), New, || Ok(post(harness, &headers, &delivery.body)))
}

/// What whoever captured a request can do: timestamp and delivery id are not covered by the signature.
fn replay_with_new_id(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("captured");
    let first = sign_and_post(harness, &delivery, |_| Ok(()))?;
    let replayed = Delivery { id: "deliver-webhook-made-up".into(), timestamp: millis(SystemTime::now()), ..delivery };
    after(&first, New, || sign_and_post(harness, &replayed, |_| Ok(())))
}

/// A replay under an id that is still to come must not make the real delivery of that id look like a duplicate.
fn burnt_id(harness: &Harness) -> Result<Answer> {
    let captured = genuine("captured-before");
    let next = genuine("next");
    let first = sign_and_post(harness, &captured, |_| Ok(()))?;
    let replayed = Delivery { id: next.id.clone(), ..captured };
    let second = after(&first, New, || sign_and_post(harness, &replayed, |_| Ok(())))?;
    after(&second, Duplicate, || sign_and_post(harness, &next, |_| Ok(())))
}

/// The id is not signed, so it must not decide that an event is dropped.
fn reused_id(harness: &Harness) -> Result<Answer> {
    let known = genuine("known");
    let first = sign_and_post(harness, &known, |_| Ok(()))?;
    let other = Delivery { id: known.id, ..genuine("under-a-known-id") };
    after(&first, New, || sign_and_post(harness, &other, |_| Ok(())))
}

/// It may be a replay of what the receiver has forgotten, or a delivery that took long.
fn expired(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &created_at(SystemTime::now() - LONG_AGO, "expired"), |_| Ok(()))
}

/// If the one that works on it fails, the other one's 200 would be the last that AutoSend hears.
fn twice_at_once(harness: &Harness) -> Result<Answer> {
    let delivery = genuine("twice");
    let headers = harness.sender.sign(&delivery)?;
    let url = &harness.url;
    let [first, second] = thread::scope(|scope| {
        let sending = [(); 2].map(|()| scope.spawn(|| http::post(url, &headers, &delivery.body)));
        sending.map(|answer| answer.join().expect("sending does not panic"))
    });
    Ok(once(first, second))
}

/// Both in one: `once` if exactly one was acknowledged as new, and the other not before that was done.
fn once(first: Answer, second: Answer) -> Answer {
    let (new, other) = if New.matches(&first) { (first, second) } else { (second, first) };
    let waits = Refused(503, "in_progress").matches(&other);
    let detail = if New.matches(&new) && (Duplicate.matches(&other) || waits) {
        "once".to_owned()
    } else {
        format!("{}, and {:?} {}", new.detail, other.status, other.detail)
    };
    Answer { detail, ..new }
}

/// Goes on only if the answer to what came before was the expected one.
fn after(before: &Answer, expected: Expected, then: impl FnOnce() -> Result<Answer>) -> Result<Answer> {
    if expected.matches(before) {
        return then();
    }
    Ok(Answer { detail: "to an earlier request".into(), ..*before })
}

fn event_mismatch(harness: &Harness) -> Result<Answer> {
    sign_and_post(harness, &genuine("mismatch"), |headers| change(headers, EVENT, |_| "email.clicked".into()))
}

fn broken_json(harness: &Harness) -> Result<Answer> {
    post_body(harness, "broken", r#"{"type":"email.opened","data":{"#)
}

fn json_array(harness: &Harness) -> Result<Answer> {
    post_body(harness, "array", r#"[{"type":"email.opened"}]"#)
}

fn nesting_bomb(harness: &Harness) -> Result<Answer> {
    post_body(harness, "bomb", "[".repeat(100_000))
}

fn oversize(harness: &Harness) -> Result<Answer> {
    post_body(harness, "oversize", format!(r#"{{"type":"email.opened","data":"{}"}}"#, "a".repeat(2 << 20)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_exactly_one_is_new() {
        let answer =
            |status, detail: &str| Answer { status: Some(status), detail: detail.into(), time: Duration::ZERO };
        let is_once = |first, second| Once.matches(&once(first, second));
        assert!(is_once(answer(200, "new"), answer(200, "duplicate")));
        assert!(is_once(answer(503, "in_progress"), answer(200, "new")));
        assert!(!is_once(answer(200, "new"), answer(200, "new")));
        assert!(!is_once(answer(200, "duplicate"), answer(200, "duplicate")));
        assert!(!is_once(answer(500, "handler_failed"), answer(200, "duplicate")));
    }
}
