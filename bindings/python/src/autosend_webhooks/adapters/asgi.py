"""A plain ASGI application that receives webhooks: Starlette, FastAPI and others mount it, servers run it.

application = WebhookApplication(webhooks)
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Callable

from ..bodies import SlowRequestError, declared_length, receive
from ..errors import WebhookError
from ..request import of_scope
from ..responses import NOT_POST, SLOW_REQUEST, Answer
from ..webhooks import Webhooks

__all__ = ["Answer", "WebhookApplication", "Webhooks", "respond"]

Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

_FIX = (
    "ASGI: mount the application in front of whatever reads the body, or let that hand it on in a `receive` of its own."
)


async def respond(webhooks: Webhooks, scope: Scope, receive_message: Receive) -> Answer:
    """Reads the body of a request with a limit and in limited time, and returns what to answer.

    Send it, and then await `finish_async` with it; or `abandon_async`, if it can't be sent.
    """
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    lengths = [value.decode("latin-1") for name, value in headers if name.lower() == b"content-length"]
    length = declared_length(lengths[0] if lengths else None)
    try:
        body, ended = await receive(receive_message, length, webhooks.max_body, webhooks.timeout, _FIX)
    except SlowRequestError:
        return closing(SLOW_REQUEST, scope)
    except WebhookError as error:
        return await webhooks.receive_async(error, headers)
    answer = await webhooks.receive_async(body, of_scope(scope))
    return answer if ended else closing(answer, scope)


def closing(answer: Answer, scope: Scope) -> Answer:
    """An answer that ends the connection: what is left of the body is not read."""
    is_http_1 = scope.get("http_version", "1.1").startswith("1")
    headers = {"Connection": "close"} if is_http_1 else {}
    return Answer(answer.status, answer.body, headers, answer.delivery, answer.work)


async def sending(webhooks: Webhooks, answer: Answer, send: Callable[[], Awaitable[None]]) -> None:
    """Sends an answer. Then its handlers run; or if it can't be sent, its retry will be let in."""
    try:
        await send()
    except BaseException:
        await webhooks.abandon_async(answer)
        raise
    await webhooks.finish_async(answer)


class WebhookApplication:
    """Answers POST requests on any path; mount it where webhooks come in."""

    def __init__(self, webhooks: Webhooks) -> None:
        self.webhooks = webhooks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection (ASGI 3)."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"webhooks come by HTTP, not {scope['type']}")
        answer = await respond(self.webhooks, scope, receive) if scope["method"] == "POST" else NOT_POST
        body = answer.encode()
        headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
        headers += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]

        async def send_answer() -> None:
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

        await sending(self.webhooks, answer, send_answer)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.webhooks.drain_async(self.webhooks.timeout)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
