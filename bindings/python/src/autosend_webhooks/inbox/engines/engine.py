"""What a worker needs of an engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Optional, Protocol

from ..._generated.inbox_wire import INBOX
from ..errors import InboxError
from ..statements import Job, Lease


class Ending(NamedTuple):
    """How an attempt ended."""

    kind: str
    """`done`, `retry`, `release` or `dead`."""
    after: int = 0
    """In how many milliseconds it is to be tried again."""
    error: str = ""


class Consumer(Protocol):
    """One worker's share of an engine. Its methods may be called in any thread, and raise InboxError."""

    def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due, for a lease in milliseconds."""
        ...

    def next_due(self) -> Optional[int]:
        """In how many milliseconds something is due, 0 where that can't be told; None if nothing waits."""
        ...

    def renew(self, leases: Sequence[Lease], lease: int) -> list[Lease]:
        """Makes leases end later; returns those that are another's by now."""
        ...

    def finish(self, lease: Lease, ending: Ending) -> bool:
        """Says how an attempt ended; False where its lease had ended before."""
        ...

    def close(self) -> None:
        """Ends the connection."""
        ...


class Engine(Protocol):
    """Where workers get deliveries."""

    def consumer(self) -> Consumer:
        """A worker's share, which connects when something is asked of it."""
        ...


def address_of(address: str) -> tuple[str, dict[str, str]]:
    """An address, and the values behind it. Raises InboxError."""
    server, _, query = address.partition("?")
    parted = [pair.partition("=") for pair in query.split("&") if pair]
    values = {name: value for name, _, value in parted}
    return server, values


def checked_name(inbox: Optional[str]) -> str:
    """The name of an inbox: several share an engine under different ones. Raises InboxError."""
    name = INBOX if inbox is None else inbox
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) is None:
        raise InboxError("bad_store_address", "inbox must be 1 to 64 letters, digits, - and _")
    return name
