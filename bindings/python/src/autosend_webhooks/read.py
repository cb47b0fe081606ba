"""Reading events: the type first, and then its data, never guessed from the data."""

from __future__ import annotations

import copyreg
from typing import Any, Callable, NamedTuple, Optional, Union

from ._generated.events import READERS
from ._generated.provider import GENERATIONS
from ._json import read_object
from ._model import AnyEvent, TypedEvent
from ._values import DecodeError, instant, rest, well_formed
from .delivery import Delivery, make_delivery
from .errors import body_error, refusal
from .events import Event, Invalid, Unknown

Body = Union[bytes, bytearray, memoryview]
"""The raw body of a request."""


class _Generation(NamedTuple):
    number: int
    type: str
    time: str
    data: str


_GENERATIONS = tuple(_Generation(*generation) for generation in GENERATIONS)


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


def parse_event(body: Body, /) -> Event:
    """Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature."""
    return read_event(bytes_of(body))


def restore_delivery(id: str, body: bytes, sent_at_ms: Optional[int], secret_index: int) -> Delivery:
    """A delivery that was verified before, e.g. one that was pickled. It checks no signature."""
    return make_delivery(id, read_event(body), body, sent_at_ms, secret_index, None)


def read_event(body: bytes) -> Event:
    """Reads the event of a body."""
    members = read_object(body)
    for form in _GENERATIONS:
        if form.type in members:
            break
    else:
        raise refusal("missing_event_type")
    name = members.pop(form.type)
    if not isinstance(name, str) or not name:
        raise refusal("missing_event_type")
    known = READERS.get(name)
    created_at = instant(members.pop(form.time, None))
    if known is None:
        return _raw_event(Unknown, (body, created_at, form.number, form.data, well_formed(name)))
    event_class, read_data = known
    try:
        if created_at is None:
            raise DecodeError(f"{form.time} is not a time")
        data = read_data(members.pop(form.data, None), form.data, form.number)
    except DecodeError as error:
        return _raw_event(Invalid, (body, created_at, form.number, form.data, name, str(error)))
    event = _new(event_class)
    _set_body(event, body)
    _set_created_at(event, created_at)
    _set_generation(event, form.number)
    _set_data(event, data)
    _set_extra(event, rest(members))
    _set_source(event, None)
    made: Event = event
    return made


_new: Callable[[type[Any]], Any] = object.__new__


def _setter(of: type[Any], name: str) -> Callable[[Any, Any], None]:
    """Sets an attribute of an object that is immutable for everybody else."""
    setter: Callable[[Any, Any], None] = vars(of)[name].__set__
    return setter


_set_body, _set_generation = (_setter(AnyEvent, name) for name in ("_body", "_generation"))
_set_created_at, _set_data, _set_extra, _set_source = (
    _setter(TypedEvent, name) for name in ("_created_at", "_data", "_extra", "_source")
)
_RAW_SLOTS = ("_body", "_created_at", "_generation", "_member", "_type", "_reason")


def _raw_event(of: type[Any], values: tuple[Any, ...]) -> Event:
    event: Event = _new(of)
    for name, value in zip(_RAW_SLOTS, values):
        object.__setattr__(event, name, value)
    return event


def _reduce_event(event: Any) -> tuple[Callable[..., object], tuple[Any, ...]]:
    return parse_event, (event._body,)


def _reduce_delivery(delivery: Delivery) -> tuple[Callable[..., Delivery], tuple[Any, ...]]:
    return restore_delivery, (delivery.id, delivery.body, delivery.sent_at_ms, delivery.secret_index)


# What pickles and copies: they are made again from the bodies that they were read from.
copyreg.pickle(Delivery, _reduce_delivery)
_classes: list[type[Any]] = [Unknown, Invalid, *(of for of, _ in READERS.values())]
for _class in _classes:
    copyreg.pickle(_class, _reduce_event)
