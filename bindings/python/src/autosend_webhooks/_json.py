"""Strict JSON: what RFC 8259 says and nothing else, no deeper than allowed, with all of its numbers."""

from __future__ import annotations

import json
import re
from array import array
from decimal import Decimal
from itertools import accumulate
from operator import sub
from typing import Any

from ._generated.provider import MAX_DEPTH
from .errors import refusal

# A string, closed or not, or a bracket outside of strings.
_TOKEN = re.compile(rb'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)
_DIGITS = b"0123456789"
# Opening is a step down, closing one back.
_STEPS = bytes.maketrans(b"{[}]", b"\1\1\xff\xff")
_FEW = min(4, MAX_DEPTH)
_NO_STRUCTURE = bytes(set(range(256)) - set(b'"\\[]{}'))

_PIECE = 4096
"""So many brackets are counted at a time."""
_SHORT = 2048
"""In less than so many bytes it is quicker to count than to search."""
_MAX_DIGITS = 640
"""What every Python reads as an `int`, whatever limit was set."""


def _integer(digits: str) -> int | Decimal:
    # `int` takes quadratic time, or refuses, depending on Python's version and settings.
    return int(digits) if len(digits) <= _MAX_DIGITS else Decimal(digits)


def _refuse(name: str) -> Any:
    raise ValueError(name)


_FAST = json.JSONDecoder(parse_constant=_refuse)
_STRICT = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse)


def read_object(body: bytes) -> tuple[dict[str, Any], bool]:
    """Reads a body that is one JSON object in UTF-8, and says whether there are escapes in it.

    Of duplicate members the last one counts.
    """
    text = _text(body)
    value = _read(body, text)
    if value.__class__ is not dict:
        raise refusal("body_not_object")
    return value, "\\" in text


def read_value(body: bytes) -> Any:
    """Reads a body that is any JSON in UTF-8."""
    return _read(body, _text(body))


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise refusal("body_not_json", "it is not UTF-8") from None


def _read(body: bytes, text: str) -> Any:
    """Python's own parser reads most bodies as it should: a look at the bytes tells which are not to be given to it."""
    if (len(body) > _SHORT or "[" in text or text.count("{") > MAX_DEPTH) and _is_too_deep(body):
        raise refusal("body_too_deep")
    size = len(body)
    # Of less than two of them the byte in the middle is one.
    if size > _MAX_DIGITS and (size > 2 * _MAX_DIGITS or body[_MAX_DIGITS] in _DIGITS) and _has_long_number(body):
        return _read_strictly(text)
    value: Any = None
    try:
        value, end = _FAST.raw_decode(text)
    except ValueError:
        # There may be blanks before.
        end = -1
    return value if end == len(text) else _read_strictly(text)


def _read_strictly(text: str) -> Any:
    try:
        return _STRICT.decode(text)
    except ValueError:
        # Without the parser's words, which quote the body.
        raise refusal("body_not_json") from None


def loads(text: str) -> Any:
    """`json.loads`, without NaN and with integers of any length: beyond what `int` reads they become a `Decimal`."""
    return _STRICT.decode(text)


def _has_long_number(body: bytes) -> bool:
    """Whether there may be a number of more digits than `int` should be given: it would cover one of these places."""
    half = _MAX_DIGITS // 2
    for place in range(_MAX_DIGITS, len(body), _MAX_DIGITS + 1):
        # And at least half of it would lie on one side.
        if body[place] in _DIGITS and (body[place - half : place].isdigit() or body[place : place + half].isdigit()):
            return True
    return False


def _is_too_deep(body: bytes) -> bool:
    """Looks at brackets alone, so that no parser is given what could exhaust it."""
    if _is_flat(body):
        return False
    brackets = body.translate(None, _NO_STRUCTURE).replace(b'""', b"")
    if b'"' in brackets or b"\\" in brackets:
        # Some may be in strings.
        return _depth_exceeds(body)
    inner = brackets
    for _ in range(_FEW):
        inner = inner.replace(b"{}", b"").replace(b"[]", b"")
    if not inner:
        return False
    return _brackets_exceed(brackets)


def _brackets_exceed(brackets: bytes) -> bool:
    """Whether too many of these are open at once, piece by piece, so that the first too many ends it."""
    depth = 0
    for start in range(0, len(brackets), _PIECE):
        steps = array("b", brackets[start : start + _PIECE].translate(_STEPS))
        depths = list(accumulate(steps, initial=depth))
        lowest = min(depths)
        if lowest < 0:
            # Closing more than was opened gives no room to open more: depth counts from the lowest so far.
            depths = list(map(sub, depths, accumulate(depths, min, initial=0)))
        if max(depths) > MAX_DEPTH:
            return True
        depth = depths[-1]
    return False


def _is_flat(body: bytes) -> bool:
    """Whether there are too few brackets for too many to be open."""
    left = MAX_DEPTH
    for bracket in b"{[":
        at = body.find(bracket)
        while at >= 0 and left >= 0:
            left -= 1
            at = body.find(bracket, at + 1)
    return left >= 0


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
