"""Speed beside the pasted snippet, in one process: `python bench/speed.py INPUTS`.

INPUTS is a folder with `<label>.body`, `<label>.headers` (lines `name: value`) and `secret`. Prints lines with tabs
between: label, variant, and nanoseconds a call in processor time, as median,
tenth and ninetieth percentile of rounds that take turns.
`event` and `read` are Python alone; with the native module there are `native-event` and `native-read` too.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any, Callable

import autosend_webhooks
from autosend_webhooks.verifier import Verifier

LABELS = ("250B", "700B", "64KiB", "64KiB-non-ascii")
ROUNDS = 41
ROUND_NS = 20_000_000
SIGNATURE, TIMESTAMP = "X-Webhook-Signature", "X-Webhook-Timestamp"

Variant = Callable[[bytes, dict[str, str], float], Any]


def snippet(secret: str) -> Variant:
    """What people paste: the platform's HMAC and JSON, and a check of the time."""

    def verify(body: bytes, headers: dict[str, str], now: float) -> Any:
        expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers[SIGNATURE], expected):
            raise ValueError("signature")
        age = now - int(headers[TIMESTAMP]) / 1000
        if age > 300 or age < -60:
            raise ValueError("timestamp")
        return json.loads(body)

    return verify


def event(verifier: Any) -> Variant:
    """Verified, with its event."""
    return lambda body, headers, now: verifier.verify_at(body, headers, now).event


def read(verifier: Any) -> Variant:
    """The same, and every field of the data read once."""

    def verify(body: bytes, headers: dict[str, str], now: float) -> Any:
        data = verifier.verify_at(body, headers, now).event.data
        to = data.to
        return (
            data.email_id, data.from_, to.email, to.name, data.subject, data.test, data.campaign_id, data.template_id,
            data.workflow_automation_id, data.batch_id, data.created_at, data.timestamp, data.bounce_type,
            data.bounce_sub_type, data.reason, data.bounced_at, data.extra,
        )  # fmt: skip

    return verify


def variants(secret: str) -> dict[str, Variant]:
    """What is measured, by name."""
    plain = Verifier(secret)
    some: dict[str, Variant] = {"snippet": snippet(secret), "event": event(plain), "read": read(plain)}
    if autosend_webhooks.backend == "native":
        native = autosend_webhooks.Verifier(secret)
        some |= {"native-event": event(native), "native-read": read(native)}
    return some


def measure(some: dict[str, Variant], body: bytes, headers: dict[str, str]) -> dict[str, list[float]]:
    """Nanoseconds a call of each round."""
    now = int(headers[TIMESTAMP]) / 1000

    def spend(variant: Variant, calls: int) -> int:
        start = time.process_time_ns()
        for _ in range(calls):
            variant(body, headers, now)
        return time.process_time_ns() - start

    calls = {name: max(1, ROUND_NS * 10 // spend(variant, 10)) for name, variant in some.items()}
    times: dict[str, list[float]] = {name: [] for name in some}
    gc.disable()
    for number in range(ROUNDS + 1):
        for name, variant in some.items():
            spent = spend(variant, calls[name]) / calls[name]
            # The first round warms up.
            times[name] += [spent] if number else []
    gc.enable()
    return times


def main(folder: str) -> None:
    """Measures all labels."""
    inputs = Path(folder)
    some = variants((inputs / "secret").read_text().strip())
    for label in LABELS:
        lines = (inputs / f"{label}.headers").read_text().splitlines()
        pairs = (line.split(": ", 1) for line in lines if line)
        headers = {name.title(): value for name, value in pairs}
        for name, times in measure(some, (inputs / f"{label}.body").read_bytes(), headers).items():
            tenths = statistics.quantiles(times, n=10)
            print(label, name, *(round(value) for value in (statistics.median(times), tenths[0], tenths[-1])), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
