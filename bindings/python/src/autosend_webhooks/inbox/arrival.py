"""What is stored of a verified delivery."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, Optional

from ..delivery import Delivery
from ..envelope import sent_headers
from ..headers import NAMES

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)

KEPT_HEADERS = (*NAMES, "Content-Type", "User-Agent")
"""The headers that are stored with a delivery; no others are, since proxies add what is nobody's business."""
_KEPT = {name.lower(): name for name in KEPT_HEADERS if name}


class Arrival(NamedTuple):
    """A verified delivery as the columns of the archive hold it; times are Unix milliseconds."""

    created: int
    """The signed time as it stands in the index of what was seen; 0 where the body holds none."""
    digest: bytes
    delivery_id: str
    type: str
    address: Optional[str]
    """Whom the event is about, lower case."""
    signed: Optional[int]
    sent: Optional[int]
    secret: int
    headers: str
    """A JSON object of the headers that are kept."""
    body: bytes


def arrival_of(delivery: Delivery, headers: Any = None) -> Arrival:
    """Takes what is stored from a delivery and, if they are at hand, the headers that it came with."""
    created_at = delivery.created_at
    signed = None if created_at is None else (created_at - _EPOCH) // _MILLISECOND
    # What the event was read from is kept even where the headers are not at hand.
    kept = {**kept_headers(sent_headers(delivery.event)), **kept_headers(headers)}
    return Arrival(
        created=signed or 0,
        digest=delivery.digest,
        delivery_id=storable(delivery.id),
        type=storable(delivery.type),
        address=_address(delivery.body),
        signed=signed,
        sent=delivery.sent_at_ms,
        secret=delivery.secret_index,
        headers=json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        body=delivery.body,
    )


def storable(text: str) -> str:
    """A text as databases take it: without lone surrogates and NUL."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")


def kept_headers(headers: Any) -> dict[str, str]:
    """The headers that are kept, out of whatever holds headers; none for None."""
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers or ()
        return dict(_kept(pairs))
    except (TypeError, ValueError):
        return {}


def _kept(pairs: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for name, value in pairs:
        known = _KEPT.get(_text(name).lower().replace("_", "-").removeprefix("http-"))
        if known is not None:
            yield known, storable(_text(value[0] if isinstance(value, (list, tuple)) and value else value))


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _address(body: bytes) -> Optional[str]:
    """`data.to.email`, or `data.email` of contacts and of the first generation."""
    try:
        data = json.loads(body)["data"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    to = data.get("to")
    address = to.get("email") if isinstance(to, dict) and "email" in to else data.get("email")
    return storable(address.lower()) if isinstance(address, str) else None
