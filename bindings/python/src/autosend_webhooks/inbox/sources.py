"""Where an inbox begins transactions of its own: engines, pools, files, functions that give connections."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import inspect
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Callable, NamedTuple, Optional, Union

from .clients import kind_of
from .errors import InboxError
from .listening import Listen, asyncpg_listening, psycopg_listening

BUSY_TIMEOUT = 5
"""How long to wait for another process that writes to an SQLite file, in seconds."""


class Source(NamedTuple):
    """Where transactions begin."""

    is_async: bool
    begin: Callable[[], Any]
    """A context manager, async or not, whose value is the client's own object; it commits, or rolls back."""
    begin_elsewhere: Optional[Callable[[], Any]] = None
    """The same in another event loop, for what belongs to one."""
    listen: Optional[Listen] = None
    """Hears of what other processes store, where the client can."""

    def elsewhere(self) -> Source:
        """One for another event loop."""
        return self if self.begin_elsewhere is None else Source(self.is_async, self.begin_elsewhere)


def source_of(given: Any) -> Source:
    """The source that something is. A function is called for each transaction. Raises InboxError."""
    if isinstance(given, (str, Path)):
        return _address(given)
    kinds = kind_of(given)
    for kind, make in _SOURCES.items():
        if kind in kinds:
            return make(given)
    if callable(given):
        return _function(given)
    raise InboxError("foreign_object", f"it is of type {type(given).__module__}.{type(given).__qualname__}")


def is_function(given: Any) -> bool:
    """Whether it is called for each transaction; sessionmakers and pools can be called too, and are not."""
    return callable(given) and not any(kind in _SOURCES for kind in kind_of(given))


def _address(address: Union[str, Path]) -> Source:
    if isinstance(address, str) and address.startswith(("postgres://", "postgresql://")):
        import psycopg

        return Source(False, lambda: psycopg.connect(address), listen=psycopg_listening(lambda: (address, {})))
    if isinstance(address, str) and "://" in address:
        raise InboxError("bad_store_address")
    return Source(False, lambda: _begun(_sqlite(address)))


def _sqlite(path: Union[str, Path]) -> sqlite3.Connection:
    # Readable by its owner only. One that is there must not be opened beside SQLite: closing it ends SQLite's locks.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)


def _function(function: Callable[[], Any]) -> Source:
    given = function()
    kinds = kind_of(given)
    # asyncpg's pools can be awaited too.
    if inspect.isawaitable(given) and not any(kind in _SOURCES for kind in kinds):
        return Source(True, lambda: _begun_async(given))
    if any(kind in kinds for kind in _CONNECTIONS):
        return Source(False, lambda: _begun(given))
    if any(kind in kinds for kind in _ASYNC_CONNECTIONS):
        return Source(True, lambda: _begun_async(given))
    return source_of(given)


_CONNECTIONS = (
    ("psycopg", "Connection"),
    ("sqlite3", "Connection"),
    ("sqlalchemy", "Session"),
    ("sqlalchemy", "Connection"),
)
_ASYNC_CONNECTIONS = (("sqlalchemy", "AsyncSession"), ("sqlalchemy", "AsyncConnection"))


@contextlib.contextmanager
def _begun(connection: Any) -> Iterator[Any]:
    """A transaction on a connection or session that is closed afterwards."""
    if isinstance(connection, sqlite3.Connection):
        with contextlib.closing(connection):
            # One that has read before it writes can't wait for others.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            # Unlike `commit` it notices if the transaction is gone.
            connection.execute("COMMIT")
    elif hasattr(connection, "begin"):
        with connection, connection.begin():
            yield connection
    else:
        with connection:
            yield connection


@contextlib.asynccontextmanager
async def _begun_async(given: Any) -> AsyncIterator[Any]:
    """The same, awaited."""
    connection = await given if inspect.isawaitable(given) else given
    if ("asyncpg", "Connection") in kind_of(connection):
        try:
            async with connection.transaction():
                yield connection
        finally:
            await connection.close()
    elif hasattr(connection, "begin"):
        async with connection, connection.begin():
            yield connection
    else:
        async with connection:
            yield connection


def _engine(engine: Any) -> Source:
    return Source(False, engine.begin)


def _registry(session: Any) -> Source:
    return Source(False, session.session_factory.begin)


def _async_engine(engine: Any) -> Source:
    @contextlib.asynccontextmanager
    async def begin() -> AsyncIterator[Any]:
        from sqlalchemy.ext.asyncio import create_async_engine

        own = create_async_engine(engine.url, pool=engine.sync_engine.pool.recreate())
        try:
            async with own.begin() as connection:
                yield connection
        finally:
            await own.dispose()

    return Source(True, engine.begin, begin)


def _async_sessions(sessions: Any) -> Source:
    return Source(True, sessions.begin, _async_engine(sessions.kw["bind"]).begin_elsewhere)


async def _arguments(pool: Any) -> tuple[str, dict[str, Any]]:
    """How a pool of psycopg connects: it may have been given values, functions, or async functions."""

    async def resolved(given: Any) -> Any:
        value = given() if callable(given) else given
        return await value if inspect.isawaitable(value) else value

    return await resolved(pool.conninfo) or "", await resolved(pool.kwargs) or {}


def _psycopg_pool(pool: Any) -> Source:
    return Source(False, pool.connection, listen=psycopg_listening(lambda: asyncio.run(_arguments(pool))))


def _async_psycopg_pool(pool: Any) -> Source:
    async def connect() -> Any:
        import psycopg

        conninfo, options = await _arguments(pool)
        return await psycopg.AsyncConnection.connect(conninfo, **options)

    listen = psycopg_listening(lambda: asyncio.run(_arguments(pool)))
    return Source(True, pool.connection, lambda: _begun_async(connect()), listen)


def _asyncpg_pool(pool: Any) -> Source:
    @contextlib.asynccontextmanager
    async def begin() -> AsyncIterator[Any]:
        async with pool.acquire() as connection, connection.transaction():
            yield connection

    def connect() -> Any:
        asyncpg: Any = importlib.import_module("asyncpg")
        # The pool tells nobody else how it connects.
        return asyncpg.connect(*pool._connect_args, **pool._connect_kwargs)

    return Source(True, begin, lambda: _begun_async(connect()), asyncpg_listening(connect))


def _django(connection: Any) -> Source:
    # Connections belong to threads, names do not.
    name: str = connection.alias

    @contextlib.contextmanager
    def begin() -> Iterator[Any]:
        from django.db import connections, transaction

        own = connections[name]
        if not own.in_atomic_block:
            own.close_if_unusable_or_obsolete()
        with transaction.atomic(using=name):
            yield own

    return Source(False, begin)


_SOURCES: dict[tuple[str, str], Callable[[Any], Source]] = {
    ("sqlalchemy", "Engine"): _engine,
    ("sqlalchemy", "sessionmaker"): _engine,
    ("sqlalchemy", "scoped_session"): _registry,
    ("sqlalchemy", "AsyncEngine"): _async_engine,
    ("sqlalchemy", "async_sessionmaker"): _async_sessions,
    ("psycopg_pool", "ConnectionPool"): _psycopg_pool,
    ("psycopg_pool", "AsyncConnectionPool"): _async_psycopg_pool,
    ("asyncpg", "Pool"): _asyncpg_pool,
    ("django", "BaseDatabaseWrapper"): _django,
    ("django", "ConnectionProxy"): _django,
}
