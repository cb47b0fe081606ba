"""Correctly signed requests for your own tests.

    from autosend_webhooks.testing import signed_request

    request = signed_request("email.bounced", SECRET, bounce_type="Transient")
    response = client.post("/webhooks", data=request.body, headers=request.headers)

Under pytest there is a fixture as well, `autosend_request`: the same function.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any, Callable, NamedTuple, Optional, Union, cast

from . import clock
from ._backend import Verifier
from ._generated.provider import GENERATIONS, SIGNATURES
from .envelope import CONTENT_TYPE, form_of, in_content, is_header_typed, member_at, resolved_path
from .read import Body
from .request import Request
from .scheme import Envelope
from .timestamp import timestamp_millis

__all__ = ["TEST_SECRET", "SignedRequest", "sample", "sign", "signed_request"]

# RFC 8032 signs with no such key: the private one is of zeros.
_PUBLIC_OF_ZEROS = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"


def _test_secret() -> str:
    scheme = SIGNATURES[0]
    if scheme.scheme != "ed25519":
        return scheme.secret_prefix + "0" * 32
    key = bytes(32) + bytes.fromhex(_PUBLIC_OF_ZEROS)
    return scheme.secret_prefix + (key.hex() if scheme.key == "hex" else base64.b64encode(key).decode())


TEST_SECRET = _test_secret()
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
    request: Optional[Request] = None,
) -> dict[str, str]:
    """The webhook headers of a body, signed now.

    `delivery_id`, `event` and `timestamp` (the header's number) replace what is made from the clock and the body.
    `request` has the URL, the method and other headers, for providers that sign those.
    """
    if not isinstance(secret, (str, type(None))):
        raise TypeError(f"a secret is a str, not {type(secret).__name__}")
    options: dict[str, Any] = {} if request is None else {"request": request}
    return Verifier(secret).sign(body, delivery_id=delivery_id, event=event, timestamp=timestamp, **options)


def sample(event_type: str, /, *, generation: int = _CURRENT) -> Optional[bytes]:
    """A realistic body of an event type; None where that generation of the body has none."""
    # Large catalogs have large ones.
    from ._generated.samples import SAMPLES

    text = SAMPLES.get(event_type, {}).get(generation)
    return None if text is None else text.encode()


def signed_request(
    event: Union[str, Mapping[str, Any], bytes],
    secret: str = TEST_SECRET,
    *,
    delivery_id: Optional[str] = None,
    timestamp: Optional[int] = None,
    generation: int = _CURRENT,
    request: Optional[Request] = None,
    **overrides: Any,
) -> SignedRequest:
    """A request of an event, signed with a secret, sent and created now. Each one is another event.

    `event` is a type, whose sample is sent under an id of its own, or a whole body as a mapping or as bytes.
    `overrides` are attributes of the data in snake case; None takes one out. `timestamp` is the header's number, for
    tests with another clock. `request` has the URL, the method and other headers, for providers that sign those.
    """
    body = event if isinstance(event, bytes) else _dump(_body(event, timestamp, generation, overrides))
    delivery_id = delivery_id or f"test-{secrets.token_hex(8)}"
    name = event if isinstance(event, str) and is_header_typed() else None
    headers = sign(secret, body, delivery_id=delivery_id, event=name, timestamp=timestamp, request=request)
    return SignedRequest(body, {"Content-Type": CONTENT_TYPE, **headers})


def _body(
    event: Union[str, Mapping[str, Any]], timestamp: Optional[int], number: int, overrides: dict[str, Any]
) -> Mapping[str, Any]:
    if not isinstance(event, str):
        return event
    text = sample(event, generation=number)
    if text is None:
        raise ValueError(f"there is no sample of {event!r} in generation {number}")
    body: Any = json.loads(text)
    sent = None if timestamp is None else timestamp_millis(str(timestamp))
    form = form_of(number)
    for item in [body] if form.batch is None else member_at(body, form.batch):
        _renew(item, form, clock.now_millis() if sent is None else sent, overrides)
    return cast("Mapping[str, Any]", body)


def _renew(item: dict[str, Any], form: Envelope, millis: int, overrides: dict[str, Any]) -> None:
    """Makes another event of a sample."""
    if form.time is not None:
        _put(item, form.time, _TIMES[form.time_format](millis))
    path = resolved_path(form.data, item)
    data = _changed(member_at(item, path), overrides)
    if path:
        _put(item, path, data)
    else:
        item.clear()
        item.update(data)


def _put(item: Any, path: Sequence[str], value: Any) -> None:
    holder = member_at(item, path[:-1])
    if isinstance(holder, dict):
        holder[path[-1]] = value


def _changed(data: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    # Else two of the same millisecond would be one event.
    ids = [name for name in data if re.search("(^i|I|_i)d$", name) and isinstance(data[name], str)]
    fresh = {name: secrets.token_hex(12) for name in ids[:1]}
    changed = {name if name in data else _camel(name): value for name, value in overrides.items()}
    return {name: value for name, value in {**data, **fresh, **changed}.items() if value is not None}


def _dump(body: Mapping[str, Any]) -> bytes:
    """As JavaScript's JSON.stringify writes it."""
    return in_content(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())


def _iso(millis: int) -> str:
    seconds = datetime.fromtimestamp(millis // 1000, timezone.utc)
    return f"{seconds:%Y-%m-%dT%H:%M:%S}.{millis % 1000:03}Z"


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


_TIMES: dict[str, Callable[[int], Any]] = {"rfc3339": _iso, "unix": lambda millis: millis // 1000, "unix_ms": int}
