"""The inbox on each client: what `first` says and stores, and what it refuses."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import databases
import psycopg
import pytest
from autosend_webhooks import Delivery, Event, Verifier
from autosend_webhooks.inbox import HandlerError, Inbox, InboxError
from autosend_webhooks.inbox.arrival import arrival_of, kept_headers
from autosend_webhooks.inbox.statements import split
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS, connected

DATABASES = ["psycopg", "sqlite3"]


def delivered(
    event: str = "email.bounced", secret: int = 0, body: bytes | None = None
) -> tuple[Delivery, SignedRequest]:
    """A verified delivery, and its request."""
    request = signed_request(event if body is None else body, SECRETS[secret])
    return Verifier(SECRETS).verify(request.body, request.headers), request


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database with the inbox's tables."""
    return KINDS[request.param].database(tmp_path)


def rows(address: str, query: str) -> list[Any]:
    """What a query finds."""
    with connected(address) as connection:
        return [tuple(row) for row in connection.execute(query).fetchall()]


def counters(address: str) -> dict[str, int]:
    """What was counted."""
    query = "SELECT name, sum(value) FROM inbox_counter WHERE name NOT LIKE 'type:%' AND name <> 'lease' GROUP BY name"
    return {name: int(value) for name, value in rows(address, query)}


def test_a_delivery_is_first_once(address: str) -> None:
    inbox, (delivery, request) = Inbox(), delivered()
    with connected(address) as connection:
        assert inbox.first(delivery, connection, request.headers)
        connection.commit()
        assert not inbox.first(delivery, connection)
        connection.commit()
    assert counters(address) == {"new": 1, "duplicate": 1}
    columns = "delivery_id, type, address, created, sent, secret, kept_from, digest, headers, body"
    [row] = rows(address, f"SELECT {columns} FROM inbox_delivery")
    arrival = arrival_of(delivery, request.headers)
    assert row == (
        delivery.id,
        "email.bounced",
        arrival.address,
        arrival.signed,
        delivery.sent_at_ms,
        0,
        None,
        delivery.digest,
        arrival.headers,
        delivery.body,
    )
    assert Verifier(SECRETS[0]).verify(row[-1], json.loads(row[-2])).id == delivery.id, "it can be verified again"


def test_a_rollback_takes_the_mark_back(address: str) -> None:
    inbox, (delivery, _) = Inbox(), delivered()
    with connected(address) as connection:
        assert inbox.first(delivery, connection)
        connection.rollback()
        assert inbox.first(delivery, connection)
        connection.commit()
    assert rows(address, "SELECT count(*) FROM inbox_delivery") == [(1,)]


def test_a_twin_is_a_duplicate_and_is_noted(address: str) -> None:
    inbox, (delivery, request) = Inbox(), delivered()
    twin, _ = delivered(secret=1, body=request.body)
    with connected(address) as connection:
        assert [inbox.first(one, connection) for one in (delivery, twin, twin)] == [True, False, False]
        connection.commit()
    assert rows(address, "SELECT repeats FROM inbox_seen") == [(2,)]
    assert rows(address, "SELECT delivery_id, secret FROM inbox_repeat") == [(twin.id, 1)]


def test_another_transaction_waits(address: str) -> None:
    inbox, (delivery, _) = Inbox(), delivered()
    said: list[bool] = []

    def second() -> None:
        with connected(address) as connection:
            said.append(inbox.first(delivery, connection))
            connection.commit()

    with connected(address) as connection:
        assert inbox.first(delivery, connection)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.3)
        assert said == [], "it does not know yet"
        connection.rollback()
    thread.join(10)
    assert said == [True]


def test_waiting_ends_with_inbox_busy() -> None:
    address = KINDS["psycopg"].database(Path())
    inbox, (delivery, _) = Inbox(), delivered()
    with psycopg.connect(address) as one, psycopg.connect(address) as other:
        inbox.first(delivery, one)
        other.execute("SET LOCAL lock_timeout = '200ms'")
        begun = time.monotonic()
        with pytest.raises(InboxError) as error:
            inbox.first(delivery, other)
        assert error.value.code == "inbox_busy"
        assert time.monotonic() - begun < 3, "the caller's own time is kept"
        other.rollback()
        assert other.execute("SHOW lock_timeout").fetchone() == ("0",)
        fresh, _ = delivered()
        assert inbox.first(fresh, other)
        assert other.execute("SHOW lock_timeout").fetchone() == ("0",), "what it sets holds for its own statement"


