"""The delivery id header: 1 to 255 bytes of visible ASCII."""

from __future__ import annotations

from .bodies import OPENED
from .builder import Group


def group() -> Group:
    g = Group("delivery-id", "The delivery id header: 1 to 255 bytes of visible ASCII, otherwise any text.")

    visible = "".join(chr(code) for code in range(0x21, 0x7F))
    for name, why, value in (
        ("one-character", "One character is enough.", "1"),
        ("zero", "Falsy in some languages, but an id.", "0"),
        ("null-word", "A word like any other.", "null"),
        ("number", "An id is text, also when it looks like a number.", "007"),
        ("all-visible-ascii", "Every visible ASCII character, quotes and all.", visible),
        ("255-bytes", "The longest.", "a" * 255),
        ("uuid", "No form is expected.", "0b8f7b52-5d3e-4a43-9d0c-6a8f0d9f8d11"),
        ("path", "It is never a path.", "../../etc/passwd"),
        ("markup", "It is never markup.", "<script>alert(1)</script>"),
        ("object-member", "A key that every JavaScript object has.", "__proto__"),
    ):
        g.accept(f"delivery-id-{name}", why, OPENED, delivery_id=value, id=value)
    g.accept(
        "delivery-id-255-bytes-trimmed",
        "White space around does not count towards the length.",
        OPENED,
        delivery_id=" " + "a" * 255 + "\t",
        id="a" * 255,
    )
    for name, why, value in (
        ("256-bytes", "One too many.", "a" * 256),
        ("4096-bytes", "Far too many.", "a" * 4096),
        ("space-inside", "A space is not visible.", "deliver webhook"),
        ("tab-inside", "A tab is not visible.", "deliver\twebhook"),
        ("line-feed", "A line end could forge a log line.", "deliver-webhook-1\n"),
        ("line-feed-inside", "A line end could forge a log line.", "deliver\nwebhook"),
        ("no-break-space", "Not trimmed, not ASCII.", "\u00a0deliver-webhook-1"),
        ("next-line", "Not trimmed, not ASCII.", "deliver-webhook-1\u0085"),
        ("non-ascii", "Not ASCII.", "d\u00e9livery"),
        ("non-ascii-alone", "Not ASCII.", "\u00ff"),
        ("utf-8-bytes", "The UTF-8 bytes of a letter.", "d\u00c3\u00a9livery"),
        ("soft-hyphen", "Invisible in most fonts.", "deliver\u00adwebhook"),
        ("delete", "U+007F is not visible.", "deliver\u007fwebhook"),
    ):
        g.refuse(f"delivery-id-malformed-{name}", why, "malformed_delivery_id", OPENED, delivery_id=value)

    bad = "two words"
    for name, body in (
        ("empty-body", ""),
        ("not-json", "not json"),
        ("not-utf-8", b"\xff"),
        ("too-deep", "[" * 65),
        ("not-object", "[]"),
        ("missing-type", "{}"),
    ):
        g.refuse(
            f"delivery-id-before-{name}",
            "Delivery id first, then the body.",
            "malformed_delivery_id",
            body,
            delivery_id=bad,
        )
    g.refuse(
        "delivery-id-before-event-mismatch",
        "Delivery id first, then the event header.",
        "malformed_delivery_id",
        OPENED,
        delivery_id=bad,
        event="email.sent",
    )
    g.refuse(
        "delivery-id-malformed-tolerance-off",
        "Tolerance has nothing to do with it.",
        "malformed_delivery_id",
        OPENED,
        delivery_id=bad,
        timestamp=None,
        options={"tolerance_ms": None},
    )
    return g
