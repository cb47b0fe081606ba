"""A worker on an engine: `python consumer.py ENGINE ADDRESS CLIENT DATABASE`."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace
from typing import Any

from autosend_webhooks import ContactDeleted
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.webhooks import Webhooks
from engines import ENGINES
from inboxes import KINDS, Kind

LEASE = 1.0


class Unguarded(Inbox):
    """Calls the handlers without `first`: what must not be done."""

    def process(self, source: Any, delivery: Any, headers: Any, handlers: Any) -> Any:
        self.handle(source, handlers, lambda _: iter(()))  # type: ignore[arg-type, return-value]


def registered(inbox: Inbox, kind: Kind) -> Webhooks:
    """The effect of a delivery: its number."""
    webhooks = Webhooks(inbox=inbox)

    if kind.is_async:

        @webhooks.on("contact.deleted")
        async def effect(event: ContactDeleted, tx: Any) -> None:
            await kind.effect(tx, int((event.data.contact_id or "")[1:]))  # type: ignore[misc]

    else:

        @webhooks.on("contact.deleted")
        def plain_effect(event: ContactDeleted, tx: Any) -> None:
            kind.effect(tx, int((event.data.contact_id or "")[1:]))

    return webhooks


def main() -> None:
    name, address, client, database = sys.argv[1:]
    threading.Thread(target=end_with_parent, daemon=True).start()
    kind = KINDS[client]
    inbox = kind.inbox(database)
    server: Any = SimpleNamespace(address=address, port=int(address.split(":")[2].partition("?")[0]))
    options = {"lease": LEASE, "poll": 0.05, "first_backoff": 0.05, "max_concurrent": 4}
    inbox.consume(registered(inbox, kind), ENGINES[name](server), **options)


def end_with_parent() -> None:
    """Whoever started this holds its standard input."""
    sys.stdin.read()
    import os

    os._exit(0)


if __name__ == "__main__":
    main()
