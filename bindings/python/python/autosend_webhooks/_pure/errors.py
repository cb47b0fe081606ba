# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The package's own errors: whichever implementation is in use, they are the same classes."""

from __future__ import annotations

from .._generated.errors import TABLE
from ..errors import WebhookError as WebhookError
from ..errors import body_error as body_error
from ..errors import make_error


def refusal(code: str, detail: str | None = None) -> WebhookError:
    """The exception for a code, of its family's class, with particulars."""
    return make_error(code, None if detail is None else f"{TABLE[code].meaning} ({detail})")
