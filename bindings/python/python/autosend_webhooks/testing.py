"""Correctly signed requests for your own tests.

    from autosend_webhooks.testing import signed_request

    request = signed_request("email.bounced", SECRET, bounce_type="Transient")
    response = client.post("/webhooks", data=request.body, headers=request.headers)

Under pytest there is a fixture as well, `autosend_request`: the same function.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from ._backend import sample, sign
from ._pure.clock import now_millis

__all__ = ["SignedRequest", "signed_request"]


@dataclass(frozen=True)
class SignedRequest:
    """What AutoSend would send: the raw body, and headers that fit it."""

    body: bytes
    """The raw body: send exactly these bytes."""
    headers: dict[str, str]
    """The webhook headers and the content type."""

    @property
    def environ(self) -> dict[str, str]:
        """The headers as a WSGI environment has them, for test clients that want it so."""
        names = {"Content-Type": "CONTENT_TYPE"}
        return {names.get(name, "HTTP_" + name.upper().replace("-", "_")): text for name, text in self.headers.items()}


def signed_request(
    event: str | Mapping[str, Any] | bytes,
    secret: str,
    *,
    delivery_id: str | None = None,
    timestamp: int | None = None,
    generation: int = 2,
    **overrides: Any,
) -> SignedRequest:
    """A request of an event, signed with a secret, sent and created now. Each one is another event.

    `event` is a type, whose sample is sent under an id of its own, or a whole body as a mapping or as bytes.
    `overrides` are attributes of the data in snake case; None takes one out. `timestamp` is in Unix milliseconds, for
    tests with another clock.
    """
    if timestamp is None:
        timestamp = now_millis()
    body = event if isinstance(event, bytes) else _dump(_body(event, timestamp, generation, overrides))
    delivery_id = delivery_id or f"test-{secrets.token_hex(8)}"
    headers = sign(secret, body, delivery_id=delivery_id, timestamp=timestamp)
    return SignedRequest(body, {"Content-Type": "application/json", **headers})


def _body(
    event: str | Mapping[str, Any], timestamp: int, generation: int, overrides: dict[str, Any]
) -> Mapping[str, Any]:
    if not isinstance(event, str):
        return event
    text = sample(event, generation=generation)
    if text is None:
        raise ValueError(f"there is no sample of {event!r} in generation {generation}")
    body: dict[str, Any] = json.loads(text)
    body["createdAt" if generation == 2 else "timestamp"] = _iso(timestamp)
    changed = {_camel(name): value for name, value in overrides.items()}
    # Else two of the same millisecond would be one event.
    fresh = {next(name for name in body["data"] if name.endswith("Id")): secrets.token_hex(12)}
    body["data"] = {name: value for name, value in {**body["data"], **fresh, **changed}.items() if value is not None}
    return body


def _dump(body: Mapping[str, Any]) -> bytes:
    """As JavaScript's JSON.stringify writes it."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def _iso(millis: int) -> str:
    seconds = datetime.fromtimestamp(millis // 1000, timezone.utc)
    return f"{seconds:%Y-%m-%dT%H:%M:%S}.{millis % 1000:03}Z"


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
