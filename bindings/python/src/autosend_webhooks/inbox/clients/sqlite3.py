"""The standard library's `sqlite3.Connection`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from ..errors import InboxError
from .parameters import positional


class Sqlite3:
    """A transaction of a connection."""

    dialect = "sqlite"
    is_async = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def check(self) -> None:
        """Refuses a connection that begins no transaction by itself, and has none."""
        if commits_each(self._connection) and not self._connection.in_transaction:
            raise InboxError("autocommit_connection")

    def execute(self, text: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Runs one statement."""
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(*positional(text, values, "?")).fetchall()


def commits_each(connection: Any) -> bool:
    """Whether a connection commits each statement; from Python 3.12 on it has an attribute for it."""
    return getattr(connection, "autocommit", -1) is True or (
        getattr(connection, "autocommit", -1) == -1 and connection.isolation_level is None
    )
