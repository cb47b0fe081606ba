"""What `first` says to a transaction that can't hold a mark: `python refusals.py CLIENT ADDRESS` prints codes as JSON.

A process of its own for each client, since Django's settings are for one database in a process.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, Callable

import psycopg
from autosend_webhooks import Verifier
from autosend_webhooks.inbox import Inbox, InboxError
from autosend_webhooks.testing import signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS, connected

BROKEN = "SELECT nothing FROM nowhere"


def _url(name: str, address: str) -> str:
    driver = "asyncpg" if "async" in name else "psycopg"
    if "://" in address:
        return address.replace("postgresql", f"postgresql+{driver}")
    return f"sqlite+aiosqlite:///{address}" if "async" in name else f"sqlite:///{address}"


@contextlib.contextmanager
def opened(name: str, address: str, commits_each: bool) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """A plain client's transaction, or what commits each statement, and how to run a statement that fails."""
    if name == "psycopg":
        with psycopg.connect(address, autocommit=commits_each) as connection:
            yield connection, lambda: connection.execute(BROKEN)
            connection.rollback()
    elif name == "sqlite3":
        import sqlite3

        with contextlib.closing(sqlite3.connect(address, isolation_level=None if commits_each else "DEFERRED")) as own:
            yield own, lambda: own.execute(BROKEN)
    elif name.startswith("django"):
        # It makes the settings.
        KINDS[name].inbox(address)
        from django.db import connection as django
        from django.db import transaction

        scope = contextlib.nullcontext() if commits_each else transaction.atomic()
        with contextlib.suppress(Exception), scope:
            yield django, lambda: django.cursor().execute(BROKEN)
            raise InterruptedError
    else:
        import sqlalchemy
        from sqlalchemy.orm import Session

        options = {"isolation_level": "AUTOCOMMIT"} if commits_each else {}
        engine = sqlalchemy.create_engine(_url(name, address)).execution_options(**options)
        with Session(engine) if name != "sqlalchemy-connection" else engine.connect() as either:
            yield either, lambda: either.execute(sqlalchemy.text(BROKEN))
            either.rollback()


@contextlib.asynccontextmanager
async def opened_async(name: str, address: str, commits_each: bool) -> AsyncIterator[tuple[Any, Callable[[], Any]]]:
    """The same with an async client."""
    if name == "psycopg-async":
        async with await psycopg.AsyncConnection.connect(address, autocommit=commits_each) as connection:
            yield connection, lambda: connection.execute(BROKEN)
            await connection.rollback()
    elif name == "asyncpg":
        import asyncpg

        own = await asyncpg.connect(address)
        begun = own.transaction()
        if not commits_each:
            await begun.start()
        yield own, lambda: own.execute(BROKEN)
        own.terminate()
    else:
        import sqlalchemy
        from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

        options = {"isolation_level": "AUTOCOMMIT"} if commits_each else {}
        engine = create_async_engine(_url(name, address)).execution_options(**options)
        async with AsyncSession(engine) if name != "sqlalchemy-async-connection" else engine.connect() as either:
            yield either, lambda: either.execute(sqlalchemy.text(BROKEN))
            await either.rollback()
        await engine.dispose()


class Refusals:
    """What one client is told."""

    def __init__(self, name: str, address: str) -> None:
        self.name, self.address, self.kind = name, address, KINDS[name]
        request = signed_request("email.sent", SECRETS[0])
        self.request = request
        self.delivery = Verifier(SECRETS).verify(request.body, request.headers)

    def code(self, commits_each: bool = False, is_broken: bool = False, wrong: bool = False) -> str:
        """The code for a transaction in some state, with the method that is for it or with the other one."""
        if self.kind.is_async:
            return asyncio.run(self._code_async(commits_each, is_broken, wrong))
        with opened(self.name, self.address, commits_each) as (native, fail):
            if is_broken:
                with contextlib.suppress(Exception):
                    fail()
            try:
                if wrong:
                    asyncio.run(Inbox().first_async(self.delivery, native))
                else:
                    Inbox().first(self.delivery, native)
            except InboxError as error:
                return error.code
            return "none"

    async def _code_async(self, commits_each: bool, is_broken: bool, wrong: bool) -> str:
        async with opened_async(self.name, self.address, commits_each) as (native, fail):
            if is_broken:
                with contextlib.suppress(Exception):
                    await fail()
            try:
                if wrong:
                    Inbox().first(self.delivery, native)
                else:
                    await Inbox().first_async(self.delivery, native)
            except InboxError as error:
                return error.code
            return "none"

    def of_an_async_handler(self) -> str:
        """What becomes of a delivery with an async handler."""

        async def handler(event: Any) -> None: ...

        try:
            webhooks = Webhooks(SECRETS, inbox=self.kind.inbox(self.address))
            webhooks.on_any(handler)
            code = webhooks.handle(self.request.body, self.request.headers).body.get("code", "none")
        except InboxError as error:
            code = error.code
        return str(code)

    def all(self) -> dict[str, str]:
        """The code of each."""
        said = {"no tables": self.code()}
        Inbox(self.address).migrate()
        for version, what in ((99, "newer"), (0, "older"), (1, "as it should be")):
            with connected(self.address) as connection:
                connection.execute(f"UPDATE inbox_meta SET value = {version} WHERE name = 'version'")
                connection.commit()
            said[what] = self.code()
        said["commits each"] = self.code(commits_each=True)
        said["broken"] = self.code(is_broken=True)
        said["the other method"] = self.code(wrong=True)
        said["async handler"] = self.of_an_async_handler()
        return said


if __name__ == "__main__":
    print(json.dumps(Refusals(*sys.argv[1:]).all()))
