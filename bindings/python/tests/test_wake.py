"""Who stores wakes the workers of other processes, which else would look a minute later."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import psycopg
import pytest
from autosend_webhooks import Event
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS
from test_inbox import delivered, rows

LISTENING = "SELECT pid FROM pg_stat_activity WHERE query ILIKE 'listen%inbox_stored%' AND datname = current_database()"
OWN = ["address", "psycopg", "psycopg-async", "asyncpg"]


@contextlib.asynccontextmanager
async def source(name: str, address: str) -> Any:
    """What a worker with this client has."""
    if name == "asyncpg":
        import asyncpg

        async with asyncpg.create_pool(address, min_size=1) as asyncpg_pool:
            yield asyncpg_pool
    elif name == "psycopg-async":
        from psycopg_pool import AsyncConnectionPool

        async with AsyncConnectionPool(address, min_size=1) as pool:
            yield pool
    elif name == "psycopg":
        from psycopg_pool import ConnectionPool

        with ConnectionPool(address, min_size=1) as plain_pool:
            yield plain_pool
    else:
        yield address


@contextlib.contextmanager
def worker(name: str, address: str, notify: bool = True) -> Iterator[list[str]]:
    """One that never looks by itself, in a thread of its own; the types of what it has handled."""
    handled: list[str] = []
    ending = threading.Event()

    async def work() -> None:
        async with source(name, address) as given:
            inbox = Inbox(given, notify=notify)
            webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")

            @webhooks.on_any
            def handle(event: Event) -> None:
                handled.append(event.type)

            working = asyncio.ensure_future(inbox.work_async(webhooks, poll=60))
            while not ending.is_set():
                await asyncio.sleep(0.05)
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    thread = threading.Thread(target=asyncio.run, args=(work(),))
    thread.start()
    try:
        yield handled
    finally:
        ending.set()
        thread.join(20)
        assert not thread.is_alive()


def until(is_true: Callable[[], object], what: str) -> None:
    """Waits."""
    for _ in range(200):
        if is_true():
            return
        time.sleep(0.05)
    raise AssertionError(what)


@pytest.mark.parametrize("name", OWN)
def test_a_worker_hears_of_what_another_process_stores(name: str) -> None:
    address = KINDS["psycopg"].database(Path())
    with worker(name, address) as handled:
        until(lambda: rows(address, LISTENING), "nobody listens")
        Inbox(address).store(delivered()[0])
        until(lambda: len(handled) == 1, "it was not woken")
        [(pid,)] = rows(address, LISTENING)
        with psycopg.connect(address) as connection:
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])
        until(lambda: rows(address, LISTENING) not in ([], [(pid,)]), "nobody listens again")
        Inbox(address).store(delivered()[0])
        until(lambda: len(handled) == 2, "it was not woken again")


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.is_sqlite and name != "django"])
def test_who_stores_says_so(name: str) -> None:
    kind = KINDS[name]
    address = kind.database(Path())
    with worker("address", address) as handled:
        until(lambda: rows(address, LISTENING), "nobody listens")
        inbox = kind.inbox(address)
        if kind.is_async:
            asyncio.run(inbox.store_async(delivered()[0]))
        else:
            inbox.store(delivered()[0])
        until(lambda: len(handled) == 1, "it was not woken")


def test_without_notifications_a_worker_looks_by_itself() -> None:
    address = KINDS["psycopg"].database(Path())
    with worker("address", address, notify=False) as handled:
        time.sleep(0.5)
        Inbox(address, notify=False).store(delivered()[0])
        time.sleep(1)
        assert (handled, rows(address, LISTENING)) == ([], [])
