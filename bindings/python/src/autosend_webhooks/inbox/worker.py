"""Workers: claim, begin, call the handlers, write down how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import inspect
import logging
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Optional, TypeVar

from ..delivery import Delivery
from ..errors import WebhookError
from ..read import restore_delivery
from .arrival import storable
from .errors import InboxError
from .inbox import Ask, Inbox, add_days
from .listening import Listen
from .statements import Asked, Job, Lease, Statements

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")
_ERROR_LENGTH = 2000
_MAINTAINED_EVERY, _MAINTAINED_AGAIN = 3600, 10
"""How often a worker looks after the tables, in seconds, and how soon again where that failed."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class WorkOptions:
    """How a worker works; times are in seconds."""

    max_concurrent: int = 8
    """How many deliveries it processes at the same time."""
    lease: float = 60
    """How long it may be silent before another worker takes what it has; renewed at a third of that."""
    timeout: float = 600
    """How long the handlers of a delivery may take; then the lease is not renewed any more."""
    attempts: int = 20
    """After this many a delivery is a dead letter."""
    first_backoff: float = 5
    """The longest delay after the first failed attempt; it doubles with each, and is drawn at random below."""
    longest_backoff: float = 3600
    """The longest delay of all."""
    poll: float = 1
    """How often to look for what other processes stored; the delay varies, so that workers spread."""
    drain: float = 30
    """How long to wait for handlers at the end; what they have not done then is free again."""
    burst: bool = False
    """Whether to end as soon as nothing waits, now or later."""

    def __post_init__(self) -> None:
        if self.max_concurrent < 1 or self.attempts < 1:
            raise ValueError("max_concurrent and attempts must be at least 1")
        for name in ("lease", "timeout", "poll"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be a positive number of seconds, got {getattr(self, name)!r}")

    def backoff(self, attempt: int) -> float:
        """A delay after a number of failed attempts, from 1."""
        ceiling = min(self.longest_backoff, self.first_backoff * 2.0 ** min(attempt - 1, 60))
        return random.uniform(0, ceiling)  # noqa: S311


class HandlerError(Exception):
    """What a handler raises to say when to try again, in seconds, or that it makes no sense to try again."""

    def __init__(self, message: str, *, retry_after: Optional[float] = None, is_permanent: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.is_permanent = is_permanent


class _Leases:
    """The leases that a worker holds, kept alive by a thread that no handler can block."""

    def __init__(self, inbox: Inbox, lease: float) -> None:
        self._inbox = inbox
        self._lease = lease
        self._held: dict[Lease, float] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="inbox-leases", daemon=True).start()

    def hold(self, lease: Lease, timeout: float) -> None:
        with self._lock:
            self._held[lease] = time.monotonic() + timeout

    def let_go(self, lease: Lease) -> None:
        with self._lock:
            self._held.pop(lease, None)

    def close(self) -> None:
        self._closed.set()

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        try:
            while not self._closed.wait(self._lease / 3):
                now = time.monotonic()
                with self._lock:
                    held = [lease for lease, until in self._held.items() if until > now]
                if held:
                    self._renew(held, loop)
        finally:
            loop.close()

    def _renew(self, held: list[Lease], loop: asyncio.AbstractEventLoop) -> None:
        def ask(statements: Statements) -> Asked[list[Lease]]:
            return statements.renew(held, round(self._lease * 1000))

        try:
            source = self._inbox.source()
            if source.is_async:
                lost = loop.run_until_complete(self._inbox.own_async(ask, source.elsewhere()))
            else:
                lost = self._inbox.own(ask)
        except Exception:
            # It is tried again at the next third; meanwhile the fence protects.
            _LOGGER.warning("the leases of %d deliveries could not be renewed", len(held), exc_info=True)
            return
        for lease in lost:
            self.let_go(lease)


class Worker:
    """Claims deliveries and has them handled, some at the same time."""

    def __init__(self, inbox: Inbox, webhooks: Any, options: WorkOptions) -> None:
        self._inbox = inbox
        self._webhooks = webhooks
        self._options = options
        self._leases = _Leases(inbox, options.lease)
        self._threads = ThreadPoolExecutor(options.max_concurrent + 1, "inbox")
        self._tasks: dict[asyncio.Task[None], Lease] = {}
        self._alone: Optional[asyncio.Task[None]] = None
        self._woken = asyncio.Event()
        self._closed = threading.Event()
        self._listener: Optional[threading.Thread] = None

    async def run(self, stop: asyncio.Event) -> None:
        """Works until told to stop, and waits for what it has begun."""
        maintenance = asyncio.ensure_future(self._maintain(await self._maintained()))
        try:
            while not stop.is_set():
                if await self._claim():
                    continue
                if self._options.burst and not self._tasks and await self._next_due() is None:
                    return
                await self._pause(stop)
            await self._drain()
        finally:
            for task in (maintenance, *self._tasks):
                task.cancel()
            self._leases.close()
            self._closed.set()
            self._threads.shutdown(wait=False)

    async def _maintain(self, pause: float) -> None:
        """Looks after the tables, for ever."""
        while True:
            await asyncio.sleep(pause)
            pause = await self._maintained()

    async def _maintained(self) -> float:
        """Looks after the tables once; returns when to do so again, in seconds."""
        try:
            await self._ask(add_days)
        except InboxError as error:
            _LOGGER.warning("the partitions of the days to come could not be made: %s", error)
            return _MAINTAINED_AGAIN
        return _MAINTAINED_EVERY

    async def _claim(self) -> bool:
        """Takes as many as there is room for, and starts them; whether there may be more."""
        room = self._options.max_concurrent - len(self._tasks)
        if room == 0 or self._alone in self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            return True
        try:
            jobs = await self._ask(lambda statements: statements.claim(room, round(self._options.lease * 1000)))
        except InboxError as error:
            _LOGGER.warning("no delivery could be claimed: %s", error)
            return False
        for job in jobs:
            self._leases.hold(job.lease, self._options.timeout)
            if job.is_suspect and self._tasks:
                # It may end this process: what is at work may end before, unless that takes long.
                await asyncio.wait(set(self._tasks), timeout=self._options.lease / 3)
            task = asyncio.ensure_future(self._work_on(job))
            if job.is_suspect:
                self._alone = task
            self._tasks[task] = job.lease
            task.add_done_callback(self._ended)
        return bool(jobs)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._leases.let_go(self._tasks.pop(task))
        if not task.cancelled() and task.exception() is not None:
            _LOGGER.error("a worker's task failed", exc_info=task.exception())

    async def _next_due(self) -> Optional[int]:
        try:
            return await self._ask(lambda statements: statements.next_due())
        except InboxError:
            return 0

    async def _pause(self, stop: asyncio.Event) -> None:
        """Until the next one is due or one has ended, at most until the next look."""
        due = await self._next_due()
        look = self._options.poll * random.uniform(0.75, 1.25)  # noqa: S311
        waits = [asyncio.ensure_future(event.wait()) for event in (stop, self._woken)]
        # What is overdue and was not claimed is what the database could not give.
        seconds = look if due is None or due <= 0 else min(look, due / 1000)
        await asyncio.wait({*waits, *self._tasks}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        self._woken.clear()
        for wait in waits:
            wait.cancel()

    async def _drain(self) -> None:
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=self._options.drain)
        for lease in list(self._tasks.values()):
            # Where this fails the lease runs out.
            with contextlib.suppress(InboxError):
                await self._ask(lambda statements, lease=lease: statements.retry(lease, 0, None))  # type: ignore[misc]

    def _follow(self, listen: Listen, loop: asyncio.AbstractEventLoop) -> None:
        """Listens until the worker ends, again and again where the connection breaks."""
        while not self._closed.is_set():
            try:
                listen(lambda: loop.call_soon_threadsafe(self._woken.set), self._closed)
            except Exception as error:
                _LOGGER.debug("no notifications: %s", error)
            self._closed.wait(1)

    async def _ask(self, ask: Ask[T]) -> T:
        source = await self._in_thread(self._inbox.source)
        if self._listener is None and self._inbox.notify and source.listen is not None:
            following = (source.listen, asyncio.get_running_loop())
            self._listener = threading.Thread(target=self._follow, args=following, name="inbox-wake", daemon=True)
            self._listener.start()
        if source.is_async:
            return await self._inbox.own_async(ask, source)
        return await self._in_thread(self._inbox.own, ask, source)

    async def _in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(context.run, function, *arguments))

    async def _work_on(self, job: Job) -> None:
        """One attempt, to its end."""
        if job.attempt > self._options.attempts:
            error = "the process ended before the handlers did, at every attempt"
            await self._write(job, lambda statements: statements.bury(job.lease, error))
            return
        delivery: Optional[Delivery] = None
        try:
            delivery = restore_delivery(job.delivery_id, job.body, job.sent, job.secret, job.headers)
            await self._handle(job, delivery)
        except InboxError as error:
            if error.code == "lease_lost":
                _LOGGER.warning("%s: %s", job.delivery_id, error)
                return
            await self._failed(job, delivery, error)
        except WebhookError as error:
            await self._failed(job, delivery, HandlerError(str(error), is_permanent=True))
        except Exception as error:
            await self._failed(job, delivery, error)

    async def _handle(self, job: Job, delivery: Delivery) -> None:
        """Begin, handlers, fenced done, commit."""
        handlers = self._webhooks.handlers_of(delivery)

        def done(statements: Statements) -> Asked[None]:
            return statements.done(job.lease)

        source = await self._in_thread(self._inbox.source)
        if source.is_async:
            handled = self._inbox.handle_async(source, handlers, done)
            await asyncio.wait_for(handled, self._options.timeout)
        else:
            await self._in_thread(self._inbox.handle, source, handlers, done)

    async def _failed(self, job: Job, delivery: Optional[Delivery], error: Exception) -> None:
        _LOGGER.error("attempt %d at %s failed", job.attempt, job.delivery_id, exc_info=error)
        await self._report(error, delivery)
        text = storable(f"{type(error).__name__}: {error}")[:_ERROR_LENGTH]
        if getattr(error, "is_permanent", False) is True or job.attempt >= self._options.attempts:
            await self._write(job, lambda statements: statements.bury(job.lease, text))
            return
        after = getattr(error, "retry_after", None)
        seconds = after if isinstance(after, (int, float)) else self._options.backoff(job.attempt)
        await self._write(job, lambda statements: statements.retry(job.lease, round(seconds * 1000), text))

    async def _report(self, error: Exception, delivery: Optional[Delivery]) -> None:
        if self._webhooks.on_error is None:
            return
        try:
            value = await self._in_thread(self._webhooks.on_error, error, delivery)
            if inspect.isawaitable(value):
                await value
        except Exception:
            _LOGGER.error("on_error failed", exc_info=True)

    async def _write(self, job: Job, ask: Ask[None]) -> None:
        """Writes down how an attempt ended; what can't be written is tried until the lease has ended."""
        until = time.monotonic() + self._options.lease
        while True:
            try:
                await self._ask(ask)
                return
            except InboxError as error:
                if error.code == "lease_lost" or time.monotonic() > until:
                    _LOGGER.warning("%s: %s", job.delivery_id, error)
                    return
            await asyncio.sleep(0.1)


async def work(inbox: Inbox, webhooks: Any, options: WorkOptions, signals: bool = False) -> None:
    """Works until it is cancelled; with `signals`, until the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if signals and threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, stop.set)
    await Worker(inbox, webhooks, options).run(stop)
