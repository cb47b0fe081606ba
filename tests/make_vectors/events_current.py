"""Every event type in the current generation."""

from __future__ import annotations

from .bodies import EMAIL_FIELDS, event
from .builder import Group
from .payloads import sample

# Event type and the `createdAt` that stands in its sample.
TYPES = {
    "email.sent": "2025-11-12T10:29:58.412Z",
    "email.delivered": "2025-11-12T10:29:59.003Z",
    "email.deferred": "2025-11-12T10:29:57.250Z",
    "email.bounced": "2025-11-12T10:29:56.118Z",
    "email.opened": "2025-11-12T10:29:59.700Z",
    "email.clicked": "2025-11-12T10:29:59.880Z",
    "email.spam_reported": "2025-11-12T10:29:30.000Z",
    "email.unsubscribed": "2025-11-12T10:28:41.009Z",
    "email.group_unsubscribed": "2025-11-12T10:28:42.010Z",
    "email.group_resubscribed": "2025-11-12T10:28:43.011Z",
    "contact.created": "2025-11-12T10:27:00.500Z",
    "contact.updated": "2025-11-12T10:27:30.501Z",
    "contact.deleted": "2025-11-12T10:27:59.502Z",
    "email.received": "2025-11-12T10:29:50.640Z",
}

# The least `data` that fits: what is required and nothing else.
LEAST_DATA = {
    **dict.fromkeys(
        (
            "email.sent",
            "email.delivered",
            "email.deferred",
            "email.bounced",
            "email.opened",
            "email.clicked",
            "email.spam_reported",
        ),
        '{"emailId":"e1","from":"a@example.com","to":{"email":"b@example.org"},"subject":"","test":true}',
    ),
    **dict.fromkeys(("email.unsubscribed", "email.group_unsubscribed", "email.group_resubscribed"), '{"test":false}'),
    **dict.fromkeys(("contact.created", "contact.updated", "contact.deleted"), "{}"),
    "email.received": (
        '{"inboundEmailId":"i1","from":{"email":"b@example.org"},"to":[],"cc":[],"subject":"",'
        '"attachments":[],"spamVerdict":"","virusVerdict":"","receivedAt":"2025-11-12T10:29:49Z"}'
    ),
}


def group() -> Group:
    g = Group("events-current", "Every event type in the current generation, {type, createdAt, data}.")
    for type, created_at in TYPES.items():
        g.accept(
            f"current-{type}",
            "The sample of this event, as AutoSend sends it.",
            sample("current", type),
            type=type,
            created_at=created_at,
        )
    for type, data in LEAST_DATA.items():
        g.accept(
            f"current-{type}-least",
            "Only what is required is there; every optional field is absent.",
            event(data, type=type),
            type=type,
        )
    g.accept(
        "current-seconds-timestamp",
        "The generation of the body does not decide the unit of the timestamp header.",
        event("{" + EMAIL_FIELDS + "}"),
        timestamp="1762943399",
        sent_at_ms=1762943399000,
    )
    return g
