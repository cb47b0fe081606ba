"""Handlers by event type: verify, recognise repeats, call what is registered, and say what to answer."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Callable, Literal, TypeVar

from ._backend import Deduplicator, Delivery, Verifier
from ._generated.events import EVENT_TYPES, Invalid, Unknown
from ._generated.registry import On
from .errors import WebhookError, make_error

if TYPE_CHECKING:
    from ._generated.events import Event
    from ._generated.registry import Registrar

__all__ = ["Answer", "Webhooks"]

logger = logging.getLogger("autosend_webhooks")
H = TypeVar("H", bound=Callable[..., Any])

SECRET_VARIABLE = "AUTOSEND_WEBHOOK_SECRET"  # noqa: S105


@dataclass(frozen=True)
class Answer:
    """What to answer a request with."""

    status: int
    """The HTTP status."""
    body: dict[str, Any]
    """What to send as JSON: `{"received": true, "duplicate": false}`, or what `WebhookError.to_dict` says."""
    delivery: Delivery | None = None
    """What was delivered, if the request was authentic."""
    pending: bool = False
    """Whether handlers are still to be called: pass the answer to `Webhooks.finish` when it is sent."""


class Webhooks(On):
    """Verifies requests and calls the handlers of their events, each event once.

        webhooks = Webhooks(secret)

        @webhooks.on("email.bounced")
        def bounced(event: EmailBounced) -> None: ...

    `secret` is a secret, several, or a `Verifier`; without one it comes from AUTOSEND_WEBHOOK_SECRET. Everything else
    but `deduplicator` is an option of `Verifier`. Without a `deduplicator` of yours one in memory is used, for this
    process.

    Handlers are plain or async functions of the event, and of the delivery if they take a second argument. The
    adapters answer first and call them then, so that AutoSend, which waits 10 seconds, never waits for them. It takes
    the event for received: if a handler raises, that is logged with the delivery's id, and nothing sends it again.
    With `handlers="before"` the answer waits for the handlers, and is 500 if one raises: AutoSend retries.
    """

    def __init__(
        self,
        secret: str | Iterable[str] | Verifier | None = None,
        *,
        deduplicator: Deduplicator | None = None,
        handlers: Literal["after", "before"] = "after",
        **options: Any,
    ) -> None:
        if handlers not in ("after", "before"):
            raise ValueError(f'handlers run "after" the answer or "before" it, not {handlers!r}')
        if isinstance(secret, Verifier):
            self.verifier = secret
        else:
            self.verifier = Verifier(os.environ.get(SECRET_VARIABLE) if secret is None else secret, **options)
        self.deduplicator = Deduplicator() if deduplicator is None else deduplicator
        self.handlers = handlers
        self._handlers: dict[str, list[_Handler]] = {}
        self._any: list[_Handler] = []
        self._unknown: list[_Handler] = []
        self._invalid: list[_Handler] = []

    def _registrar(self, event_type: str) -> Callable[[H], H]:
        if event_type not in EVENT_TYPES:
            logger.warning("no event type %r is known: its events come as Unknown", event_type)
        return _adder(self._handlers.setdefault(event_type, []))

    if TYPE_CHECKING:
        on_any: Registrar[Event]
        on_unknown: Registrar[Unknown]
        on_invalid: Registrar[Invalid]

    else:

        def on_any(self, handler: H) -> H:
            """Makes a function a handler of every event, whatever its type."""
            return _adder(self._any)(handler)

        def on_unknown(self, handler: H) -> H:
            """Makes a function a handler of events whose type this version does not know."""
            return _adder(self._unknown)(handler)

        def on_invalid(self, handler: H) -> H:
            """Makes a function a handler of events of a known type whose data does not fit it."""
            return _adder(self._invalid)(handler)

    def receive(self, body: bytes, headers: Any) -> Answer:
        """Verifies a request and returns what to answer. Raises nothing.

        Send the answer, then call `finish` with it.
        """
        answer = self._admit(body, headers)
        return self._handled(answer) if self.handlers == "before" else answer

    def finish(self, answer: Answer) -> None:
        """Calls the handlers that the answer did not wait for. Raises nothing."""
        self._handled(answer)

    def handle(self, body: bytes, headers: Any) -> Answer:
        """Verifies a request, calls the handlers of its event, and returns what to answer. Raises nothing."""
        return self._handled(self._admit(body, headers))

    async def receive_async(self, body: bytes, headers: Any) -> Answer:
        """`receive` in an event loop: send the answer, then await `finish_async` with it."""
        answer = self._admit(body, headers)
        return await self._handled_async(answer) if self.handlers == "before" else answer

    async def finish_async(self, answer: Answer) -> None:
        """`finish` in an event loop; handlers that are plain functions run in a thread."""
        await self._handled_async(answer)

    async def handle_async(self, body: bytes, headers: Any) -> Answer:
        """`handle` in an event loop; handlers that are plain functions run in a thread."""
        return await self._handled_async(self._admit(body, headers))

    def refuse(self, error: WebhookError) -> Answer:
        """The answer to a request that is refused."""
        logger.warning("refused a request: %s", error)
        return Answer(error.status, error.to_dict())

    def too_large(self, size: int | None = None) -> Answer:
        """The answer to a body that is larger than the verifier takes, known without reading it."""
        particulars = "" if size is None else f" ({size} bytes, the limit is {self.verifier.max_body})"
        return self.refuse(make_error("body_too_large", f"The body is larger than the limit.{particulars}"))

    def _admit(self, body: bytes, headers: Any) -> Answer:
        try:
            delivery = self.verifier.verify(body, headers)
        except WebhookError as error:
            return self.refuse(error)
        admission = self.deduplicator.admit(delivery)
        logger.info("%s %s, sent %s: %s", delivery.id, delivery.type, delivery.sent_at, admission)
        first = admission == "first"
        return Answer(200, {"received": True, "duplicate": not first}, delivery, pending=first)

    def _handled(self, answer: Answer) -> Answer:
        if answer.delivery is None or not answer.pending:
            return answer
        try:
            for call in self._calls(answer.delivery):
                result = call()
                if inspect.isawaitable(result):
                    asyncio.run(_wait(result))
        except Exception:
            return self._failed(answer.delivery)
        return replace(answer, pending=False)

    async def _handled_async(self, answer: Answer) -> Answer:
        if answer.delivery is None or not answer.pending:
            return answer
        try:
            for call in self._calls(answer.delivery):
                result = await (call() if call.is_async else asyncio.to_thread(call))
                if inspect.isawaitable(result):
                    await result
        except Exception:
            return self._failed(answer.delivery)
        return replace(answer, pending=False)

    def _failed(self, delivery: Delivery) -> Answer:
        logger.exception("a handler of %s (%s) failed", delivery.id, delivery.type)
        # If it comes again, by AutoSend's retry or because somebody resends it, it is processed.
        self.deduplicator.forget(delivery)
        return Answer(500, {"received": False}, delivery)

    def _calls(self, delivery: Delivery) -> list[_Call]:
        event = delivery.event
        if isinstance(event, Invalid):
            logger.warning("%s: the data of %s does not fit it: %s", delivery.id, event.type, event.reason)
            handlers = self._invalid
        elif isinstance(event, Unknown):
            handlers = [*self._handlers.get(event.type, ()), *self._unknown]
        else:
            handlers = self._handlers.get(event.type, [])
        return [_Call(handler, event, delivery) for handler in (*handlers, *self._any)]


@dataclass(frozen=True)
class _Handler:
    function: Callable[..., Any]
    takes_delivery: bool


@dataclass(frozen=True)
class _Call:
    handler: _Handler
    event: Event
    delivery: Delivery

    @property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.handler.function)

    def __call__(self) -> Any:
        arguments = (self.event, self.delivery) if self.handler.takes_delivery else (self.event,)
        return self.handler.function(*arguments)


def _adder(handlers: list[_Handler]) -> Callable[[H], H]:
    def add(function: H) -> H:
        handlers.append(_Handler(function, _takes_two(function)))
        return function

    return add


def _takes_two(function: Callable[..., Any]) -> bool:
    try:
        inspect.signature(function).bind(None, None)
    except TypeError:
        return False
    return True


async def _wait(result: Awaitable[Any]) -> Any:
    return await result
