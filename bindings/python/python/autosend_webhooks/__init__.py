"""Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, replays recognised.

    from autosend_webhooks import EmailBounced, Verifier

    verifier = Verifier("whsec_...")
    delivery = verifier.verify(body, headers)  # the raw bytes, and any mapping
    match delivery.event:
        case EmailBounced(data=data):
            print(data.to.email, data.bounce_type)

Everything that is refused is a `WebhookError` with a `code` and an HTTP `status`.
"""

from importlib.metadata import version as _version
from typing import TYPE_CHECKING

from . import events as events
from ._backend import (
    Cause as Cause,
)
from ._backend import (
    Delivery as Delivery,
)
from ._backend import (
    Explanation as Explanation,
)
from ._backend import (
    Verifier as Verifier,
)
from ._backend import (
    backend as backend,
)
from ._backend import (
    parse_event as parse_event,
)
from ._backend import (
    sample as sample,
)
from ._backend import (
    sign as sign,
)
from ._pure.deduplicator import (
    Admission as Admission,
)
from ._pure.deduplicator import (
    Deduplicator as Deduplicator,
)
from .errors import (
    BodyError as BodyError,
)
from .errors import (
    ConfigurationError as ConfigurationError,
)
from .errors import (
    EventError as EventError,
)
from .errors import (
    HeaderError as HeaderError,
)
from .errors import (
    SignatureError as SignatureError,
)
from .errors import (
    TimestampError as TimestampError,
)
from .errors import (
    WebhookError as WebhookError,
)
from .events import *

__version__: str = _version("autosend-webhooks")
"""The version of the package."""

if not TYPE_CHECKING:
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
