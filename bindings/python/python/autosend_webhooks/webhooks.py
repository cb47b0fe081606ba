"""Handlers by event type: verify, recognise repeats, call what is registered, and say what to answer."""

from ._pure.webhooks import SECRET_VARIABLE as SECRET_VARIABLE
from ._pure.webhooks import Answer as Answer
from ._pure.webhooks import Webhooks as Webhooks

__all__ = ["Answer", "Webhooks"]
