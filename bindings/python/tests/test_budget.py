"""Nothing before the signature, and nothing in a body, takes more than linear time, in either implementation."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any, Callable

import pytest
from autosend_webhooks import Verifier, WebhookError
from autosend_webhooks.verifier import Verifier as PureVerifier
from conftest import SECRET

KIB = 1024
HEADERS = ("X-Webhook-Signature", "X-Webhook-Timestamp", "X-Webhook-Delivery-Id", "X-Webhook-Event")
FILLINGS = [" ", "\t", " \t", "1", ",", "=", "v1="]
BODIES: dict[str, Callable[[int], bytes]] = {
    "digits": lambda size: b'{"type":"a","n":' + b"1" * size + b"}",
    "digits alone": lambda size: b"1" * size,
    "fraction": lambda size: b'{"type":"a","n":0.' + b"1" * size + b"}",
    "brackets": lambda size: b"[" * size,
    "closing brackets": lambda size: b"]" * (size // 2) + b"[" * (size // 2),
    "objects": lambda size: b'{"a":' * (size // 5),
    "duplicate keys": lambda size: b'{"type":"a",' + b'"a":1,' * (size // 6) + b'"a":1}',
    "other keys": lambda size: b'{"type":"a",' + b",".join(b'"%d":1' % n for n in range(size // 10)) + b"}",
    "surrogates": lambda size: b'{"type":"a","n":"' + rb"\ud800" * (size // 6) + b'"}',
    "surrogates in the type": lambda size: b'{"type":"' + rb"\ud800" * (size // 6) + b'"}',
    "surrogates in names": lambda size: b'{"type":"email.sent","data":{"' + rb"\ud800" * (size // 6) + b'":1}}',
    "quotes": lambda size: b'"' * size,
    "backslashes": lambda size: b'{"type":"a","n":"' + b"\\" * size + b'"}',
    "brackets in an open string": lambda size: b'{"a":' * 70 + b'"' + b"\\[" * (size // 2),
    "brackets in strings": lambda size: b'{"a":[' + b'"[",' * (size // 4) + b"1]}",
    "empty lists": lambda size: b'{"type":"a","n":[' + b"[]," * (size // 3) + b"1]}",
    "lists as deep as may be": lambda size: (
        b'{"type":"a","n":[' + b",".join([b"[" * 62 + b"]" * 62] * (size // 125)) + b"]}"
    ),
    "digits after digits": lambda size: b'{"type":"a","n":[' + b",".join([b"1" * 639] * (size // 640)) + b"]}",
    "blanks": lambda size: b'{"type":"a"' + b" " * size + b"}",
    "type": lambda size: b'{"type":"' + b"a" * size + b'"}',
    "time": lambda size: b'{"type":"a","createdAt":"2025-11-12T10:30:00.' + b"1" * size + b'Z"}',
}


def seconds(verifier: Any, body: bytes, headers: Any) -> float:
    """The least processor time of a few tries."""

    def once() -> float:
        start = time.process_time()
        try:
            event = verifier.verify(body, headers).event
            hash(event), event.created_at, event.type
        except WebhookError:
            pass
        return time.process_time() - start

    return min(once() for _ in range(3))


def check(verifier: Any, make: Callable[[int], tuple[bytes, Any]], size: int) -> None:
    """Under a second, and not four times as long for twice as much; of some tries, since other processes run too."""
    times: list[tuple[float, float]] = []
    for _ in range(6):
        half, whole = (seconds(verifier, *make(size)) for size in (size // 2, size))
        times.append((half, whole))
        if whole < 1 and whole < 3 * half + 0.005:
            return
    raise AssertionError(f"seconds for half and whole: {times}")


def ordinary(size: int) -> bytes:
    """A document such as others would parse."""
    item = {
        "id": 48213,
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "tags": ["beta", "eu"],
        "rate": 1.5,
        "is": True,
    }
    return json.dumps({"type": "a", "data": [item] * (size // len(json.dumps(item)))}).encode()


@pytest.fixture(params=[Verifier, PureVerifier], ids=["package", "pure"])
def verifier(request: pytest.FixtureRequest) -> Any:
    """A verifier of each implementation."""
    return request.param(SECRET, max_body=2 * KIB * KIB)


@pytest.mark.parametrize("filling", FILLINGS, ids=repr)
def test_budget_of_headers(verifier: Any, filling: str) -> None:
    body = b'{"type":"a"}'
    good = verifier.sign(body)
    for name in HEADERS:
        for place in ("before {}", "{} after", "in{}side", "name"):

            def make(size: int, name: str = name, place: str = place) -> tuple[bytes, Any]:
                fill = filling * (size // len(filling))
                value = good.get(name, "a")
                values = {"before {}": fill + value, "{} after": value + fill, "in{}side": value[:3] + fill + value[3:]}
                if place == "name":
                    return body, {**good, name + fill: value}
                return body, {**good, name: values[place]}

            check(verifier, make, 64 * KIB)


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("signed", [True, False])
def test_budget_of_bodies(verifier: Any, kind: str, signed: bool) -> None:
    def make(size: int) -> tuple[bytes, Any]:
        body = BODIES[kind](size)
        return body, {**verifier.sign(body, event="a"), **({} if signed else {"X-Webhook-Signature": "0" * 64})}

    check(verifier, lambda size: make(size), KIB * KIB)


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_takes_long_beside_what_the_platform_needs_for_an_ordinary_one(verifier: Any, kind: str) -> None:
    document, body = ordinary(KIB * KIB), BODIES[kind](KIB * KIB)
    headers = verifier.sign(body, event="a")

    def spent(work: Callable[[], object]) -> float:
        # Not the process's: servers of other tests may still run in its threads.
        start = time.thread_time()
        work()
        return time.thread_time() - start

    def verify() -> None:
        with contextlib.suppress(WebhookError):
            hash(verifier.verify(body, headers).event)

    def loads() -> None:
        with contextlib.suppress(ValueError, RecursionError):
            json.loads(body)

    # Half a million lists in lists take the platform itself nearly as long.
    ratios = [spent(verify) / max(spent(lambda: json.loads(document)), spent(loads) / 10) for _ in range(5)]
    assert min(ratios) < 20, ratios
