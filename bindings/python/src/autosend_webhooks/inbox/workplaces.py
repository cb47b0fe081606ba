"""Where a worker's deliveries come from, and where it writes down how they ended."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import logging
import threading
import time
from collections.abc import Awaitable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Optional, Protocol, TypeVar

from ..delivery import Delivery
from .engines import Consumer, Ending
from .errors import InboxError
from .handling import Handler
from .inbox import Ask, Inbox, add_days
from .listening import Listen
from .statements import Asked, Job, Lease, Statements

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")


class Workplace(Protocol):
    """What a worker does in a store. Times are in milliseconds. All raise InboxError."""

    async def maintain(self) -> None:
        """Looks after the tables."""
        ...

    async def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due."""
        ...

    async def next_due(self) -> Optional[int]:
        """In how many milliseconds something is due; None if nothing waits."""
        ...

    async def process(self, job: Job, delivery: Delivery, handlers: Sequence[Handler], timeout: float, /) -> None:
        """Calls handlers in a transaction with the mark of the delivery. Raises what they raise, too."""
        ...

    async def retry(self, lease: Lease, delay: int, error: Optional[str]) -> None:
        """Frees a delivery for another attempt; without an error the attempt was no failure."""
        ...

    async def bury(self, lease: Lease, error: str) -> None:
        """Makes a dead letter of a delivery."""
        ...

    def renew(self, leases: Sequence[Lease], lease: int, loop: asyncio.AbstractEventLoop, /) -> list[Lease]:
        """Makes leases end later, in a thread that has this event loop; returns those that are another's by now."""
        ...

    def close(self) -> None:
        """Ends what it has begun."""
        ...


class Threads:
    """Where plain functions run, beside the event loop."""

    def __init__(self, size: int) -> None:
        self._pool = ThreadPoolExecutor(size, "inbox")

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """Calls a function in a thread, with the context at hand."""
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, functools.partial(context.run, function, *arguments))

    def close(self) -> None:
        """Lets end what runs."""
        self._pool.shutdown(wait=False)


async def written(write: Callable[[], Awaitable[None]], seconds: float, what: str) -> None:
    """Writes something down; what can't be written is tried until a lease has ended."""
    until = time.monotonic() + seconds
    while True:
        try:
            await write()
            return
        except InboxError as error:
            if error.code == "lease_lost" or time.monotonic() > until:
                _LOGGER.warning("%s: %s", what, error)
                return
        await asyncio.sleep(0.1)


