"""Signing bodies as AutoSend does: for tests and senders."""

from __future__ import annotations

from typing import Optional

from . import clock
from ._generated.provider import (
    DELIVERY_ID_HEADERS,
    DELIVERY_ID_PREFIX,
    ENVELOPE,
    EVENT_HEADER,
    IS_TABLED,
    SIGNATURES,
    TIMESTAMP_FROM,
    TIMESTAMP_HEADERS,
)
from .envelope import event_of, sent_type, type_parts
from .errors import WebhookError
from .headers import is_visible, read_headers
from .read import read_event
from .request import Request
from .scheme import Envelope
from .signature import Secret
from .timestamp import timestamp_number


def signed_headers(
    secret: Secret,
    body: bytes,
    delivery_id: Optional[str],
    event: Optional[str],
    timestamp: Optional[int],
    request: Request,
) -> dict[str, str]:
    """The headers of a body that a secret signs; `request` says what else is signed."""
    now = clock.now_millis()
    sent = str(timestamp_number(now) if timestamp is None else timestamp)
    headers = _event_headers(body, event)
    if DELIVERY_ID_HEADERS:
        headers[DELIVERY_ID_HEADERS[0]] = f"{DELIVERY_ID_PREFIX}{now}" if delivery_id is None else delivery_id
    if TIMESTAMP_FROM == "header":
        headers[TIMESTAMP_HEADERS[0]] = sent
    signed = {**dict(request.items()), **headers}
    place, text = secret.sign(sent, read_headers(signed), request, body)
    return {SIGNATURES[place].headers[0]: text, **headers}


def _event_headers(body: bytes, event: Optional[str]) -> dict[str, str]:
    if ENVELOPE is not None and any(source.header for source in ENVELOPE.type):
        return _type_headers(ENVELOPE, body, event or "")
    name = (_type_in(body) if event is None else event) if EVENT_HEADER else None
    return {} if name is None else {EVENT_HEADER: name}


def _type_in(body: bytes) -> Optional[str]:
    """The type that the body names, if a header can carry it."""
    try:
        name = sent_type(event_of(body, read_headers({}))) if IS_TABLED else read_event(body).type
    except WebhookError:
        return None
    return name if is_visible(name) else None


def _type_headers(envelope: Envelope, body: bytes, event: str) -> dict[str, str]:
    """The headers of a type of which the body may say the end: what it says is left out."""
    rest = event
    for text in reversed(type_parts(body)):
        rest = rest.removesuffix(envelope.join + text)
    names = [source.header for source in envelope.type if source.header is not None]
    return {names[0]: rest} if rest else {}
