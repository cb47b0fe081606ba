# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Strict JSON: what RFC 8259 says and nothing else, no deeper than allowed, with all of its numbers."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from .errors import refusal
from .provider import MAX_DEPTH

# A string, closed or not, or a bracket outside of strings.
_TOKEN = re.compile(rb'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)

_MAX_DIGITS = 640
"""What every Python reads as an `int`, whatever limit was set."""


def read_object(body: bytes) -> dict[str, Any]:
    """Reads a body that is one JSON object in UTF-8; of duplicate members the last one counts."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal("body_not_json", "it is not UTF-8") from None
    if _is_too_deep(body):
        raise refusal("body_too_deep")
    try:
        value = loads(text)
    except ValueError:
        # Without the parser's words, which quote the body.
        raise refusal("body_not_json") from None
    if not isinstance(value, dict):
        raise refusal("body_not_object")
    return value


def loads(text: str) -> Any:
    """`json.loads`, without NaN and with integers of any length: beyond what `int` reads they become a `Decimal`."""
    return json.loads(text, parse_int=_integer, parse_constant=_refuse)


def _integer(digits: str) -> int | Decimal:
    # `int` takes quadratic time, or refuses, depending on Python's version and settings.
    return int(digits) if len(digits) <= _MAX_DIGITS else Decimal(digits)


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _is_too_deep(body: bytes) -> bool:
    """Looks at brackets alone, so that no parser is given what could exhaust it."""
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        return False
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
