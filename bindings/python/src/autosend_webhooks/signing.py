"""Signing bodies as AutoSend does: for tests and senders."""

from __future__ import annotations

from typing import Optional

from . import clock
from ._generated.provider import (
    DELIVERY_ID_HEADER,
    DELIVERY_ID_PREFIX,
    EVENT_HEADER,
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
)
from .errors import WebhookError
from .headers import is_visible
from .read import read_event
from .signature import Secret
from .timestamp import timestamp_number


def signed_headers(
    secret: Secret, body: bytes, delivery_id: Optional[str], event: Optional[str], timestamp: Optional[int]
) -> dict[str, str]:
    """The headers of a body that a secret signs."""
    now = clock.now_millis()
    sent = str(timestamp_number(now) if timestamp is None else timestamp)
    delivery = f"{DELIVERY_ID_PREFIX}{now}" if delivery_id is None else delivery_id
    name = _event_header(body) if event is None else event
    headers = {SIGNATURE_HEADER: secret.sign(sent, delivery, body)}
    if name is not None:
        headers[EVENT_HEADER] = name
    return {**headers, DELIVERY_ID_HEADER: delivery, TIMESTAMP_HEADER: sent}


def _event_header(body: bytes) -> Optional[str]:
    """The type that the body names, if a header can carry it."""
    try:
        name = read_event(body).type
    except WebhookError:
        return None
    return name if is_visible(name) else None
