"""How the members of JSON become values: each function gives one of a type, or raises `DecodeError`.

The readers of the objects, which call them, are generated. Most members are ASCII text, and that is looked at there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Final, Optional, TypeVar

from ._generated.provider import MAX_INTEGER, TIME_PATTERN

T = TypeVar("T")

MISSING: Final = object()
"""Stands for a member that is not there."""

# Without captures, which take time.
_TIME = re.compile(re.sub(r"\((?!\?)", "(?:", TIME_PATTERN))
_SURROGATE = re.compile("[\ud800-\udfff]")


class DecodeError(Exception):
    """Why data does not fit, and where."""


def decode_error(value: Any, path: str, expected: str) -> DecodeError:
    """The error for a value that is not what was expected there."""
    return DecodeError(
        f"{path} is " + ("missing" if value is MISSING else "null" if value is None else f"not {expected}")
    )


def text(value: Any, path: str) -> str:
    """Text, well-formed."""
    return well_formed(unescaped_text(value, path))


def unescaped_text(value: Any, path: str) -> str:
    """Text of a body without escapes, which alone can make lone surrogates."""
    if value.__class__ is not str:
        raise decode_error(value, path, "string")
    text: str = value
    return text


def boolean(value: Any, path: str) -> bool:
    """True or false."""
    if value.__class__ is not bool:
        raise decode_error(value, path, "boolean")
    return bool(value)


def integer(value: Any, path: str) -> int:
    """An integer from 0 on. 1.0 is one, 1.5 is not."""
    if value.__class__ in (int, float) and 0 <= value <= MAX_INTEGER and value == int(value):
        return int(value)
    raise decode_error(value, path, "integer")


def long(value: Any, path: str) -> int:
    """A signed integer of 64 bits. 1.0 is one, 1.5 is not."""
    if value.__class__ in (int, float) and -(2**63) <= value < 2**63 and value == int(value):
        return int(value)
    raise decode_error(value, path, "integer")


def map_of(value: Any, path: str, read: Callable[[Any, str], T]) -> dict[str, T]:
    """The members of an object, all of one type."""
    return {well_formed(name): read(item, f"{path}.{name}") for name, item in members(value, path).items()}


def number(value: Any, path: str) -> float:
    """Any number."""
    if value.__class__ in (int, float):
        number: float = value
        return number
    raise decode_error(value, path, "number")


def time(value: Any, path: str) -> datetime:
    """A time with its offset."""
    read = instant(value)
    if read is None:
        raise decode_error(value, path, "time")
    return read


def choice(members: Mapping[str, T], value: Any, path: str) -> T | str:
    """A member of an open enumeration, or the text where it is none."""
    if value.__class__ is not str:
        raise decode_error(value, path, "string")
    return members.get(value) or well_formed(value)


def list_of(value: Any, path: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """The items of a list."""
    if value.__class__ is not list:
        raise decode_error(value, path, "a list")
    return tuple([read(item, f"{path}[{index}]") for index, item in enumerate(value)])


def members(value: Any, path: str) -> dict[str, Any]:
    """The members of an object."""
    if value.__class__ is not dict:
        raise decode_error(value, path, "an object")
    members: dict[str, Any] = value
    return members


def rest(of: dict[str, Any]) -> Optional[dict[str, Any]]:
    """The members that nobody took out, under well-formed names: of names that become one the last counts."""
    return {well_formed(name): value for name, value in of.items()} if of else None


def well_formed(text: str) -> str:
    """The text, with U+FFFD for lone surrogates: those have no place in UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def instant(value: Any) -> Optional[datetime]:
    """An ISO 8601 time, to the microsecond; None if it is none, or on a day that is not in the calendar."""
    if value.__class__ is not str or not _TIME.fullmatch(value):
        return None
    try:
        return _from_iso(value)
    except ValueError:
        return None


def _from_iso_by_hand(text: str) -> datetime:
    time, zone = (text[:-1], "+00:00") if text.endswith("Z") else (text[:-6], text[-6:])
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    offset = -offset if zone.startswith("-") else offset
    local = datetime.fromisoformat(f"{time[:19]}.{time[20:]:0<6}"[:26])
    # Zero is UTC itself, by name too.
    return local.replace(tzinfo=timezone(offset) if offset else timezone.utc)


# Before 3.11 it reads neither `Z` nor fractions of any length.
_from_iso = datetime.fromisoformat if sys.version_info >= (3, 11) else _from_iso_by_hand
