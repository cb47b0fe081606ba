"""Correctly signed requests for your own tests.

    from autosend_webhooks.testing import signed_request

    request = signed_request("email.bounced", SECRET, bounce_type="Transient")
    response = client.post("/webhooks", data=request.body, headers=request.headers)

Under pytest there is a fixture as well, `autosend_request`: the same function.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple, Optional, Union

from . import clock
from ._backend import Verifier
from ._generated.provider import GENERATIONS, SECRET_PREFIX
from ._generated.samples import SAMPLES
from .read import Body
from .timestamp import timestamp_millis

__all__ = ["TEST_SECRET", "SignedRequest", "sample", "sign", "signed_request"]

TEST_SECRET = SECRET_PREFIX + "0" * 32
"""A secret for tests: it looks like AutoSend's and is nobody's."""

_CURRENT = GENERATIONS[0][0]


class SignedRequest(NamedTuple):
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
    if not isinstance(secret, (str, type(None))):
        raise TypeError(f"a secret is a str, not {type(secret).__name__}")
    return Verifier(secret).sign(body, delivery_id=delivery_id, event=event, timestamp=timestamp)


def sample(event_type: str, /, *, generation: int = _CURRENT) -> Optional[bytes]:
    """A realistic body of an event type; None where that generation of the body has none."""
    text = SAMPLES.get(event_type, {}).get(generation)
    return None if text is None else text.encode()


def signed_request(
    event: Union[str, Mapping[str, Any], bytes],
    secret: str = TEST_SECRET,
    *,
    delivery_id: Optional[str] = None,
    timestamp: Optional[int] = None,
    generation: int = _CURRENT,
    **overrides: Any,
) -> SignedRequest:
    """A request of an event, signed with a secret, sent and created now. Each one is another event.

    `event` is a type, whose sample is sent under an id of its own, or a whole body as a mapping or as bytes.
    `overrides` are attributes of the data in snake case; None takes one out. `timestamp` is the header's number, for
    tests with another clock.
    """
    body = event if isinstance(event, bytes) else _dump(_body(event, timestamp, generation, overrides))
    delivery_id = delivery_id or f"test-{secrets.token_hex(8)}"
    headers = sign(secret, body, delivery_id=delivery_id, timestamp=timestamp)
    return SignedRequest(body, {"Content-Type": "application/json", **headers})


def _body(
    event: Union[str, Mapping[str, Any]], timestamp: Optional[int], number: int, overrides: dict[str, Any]
) -> Mapping[str, Any]:
    if not isinstance(event, str):
        return event
    text = sample(event, generation=number)
    if text is None:
        raise ValueError(f"there is no sample of {event!r} in generation {number}")
    body: dict[str, Any] = json.loads(text)
    time_member, data_member = next(form[2:] for form in GENERATIONS if form[0] == number)
    sent = None if timestamp is None else timestamp_millis(str(timestamp))
    body[time_member] = _iso(clock.now_millis() if sent is None else sent)
    data = body[data_member]
    # Else two of the same millisecond would be one event.
    ids = [name for name in data if re.search("(^i|I|_i)d$", name) and isinstance(data[name], str)]
    fresh = {name: secrets.token_hex(12) for name in ids[:1]}
    changed = {name if name in data else _camel(name): value for name, value in overrides.items()}
    body[data_member] = {name: value for name, value in {**data, **fresh, **changed}.items() if value is not None}
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
