"""Parameters by number, for clients that have them by place or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_NUMBERED = re.compile(r"[$?](\d+)")


@lru_cache(maxsize=256)
def _positional(text: str, mark: str) -> tuple[str, tuple[int, ...]]:
    order = tuple(int(number) - 1 for number in _NUMBERED.findall(text))
    return _NUMBERED.sub(lambda _: mark, text.replace("%", "%%") if "%" in mark else text), order


def positional(text: str, values: Sequence[Any], mark: str) -> tuple[str, list[Any]]:
    """A statement with a mark at each value's place, and the values in that order; `%` is doubled for `%s`."""
    marked, order = _positional(text, mark)
    return marked, [values[index] for index in order]


@lru_cache(maxsize=256)
def named(text: str) -> str:
    """A statement with `:p1` for `$1`, as SQLAlchemy has them; what else looks like one is escaped."""
    escaped = re.sub(r"(?<!:):(?=\w)", r"\\:", text)
    return _NUMBERED.sub(r":p\1 ", escaped)
