"""What `first` adds to a transaction of the user's own: statements, round trips and time, for psycopg and asyncpg.

python bench/inbox.py ADDRESS    an empty PostgreSQL database

Round trips are counted by a proxy on the loopback between client and server: how often the direction changes. Times are
medians of short rounds that take turns, so that a busy machine is busy for all of them alike.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable

import asyncpg
import psycopg
from autosend_webhooks import Delivery, Verifier
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.testing import signed_request

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from proxy import Proxy

SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4"  # noqa: S105
ROUNDS, OF_EACH = 20, 10
EFFECT = "INSERT INTO effect (number) VALUES (1)"


def deliveries() -> Any:
    """Verified deliveries, all different."""
    number = 0
    verifier = Verifier(SECRET)
    while True:
        number += 1
        created = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        data = {"email": "ann@example.com", "contactId": f"c{number}"}
        body = json.dumps({"type": "contact.deleted", "createdAt": created, "data": data}).encode()
        request = signed_request(body, SECRET)
        yield verifier.verify(request.body, request.headers)


def row(name: str, trips: list[float], times: list[float]) -> str:
    """A line of the table."""
    more = trips[1] - trips[0]
    ratio = times[1] / times[0]
    return f"| {name} | {trips[0]:.0f} | {trips[1]:.0f} | {more:+.0f} | {times[0]:.2f} | {times[1]:.2f} | {ratio:.2f} |"


def psycopg_row(address: str, proxy: Proxy, stream: Any) -> str:
    """The table's line for psycopg."""
    inbox = Inbox()

    def alone(connection: psycopg.Connection, _: Delivery) -> None:
        with connection.transaction():
            connection.execute(EFFECT)

    def with_first(connection: psycopg.Connection, delivery: Delivery) -> None:
        with connection.transaction():
            if inbox.first(delivery, connection):
                connection.execute(EFFECT)

    def repeated(transact: Any, connection: psycopg.Connection) -> float:
        batch = [next(stream) for _ in range(OF_EACH)]
        begun = time.perf_counter()
        for delivery in batch:
            transact(connection, delivery)
        return (time.perf_counter() - begun) / OF_EACH * 1000

    both = (alone, with_first)
    trips, times = [], []
    with psycopg.connect(proxy.address, autocommit=True) as connection:
        for transact in both:
            repeated(transact, connection)
            before = proxy.round_trips
            repeated(transact, connection)
            trips.append((proxy.round_trips - before) / OF_EACH)
    with psycopg.connect(address, autocommit=True) as connection:
        rounds = [[repeated(transact, connection) for transact in both] for _ in range(ROUNDS)]
        times = [statistics.median(column) for column in zip(*rounds)]
    return row("psycopg", trips, times)


async def asyncpg_row(address: str, proxy: Proxy, stream: Any) -> str:
    """The table's line for asyncpg."""
    inbox = Inbox()

    async def alone(connection: Any, _: Delivery) -> None:
        async with connection.transaction():
            await connection.execute(EFFECT)

    async def with_first(connection: Any, delivery: Delivery) -> None:
        async with connection.transaction():
            if await inbox.first_async(delivery, connection):
                await connection.execute(EFFECT)

    async def repeated(transact: Callable[[Any, Delivery], Awaitable[None]], connection: Any) -> float:
        batch = [next(stream) for _ in range(OF_EACH)]
        begun = time.perf_counter()
        for delivery in batch:
            await transact(connection, delivery)
        return (time.perf_counter() - begun) / OF_EACH * 1000

    both = (alone, with_first)
    trips = []
    connection = await asyncpg.connect(proxy.address)
    for transact in both:
        await repeated(transact, connection)
        before = proxy.round_trips
        await repeated(transact, connection)
        trips.append((proxy.round_trips - before) / OF_EACH)
    connection.terminate()
    connection = await asyncpg.connect(address)
    rounds = [[await repeated(transact, connection) for transact in both] for _ in range(ROUNDS)]
    await connection.close()
    return row("asyncpg", trips, [statistics.median(column) for column in zip(*rounds)])


def table(address: str) -> list[str]:
    """The whole table."""
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS effect (number bigint)")
    Inbox(address).migrate()
    proxy, stream = Proxy(address), deliveries()
    return [
        "| client | round trips without | with `first` | more | ms without | ms with `first` | times |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        psycopg_row(address, proxy, stream),
        asyncio.run(asyncpg_row(address, proxy, stream)),
    ]


if __name__ == "__main__":
    print("\n".join(table(sys.argv[1])))
