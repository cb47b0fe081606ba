"""An inbox that has a partition for each day, on each client of PostgreSQL."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import databases
import psycopg
import pytest
from autosend_webhooks import Event
from autosend_webhooks.inbox import Inbox, InboxError
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS
from test_inbox import delivered, rows

POSTGRES = [name for name, kind in KINDS.items() if not kind.is_sqlite and name != "django"]
"""Django's settings are for one database in a process: its clients are in a process of their own."""


def made(name: str) -> str:
    """A database whose inbox this client has made, by days."""
    address = databases.postgres()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE effect (number bigint NOT NULL)")
    inbox = KINDS[name].inbox(address)
    if KINDS[name].is_async:
        asyncio.run(inbox.migrate_async(partition_by="day"))
    else:
        inbox.migrate(partition_by="day")
    return address


def partitions(address: str, table: str) -> list[str]:
    """Those of a table, by name."""
    query = f"SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '{table}'::regclass"
    return sorted(name for (name,) in rows(address, query))


async def answered(calls: list[tuple[Webhooks, SignedRequest]], is_async: bool) -> list[bool]:
    """Whether deliveries were duplicates, one after the other."""
    answers = [
        await webhooks.handle_async(it.body, it.headers) if is_async else webhooks.handle(it.body, it.headers)
        for webhooks, it in calls
    ]
    return [answer.body["duplicate"] for answer in answers]


@pytest.mark.parametrize("name", POSTGRES)
def test_all_three_ways(name: str) -> None:
    kind, address = KINDS[name], made(name)
    assert len(partitions(address, "inbox_delivery")) >= 8, "a week ahead"
    at_once = Webhooks(SECRETS, inbox=kind.inbox(address), answer="at-once")
    webhooks = Webhooks(SECRETS, inbox=kind.inbox(address))
    if kind.is_async:

        async def effect(event: Event, tx: Any) -> None:
            await kind.effect(tx, 1)  # type: ignore[misc]

        handler: Any = effect
    else:

        def plain_effect(event: Event, tx: Any) -> None:
            kind.effect(tx, 1)

        handler = plain_effect
    at_once.on_any(handler)
    webhooks.on_any(handler)
    first, later = (signed_request("email.sent", SECRETS[0]) for _ in range(2))
    calls = [(webhooks, first), (webhooks, first), (at_once, later), (at_once, later), (at_once, first)]
    said = asyncio.run(answered(calls, kind.is_async))
    assert said == [False, True, False, True, True]
    assert rows(address, "SELECT count(*) FROM effect") == [(1,)]
    kind.inbox(address).work(at_once, burst=True)
    assert rows(address, "SELECT count(*) FROM effect") == [(2,)]
    assert rows(address, "SELECT inbox_default_rows()") == [(0,)]


@pytest.mark.parametrize("name", ["psycopg", "asyncpg"])
def test_days_that_are_missing_are_made(name: str) -> None:
    address = made(name)
    inbox = KINDS[name].inbox(address)
    all_days = partitions(address, "inbox_delivery")

    def without_days() -> None:
        with psycopg.connect(address) as connection:
            for day in all_days:
                if day != "inbox_delivery_default":
                    connection.execute(f"DROP TABLE {day}")
        Inbox(address).store(delivered()[0])
        assert rows(address, "SELECT inbox_default_rows()") == [(1,)]

    def is_whole() -> bool:
        return partitions(address, "inbox_delivery") == all_days and rows(
            address, "SELECT count(*), inbox_default_rows() FROM inbox_delivery"
        ) == [(1, 0)]

    without_days()
    if KINDS[name].is_async:
        asyncio.run(inbox.maintain_async())
    else:
        inbox.maintain()
    assert is_whole(), "what came meanwhile is where it belongs"
    with psycopg.connect(address) as connection:
        connection.execute("DELETE FROM inbox_delivery")
        connection.execute("DELETE FROM inbox_job")
    without_days()
    KINDS[name].inbox(address).work(Webhooks(SECRETS, inbox=KINDS[name].inbox(address)), burst=True)
    assert is_whole(), "a worker does so too"


def test_the_command(tmp_path: Path) -> None:
    address = databases.postgres()
    command = [sys.executable, "-m", "autosend_webhooks.inbox"]
    assert subprocess.run([*command, "migrate", "--partition-by", "day", address]).returncode == 0
    assert subprocess.run([*command, "maintain", address]).returncode == 0
    assert len(partitions(address, "inbox_seen")) > 8
    path = str(tmp_path / "app.db")
    refused = subprocess.run([*command, "migrate", "--partition-by", "day", path], capture_output=True, text=True)
    assert (refused.returncode, refused.stderr.startswith("not_partitioned: ")) == (1, True)


def test_tables_that_hold_something_stay_as_they_are() -> None:
    address = KINDS["psycopg"].database(Path())
    inbox = Inbox(address)
    inbox.store(delivered()[0])
    with pytest.raises(InboxError, match="not_partitioned"):
        inbox.migrate(partition_by="day")
    inbox.maintain()
    assert rows(address, "SELECT inbox_default_rows()") == [(None,)]
    with pytest.raises(ValueError, match="partition_by"):
        inbox.migrate(partition_by="week")
