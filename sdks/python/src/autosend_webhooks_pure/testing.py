# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Signed requests for your own tests, as AutoSend would send them."""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime, timezone
from typing import NamedTuple, Optional, Union

from . import clock
from .errors import WebhookError
from .provider import (
    DELIVERY_ID_HEADER,
    DELIVERY_ID_PREFIX,
    EVENT_HEADER,
    GENERATIONS,
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    timestamp_number,
)
from .read import Body, bytes_of, read_event
from .samples import SAMPLES
from .signature import Secret, SignedParts, encode

TEST_SECRET = "whsec_00000000000000000000000000000000"
"""A secret for tests: it looks like AutoSend's and is nobody's."""

_VISIBLE = re.compile("[!-~]+")


def sign(
    secret: str,
    body: Body,
    *,
    delivery_id: Optional[str] = None,
    event: Optional[str] = None,
    timestamp: Optional[int] = None,
) -> dict[str, str]:
    """The webhook headers of a body, signed now.

    `delivery_id`, `event` and `timestamp` (the header's number) replace what is made from the clock and the body.
    """
    return signed_headers(Secret(secret), bytes_of(body), delivery_id, event, timestamp)


def signed_headers(
    secret: Secret, body: bytes, delivery_id: Optional[str], event: Optional[str], timestamp: Optional[int]
) -> dict[str, str]:
    """The headers of a body that a secret signs."""
    now = clock.now_millis()
    sent = str(timestamp_number(now) if timestamp is None else timestamp)
    delivery = f"{DELIVERY_ID_PREFIX}{now}" if delivery_id is None else delivery_id
    name = _event_header(body) if event is None else event
    headers = {SIGNATURE_HEADER: encode(secret.sign(SignedParts(sent, delivery, body)))}
    if name is not None:
        headers[EVENT_HEADER] = name
    return {**headers, DELIVERY_ID_HEADER: delivery, TIMESTAMP_HEADER: sent}


def _event_header(body: bytes) -> Optional[str]:
    """The type that the body names, if a header can carry it."""
    try:
        name = read_event(body).type
    except WebhookError:
        return None
    return name if _VISIBLE.fullmatch(name) else None


def sample(event_type: str, /, *, generation: int = GENERATIONS[0].number) -> Optional[bytes]:
    """A realistic body of an event type; None where that generation of the body has none."""
    text = SAMPLES.get(event_type, {}).get(generation)
    return None if text is None else text.encode()


def _fresh(event_type: str) -> bytes:
    """A sample created now, since an old one is expired, and under an id of its own, since else it is a repeat."""
    text = sample(event_type)
    if text is None:
        raise ValueError(f"there is no event type {event_type!r}")
    body = json.loads(text)
    now = datetime.fromtimestamp(clock.now_millis() / 1000, timezone.utc)
    body[GENERATIONS[0].time] = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    data = body[GENERATIONS[0].data]
    ids = [name for name in data if re.search("(^i|I|_i)d$", name) and isinstance(data[name], str)]
    data.update({name: secrets.token_hex(12) for name in ids})
    return json.dumps(body, ensure_ascii=False).encode()


class SignedRequest(NamedTuple):
    """A request to hand to a test client."""

    body: bytes
    headers: dict[str, str]


def signed_request(
    event: Union[str, bytes],
    secret: str = TEST_SECRET,
    *,
    delivery_id: Optional[str] = None,
    timestamp: Optional[int] = None,
) -> SignedRequest:
    """A signed request with a sample of an event type, created now, or with a body of yours."""
    body = event if isinstance(event, bytes) else _fresh(event)
    headers = sign(secret, body, delivery_id=delivery_id, timestamp=timestamp)
    return SignedRequest(body, {"Content-Type": "application/json", **headers})
