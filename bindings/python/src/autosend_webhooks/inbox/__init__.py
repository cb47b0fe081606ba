"""Deliveries in the application's own database, each processed once: see `Inbox`."""

from .clients import Transaction as Transaction
from .errors import InboxError as InboxError
from .inbox import Inbox as Inbox
from .statements import Stored as Stored
from .worker import HandlerError as HandlerError
from .worker import WorkOptions as WorkOptions

__all__ = ["HandlerError", "Inbox", "InboxError", "Stored", "Transaction", "WorkOptions"]
