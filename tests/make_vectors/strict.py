"""Strict mode: what would be handed over as unknown or invalid is refused."""

from __future__ import annotations

from .bodies import CREATED_AT, EMAIL_FIELDS, OPENED, event, first_event, opened, received
from .builder import Group, sign
from .payloads import invalid_samples, sample

STRICT = {"strict": True}


def group() -> Group:
    g = Group("strict", "Strict mode refuses unknown types and data that does not fit, and nothing else.")

    g.accept("strict-typed", "A body that fits passes.", OPENED, options=STRICT)
    g.accept(
        "strict-first-generation",
        "The first generation is no reason to refuse.",
        sample("first", "email.bounced"),
        type="email.bounced",
        generation=1,
        created_at="2025-11-12T10:29:58.500Z",
        options=STRICT,
    )
    g.accept(
        "strict-extra-fields",
        "Fields may be added at any level, in strict mode too.",
        '{"type":"email.opened","createdAt":"'
        + CREATED_AT
        + '","apiVersion":3,"data":{'
        + EMAIL_FIELDS
        + ',"device":{}}}',
        options=STRICT,
    )
    g.accept(
        "strict-unknown-enum-value",
        "Enums are open, in strict mode too.",
        event("{" + EMAIL_FIELDS + ',"bounceType":"Sideways"}', type="email.bounced"),
        type="email.bounced",
        options=STRICT,
    )
    g.accept(
        "strict-null-optional", "Null stands for an absent optional field.", opened('"campaignId":null'), options=STRICT
    )
    g.accept(
        "strict-integer-spelled-with-fraction",
        "1.0 is the integer 1.",
        received(size="1.0"),
        type="email.received",
        options=STRICT,
    )

    for name, type in (
        ("strict-unknown-type", "email.dropped"),
        ("strict-unknown-type-other-case", "Email.Opened"),
        ("strict-unknown-type-trailing-space", "email.opened "),
        ("strict-unknown-type-object-member", "constructor"),
    ):
        g.refuse(name, "Not one of the known types.", "unknown_event", event("{}", type=type), event=None, options=STRICT)
    g.refuse(
        "strict-unknown-type-first-generation",
        "The same in the first generation.",
        "unknown_event",
        first_event("{}", type="email.dropped"),
        event="email.dropped",
        options=STRICT,
    )
    g.refuse(
        "strict-unknown-type-without-data",
        "An unknown type is unknown, whatever the rest of the body looks like.",
        "unknown_event",
        '{"type":"email.dropped"}',
        event="email.dropped",
        options=STRICT,
    )

    for name, type, body in invalid_samples():
        g.refuse(
            f"strict-invalid-{name}",
            "The body does not fit its schema.",
            "invalid_event_data",
            body,
            event=type,
            options=STRICT,
        )

    g.refuse(
        "strict-mismatch-before-unknown",
        "The event header is compared before strict mode looks at the type.",
        "event_mismatch",
        event("{}", type="email.dropped"),
        options=STRICT,
    )
    g.refuse(
        "strict-mismatch-before-invalid-data",
        "The event header is compared before strict mode looks at the data.",
        "event_mismatch",
        event("{}", type="email.sent"),
        options=STRICT,
    )
    g.refuse(
        "strict-signature-before-unknown",
        "Nothing of an unauthentic body is looked at.",
        "signature_mismatch",
        event("{}", type="email.dropped"),
        signature=sign(OPENED),
        event="email.dropped",
        options=STRICT,
    )
    g.refuse(
        "strict-not-json",
        "Strict mode does not change the codes of the other checks.",
        "body_not_json",
        OPENED[:-1],
        options=STRICT,
    )
    return g
