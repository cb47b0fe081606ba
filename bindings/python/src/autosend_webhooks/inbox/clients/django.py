"""Django's ORM: `django.db.connection`, within `transaction.atomic()`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import InboxError
from .parameters import positional


class Django:
    """A transaction of one of the databases in the settings."""

    is_async = False

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        name = {"postgresql": "postgres", "sqlite": "sqlite"}.get(connection.vendor)
        if name is None:
            raise InboxError("unsupported_database", connection.vendor)
        self.dialect = name

    def check(self) -> None:
        """Refuses what commits by itself, and what has failed."""
        if self._connection.needs_rollback:
            raise InboxError("transaction_aborted")
        if not self._connection.in_atomic_block and self._connection.get_autocommit():
            raise InboxError("autocommit_connection")

    def execute(self, text: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        """Runs one statement."""
        with self._connection.cursor() as cursor:
            cursor.execute(*(positional(text, values, "%s") if values else (text,)))
            rows: Sequence[Sequence[Any]] = cursor.fetchall() if cursor.description else ()
            return rows
