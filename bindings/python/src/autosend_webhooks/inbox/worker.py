"""Workers: claim, begin, call the handlers, write down how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import logging
import random
import signal
import threading
import time
from typing import Any, Callable, Optional

from ..delivery import Delivery
from ..errors import WebhookError
from ..read import restore_delivery
from .arrival import storable
from .engines import Engine, engine_of
from .errors import InboxError
from .inbox import Inbox
from .options import HandlerError, WorkOptions
from .statements import Job, Lease
from .workplaces import Streams, Tables, Threads, Workplace, written

_LOGGER = logging.getLogger(__name__)
_ERROR_LENGTH = 2000
_MAINTAINED_EVERY, _MAINTAINED_AGAIN = 3600, 10
"""How often a worker looks after the tables, in seconds, and how soon again where that failed."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Leases:
    """The leases that a worker holds, kept alive by a thread that no handler can block."""

    def __init__(self, place: Workplace, lease: float) -> None:
        self._place = place
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
        try:
            lost = self._place.renew(held, round(self._lease * 1000), loop)
        except Exception:
            # It is tried again at the next third; meanwhile the fence protects.
            _LOGGER.warning("the leases of %d deliveries could not be renewed", len(held), exc_info=True)
            return
        for lease in lost:
            self.let_go(lease)


class Worker:
    """Claims deliveries and has them handled, some at the same time."""

    def __init__(
        self,
        place: Callable[[Threads, Callable[[], object]], Workplace],
        webhooks: Any,
        options: WorkOptions,
    ) -> None:
        self._webhooks = webhooks
        self._options = options
        self._threads = Threads(options.max_concurrent + 1)
        self._woken = asyncio.Event()
        self._place = place(self._threads, self._woken.set)
        self._leases = _Leases(self._place, options.lease)
        self._tasks: dict[asyncio.Task[None], Lease] = {}
        self._alone: Optional[asyncio.Task[None]] = None

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
            self._place.close()
            self._threads.close()

    async def _maintain(self, pause: float) -> None:
        """Looks after the tables, for ever."""
        while True:
            await asyncio.sleep(pause)
            pause = await self._maintained()

    async def _maintained(self) -> float:
        """Looks after the tables once; returns when to do so again, in seconds."""
        try:
            await self._place.maintain()
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
            jobs = await self._place.claim(room, round(self._options.lease * 1000))
        except InboxError as error:
            _LOGGER.warning("no delivery could be claimed: %s", error)
            if error.code == "unsafe_setting":
                raise
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
            return await self._place.next_due()
        except InboxError:
            return 0

    async def _pause(self, stop: asyncio.Event) -> None:
        """Until the next one is due or one has ended, at most until the next look."""
        due = await self._next_due()
        look = self._options.poll * random.uniform(0.75, 1.25)  # noqa: S311
        waits = [asyncio.ensure_future(event.wait()) for event in (stop, self._woken)]
        # What is overdue and was not claimed is what the database could not give.
        seconds = look if due is None or due <= 0 else min(look, due / 1000)
        try:
            await asyncio.wait({*waits, *self._tasks}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        self._woken.clear()

    async def _drain(self) -> None:
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=self._options.drain)
        for lease in list(self._tasks.values()):
            # Where this fails the lease runs out.
            with contextlib.suppress(InboxError):
                await self._place.retry(lease, 0, None)

    async def _work_on(self, job: Job) -> None:
        """One attempt, to its end."""
        if job.attempt > self._options.attempts:
            error = "the process ended before the handlers did, at every attempt"
            await written(lambda: self._place.bury(job.lease, error), self._options.lease, job.delivery_id)
            return
        delivery: Optional[Delivery] = None
        try:
            delivery = restore_delivery(job.delivery_id, job.body, job.sent, job.secret, job.headers)
            handlers = self._webhooks.handlers_of(delivery)
            await self._place.process(job, delivery, handlers, self._options.timeout)
        except InboxError as error:
            if error.code == "lease_lost":
                _LOGGER.warning("%s: %s", job.delivery_id, error)
                return
            await self._failed(job, delivery, error)
        except WebhookError as error:
            await self._failed(job, delivery, HandlerError(str(error), is_permanent=True))
        except Exception as error:
            await self._failed(job, delivery, error)

    async def _failed(self, job: Job, delivery: Optional[Delivery], error: Exception) -> None:
        _LOGGER.error("attempt %d at %s failed", job.attempt, job.delivery_id, exc_info=error)
        await self._report(error, delivery)
        text = storable(f"{type(error).__name__}: {error}")[:_ERROR_LENGTH]
        lease = self._options.lease
        if getattr(error, "is_permanent", False) is True or job.attempt >= self._options.attempts:
            await written(lambda: self._place.bury(job.lease, text), lease, job.delivery_id)
            return
        after = getattr(error, "retry_after", None)
        seconds = after if isinstance(after, (int, float)) else self._options.backoff(job.attempt)
        delay = round(seconds * 1000)
        await written(lambda: self._place.retry(job.lease, delay, text), lease, job.delivery_id)

    async def _report(self, error: Exception, delivery: Optional[Delivery]) -> None:
        if self._webhooks.on_error is None:
            return
        try:
            value = await self._threads.run(self._webhooks.on_error, error, delivery)
            if inspect.isawaitable(value):
                await value
        except Exception:
            _LOGGER.error("on_error failed", exc_info=True)


async def work(inbox: Inbox, webhooks: Any, options: WorkOptions, signals: bool = False) -> None:
    """Works on an inbox's tables until it is cancelled; with `signals`, until the process is asked to end."""
    await _run(Worker(lambda threads, wake: Tables(inbox, threads, wake), webhooks, options), signals)


async def consume(
    inbox: Inbox, webhooks: Any, given: Engine | str, options: WorkOptions, signals: bool = False
) -> None:
    """Works on what is in an engine, as `work` does."""
    engine = engine_of(given)

    def place(threads: Threads, _wake: Callable[[], object]) -> Workplace:
        return Streams(inbox, engine.consumer(), threads, options.lease)

    await _run(Worker(place, webhooks, options), signals)


async def _run(worker: Worker, signals: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if signals and threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, stop.set)
    await worker.run(stop)
