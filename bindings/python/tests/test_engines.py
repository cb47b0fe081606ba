"""Deliveries that the receiver in Rust stores into an engine, and workers in Python: acknowledged is processed, once.

AUTOSEND_WEBHOOKS_DELIVERIES says how many deliveries a run has.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable

import psycopg
import pytest
from autosend_webhooks import EmailBounced, Event
from autosend_webhooks.inbox import HandlerError, Inbox, InboxError, JetStream, RedisStreams
from autosend_webhooks.inbox.engines.envelope import job_of
from autosend_webhooks.inbox.statements import Lease
from autosend_webhooks.testing import signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from consumer import LEASE, Unguarded, registered
from engines import ENGINES, Receiver, Server, received, until
from inboxes import DELIVERIES, KINDS
from test_exactly_once import body_of, count, effects
from test_guide import bounces, postgres

TESTS = Path(__file__).parent
QUICK: dict[str, Any] = {"lease": LEASE, "poll": 0.05, "first_backoff": 0.02, "longest_backoff": 0.05}
CLIENTS = {"redis": "psycopg", "redis-asyncio": "asyncpg", "nats": "psycopg"}


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> Any:
    """An engine, with a client of it."""
    return request.param


@pytest.fixture
def server(name: str) -> Iterator[Server]:
    """A server of it."""
    server = Server(name.partition("-")[0])
    yield server
    server.close()


@pytest.fixture
def receiver(server: Server, tmp_path: Path) -> Iterator[Receiver]:
    """A receiver in Rust into it."""
    with received(server, tmp_path) as receiver:
        yield receiver


def send(receiver: Receiver, *numbers: int) -> None:
    """Sends deliveries, four at once, each until it is accepted."""
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(receiver.send, signed_request(body_of(number), SECRETS[0])) for number in numbers]
    for one in sent:
        one.result()


class Working:
    """A worker in a thread of its own, ended as its task is cancelled, or by itself."""

    def __init__(self, inbox: Inbox, webhooks: Webhooks, engine: Any, **options: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._work = inbox.consume_async(webhooks, engine, **{**QUICK, **options})
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        async def work() -> None:
            self._task = asyncio.ensure_future(self._work)
            await asyncio.gather(self._task, return_exceptions=True)
            self.error = None if self._task.cancelled() else self._task.exception()

        self._loop.run_until_complete(work())
        self._loop.close()

    def __enter__(self) -> Working:
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.mark.parametrize("name", ["redis", "nats"])
def test_workers_that_are_killed_process_each_delivery_once(
    name: str, server: Server, receiver: Receiver, tmp_path: Path
) -> None:
    kind = KINDS[CLIENTS[name]]
    database = kind.database(tmp_path)
    command = [sys.executable, "consumer.py", name, server.address, CLIENTS[name], database]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=TESTS, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)

    workers = [start(), start()]
    kills, sent, end = 0, 0, time.monotonic() + 90

    def send_while_they_are_killed() -> None:
        nonlocal sent
        while sent < 4 * DELIVERIES or (kills < 4 and time.monotonic() < end):
            send(receiver, *range(sent, sent + 8))
            sent += 8

    sending = threading.Thread(target=send_while_they_are_killed)
    sending.start()
    try:
        while sending.is_alive() or receiver.depth()[0] != 0:
            assert time.monotonic() < end, "deliveries are left"
            time.sleep(random.uniform(0, 0.1))  # noqa: S311
            # At work: some are done since the last time, and some are left.
            if kills < 4 and len(effects(database)) > kills * DELIVERIES // 2:
                victim = random.randrange(2)  # noqa: S311
                workers[victim].kill()
                workers[victim].wait()
                workers[victim] = start()
                kills += 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert kills == 4
    assert effects(database) == list(range(sent))
    assert receiver.depth() == (0, 0)
    assert count(database, "SELECT count(*) FROM inbox_seen") == sent


class _Late:
    """An engine whose workers never renew their leases."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def consumer(self) -> Any:
        consumer = self._engine.consumer()
        consumer.renew = lambda _leases, _lease: []
        return consumer


