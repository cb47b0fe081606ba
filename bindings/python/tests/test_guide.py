"""The snippets of docs/exactly-once.md, each with a delivery that comes twice and a transaction that fails once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import databases
import psycopg
import pytest
from autosend_webhooks import Delivery, EmailBounced, Verifier, sign
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.testing import signed_request
from conftest import SECRET
from inboxes import connected
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker


def bounce() -> Delivery:
    """A verified delivery."""
    request = signed_request("email.bounced", SECRET)
    return Verifier(SECRET).verify(request.body, request.headers)


def postgres() -> str:
    """A database with a table of bounces."""
    address = databases.postgres()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE bounce (address text NOT NULL)")
    Inbox(address).migrate()
    return address


def bounces(address: str) -> int:
    """How many bounces there are."""
    with connected(address) as connection:
        count: int = connection.execute("SELECT count(*) FROM bounce").fetchone()[0]
        return count


class StopError(Exception):
    """Ends a transaction."""


def test_sqlalchemy() -> None:
    class Base(DeclarativeBase):
        pass

    class Bounce(Base):
        __tablename__ = "bounce"
        address: Mapped[str] = mapped_column(primary_key=True)

    address = postgres()
    SessionLocal = sessionmaker(create_engine(address.replace("postgresql", "postgresql+psycopg")))  # noqa: N806
    inbox = Inbox()

    # region: sqlalchemy
    def process(delivery: Delivery) -> None:
        with SessionLocal.begin() as session:
            if inbox.first(delivery, session) and isinstance(delivery.event, EmailBounced):
                session.add(Bounce(address=delivery.event.data.to.email))

    # endregion
    delivery = bounce()
    process(delivery)
    process(delivery)
    assert bounces(address) == 1


def test_sqlalchemy_asyncio() -> None:
    address = postgres()
    inbox = Inbox()

    async def run() -> None:
        engine = create_async_engine(address.replace("postgresql", "postgresql+asyncpg"))
        AsyncSessionLocal = async_sessionmaker(engine)  # noqa: N806

        # region: sqlalchemy-asyncio
        async def process(delivery: Delivery) -> None:
            async with AsyncSessionLocal.begin() as session:
                if await inbox.first_async(delivery, session):
                    await session.execute(text("INSERT INTO bounce (address) VALUES ('ann@example.com')"))

        # endregion
        delivery = bounce()
        await process(delivery)
        await process(delivery)
        await engine.dispose()

    asyncio.run(run())
    assert bounces(address) == 1


def test_psycopg() -> None:
    address = postgres()
    inbox = Inbox()

    # region: psycopg
    def process(delivery: Delivery) -> None:
        with psycopg.connect(address) as connection:
            if inbox.first(delivery, connection):
                connection.execute("INSERT INTO bounce (address) VALUES (%s)", ["ann@example.com"])

    # endregion
    delivery = bounce()
    process(delivery)
    process(delivery)
    assert bounces(address) == 1


def test_asyncpg() -> None:
    import asyncpg

    address = postgres()
    inbox = Inbox()

    async def run() -> None:
        # region: asyncpg
        async def process(delivery: Delivery) -> None:
            async with pool.acquire() as connection, connection.transaction():
                if await inbox.first_async(delivery, connection):
                    await connection.execute("INSERT INTO bounce (address) VALUES ($1)", "ann@example.com")

        # endregion
        async with asyncpg.create_pool(address, min_size=1) as pool:
            delivery = bounce()
            await process(delivery)
            await process(delivery)

    asyncio.run(run())
    assert bounces(address) == 1


def test_sqlite3(tmp_path: Path) -> None:
    path = str(tmp_path / "app.db")
    inbox = Inbox(path)
    inbox.migrate()
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE bounce (address TEXT NOT NULL)")

    # region: sqlite3
    def process(delivery: Delivery) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            if inbox.first(delivery, connection):
                connection.execute("INSERT INTO bounce (address) VALUES (?)", ["ann@example.com"])

    # endregion
    delivery = bounce()
    process(delivery)
    process(delivery)
    assert bounces(path) == 1


def test_workers() -> None:
    address = postgres()

    # region: work
    from autosend_webhooks.webhooks import Webhooks

    inbox = Inbox(address)
    webhooks = Webhooks(SECRET, inbox=inbox, answer="at-once")  # stores, and answers

    @webhooks.on("email.bounced")
    def bounced(event: EmailBounced, tx: psycopg.Connection) -> None:
        tx.execute("INSERT INTO bounce (address) VALUES (%s)", [event.data.to.email])

    def worker() -> None:  # a process of its own, or several
        inbox.work(webhooks, attempts=10, burst=True)

    # endregion
    request = signed_request("email.bounced", SECRET)
    for _ in range(2):
        assert webhooks.handle(request.body, request.headers).status == 200
    assert bounces(address) == 0
    worker()
    assert bounces(address) == 1


def test_redis() -> None:
    # region: redis
    import redis
    from autosend_webhooks.redis import RedisDeduplicator
    from autosend_webhooks.webhooks import Webhooks

    client = redis.Redis.from_url(databases.redis())
    webhooks = Webhooks(SECRET, deduplicator=RedisDeduplicator(client))
    # endregion
    request = signed_request("email.bounced", SECRET)
    said = [webhooks.handle(request.body, request.headers).body["duplicate"] for _ in range(2)]
    assert said == [False, True]


# What a task does: the queue may hand it over more than once, `first` is in the transaction of its effect.
ADDRESS = {"now": ""}


# region: task
def process(delivery: Delivery) -> None:
    with psycopg.connect(ADDRESS["now"]) as connection:
        if Inbox().first(delivery, connection):
            connection.execute("INSERT INTO bounce (address) VALUES (%s)", ["ann@example.com"])
            # endregion


def test_rq() -> None:
    import redis
    import rq
    from autosend_webhooks.webhooks import Webhooks

    address = ADDRESS["now"] = postgres()
    queue = rq.Queue("bounces", connection=redis.Redis.from_url(databases.redis()))
    webhooks = Webhooks(SECRET)

    # region: rq
    @webhooks.on("email.bounced")
    def bounced(_event: EmailBounced, delivery: Delivery) -> None:
        queue.enqueue(process, delivery, job_id=delivery.digest.hex())

    # endregion
    request = signed_request("email.bounced", SECRET)
    for _ in range(2):
        # A second process, which knows nothing of the first.
        webhooks.deduplicator = type(webhooks.deduplicator)()
        assert webhooks.handle(request.body, request.headers).status == 200
        rq.SimpleWorker([queue], connection=queue.connection).work(burst=True)
    assert bounces(address) == 1


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """Celery's worker takes the root logger for itself."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("logging_as_it_was")
def test_celery() -> None:
    import celery
    from autosend_webhooks.webhooks import Webhooks
    from celery.contrib.testing.worker import start_worker

    address = ADDRESS["now"] = postgres()
    app = celery.Celery(broker=databases.redis(), backend=databases.redis(), set_as_current=False)
    webhooks = Webhooks(SECRET)

    # region: celery
    @app.task  # type: ignore[untyped-decorator]
    def task(body: str, headers: dict[str, str]) -> None:
        # Verified once more: what is in a broker may have been put there by others.
        process(Verifier(SECRET, tolerance=None).verify(body.encode(), headers))

    @webhooks.on("email.bounced")
    def bounced(_event: EmailBounced, delivery: Delivery) -> None:
        headers = sign(SECRET, delivery.body, delivery_id=delivery.id)
        task.apply_async([delivery.body.decode(), headers], task_id=delivery.digest.hex())

    # endregion
    request = signed_request("email.bounced", SECRET)
    with start_worker(app, pool="solo", perform_ping_check=False):
        for _ in range(2):
            webhooks.deduplicator = type(webhooks.deduplicator)()
            assert webhooks.handle(request.body, request.headers).status == 200
        app.AsyncResult(Verifier(SECRET).verify(request.body, request.headers).digest.hex()).get(timeout=20)
    assert bounces(address) == 1


