"""Picking a delivery's headers out of whatever holds headers."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, Optional

from ._generated.provider import (
    DELIVERY_ID_HEADERS,
    ENVELOPE,
    EVENT_HEADER,
    IS_TABLED,
    SIGNATURES,
    TIMESTAMP_FROM,
    TIMESTAMP_HEADERS,
)
from .errors import refusal

TIMESTAMP, DELIVERY_ID, EVENT = 1, 2, 3
"""The places of these among the values that are read; the signature of the first scheme is before them."""


def _sources() -> Iterable[str]:
    """The headers that the envelope and what is signed name."""
    if ENVELOPE is not None:
        yield from [source.header for source in (*ENVELOPE.type, ENVELOPE.id) if source is not None and source.header]
    for scheme in SIGNATURES:
        yield from [name for kind, name in scheme.parts if kind == "header"]


def _roles() -> list[tuple[str, ...]]:
    """What is read, each by its names, of which the first that is there counts."""
    first = [SIGNATURES[0].headers, TIMESTAMP_HEADERS, DELIVERY_ID_HEADERS, (EVENT_HEADER,) if EVENT_HEADER else ()]
    more = [scheme.headers for scheme in SIGNATURES[1:]] + [(name,) for name in _sources()]
    return first + [names for names in dict.fromkeys(more) if names not in first]


_ROLES = _roles()
_NAMES = tuple({name.lower(): name for role in _ROLES for name in role}.values())
_POSITIONS = {name.lower(): index for index, name in enumerate(_NAMES)}
_ROLE_POSITIONS = [tuple(_POSITIONS[name.lower()] for name in role) for role in _ROLES]
_ENVIRON = {"HTTP_" + name.upper().replace("-", "_"): index for index, name in enumerate(_NAMES)}

_TOKENS = {name for scheme in SIGNATURES if scheme.scheme in ("token", "basic") for name in scheme.headers}
NAMES = tuple(name for name in _NAMES if name not in _TOKENS)
"""The headers that are read, but for those that carry a secret."""

IS_FAST = (
    [len(role) for role in _ROLES] == [1, 1, 1, 1]
    and len(_NAMES) == 4
    and [(scheme.scheme, scheme.form) for scheme in SIGNATURES] == [("hmac", "plain")]
    and TIMESTAMP_FROM == "header"
    and not IS_TABLED
)
"""Whether the provider signs and describes requests in the plainest way, which a fast path exists for."""


Values = tuple[Optional[str], ...]
"""Of signature, timestamp, delivery id, event and others: trimmed, empty as absent. A character stands for a byte."""


def place_of(names: tuple[str, ...]) -> int:
    """Where the value of a header stands among those that are read."""
    return _ROLES.index(names)


def headers_of(values: Values) -> dict[str, str]:
    """Headers that are read as these values."""
    return {role[0]: value for role, value in zip(_ROLES, values) if role and value is not None}


SIGNATURES_AT = [place_of(scheme.headers) for scheme in SIGNATURES]
"""The place of each scheme's header."""

_DIGEST_SIZE = {"sha1": 20, "sha256": 32, "sha512": 64}[SIGNATURES[0].hash]
_DIGITS = 2 * _DIGEST_SIZE if SIGNATURES[0].encoding == "hex" else -(-_DIGEST_SIZE // 3) * 4
_SIGNATURE_LENGTH = len(SIGNATURES[0].prefix) + _DIGITS
_IS_ENVIRON = "REQUEST_METHOD"

_ENVIRON_VALUES = itemgetter(*_ENVIRON)

# What gets the headers out of dicts that were seen, by all of the dict's names: most requests of a server have the
# same. Whoever sends others fills it with no more than this many, of so many characters each.
_LAYOUTS: dict[tuple[Any, ...], itemgetter[Any]] = {}
_MOST_LAYOUTS = 64
_LARGEST_LAYOUT = 2048

# Stands for something that no header can be: whatever it is checked for, it is malformed.
_NONSENSE = "(not a header's value)"


def read_headers(headers: Any) -> Values:
    """Reads a mapping or pairs of name and value, both str or bytes; a list of values stands for several headers.

    A WSGI environment is a mapping with `REQUEST_METHOD`. What holds no headers has none.
    """
    # Subclasses may say something else than what they hold.
    if IS_FAST and type(headers) is dict:
        found = _read_dict(headers)
        if found is not None:
            return found
    values = _read_any(headers)
    return tuple(next((values[at] for at in role if values[at]), None) for role in _ROLE_POSITIONS)


def _read_dict(headers: dict[Any, Any]) -> Optional[Values]:
    """The fast path: a dict that has each header once, as plain text without blanks. None for all others."""
    try:
        get = _ENVIRON_VALUES if _IS_ENVIRON in headers else _LAYOUTS.get(tuple(headers)) or _layout(headers)
        signature, timestamp, delivery_id, event = get(headers)
    except Exception:
        # They are not all there, or a name is an object that fails.
        return None
    if not (type(signature) is type(timestamp) is type(delivery_id) is type(event) is str):
        return None
    if len(signature) != _SIGNATURE_LENGTH or not timestamp.isdigit() or not delivery_id or not event:
        return None
    text = delivery_id + event
    is_plain = text.isascii() and text.isprintable() and " " not in text
    return (signature, timestamp, delivery_id, event) if is_plain else None


def _layout(headers: dict[Any, Any]) -> itemgetter[Any]:
    """Gets the headers out of a dict and others like it. Raises ValueError if not each is there once."""
    names = [""] * len(_NAMES)
    for name in headers:
        index = _position(name)
        if type(name) is not str or (index is not None and names[index]):
            raise ValueError(name)
        if index is not None:
            names[index] = name
    get = itemgetter(*names)
    if all(names) and sum(map(len, headers)) <= _LARGEST_LAYOUT:
        if len(_LAYOUTS) >= _MOST_LAYOUTS:
            _LAYOUTS.clear()
        _LAYOUTS[tuple(headers)] = get
    return get


def is_visible(text: str) -> bool:
    """Whether a text is of visible ASCII characters alone, and not empty."""
    return text.isascii() and text.isprintable() and " " not in text and text != ""


def _read_any(headers: Any) -> list[Optional[str]]:
    found: list[Optional[str]] = [None] * len(_NAMES)
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
