"""Wake-ups across processes: idle workers hear that something was stored. Only a hint: they look, too, now and then."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, Callable

from .._generated.inbox_sql import STATEMENTS

Listen = Callable[[Callable[[], object], threading.Event], None]
"""Calls a function at each notification, until an event is set or its connection breaks."""

_LISTEN: Any = STATEMENTS["postgres"]["listen"]
_CHANNEL = _LISTEN.removeprefix("LISTEN ")
_LOOK = 0.2
"""How often to see whether to end, in seconds."""


def psycopg_listening(arguments: Callable[[], tuple[str, dict[str, Any]]]) -> Listen:
    """Listens over a connection of its own, with what `arguments` returns for `psycopg.connect`."""

    def listen(notified: Callable[[], object], closed: threading.Event) -> None:
        import psycopg

        conninfo, options = arguments()
        with psycopg.connect(conninfo, **{**options, "autocommit": True}) as connection:
            connection.execute(_LISTEN)
            # What was stored while nobody listened.
            notified()
            while not closed.is_set():
                for _ in connection.notifies(timeout=_LOOK):
                    notified()

    return listen


def asyncpg_listening(connect: Callable[[], Any]) -> Listen:
    """Listens over a connection that `connect` makes, in an event loop of its own."""

    async def follow(notified: Callable[[], object], closed: threading.Event) -> None:
        connection = await connect()
        try:
            await connection.add_listener(_CHANNEL, lambda *_: notified())
            notified()
            while not closed.is_set() and not connection.is_closed():
                await asyncio.sleep(_LOOK)
        finally:
            await connection.close(timeout=1)

    return lambda notified, closed: asyncio.run(follow(notified, closed))
