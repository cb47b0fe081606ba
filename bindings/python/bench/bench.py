"""Speed side by side, in one process: `cargo xtask bench`.

Every contender gets the same body with its own valid headers among those that a proxy adds. Rounds are interleaved, so
that whatever else the machine does meets all of them alike; a row's time is the median of its rounds, and its ratio the
median of the ratios within each round.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
import json
import statistics
import sys
import time
from datetime import datetime, timezone
from typing import Any, Callable

import orjson
import standardwebhooks
import svix
from autosend_webhooks import EmailBounced, Verifier, _native, sign

SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4"  # noqa: S105
ROUNDS = 401
SIZES = [
    (250, "mail server says no. "),
    (700, "mail server says no. "),
    (65536, "mail server says no. "),
    (65536, "Empfänger ungültig — Größe 大きい. "),
]

Headers = dict[str, str]
Contender = tuple[str, Callable[[bytes, Headers], Any]]


def make_body(size: int, filler: str) -> bytes:
    """An email.bounced of exactly that many bytes; the mail server's words fill it up."""
    data: dict[str, Any] = {
        "emailId": "69145fcba1b2c3d4e5f60103",
        "from": "hi@shop.example.com",
        "to": {"email": "no-one@example.org"},
        "subject": "Hi",
        "test": False,
        "reason": "",
    }
    if size > 500:
        data |= {
            "campaignId": "68f0c2b7a1b2c3d4e5f60c01",
            "templateId": "68f0c2b7a1b2c3d4e5f60d02",
            "batchId": "68f0c2b7a1b2c3d4e5f60e03",
            "bounceType": "Permanent",
            "bounceSubType": "NoEmail",
        }
    body = {"type": "email.bounced", "createdAt": "2025-11-12T10:29:56.118Z", "data": data}

    def dump() -> bytes:
        return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()

    room = size - len(dump())
    text = (filler * (room // len(filler) + 1)).encode()[:room].decode(errors="ignore")
    data["reason"] = text + "." * (room - len(text.encode()))
    assert len(dump()) == size
    return dump()


def with_transport(headers: Headers) -> Headers:
    """The headers of a delivery that came through a proxy."""
    return {
        "Host": "shop.example.com",
        "User-Agent": "AutoSend-Webhooks/1.0",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, br",
        "Content-Type": "application/json",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Request-Id": "9f8e7d6c",
        **headers,
    }


def autosend_headers(body: bytes) -> Headers:
    return with_transport(sign(SECRET, body))


def standard_headers(body: bytes) -> Headers:
    now = datetime.now(timezone.utc)
    signature = standardwebhooks.Webhook(SECRET).sign("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", now, body.decode())
    return with_transport(
        {
            "webhook-id": "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
            "x-event": "email.bounced",
        }
    )


VERIFIER = Verifier(SECRET)


def ours(body: bytes, headers: Headers) -> Any:
    return VERIFIER.verify(body, headers).event


def ours_all(body: bytes, headers: Headers) -> Any:
    """Every attribute that such an event has, each one read."""
    delivery = VERIFIER.verify(body, headers)
    event = delivery.event
    assert isinstance(event, EmailBounced)
    data = event.data
    to = data.to
    return (
        delivery.id, event.type, event.created_at, data.email_id, data.from_, to.email, to.name, data.subject,
        data.test, data.campaign_id, data.template_id, data.workflow_automation_id, data.batch_id, data.bounce_type,
        data.bounce_sub_type, data.reason,
    )  # fmt: skip


def snippet(body: bytes, headers: Headers) -> Any:
    """What the provider documents, with its check of the timestamp."""
    signature = headers["X-Webhook-Signature"]
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, expected):
        raise ValueError("signature")
    age = time.time() - int(headers["X-Webhook-Timestamp"]) / 1000
    if age > 300 or age < -60:
        raise ValueError("timestamp")
    return json.loads(body)


KEYED = hmac.new(SECRET.encode(), None, hashlib.sha256)


def by_hand(body: bytes, headers: Headers) -> Any:
    """As fast as Python gets by hand: a keyed state made once, orjson."""
    mac = KEYED.copy()
    mac.update(body)
    if not hmac.compare_digest(headers["X-Webhook-Signature"], mac.hexdigest()):
        raise ValueError("signature")
    age = time.time() - int(headers["X-Webhook-Timestamp"]) / 1000
    if age > 300 or age < -60:
        raise ValueError("timestamp")
    return orjson.loads(body)


INNER = hashlib.sha256(bytes(byte ^ 0x36 for byte in SECRET.encode().ljust(64, b"\0")))
OUTER = hashlib.sha256(bytes(byte ^ 0x5C for byte in SECRET.encode().ljust(64, b"\0")))


def hashlib_by_hand(body: bytes, headers: Headers) -> Any:
    """The same with HMAC written out over hashlib, which skips the hmac module."""
    inner = INNER.copy()
    inner.update(body)
    outer = OUTER.copy()
    outer.update(inner.digest())
    if not hmac.compare_digest(headers["X-Webhook-Signature"], outer.hexdigest()):
        raise ValueError("signature")
    age = time.time() - int(headers["X-Webhook-Timestamp"]) / 1000
    if age > 300 or age < -60:
        raise ValueError("timestamp")
    return orjson.loads(body)


STANDARD = standardwebhooks.Webhook(SECRET)
SVIX = svix.Webhook(SECRET)

CONTENDERS: list[tuple[str, Callable[[bytes, Headers], Any], Callable[[bytes], Headers]]] = [
    ("the provider's snippet (hmac + json)", snippet, autosend_headers),
    ("autosend-webhooks: verify, typed event", ours, autosend_headers),
    ("autosend-webhooks: every attribute read", ours_all, autosend_headers),
    ("by hand: keyed hmac + orjson", by_hand, autosend_headers),
    ("by hand: keyed hashlib + orjson", hashlib_by_hand, autosend_headers),
    ("standardwebhooks", lambda body, headers: STANDARD.verify(body, headers), standard_headers),
    ("svix", lambda body, headers: SVIX.verify(body, headers), standard_headers),
]


def measure(body: bytes) -> list[list[float]]:
    """Nanoseconds a call, by contender and round."""
    calls = max(3, 120_000 // (len(body) + 500))
    prepared = [(function, make(body)) for _, function, make in CONTENDERS]
    times: list[list[float]] = [[] for _ in CONTENDERS]
    gc.disable()
    for _ in range(ROUNDS):
        for column, (function, headers) in enumerate(prepared):
            start = time.perf_counter_ns()
            for _ in range(calls):
                function(body, headers)
            times[column].append((time.perf_counter_ns() - start) / calls)
    gc.enable()
    return times


def ratios(times: list[list[float]], own: int, other: int) -> list[float]:
    """How many times as fast one contender is as another, by round."""
    return [slow / fast for fast, slow in zip(times[own], times[other])]


def report(title: str, times: list[list[float]]) -> None:
    print(f"\n{title}")
    print(f"  {'':<42}{'µs':>9}  {'spread':>13}  {'x as fast as the snippet':>24}")
    for index, ((name, _, _), row) in enumerate(zip(CONTENDERS, times)):
        low, _, high = statistics.quantiles(row, n=4)
        ratio = statistics.median(ratios(times, index, SNIPPET))
        micros = statistics.median(row) / 1000
        print(f"  {name:<42}{micros:9.2f}  {low / 1000:6.2f}-{high / 1000:6.2f}  {ratio:24.2f}")


SNIPPET, OURS, OURS_ALL, _, HASHLIB, STANDARD_WEBHOOKS, SVIX_LIBRARY = range(len(CONTENDERS))
USUAL = 700

# What is to be reached at the usual size: whose row, compared with which one, times as fast at least.
TARGETS = [
    (OURS, SNIPPET, 4.5),
    (OURS_ALL, SNIPPET, 3.0),
    (OURS, STANDARD_WEBHOOKS, 7.0),
    (OURS, SVIX_LIBRARY, 7.0),
    (OURS, HASHLIB, 1.0),
]
# And at every other one.
ANY_SIZE_TARGETS = [(OURS, SNIPPET, 1.0), (OURS_ALL, SNIPPET, 1.0)]


def judge(title: str, times: list[list[float]], targets: list[tuple[int, int, float]]) -> bool:
    """Prints a line for each target; whether all are met."""
    met = True
    for own, other, least in targets:
        low, ratio, high = statistics.quantiles(ratios(times, own, other), n=4)
        met &= ratio >= least
        verdict = "PASS" if ratio >= least else "MISS"
        what = f"{title}: {CONTENDERS[own][0]} / {CONTENDERS[other][0]}"
        print(f"  {verdict} {what}, at least {least} x: {ratio:.2f} x ({low:.2f}-{high:.2f})")
    return met


def main() -> int:
    wheel = "the stable ABI's wheel" if "abi3" in (_native.__file__ or "") else "this version's own wheel"
    print(
        f"Python {sys.version.split()[0]}, {wheel}, {ROUNDS} interleaved rounds; spread: the middle half of the rounds"
    )
    judgements = []
    for size, filler in SIZES:
        title = f"{size} bytes, {'ASCII' if filler.isascii() else 'not ASCII'}"
        times = measure(make_body(size, filler))
        report(f"email.bounced, {title}", times)
        judgements.append((title, times, TARGETS if size == USUAL else ANY_SIZE_TARGETS))
    print("\ntargets")
    met = [judge(*judgement) for judgement in judgements]
    return 0 if all(met) or "--check" not in sys.argv else 1


if __name__ == "__main__":
    sys.exit(main())
