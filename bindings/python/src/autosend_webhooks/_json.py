"""Strict JSON: what RFC 8259 says and nothing else, no deeper than allowed, with all of its numbers."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from ._generated.provider import MAX_DEPTH
from .errors import refusal

# A string, closed or not, or a bracket outside of strings.
_TOKEN = re.compile(rb'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)
_DIGIT = re.compile(rb"[0-9]")
_BLANK = " \t\n\r"
_NO_STRUCTURE = bytes(set(range(256)) - set(b'"\\[]{}'))

_MAX_DIGITS = 640
"""What every Python reads as an `int`, whatever limit was set."""


def _integer(digits: str) -> int | Decimal:
    # `int` takes quadratic time, or refuses, depending on Python's version and settings.
    return int(digits) if len(digits) <= _MAX_DIGITS else Decimal(digits)


def _refuse(name: str) -> Any:
    raise ValueError(name)


_FAST = json.JSONDecoder(parse_constant=_refuse)
_STRICT = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse)


def read_object(body: bytes) -> dict[str, Any]:
    """Reads a body that is one JSON object in UTF-8; of duplicate members the last one counts.

    Python's own parser reads most bodies as it should: a look at the bytes tells which are not to be given to it.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal("body_not_json", "it is not UTF-8") from None
    if _is_too_deep(body):
        raise refusal("body_too_deep")
    try:
        value = (_STRICT if _has_long_number(body) else _FAST).decode(text)
    except ValueError:
        # Without the parser's words, which quote the body.
        raise refusal("body_not_json") from None
    if not isinstance(value, dict):
        raise refusal("body_not_object")
    return value


def loads(text: str) -> Any:
    """`json.loads`, without NaN and with integers of any length: beyond what `int` reads they become a `Decimal`."""
    return _STRICT.decode(text)


def _has_long_number(body: bytes) -> bool:
    """Whether there may be a number of more digits than `int` should be given: it would cover two of these places."""
    step = _MAX_DIGITS // 2
    places = (match.start() * step for match in _DIGIT.finditer(body[::step]))
    return len(body) > _MAX_DIGITS and any(body[place : place + step].isdigit() for place in places)


def _is_too_deep(body: bytes) -> bool:
    """Looks at brackets alone, so that no parser is given what could exhaust it."""
    if len(body.split(b"{", MAX_DEPTH)) + len(body.split(b"[", MAX_DEPTH)) <= MAX_DEPTH:
        return False
    return not _is_shallow(body) and _depth_exceeds(body)


def _is_shallow(body: bytes) -> bool:
    """Whether it is clear that not too many brackets are open at once: pairs vanish from the inside out."""
    rest = body.translate(None, _NO_STRUCTURE).replace(b'""', b"")
    for _ in range(MAX_DEPTH):
        if not rest:
            return True
        shorter = rest.replace(b"{}", b"").replace(b"[]", b"")
        if len(shorter) == len(rest):
            return False
        rest = shorter
    return not rest


def _depth_exceeds(body: bytes) -> bool:
    depth = 0
    for match in _TOKEN.finditer(body):
        token = match.group()
        if token in (b"{", b"["):
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif token in (b"}", b"]"):
            # Closing more than was opened gives no room to open more.
            depth = max(depth - 1, 0)
    return False
