"""Handlers within transactions: what they do commits, or none of it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Sequence
from typing import Any, Callable, TypeVar

from .clients import Client, client_of
from .errors import InboxError, failure
from .sources import Source
from .statements import run, run_async, version

T = TypeVar("T")
Handler = Callable[[Any], Any]
"""A handler with its event: it takes the transaction."""


def begun(source: Source, body: Callable[[Any], T]) -> T:
    """Does something in a transaction of a plain client; what the client says of it is an InboxError."""
    raised: list[BaseException] = []
    try:
        with source.begin() as native:
            try:
                return body(native)
            except BaseException as error:
                raised.append(error)
                raise
    except Exception as error:
        if error in raised:
            raise
        raise failure(error) from error


async def begun_async(source: Source, body: Callable[[Any], Awaitable[T]]) -> T:
    """The same with an async client."""
    raised: list[BaseException] = []
    try:
        async with source.begin() as native:
            try:
                return await body(native)
            except BaseException as error:
                raised.append(error)
                raise
    except Exception as error:
        if error in raised:
            raise
        raise failure(error) from error


def plain(native: Any) -> Client:
    """The adapter of a plain transaction that can be used. Raises InboxError."""
    client = client_of(native)
    if client.is_async:
        raise InboxError("async_client")
    client.check()
    return client


def awaited(native: Any) -> Client:
    """The adapter of an async transaction that can be used. Raises InboxError."""
    client = client_of(native)
    if not client.is_async:
        raise InboxError("sync_client")
    client.check()
    return client


def refuse_async(handlers: Sequence[Handler]) -> None:
    """Raises InboxError if one of the handlers is an async function."""
    for handler in handlers:
        if inspect.iscoroutinefunction(getattr(handler, "function", handler)):
            raise InboxError("async_handler")


def call(handlers: Sequence[Handler], native: Any) -> None:
    """Calls handlers with a plain transaction. Raises InboxError if what they changed is lost already."""
    for handler in handlers:
        value = handler(native)
        if inspect.isawaitable(value):
            if inspect.iscoroutine(value):
                value.close()
            raise InboxError("async_handler")


async def call_async(handlers: Sequence[Handler], native: Any) -> None:
    """Calls handlers with an async transaction, those that are plain functions in a thread."""
    for handler in handlers:
        if inspect.iscoroutinefunction(getattr(handler, "function", handler)):
            await handler(native)
        else:
            value = await asyncio.to_thread(handler, native)
            if inspect.isawaitable(value):
                await value


def survive(client: Client) -> None:
    """Raises InboxError if the transaction has failed and a handler kept that to itself: no commit would tell."""
    client.check()
    if client.dialect == "postgres":
        run(version(client.dialect), client)


async def survive_async(client: Client) -> None:
    """The same with an async client."""
    client.check()
    if client.dialect == "postgres":
        await run_async(version(client.dialect), client)
