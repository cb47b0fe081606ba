"""Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, replays recognised.

    from autosend_webhooks import Unknown, Verifier

    verifier = Verifier(secret)
    delivery = verifier.verify(body, headers)  # the raw bytes, and any mapping
    match delivery.event:
        case Unknown(type):
            print(type, "is new to this version")
        case event:
            print(event.data)

Everything that is refused is a `WebhookError` with a `code` and an HTTP `status`.
"""

from typing import TYPE_CHECKING, Any

from . import events as events
from ._backend import Verifier as Verifier
from ._backend import backend as backend
from ._backend import parse_event as parse_event
from ._generated.provider import VERSION
from .deduplicator import Admission as Admission
from .deduplicator import Deduplicator as Deduplicator
from .delivery import Delivery as Delivery
from .errors import BodyError as BodyError
from .errors import ConfigurationError as ConfigurationError
from .errors import EventError as EventError
from .errors import HeaderError as HeaderError
from .errors import SignatureError as SignatureError
from .errors import TimestampError as TimestampError
from .errors import WebhookError as WebhookError
from .explain import Cause as Cause
from .explain import Explanation as Explanation
from .request import Request as Request
from .testing import sample as sample
from .testing import sign as sign

__version__: str = VERSION
"""The version of the package."""

if TYPE_CHECKING:
    from .events import *
else:
    # Type checkers see all that is imported as itself or by a star; they can't add up lists.
    __all__ = [
        "Admission",
        "BodyError",
        "Cause",
        "ConfigurationError",
        "Deduplicator",
        "Delivery",
        "EventError",
        "Explanation",
        "HeaderError",
        "Request",
        "SignatureError",
        "TimestampError",
        "Verifier",
        "WebhookError",
        "__version__",
        "backend",
        "parse_event",
        "sample",
        "sign",
        *events.__all__,
    ]

    def __getattr__(name: str) -> Any:
        """A class of the events, which large catalogs make when it is first asked for."""
        if name not in events.__all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(events, name)
        return value
