"""A plain WSGI application that receives webhooks.

application = WebhookApplication(webhooks)
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, Callable

from ._bodies import declared_length, read
from .webhooks import Answer, Webhooks

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


def respond(webhooks: Webhooks, environ: Environ) -> Answer:
    """Reads the body of a request with a limit, and returns what to answer: `finish` it then."""
    length = declared_length(environ.get("CONTENT_LENGTH") or None)
    limit = webhooks.verifier.max_body
    if length is not None and length > limit:
        return webhooks.too_large(length)
    if length is None and not environ.get("wsgi.input_terminated"):
        length = 0
    return webhooks.receive(read(environ["wsgi.input"], length, limit), environ)


class WebhookApplication:
    """Answers POST requests on any path; mount it where webhooks come in."""

    def __init__(self, webhooks: Webhooks) -> None:
        self.webhooks = webhooks

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Handles one request (PEP 3333)."""
        extra: list[tuple[str, str]] = []
        if environ["REQUEST_METHOD"] == "POST":
            answer = respond(self.webhooks, environ)
        else:
            answer = Answer(405, {"message": "Webhooks come by POST."})
            extra = [("Allow", "POST")]
        body = json.dumps(answer.body).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *extra]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return _Body(body, functools.partial(self.webhooks.finish, answer))


class _Body:
    """The body of an answer, and what is to be done when the server has sent it."""

    def __init__(self, body: bytes, then: Callable[[], None]) -> None:
        self._body = body
        self.close = then

    def __iter__(self) -> Iterator[bytes]:
        yield self._body