class Tables:
    """What `Inbox.store` has stored, in the database of the effects: the mark that a delivery is done is fenced."""

    def __init__(self, inbox: Inbox, threads: Threads, wake: Callable[[], object]) -> None:
        self._inbox = inbox
        self._threads = threads
        self._wake = wake
        self._closed = threading.Event()
        self._listener: Optional[threading.Thread] = None

    async def maintain(self) -> None:
        """Makes the partitions of the days to come."""
        await self._ask(add_days)

    async def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due."""
        return await self._ask(lambda statements: statements.claim(limit, lease))

    async def next_due(self) -> Optional[int]:
        """In how many milliseconds a job is due."""
        return await self._ask(lambda statements: statements.next_due())

    async def process(self, job: Job, _: Delivery, handlers: Sequence[Handler], timeout: float, /) -> None:
        """Begin, handlers, fenced done, commit."""

        def done(statements: Statements) -> Asked[None]:
            return statements.done(job.lease)

        source = await self._threads.run(self._inbox.source)
        if source.is_async:
            await asyncio.wait_for(self._inbox.handle_async(source, handlers, done), timeout)
        else:
            await self._threads.run(self._inbox.handle, source, handlers, done)

    async def retry(self, lease: Lease, delay: int, error: Optional[str]) -> None:
        """Frees a job for another attempt."""
        await self._ask(lambda statements: statements.retry(lease, delay, error))

    async def bury(self, lease: Lease, error: str) -> None:
        """Makes a dead letter of a job."""
        await self._ask(lambda statements: statements.bury(lease, error))

    def renew(self, leases: Sequence[Lease], lease: int, loop: asyncio.AbstractEventLoop) -> list[Lease]:
        """Makes leases end later, over a connection more."""

        def ask(statements: Statements) -> Asked[list[Lease]]:
            return statements.renew(leases, lease)

        source = self._inbox.source()
        if source.is_async:
            return loop.run_until_complete(self._inbox.own_async(ask, source.elsewhere()))
        return self._inbox.own(ask)

    def close(self) -> None:
        """Stops to listen."""
        self._closed.set()

    async def _ask(self, ask: Ask[T]) -> T:
        source = await self._threads.run(self._inbox.source)
        if self._listener is None and self._inbox.notify and source.listen is not None:
            following = (source.listen, asyncio.get_running_loop())
            self._listener = threading.Thread(target=self._follow, args=following, name="inbox-wake", daemon=True)
            self._listener.start()
        if source.is_async:
            return await self._inbox.own_async(ask, source)
        return await self._threads.run(self._inbox.own, ask, source)

    def _follow(self, listen: Listen, loop: asyncio.AbstractEventLoop) -> None:
        """Listens until the worker ends, again and again where the connection breaks."""
        while not self._closed.is_set():
            try:
                listen(lambda: loop.call_soon_threadsafe(self._wake), self._closed)
            except Exception as error:
                _LOGGER.debug("no notifications: %s", error)
            self._closed.wait(1)


class Streams:
    """What receivers have put into an engine: marked in the database of the effects, and acknowledged then."""

    def __init__(self, inbox: Inbox, consumer: Consumer, threads: Threads, lease: float) -> None:
        self._inbox = inbox
        self._consumer = consumer
        self._threads = threads
        self._lease = lease

    async def maintain(self) -> None:
        """Makes the partitions of the days to come, for the marks."""
        source = await self._threads.run(self._inbox.source)
        if source.is_async:
            await self._inbox.own_async(add_days, source)
        else:
            await self._threads.run(self._inbox.own, add_days, source)

    async def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due."""
        return await self._threads.run(self._consumer.claim, limit, lease)

    async def next_due(self) -> Optional[int]:
        """In how many milliseconds something is due, as far as the engine tells."""
        return await self._threads.run(self._consumer.next_due)

    async def process(self, job: Job, delivery: Delivery, handlers: Sequence[Handler], timeout: float) -> None:
        """Begin, first, handlers, commit, acknowledge. Of what was seen before no handler is called."""
        source = await self._threads.run(self._inbox.source)
        if source.is_async:
            await asyncio.wait_for(self._inbox.process_async(source, delivery, job.headers, handlers), timeout)
        else:
            await self._threads.run(self._inbox.process, source, delivery, job.headers, handlers)
        # Where this fails the delivery comes again, and is a duplicate.
        await written(lambda: self._end(job.lease, Ending("done")), self._lease, job.delivery_id)

    async def retry(self, lease: Lease, delay: int, error: Optional[str]) -> None:
        """Frees a delivery for another attempt."""
        await self._end(lease, Ending("release") if error is None else Ending("retry", delay, error))

    async def bury(self, lease: Lease, error: str) -> None:
        """Makes a dead letter of a delivery."""
        await self._end(lease, Ending("dead", 0, error))

    def renew(self, leases: Sequence[Lease], lease: int, _: asyncio.AbstractEventLoop, /) -> list[Lease]:
        """Makes leases end later."""
        return self._consumer.renew(leases, lease)

    def close(self) -> None:
        """Ends the connection."""
        self._consumer.close()

    async def _end(self, lease: Lease, ending: Ending) -> None:
        if not await self._threads.run(self._consumer.finish, lease, ending):
            raise InboxError("lease_lost", f"delivery {lease.seq}")
