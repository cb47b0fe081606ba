# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What is particular to AutoSend: headers, limits, the signature scheme, the form of bodies and timestamps."""

from __future__ import annotations

from typing import Optional, Union

VERSION = "0.1.0"
"""The version of the catalog, which is that of the package."""

SIGNATURE_HEADER = "X-Webhook-Signature"
TIMESTAMP_HEADER = "X-Webhook-Timestamp"
DELIVERY_ID_HEADER = "X-Webhook-Delivery-Id"
EVENT_HEADER = "X-Webhook-Event"

KEY_ENCODING: str = "utf8"
"""How a secret's text becomes the key: `utf8`, as it stands, or `base64`, decoded without its prefix."""
SECRET_PREFIX = "whsec_"
"""What secrets begin with."""
SIGNED_PARTS: tuple[Union[str, bytes], ...] = ("body", )
"""What is signed, in order: `timestamp` and `delivery_id` as their headers carry them, `body`, and bytes as they are."""
SIGNATURE_ENCODING: str = "hex"
"""How the 32 bytes are written: `hex`, 64 lower-case digits, or `base64`, 44 characters."""
SIGNATURE_PREFIX = ""
"""What stands before them in the header."""

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
