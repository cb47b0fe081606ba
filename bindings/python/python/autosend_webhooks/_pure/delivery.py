# Generated from schema/ by `cargo xtask generate`; do not edit.
"""A verified delivery."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Optional, final

from .events import Event

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LAST = datetime.max.replace(microsecond=999000, tzinfo=timezone.utc)


@final
class Delivery:
    """An authentic, timely request with its event read."""

    __slots__ = ("_body", "_digest", "_event", "_id", "_secret_index", "_sent_at_ms")
    __match_args__ = ("event",)

    def __init__(self, id: str, event: Event, body: bytes, sent_at_ms: Optional[int], secret_index: int) -> None:
        self._id = id
        self._event = event
        self._body = body
        self._sent_at_ms = sent_at_ms
        self._secret_index = secret_index
        self._digest: Optional[bytes] = None

    @property
    def id(self) -> str:
        """The delivery's id, the same over all retries. It is not signed."""
        return self._id

    @property
    def type(self) -> str:
        """The event's type as the body names it."""
        return self._event.type

    @property
    def event(self) -> Event:
        """What happened: an object of the class of its type, `Unknown` or `Invalid`."""
        return self._event

    @property
    def created_at(self) -> Optional[datetime]:
        """When the event was created, from the signed body; None if the body holds no such time."""
        return self._event.created_at

    @property
    def sent_at(self) -> Optional[datetime]:
        """When the request says it was sent; None only where the tolerance is off.

        A time after the year 9999 is the last that a datetime can have.
        """
        if self._sent_at_ms is None:
            return None
        try:
            return _EPOCH + timedelta(milliseconds=self._sent_at_ms)
        except OverflowError:
            return _LAST

    @property
    def sent_at_ms(self) -> Optional[int]:
        """The same in Unix milliseconds, exactly as far as the header reaches."""
        return self._sent_at_ms

    @property
    def secret_index(self) -> int:
        """Which of the verifier's secrets matched, from 0."""
        return self._secret_index

    @property
    def body(self) -> bytes:
        """The raw body, exactly as received."""
        return self._body

    @property
    def digest(self) -> bytes:
        """SHA-256 of the body, 32 bytes: what identifies the event, since only the body is signed. Computed once."""
        if self._digest is None:
            self._digest = hashlib.sha256(self._body).digest()
        return self._digest

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        # Imported late: it is made of this class.
        from .copying import delivery

        return delivery, (self._id, self._body, self._sent_at_ms, self._secret_index)

    def __repr__(self) -> str:
        return f"<Delivery {self._id!r} of {self.type!r}>"
