# Generated from schema/ by `cargo xtask generate`; do not edit.
"""A WSGI application: Flask, Django and others mount it, servers run it."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Callable

from .receiver import Receiver


class WebhookApplication:
    """Answers POST requests by a receiver.

    application = WebhookApplication(Receiver(lambda delivery: print(delivery.type)))
    """

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answers one request."""
        if environ["REQUEST_METHOD"] != "POST":
            start_response("405 Method Not Allowed", [("Allow", "POST"), ("Content-Length", "0")])
            return []
        answer = self._receiver.receive(self._body(environ), environ)
        text = answer.encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(text)))]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [text]

    def _body(self, environ: dict[str, Any]) -> bytes:
        """The body, or one byte more than allowed: enough to refuse it."""
        limit = self._receiver.verifier.max_body + 1
        length = environ.get("CONTENT_LENGTH") or ""
        missing = min(int(length), limit) if length.isascii() and length.isdigit() else limit
        chunks: list[bytes] = []
        while missing > 0 and (chunk := environ["wsgi.input"].read(missing)):
            chunks.append(chunk)
            missing -= len(chunk)
        return b"".join(chunks)
