# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What is particular to AutoSend: headers, limits, the form of bodies and timestamps."""

from __future__ import annotations

import re
from typing import NamedTuple

SIGNATURE_HEADER = "X-Webhook-Signature"
TIMESTAMP_HEADER = "X-Webhook-Timestamp"
DELIVERY_ID_HEADER = "X-Webhook-Delivery-Id"
EVENT_HEADER = "X-Webhook-Event"

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
DELIVERY_ID_PREFIX = "deliver-webhook-"
"""What delivery ids begin with."""
DEFAULT_WINDOW = 86400
"""How long deliveries are remembered, in seconds."""
DEFAULT_CAPACITY = 100000
"""How many deliveries are remembered."""


class Generation(NamedTuple):
    """A form of the body: the members that name its type, its time and its data."""

    number: int
    type: str
    time: str
    data: str


GENERATIONS = (
    Generation(2, "type", "createdAt", "data"),
    Generation(1, "event", "timestamp", "data"),
)
"""The forms of the body, today's first."""

_TIMESTAMP = re.compile(r"[0-9]{1,15}")


def timestamp_millis(value: str) -> int | None:
    """Reads the timestamp header as Unix milliseconds; None if it is none."""
    if not _TIMESTAMP.fullmatch(value):
        return None
    number = int(value)
    return number * 1000 if number < 100000000000 else number


def timestamp_number(millis: int) -> int:
    """Unix milliseconds as the number that AutoSend writes into the timestamp header."""
    return millis
