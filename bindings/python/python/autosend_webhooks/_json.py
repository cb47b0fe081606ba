"""Reading JSON that the verifier has accepted: nothing in it may raise."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def loads(text: str) -> Any:
    """`json.loads`, with integers of any length: beyond what `int` reads from text they become a `Decimal`."""
    return json.loads(text, parse_int=_integer)


def _integer(digits: str) -> int | Decimal:
    try:
        return int(digits)
    except ValueError:
        return Decimal(digits)
