//! The table of checks of a receiver of another provider's requests.

use super::{
    check::{Check, Group},
    checks::{by_profile, speed},
    other::Other,
};

/// A check, and the profiles that it makes sense for.
pub struct ProfileCheck {
    /// What is examined.
    pub check: Check<Other>,
    /// Whether the profile's requests have what it is about.
    pub applies: fn(&Other) -> bool,
}

const RAW_BYTES: &str = "Compute the signature over the raw bytes of the body, before anything parses them. Never print parsed JSON to verify it.";
const VERIFY_FIRST: &str = "Verify the signature before anything else, and answer 401 if it is missing or wrong.";
const CHECK_TIME: &str = "Compare the signed time with the clock, in the unit that the provider sends, and refuse what is older than the tolerance.";
const REMEMBER: &str =
    "Remember what was processed by what is signed, and answer repeats with 200 and {\"duplicate\": true}.";

const fn always(_: &Other) -> bool {
    true
}

const fn check(
    name: &'static str,
    group: Group,
    [title, why, fix]: [&'static str; 3],
    run: fn(&super::Harness<Other>) -> super::finding::Finding,
    applies: fn(&Other) -> bool,
) -> ProfileCheck {
    ProfileCheck { check: Check { name, group, title, why, fix, run }, applies }
}

/// All checks, in the order in which they run.
pub static PROFILE_CHECKS: &[ProfileCheck] = &[
    check(
        "genuine",
        Group::Acceptance,
        [
            "accepts what is signed as the profile says",
            "What is not answered with 2xx is sent again, and lost in the end.",
            "Check the secret and its form, and what the provider signs; --body gives a body that the receiver understands.",
        ],
        by_profile::genuine,
        always,
    ),
    check(
        "raw-body",
        Group::Acceptance,
        [
            "accepts bodies that parsing and printing would change",
            "1.0, \\u00e9, spaces and a newline at the end are JSON, and print otherwise than they came.",
            RAW_BYTES,
        ],
        by_profile::raw_body,
        Other::signs_body,
    ),
    check(
        "rotation",
        Group::Acceptance,
        [
            "accepts a right signature beside a wrong one",
            "While a secret is replaced, a request carries a signature of each.",
            "Compare every signature in the header, and accept the request if one of them is right.",
        ],
        by_profile::rotation,
        Other::lists_signatures,
    ),
    check(
        "unsigned",
        Group::Authenticity,
        ["refuses requests without a signature", "Anybody who knows the address could send events.", VERIFY_FIRST],
        by_profile::unsigned,
        always,
    ),
    check(
        "forged",
        Group::Authenticity,
        ["refuses made-up signatures", "Anybody who knows the address could send events.", VERIFY_FIRST],
        by_profile::forged,
        always,
    ),
    check(
        "malformed-signature",
        Group::Authenticity,
        [
            "refuses signatures that are none, and does not crash on them",
            "Comparing functions throw when lengths differ, and shortened signatures can be guessed.",
            "Check form and length first, then compare all of it in constant time.",
        ],
        by_profile::malformed_signature,
        always,
    ),
    check(
        "wrong-secret",
        Group::Authenticity,
        [
            "refuses what another secret signed",
            "Every customer of the provider has a secret of their own.",
            VERIFY_FIRST,
        ],
        by_profile::wrong_secret,
        always,
    ),
    check(
        "tampered",
        Group::Authenticity,
        [
            "refuses bodies that were changed",
            "The signature is worth nothing if it is not compared with that of the body that is processed.",
            RAW_BYTES,
        ],
        by_profile::tampered,
        Other::signs_body,
    ),
    check(
        "reprinted",
        Group::Authenticity,
        [
            "refuses the same JSON in other bytes",
            "It shows that parsed and printed JSON is verified, not the body: then genuine deliveries fail, too.",
            RAW_BYTES,
        ],
        by_profile::reprinted,
        Other::signs_body,
    ),
    check(
        "stale",
        Group::Freshness,
        ["refuses requests that were sent long ago", "A captured request could be sent again at any time.", CHECK_TIME],
        by_profile::stale,
        Other::has_time,
    ),
    check(
        "future",
        Group::Freshness,
        [
            "refuses requests that claim to be sent in the future",
            "A time far ahead keeps a captured request fresh for as long.",
            CHECK_TIME,
        ],
        by_profile::future,
        Other::has_time,
    ),
    check(
        "moved-time",
        Group::Freshness,
        [
            "refuses a time that was changed after signing",
            "A captured request with a fresh time would be new again.",
            "Put the time into what is signed, exactly as it came.",
        ],
        by_profile::moved_time,
        |other| other.signs_time() && other.has_time_header(),
    ),
    check(
        "broken-timestamp",
        Group::Freshness,
        [
            "refuses missing and unreadable timestamps",
            "NaN is neither too old nor too new: comparisons with what parseInt makes of nonsense let it pass.",
            "Accept decimal digits and nothing else.",
        ],
        by_profile::broken_timestamp,
        Other::has_time_header,
    ),
    check(
        "no-delivery-id",
        Group::Requests,
        [
            "refuses requests without a delivery id",
            "The provider always sends one.",
            "Answer 400 if the header of the delivery's id is missing or empty.",
        ],
        by_profile::no_delivery_id,
        Other::has_id_header,
    ),
    check(
        "wrong-method",
        Group::Requests,
        [
            "refuses other methods than POST",
            "Anything but POST is a probe or a mistake.",
            "Route POST only, and answer others with 405.",
        ],
        by_profile::wrong_method,
        always,
    ),
    check(
        "oversized",
        Group::Requests,
        [
            "refuses a body beyond the profile's limit",
            "A body has to be in memory to be verified, so without a limit anybody can fill it.",
            "Limit the body while reading it, and answer 413.",
        ],
        by_profile::oversized,
        always,
    ),
    check(
        "broken-json",
        Group::Requests,
        [
            "survives signed bodies that are no events",
            "An exception in the parser is a 500 and a stack trace in the log.",
            "Parse after verifying, and answer 400 to what is no event.",
        ],
        by_profile::broken_json,
        always,
    ),
    check(
        "deep-nesting",
        Group::Requests,
        [
            "survives JSON that nests 100,000 levels deep",
            "Recursive parsers overflow the stack, which ends the process.",
            "Verify before parsing, and use a parser with a limit of depth.",
        ],
        by_profile::deep_nesting,
        always,
    ),
    check(
        "retry",
        Group::Repeats,
        [
            "answers a repeated request with 2xx, and knows it",
            "Providers repeat a delivery when a response was lost or late.",
            REMEMBER,
        ],
        by_profile::retry,
        always,
    ),
    check(
        "replay",
        Group::Repeats,
        [
            "recognises a body that comes again under another id",
            "The id is not signed: whoever captured a delivery can send it with a new one.",
            REMEMBER,
        ],
        by_profile::replay,
        Other::has_unsigned_id,
    ),
    check(
        "reused-id",
        Group::Repeats,
        [
            "processes a new event under a delivery id that it knows",
            "The id is not signed: whoever drops an event because of it lets an attacker choose which ones are lost.",
            "Go by what is signed alone. Log the delivery id, and decide nothing by it.",
        ],
        by_profile::reused_id,
        Other::has_unsigned_id,
    ),
    check(
        "in-time",
        Group::Speed,
        [
            "answers at once",
            "What takes longer than the provider waits counts as failed, and comes again.",
            "Keep handlers short: store the event where it survives a crash, answer, and process it afterwards.",
        ],
        speed::in_time,
        always,
    ),
    check(
        "parallel",
        Group::Speed,
        [
            "answers {together} deliveries at the same time at once",
            "Providers have several deliveries on their way at once.",
            "Serve requests in parallel, and hold no lock while you work on one.",
        ],
        speed::parallel,
        always,
    ),
    check(
        "traces",
        Group::Leaks,
        [
            "answers without stack traces, secrets and signatures",
            "Traces show an attacker what runs there; an error that names the expected signature signs for them.",
            "Answer errors with a status and a short text, switch debug pages off, and never print what was expected.",
        ],
        by_profile::traces,
        always,
    ),
];

#[cfg(test)]
mod tests {
    use super::PROFILE_CHECKS;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_groups_stay_together() {
        let names: HashSet<_> = PROFILE_CHECKS.iter().map(|it| it.check.name).collect();
        assert_eq!(names.len(), PROFILE_CHECKS.len());
        let mut groups: Vec<_> = PROFILE_CHECKS.iter().map(|it| it.check.group.title()).collect();
        groups.dedup();
        assert_eq!(groups.iter().collect::<HashSet<_>>().len(), groups.len());
    }
}
