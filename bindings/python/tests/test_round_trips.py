"""`first` is one round trip more than a transaction of the application's own, on each client of PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.inbox.handling import begun, begun_async
from inboxes import KINDS, Kind
from proxy import Proxy
from test_inbox import delivered

POSTGRES = [name for name, kind in KINDS.items() if not kind.is_sqlite and name != "django"]
WARM = 1
"""How many go before the one that counts: connections are made then, and psycopg prepares nothing yet."""


def trips(kind: Kind, proxy: Proxy) -> list[int]:
    """Those of a transaction alone, and with `first`."""
    inbox = kind.inbox(proxy.address)

    def alone(native: Any) -> None:
        kind.effect(native, 1)

    def marked(native: Any) -> None:
        if inbox.first(delivered()[0], native):
            kind.effect(native, 1)

    counted = []
    for body in (alone, marked):
        for _ in range(WARM):
            begun(inbox.source(), body)
        before = proxy.round_trips
        begun(inbox.source(), body)
        counted.append(proxy.round_trips - before)
    return counted


async def trips_async(kind: Kind, proxy: Proxy, inbox: Inbox) -> list[int]:
    """The same with an async client."""

    async def alone(native: Any) -> None:
        await kind.effect(native, 1)  # type: ignore[misc]

    async def marked(native: Any) -> None:
        if await inbox.first_async(delivered()[0], native):
            await kind.effect(native, 1)  # type: ignore[misc]

    counted = []
    for body in (alone, marked):
        for _ in range(WARM):
            await begun_async(inbox.source(), body)
        before = proxy.round_trips
        await begun_async(inbox.source(), body)
        counted.append(proxy.round_trips - before)
    return counted


async def trips_of_a_pool(kind: Kind, proxy: Proxy) -> list[int]:
    """asyncpg knows statements for as long as a connection lives."""
    async with asyncpg.create_pool(proxy.address, min_size=1, max_size=1) as pool:
        return await trips_async(kind, proxy, Inbox(lambda: pool))


@pytest.mark.parametrize("name", POSTGRES)
def test_first_is_one_more(name: str) -> None:
    kind = KINDS[name]
    proxy = Proxy(kind.database(Path()))
    if name == "asyncpg":
        counted = asyncio.run(trips_of_a_pool(kind, proxy))
    elif kind.is_async:
        counted = asyncio.run(trips_async(kind, proxy, kind.inbox(proxy.address)))
    else:
        counted = trips(kind, proxy)
    assert counted[1] - counted[0] == 1