def effects_of_a_copy(name: str, server: Server, receiver: Receiver, folder: Path, make: Callable[[str], Inbox]) -> int:
    """How many effects there are of a delivery whose lease ends while a handler is at work, so that it comes again."""
    database = KINDS["psycopg"].database(folder)
    send(receiver, 1)
    attempts = []

    def worker() -> Working:
        inbox = make(database)
        webhooks = Webhooks(inbox=inbox)

        @webhooks.on_any
        def slow(event: Event, tx: Any) -> None:
            attempts.append(event)
            time.sleep(2 if len(attempts) == 1 else 0)
            tx.execute("INSERT INTO effect (number) VALUES (1)")

        return Working(inbox, webhooks, _Late(ENGINES[name](server)), lease=0.5)

    with worker(), worker():
        until(lambda: len(attempts) > 0 and receiver.depth()[0] == 0, "it is acknowledged")
        # The first one's handler may still be at work.
        time.sleep(2)
    assert receiver.depth() == (0, 0)
    return len(effects(database))


@pytest.mark.parametrize("name", ["redis", "nats"])
def test_a_copy_has_no_second_effect(name: str, server: Server, receiver: Receiver, tmp_path: Path) -> None:
    assert effects_of_a_copy(name, server, receiver, tmp_path, Inbox) == 1


@pytest.mark.parametrize("name", ["redis", "nats"])
def test_without_first_a_copy_has_a_second_effect(
    name: str, server: Server, receiver: Receiver, tmp_path: Path
) -> None:
    assert effects_of_a_copy(name, server, receiver, tmp_path, Unguarded) > 1


def test_a_long_handler_keeps_its_lease(name: str, server: Server, receiver: Receiver, tmp_path: Path) -> None:
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    webhooks = Webhooks(inbox=inbox)
    attempts = []

    @webhooks.on_any
    def slow(event: Event) -> None:
        attempts.append(event)
        time.sleep(1.5)

    send(receiver, 1)
    engine = ENGINES[name]
    with Working(inbox, webhooks, engine(server), lease=0.6), Working(inbox, webhooks, engine(server), lease=0.6):
        until(lambda: receiver.depth()[0] == 0, "it is acknowledged")
    assert len(attempts) == 1, "another worker took it meanwhile"


def test_a_dead_letter_is_the_same_as_one_of_rust(
    name: str, server: Server, receiver: Receiver, tmp_path: Path
) -> None:
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    webhooks = Webhooks(inbox=inbox)
    attempts = []

    @webhooks.on_any
    def fail(event: Event) -> None:
        attempts.append(event)
        raise ValueError("no room\n left")

    send(receiver, 1)
    with Working(inbox, webhooks, ENGINES[name](server), attempts=3):
        until(lambda: receiver.depth() == (0, 1), "the receiver in Rust counts a dead letter")
    assert len(attempts) == 3
    send(receiver, 2)
    command = [os.environ["AUTOSEND_WEBHOOKS_CLI"], "inbox", "work", "--store", server.address, "--exec", "exit 65"]
    command += ["--mark", f"sqlite://{tmp_path / 'marks.db'}"]
    rust = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: receiver.depth() == (0, 2), "so does the worker in Rust")
    finally:
        rust.kill()
        rust.wait()
    ours, theirs = server.dead()
    assert ours.keys() == theirs.keys()
    error = ours.get("error") or ours["Autosend-Error"]
    assert error.replace("\n", " ") == "ValueError: no room  left"
    for number, letter in enumerate((ours, theirs), 1):
        job = job_of(letter["delivery"].encode(), Lease(1, 1), 1)
        assert job is not None
        assert f"user{number}@example.com".encode() in job.body
    assert effects(database) == []


def test_a_handler_says_that_it_makes_no_sense(name: str, server: Server, receiver: Receiver, tmp_path: Path) -> None:
    inbox = Inbox(KINDS["sqlite3"].database(tmp_path))
    webhooks = Webhooks(inbox=inbox)

    @webhooks.on_any
    def fail(event: Event) -> None:
        raise HandlerError("gone", is_permanent=True)

    send(receiver, 1)
    inbox.consume(webhooks, ENGINES[name](server), burst=True, **QUICK)
    assert receiver.depth() == (0, 1)


def test_a_server_that_is_gone_is_waited_for(name: str, server: Server, receiver: Receiver, tmp_path: Path) -> None:
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    send(receiver, 1)
    with Working(inbox, registered(inbox, KINDS["sqlite3"]), ENGINES[name](server)):
        until(lambda: effects(database) == [1], "the first is processed")
        server.kill()
        time.sleep(1)
        server.start()
        send(receiver, 2)
        until(lambda: receiver.depth() == (0, 0), "the second is processed")
    assert effects(database) == [1, 2]


