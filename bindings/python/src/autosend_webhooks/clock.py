"""Spans and instants as people write them."""

from __future__ import annotations

import math
import time
from datetime import datetime, timedelta
from typing import Union

Span = Union[float, timedelta]
"""A length of time: seconds, or a timedelta."""
Instant = Union[float, datetime]
"""A time: seconds since 1970, or a datetime with a time zone."""


_FAR = 1e12


def now_millis() -> int:
    """The clock that Python shows, looked up each time: tests may have replaced it. Unix milliseconds."""
    return round(time.time() * 1e6) // 1000


def millis(now: Instant) -> int:
    """An instant as Unix milliseconds."""
    if type(now) is float and -_FAR < now < _FAR:
        return round(now * 1e6) // 1000
    if isinstance(now, datetime):
        if now.tzinfo is None:
            raise ValueError("now has no time zone: use datetime.now(timezone.utc)")
        now = now.timestamp()
    if not math.isfinite(now):
        raise ValueError(f"now is no time: {now}")
    # Rounded to the microsecond that Python's clocks have: 0.1 is not a sum of powers of two.
    return round(now * 1e6) // 1000


def span_millis(span: Span) -> float:
    """A length of time in milliseconds."""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(f"must be a finite, non-negative number of seconds, got {seconds}")
    return seconds * 1000
