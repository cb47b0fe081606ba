# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Picking a delivery's headers out of whatever holds headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Optional

from .errors import refusal
from .provider import DELIVERY_ID_HEADER, EVENT_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER

_NAMES = (SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER)
_POSITIONS = {name.lower(): index for index, name in enumerate(_NAMES)}
_ENVIRON = {"HTTP_" + name.upper().replace("-", "_"): index for index, name in enumerate(_NAMES)}

# Stands for something that no header can be: whatever it is checked for, it is malformed.
_NONSENSE = "(not a header's value)"


class DeliveryHeaders(NamedTuple):
    """The values of a delivery's headers, trimmed; empty ones count as absent. A character stands for a byte."""

    signature: Optional[str]
    timestamp: Optional[str]
    delivery_id: Optional[str]
    event: Optional[str]


def read_headers(headers: Any) -> DeliveryHeaders:
    """Reads a mapping or pairs of name and value, both str or bytes; a list of values stands for several headers.

    A WSGI environment is a mapping with `REQUEST_METHOD`. What holds no headers has none.
    """
    found: list[Optional[str]] = [None, None, None, None]
    conflict: Optional[int] = None
    for index, value in _values(headers):
        trimmed = value.strip(" \t")
        if found[index] is None:
            found[index] = trimmed
        elif found[index] != trimmed:
            conflict = index
    if conflict is not None:
        raise refusal("duplicate_header", _NAMES[conflict])
    return DeliveryHeaders(*[value or None for value in found])


def _values(headers: Any) -> list[tuple[int, str]]:
    """The values of the headers that matter, as often as they came."""
    values: list[tuple[int, str]] = []
    try:
        if isinstance(headers, dict) and "REQUEST_METHOD" in headers:
            pairs = [(index, headers.get(name)) for name, index in _ENVIRON.items()]
        else:
            pairs = list(_known(headers.items() if hasattr(headers, "items") else headers))
        for index, value in pairs:
            several = value if isinstance(value, (list, tuple)) else [value]
            values.extend((index, _text(one)) for one in several if one is not None)
    except Exception:
        # What an object that was handed over raises is no verdict: its headers are not there.
        return values
    return values


def _known(pairs: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    for pair in pairs:
        if isinstance(pair, (tuple, list)) and len(pair) == 2:
            name, value = pair
            if isinstance(name, bytes):
                name = name.decode("latin-1")
            index = _POSITIONS.get(name.lower()) if isinstance(name, str) else None
            # Characters whose lower case is ASCII are no letters of a header's name.
            if index is not None and name.isascii():
                yield index, value


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    # HTTP's headers are bytes, and servers decode them as Latin-1 (PEP 3333).
    if isinstance(value, str) and (value.isascii() or max(value) <= "\xff"):
        return value
    return _NONSENSE
