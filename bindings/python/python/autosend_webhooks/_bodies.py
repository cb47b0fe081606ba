"""Reading the raw body with a limit: one byte more than allowed is enough for the verifier to refuse it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Callable, Protocol


class Stream(Protocol):
    """What a body is read from."""

    def read(self, size: int, /) -> bytes: ...


def declared_length(value: str | None) -> int | None:
    """The number in a Content-Length header, if there is one."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def read(stream: Stream, length: int | None, limit: int) -> bytes:
    """Reads a body of that length, if it is known; servers may give less than asked for."""
    missing = limit + 1 if length is None else min(length, limit + 1)
    chunks: list[bytes] = []
    while missing > 0 and (chunk := stream.read(missing)):
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


async def receive(receive: Callable[[], Awaitable[Any]], limit: int) -> bytes:
    """Reads the body of an ASGI request."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more and size <= limit:
        message = await receive()
        chunk = message.get("body", b"") if message["type"] == "http.request" else b""
        more = message["type"] == "http.request" and message.get("more_body", False)
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)
