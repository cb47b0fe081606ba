"""Starlette: a route that receives webhooks.

app = Starlette(routes=[webhook_route(webhooks)], lifespan=lifespan(webhooks))
"""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .._backend import Verifier
from ..bodies import SlowRequestError, declared_length, receive, taken
from ..delivery import Delivery
from ..errors import WebhookError
from ..request import of_scope
from ..responses import SLOW_REQUEST, Answer
from ..webhooks import Webhooks
from . import asgi

__all__ = ["Webhooks", "lifespan", "respond", "verify_request", "webhook_route"]

_FIX = (
    "FastAPI and Starlette: read it by `await request.body()`, which keeps it, not by `request.stream()` or "
    "`request.form()` (Form and File parameters), and not in a middleware that does not hand it on."
)
_TIMEOUT = 8.0


def webhook_route(webhooks: Webhooks, path: str = "/webhooks") -> Route:
    """A route for POST requests whose events the handlers get."""

    async def endpoint(request: Request) -> Response:
        return await respond(webhooks, request)

    return Route(path, endpoint, methods=["POST"], name="autosend_webhooks")


def lifespan(webhooks: Webhooks) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """A lifespan that waits for handlers when the application shuts down."""

    @asynccontextmanager
    async def context(_app: Any) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await webhooks.drain_async(webhooks.timeout)

    return context


async def respond(webhooks: Webhooks, request: Request) -> Response:
    """Receives a request and makes the response."""
    ended, headers = True, request.scope["headers"]
    try:
        body, ended = await _body(request, webhooks.max_body, webhooks.timeout)
    except SlowRequestError:
        return _Response(webhooks, asgi.closing(SLOW_REQUEST, request.scope))
    except WebhookError as error:
        answer = await webhooks.receive_async(error, headers)
    else:
        answer = await webhooks.receive_async(body, of_scope(request.scope))
    return _Response(webhooks, answer if ended else asgi.closing(answer, request.scope))


async def verify_request(verifier: Verifier, request: Request) -> Delivery:
    """Verifies a request, in an endpoint of your own; its body can still be read then. Raises WebhookError."""
    try:
        body, _ = await _body(request, verifier.max_body, _TIMEOUT)
    except SlowRequestError:
        # What has come so far is not what was signed.
        body = b""
    return verifier.verify(body, of_scope(request.scope))


async def _body(request: Request, limit: int, timeout: float) -> tuple[bytes, bool]:
    """The raw body, kept for whoever reads it later, and whether all of it was read."""
    if hasattr(request, "_body"):
        return await request.body(), True
    if request._stream_consumed:  # pyright: ignore[reportPrivateUsage]
        raise taken(_FIX)
    length = declared_length(request.headers.get("content-length"))
    try:
        body, ended = await receive(request.receive, length, limit, timeout, _FIX)
    except ClientDisconnect:
        return b"", True
    if ended and len(body) <= limit:
        # As `await request.body()` keeps it.
        request._body = body  # pyright: ignore[reportPrivateUsage]
        request._stream_consumed = True  # pyright: ignore[reportPrivateUsage]
    return body, ended


class _Response(JSONResponse):
    """An answer that knows whether it was sent."""

    def __init__(self, webhooks: Webhooks, answer: Answer) -> None:
        super().__init__(answer.body, answer.status, answer.headers)
        self._webhooks = webhooks
        self._answer = answer

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Sends it."""
        await asgi.sending(self._webhooks, self._answer, functools.partial(super().__call__, scope, receive, send))
