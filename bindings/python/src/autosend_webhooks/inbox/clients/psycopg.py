"""psycopg 3: `Connection` and `AsyncConnection`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor, Connection, RawCursor
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from ..errors import InboxError

Query = Any
"""psycopg's type of it takes literals alone; the statements are those of the package."""


class Psycopg:
    """A transaction of a connection."""

    dialect = "postgres"
    is_async = False

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def check(self) -> None:
        """Refuses what commits by itself, and what has failed."""
        _check(self._connection)

    def execute(self, text: Query, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Runs one statement."""
        with RawCursor(self._connection, row_factory=tuple_row) as cursor:
            cursor.execute(text, values or None)
            return cursor.fetchall() if cursor.description else ()


class AsyncPsycopg:
    """A transaction of an async connection."""

    dialect = "postgres"
    is_async = True

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self._connection = connection

    def check(self) -> None:
        """Refuses what commits by itself, and what has failed."""
        _check(self._connection)

    async def execute(self, text: Query, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Runs one statement."""
        async with AsyncRawCursor(self._connection, row_factory=tuple_row) as cursor:
            await cursor.execute(text, values or None)
            return await cursor.fetchall() if cursor.description else ()


def _check(connection: Any) -> None:
    status = connection.info.transaction_status
    if status == TransactionStatus.INERROR:
        raise InboxError("transaction_aborted")
    if status == TransactionStatus.IDLE and connection.autocommit:
        raise InboxError("autocommit_connection")
