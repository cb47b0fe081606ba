"""Transactions of the clients that the inbox knows: a module for each, imported when one is handed in."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

from ..errors import InboxError


class Transaction(Protocol):
    """What the inbox needs of a transaction. An object of yours that has it is as good as the ones here."""

    dialect: str
    """`postgres` or `sqlite`."""

    def execute(self, text: str, values: Sequence[Any], /) -> Any:
        """Runs one statement, with `$1` (PostgreSQL) or `?1` (SQLite) for values; returns its rows, or awaits them."""
        ...


class Client(Transaction, Protocol):
    """A transaction of a client that is known."""

    is_async: bool
    """Whether `execute` is to be awaited."""

    def check(self) -> None:
        """Refuses one that commits by itself, or that has failed. Raises InboxError."""
        ...


_CLIENTS: dict[tuple[str, str], tuple[str, str]] = {
    ("psycopg", "Connection"): ("psycopg", "Psycopg"),
    ("psycopg", "AsyncConnection"): ("psycopg", "AsyncPsycopg"),
    ("asyncpg", "Connection"): ("asyncpg", "Asyncpg"),
    ("asyncpg", "PoolConnectionProxy"): ("asyncpg", "Asyncpg"),
    ("sqlite3", "Connection"): ("sqlite3", "Sqlite3"),
    ("sqlalchemy", "Session"): ("sqlalchemy", "SqlAlchemySession"),
    ("sqlalchemy", "scoped_session"): ("sqlalchemy", "SqlAlchemySession"),
    ("sqlalchemy", "Connection"): ("sqlalchemy", "SqlAlchemy"),
    ("sqlalchemy", "AsyncSession"): ("sqlalchemy", "AsyncSqlAlchemySession"),
    ("sqlalchemy", "async_scoped_session"): ("sqlalchemy", "AsyncSqlAlchemySession"),
    ("sqlalchemy", "AsyncConnection"): ("sqlalchemy", "AsyncSqlAlchemy"),
    ("django", "BaseDatabaseWrapper"): ("django", "Django"),
    ("django", "ConnectionProxy"): ("django", "Django"),
}
"""By package and class: the module here, and its class."""


def kind_of(native: object) -> list[tuple[str, str]]:
    """The packages and names of an object's classes, most special first."""
    return [(cls.__module__.partition(".")[0], cls.__name__) for cls in type(native).__mro__]


def client_of(native: Any) -> Client:
    """The adapter for a transaction. Raises InboxError for what is none."""
    for kind in kind_of(native):
        if kind in _CLIENTS:
            module, name = _CLIENTS[kind]
            client: Client = getattr(importlib.import_module(f"{__name__}.{module}"), name)(native)
            return client
    if callable(getattr(native, "execute", None)) and getattr(native, "dialect", None) in ("postgres", "sqlite"):
        return _Own(native)
    raise InboxError("foreign_object", f"it is of type {type(native).__module__}.{type(native).__qualname__}")


class _Own:
    """An adapter of the user's; it says for itself what it can't do."""

    def __init__(self, own: Any) -> None:
        self.dialect: str = own.dialect
        self.execute = own.execute
        self.is_async: bool = getattr(own, "is_async", False)
        self.check = getattr(own, "check", lambda: None)
