"""Engines that a fleet runs already, into which receivers in Rust put deliveries: a module for each.

An engine recognises repeats for a while only, and hands a delivery out again when its lease has ended: `first` in the
transaction of the effect is what makes that happen once.
"""

from __future__ import annotations

from typing import Union

from ..errors import InboxError
from .engine import Consumer as Consumer
from .engine import Ending as Ending
from .engine import Engine as Engine
from .jetstream import JetStream as JetStream
from .redis_streams import RedisStreams as RedisStreams


def engine_of(given: Union[Engine, str]) -> Engine:
    """The engine that something is. Raises InboxError."""
    if not isinstance(given, str):
        return given
    if given.startswith(("nats://", "tls://")):
        return JetStream(given)
    if given.startswith(("redis://", "rediss://")):
        return RedisStreams(given)
    raise InboxError("bad_store_address", "an engine's begins with nats://, tls://, redis:// or rediss://")
