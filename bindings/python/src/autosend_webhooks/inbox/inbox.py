"""`Inbox`: deliveries in the application's own database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Callable, Optional, TypeVar, Union

from .. import clock
from ..delivery import Delivery
from .arrival import arrival_of
from .clients import Client
from .engines import Engine
from .errors import InboxError
from .handling import (
    Handler,
    awaited,
    begun,
    begun_async,
    call,
    call_async,
    plain,
    refuse_async,
    survive,
    survive_async,
)
from .postgres import Postgres
from .sources import Source, is_function, source_of
from .sqlite import Sqlite
from .statements import Asked, Statements, Stored, run, run_async, version

T = TypeVar("T")
Ask = Callable[[Statements], Asked[T]]

WINDOW = 8 * 24 * 3600
"""How old an event may be that is handed to handlers, in seconds: longer than AutoSend sends again."""

_APART = 0.05
"""The least time between two notifications, in seconds: workers that miss one look for themselves."""

_STATEMENTS: dict[str, Statements] = {"postgres": Postgres(), "sqlite": Sqlite()}


class Inbox:
    """Deliveries in the application's own database, on PostgreSQL or SQLite: each is processed once.

        inbox = Inbox(engine)
        inbox.migrate()  # once, when you deploy

        with Session.begin() as session:
            if inbox.first(delivery, session):
                session.add(Bounce(address=delivery.event.data.to.email))

    The mark that a delivery was seen and the effect of its handler commit together: where one is there so is the other,
    whatever dies in between. Another process with the same delivery waits until the first has committed; after five
    seconds on PostgreSQL, unless `lock_timeout` is set, it gets InboxError, `inbox_busy`: answer 503.

    `source` is where the inbox begins transactions of its own, for `Webhooks(inbox=...)`, `store` and `work`: an
    engine or a sessionmaker of SQLAlchemy, async ones too, a pool of psycopg or asyncpg, `django.db.connection`, an
    address (postgresql://... for psycopg, else the path of an SQLite file), or a function that gives one of these or a
    new connection. `first` needs none. `window` is how old an event may be that `store` hands to the workers, in
    seconds or as a timedelta. `notify` says whether `store` wakes workers of other processes, and theirs listen, each
    over a connection more (an address, and pools of psycopg and asyncpg; others look each second). Not behind a pooler
    that hands connections on.

    The methods with `_async` are for async clients.
    """

    def __init__(self, source: Any = None, *, window: clock.Span = WINDOW, notify: bool = True) -> None:
        self._given = source
        self.notify = notify
        self._notified = 0.0
        self._window = round(clock.span_millis(window))
        self._is_checked = False
        # A function says it when it is called.
        self._is_plain = source is not None and not is_function(source) and not source_of(source).is_async

    def __repr__(self) -> str:
        # An address may hold a password.
        return f"<Inbox on {type(self._given).__name__}>"

    def first(self, delivery: Delivery, transaction: Any, headers: Any = None) -> bool:
        """Whether a delivery was not seen before. From the commit of `transaction` on it is, not if it is rolled back.

        `transaction` is the client's own object: a connection of psycopg, sqlite3, SQLAlchemy or Django, or a session.
        The delivery is archived, with those of `headers` that belong to it. Raises InboxError: roll back then.
        """
        return self._within(transaction, _first(delivery, headers))

    async def first_async(self, delivery: Delivery, transaction: Any, headers: Any = None) -> bool:
        """`first` for asyncpg, and for the async connections and sessions of psycopg and SQLAlchemy."""
        return await self._within_async(transaction, _first(delivery, headers))

    def migrate(self, transaction: Any = None, *, partition_by: Optional[str] = None) -> None:
        """Makes the tables or brings them up to date, in a transaction of its own or in a given one.

        `partition_by="day"` gives tables that hold nothing yet a partition for each day, on PostgreSQL: what is old is
        then dropped and not deleted. The tables remember it. Raises InboxError, `not_partitioned` where that can't be.
        """
        ask = _migration(partition_by)
        if transaction is None:
            begun(self._plain_source(), lambda native: _run(ask, native))
        else:
            _run(ask, transaction)

    async def migrate_async(self, transaction: Any = None, *, partition_by: Optional[str] = None) -> None:
        """`migrate` for async clients."""
        ask = _migration(partition_by)
        if transaction is None:
            await begun_async(self._async_source(), lambda native: _run_async(ask, native))
        else:
            await _run_async(ask, transaction)

    def maintain(self) -> None:
        """Makes the partitions of the days to come, where there is one for each day. Raises InboxError.

        A worker does so each hour, and so does `autosend-webhooks inbox serve`. Call it daily where neither runs; what
        comes without a partition is stored, in a default one, and moved to its own as soon as that is made.
        """
        self.own(add_days)

    async def maintain_async(self) -> None:
        """`maintain` for async clients."""
        await self.own_async(add_days)

    def store(self, delivery: Delivery, headers: Any = None) -> Stored:
        """Stores a delivery for `work`, and returns what became of it; answer 200 then. Raises InboxError."""
        return self.own(self._append(delivery, headers))

    async def store_async(self, delivery: Delivery, headers: Any = None) -> Stored:
        """`store` for async clients."""
        return await self.own_async(self._append(delivery, headers))

    def replay(self, seq: int, transaction: Any = None) -> None:
        """Has a stored delivery processed by the workers again: a dead letter, or one kept from the handlers."""
        ask: Ask[None] = lambda statements: statements.replay(seq)  # noqa: E731
        if transaction is None:
            self.own(ask)
        else:
            self._within(transaction, ask)

    async def replay_async(self, seq: int) -> None:
        """`replay` for async clients."""
        await self.own_async(lambda statements: statements.replay(seq))

    def work(self, webhooks: Any, **options: Any) -> None:
        """Processes what is stored, with the handlers of `webhooks`, until the process is asked to end by a signal.

        Each delivery has a transaction: the effects of its handlers and the mark that it is done commit together. A
        worker's lease is renewed by a thread of its own; who lost it is rolled back. `options` are those of
        `WorkOptions`. Not for event loops.
        """
        from .options import WorkOptions
        from .worker import work

        asyncio.run(work(self, webhooks, WorkOptions(**options), signals=True))

    async def work_async(self, webhooks: Any, **options: Any) -> None:
        """`work` in an event loop, until its task is cancelled."""
        from .options import WorkOptions
        from .worker import work

        await work(self, webhooks, WorkOptions(**options))

    def consume(self, webhooks: Any, engine: Union[Engine, str], **options: Any) -> None:
        """Processes what receivers have put into an engine, as `work` does what is in the inbox's own tables.

            inbox.consume(webhooks, "nats://localhost:4222")

        `engine` is a `JetStream` or a `RedisStreams`, or the address that the receivers have. Each delivery has a
        transaction of this inbox's client, in which `first` marks it and the handlers have their effects; the engine is
        told after the commit. So the effect happens once, though an engine hands out a delivery twice. Any number of
        workers share an engine, in Rust, Python and Node; give all of them the same `lease`. `options` are those of
        `WorkOptions`. While the engine or the database is gone, it waits. Not for event loops.
        """
        from .options import WorkOptions
        from .worker import consume

        asyncio.run(consume(self, webhooks, engine, WorkOptions(**options), signals=True))

    async def consume_async(self, webhooks: Any, engine: Union[Engine, str], **options: Any) -> None:
        """`consume` in an event loop, until its task is cancelled."""
        from .options import WorkOptions
        from .worker import consume

        await consume(self, webhooks, engine, WorkOptions(**options))

    def accept(self, handler: Handler) -> None:
        """Refuses an async handler where the client is known to be a plain one. Raises InboxError."""
        if self._is_plain:
            refuse_async([handler])

    def is_its(self, error: BaseException) -> bool:
        """Whether an error is one of the inbox, and not of a handler."""
        return isinstance(error, InboxError)

    def receive(self, delivery: Delivery, headers: Any, handlers: Sequence[Handler], is_stored: bool) -> Any:
        """What `Webhooks` does with a delivery: stores it for the workers, or calls its handlers with a transaction.

        Returns a `Stored`, or an awaitable of one where the client is an async one. Raises InboxError, or what
        the handlers raise.
        """
        source = self.source()
        if is_stored:
            ask = self._append(delivery, headers)
            return self.own_async(ask, source) if source.is_async else self.own(ask, source)
        process = self.process_async if source.is_async else self.process
        return process(source, delivery, headers, handlers)

    def handle(self, source: Source, handlers: Sequence[Handler], done: Ask[None]) -> None:
        """What a worker does with a delivery: calls its handlers, and marks it as done in their transaction."""
        refuse_async(handlers)

        def body(native: Any) -> None:
            call(handlers, native)
            self._within(native, done)

        begun(source, body)

    async def handle_async(self, source: Source, handlers: Sequence[Handler], done: Ask[None]) -> None:
        """`handle` with an async client."""

        async def body(native: Any) -> None:
            await call_async(handlers, native)
            await self._within_async(native, done)

        await begun_async(source, body)

    def process(self, source: Source, delivery: Delivery, headers: Any, handlers: Sequence[Handler]) -> Stored:
        """Calls the handlers of a delivery that was not seen before, and marks it in their transaction."""
        refuse_async(handlers)
        ask_first = _first(delivery, headers)

        def body(native: Any) -> Stored:
            if not self._within(native, ask_first):
                return Stored("duplicate")
            call(handlers, native)
            survive(plain(native))
            return Stored("new")

        return begun(source, body)

    async def process_async(
        self, source: Source, delivery: Delivery, headers: Any, handlers: Sequence[Handler]
    ) -> Stored:
        """`process` with an async client."""
        ask_first = _first(delivery, headers)

        async def body(native: Any) -> Stored:
            if not await self._within_async(native, ask_first):
                return Stored("duplicate")
            await call_async(handlers, native)
            await survive_async(awaited(native))
            return Stored("new")

        return await begun_async(source, body)

    def source(self) -> Source:
        """Where a transaction begins. Raises InboxError."""
        if self._given is None:
            raise InboxError("no_source")
        return source_of(self._given)

    def own(self, ask: Ask[T], source: Optional[Source] = None) -> T:
        """Asks in a transaction of its own."""
        return begun(source or self._plain_source(), lambda native: self._within(native, ask))

    async def own_async(self, ask: Ask[T], source: Optional[Source] = None) -> T:
        """Asks in a transaction of its own, with an async client."""
        return await begun_async(source or self._async_source(), lambda native: self._within_async(native, ask))

    def _plain_source(self) -> Source:
        source = self.source()
        if source.is_async:
            raise InboxError("async_client")
        return source

    def _async_source(self) -> Source:
        source = self.source()
        if not source.is_async:
            raise InboxError("sync_client")
        return source

    def _within(self, native: Any, ask: Ask[T]) -> T:
        client = plain(native)
        return run(self._asked(client, ask), client)

    async def _within_async(self, native: Any, ask: Ask[T]) -> T:
        client = awaited(native)
        return await run_async(self._asked(client, ask), client)

    def _asked(self, client: Client, ask: Ask[T]) -> Asked[T]:
        """Asks, at the first time after whether the tables are those of this version."""
        if not self._is_checked:
            yield from version(client.dialect)
            self._is_checked = True
        return (yield from ask(_STATEMENTS[client.dialect]))

    def _append(self, delivery: Delivery, headers: Any) -> Ask[Stored]:
        arrival = arrival_of(delivery, headers)
        before = clock.now_millis() - self._window

        def ask(statements: Statements) -> Asked[Stored]:
            stored = yield from statements.append(arrival, before)
            if stored.outcome == "new" and self._is_to_notify():
                yield from statements.notify()
            return stored

        return ask

    def _is_to_notify(self) -> bool:
        """Not for each: a notification takes a lock that all commits share."""
        now = time.monotonic()
        if not self.notify or now - self._notified < _APART:
            return False
        self._notified = now
        return True


def add_days(statements: Statements) -> Asked[None]:
    """Makes the partitions of the days to come."""
    return statements.add_days()


def _migration(partition_by: Optional[str]) -> Ask[None]:
    if partition_by not in (None, "day"):
        raise ValueError(f"partition_by must be 'day' or None, got {partition_by!r}")

    def ask(statements: Statements) -> Asked[None]:
        yield from statements.migrate()
        if partition_by is not None:
            yield from statements.by_day()

    return ask


def _run(ask: Ask[T], native: Any) -> T:
    """Asks, whatever version the tables have."""
    client = plain(native)
    return run(ask(_STATEMENTS[client.dialect]), client)


async def _run_async(ask: Ask[T], native: Any) -> T:
    """The same with an async client."""
    client = awaited(native)
    return await run_async(ask(_STATEMENTS[client.dialect]), client)


def _first(delivery: Delivery, headers: Any) -> Ask[bool]:
    arrival = arrival_of(delivery, headers)
    return lambda statements: statements.first(arrival)
