"""The bytes that a signature is about."""

from __future__ import annotations

import hashlib
from typing import Callable, Optional
from urllib.parse import parse_qsl

from ._generated.provider import SIGNATURES
from .errors import WebhookError, refusal
from .headers import DELIVERY_ID, Values, place_of
from .request import Request

_MAX_FIELDS = 1000
"""More fields than any provider's form has: sorting takes more than linear time, and nobody is known yet."""


def signed_content(place: int, timestamp: Optional[str], given: Values, request: Request, body: bytes) -> list[bytes]:
    """What the scheme at that place signs, part by part. Raises WebhookError if the request lacks one."""
    return [
        body if kind == "body" else _PARTS[kind](text, timestamp, given, request, body)
        for kind, text in SIGNATURES[place].parts
    ]


def _text(text: str, *_: object) -> bytes:
    return text.encode()


def _timestamp(_text: str, timestamp: Optional[str], *_: object) -> bytes:
    if timestamp is None:
        raise refusal("missing_timestamp")
    return timestamp.encode("latin-1")


def _delivery_id(_text: str, _timestamp: object, given: Values, *_: object) -> bytes:
    delivery_id = given[DELIVERY_ID]
    if delivery_id is None:
        raise refusal("missing_delivery_id")
    return delivery_id.encode("latin-1")


def _header(name: str, _timestamp: object, given: Values, *_: object) -> bytes:
    return (given[place_of((name,))] or "").encode("latin-1")


def _url(_text: str, _timestamp: object, _given: Values, request: Request, _body: bytes) -> bytes:
    if not request.url:
        raise refusal("signature_mismatch", "the URL is signed: give the verifier the option url")
    return request.url.encode(errors="replace")


def _method(_text: str, _timestamp: object, _given: Values, request: Request, _body: bytes) -> bytes:
    return (request.method or "POST").upper().encode(errors="replace")


def _sorted_form(_text: str, _timestamp: object, _given: Values, _request: Request, body: bytes) -> bytes:
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise _no_form() from None
    return "".join(name + value for name, value in sorted(fields)).encode(errors="replace")


def _no_form() -> WebhookError:
    return refusal("signature_mismatch", f"the body is no form of at most {_MAX_FIELDS} fields")


def _body_sha256(_text: str, _timestamp: object, _given: Values, _request: Request, body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


_PARTS: dict[str, Callable[..., bytes]] = {
    "text": _text,
    "timestamp": _timestamp,
    "delivery_id": _delivery_id,
    "header": _header,
    "url": _url,
    "method": _method,
    "sorted_form": _sorted_form,
    "body_sha256": _body_sha256,
}

IS_TIMESTAMP_SIGNED = [any(kind == "timestamp" for kind, _ in scheme.parts) for scheme in SIGNATURES]
"""Whether each scheme signs the timestamp."""
