"""An inbox on every client that it knows, and the effect of a handler with each."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, Callable, NamedTuple, Optional

import databases
import psycopg
from autosend_webhooks.inbox import Inbox

_EFFECT = "INSERT INTO effect (number) VALUES ({})"


class Kind(NamedTuple):
    """A client."""

    inbox: Callable[[str], Inbox]
    effect: Callable[[Any, int], Optional[Awaitable[Any]]]
    """Writes a row in the transaction that a handler has got."""
    is_async: bool = False
    is_sqlite: bool = False

    def database(self, folder: Path) -> str:
        """An empty database, with a table of effects and the inbox's tables."""
        address = str(folder / "app.db") if self.is_sqlite else databases.postgres()
        with connected(address) as connection:
            connection.execute("CREATE TABLE effect (number BIGINT NOT NULL)")
            connection.commit()
        Inbox(address).migrate()
        return address


def connected(address: str) -> Any:
    """A connection for looking at a database."""
    return psycopg.connect(address) if "://" in address else sqlite3.connect(address)


def _execute(connection: Any, number: int) -> Any:
    return connection.execute(_EFFECT.format(number))


def _sqlalchemy(address: str, driver: str) -> str:
    return address.replace("postgresql://", f"postgresql+{driver}://") if "://" in address else f"{driver}:///{address}"


def _text(session: Any, number: int) -> Any:
    import sqlalchemy

    return session.execute(sqlalchemy.text(_EFFECT.format(number)))


def _engine(address: str, driver: str) -> Any:
    import sqlalchemy

    return sqlalchemy.create_engine(_sqlalchemy(address, driver))


def _sessions(address: str, driver: str) -> Any:
    from sqlalchemy.orm import sessionmaker

    return sessionmaker(_engine(address, driver))


def _async_engine(address: str, driver: str) -> Any:
    from sqlalchemy.ext.asyncio import create_async_engine

    return create_async_engine(_sqlalchemy(address, driver))


def _async_sessions(address: str, driver: str) -> Any:
    from sqlalchemy.ext.asyncio import async_sessionmaker

    return async_sessionmaker(_async_engine(address, driver))


def _psycopg_pool(address: str) -> Any:
    from psycopg_pool import ConnectionPool

    return ConnectionPool(address, min_size=1, max_size=8, open=True)


def _async_pool(make: Callable[[], Any]) -> Callable[[], Any]:
    """One that is opened in the event loop that uses it."""
    pool: Any = None

    def given() -> Any:
        nonlocal pool
        if pool is None:
            pool = make()
        return pool

    return given


async def _asyncpg(address: str) -> Any:
    import asyncpg

    return await asyncpg.connect(address)


def _django(address: str) -> Any:
    from django.conf import settings

    if not settings.configured:
        engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": address}
        if "://" in address:
            info = psycopg.conninfo.conninfo_to_dict(address)
            names = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port"}
            engine = {"ENGINE": "django.db.backends.postgresql"} | {key: str(info[name]) for key, name in names.items()}
        else:
            engine["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}  # type: ignore[assignment]
        settings.configure(DATABASES={"default": engine})
        __import__("django").setup()
    from django.db import connection

    return connection


def _django_effect(connection: Any, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EFFECT.format(number))


KINDS: dict[str, Kind] = {
    "psycopg": Kind(lambda address: Inbox(_psycopg_pool(address)), _execute),
    "psycopg-async": Kind(lambda address: Inbox(lambda: psycopg.AsyncConnection.connect(address)), _execute, True),
    "asyncpg": Kind(lambda address: Inbox(lambda: _asyncpg(address)), _execute, True),
    "sqlite3": Kind(Inbox, _execute, is_sqlite=True),
    "sqlalchemy-connection": Kind(lambda address: Inbox(_engine(address, "psycopg")), _text),
    "sqlalchemy-session": Kind(lambda address: Inbox(_sessions(address, "psycopg")), _text),
    "sqlalchemy-async-connection": Kind(lambda address: Inbox(_async_engine(address, "asyncpg")), _text, True),
    "sqlalchemy-async-session": Kind(lambda address: Inbox(_async_sessions(address, "asyncpg")), _text, True),
    "sqlalchemy-sqlite": Kind(lambda address: Inbox(_sessions(address, "sqlite")), _text, is_sqlite=True),
    "sqlalchemy-async-sqlite": Kind(
        lambda address: Inbox(_async_sessions(address, "sqlite+aiosqlite")), _text, True, is_sqlite=True
    ),
    "django": Kind(lambda address: Inbox(_django(address)), _django_effect),
    "django-sqlite": Kind(lambda address: Inbox(_django(address)), _django_effect, is_sqlite=True),
}
"""By name."""

DELIVERIES = int(os.environ.get("AUTOSEND_WEBHOOKS_DELIVERIES", "20"))
"""How many deliveries a run has."""