def test_a_worker_may_start_before_its_engine(name: str, server: Server, tmp_path: Path) -> None:
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    server.kill()
    with Working(inbox, registered(inbox, KINDS["sqlite3"]), ENGINES[name](server)):
        time.sleep(0.5)
        server.start()
        with received(server, tmp_path) as receiver:
            send(receiver, 1)
            until(lambda: receiver.depth() == (0, 0), "it is processed")
    assert effects(database) == [1]


@pytest.mark.parametrize("name", ["redis", "nats"])
@pytest.mark.parametrize("drain", [10, 0.1])
def test_a_worker_that_is_to_end_lets_end_what_it_has_begun(
    name: str, server: Server, receiver: Receiver, tmp_path: Path, drain: float
) -> None:
    database = KINDS["psycopg"].database(tmp_path)
    ended = _ended_while_at_work(name, server, receiver, database, drain)
    if drain == 10:
        assert (ended, effects(database), receiver.depth()) == (0, [1], (0, 0))
        return
    # What was not waited for is free at once, long before its lease ends; `first` waits for the other's commit.
    inbox = Inbox(database)
    began = time.monotonic()
    with Working(inbox, registered(inbox, KINDS["psycopg"]), ENGINES[name](server), lease=60):
        until(lambda: receiver.depth() == (0, 0), "it is processed by another one")
    assert time.monotonic() - began < 20
    assert effects(database) == [1]


_SLOW = """
import sys, time
import consumer
from types import SimpleNamespace
from engines import ENGINES
from inboxes import KINDS
name, port, address, database, drain = sys.argv[1:]
inbox = KINDS["psycopg"].inbox(database)
webhooks = consumer.Webhooks(inbox=inbox)
@webhooks.on_any
def slow(event, tx):
    print("begun", flush=True)
    time.sleep(1.5)
    KINDS["psycopg"].effect(tx, 1)
server = SimpleNamespace(port=int(port), address=address)
inbox.consume(webhooks, ENGINES[name](server), lease=60, poll=0.05, drain=float(drain))
"""


def _ended_while_at_work(name: str, server: Server, receiver: Receiver, database: str, drain: float) -> int:
    command = [sys.executable, "-c", _SLOW, name, str(server.port), server.address, database, str(drain)]
    process = subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    send(receiver, 1)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(20)
    finally:
        process.stdout.close()


@pytest.mark.parametrize("name", ["redis", "redis-asyncio"])
@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("maxmemory-policy allkeys-lru", "maxmemory-policy is allkeys-lru, and must be noeviction"),
        ("appendfsync everysec", "appendfsync is everysec, and must be always"),
        ('rename-command CONFIG ""', "appendonly can't be read"),
    ],
)
def test_redis_with_an_unsafe_setting_is_refused_by_name(name: str, setting: str, said: str, tmp_path: Path) -> None:
    server = Server("redis", setting)
    try:
        inbox = Inbox(KINDS["sqlite3"].database(tmp_path))
        with pytest.raises(InboxError, match=said) as raised:
            inbox.consume(registered(inbox, KINDS["sqlite3"]), ENGINES[name](server))
        assert raised.value.code == "unsafe_setting"
    finally:
        server.close()


@pytest.mark.parametrize(
    ("kind", "login", "setting"),
    [
        ("redis", ":p%40ss@", "requirepass p@ss"),
        ("nats", "worker:p%40ss@", 'authorization { user: worker, password: "p@ss" }'),
        ("nats", "s3cr%3At@", 'authorization { token: "s3cr:t" }'),
    ],
)
def test_an_engine_is_used_as_the_user_of_the_address(kind: str, login: str, setting: str, tmp_path: Path) -> None:
    server = Server(kind, setting)
    server.login = login
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    try:
        with received(server, tmp_path) as receiver:
            send(receiver, 1)
            inbox.consume(registered(inbox, KINDS["sqlite3"]), server.address, burst=True, **QUICK)
            assert (effects(database), receiver.depth()) == ([1], (0, 0))
    finally:
        server.close()