@pytest.mark.parametrize("is_guarded", [True, False])
def test_a_transaction_does_not_wait_to_be_counted(is_guarded: bool) -> None:
    address = KINDS["psycopg"].database(Path())
    with contextlib.ExitStack() as opened:
        slots: dict[int, psycopg.Connection] = {}
        while True:
            other = opened.enter_context(psycopg.connect(address, options="-c lock_timeout=500ms"))
            slot = other.info.backend_pid % 64
            if slot in slots:
                break
            slots[slot] = other
        if not is_guarded:
            # As if each connection had one slot: what must not be done.
            body = "SELECT pg_backend_pid() % 64"
            other.execute(f"CREATE OR REPLACE FUNCTION inbox_slot() RETURNS int LANGUAGE sql AS '{body}'")
            other.commit()
        assert Inbox().first(delivered()[0], slots[slot])
        with contextlib.nullcontext() if is_guarded else pytest.raises(InboxError, match="inbox_busy"):
            assert Inbox().first(delivered()[0], other)


@pytest.mark.parametrize("name", KINDS)
def test_no_tables(name: str, tmp_path: Path) -> None:
    script = f"""
import asyncio, sys
from inboxes import KINDS
from test_inbox import delivered
from autosend_webhooks.inbox import InboxError
kind = KINDS[{name!r}]
inbox = kind.inbox(sys.argv[1])
delivery, _ = delivered()
def check(error):
    assert error.code == "no_tables", error
    assert "python -m autosend_webhooks.inbox migrate" in str(error) and "manage.py migrate" in str(error)
def plain():
    try:
        inbox.store(delivery)
    except InboxError as error:
        check(error)
        inbox.migrate()
        inbox.migrate()
        print(inbox.store(delivery).outcome)
async def awaited():
    try:
        await inbox.store_async(delivery)
    except InboxError as error:
        check(error)
        await inbox.migrate_async()
        await inbox.migrate_async()
        print((await inbox.store_async(delivery)).outcome)
asyncio.run(awaited()) if kind.is_async else plain()
"""
    address = str(tmp_path / "app.db") if KINDS[name].is_sqlite else databases.postgres()
    done = subprocess.run(
        [sys.executable, "-c", script, address], cwd=Path(__file__).parent, capture_output=True, text=True
    )
    assert done.stdout == "new\n", done.stderr


def test_the_command_makes_the_tables(tmp_path: Path) -> None:
    path = str(tmp_path / "app.db")
    command = [sys.executable, "-m", "autosend_webhooks.inbox", "migrate"]
    assert subprocess.run([*command, path]).returncode == 0
    assert Inbox(path).store(delivered()[0]).outcome == "new"
    refused = subprocess.run([*command, "mysql://secret@host/x"], capture_output=True, text=True)
    assert (refused.returncode, refused.stderr.startswith("bad_store_address: ")) == (1, True)
    assert "secret" not in refused.stderr


@pytest.mark.parametrize(("version", "code"), [(99, "newer_store"), (0, "older_store")])
def test_tables_of_another_version(address: str, version: int, code: str) -> None:
    with connected(address) as connection:
        connection.execute(f"UPDATE inbox_meta SET value = {version} WHERE name = 'version'")
        connection.commit()
        with pytest.raises(InboxError) as error:
            Inbox().first(delivered()[0], connection)
        connection.rollback()
    assert error.value.code == code
    if code == "newer_store":
        with pytest.raises(InboxError, match="newer_store"):
            Inbox(address).migrate()


@pytest.mark.parametrize("name", KINDS)
def test_what_each_client_is_told(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    address = str(tmp_path / "app.db") if kind.is_sqlite else databases.postgres()
    command = [sys.executable, "refusals.py", name, address]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "no tables": "no_tables",
        "newer": "newer_store",
        "older": "older_store",
        "as it should be": "none",
        "commits each": "autocommit_connection",
        # SQLite's transactions outlive a statement that failed.
        "broken": "none" if kind.is_sqlite else "transaction_aborted",
        "the other method": "async_client" if kind.is_async else "sync_client",
        "async handler": "none" if kind.is_async else "async_handler",
    }


def refused(transaction: Any) -> str:
    """The code of the error for a transaction."""
    with pytest.raises(InboxError) as error:
        Inbox().first(delivered()[0], transaction)
    return error.value.code


def test_connections_that_commit_each_statement_are_refused(tmp_path: Path) -> None:
    address = KINDS["psycopg"].database(tmp_path)
    path = KINDS["sqlite3"].database(tmp_path)
    with psycopg.connect(address, autocommit=True) as connection:
        assert refused(connection) == "autocommit_connection"
        with connection.transaction():
            assert Inbox().first(delivered()[0], connection)
    own = sqlite3.connect(path, isolation_level=None)
    assert refused(own) == "autocommit_connection"
    own.execute("BEGIN IMMEDIATE")
    assert Inbox().first(delivered()[0], own)
    own.rollback()


