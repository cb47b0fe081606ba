"""What a captured delivery can still do: only the body is signed."""

from __future__ import annotations

from typing import Any

from .bodies import EMAIL_FIELDS, OPENED, event
from .builder import EVENT, NOW_MS, SENT_MS, Group, sign
from .payloads import sample

DAY_MS = 86_400_000


def group() -> Group:
    g = Group(
        "replay",
        "Captured deliveries sent again. Verification can't tell them apart, so receivers compare ids and digests.",
    )
    captured = sample("current", "email.clicked")
    clicked: dict[str, Any] = {"type": "email.clicked", "created_at": "2025-11-12T10:29:59.880Z"}

    g.accept("replay-original", "The delivery as it was first sent.", captured, **clicked)
    g.accept(
        "replay-retry",
        "AutoSend's own retry a minute later: same id, same digest.",
        captured,
        timestamp=str(SENT_MS + 60_000),
        sent_at_ms=1762943459600,
        now_ms=NOW_MS + 60_000,
        **clicked,
    )
    g.accept(
        "replay-fresh-timestamp-new-id",
        "A captured body with made-up headers is authentic: same digest, another id.",
        captured,
        delivery_id="deliver-webhook-999999",
        id="deliver-webhook-999999",
        **clicked,
    )
    g.accept(
        "replay-same-id-fresh-timestamp-a-day-later",
        "The timestamp header is not signed, so a fresh one passes.",
        captured,
        timestamp=str(SENT_MS + DAY_MS),
        sent_at_ms=1763029799600,
        now_ms=NOW_MS + DAY_MS,
        **clicked,
    )
    g.accept(
        "replay-without-event-header",
        "The event header can be left out.",
        captured,
        event=None,
        delivery_id="deliver-webhook-999998",
        id="deliver-webhook-999998",
        **clicked,
    )
    g.accept(
        "replay-other-body-under-the-same-id",
        "Another authentic body can claim an id that is taken: same id, another digest.",
        OPENED,
    )
    g.accept(
        "replay-seconds-for-milliseconds",
        "The replayer may choose the unit too.",
        captured,
        timestamp="1762943399",
        sent_at_ms=1762943399000,
        **clicked,
    )
    g.refuse(
        "replay-as-captured-too-late",
        "With its own timestamp a captured delivery is soon too old.",
        "timestamp_too_old",
        captured,
        event="email.clicked",
        now_ms=NOW_MS + 300_000,
    )
    g.refuse(
        "replay-as-another-event",
        "The type is signed, so the event header can't claim another one.",
        "event_mismatch",
        captured,
        event="email.unsubscribed",
    )
    g.refuse(
        "replay-second-event-header",
        "Nor can a second event header.",
        "duplicate_header",
        captured,
        event="email.clicked",
        extra=[(EVENT, "email.unsubscribed")],
    )
    g.refuse(
        "replay-with-created-at-refreshed",
        "createdAt is signed, so it can't be made younger.",
        "signature_mismatch",
        captured.replace("2025-11-12T10:29:59.880Z", "2025-11-13T10:29:59.880Z"),
        signature=sign(captured),
        event="email.clicked",
    )
    g.refuse(
        "replay-to-another-webhook",
        "Another webhook has another secret.",
        "signature_mismatch",
        captured,
        secrets=["whsec_99999999999999999999999999999999"],
        event="email.clicked",
    )
    g.refuse(
        "replay-signature-on-another-body",
        "A captured signature is of no use for another body.",
        "signature_mismatch",
        event("{" + EMAIL_FIELDS + "}", type="email.clicked"),
        signature=sign(captured),
        event="email.clicked",
    )
    g.refuse(
        "replay-with-white-space-added",
        "Nor can white space be added to change the digest.",
        "signature_mismatch",
        captured + " ",
        signature=sign(captured),
        event="email.clicked",
    )
    return g
