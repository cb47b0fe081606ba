"""Picking a delivery's headers out of whatever holds headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Optional

from ._generated.provider import DELIVERY_ID_HEADER, EVENT_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER
from .errors import refusal

_NAMES = (SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_ID_HEADER, EVENT_HEADER)
_POSITIONS = {name.lower(): index for index, name in enumerate(_NAMES)}
_ENVIRON = {"HTTP_" + name.upper().replace("-", "_"): index for index, name in enumerate(_NAMES)}
_IS_ENVIRON = "REQUEST_METHOD"

# The spellings that most servers have, and the lengths that say that a name can't be one in another spelling.
_SPELLINGS = {spelled: index for index, name in enumerate(_NAMES) for spelled in (name, name.lower())}
_LENGTHS = frozenset(map(len, _NAMES))

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
    # Subclasses may say something else than what they hold.
    found = _read_dict(headers) if type(headers) is dict else None
    if found is None:
        found = _read_any(headers)
    signature, timestamp, delivery_id, event = found
    return DeliveryHeaders(
        (signature and signature.strip(" \t")) or None,
        (timestamp and timestamp.strip(" \t")) or None,
        (delivery_id and delivery_id.strip(" \t")) or None,
        (event and event.strip(" \t")) or None,
    )


def _read_dict(headers: dict[Any, Any]) -> Optional[list[Optional[str]]]:
    """The fast path: a dict of plain text in which each header is there once. None for all others."""
    if _IS_ENVIRON in headers:
        found: list[Any] = [headers.get(name) for name in _ENVIRON]
    else:
        found = [None, None, None, None]
        for name, value in headers.items():
            index = _SPELLINGS.get(name)
            if index is not None:
                if found[index] is not None:
                    return None
                found[index] = value
            elif type(name) is not str or (len(name) in _LENGTHS and _position(name) is not None):
                return None
    for value in found:
        if value is not None and (type(value) is not str or not value.isascii()):
            return None
    return found


def _read_any(headers: Any) -> list[Optional[str]]:
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
    return found


def _values(headers: Any) -> list[tuple[int, str]]:
    """The values of the headers that matter, as often as they came."""
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers
        return [(index, _text(value)) for index, value in _known(pairs) if value is not None]
    except Exception:
        # What an object that was handed over raises is no verdict: its headers are not there.
        return []


def _known(pairs: Iterable[Any]) -> list[tuple[int, Any]]:
    """The headers by number, or those of a WSGI environment if it is one."""
    headers: list[tuple[int, Any]] = []
    environ: dict[int, Any] = {}
    is_environ = False
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            continue
        name, value = pair
        index = _position(name)
        if index is not None:
            headers.extend((index, one) for one in _several(value))
        elif isinstance(name, str):
            if name in _ENVIRON:
                environ[_ENVIRON[name]] = value
            is_environ = is_environ or name == _IS_ENVIRON
    return [(index, one) for index, value in environ.items() for one in _several(value)] if is_environ else headers


def _position(name: Any) -> Optional[int]:
    if isinstance(name, bytes):
        name = name.decode("latin-1")
    # Of subclasses the text, whatever they say. Characters whose lower case is ASCII are no letters of a header's name.
    return _POSITIONS.get(str.lower(name)) if isinstance(name, str) and str.isascii(name) else None


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else (value,)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    # HTTP's headers are bytes, and servers decode them as Latin-1 (PEP 3333).
    if isinstance(value, str):
        text = str.__str__(value)
        if text.isascii() or max(text) <= "\xff":
            return text
    return _NONSENSE
