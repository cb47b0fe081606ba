"""An event loop in a thread of its own, for async clients: no handler blocks it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    """Runs coroutines for threads that wait for them. Its loop belongs to no one else."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What a coroutine comes to. Raises what it raises, and RuntimeError after the end."""
        try:
            running = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise
        return running.result()

    def close(self) -> None:
        """Cancels what runs, and ends the thread."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()

    async def _end(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._loop.stop()
