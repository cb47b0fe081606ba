# Generated from schema/ by `cargo xtask generate`; do not edit.
"""An ASGI application: Starlette, FastAPI and others mount it, servers run it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Callable

from .receiver import Answer, Receiver


class WebhookApplication:
    """Answers POST requests by a receiver, whose function may be async.

    application = WebhookApplication(Receiver(handle))
    """

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            raise RuntimeError(f"this application answers http, not {scope['type']}")
        if scope["method"] != "POST":
            await _send(send, Answer(405, {"message": "Use POST."}), [(b"allow", b"POST")])
            return
        body = await self._body(receive)
        await _send(send, await self._receiver.receive_async(body, scope["headers"]), [])

    async def _body(self, receive: Callable[[], Awaitable[Any]]) -> bytes:
        """The body; of one that is too large as much as it takes to refuse it."""
        chunks: list[bytes] = []
        size, more = 0, True
        while more and size <= self._receiver.verifier.max_body:
            message = await receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = message.get("more_body", False)
        return b"".join(chunks)


async def _send(send: Callable[[Any], Awaitable[None]], answer: Answer, headers: list[tuple[bytes, bytes]]) -> None:
    text = answer.encode()
    described = [*headers, (b"content-type", b"application/json"), (b"content-length", b"%d" % len(text))]
    await send({"type": "http.response.start", "status": answer.status, "headers": described})
    await send({"type": "http.response.body", "body": text})
