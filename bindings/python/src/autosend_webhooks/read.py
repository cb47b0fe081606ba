"""Reading events: the type first, and then its data, never guessed from the data."""

from __future__ import annotations

import copyreg
from collections.abc import Iterable
from typing import Any, Callable, Optional, Union

from ._draft import CAN_CHANGE, copied, draft_of
from ._generated.events import READERS
from ._generated.provider import GENERATIONS, IS_TABLED
from ._json import read_object
from ._model import TypedEvent
from ._values import DecodeError, instant, rest, text, unescaped_text, well_formed
from .delivery import Delivery, make_delivery
from .envelope import event_of, sent_headers
from .errors import body_error, refusal
from .events import Event, Invalid, Unknown
from .headers import read_headers

Body = Union[bytes, bytearray, memoryview]
"""The raw body of a request."""


def bytes_of(body: Body) -> bytes:
    """The body's bytes: the very object if it can't change. Raises `body_already_parsed` for what is no bytes."""
    if isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        try:
            # A copy: other threads may write to it.
            return bytes(body)
        except ValueError:
            # A view whose buffer was released holds no bytes.
            raise body_error(body) from None
    raise body_error(body)


def parse_event(body: Body, /, headers: Any = ()) -> Event:
    """Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature.

    `headers` are those that came with it, for providers that name the event's type there.
    """
    return _event_of(bytes_of(body), headers)


def restore_delivery(id: str, body: bytes, sent_at_ms: Optional[int], secret_index: int, headers: Any = ()) -> Delivery:
    """A delivery that was verified before, e.g. one that was pickled. It checks no signature."""
    return make_delivery(id, _event_of(body, headers), body, sent_at_ms, secret_index)


def _event_of(body: bytes, headers: Any) -> Event:
    return event_of(body, read_headers(headers)) if IS_TABLED else read_event(body)


def read_event(body: bytes) -> Event:
    """Reads the event of a body."""
    members, has_escapes = read_object(body)
    for form in GENERATIONS:
        generation, type_member, time_member, data_member = form
        if type_member in members:
            break
    else:
        raise refusal("missing_event_type")
    name = members.pop(type_member)
    if name.__class__ is not str or not name:
        raise refusal("missing_event_type")
    created_at = instant(members.pop(time_member, None))
    known = READERS.get(name)
    if known is None:
        return _filled(Unknown, _RAW_SLOTS, (body, created_at, generation, data_member, well_formed(name)))
    event_class, read_data = known
    try:
        if created_at is None:
            raise DecodeError(f"{time_member} is not a time")
        read_text = text if has_escapes else unescaped_text
        data = read_data(members.pop(data_member, None), data_member, generation, read_text)
    except DecodeError as error:
        return _filled(Invalid, _RAW_SLOTS, (body, created_at, generation, data_member, name, str(error)))
    draft: Any = _Draft()
    draft._body = body
    draft._created_at = created_at
    draft._generation = generation
    draft._data = data
    draft._extra = rest(members) if members else None
    draft._source = None
    if CAN_CHANGE:
        draft.__class__ = event_class
    else:
        draft = copied(draft, event_class)
    event: Event = draft
    return event


class _NoMore(TypedEvent[Any]):
    """An event class, none of which adds a slot."""

    __slots__ = ()


_Draft = draft_of(_NoMore)


def _filled(of: type[Any], names: Iterable[str], values: Iterable[Any]) -> Event:
    event: Event = object.__new__(of)
    for name, value in zip(names, values):
        object.__setattr__(event, name, value)
    return event


_RAW_SLOTS = ("_body", "_created_at", "_generation", "_member", "_type", "_reason")


def _reduce_event(event: Any) -> tuple[Callable[..., object], tuple[Any, ...]]:
    return parse_event, (event._body,)


def _reduce_delivery(delivery: Delivery) -> tuple[Callable[..., Delivery], tuple[Any, ...]]:
    headers = sent_headers(delivery.event)
    of_body = (delivery.id, delivery.body, delivery.sent_at_ms, delivery.secret_index)
    return restore_delivery, (*of_body, headers) if headers else of_body


# What pickles and copies: they are made again from the bodies that they were read from.
copyreg.pickle(Delivery, _reduce_delivery)
_classes: list[type[Any]] = [] if IS_TABLED else [Unknown, Invalid, *(of for of, _ in READERS.values())]
for _class in _classes:
    copyreg.pickle(_class, _reduce_event)
