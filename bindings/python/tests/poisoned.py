"""A worker whose process ends at one delivery, always, after its effect: `python poisoned.py CLIENT ADDRESS`."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from autosend_webhooks import Event
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRETS
from inboxes import KINDS

POISON = 3
"""The number of that delivery."""


def main() -> None:
    name, address = sys.argv[1:]
    kind = KINDS[name]
    inbox = kind.inbox(address)
    webhooks = Webhooks(SECRETS, inbox=inbox)

    def end(number: int) -> None:
        if number == POISON:
            os.kill(os.getpid(), signal.SIGKILL)

    if kind.is_async:

        @webhooks.on_any
        async def effect(event: Event, tx: Any) -> None:
            await kind.effect(tx, number_of(event))  # type: ignore[misc]
            end(number_of(event))

    else:

        @webhooks.on_any
        def plain_effect(event: Event, tx: Any) -> None:
            kind.effect(tx, number_of(event))
            end(number_of(event))

    inbox.work(webhooks, burst=True, lease=0.6, attempts=3, poll=0.05)


def number_of(event: Event) -> int:
    """The number of a delivery."""
    return int(event.raw["data"]["contactId"][1:])


if __name__ == "__main__":
    main()
