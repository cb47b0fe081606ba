"""Work that calls functions of users, which may be async, fail, or never end: on a thread or in an event loop.

It is a generator of calls: what they return is sent into it, what they raise is thrown into it.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import inspect
import threading
import time
from collections.abc import Awaitable, Generator
from concurrent.futures import Future
from typing import Any, Callable, NamedTuple, Optional, Union

from .responses import Answer


class Call(NamedTuple):
    """A function to call."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    is_quick: bool = False
    """It neither waits nor is async: an event loop calls it itself."""
    is_whole: bool = False
    """It is not cancelled half way: what it returns has to be known."""


class Reply(NamedTuple):
    """What to answer with now; the rest of the work comes when that is sent."""

    answer: Answer


Steps = Generator[Any, Any, Answer]


class Work:
    """The work on a request."""

    def __init__(self, late: Answer) -> None:
        self.late = late
        """What to answer with if it takes too long."""
        self.cancelled = False
        """Whether the request was cancelled, so that nobody waits for an answer."""
        self.steps: Steps


class Runner:
    """Does work, and knows how much is being done."""

    def __init__(self) -> None:
        self._running = 0
        self._changed = threading.Condition()
        # An event loop alone does not keep its tasks.
        self._tasks: set[asyncio.Task[Any]] = set()

    def run(self, work: Work, timeout: Optional[float]) -> Answer:
        """Does work on this thread. What is async runs in another one, with this one's context.

        If that takes longer than the timeout, the rest of the work is done there too.
        """
        self._count(1)
        deadline = None if timeout is None else time.monotonic() + timeout
        return self._run(work, functools.partial(work.steps.send, None), deadline)

    async def run_async(self, work: Work, timeout: Optional[float], cancel: bool = True) -> Answer:
        """Does work in an event loop, plain functions in threads. What takes longer than the timeout goes on.

        If this is cancelled, so is the work, or it goes on.
        """
        task = self.start(work)
        try:
            await asyncio.wait({task}, timeout=timeout)
        except BaseException:
            if cancel:
                work.cancelled = True
                task.cancel()
                # What was claimed is free when this returns, unless a handler does not let go.
                await asyncio.wait({task}, timeout=1)
            raise
        return task.result() if task.done() else work.late

    def start(self, work: Work) -> asyncio.Task[Answer]:
        """Begins work in the running event loop."""
        task = asyncio.ensure_future(self._run_async(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def wait(self, timeout: Optional[float] = None) -> bool:
        """Waits until no work is being done; False if the timeout, in seconds, comes first."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout)

    async def wait_async(self, timeout: Optional[float] = None) -> bool:
        """The same in an event loop."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self._running:
            if deadline is not None and time.monotonic() >= deadline:
                return False
            await asyncio.sleep(0.02)
        return True

    def _count(self, change: int) -> None:
        with self._changed:
            self._running += change
            self._changed.notify_all()

    def _run(self, work: Work, step: Callable[[], Any], deadline: Optional[float]) -> Answer:
        while True:
            made = self._next(step)
            if isinstance(made, Answer):
                return made
            try:
                value = made.function(*made.arguments)
                if inspect.isawaitable(value):
                    future = _in_thread(value)
                    if not _is_done(future, deadline):
                        future.add_done_callback(functools.partial(self._go_on, work))
                        return work.late
                    value = future.result()
            except BaseException as error:
                step = functools.partial(work.steps.throw, error)
            else:
                step = functools.partial(work.steps.send, value)

    def _go_on(self, work: Work, future: Future[Any]) -> None:
        """Does the rest of the work on the thread that has taken so long."""
        error = future.exception()
        if error is None:
            self._run(work, functools.partial(work.steps.send, future.result()), None)
        else:
            self._run(work, functools.partial(work.steps.throw, error), None)

    async def _run_async(self, work: Work) -> Answer:
        self._count(1)
        step: Callable[[], Any] = functools.partial(work.steps.send, None)
        cancelled: list[asyncio.CancelledError] = []
        while True:
            made = self._next(step)
            if isinstance(made, Answer):
                return made
            try:
                if cancelled:
                    raise cancelled.pop()
                value = await (_whole(made, cancelled) if made.is_whole else _call(made))
            except BaseException as error:
                step = functools.partial(work.steps.throw, error)
            else:
                step = functools.partial(work.steps.send, value)

    def _next(self, step: Callable[[], Any]) -> Union[Call, Answer]:
        """The next call, or the answer, with which the work ends or rests."""
        try:
            made = step()
        except StopIteration as end:
            self._count(-1)
            answer: Answer = end.value
            return answer
        except BaseException:
            self._count(-1)
            raise
        if isinstance(made, Reply):
            self._count(-1)
            return made.answer
        call: Call = made
        return call


async def _call(call: Call) -> Any:
    if call.is_quick:
        return call.function(*call.arguments)
    if inspect.iscoroutinefunction(call.function):
        value = call.function(*call.arguments)
    else:
        value = await _in_executor(call)
    return await value if inspect.isawaitable(value) else value


async def _whole(call: Call, cancelled: list[asyncio.CancelledError]) -> Any:
    """Calls a function to its end, and keeps a cancellation that comes before."""
    task = asyncio.ensure_future(_call(call))
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled[:] = [error]
    return task.result()


async def _in_executor(call: Call) -> Any:
    context = contextvars.copy_context()

    def run() -> Any:
        return context.run(_without_stop_iteration, call)

    future = asyncio.get_running_loop().run_in_executor(None, run)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        # A thread can't be stopped: what it does is over when it ends.
        await asyncio.wait({future})
        raise


def _without_stop_iteration(call: Call) -> Any:
    try:
        return call.function(*call.arguments)
    except StopIteration as error:
        # No future can hold it: who waits for it would wait for ever.
        raise RuntimeError("a function raised StopIteration") from error


def _in_thread(awaitable: Awaitable[Any]) -> Future[Any]:
    """Awaits something in a thread of its own, in the context of this one."""
    future: Future[Any] = Future()
    context = contextvars.copy_context()

    def wait() -> None:
        try:
            value = context.run(asyncio.run, _wait(awaitable))
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(value)

    threading.Thread(target=wait, name="webhooks", daemon=True).start()
    return future


async def _wait(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


def _is_done(future: Future[Any], deadline: Optional[float]) -> bool:
    """Waits for a future until the deadline."""
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    return done.wait(None if deadline is None else max(0, deadline - time.monotonic()))