def test_jetstream_that_forgets_is_refused_by_name(tmp_path: Path) -> None:
    import nats

    server = Server("nats")

    async def make() -> None:
        client = await nats.connect(f"nats://127.0.0.1:{server.port}")
        await client.jetstream().add_stream(name="autosend-inbox", subjects=["x"], max_msgs=10)
        await client.close()

    try:
        asyncio.run(make())
        inbox = Inbox(KINDS["sqlite3"].database(tmp_path))
        with pytest.raises(InboxError, match="max_msgs") as raised:
            inbox.consume(registered(inbox, KINDS["sqlite3"]), server.address)
        assert raised.value.code == "unsafe_setting"
    finally:
        server.close()


def test_what_is_no_delivery_is_put_aside(name: str, server: Server, receiver: Receiver, tmp_path: Path) -> None:
    if server.kind == "redis":
        import redis

        with redis.Redis(port=server.port) as client:
            client.set("{autosend-inbox}:sequence", 5)
            client.xadd("{autosend-inbox}:entries", {"delivery": "hello"}, id="5-0")
    else:
        asyncio.run(_publish(server, b"hello"))
    send(receiver, 1)
    database = KINDS["sqlite3"].database(tmp_path)
    inbox = Inbox(database)
    inbox.consume(registered(inbox, KINDS["sqlite3"]), ENGINES[name](server), burst=True, **QUICK)
    assert (effects(database), receiver.depth()) == ([1], (0, 1))


async def _publish(server: Server, payload: bytes) -> None:
    import nats

    client = await nats.connect(f"nats://127.0.0.1:{server.port}")
    await client.jetstream().publish("autosend-inbox.new", payload)
    await client.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda: RedisStreams("redis://localhost?inbx=1"),
        lambda: RedisStreams("redis://localhost", inbox="a.b"),
        lambda: JetStream("nats://localhost?inbx=1"),
        lambda: JetStream("nats://localhost?inbox=a.b"),
        lambda: Inbox("x.db").consume(Webhooks(inbox=Inbox("x.db")), "kafka://localhost"),
    ],
)
def test_a_wrong_address_is_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(InboxError) as raised:
        make()
    assert raised.value.code == "bad_store_address"


@pytest.mark.parametrize("payload", [b"", b"{}\n", b"hello", b'{"digest":"00"}\n{}', b"\n\n", b"[]\n{}", b"1\n"])
def test_what_others_put_there_is_told_apart(payload: bytes) -> None:
    assert job_of(payload, Lease(1, 1), 1) is None


def test_the_guide(tmp_path: Path) -> None:
    from autosend_webhooks.webhooks import Webhooks

    address = postgres()
    server = Server("nats")
    store = server.address

    # region: consume
    inbox = Inbox(address)
    webhooks = Webhooks(inbox=inbox)

    @webhooks.on("email.bounced")
    def bounced(event: EmailBounced, tx: psycopg.Connection) -> None:
        # Commits with the mark, or not at all; the engine is told after that.
        tx.execute("INSERT INTO bounce (address) VALUES (%s)", [event.data.to.email])

    def worker() -> None:  # a process of its own, or several
        inbox.consume(webhooks, store, burst=True)  # nats://… or redis://…, as `inbox serve --store` has it

    # endregion
    try:
        with received(server, tmp_path) as receiver:
            request = signed_request("email.bounced", SECRETS[0])
            receiver.send(request)
            worker()
            receiver.send(request)
            worker()
    finally:
        server.close()
    assert bounces(address) == 1


def test_an_engine_with_a_client_of_ones_own(tmp_path: Path) -> None:
    import asyncpg
    from autosend_webhooks.webhooks import Webhooks

    server = Server("redis")
    address, redis_url = postgres(), server.address

    # region: consume-asyncio
    import redis.asyncio
    from autosend_webhooks.inbox import RedisStreams

    async def worker() -> None:
        async with asyncpg.create_pool(address, min_size=1) as pool:
            inbox = Inbox(pool)
            webhooks = Webhooks(inbox=inbox)

            @webhooks.on("email.bounced")
            async def bounced(event: EmailBounced, tx: asyncpg.Connection) -> None:
                await tx.execute("INSERT INTO bounce (address) VALUES ($1)", event.data.to.email)

            await inbox.consume_async(webhooks, RedisStreams(redis.asyncio.from_url(redis_url)), burst=True)

    # endregion
    try:
        with received(server, tmp_path) as receiver:
            receiver.send(signed_request("email.bounced", SECRETS[0]))
            asyncio.run(worker())
    finally:
        server.close()
    assert bounces(address) == 1
