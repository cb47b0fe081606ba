//! The table of checks.

use super::{
    checks::{accept, leaks, refuse, repeats, speed, survive},
    finding::Finding,
    harness::{AutoSend, Harness},
    limits::filled,
};
use serde::{Serialize, Serializer};

fn serialize_filled<S: Serializer>(text: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&filled(text))
}

/// One thing that is examined.
#[derive(Serialize)]
#[serde(bound = "")]
pub struct Check<P = AutoSend> {
    /// What `--only` and `--allow` call it.
    #[serde(rename = "check")]
    pub name: &'static str,
    pub group: Group,
    /// What a receiver that passes does.
    #[serde(serialize_with = "serialize_filled")]
    pub title: &'static str,
    /// Why that matters.
    #[serde(serialize_with = "serialize_filled")]
    pub why: &'static str,
    /// How to get there.
    #[serde(serialize_with = "serialize_filled")]
    pub fix: &'static str,
    #[serde(skip)]
    pub run: fn(&Harness<P>) -> Finding,
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Acceptance,
    Authenticity,
    Freshness,
    Requests,
    Repeats,
    Speed,
    Leaks,
}

impl Group {
    /// A heading; `{provider}` stands for the provider's name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Acceptance => "Accepts what {provider} sends",
            Self::Authenticity => "Refuses what {provider} did not sign",
            Self::Freshness => "Refuses what is not of now",
            Self::Requests => "Copes with odd requests",
            Self::Repeats => "Processes each event once",
            Self::Speed => "Answers in time",
            Self::Leaks => "Gives nothing away",
        }
    }
}

const RAW_BYTES: &str = "Compute the HMAC over the raw bytes of the body, before anything parses them. Never print parsed JSON to verify it.";
const KEEP_UNKNOWN: &str =
    "Read the type first, then only what you need; ignore or store what you don't know, and answer 200.";
const VERIFY_FIRST: &str = "Verify the signature before anything else, and answer 401 if it is missing or wrong.";
const CHECK_TIME: &str =
    "Accept X-Webhook-Timestamp from {tolerance} ago to {future} ahead; seconds and milliseconds differ by magnitude.";
const REMEMBER: &str =
    "Remember the SHA-256 of the bodies that were processed, and answer repeats with 200 and {\"duplicate\": true}.";
const BODY_DECIDES: &str =
    "Go by the body's SHA-256 alone: it is what is signed. Log the delivery id, and decide nothing by it.";

