"""Recognising deliveries that were seen before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal, NamedTuple, Optional, final

from . import clock
from ._generated.provider import DEFAULT_CAPACITY, DEFAULT_WINDOW

if TYPE_CHECKING:
    from .delivery import Delivery

Outcome = Literal["first", "duplicate", "in_progress", "expired"]
"""What a deduplicator says of a delivery."""
OUTCOMES: tuple[Outcome, ...] = ("first", "duplicate", "in_progress", "expired")

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Admission(NamedTuple):
    """What to do with a delivery."""

    outcome: Outcome
    """`first`: process it, then call `done` or `forget`. `duplicate`: it was processed, answer 200. `in_progress`: it
    is being processed, answer 503. `expired`: it is older than the memory reaches, nobody can tell."""
    id_reused: bool = False
    """Whether another body came under this delivery's id before. Ids are not signed: process it, and look into it."""

    @property
    def is_first(self) -> bool:
        """Whether the delivery is to be processed."""
        return self.outcome == "first"


class _Entry(NamedTuple):
    id: str
    digest: bytes
    until: float
    """The last millisecond, in Unix time, in which it is known once it is done."""


@final
class Deduplicator:
    """Remembers deliveries in memory, to process each event once.

        admission = seen.admit(delivery)
        if admission.is_first:
            try:
                process(delivery)
            except BaseException:
                seen.forget(delivery)  # the retry is processed
                raise
            seen.done(delivery)

    The digest of the body alone decides, since only the body is signed: retries and replays repeat it byte for byte,
    under whatever id. The memory lives in one process and is empty after a restart: with several processes use
    an `Inbox` in your database, or `RedisDeduplicator`. Threads may share one, and so may tasks: nothing in it waits.

    `window` is how long a delivery is known after it was done, in seconds or as a timedelta, counted from its admission
    or its creation, whichever is later. `capacity` is how many are, those done first go first. What is being processed
    is neither forgotten nor counted.
    """

    __slots__ = ("_by_id", "_capacity", "_done", "_in_progress", "_lock", "_window")

    def __init__(self, window: Optional[clock.Span] = None, capacity: int = DEFAULT_CAPACITY) -> None:
        if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < 1:
            raise ValueError(f"capacity must be an integer of at least 1, got {capacity!r}")
        self._window = clock.span_millis(DEFAULT_WINDOW if window is None else window)
        self._capacity = capacity
        self._lock = threading.Lock()
        self._in_progress: dict[bytes, _Entry] = {}
        # In the order in which they were done.
        self._done: OrderedDict[bytes, _Entry] = OrderedDict()
        self._by_id: dict[str, dict[bytes, _Entry]] = {}

    def admit(self, delivery: Delivery, /, now: Optional[clock.Instant] = None) -> Admission:
        """Claims a delivery, or says why it is not to be processed.

        `now` replaces the clock: seconds since 1970, or a datetime with a time zone.
        """
        millis = clock.now_millis() if now is None else clock.millis(now)
        digest, created_at = delivery.digest, delivery.created_at
        created = None if created_at is None else (created_at - _EPOCH) // timedelta(milliseconds=1)
        until = max(millis, millis if created is None else created) + self._window
        with self._lock:
            return self._admit(_Entry(delivery.id, digest, until), created, millis)

    def done(self, delivery: Delivery, /) -> None:
        """Says that a delivery was processed: from now on it is a duplicate."""
        digest = delivery.digest
        with self._lock:
            entry = self._in_progress.pop(digest, None)
            if entry is None:
                return
            self._done[digest] = entry
            while len(self._done) > self._capacity:
                self._drop(next(iter(self._done.values())))

    def forget(self, delivery: Delivery, /) -> None:
        """Says that a delivery was not processed after all: its retry will be."""
        digest = delivery.digest
        with self._lock:
            entry = self._in_progress.get(digest) or self._done.get(digest)
            if entry is not None:
                self._drop(entry)

    def _admit(self, entry: _Entry, created: Optional[int], now: int) -> Admission:
        self._drop_expired(entry, now)
        if entry.digest in self._in_progress:
            return Admission("in_progress")
        if entry.digest in self._done:
            return Admission("duplicate")
        if created is not None and created <= now - self._window:
            return Admission("expired")
        id_reused = entry.id in self._by_id
        self._in_progress[entry.digest] = entry
        self._by_id.setdefault(entry.id, {})[entry.digest] = entry
        return Admission("first", id_reused)

    def _drop_expired(self, like: _Entry, now: int) -> None:
        """Drops what is no longer known: the oldest, and whatever has to do with an entry."""
        while self._done and (oldest := next(iter(self._done.values()))).until < now:
            self._drop(oldest)
        related = [self._done.get(like.digest), *self._by_id.get(like.id, {}).values()]
        for entry in related:
            if entry is not None and entry.until < now and entry.digest in self._done:
                self._drop(entry)

    def _drop(self, entry: _Entry) -> None:
        self._in_progress.pop(entry.digest, None)
        self._done.pop(entry.digest, None)
        of_id = self._by_id[entry.id]
        del of_id[entry.digest]
        if not of_id:
            del self._by_id[entry.id]
