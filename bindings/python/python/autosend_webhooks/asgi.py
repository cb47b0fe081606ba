"""A plain ASGI application that receives webhooks.

application = WebhookApplication(webhooks)
"""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any, Callable

from ._bodies import declared_length, receive
from .webhooks import Answer, Webhooks

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]

Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


async def respond(webhooks: Webhooks, scope: Scope, receive_message: Receive) -> Answer:
    """Reads the body of a request with a limit, and returns what to answer: `finish_async` it then."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    lengths = [value.decode("latin-1") for name, value in headers if name.lower() == b"content-length"]
    length = declared_length(lengths[0] if lengths else None)
    limit = webhooks.verifier.max_body
    if length is not None and length > limit:
        return webhooks.too_large(length)
    return await webhooks.receive_async(await receive(receive_message, limit), headers)


class WebhookApplication:
    """Answers POST requests on any path; mount it where webhooks come in."""

    def __init__(self, webhooks: Webhooks) -> None:
        self.webhooks = webhooks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection (ASGI 3)."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"webhooks come by HTTP, not {scope['type']}")
        extra: list[tuple[bytes, bytes]] = []
        if scope["method"] == "POST":
            answer = await respond(self.webhooks, scope, receive)
        else:
            answer = Answer(405, {"message": "Webhooks come by POST."})
            extra = [(b"allow", b"POST")]
        body = json.dumps(answer.body).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body)), *extra]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        await self.webhooks.finish_async(answer)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
