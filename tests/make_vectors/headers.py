"""Header names and values: case, white space, presence, repetition."""

from __future__ import annotations

from .bodies import OPENED
from .builder import DELIVERY_ID, EVENT, ID, NOW_MS, SENT_MS, SIGNATURE, TIMESTAMP, Group, Header, sign

GOOD = sign(OPENED)
SENT = str(SENT_MS)
OFF = {"tolerance_ms": None}


def four(
    signature: Header = (SIGNATURE, GOOD),
    event: Header = (EVENT, "email.opened"),
    id: Header = (ID, DELIVERY_ID),
    timestamp: Header = (TIMESTAMP, SENT),
) -> list[Header]:
    return [signature, event, id, timestamp]


def group() -> Group:
    g = Group("headers", "Header names and values: case, white space, presence, repetition.")

    # Names.
    for name, spell in (
        ("lower-case", str.lower),
        ("upper-case", str.upper),
        ("swapped-case", str.swapcase),
    ):
        g.accept(
            f"header-names-{name}",
            "Names compare without regard to ASCII case.",
            OPENED,
            headers=[(spell(header), value) for header, value in four()],
        )
    g.accept(
        "header-names-mixed-case",
        "Names compare without regard to ASCII case, each on its own.",
        OPENED,
        headers=four(
            signature=("x-WEBHOOK-sIgNaTuRe", GOOD),
            event=("X-webhook-EVENT", "email.opened"),
            id=("x-Webhook-delivery-ID", DELIVERY_ID),
            timestamp=("X-WebHook-TimeStamp", SENT),
        ),
    )
    g.accept("header-order-reversed", "The order of headers means nothing.", OPENED, headers=list(reversed(four())))
    g.accept(
        "headers-only-the-required",
        "Three headers are enough: the event header may be absent.",
        OPENED,
        headers=[(SIGNATURE, GOOD), (ID, DELIVERY_ID), (TIMESTAMP, SENT)],
    )
    g.accept(
        "headers-content-type-is-not-checked",
        "Only the four headers are looked at.",
        OPENED,
        headers=[("Content-Type", "text/plain"), ("Content-Length", "0"), *four()],
    )
    g.accept(
        "headers-others-may-repeat",
        "Repeated headers that are none of ours do no harm.",
        OPENED,
        extra=[
            ("X-Forwarded-For", "192.0.2.1"),
            ("X-Forwarded-For", "192.0.2.2"),
            ("X-Webhook", "a"),
            ("X-Webhook", "b"),
        ],
    )
    g.accept(
        "headers-others-may-hold-any-bytes",
        "Non-ASCII bytes in a header that is none of ours do no harm.",
        OPENED,
        extra=[("X-Note", "caf\u00e9 \u00ff")],
    )
    for name, wrong in (
        ("underscores", "X_Webhook_Signature"),
        ("cgi-prefix", "HTTP_X_WEBHOOK_SIGNATURE"),
        ("without-x", "Webhook-Signature"),
        ("autosend", "X-AutoSend-Signature"),
        ("plural", "X-Webhook-Signatures"),
        ("hub", "X-Hub-Signature-256"),
        ("trailing-colon", "X-Webhook-Signature:"),
    ):
        g.refuse(
            f"header-name-not-ours-{name}",
            "A name that is nearly ours is not ours.",
            "missing_signature",
            OPENED,
            headers=four(signature=(wrong, GOOD)),
        )

    # White space around values.
    g.accept(
        "header-values-trimmed-spaces",
        "Spaces around each value are trimmed.",
        OPENED,
        signature=f"  {GOOD} ",
        timestamp=f" {SENT}  ",
        delivery_id=f" {DELIVERY_ID} ",
        event=" email.opened ",
    )
    g.accept(
        "header-values-trimmed-tabs",
        "Tabs around each value are trimmed.",
        OPENED,
        signature=f"\t{GOOD}\t",
        timestamp=f"\t {SENT}",
        delivery_id=f"{DELIVERY_ID}\t",
        event="\temail.opened \t",
    )

    # Presence, in the order of the checks.
    for what, header, code in (
        ("signature", "signature", "missing_signature"),
        ("timestamp", "timestamp", "missing_timestamp"),
        ("delivery-id", "delivery_id", "missing_delivery_id"),
    ):
        g.refuse(f"{what}-absent", "A required header is not there.", code, OPENED, **{header: None})
        g.refuse(f"{what}-empty", "An empty value counts as absent.", code, OPENED, **{header: ""})
        g.refuse(f"{what}-blank", "A value of spaces and tabs is empty once trimmed.", code, OPENED, **{header: " \t "})
    g.accept("event-header-absent", "The event header is not required.", OPENED, event=None)
    g.accept("event-header-empty", "An empty event header counts as absent.", OPENED, event="")
    g.accept("event-header-blank", "A blank event header counts as absent.", OPENED, event=" \t")
    g.refuse("no-headers", "Nothing is there: the signature is missed first.", "missing_signature", OPENED, headers=[])
    g.refuse(
        "no-headers-tolerance-off",
        "The same with the timestamp check off.",
        "missing_signature",
        OPENED,
        headers=[],
        options=OFF,
    )
    g.refuse(
        "only-the-signature",
        "The timestamp is missed before the delivery id.",
        "missing_timestamp",
        OPENED,
        headers=[(SIGNATURE, GOOD)],
    )
    g.refuse(
        "only-the-signature-tolerance-off",
        "With tolerance off no timestamp is needed, so the delivery id is missed.",
        "missing_delivery_id",
        OPENED,
        headers=[(SIGNATURE, GOOD)],
        options=OFF,
    )
    g.refuse(
        "no-delivery-id-tolerance-off",
        "The delivery id is required whatever the tolerance.",
        "missing_delivery_id",
        OPENED,
        delivery_id=None,
        options=OFF,
    )
    g.refuse(
        "missing-signature-before-missing-id",
        "Two are missing: the signature is named.",
        "missing_signature",
        OPENED,
        signature=None,
        delivery_id=None,
    )
    g.refuse(
        "missing-timestamp-before-malformed-signature",
        "Presence is checked before any value.",
        "missing_timestamp",
        OPENED,
        signature="nonsense",
        timestamp=None,
    )
    g.refuse(
        "missing-id-before-malformed-signature",
        "Presence is checked before any value.",
        "missing_delivery_id",
        OPENED,
        signature="nonsense",
        delivery_id=None,
    )
    g.refuse(
        "missing-id-before-signature-mismatch",
        "Presence is checked before the signature.",
        "missing_delivery_id",
        OPENED,
        signature="0" * 64,
        delivery_id=None,
    )
    g.refuse(
        "missing-id-before-old-timestamp",
        "Presence is checked before the timestamp's value.",
        "missing_delivery_id",
        OPENED,
        timestamp="1",
        delivery_id=None,
    )

    # The same header twice.
    for what, header, first_value, other in (
        ("signature", SIGNATURE, GOOD, sign(OPENED, "whsec_other")),
        ("timestamp", TIMESTAMP, SENT, str(NOW_MS)),
        ("delivery-id", ID, DELIVERY_ID, "deliver-webhook-999"),
        ("event", EVENT, "email.opened", "email.clicked"),
    ):
        g.refuse(
            f"duplicate-{what}",
            "The same header with two values: which one to trust can't be known.",
            "duplicate_header",
            OPENED,
            extra=[(header, other)],
        )
        g.refuse(
            f"duplicate-{what}-other-case-name",
            "The second one hides behind another case of the name.",
            "duplicate_header",
            OPENED,
            extra=[(header.lower(), other)],
        )
        g.refuse(
            f"duplicate-{what}-wrong-one-first",
            "It does not matter which of the two is right.",
            "duplicate_header",
            OPENED,
            headers=[(header, other), *four()],
        )
        g.accept(
            f"duplicate-{what}-same-value",
            "The same value twice is harmless, also with white space around it.",
            OPENED,
            extra=[(header, first_value), (header.upper(), f" {first_value}\t")],
        )
    g.refuse(
        "duplicate-event-other-case-value",
        "Values compare exactly, case included.",
        "duplicate_header",
        OPENED,
        extra=[(EVENT, "Email.Opened")],
    )
    g.refuse(
        "duplicate-timestamp-same-number",
        "Values compare as text: the same number spelled differently is another value.",
        "duplicate_header",
        OPENED,
        extra=[(TIMESTAMP, f"00{SENT}")],
    )
    g.refuse(
        "duplicate-timestamp-tolerance-off",
        "Repetition is checked whatever the tolerance.",
        "duplicate_header",
        OPENED,
        extra=[(TIMESTAMP, "1")],
        options=OFF,
    )
    g.refuse(
        "duplicate-signature-one-empty",
        "Empty is a value too when two are compared.",
        "duplicate_header",
        OPENED,
        extra=[(SIGNATURE, "")],
    )
    g.refuse(
        "duplicate-before-missing",
        "Repetition is checked before presence.",
        "duplicate_header",
        OPENED,
        signature=None,
        extra=[(ID, "other")],
    )
    g.refuse(
        "duplicate-before-malformed-signature",
        "Repetition is checked before any value.",
        "duplicate_header",
        OPENED,
        signature="nonsense",
        extra=[(EVENT, "email.sent")],
    )

    # Values that a proxy joined are one value, not two.
    g.refuse(
        "joined-signature",
        "A joined header is one value, and not a signature.",
        "malformed_signature",
        OPENED,
        signature=f"{GOOD}, {GOOD}",
    )
    g.refuse(
        "joined-timestamp",
        "A joined header is one value, and not a timestamp.",
        "malformed_timestamp",
        OPENED,
        timestamp=f"{SENT}, {SENT}",
    )
    g.refuse(
        "joined-delivery-id",
        "A joined header is one value; the space in it makes it no delivery id.",
        "malformed_delivery_id",
        OPENED,
        delivery_id=f"{DELIVERY_ID}, {DELIVERY_ID}",
    )
    g.accept(
        "joined-delivery-id-without-space",
        "A comma alone is visible ASCII, so this is an id like any other.",
        OPENED,
        delivery_id=f"{DELIVERY_ID},{DELIVERY_ID}",
        id=f"{DELIVERY_ID},{DELIVERY_ID}",
    )
    g.refuse(
        "joined-event",
        "A joined header is one value, and not the type in the body.",
        "event_mismatch",
        OPENED,
        event="email.opened, email.opened",
    )
    return g
