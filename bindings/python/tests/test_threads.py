"""Eight threads share one verifier; large bodies let the others run."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from autosend_webhooks import Deduplicator, SignatureError, Verifier
from autosend_webhooks.testing import signed_request
from conftest import SECRET


def test_eight_threads_share_a_verifier() -> None:
    verifier, seen = Verifier(SECRET), Deduplicator()
    requests = [signed_request("email.bounced", SECRET, delivery_id=f"d-{n}", reason="x" * n * 100) for n in range(800)]

    def work(share: int) -> int:
        first = 0
        # Every request is seen by two threads.
        for request in requests[share // 2 :: 4]:
            delivery = verifier.verify(request.body, request.headers)
            first += seen.admit(delivery) == "first"
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
