"""Memory stays flat over a million verifications, good and bad."""

from __future__ import annotations

import gc
import os
from typing import Any

import psutil
from autosend_webhooks import EmailReceived, Verifier, WebhookError
from autosend_webhooks.testing import signed_request
from conftest import SECRET

ROUNDS = int(os.environ.get("AUTOSEND_WEBHOOKS_LEAK_ROUNDS", "250000"))
"""Each round verifies four requests."""


def resident() -> int:
    """Bytes of memory in use."""
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def test_memory_stays_flat() -> None:
    verifier = Verifier([SECRET, "another"])
    good = signed_request("email.received", SECRET)
    headers = {**good.headers, "x-webhook-signature": [good.headers["X-Webhook-Signature"]]}
    bad: list[tuple[Any, Any]] = [
        (good.body + b" ", good.headers),
        ("not bytes", good.headers),
        (
            bytearray(b"[]"),
            {**good.headers, "X-Webhook-Signature": Verifier(SECRET).sign(b"[]")["X-Webhook-Signature"]},
        ),
    ]

    def work(rounds: int) -> None:
        for _ in range(rounds):
            event = verifier.verify(good.body, headers).event
            assert isinstance(event, EmailReceived)
            event.data.attachments[0].filename  # noqa: B018
            event.data.received_at  # noqa: B018
            for body, its_headers in bad:
                try:
                    verifier.verify(body, its_headers)
                except WebhookError:
                    continue
                raise AssertionError("accepted")

    # The allocator's arenas fill up first.
    work(ROUNDS // 10)
    before = resident()
    work(ROUNDS)
    assert resident() - before < 2 * 1024 * 1024
