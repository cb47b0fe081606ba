"""Chooses what verifies: the native module where it loads, else Python alone.

Both are given the same and give the same: the native module has a `Verifier` and a `parse_event` of its own, as
`_native.pyi` declares them, and fills objects of this package's classes. The same vectors run against both.
"""

from __future__ import annotations

import importlib
import os
import warnings
from typing import TYPE_CHECKING

PURE_VARIABLE = "AUTOSEND_WEBHOOKS_PURE"
"""The environment variable that asks for Python alone, when the package is built and when it is imported."""


def _is_main_interpreter() -> bool:
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        return bool(module.get_current() == module.get_main())
    # There are no others.
    return True


def _refusal() -> str | None:
    """Why the native module is not to be loaded, if so."""
    if _is_main_interpreter():
        return None
    # Its classes would be shared with other interpreters, whose exceptions are others.
    return "this is not the main interpreter of the process (mod_wsgi: WSGIApplicationGroup %{GLOBAL} runs it there)"


def _warn(reason: object) -> None:
    warnings.warn(
        f"autosend_webhooks verifies in Python alone, which is slower: {reason}. {PURE_VARIABLE}=1 asks for that and "
        "silences this warning.",
        RuntimeWarning,
        stacklevel=2,
    )


def _is_native() -> bool:
    """Whether the native module is there and to be used."""
    if os.environ.get(PURE_VARIABLE, "") not in ("", "0"):
        return False
    refusal = _refusal()
    if refusal is None:
        try:
            importlib.import_module("._native", __package__)
        except ImportError as error:
            refusal = str(error)
        else:
            return True
    _warn(refusal)
    return False


backend: str = "native" if _is_native() else "pure"
"""`"native"` or `"pure"`: what verifies."""

if TYPE_CHECKING or backend == "native":
    from ._native import Verifier as Verifier
    from ._native import parse_event as parse_event
else:
    from .read import parse_event as parse_event
    from .verifier import Verifier as Verifier
