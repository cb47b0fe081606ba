"""SQLAlchemy 2: `Session`, `Connection`, `AsyncSession`, `AsyncConnection`, on whatever driver they use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy
from sqlalchemy.engine import Connection, CursorResult

from ..errors import InboxError
from .parameters import named

Rows = Sequence[Sequence[Any]]
_AS_IT_STANDS = {"no_parameters": True}


class SqlAlchemy:
    """A transaction of a connection."""

    is_async = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = _dialect(connection)

    def check(self) -> None:
        """Refuses what commits by itself, and what has failed."""
        _check(self._connection)

    def execute(self, text: str, values: Sequence[Any]) -> Rows:
        """Runs one statement."""
        return _rows(_execute(self._connection, text, values))


class SqlAlchemySession(SqlAlchemy):
    """A transaction of a session."""

    def __init__(self, session: Any) -> None:
        if not session.is_active:
            raise InboxError("transaction_aborted")
        super().__init__(session.connection())


class AsyncSqlAlchemy:
    """A transaction of an async connection."""

    is_async = True

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.dialect = _dialect(connection.engine)

    def check(self) -> None:
        """Refuses what commits by itself, and what has failed."""
        if self._connection.sync_connection is not None:
            _check(self._connection.sync_connection)

    async def execute(self, text: str, values: Sequence[Any]) -> Rows:
        """Runs one statement."""
        return _rows(await self._connection.run_sync(_execute, text, values))


class AsyncSqlAlchemySession:
    """A transaction of an async session."""

    is_async = True

    def __init__(self, session: Any) -> None:
        if not session.is_active:
            raise InboxError("transaction_aborted")
        self._session = session
        self.dialect = _dialect(session.get_bind())

    def check(self) -> None:
        """Nothing yet: a session gets its connection when the first statement runs."""

    async def execute(self, text: str, values: Sequence[Any]) -> Rows:
        """Runs one statement."""
        connection = await self._session.connection()
        _check(connection.sync_connection)
        return _rows(await connection.run_sync(_execute, text, values))


def _dialect(connection: Any) -> str:
    name = {"postgresql": "postgres", "sqlite": "sqlite"}.get(connection.dialect.name)
    if name is None:
        raise InboxError("unsupported_database", connection.dialect.name)
    return name


def _execute(connection: Connection, text: str, values: Sequence[Any]) -> CursorResult[Any]:
    if not values:
        return connection.exec_driver_sql(text, execution_options=_AS_IT_STANDS)
    return connection.execute(
        sqlalchemy.text(named(text)), {f"p{number}": value for number, value in enumerate(values, 1)}
    )


def _rows(result: CursorResult[Any]) -> Rows:
    return result.all() if result.returns_rows else ()


def _check(connection: Any) -> None:
    if not connection.in_transaction():
        # As the first statement would.
        connection.begin()
    driver = connection.connection.dbapi_connection
    commits_each = getattr(driver, "autocommit", False) is True
    if connection.dialect.name == "sqlite":
        # What SQLAlchemy wraps around aiosqlite does not tell.
        driver = connection.connection.driver_connection
        # With "BEGIN" by an event, as SQLAlchemy's documentation has it, the driver knows nothing of transactions.
        commits_each = driver.isolation_level is None and not getattr(driver, "in_transaction", True)
    if commits_each:
        raise InboxError("autocommit_connection")