/// All checks, in the order in which they run.
pub static CHECKS: &[Check] = &[
    Check {
        name: "current-events",
        group: Group::Acceptance,
        title: "accepts every event type",
        why: "What is not answered with 2xx is sent again {retries} times, and then lost.",
        fix: "Check that the secret is this webhook's, whsec_ included: the text itself is the key, it is not base64.",
        run: accept::current_events,
    },
    Check {
        name: "first-events",
        group: Group::Acceptance,
        title: "accepts every event type in the form of the first generation",
        why: "AutoSend's introduction still shows {\"event\", \"timestamp\", \"data\"}, with seconds in the timestamp header.",
        fix: "Read the type from `type` or else `event`, and take timestamps below 100000000000 for seconds.",
        run: accept::first_events,
    },
    Check {
        name: "tolerance",
        group: Group::Acceptance,
        title: "accepts deliveries that are {old} old, or {ahead} ahead",
        why: "Queues are slow and clocks differ: AutoSend's own rule lets pass what is up to {tolerance} old or {future} ahead.",
        fix: CHECK_TIME,
        run: accept::tolerance,
    },
    Check {
        name: "unknown-event",
        group: Group::Acceptance,
        title: "accepts event types that it does not know",
        why: "AutoSend's dashboard already offers types that no page documents.",
        fix: KEEP_UNKNOWN,
        run: accept::unknown_event,
    },
    Check {
        name: "extra-fields",
        group: Group::Acceptance,
        title: "accepts unknown fields and values",
        why: "Contacts carry a project's own properties, and documented lists of values grow.",
        fix: KEEP_UNKNOWN,
        run: accept::extra_fields,
    },
    Check {
        name: "non-ascii",
        group: Group::Acceptance,
        title: "accepts text in any script",
        why: "Subjects and names come as UTF-8: a body decoded as anything else has another signature.",
        fix: RAW_BYTES,
        run: accept::non_ascii,
    },
    Check {
        name: "numbers",
        group: Group::Acceptance,
        title: "accepts numbers that parsing and printing would change",
        why: "1.0, 1e3 or 9007199254740993 print otherwise than they came, and custom properties hold any number.",
        fix: RAW_BYTES,
        run: accept::numbers,
    },
    Check {
        name: "escapes",
        group: Group::Acceptance,
        title: "accepts escapes, key orders and white space that parsing and printing would change",
        why: "\\u00e9, \\/, keys like \"10\" and repeated keys are JSON, and print otherwise than they came.",
        fix: RAW_BYTES,
        run: accept::escapes,
    },
    Check {
        name: "unsigned",
        group: Group::Authenticity,
        title: "refuses requests without a signature",
        why: "Anybody who knows the address could send events.",
        fix: VERIFY_FIRST,
        run: refuse::unsigned,
    },
    Check {
        name: "forged",
        group: Group::Authenticity,
        title: "refuses made-up signatures",
        why: "Anybody who knows the address could send events.",
        fix: VERIFY_FIRST,
        run: refuse::forged,
    },
    Check {
        name: "malformed-signature",
        group: Group::Authenticity,
        title: "refuses signatures that are none, and does not crash on them",
        why: "Comparing functions such as timingSafeEqual throw when lengths differ, and shortened signatures can be guessed.",
        fix: "Check for exactly 64 hexadecimal digits first, then compare all of them in constant time.",
        run: refuse::malformed_signature,
    },
    Check {
        name: "wrong-secret",
        group: Group::Authenticity,
        title: "refuses what another secret signed",
        why: "Every AutoSend customer can sign with a secret of their own.",
        fix: VERIFY_FIRST,
        run: refuse::wrong_secret,
    },
    Check {
        name: "guessable-secret",
        group: Group::Authenticity,
        title: "refuses what an empty or default secret signed",
        why: "A secret that is not configured becomes \"\", \"undefined\" or \"None\" in many languages, which anybody can sign with.",
        fix: "Refuse to start without a secret, and never fall back to a default.",
        run: refuse::guessable_secret,
    },
    Check {
        name: "tampered",
        group: Group::Authenticity,
        title: "refuses bodies that were changed",
        why: "The signature is worth nothing if it is not compared with that of the body that is processed.",
        fix: RAW_BYTES,
        run: refuse::tampered,
    },
    Check {
        name: "truncated",
        group: Group::Authenticity,
        title: "refuses bodies that were cut off",
        why: "The signature covers the whole body.",
        fix: RAW_BYTES,
        run: refuse::truncated,
    },
    Check {
        name: "reprinted",
        group: Group::Authenticity,
        title: "refuses the same JSON in other bytes",
        why: "It shows that parsed and printed JSON is verified, not the body: then genuine deliveries fail, too, as soon as they print otherwise.",
        fix: RAW_BYTES,
        run: refuse::reprinted,
    },
    Check {
        name: "stale",
        group: Group::Freshness,
        title: "refuses deliveries sent {too_old} ago",
        why: "A captured request could be sent again at any time.",
        fix: CHECK_TIME,
        run: refuse::stale,
    },
    Check {
        name: "future",
        group: Group::Freshness,
        title: "refuses deliveries sent {too_far_ahead} from now",
        why: "A timestamp far ahead keeps a captured request fresh for as long.",
        fix: CHECK_TIME,
        run: refuse::future,
    },
    Check {
        name: "broken-timestamp",
        group: Group::Freshness,
        title: "refuses missing and unreadable timestamps",
        why: "NaN is neither too old nor too new: comparisons with what parseInt makes of nonsense let it pass.",
        fix: "Accept 1 to 15 decimal digits and nothing else.",
        run: refuse::broken_timestamp,
    },
    Check {
        name: "no-delivery-id",
        group: Group::Requests,
        title: "refuses requests without a delivery id",
        why: "AutoSend always sends one; without it a retry is not recognised.",
        fix: "Answer 400 if X-Webhook-Delivery-Id is missing or empty.",
        run: refuse::no_delivery_id,
    },
    Check {
        name: "event-mismatch",
        group: Group::Requests,
        title: "refuses an event header that contradicts the body",
        why: "The header is not signed: whoever dispatches on it lets an attacker choose the event.",
        fix: "Take the event type from the signed body, and answer 400 if X-Webhook-Event says otherwise.",
        run: refuse::event_mismatch,
    },
    Check {
        name: "wrong-method",
        group: Group::Requests,
        title: "refuses other methods than POST",
        why: "AutoSend sends POST only; anything else is a probe or a mistake.",
        fix: "Route POST only, and answer others with 405.",
        run: refuse::wrong_method,
    },
    Check {
        name: "oversized",
        group: Group::Requests,
        title: "refuses a body of {oversized}",
        why: "A body has to be in memory to be verified, so without a limit anybody can fill it.",
        fix: "Limit the body to {limit} while reading it, and answer 413.",
        run: refuse::oversized,
    },
    Check {
        name: "broken-json",
        group: Group::Requests,
        title: "survives signed bodies that are no events",
        why: "An exception in the parser is a 500 and a stack trace in the log.",
        fix: "Parse after verifying, and answer 400 to what is no JSON object with a type.",
        run: survive::broken_json,
    },
    Check {
        name: "deep-nesting",
        group: Group::Requests,
        title: "survives JSON that nests 100,000 levels deep",
        why: "Recursive parsers overflow the stack, which ends the process.",
        fix: "Verify before parsing, and use a parser with a limit of depth.",
        run: survive::deep_nesting,
    },
    Check {
        name: "retry",
        group: Group::Repeats,
        title: "answers a repeated delivery with 2xx, and knows it",
        why: "AutoSend repeats a delivery, under the same id, when a response was lost or late.",
        fix: REMEMBER,
        run: repeats::retry,
    },
    Check {
        name: "replay",
        group: Group::Repeats,
        title: "recognises a body that comes again under another id",
        why: "Only the body is signed: whoever captured a delivery can send it with a fresh timestamp and a new id.",
        fix: REMEMBER,
        run: repeats::replay,
    },
    Check {
        name: "burnt-id",
        group: Group::Repeats,
        title: "accepts a delivery whose id a replay used before",
        why: "If a replayed body takes its made-up id, an attacker can shut out the delivery that will really have it.",
        fix: BODY_DECIDES,
        run: repeats::burnt_id,
    },
    Check {
        name: "reused-id",
        group: Group::Repeats,
        title: "processes a new event under a delivery id that it knows",
        why: "The id is not signed: whoever drops an event because of it lets an attacker choose which ones are lost.",
        fix: BODY_DECIDES,
        run: repeats::reused_id,
    },
    Check {
        name: "expired",
        group: Group::Repeats,
        title: "does not call an event a duplicate that is only older than its memory",
        why: "An event that was never seen and is answered as a duplicate is lost, and nobody learns of it.",
        fix: "Answer an event whose signed time of creation is before the memory begins with 200 and {\"expired\": true}, and log it.",
        run: repeats::expired,
    },
    Check {
        name: "at-work",
        group: Group::Repeats,
        title: "does not acknowledge a repeat while the first is still at work",
        why: "If the first one fails then, AutoSend has its 200 and never sends the event again.",
        fix: "Claim a delivery before its handlers run and enter it when they have ended well; until then answer repeats with 503.",
        run: repeats::at_work,
    },
    Check {
        name: "in-time",
        group: Group::Speed,
        title: "answers at once",
        why: "AutoSend waits {timeout} for a response: what takes longer counts as failed, and comes again.",
        fix: "Keep handlers short: store the event where it survives a crash, answer, and process it afterwards.",
        run: speed::in_time,
    },
    Check {
        name: "parallel",
        group: Group::Speed,
        title: "answers {together} deliveries at the same time at once",
        why: "AutoSend has up to {together} deliveries on their way at once.",
        fix: "Serve requests in parallel, and hold no lock while you work on one.",
        run: speed::parallel,
    },
    Check {
        name: "traces",
        group: Group::Leaks,
        title: "answers without stack traces, secrets and signatures",
        why: "Traces show an attacker what runs there; an error that names the expected signature signs for them.",
        fix: "Answer errors with a status and a short text, switch debug pages off, and never print what was expected.",
        run: leaks::traces,
    },
    Check {
        name: "timing",
        group: Group::Leaks,
        title: "takes the same time to refuse whatever part of the signature is right",
        why: "If comparing stops at the first difference, the time of the response tells how much of a guess was right.",
        fix: "Compare with the constant-time function of your language: timingSafeEqual, compare_digest, hmac.Equal, hash_equals.",
        run: leaks::timing,
    },
];

#[cfg(test)]
mod tests {
    use super::CHECKS;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_groups_stay_together() {
        assert_eq!(CHECKS.iter().map(|check| check.name).collect::<HashSet<_>>().len(), CHECKS.len());
        let mut groups: Vec<_> = CHECKS.iter().map(|check| check.group.title()).collect();
        groups.dedup();
        assert_eq!(groups.iter().collect::<HashSet<_>>().len(), groups.len());
    }
}
