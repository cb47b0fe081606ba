"""asyncpg: a connection, or one of a pool, within `async with connection.transaction()`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import InboxError


class Asyncpg:
    """A transaction of a connection."""

    dialect = "postgres"
    is_async = True

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def check(self) -> None:
        """Refuses a connection without a transaction: asyncpg commits each statement then."""
        if not self._connection.is_in_transaction():
            raise InboxError("autocommit_connection")

    async def execute(self, text: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Runs one statement."""
        rows: Sequence[Sequence[Any]] = await self._connection.fetch(text, *values)
        return rows
