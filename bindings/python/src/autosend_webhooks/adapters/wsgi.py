"""A plain WSGI application that receives webhooks: Flask, Django and others mount it, servers run it.

application = WebhookApplication(webhooks)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, Callable, Union

from ..bodies import declared_length, read_declared
from ..errors import WebhookError
from ..responses import NOT_POST, Answer
from ..webhooks import Webhooks

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

_FIX = 'WSGI: let whatever reads the body before put it back, as environ["wsgi.input"] = io.BytesIO(body).'


def respond(webhooks: Webhooks, environ: Environ) -> Answer:
    """Reads the body of a request with a limit, and returns what to answer.

    Send it, and then call `finish` with it; or `abandon`, if it can't be sent.
    """
    return webhooks.receive(_body(webhooks, environ), environ)


def _body(webhooks: Webhooks, environ: Environ) -> Union[bytes, WebhookError]:
    length = declared_length(environ.get("CONTENT_LENGTH") or None)
    if length is not None and length > webhooks.max_body:
        return webhooks.too_large(length)
    if length is None and not environ.get("wsgi.input_terminated"):
        # No server says where a body without a length ends, but by this.
        length = 0
    try:
        return read_declared(environ["wsgi.input"], length, webhooks.max_body, _FIX)
    except WebhookError as error:
        return error


class WebhookApplication:
    """Answers POST requests on any path; mount it where webhooks come in."""

    def __init__(self, webhooks: Webhooks) -> None:
        self.webhooks = webhooks

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Handles one request (PEP 3333)."""
        answer = respond(self.webhooks, environ) if environ["REQUEST_METHOD"] == "POST" else NOT_POST
        body = AnswerBody(answer, self.webhooks.finish, self.webhooks.abandon)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body.text)))]
        try:
            start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", [*headers, *answer.headers.items()])
        except BaseException:
            body.close()
            raise
        return body


class AnswerBody:
    """The body of an answer, which knows whether the server has taken it."""

    def __init__(self, answer: Answer, finish: Callable[[Answer], None], abandon: Callable[[Answer], None]) -> None:
        self.text = answer.encode()
        self._answer = answer
        self._finish = finish
        self._abandon = abandon
        self._is_over = False

    def __iter__(self) -> Iterator[bytes]:
        yield self.text
        # Servers ask for more when they have sent what they have.
        self._end(self._finish)

    def close(self) -> None:
        """Ends the answer, as servers do in any case: one that they have not taken was not sent."""
        self._end(self._abandon)

    def _end(self, then: Callable[[Answer], None]) -> None:
        if not self._is_over:
            self._is_over = True
            then(self._answer)
