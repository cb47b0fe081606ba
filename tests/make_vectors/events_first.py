"""Every event type of the first generation, and the others in its envelope."""

from __future__ import annotations

from typing import Any

from .bodies import first_event
from .builder import Group
from .payloads import sample

# Event type and the `timestamp` that stands in its sample.
TYPES = {
    "email.sent": "2025-11-12T10:29:58.100Z",
    "email.delivered": "2025-11-12T10:29:58.200Z",
    "email.opened": "2025-11-12T10:29:58.300Z",
    "email.clicked": "2025-11-12T10:29:58.400Z",
    "email.bounced": "2025-11-12T10:29:58.500Z",
    "email.unsubscribed": "2025-11-12T10:29:58.600Z",
    "contact.created": "2025-11-12T10:29:58.700Z",
    "contact.updated": "2025-11-12T10:29:58.800Z",
    "contact.deleted": "2025-11-12T10:29:58.900Z",
}

# The least `data` that fits. The first generation has no `test`.
LEAST_DATA = {
    **dict.fromkeys(
        ("email.sent", "email.delivered", "email.opened", "email.clicked", "email.bounced"),
        '{"emailId":"e1","from":"a@example.com","to":{"email":"b@example.org"},"subject":""}',
    ),
    **dict.fromkeys(("email.unsubscribed", "contact.created", "contact.updated", "contact.deleted"), "{}"),
}

# Types that came later. In a first-generation envelope they are read by the current field names, without `test`.
LATER_DATA = {
    "email.deferred": (
        '{"emailId":"e1","from":"a@example.com","to":{"email":"b@example.org","name":null},"subject":"Hi",'
        '"delayType":"InternalFailure","expirationTime":"2025-11-13T10:29:57.000Z"}'
    ),
    "email.spam_reported": (
        '{"emailId":"e1","from":"a@example.com","to":{"email":"b@example.org"},"subject":"Hi","complaintType":"abuse"}'
    ),
    "email.group_unsubscribed": '{"emailId":"e1","unsubscribeGroupId":"g1"}',
    "email.group_resubscribed": '{"unsubscribeGroupId":"g1"}',
    "email.received": (
        '{"inboundEmailId":"i1","from":{"email":"b@example.org","name":null},"to":[{"email":"c@example.com"}],'
        '"cc":[],"subject":"Hi","attachments":[],"spamVerdict":"PASS","virusVerdict":"PASS",'
        '"receivedAt":"2025-11-12T10:29:49.000Z"}'
    ),
}

# First-generation deliveries carry the header in seconds.
SECONDS: dict[str, Any] = {"timestamp": "1762943399", "sent_at_ms": 1762943399000}


def group() -> Group:
    g = Group("events-first", "Event types in the first generation, {event, timestamp, data}.")
    for type, timestamp in TYPES.items():
        g.accept(
            f"first-{type}",
            "The sample of this event, as the first generation sent it.",
            sample("first", type),
            type=type,
            generation=1,
            created_at=timestamp,
            **SECONDS,
        )
    for type, data in LEAST_DATA.items():
        g.accept(
            f"first-{type}-least",
            "Only what is required is there; every optional field is absent.",
            first_event(data, type=type),
            type=type,
            generation=1,
            **SECONDS,
        )
    for type, data in LATER_DATA.items():
        g.accept(
            f"first-{type}-later-type",
            "A type that the first generation did not have is read by the current field names; `test` may be absent.",
            first_event(data, type=type),
            type=type,
            generation=1,
            **SECONDS,
        )
    g.accept(
        "first-milliseconds-timestamp",
        "The generation of the body does not decide the unit of the timestamp header.",
        first_event(LEAST_DATA["email.opened"]),
        generation=1,
    )
    g.accept(
        "first-later-type-missing-field",
        "A later type in a first-generation envelope still needs its other required fields.",
        first_event('{"from":"a@example.com","to":{"email":"b@example.org"},"subject":"Hi"}', type="email.deferred"),
        type="email.deferred",
        outcome="invalid",
        generation=1,
        **SECONDS,
    )
    return g
