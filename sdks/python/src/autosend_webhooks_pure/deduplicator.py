# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Recognising deliveries that were seen before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from typing import Literal, NamedTuple, Optional, final

from . import clock
from .delivery import Delivery
from .provider import DEFAULT_CAPACITY, DEFAULT_WINDOW

Admission = Literal["first", "duplicate", "expired"]
"""What to do with a delivery: process it (`first`), or answer 200 and do nothing."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class _Entry(NamedTuple):
    id: str
    digest: bytes
    since: int
    """From when on its age counts: the later one of admission and creation, Unix milliseconds."""


@final
class Deduplicator:
    """Remembers deliveries in memory, to process each event once.

    A delivery is a duplicate when its id or its body was seen: AutoSend repeats a delivery under the same id,
    and whoever captured one may repeat its body under a new id, which is not used up by that. It lives in one process
    and forgets on restart: with several processes use unique indexes on `id` and `digest` in a database of yours.

    `window` is how long a delivery is remembered, in seconds or as a timedelta; `capacity` how many, the oldest go
    first.
    """

    __slots__ = ("_by_digest", "_by_id", "_capacity", "_lock", "_window")

    def __init__(self, window: Optional[clock.Span] = None, capacity: int = DEFAULT_CAPACITY) -> None:
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self._window = clock.span_millis(DEFAULT_WINDOW if window is None else window)
        self._capacity = capacity
        self._lock = threading.Lock()
        # In order of admission.
        self._by_digest: OrderedDict[bytes, _Entry] = OrderedDict()
        self._by_id: dict[str, _Entry] = {}

    def admit(self, delivery: Delivery, /) -> Admission:
        """Whether a delivery is to be processed; one that is counts as seen from now on.

        "first": process it. "duplicate": it was seen before, answer 200 and do nothing. "expired": it is older than the
        memory reaches, so nobody can tell; answer 200 and do nothing.
        """
        return self._admit(delivery, clock.now_millis())

    def admit_at(self, delivery: Delivery, now: clock.Instant, /) -> Admission:
        """`admit` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""
        return self._admit(delivery, clock.millis(now))

    def forget(self, delivery: Delivery, /) -> None:
        """Forgets a delivery whose processing failed, so that its retry is processed."""
        with self._lock:
            entry = self._by_digest.get(delivery.digest)
            # Both must belong to this delivery: a replay must not make the original's id free again.
            if entry is not None and self._by_id.get(delivery.id) is entry:
                self._drop(entry)

    def _admit(self, delivery: Delivery, now: int) -> Admission:
        created_at = now if delivery.created_at is None else (delivery.created_at - _EPOCH) // timedelta(milliseconds=1)
        horizon = now - self._window
        with self._lock:
            while self._by_digest and self._oldest().since < horizon:
                self._drop(self._oldest())
            if delivery.digest in self._by_digest or delivery.id in self._by_id:
                return "duplicate"
            if created_at <= horizon:
                return "expired"
            while len(self._by_digest) >= self._capacity:
                self._drop(self._oldest())
            entry = _Entry(delivery.id, delivery.digest, max(now, created_at))
            self._by_digest[entry.digest] = self._by_id[entry.id] = entry
        return "first"

    def _oldest(self) -> _Entry:
        return next(iter(self._by_digest.values()))

    def _drop(self, entry: _Entry) -> None:
        del self._by_digest[entry.digest], self._by_id[entry.id]
