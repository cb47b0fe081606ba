"""Starlette: a route that receives webhooks.

app = Starlette(routes=[webhook_route(webhooks)])
"""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import asgi
from ._backend import Delivery, Verifier
from ._bodies import receive
from .webhooks import Webhooks

__all__ = ["Webhooks", "respond", "verify_request", "webhook_route"]


def webhook_route(webhooks: Webhooks, path: str = "/webhooks") -> Route:
    """A route for POST requests whose events the handlers get."""

    async def endpoint(request: Request) -> Response:
        return await respond(webhooks, request)

    return Route(path, endpoint, methods=["POST"], name="autosend_webhooks")


async def respond(webhooks: Webhooks, request: Request) -> Response:
    """Receives a request and makes the response; the handlers run when it is sent."""
    answer = await asgi.respond(webhooks, request.scope, request.receive)
    return JSONResponse(answer.body, answer.status, background=BackgroundTask(webhooks.finish_async, answer))


async def verify_request(verifier: Verifier, request: Request) -> Delivery:
    """Verifies a request, in an endpoint of your own. Raises WebhookError."""
    return verifier.verify(await receive(request.receive, verifier.max_body), request.scope["headers"])