def test_dramatiq() -> None:
    import dramatiq
    from autosend_webhooks.webhooks import Webhooks
    from dramatiq.brokers.redis import RedisBroker

    address = ADDRESS["now"] = postgres()
    broker: Any = RedisBroker(url=databases.redis())  # type: ignore[no-untyped-call]
    webhooks = Webhooks(SECRET)

    # region: dramatiq
    @dramatiq.actor(broker=broker)
    def task(body: str, headers: dict[str, str]) -> None:
        process(Verifier(SECRET, tolerance=None).verify(body.encode(), headers))

    @webhooks.on("email.bounced")
    def bounced(_event: EmailBounced, delivery: Delivery) -> None:
        message = task.message(delivery.body.decode(), sign(SECRET, delivery.body, delivery_id=delivery.id))
        broker.enqueue(message.copy(message_id=delivery.digest.hex()))

    # endregion
    request = signed_request("email.bounced", SECRET)
    worker = dramatiq.Worker(broker, worker_threads=2)
    worker.start()
    for _ in range(2):
        webhooks.deduplicator = type(webhooks.deduplicator)()
        assert webhooks.handle(request.body, request.headers).status == 200
    broker.join(task.queue_name, timeout=20_000)
    worker.join()
    worker.stop()
    assert bounces(address) == 1
