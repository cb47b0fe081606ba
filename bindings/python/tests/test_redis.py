"""Redis as the deduplicator of several processes, against a real server."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import databases
import pytest
import redis
import redis.asyncio
from autosend_webhooks import Admission, Delivery, Event, Verifier
from autosend_webhooks.redis import RedisDeduplicator
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS


@pytest.fixture
def client() -> Iterator[Any]:
    """A client of an empty server."""
    with redis.Redis.from_url(databases.redis()) as client:
        client.flushall()
        yield client


def delivered(request: SignedRequest) -> Delivery:
    """A request, verified."""
    return Verifier(SECRETS).verify(request.body, request.headers)


def bounced() -> SignedRequest:
    """A new event."""
    return signed_request("email.bounced", SECRETS[0])


def test_claim_complete_release(client: Any) -> None:
    one, other = RedisDeduplicator(client), RedisDeduplicator(client)
    delivery = delivered(bounced())
    assert one.admit(delivery) == Admission("first")
    assert other.admit(delivery) == Admission("in_progress")
    other.forget(delivery)
    assert other.admit(delivery) == Admission("in_progress"), "only its owner releases a claim"
    one.forget(delivery)
    assert other.admit(delivery).is_first
    other.done(delivery)
    assert one.admit(delivery) == Admission("duplicate")
    assert all(client.pttl(key) > 0 for key in client.scan_iter()), "nothing is kept for ever"


def test_a_claim_runs_out(client: Any) -> None:
    one, other = RedisDeduplicator(client, claim=0.05), RedisDeduplicator(client)
    delivery = delivered(bounced())
    assert one.admit(delivery).is_first
    time.sleep(0.1)
    assert other.admit(delivery).is_first
    one.done(delivery)
    assert one.admit(delivery) == Admission("in_progress"), "it is another's by now"


def test_twins_reused_ids_and_old_events(client: Any) -> None:
    seen = RedisDeduplicator(client, window=3600)
    request = bounced()
    twin = signed_request(request.body, SECRETS[1])
    assert seen.admit(delivered(request)).is_first
    seen.done(delivered(request))
    assert seen.admit(delivered(twin)) == Admission("duplicate")
    other = signed_request("email.sent", SECRETS[0], delivery_id=request.headers["X-Webhook-Delivery-Id"])
    assert seen.admit(delivered(other)) == Admission("first", id_reused=True)
    old = request.body.replace(b'"createdAt":"20', b'"createdAt":"19')
    assert old != request.body
    assert seen.admit(delivered(signed_request(old, SECRETS[0]))) == Admission("expired")


def test_an_asyncio_client() -> None:
    async def outcomes() -> list[str]:
        async with redis.asyncio.Redis.from_url(databases.redis()) as client:
            webhooks = Webhooks(SECRETS, deduplicator=RedisDeduplicator(client))
            fails = [False, True]

            @webhooks.on_any
            async def handle(event: Event) -> None:
                if fails.pop():
                    raise ValueError("no")

            request = bounced()
            answers = [await webhooks.handle_async(request.body, request.headers) for _ in range(3)]
            return [f"{answer.status} {answer.body.get('duplicate')}" for answer in answers]

    assert asyncio.run(outcomes()) == ["500 None", "200 False", "200 True"]


def test_one_of_many_at_once_is_first(client: Any) -> None:
    delivery, said = delivered(bounced()), []

    def admit() -> None:
        with redis.Redis.from_url(databases.redis()) as own:
            said.append(RedisDeduplicator(own).admit(delivery).outcome)

    threads = [threading.Thread(target=admit) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["first"] + ["in_progress"] * 15


_DYING = """
import os, signal, sys, redis
from autosend_webhooks.redis import RedisDeduplicator
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
client = redis.Redis.from_url(sys.argv[1])
webhooks = Webhooks(SECRETS, deduplicator=RedisDeduplicator(client, claim=0.5))
@webhooks.on_any
def handle(event):
    client.incr("effects")
    os.kill(os.getpid(), signal.SIGKILL)
webhooks.handle(bytes.fromhex(sys.argv[2]), eval(sys.argv[3]))
"""


def test_a_process_that_dies_in_its_handler_delays_and_repeats(client: Any) -> None:
    request = bounced()
    arguments = [sys.executable, "-c", _DYING, databases.redis(), request.body.hex(), repr(request.headers)]
    assert subprocess.run(arguments, cwd=Path(__file__).parent).returncode == -signal.SIGKILL
    webhooks = Webhooks(SECRETS, deduplicator=RedisDeduplicator(client))

    @webhooks.on_any
    def handle(event: Event) -> None:
        client.incr("effects")

    statuses = [webhooks.handle(request.body, request.headers).status]
    while statuses[-1] == 503:
        time.sleep(0.05)
        statuses.append(webhooks.handle(request.body, request.headers).status)
    assert (statuses[0], statuses[-1]) == (503, 200), "its claim is kept until it runs out"
    assert int(client.get("effects")) == 2, "at least once: the effect was there before the mark"


def test_a_redis_that_is_away_is_503() -> None:
    webhooks = Webhooks(SECRETS, deduplicator=RedisDeduplicator(redis.Redis(port=1)))
    request = bounced()
    answer = webhooks.handle(request.body, request.headers)
    assert (answer.status, answer.body["code"]) == (503, "deduplicator_failed")


def test_spans_are_checked() -> None:
    with pytest.raises(ValueError, match="at least a millisecond"):
        RedisDeduplicator(redis.Redis(), claim=0)
