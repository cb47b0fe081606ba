"""A process that receives deliveries on its standard input, or works what was stored; a test may have it die.

    python receiver.py CLIENT ADDRESS receive | outside | store | work

A line of its input is JSON with a number, `body` and `headers`, and what its handler does after its effect, `fail` or
`die`. A line of its output is JSON with the number and the status.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autosend_webhooks import Delivery, Event
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.inbox.handling import begun
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS

CONCURRENT = 4
"""How many deliveries a process has at the same time."""

_CHAOS: contextvars.ContextVar[str] = contextvars.ContextVar("chaos", default="")


def _misbehave(what: str) -> None:
    if what == "fail":
        raise RuntimeError("on purpose")
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)


def _misbehaviour(number: int) -> str:
    """While working stored deliveries: once each, as a file remembers."""
    folder = os.environ.get("CHAOS")
    what = "die" if number % 20 == 7 else "fail" if number % 10 == 3 else ""
    if not folder or not what:
        return _CHAOS.get()
    try:
        os.close(os.open(Path(folder) / str(number), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return ""
    return what


def _number(event: Event) -> int:
    return int(event.raw["data"]["contactId"][1:])


def _registered(webhooks: Webhooks, kind: Any) -> Webhooks:
    if kind.is_async:

        @webhooks.on_any
        async def effect(event: Event, tx: Any) -> None:
            await kind.effect(tx, _number(event))
            _misbehave(_misbehaviour(_number(event)))

    else:

        @webhooks.on_any
        def plain_effect(event: Event, tx: Any) -> None:
            kind.effect(tx, _number(event))
            _misbehave(_misbehaviour(_number(event)))

    return webhooks


class _Outside:
    """The mark in a transaction of its own, before the handler's: what must not be done."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def receive(self, delivery: Delivery, headers: Any, handlers: Any, is_stored: bool) -> Any:
        stored = self._inbox.receive(delivery, headers, [], is_stored)
        if stored.outcome == "new":
            begun(self._inbox.source(), lambda native: [handler(native) for handler in handlers])
        return stored

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inbox, name)


_OUTPUT = threading.Lock()


def _answer(request: dict[str, Any], status: int) -> None:
    with _OUTPUT:
        print(json.dumps({"key": request["key"], "status": status}), flush=True)


def _received(webhooks: Webhooks, request: dict[str, Any]) -> None:
    _CHAOS.set(request["chaos"])
    _answer(request, webhooks.handle(request["body"].encode(), request["headers"]).status)


async def _received_async(webhooks: Webhooks, request: dict[str, Any], room: asyncio.Semaphore) -> None:
    async with room:
        _CHAOS.set(request["chaos"])
        _answer(request, (await webhooks.handle_async(request["body"].encode(), request["headers"])).status)


async def _receive_async(webhooks: Webhooks) -> None:
    room, tasks = asyncio.Semaphore(CONCURRENT), set()
    while line := await asyncio.to_thread(sys.stdin.readline):
        task = asyncio.ensure_future(_received_async(webhooks, json.loads(line), room))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)


def main() -> None:
    name, address, mode = sys.argv[1:]
    kind = KINDS[name]
    inbox: Any = kind.inbox(address)
    if mode == "outside":
        inbox = _Outside(inbox)
    answer: Any = "at-once" if mode == "store" else "after-handlers"
    webhooks = _registered(Webhooks(SECRETS, inbox=inbox, answer=answer, timeout=30), kind)
    print("ready", flush=True)
    if mode == "work":
        inbox.work(webhooks, burst=True, lease=3, first_backoff=0.1, max_concurrent=CONCURRENT, poll=0.2)
    elif kind.is_async:
        asyncio.run(_receive_async(webhooks))
    else:
        with ThreadPoolExecutor(CONCURRENT) as threads:
            for line in sys.stdin:
                context = contextvars.copy_context()
                threads.submit(context.run, _received, webhooks, json.loads(line))


if __name__ == "__main__":
    main()
