# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Reading events: the type first, and then its data, never guessed from the data."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any, Optional, Union

from . import schema
from ._json import read_object
from .delivery import Delivery
from .errors import body_error, refusal
from .events import Event, Invalid, Object, Unknown
from .provider import GENERATIONS, MAX_INTEGER

Body = Union[bytes, bytearray, memoryview]
"""The raw body of a request."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class _MisfitError(Exception):
    """Why data does not fit."""


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
    """A delivery that was verified before."""
    return Delivery(id, read_event(body), body, sent_at_ms, secret_index)


def read_event(body: bytes) -> Event:
    """Reads the event of a body."""
    members = read_object(body)
    form = next((form for form in GENERATIONS if form.type in members), None)
    name = members[form.type] if form is not None else None
    if form is None or not isinstance(name, str) or not name:
        raise refusal("missing_event_type")
    name = _well_formed(name)
    created_at = _time(members.get(form.time))
    common: dict[str, Any] = {"body": body, "created_at": created_at, "generation": form.number}
    if name not in schema.EVENTS:
        return Unknown(**common, type=name, member=form.data)
    event_class, data_class = schema.EVENTS[name]
    try:
        if created_at is None:
            raise _MisfitError(f"{form.time} is not a time")
        data = _object(data_class, members.get(form.data), form.number, form.data)
    except _MisfitError as misfit:
        return Invalid(**common, type=name, member=form.data, reason=str(misfit))
    extra = {_well_formed(member): value for member, value in members.items() if member not in form[1:]}
    event: Any = event_class(**common, data=data, extra=extra)
    return event  # type: ignore[no-any-return]


def _object(of: type[Object], value: Any, generation: int, path: str) -> Object:
    if not isinstance(value, dict):
        raise _MisfitError(f"{path} is not an object")
    extra = dict(value)
    values: dict[str, Any] = {}
    for field in schema.OBJECTS[of]:
        name = field.names.get(generation)
        if name is None:
            # What a generation does not say is false, or None.
            values[field.attribute] = None if field.optional else False
        else:
            extra.pop(name, None)
            values[field.attribute] = _member(field, value, name, generation, f"{path}.{name}")
    return of(**values, extra={_well_formed(member): value for member, value in extra.items()})


def _member(field: schema.Field, members: dict[str, Any], name: str, generation: int, path: str) -> Any:
    value = members.get(name)
    if value is not None:
        return _value(field.kind, value, generation, path)
    if field.optional or (field.nullable and name in members):
        return None
    raise _MisfitError(f"{path} is {'null' if name in members else 'missing'}")


def _value(kind: schema.Kind, value: Any, generation: int, path: str) -> Any:
    if isinstance(kind, schema.ListOf):
        if isinstance(value, list):
            return tuple(_value(kind.items, item, generation, f"{path}[{i}]") for i, item in enumerate(value))
        raise _MisfitError(f"{path} is not a list")
    if isinstance(kind, type):
        if issubclass(kind, Object):
            return _object(kind, value, generation, path)
        return _enum(kind, value, path)
    read = _plain(kind, value)
    if read is None:
        raise _MisfitError(f"{path} is not {kind}")
    return read


def _enum(of: type[Enum], value: Any, path: str) -> Any:
    if not isinstance(value, str):
        raise _MisfitError(f"{path} is not string")
    value = _well_formed(value)
    return of._value2member_map_.get(value, value)


def _plain(kind: str, value: Any) -> Any:
    """A value of a type that has no name of its own; None if it does not fit."""
    if kind == "string":
        return _well_formed(value) if isinstance(value, str) else None
    if kind == "time":
        return _time(value)
    if isinstance(value, bool) or kind == "boolean":
        return value if isinstance(value, bool) and kind == "boolean" else None
    if kind == "number":
        return value if isinstance(value, (int, float)) else None
    # 1.0 is an integer, 1.5 is not.
    if isinstance(value, (int, float)) and 0 <= value <= MAX_INTEGER and value == int(value):
        return int(value)
    return None


def _well_formed(text: str) -> str:
    """Lone surrogates have no place in UTF-8, in values and names alike: of names that become one the last wins."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _time(value: Any) -> Optional[datetime]:
    """An ISO 8601 time, to the microsecond; None if it is none, or on a day that is not in the calendar."""
    if not isinstance(value, str) or not schema.TIME.fullmatch(value):
        return None
    time, zone = (value[:-1], "+00:00") if value.endswith("Z") else (value[:-6], value[-6:])
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    offset = -offset if zone.startswith("-") else offset
    try:
        local = datetime.fromisoformat(f"{time[:19]}.{time[20:]:0<6}"[:26])
    except ValueError:
        return None
    # Zero is UTC itself, by name too.
    return local.replace(tzinfo=timezone(offset) if offset else timezone.utc)
