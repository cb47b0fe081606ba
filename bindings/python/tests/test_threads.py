"""Eight threads share one verifier; large bodies let the others run."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from autosend_webhooks import Deduplicator, SignatureError, Verifier
from autosend_webhooks.testing import signed_request
from autosend_webhooks.verifier import Verifier as PureVerifier
from conftest import SECRET


def test_eight_threads_share_a_verifier() -> None:
    verifier, seen = Verifier(SECRET), Deduplicator()
    requests = [signed_request("email.bounced", SECRET, delivery_id=f"d-{n}", reason="x" * n * 100) for n in range(800)]

    def work(share: int) -> int:
        first = 0
        # Every request is seen by two threads.
        for request in requests[share // 2 :: 4]:
            delivery = verifier.verify(request.body, request.headers)
            first += seen.admit(delivery).is_first
            try:
                verifier.verify(request.body + b" ", request.headers)
            except SignatureError:
                continue
            raise AssertionError("accepted")
        return first

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == len(requests)


def test_large_bodies_let_other_threads_run() -> None:
    limit = 256 * 1024 * 1024
    verifier = Verifier(SECRET, max_body=limit)
    body = b'{"type":"email.new","data":"' + b"x" * (limit // 2) + b'"}'
    headers = verifier.sign(body)
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.monotonic()
    verifier.verify(body, headers)
    end = time.monotonic()
    done.set()
    thread.join()
    assert sum(start < moment < end for moment in ticks) >= 3


@pytest.mark.parametrize("kind", [bytearray, lambda text: memoryview(bytearray(text))])
@pytest.mark.parametrize("backend", [Verifier, PureVerifier])
def test_what_is_accepted_is_what_was_signed(kind: Any, backend: Any) -> None:
    """Another thread flips a letter all the time: only bodies that held still are accepted."""
    verifier = backend(SECRET)
    signed = b'{"type":"email.new","data":"' + b"x" * 200_000 + b'"}'
    headers, body, done = verifier.sign(signed), kind(signed), threading.Event()

    def flip() -> None:
        while not done.is_set():
            body[100_000] ^= 1

    thread = threading.Thread(target=flip)
    thread.start()
    accepted = 0
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(300):
            try:
                delivery = verifier.verify(body, headers)
            except SignatureError:
                continue
            accepted += 1
            assert delivery.body == signed
            assert delivery.event.raw["data"] == "x" * 200_000
    finally:
        sys.setswitchinterval(interval)
        done.set()
        thread.join()
    assert 0 < accepted <= 300
