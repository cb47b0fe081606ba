"""What a case is made of: a signed request and the outcome written beside it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from .bodies import CREATED_AT

# The clock of every case, unless it sets its own: 2025-11-12T10:30:00.000Z.
NOW_MS = 1762943400000
# The default request was sent 400 ms earlier, so that "now" is never what a case passes by accident.
SENT_MS = NOW_MS - 400
SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4"
DELIVERY_ID = "deliver-webhook-123456"

# Stands for the signature that `signed_with` makes.
RIGHT = "(right)"

SIGNATURE = "X-Webhook-Signature"
TIMESTAMP = "X-Webhook-Timestamp"
ID = "X-Webhook-Delivery-Id"
EVENT = "X-Webhook-Event"

Header = tuple[str, str]


@dataclass(frozen=True)
class Repeat:
    """A body too long to be written out: texts with the number of times each comes, joined."""

    parts: Sequence[tuple[str, int]]

    def encode(self) -> bytes:
        return "".join(text * times for text, times in self.parts).encode()


Body = Union[str, bytes, Repeat]


def to_bytes(body: Body) -> bytes:
    return body if isinstance(body, bytes) else body.encode()


def sign(body: Body, secret: str | bytes = SECRET) -> str:
    """The signature AutoSend would send: lower-case hex HMAC-SHA256, keyed with the secret as it stands."""
    key = secret if isinstance(secret, bytes) else secret.encode()
    return hmac.new(key, to_bytes(body), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Request:
    """How a case's request differs from the one AutoSend would send. `None` leaves a header out."""

    secrets: Sequence[str] = (SECRET,)
    signed_with: str = SECRET
    signature: str | None = RIGHT
    timestamp: str | None = str(SENT_MS)
    delivery_id: str | None = DELIVERY_ID
    event: str | None = "email.opened"
    extra: Sequence[Header] = ()  # headers after the usual ones
    headers: Sequence[Header] | None = None  # all headers, instead of the usual ones
    now_ms: int = NOW_MS
    options: dict[str, Any] = field(default_factory=dict)

    def header_list(self, body: Body) -> list[list[str]]:
        if self.headers is not None:
            return [list(header) for header in self.headers]
        signature = sign(body, self.signed_with) if self.signature == RIGHT else self.signature
        usual = (
            ("Content-Type", "application/json"),
            (SIGNATURE, signature),
            (EVENT, self.event),
            (ID, self.delivery_id),
            (TIMESTAMP, self.timestamp),
            ("User-Agent", "AutoSend-Webhooks/1.0"),
        )
        present = [[name, value] for name, value in usual if value is not None]
        return present + [list(header) for header in self.extra]


def body_fields(body: Body) -> dict[str, Any]:
    """The body as the vector file spells it: text where it can be text, else base64 or repeated parts."""
    if isinstance(body, Repeat):
        return {"body_repeat": [list(part) for part in body.parts]}
    if isinstance(body, str):
        return {"body": body}
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(body).decode()}


class Group:
    """One file of tests/vectors/requests/."""

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description
        self.cases: list[dict[str, Any]] = []

    def accept(
        self,
        name: str,
        why: str,
        body: Body,
        *,
        type: str = "email.opened",
        outcome: str = "typed",
        generation: int = 2,
        created_at: str | None = CREATED_AT,
        sent_at_ms: int | None = SENT_MS,
        id: str = DELIVERY_ID,
        secret_index: int = 0,
        **request: Any,
    ) -> None:
        """A request that must be accepted. Unless the case says otherwise its event header names `type`."""
        request.setdefault("event", type)
        accepted = {
            "type": type,
            "outcome": outcome,
            "generation": generation,
            "delivery_id": id,
            "sent_at_ms": sent_at_ms,
            "created_at": created_at,
            "secret_index": secret_index,
            "digest": hashlib.sha256(to_bytes(body)).hexdigest(),
        }
        self._add(name, why, body, Request(**request), {"accepted": accepted})

    def refuse(self, name: str, why: str, code: str, body: Body, *, detail: str | None = None, **request: Any) -> None:
        """A request that must be refused with `code`, and with a message that contains `detail`."""
        self._add(name, why, body, Request(**request), {"error": code})
        if detail is not None:
            self.cases[-1]["message_contains"] = detail

    def _add(self, name: str, why: str, body: Body, request: Request, expect: dict[str, Any]) -> None:
        case: dict[str, Any] = {"name": name, "why": why, "secrets": list(request.secrets)}
        if request.options:
            case["options"] = request.options
        case["now_ms"] = request.now_ms
        case["headers"] = request.header_list(body)
        case.update(body_fields(body))
        case["expect"] = expect
        self.cases.append(case)
