"""What requests are answered with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Optional

from .delivery import Delivery


@dataclass(frozen=True)
class Answer:
    """What to answer a request with."""

    status: int
    """The HTTP status."""
    body: dict[str, Any]
    """What to send as JSON: `{"received": true, "duplicate": false}`, or a `code`."""
    headers: dict[str, str] = field(default_factory=dict)
    """Headers beside the content type."""
    delivery: Optional[Delivery] = None
    """What was delivered, if it is processed by this request."""
    work: Any = field(default=None, repr=False, compare=False)
    """Handlers that are still to be called: pass the answer to `Webhooks.finish` when it is sent."""

    def encode(self) -> bytes:
        """The body in JSON."""
        return json.dumps(self.body).encode()


LATER = {"Retry-After": "1"}
DUPLICATE = Answer(200, {"received": True, "duplicate": True})
IN_PROGRESS = Answer(503, {"received": False, "code": "in_progress"}, LATER)
DEDUPLICATOR_FAILED = Answer(503, {"received": False, "code": "deduplicator_failed"}, LATER)
HANDLER_FAILED = Answer(500, {"received": False, "code": "handler_failed"})
SLOW_REQUEST = Answer(408, {"received": False, "code": "request_timeout"})
NOT_POST = Answer(405, {"message": "Webhooks come by POST."}, {"Allow": "POST"})
