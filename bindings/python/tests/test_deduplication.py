"""Recognising repeats: the cases that all languages share, and what Python's own adds."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from autosend_webhooks import Admission, Deduplicator, Delivery, Verifier
from autosend_webhooks.testing import signed_request
from conftest import SECRET
from vector_cases import VECTORS

SHARED = json.loads((VECTORS / "deduplication.json").read_text())


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_shared_cases(case: dict[str, Any]) -> None:
    seen = Deduplicator(case["window_ms"] / 1000, case["capacity"])
    verifier = Verifier(SHARED["secret"], tolerance=None)
    for number, step in enumerate(case["steps"]):
        what = case["deliveries"][step["delivery"]]
        body = what["body"].encode()
        delivery = verifier.verify(body, verifier.sign(body, delivery_id=what["id"]))
        if step["do"] == "admit":
            admission = seen.admit(delivery, step["at_ms"] / 1000)
            assert admission._asdict() == step["expect"], f"step {number}: {case['why']}"
        else:
            getattr(seen, step["do"])(delivery)


def test_an_admission() -> None:
    assert Admission("first").is_first
    assert not Admission("in_progress").is_first
    with pytest.raises(AttributeError):
        Admission("first").outcome = "expired"  # type: ignore[misc]


@pytest.mark.parametrize(
    "options", [{"window": -1}, {"window": float("nan")}, {"window": float("inf")}, {"capacity": 0}]
)
def test_options_that_make_no_sense(options: Any) -> None:
    with pytest.raises(ValueError, match="must be"):
        Deduplicator(**options)


def test_of_many_threads_one_is_first(verifier: Verifier) -> None:
    request = signed_request("email.sent", SECRET)
    delivery = verifier.verify(request.body, request.headers)
    seen, barrier, outcomes = Deduplicator(), threading.Barrier(8), list[str]()

    def admit() -> None:
        barrier.wait()
        outcomes.append(seen.admit(delivery).outcome)

    threads = [threading.Thread(target=admit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["first", *["in_progress"] * 7]


def seconds(capacity: int, verifier: Verifier) -> float:
    """How long a thousand deliveries take when the memory is full."""
    seen = Deduplicator(capacity=capacity)

    def one(number: int) -> Delivery:
        body = b'{"type":"a","n":%d}' % number
        return verifier.verify(body, verifier.sign(body, delivery_id=f"d-{number}"))

    for number in range(capacity):
        delivery = one(number)
        seen.admit(delivery)
        seen.done(delivery)
    deliveries = [one(capacity + number) for number in range(1000)]
    start = time.perf_counter()
    for delivery in deliveries:
        seen.admit(delivery)
        seen.done(delivery)
    return time.perf_counter() - start


def test_a_full_memory_is_as_quick_as_an_empty_one(verifier: Verifier) -> None:
    assert seconds(20_000, verifier) < 10 * seconds(200, verifier)
