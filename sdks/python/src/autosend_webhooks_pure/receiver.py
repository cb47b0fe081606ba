# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Answering requests: verify, recognise repeats, and hand each delivery over once."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Awaitable
from typing import Any, Callable, NamedTuple, Optional, Union

from .deduplicator import Deduplicator
from .delivery import Delivery
from .errors import WebhookError
from .verifier import Verifier

logger = logging.getLogger(__name__)

SECRET_VARIABLE = "AUTOSEND_WEBHOOK_SECRET"


class Answer(NamedTuple):
    """What to answer a request with."""

    status: int
    body: dict[str, Any]
    """Sent as JSON."""

    def encode(self) -> bytes:
        """The body in JSON."""
        return json.dumps(self.body).encode()


class Receiver:
    """Verifies requests, recognises repeated ones, and calls a function with each delivery once.

    `verifier` is one, or None for a verifier with the secret in AUTOSEND_WEBHOOK_SECRET. If the function fails, the
    answer is 500, and the retry that follows is let in.
    """

    def __init__(
        self,
        on_delivery: Callable[[Delivery], Union[Awaitable[None], None]],
        verifier: Optional[Verifier] = None,
        deduplicator: Optional[Deduplicator] = None,
    ) -> None:
        self.verifier = Verifier(os.environ.get(SECRET_VARIABLE)) if verifier is None else verifier
        self.deduplicator = Deduplicator() if deduplicator is None else deduplicator
        self._on_delivery = on_delivery

    def receive(self, body: bytes, headers: Any) -> Answer:
        """Answers a request. Raises nothing."""
        admitted = self._admit(body, headers)
        if isinstance(admitted, Answer):
            return admitted
        try:
            self._on_delivery(admitted)
        except Exception:
            return self._failed(admitted)
        return _RECEIVED

    async def receive_async(self, body: bytes, headers: Any) -> Answer:
        """The same in an event loop."""
        admitted = self._admit(body, headers)
        if isinstance(admitted, Answer):
            return admitted
        try:
            result = self._on_delivery(admitted)
            if result is not None:
                await result
        except Exception:
            return self._failed(admitted)
        return _RECEIVED

    def _admit(self, body: bytes, headers: Any) -> Union[Delivery, Answer]:
        try:
            delivery = self.verifier.verify(body, headers)
        except WebhookError as error:
            logger.warning("refused a request: %s", error)
            return Answer(error.status, error.to_dict())
        return delivery if self.deduplicator.admit(delivery) == "first" else _REPEATED

    def _failed(self, delivery: Delivery) -> Answer:
        self.deduplicator.forget(delivery)
        logger.exception("webhook %s of %s failed", delivery.id, delivery.type)
        return Answer(500, {"message": "The event could not be processed."})


_RECEIVED = Answer(200, {"received": True, "duplicate": False})
_REPEATED = Answer(200, {"received": True, "duplicate": True})