@pytest.mark.parametrize("url", ["psycopg", "sqlite"])
def test_sqlalchemy_that_commits_each_statement_is_refused(url: str, tmp_path: Path) -> None:
    import sqlalchemy

    address = KINDS["sqlite3" if url == "sqlite" else "psycopg"].database(tmp_path)
    target = f"sqlite:///{address}" if url == "sqlite" else address.replace("postgresql", "postgresql+psycopg")
    engine = sqlalchemy.create_engine(target)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert refused(connection) == "autocommit_connection"
    with engine.begin() as connection:
        assert Inbox().first(delivered()[0], connection)


def test_asyncpg_without_a_transaction_is_refused(tmp_path: Path) -> None:
    import asyncpg

    address = KINDS["asyncpg"].database(tmp_path)

    async def codes() -> list[str]:
        connection = await asyncpg.connect(address)
        said = []
        for asked in (Inbox().first_async(delivered()[0], connection), Inbox().migrate_async(connection)):
            with pytest.raises(InboxError) as error:
                await asked
            said.append(error.value.code)
        await connection.close()
        return said

    assert asyncio.run(codes()) == ["autocommit_connection", "autocommit_connection"]


def test_an_aborted_transaction_is_refused(tmp_path: Path) -> None:
    import sqlalchemy

    address = KINDS["psycopg"].database(tmp_path)
    with psycopg.connect(address) as connection:
        with pytest.raises(psycopg.Error):
            connection.execute("SELECT nothing")
        assert refused(connection) == "transaction_aborted"
        connection.rollback()
    engine = sqlalchemy.create_engine(address.replace("postgresql", "postgresql+psycopg"))
    with engine.connect() as other:
        with pytest.raises(sqlalchemy.exc.DBAPIError):
            other.execute(sqlalchemy.text("SELECT nothing"))
        assert refused(other) == "transaction_aborted"


