"""A verified delivery."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Optional, final

from ._draft import CAN_CHANGE, copied, draft_of
from .envelope import events_of, sent_type
from .events import Event

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LAST = datetime.max.replace(microsecond=999000, tzinfo=timezone.utc)


@final
@dataclass(frozen=True, eq=False, repr=False)
class Delivery:
    """An authentic, timely request with its event read."""

    __slots__ = {  # noqa: RUF023
        "id": "The delivery's id, the same over all retries. It is not signed.",
        "event": "What happened: an object of the class of its type, `Unknown` or `Invalid`.",
        "body": "The raw body, exactly as received.",
        "sent_at_ms": "`sent_at` in Unix milliseconds, exactly as far as the header reaches.",
        "secret_index": "Which of the verifier's secrets matched, from 0.",
        "_digest": "",
    }
    __match_args__ = ("event",)

    id: str
    """The delivery's id, the same over all retries. It is not signed."""
    event: Event
    """What happened: an object of the class of its type, `Unknown` or `Invalid`."""
    body: bytes
    """The raw body, exactly as received."""
    sent_at_ms: Optional[int]
    """`sent_at` in Unix milliseconds, exactly as far as the header reaches."""
    secret_index: int
    """Which of the verifier's secrets matched, from 0."""
    _digest: Optional[bytes]

    @property
    def events(self) -> tuple[Event, ...]:
        """All events of the delivery: providers may send several in one body, of which `event` is the first."""
        return events_of(self.event)

    @property
    def type(self) -> str:
        """The event's type as the request names it."""
        return sent_type(self.event)

    @property
    def created_at(self) -> Optional[datetime]:
        """When the event was created, from the signed body; None if the body holds no such time."""
        return self.event.created_at

    @property
    def sent_at(self) -> Optional[datetime]:
        """When the request says it was sent; None only where the tolerance is off. It is not signed.

        A time after the year 9999 is the last that a datetime can have.
        """
        if self.sent_at_ms is None:
            return None
        try:
            return _EPOCH + timedelta(milliseconds=self.sent_at_ms)
        except OverflowError:
            return _LAST

    @property
    def digest(self) -> bytes:
        """SHA-256 of the body, 32 bytes: what identifies the event, since only the body is signed. Computed once."""
        digest = self._digest
        if digest is None:
            digest = hashlib.sha256(self.body).digest()
            object.__setattr__(self, "_digest", digest)
        return digest

    def __repr__(self) -> str:
        return f"<Delivery {self.id!r} of {self.type!r}>"


_Draft = draft_of(Delivery)


def make_delivery(id: str, event: Event, body: bytes, sent_at_ms: Optional[int], secret_index: int) -> Delivery:
    """What the constructor makes, faster."""
    draft: Any = _Draft()
    draft.id = id
    draft.event = event
    draft.body = body
    draft.sent_at_ms = sent_at_ms
    draft.secret_index = secret_index
    draft._digest = None
    if CAN_CHANGE:
        draft.__class__ = Delivery
        return draft  # type: ignore[no-any-return]
    return copied(draft, Delivery)
