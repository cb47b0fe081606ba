"""Deliveries in the application's own database, each processed once: see `Inbox`."""

from .clients import Transaction as Transaction
from .engines import JetStream as JetStream
from .engines import RedisStreams as RedisStreams
from .errors import InboxError as InboxError
from .inbox import Inbox as Inbox
from .options import HandlerError as HandlerError
from .options import WorkOptions as WorkOptions
from .statements import Stored as Stored

__all__ = [
    "HandlerError",
    "Inbox",
    "InboxError",
    "JetStream",
    "RedisStreams",
    "Stored",
    "Transaction",
    "WorkOptions",
]