@pytest.mark.parametrize("name", ["psycopg", "asyncpg", "sqlalchemy-session", "sqlalchemy-async-session"])
def test_a_handler_that_hides_a_failed_statement_is_not_answered_200(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    address = kind.database(tmp_path)
    webhooks = Webhooks(SECRETS, inbox=kind.inbox(address))

    def broken(tx: Any) -> Any:
        return tx.execute(__import__("sqlalchemy").text("SELECT nothing") if "alchemy" in name else "SELECT nothing")

    if kind.is_async:

        @webhooks.on_any
        async def hide(event: Event, tx: Any) -> None:
            await kind.effect(tx, 1)  # type: ignore[misc]
            with contextlib.suppress(Exception):
                await broken(tx)

    else:

        @webhooks.on_any
        def hide_plainly(event: Event, tx: Any) -> None:
            kind.effect(tx, 1)
            with contextlib.suppress(Exception):
                broken(tx)

    request = signed_request("email.sent", SECRETS[0])
    answer = webhooks.handle(request.body, request.headers)
    assert (answer.status, answer.body["code"]) == (503, "transaction_aborted")
    assert rows(address, "SELECT count(*) FROM inbox_seen") == [(0,)]


def test_foreign_objects_are_refused() -> None:
    for foreign in (object(), None, "text", []):
        assert refused(foreign) == "foreign_object"
    with pytest.raises(InboxError, match="foreign_object"):
        Inbox(object())
    with pytest.raises(InboxError, match="no_source"):
        Inbox().migrate()
    with pytest.raises(InboxError, match="bad_store_address"):
        Inbox("mysql://host/x")


def test_plain_and_async_clients_are_told_apart(tmp_path: Path) -> None:
    path = KINDS["sqlite3"].database(tmp_path)
    with pytest.raises(InboxError, match="sync_client"):
        asyncio.run(Inbox(path).migrate_async())
    with pytest.raises(InboxError, match="sync_client"):
        asyncio.run(Inbox().first_async(delivered()[0], sqlite3.connect(path)))
    inbox = KINDS["sqlalchemy-async-session"].inbox("postgresql://host/x")
    with pytest.raises(InboxError, match="async_client"):
        inbox.migrate()


def test_an_async_handler_and_a_plain_client(tmp_path: Path) -> None:
    path = KINDS["sqlite3"].database(tmp_path)

    async def handler(event: Event) -> None:
        raise AssertionError("it is never called")

    with pytest.raises(InboxError, match="async_handler"):
        Webhooks(SECRETS, inbox=Inbox(path)).on_any(handler)
    late = Webhooks(SECRETS, inbox=Inbox(lambda: sqlite3.connect(path)))
    late.on_any(handler)
    request = signed_request("email.sent", SECRETS[0])
    answer = late.handle(request.body, request.headers)
    assert (answer.status, answer.body["code"]) == (503, "async_handler")
    assert rows(path, "SELECT count(*) FROM inbox_seen") == [(0,)]


def test_tx_without_an_inbox_is_refused() -> None:
    with pytest.raises(TypeError, match="inbox=Inbox"):

        @Webhooks(SECRETS).on_any
        def handle(event: Event, tx: Any) -> None: ...

    with pytest.raises(TypeError, match="leave the deduplicator out"):
        Webhooks(SECRETS, inbox=Inbox("x.db"), deduplicator=object())


def test_what_handlers_take(address: str) -> None:
    webhooks = Webhooks(SECRETS, deduplicator=Inbox(address))
    taken: list[Any] = []

    @webhooks.on("email.sent")
    def event_alone(event: Event) -> None:
        taken.append((event.type,))

    @webhooks.on_any
    def with_delivery(event: Event, delivery: Delivery) -> None:
        taken.append((event.type, delivery.type))

    @webhooks.on_any
    def with_transaction(event: Event, tx: Any) -> None:
        taken.append((event.type, type(tx)))

    @webhooks.on_any
    def with_both(event: Event, delivery: Delivery, tx: Any) -> None:
        taken.append((event.type, delivery.type, type(tx)))

    request = signed_request("email.sent", SECRETS[0])
    assert webhooks.handle(request.body, request.headers).body == {"received": True, "duplicate": False}
    assert webhooks.handle(request.body, request.headers).body == {"received": True, "duplicate": True}
    client = psycopg.Connection if "://" in address else sqlite3.Connection
    sent = "email.sent"
    assert taken == [(sent,), (sent, sent), (sent, client), (sent, sent, client)]


def test_a_failing_handler_is_500_and_rolls_back(address: str) -> None:
    webhooks = Webhooks(SECRETS, inbox=Inbox(address))
    errors: list[BaseException] = []
    webhooks.on_error = lambda error, delivery: errors.append(error)
    fails = [True]

    @webhooks.on_any
    def handle(event: Event, tx: Any) -> None:
        tx.execute("INSERT INTO effect (number) VALUES (1)")
        if fails.pop():
            raise ValueError("no")

    request = signed_request("email.sent", SECRETS[0])
    assert webhooks.handle(request.body, request.headers).status == 500
    assert [type(error) for error in errors] == [ValueError]
    assert rows(address, "SELECT number FROM effect") == []
    fails.append(False)
    assert webhooks.handle(request.body, request.headers).status == 200
    assert rows(address, "SELECT number FROM effect") == [(1,)]


def test_an_unreachable_database_is_503() -> None:
    webhooks = Webhooks(SECRETS, inbox=Inbox("postgresql://nobody:password@127.0.0.1:1/none"))
    request = signed_request("email.sent", SECRETS[0])
    answer = webhooks.handle(request.body, request.headers)
    assert (answer.status, answer.body, answer.headers) == (
        503,
        {"received": False, "code": "inbox_unavailable"},
        {"Retry-After": "1"},
    )
    assert "password" not in repr(webhooks.inbox)


def test_stored_deliveries_are_worked(address: str) -> None:
    inbox = Inbox(address)
    webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")
    handled: list[tuple[str, str]] = []

    @webhooks.on_any
    def handle(event: Event, delivery: Delivery) -> None:
        handled.append((event.type, delivery.id))
        if event.type == "email.bounced":
            raise HandlerError("never", is_permanent=True)
        if len(handled) == 1:
            raise HandlerError("later", retry_after=0.01)

    requests = [signed_request(event, SECRETS[0]) for event in ("email.sent", "email.bounced")]
    for request in requests:
        assert webhooks.handle(request.body, request.headers).body == {"received": True, "duplicate": False}
        assert webhooks.handle(request.body, request.headers).body == {"received": True, "duplicate": True}
    assert handled == []
    inbox.work(webhooks, burst=True, max_concurrent=1)
    ids = [request.headers["X-Webhook-Delivery-Id"] for request in requests]
    assert sorted(handled) == sorted([("email.sent", ids[0]), ("email.bounced", ids[1]), handled[0]])
    assert rows(address, "SELECT count(*) FROM inbox_job") == [(0,)]
    assert rows(address, "SELECT attempts, error FROM inbox_dead") == [(1, "HandlerError: never")]
    assert counters(address)["done"] == 1


def test_attempts_end_in_a_dead_letter(address: str) -> None:
    inbox = Inbox(address)
    webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")

    @webhooks.on_any
    def handle(event: Event) -> None:
        raise ValueError("always")

    inbox.store(delivered()[0])
    inbox.work(webhooks, burst=True, attempts=3, first_backoff=0.01, poll=0.05)
    assert rows(address, "SELECT attempts, error FROM inbox_dead") == [(3, "ValueError: always")]
    assert rows(address, "SELECT attempt FROM inbox_attempt ORDER BY attempt") == [(1,), (2,), (3,)]


def test_a_lost_lease_rolls_back(address: str) -> None:
    inbox = Inbox(address)
    webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")
    handled: list[int] = []

    @webhooks.on_any
    def handle(event: Event, tx: Any) -> None:
        handled.append(1)
        tx.execute("INSERT INTO effect (number) VALUES (1)")
        if len(handled) == 1:
            # As if another worker had it by now: a lease is fenced by its number.
            tx.execute("UPDATE inbox_job SET lease = lease + 1000, run_at = 0")

    inbox.store(delivered()[0])
    inbox.work(webhooks, burst=True, lease=0.5, poll=0.1)
    assert len(handled) == 2
    assert rows(address, "SELECT number FROM effect") == [(1,)]


def test_a_lease_is_renewed_while_a_handler_runs(address: str) -> None:
    inbox = Inbox(address)
    webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")
    handled: list[int] = []

    @webhooks.on_any
    def handle(event: Event) -> None:
        handled.append(1)
        # On SQLite a transaction that has begun holds off every other, so that nothing can be renewed or claimed.
        time.sleep(1.5)

    inbox.store(delivered()[0])
    other = threading.Thread(target=inbox.work, args=(webhooks,), kwargs={"burst": True, "lease": 0.6, "poll": 0.1})
    other.start()
    inbox.work(webhooks, burst=True, lease=0.6, poll=0.1)
    other.join()
    assert handled == [1]


@contextlib.asynccontextmanager
async def async_inbox(name: str, address: str) -> AsyncIterator[Inbox]:
    """An inbox on some pool of an async client; psycopg's may be given functions."""

    async def told() -> str:
        return address

    if name == "asyncpg":
        import asyncpg

        async with asyncpg.create_pool(address, min_size=1) as asyncpg_pool:
            yield Inbox(asyncpg_pool)
    elif name.startswith("psycopg"):
        from psycopg_pool import AsyncConnectionPool

        given: Any = told if name == "psycopg, told" else address
        async with AsyncConnectionPool(given, min_size=1, max_size=4) as pool:
            yield Inbox(pool)
    else:
        yield KINDS[name].inbox(address)


@pytest.mark.parametrize(
    "name", ["asyncpg", "psycopg", "psycopg, told", "sqlalchemy-async-connection", "sqlalchemy-async-session"]
)
def test_a_lease_is_renewed_from_another_event_loop(name: str) -> None:
    address = KINDS["psycopg"].database(Path())
    handled: list[int] = []

    async def work() -> None:
        async with async_inbox(name, address) as inbox:
            webhooks = Webhooks(SECRETS, inbox=inbox, answer="at-once")

            @webhooks.on_any
            async def handle(event: Event) -> None:
                handled.append(1)
                await asyncio.sleep(1.5)

            await inbox.store_async(delivered()[0])
            both = [inbox.work_async(webhooks, burst=True, lease=0.6, poll=0.1) for _ in range(2)]
            await asyncio.gather(*both)

    asyncio.run(work())
    assert handled == [1]


def test_only_known_headers_are_kept() -> None:
    environ = {"HTTP_X_WEBHOOK_EVENT": "email.sent", "CONTENT_TYPE": "application/json", "HTTP_COOKIE": "session=1"}
    assert kept_headers(environ) == {"Content-Type": "application/json", "X-Webhook-Event": "email.sent"}
    assert kept_headers([(b"user-agent", b"AutoSend"), ("Authorization", "Bearer x")]) == {"User-Agent": "AutoSend"}
    assert kept_headers(None) == kept_headers(5) == {}


def test_scripts_are_split_at_the_ends_of_statements() -> None:
    script = "A 'x;''y' \"z;\"; -- not; here\nB $$ C; D; $$; /* E; */ F $tag$ $$; $tag$"
    assert list(split(script)) == ["A 'x;''y' \"z;\"", "B $$ C; D; $$", "F $tag$ $$; $tag$"]
