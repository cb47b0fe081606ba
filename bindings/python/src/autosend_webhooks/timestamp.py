"""The timestamp header."""

from __future__ import annotations

from typing import Optional

from ._generated.provider import MAX_TIMESTAMP_DIGITS, SECONDS_BELOW, TIMESTAMP_UNIT

_UNIT = 1000 if TIMESTAMP_UNIT == "seconds" else 1


def timestamp_millis(value: str) -> Optional[int]:
    """The header's value as Unix milliseconds; None if it is none."""
    if not (value.isdigit() and value.isascii() and len(value) <= MAX_TIMESTAMP_DIGITS):
        return None
    number = int(value)
    if SECONDS_BELOW is None:
        return number * _UNIT
    return number * 1000 if number < SECONDS_BELOW else number


def timestamp_number(millis: int) -> int:
    """Unix milliseconds as the number that AutoSend writes into the header."""
    return millis // _UNIT
