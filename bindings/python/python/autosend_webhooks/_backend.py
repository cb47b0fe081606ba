"""Chooses the implementation: the native module, else the one in Python alone.

The latter is the module `autosend_webhooks._pure.api`. It has to provide what `_native.pyi` declares, with the same
names, signatures, attributes and results:

- the classes `Verifier`, `Delivery`, `Cause` and `Explanation`;
- the functions `parse_event(body)`, `restore_delivery(id, body, sent_at_ms, secret_index)`,
  `sign(secret, body, *, delivery_id, event, timestamp)` and `sample(event_type, *, generation)`;
- the classes of the events and of what is in them, `Unknown` and `Invalid`, as `_generated/events.pyi` declares them.

Its errors come from `errors.make_error(code, message, hint)`, and from `errors.body_error(body)` for what is no bytes.
The same vectors run against both.
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


if TYPE_CHECKING:
    from . import _native as implementation
elif os.environ.get(PURE_VARIABLE, "") not in ("", "0"):
    from ._pure import api as implementation
elif refusal := _refusal():
    _warn(refusal)
    from ._pure import api as implementation
else:
    try:
        from . import _native as implementation
    except ImportError as error:
        _warn(error)
        from ._pure import api as implementation

backend: str = "native" if implementation.__name__.endswith("._native") else "pure"
"""`"native"` or `"pure"`: which implementation is in use."""

Cause = implementation.Cause
Delivery = implementation.Delivery
Explanation = implementation.Explanation
Verifier = implementation.Verifier
parse_event = implementation.parse_event
restore_delivery = implementation.restore_delivery
sample = implementation.sample
sign = implementation.sign
