# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What pickled and copied objects are made from again: the bodies that they were read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

from . import backend


def event(body: bytes) -> backend.events.Event:
    """The event of a body."""
    return backend.parse_event(body)


def delivery(id: str, body: bytes, sent_at_ms: Optional[int], secret_index: int) -> backend.Delivery:
    """A delivery that was verified before."""
    return backend.restore_delivery(id, body, sent_at_ms, secret_index)


def part(body: bytes, number: int) -> Any:
    """An object inside of the event of a body, by its number."""
    return list(_parts(backend.parse_event(body)))[number]


def number(part: Any, body: bytes) -> int:
    """The number of an object inside of the event of a body, or of one that is equal."""
    return list(_parts(backend.parse_event(body))).index(part)


def _parts(of: Any) -> Iterator[Any]:
    for name in dir(type(of)):
        value = None if name.startswith("_") else getattr(of, name)
        for item in value if isinstance(value, tuple) else (value,):
            if hasattr(item, "to_dict"):
                yield item
                yield from _parts(item)
