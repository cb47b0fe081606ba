# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What is particular to AutoSend: headers, limits, the signature scheme, the form of bodies and timestamps."""

from __future__ import annotations

from typing import Optional

from ..scheme import Envelope, Scheme

VERSION = "0.1.0"
"""The version of the catalog, which is that of the package."""

TIMESTAMP_HEADERS: tuple[str, ...] = ("X-Webhook-Timestamp", )
"""The header that says when a request was sent, and its other names; none where there is no such header."""
DELIVERY_ID_HEADERS: tuple[str, ...] = ("X-Webhook-Delivery-Id", )
"""The header that identifies a delivery, and its other names."""
EVENT_HEADER = "X-Webhook-Event"
"""The header that names the event type; empty where there is none."""

SIGNATURES: tuple[Scheme, ...] = (
    Scheme(
        scheme="hmac",
        hash="sha256",
        headers=("X-Webhook-Signature", ),
        form="plain",
        separator="",
        prefix="",
        versions=(),
        signature_pair="",
        timestamp_pair=None,
        encoding="hex",
        key="utf8",
        secret_prefix="whsec_",
        parts=(("body", ""), ),
    ),
)
"""How requests are signed: any of these is enough."""

TIMESTAMP_FROM: str = "header"
"""Where a request says when it was sent: in a `header`, in a `pair` beside the signature, or nowhere, `none`."""
TIMESTAMP_UNIT: str = "milliseconds"
"""What the timestamp header counts: `milliseconds` or `seconds`, since 1970."""
SECONDS_BELOW: Optional[int] = 100000000000
"""Timestamps below are seconds, others milliseconds; None if the unit always holds."""
MAX_TIMESTAMP_DIGITS = 15
DEFAULT_TOLERANCE = 300
"""How old a request may be, in seconds."""
DEFAULT_FUTURE_TOLERANCE = 60
"""How far ahead of this machine's clock a request may be, in seconds."""

DEFAULT_MAX_BODY = 1048576
"""The largest body, in bytes."""
MAX_DEPTH = 64
"""How many objects and arrays of a body may be open at once."""
MAX_DELIVERY_ID = 255
"""The longest delivery id, in characters."""
MAX_INTEGER = 9007199254740991
"""The largest value of a member that is an integer."""
TIME_PATTERN = r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
"""The form of a time; the calendar is `datetime`'s business."""

DELIVERY_ID_PREFIX = "deliver-webhook-"
"""What delivery ids begin with."""
DEFAULT_WINDOW = 86400
"""How long deliveries are remembered, in seconds."""
DEFAULT_CAPACITY = 100000
"""How many deliveries are remembered."""
RESPONSE_TIMEOUT = 10.0
"""How long AutoSend waits for the response, in seconds."""

GENERATIONS: tuple[tuple[int, str, str, str], ...] = (
    (2, "type", "createdAt", "data"),
    (1, "event", "timestamp", "data"),
)
"""The forms of the body, today's first: a number, and the members that name its type, its time and its data."""
ENVELOPE: Optional[Envelope] = None
"""Where a request says what it is; None where the forms of the body say it."""
IS_TABLED: bool = False
"""Whether events are read by tables: what they are made of needs more than readers of their own."""
IS_ADVICE: bool = False
"""Whether an event of a known type stays typed when something in its data does not fit."""
