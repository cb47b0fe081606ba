"""Chooses the implementation: the native module, else the pure one.

The pure one is a module `autosend_webhooks._pure`. It has to provide what `_native.pyi` declares, with the same names,
signatures, attributes and results:

- the classes `Verifier`, `Delivery`, `Deduplicator`, `Cause` and `Explanation`;
- the functions `parse_event(body)`, `sign(secret, body, *, delivery_id, event, timestamp)` and
  `sample(event_type, *, generation)`;
- the classes of the events and of what is in them, `Unknown` and `Invalid`, as `_generated/events.pyi` declares them.

Its errors come from `errors.make_error(code, message, hint)`, and from `errors.body_error(body)` for what is no bytes.
The same vectors run against both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import _native as implementation
else:
    try:
        from . import _native as implementation
    except ImportError as native_error:
        try:
            from . import _pure as implementation
        except ImportError:
            raise ImportError(
                "autosend_webhooks can't load its native module for this Python and platform, and this installation "
                f"has no pure-Python implementation (autosend_webhooks._pure): {native_error}"
            ) from native_error

backend: str = implementation.__name__.rpartition("._")[2]
"""`"native"` or `"pure"`: which implementation is in use."""

Cause = implementation.Cause
Deduplicator = implementation.Deduplicator
Delivery = implementation.Delivery
Explanation = implementation.Explanation
Verifier = implementation.Verifier
parse_event = implementation.parse_event
sample = implementation.sample
sign = implementation.sign
