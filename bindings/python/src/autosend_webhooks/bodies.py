"""Reading the raw body with a limit: one byte more than allowed is enough for the verifier to refuse it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from typing import Any, Callable, Optional, Protocol

from .errors import WebhookError, refusal


class SlowRequestError(Exception):
    """The body did not arrive in time."""


class Stream(Protocol):
    """What a body is read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


def taken(fix: str) -> WebhookError:
    """The error for a body that something else has read, with the framework's fix."""
    error = refusal("body_already_parsed", "something has read it before")
    return type(error)(error.code, error.message, f"{error.hint} {fix}")


def declared_length(value: Optional[str]) -> Optional[int]:
    """The number in a Content-Length header, if there is one."""
    is_number = value is not None and value.isascii() and value.isdigit() and len(value) < 20
    return int(value or "") if is_number else None


def read(stream: Stream, length: Optional[int], limit: int) -> bytes:
    """Reads a body of that length, if it is known; servers may give less than asked for."""
    missing = limit + 1 if length is None else min(length, limit + 1)
    chunks: list[bytes] = []
    while missing > 0 and (chunk := stream.read(missing)):
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


def read_declared(stream: Stream, length: Optional[int], limit: int, fix: str) -> bytes:
    """The same, of which all must be there that was declared: else something has read it before."""
    body = read(stream, length, limit)
    if length is not None and len(body) < min(length, limit + 1):
        raise taken(fix)
    return body


async def receive(
    receive: Callable[[], Awaitable[Any]], length: Optional[int], limit: int, timeout: float, fix: str
) -> tuple[bytes, bool]:
    """Reads the body of an ASGI request, and says whether it ended.

    Of one that is too large it reads somewhat more, so that the client gets the answer, and not without end. A body
    that was declared and does not come within the timeout, in seconds, was read by something before.
    """
    deadline = time.monotonic() + timeout
    chunks: list[bytes] = []
    size, more = 0, True
    while more and size <= 2 * limit + 65_536:
        try:
            message = await asyncio.wait_for(receive(), max(0.001, deadline - time.monotonic()))
        except asyncio.TimeoutError:
            if size > limit:
                break
            if size == 0:
                raise taken(fix) from None
            raise SlowRequestError from None
        if message["type"] != "http.request":
            more = False
            break
        chunks.append(message.get("body", b"") if size <= limit else b"")
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    if size == 0 and length:
        raise taken(fix)
    return b"".join(chunks), not more
