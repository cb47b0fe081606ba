"""Handlers by event type: verify, recognise repeats, call what is registered, and say what to answer."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import inspect
import logging
import os
import weakref
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, Any, Callable, Literal, Optional, TypeVar, Union

from . import clock, events
from ._backend import Verifier
from ._generated.registry import On
from .deduplicator import OUTCOMES, Admission, Deduplicator
from .delivery import Delivery
from .errors import WebhookError, refusal
from .responses import DEDUPLICATOR_FAILED, DUPLICATE, HANDLER_FAILED, IN_PROGRESS, LATER, Answer
from .steps import Call, Reply, Runner, Steps, Work

if TYPE_CHECKING:
    from .inbox import Inbox
    from .registry import Registrar

__all__ = ["Answer", "Webhooks"]

_LOGGER = logging.getLogger(__name__.partition(".")[0])
H = TypeVar("H", bound=Callable[..., Any])

SECRET_VARIABLE = "AUTOSEND_WEBHOOK_SECRET"  # noqa: S105
"""The environment variable that the secret comes from if nothing else is said."""
TIMEOUT = 8
"""After how many seconds an answer is due: AutoSend waits 10."""

Secrets = Union[str, Iterable[str], None]


class Webhooks(On):
    """Verifies requests and calls the handlers of their events, each event once.

        webhooks = Webhooks(secret)

        @webhooks.on("email.sent")
        def handle(event: EmailSent) -> None: ...

    `secret` is a secret, several, a function that returns them, plain or async, or a `Verifier`. Without one it comes
    from AUTOSEND_WEBHOOK_SECRET. It is read at the first request; where it is missing then, that is
    logged and answered with 500. A function, and the variable, are read again when a signature does not match.

    Handlers are plain or async functions of the event, and of the delivery if they take a second argument. With
    `answer="after-handlers"` the answer waits for them. If one raises or is cancelled it is 500, and the retry that
    follows is processed; if they take longer than `timeout`, in seconds, it is 503, they go on, and the retry is a
    duplicate if they end well. (A plain handler of a plain adapter holds the request's thread until it ends.) With
    `answer="at-once"` they run when the answer is sent: nobody sends again what they lose. `drain` waits for them.

    `deduplicator` is by default a `Deduplicator` in memory, for this process. One of yours has `admit(delivery)`, which
    returns an `Admission` or its outcome, `forget(delivery)`, and, if it likes, `done(delivery)`, plain or async. If it
    fails the answer is 503. `RedisDeduplicator` is one for several processes.

    With an `inbox` (or it as `deduplicator`) the mark that a delivery was seen is made in the application's own
    database, in a transaction that the handlers share: `tx`, if they take an argument of that name, is the client's own
    object. It commits before the answer is 200, and if a handler fails it is rolled back. With `answer="at-once"` the
    delivery is stored, and `inbox.work(webhooks)` calls the handlers.

    `on_error` is called with the error, and the delivery or None, of whatever is refused or fails. `logger` is by
    default that of the package's name. All other options are those of `Verifier`.
    """

    def __init__(
        self,
        secret: Union[Secrets, Verifier, Callable[[], Any]] = None,
        *,
        answer: Literal["after-handlers", "at-once"] = "after-handlers",
        deduplicator: Any = None,
        inbox: Optional[Inbox] = None,
        on_error: Optional[Callable[[Exception, Optional[Delivery]], Any]] = None,
        timeout: clock.Span = TIMEOUT,
        logger: Optional[logging.Logger] = None,
        **options: Any,
    ) -> None:
        if answer not in ("after-handlers", "at-once"):
            raise ValueError(f'answer must be "after-handlers" or "at-once", got {answer!r}')
        if on_error is not None and not callable(on_error):
            raise TypeError(f"on_error must be a function, got {type(on_error).__name__}")
        self.answer = answer
        if inbox is not None and deduplicator is not None:
            raise TypeError("an inbox recognises repeats itself: leave the deduplicator out")
        self.inbox: Any = deduplicator if hasattr(deduplicator, "receive") else inbox
        self.deduplicator = Deduplicator() if deduplicator in (None, self.inbox) else _usable(deduplicator)
        self.on_error = on_error
        self.timeout = clock.span_millis(timeout) / 1000
        self.logger = _LOGGER if logger is None else logger
        self._verifier: Optional[Verifier] = None
        self._options = options
        self._secret = self._checked(secret)
        self._handlers: dict[str, list[_Handler]] = {}
        self._any: list[_Handler] = []
        self._unknown: list[_Handler] = []
        self._invalid: list[_Handler] = []
        self._expired: list[_Handler] = []
        self._runner = Runner()
        atexit.register(_drain_at_exit, weakref.ref(self))

    def _checked(self, secret: Any) -> Any:
        """Options are checked now, with a secret that serves for that alone; the secret at the first request."""
        if isinstance(secret, Verifier):
            if self._options:
                raise TypeError(f"options of the verifier beside a verifier: {', '.join(self._options)}")
            self._verifier = secret
            self.max_body = secret.max_body
            return secret
        self.max_body = Verifier("a secret of nobody", **self._options).max_body
        if secret is None:
            return self._default_secret
        if isinstance(secret, str) or callable(secret):
            return secret
        if isinstance(secret, bytes):
            raise TypeError("a secret is a str, not bytes")
        return tuple(secret)

    def _default_secret(self) -> Secrets:
        return os.environ.get(SECRET_VARIABLE)

    def _registrar(self, event_type: str) -> Callable[[H], H]:
        if event_type not in events.EVENT_TYPES:
            self.logger.warning("no event type %r is known: its events come as Unknown", event_type)
        return self._adder(self._handlers.setdefault(event_type, []))

    def _adder(self, handlers: list[_Handler]) -> Callable[[H], H]:
        def add(function: H) -> H:
            handler = _Handler(function)
            if handler.takes_tx and self.inbox is None:
                raise TypeError("a handler takes tx, the transaction of an inbox: Webhooks(..., inbox=Inbox(engine))")
            if self.inbox is not None:
                self.inbox.accept(handler)
            handlers.append(handler)
            return function

        return add

    if TYPE_CHECKING:
        on_any: Registrar[events.Event]
        on_expired: Registrar[events.Event]
        on_unknown: Registrar[events.Unknown]
        on_invalid: Registrar[events.Invalid]

    else:

        def on_any(self, handler: H) -> H:
            """Makes a function a handler of every event, whatever its type."""
            return self._adder(self._any)(handler)

        def on_expired(self, handler: H) -> H:
            """Makes a function a handler of events that are older than the deduplicator remembers, the only one."""
            return self._adder(self._expired)(handler)

        def on_unknown(self, handler: H) -> H:
            """Makes a function a handler of events whose type this version does not know."""
            return self._adder(self._unknown)(handler)

        def on_invalid(self, handler: H) -> H:
            """Makes a function a handler of events of a known type whose data does not fit it."""
            return self._adder(self._invalid)(handler)

    @property
    def verifier(self) -> Verifier:
        """The verifier. Raises WebhookError if there is no usable secret; not for secrets from an async function."""
        if self._verifier is None:
            secret = self._secret() if callable(self._secret) else self._secret
            self._verifier = self._verifier_of(secret)
        return self._verifier

    def receive(self, body: Union[bytes, WebhookError], headers: Any) -> Answer:
        """Verifies a request, calls the handlers of its event, and returns what to answer.

        `body` is the raw body, or the error that says why there is none. Raises only what no caller may keep, such as
        KeyboardInterrupt. Send the answer, then call `finish` with it, or `abandon` if it could not be sent.
        """
        return self._runner.run(self._work(body, headers), self.timeout)

    def finish(self, answer: Answer) -> None:
        """Calls the handlers that the answer did not wait for."""
        if answer.work is not None:
            self._runner.run(answer.work, None)

    def abandon(self, answer: Answer) -> None:
        """Lets the retry in of a request whose answer could not be sent."""
        if answer.delivery is not None:
            self._runner.run(self._abandoned(answer), self.timeout)

    def handle(self, body: Union[bytes, WebhookError], headers: Any) -> Answer:
        """`receive`, and the handlers have run when it returns, whatever the mode."""
        work = self._work(body, headers)
        answer = self._runner.run(work, self.timeout)
        return answer if answer.work is None else self._runner.run(work, self.timeout)

    async def receive_async(self, body: Union[bytes, WebhookError], headers: Any) -> Answer:
        """`receive` in an event loop: send the answer, then await `finish_async` or `abandon_async` with it."""
        return await self._runner.run_async(self._work(body, headers), self.timeout)

    async def finish_async(self, answer: Answer) -> None:
        """`finish` in an event loop; handlers that are plain functions run in a thread."""
        if answer.work is not None:
            await self._runner.run_async(answer.work, None, cancel=False)

    def finish_soon(self, answer: Answer) -> None:
        """`finish_async` as a task of the running event loop, for frameworks that can't await it."""
        if answer.work is not None:
            self._runner.start(answer.work)

    async def abandon_async(self, answer: Answer) -> None:
        """`abandon` in an event loop."""
        if answer.delivery is not None:
            await self._runner.run_async(self._abandoned(answer), self.timeout, cancel=False)

    async def handle_async(self, body: Union[bytes, WebhookError], headers: Any) -> Answer:
        """`handle` in an event loop; handlers that are plain functions run in a thread."""
        work = self._work(body, headers)
        answer = await self._runner.run_async(work, self.timeout)
        return answer if answer.work is None else await self._runner.run_async(work, self.timeout)

    def drain(self, timeout: Optional[float] = None) -> bool:
        """Waits for all handlers that run; False if the timeout, in seconds, comes first. Not for event loops."""
        return self._runner.wait(timeout)

    async def drain_async(self, timeout: Optional[float] = None) -> bool:
        """`drain` in an event loop."""
        return await self._runner.wait_async(timeout)

    def too_large(self, size: Optional[int] = None) -> WebhookError:
        """The error for a body that is larger than the verifier takes, known without reading it."""
        return refusal("body_too_large", None if size is None else f"{size} bytes, the limit is {self.max_body}")

    def _work(self, body: Union[bytes, WebhookError], headers: Any) -> Work:
        no_secret = refusal("invalid_secret", "the function that gives it takes too long")
        work = Work(Answer(no_secret.status, no_secret.to_dict()))
        work.steps = self._steps(work, body, headers)
        return work

    def _abandoned(self, answer: Answer) -> Work:
        if answer.work is not None:
            answer.work.steps.close()
        work = Work(answer)
        work.steps = self._forgotten(answer)
        return work

    def _steps(self, work: Work, body: Union[bytes, WebhookError], headers: Any) -> Steps:
        try:
            if isinstance(body, WebhookError):
                raise body
            delivery = yield from self._verified(body, headers)
        except WebhookError as error:
            level = logging.WARNING if error.status < 500 else logging.ERROR
            self._log(level, "refused a request: %s %s", error, error.hint)
            work.late = Answer(error.status, error.to_dict())
            yield from self._reported(error, None)
            return work.late
        if self.inbox is not None:
            return (yield from self._kept(work, delivery, headers))
        return (yield from self._admitted(work, delivery))

    def _verified(self, body: bytes, headers: Any) -> Generator[Call, Any, Delivery]:
        verifier = self._verifier or (yield from self._renewed())
        try:
            return verifier.verify(body, headers)
        except WebhookError as error:
            if error.code != "signature_mismatch" or not callable(self._secret):
                raise
            try:
                renewed = yield from self._renewed()
            except WebhookError:
                raise error from None
        return renewed.verify(body, headers)

    def _renewed(self) -> Generator[Call, Any, Verifier]:
        secret = self._secret
        if callable(secret):
            try:
                secret = yield Call(secret, is_quick=secret == self._default_secret)
            except Exception:
                self._log(logging.ERROR, "the function that gives the secret failed", exc_info=True)
                raise refusal("invalid_secret", "the function that gives it failed") from None
        self._verifier = self._verifier_of(secret)
        return self._verifier

    def _verifier_of(self, secret: Any) -> Verifier:
        try:
            return Verifier(secret, **self._options)
        except TypeError as error:
            raise refusal("invalid_secret", str(error)) from None

    def _admitted(self, work: Work, delivery: Delivery) -> Steps:
        work.late = DEDUPLICATOR_FAILED
        try:
            admission = _admission((yield self._ask("admit", delivery)._replace(is_whole=True)))
        except Exception as error:
            self._log(logging.ERROR, "the deduplicator failed to admit %s", delivery.id, exc_info=True)
            yield from self._reported(error, delivery)
            return DEDUPLICATOR_FAILED
        self._log(logging.INFO, "%s %s, sent %s: %s", delivery.id, delivery.type, delivery.sent_at, admission.outcome)
        if admission.id_reused:
            self._log(logging.WARNING, "%s is an id that came with another body before: look into it", delivery.id)
        if admission.outcome == "duplicate":
            return DUPLICATE
        if admission.outcome == "in_progress":
            return IN_PROGRESS
        return (yield from self._processed(work, delivery, admission))

    def _processed(self, work: Work, delivery: Delivery, admission: Admission) -> Steps:
        work.late = IN_PROGRESS
        answer = Answer(200, _body(admission), delivery=delivery if admission.is_first else None)
        try:
            if self.answer == "at-once":
                yield Reply(Answer(200, answer.body, delivery=delivery, work=work))
            for handler, event in self._chosen(delivery, admission):
                yield Call(handler.function, (event, delivery)[: handler.arguments])
            work.late = answer
            if admission.is_first:
                yield from self._done(delivery)
        except GeneratorExit:
            # Nobody goes on with it: what is async can't be called any more.
            if admission.is_first and isinstance(self.deduplicator, Deduplicator):
                self.deduplicator.forget(delivery)
            raise
        except BaseException as error:
            if admission.is_first:
                yield from self._forgotten(answer)
            if work.cancelled or not isinstance(error, (Exception, asyncio.CancelledError)):
                raise
            self._log(logging.ERROR, "a handler of %s (%s) failed", delivery.id, delivery.type, exc_info=True)
            if isinstance(error, Exception):
                yield from self._reported(error, delivery)
            return HANDLER_FAILED
        return answer

    def _kept(self, work: Work, delivery: Delivery, headers: Any) -> Steps:
        """Marked, handled and committed, or stored, by the inbox."""
        work.late = IN_PROGRESS
        arguments = (delivery, headers, self.handlers_of(delivery), self.answer == "at-once")
        try:
            stored = yield Call(self.inbox.receive, arguments)
        except BaseException as error:
            if work.cancelled or not isinstance(error, (Exception, asyncio.CancelledError)):
                raise
            code = getattr(error, "code", None) if self.inbox.is_its(error) else None
            self._log(logging.ERROR, "%s (%s) was not processed", delivery.id, delivery.type, exc_info=True)
            if isinstance(error, Exception):
                yield from self._reported(error, delivery)
            return HANDLER_FAILED if code is None else Answer(503, {"received": False, "code": code}, LATER)
        self._log(logging.INFO, "%s %s, sent %s: %s", delivery.id, delivery.type, delivery.sent_at, stored.outcome)
        if stored.outcome == "duplicate":
            return DUPLICATE
        outcome: Literal["first", "expired"] = "expired" if stored.outcome == "expired" else "first"
        return Answer(200, _body(Admission(outcome, stored.id_reused)))

    def handlers_of(self, delivery: Delivery) -> list[Callable[[Any], Any]]:
        """What an inbox calls for a delivery, each with the transaction."""
        return [_Bound(*chosen, delivery) for chosen in self._chosen(delivery, Admission("first"))]

    def _ask(self, method: str, delivery: Delivery) -> Call:
        return Call(getattr(self.deduplicator, method), (delivery,), isinstance(self.deduplicator, Deduplicator))

    def _done(self, delivery: Delivery) -> Generator[Call, Any, None]:
        if not hasattr(self.deduplicator, "done"):
            return
        try:
            yield self._ask("done", delivery)
        except Exception as error:
            # It was processed, so that is what to answer.
            self._log(logging.ERROR, "the deduplicator failed to note that %s is done", delivery.id, exc_info=True)
            yield from self._reported(error, delivery)

    def _forgotten(self, answer: Answer) -> Steps:
        delivery = answer.delivery
        if delivery is not None:
            try:
                yield self._ask("forget", delivery)
            except Exception as error:
                self._log(logging.ERROR, "the deduplicator failed to forget %s", delivery.id, exc_info=True)
                yield from self._reported(error, delivery)
        return answer

    def _reported(self, error: Exception, delivery: Optional[Delivery]) -> Generator[Call, Any, None]:
        if self.on_error is not None:
            try:
                yield Call(self.on_error, (error, delivery))
            except Exception:
                self._log(logging.ERROR, "on_error failed", exc_info=True)

    def _log(self, level: int, message: str, *arguments: Any, exc_info: bool = False) -> None:
        # Filters and handlers of logs are code of users too, and no delivery depends on it.
        with contextlib.suppress(Exception):
            self.logger.log(level, message, *arguments, exc_info=exc_info)

    def _chosen(self, delivery: Delivery, admission: Admission) -> list[tuple[_Handler, events.Event]]:
        """The handlers of a delivery, each with the event that it gets."""
        if admission.outcome == "expired":
            self._log(logging.WARNING, "%s (%s) is older than the deduplicator remembers", delivery.id, delivery.type)
            return [(handler, event) for event in delivery.events for handler in self._expired]
        return [(handler, event) for event in delivery.events for handler in self._chosen_of(event, delivery)]

    def _chosen_of(self, event: events.Event, delivery: Delivery) -> list[_Handler]:
        if isinstance(event, events.Invalid):
            self._log(logging.WARNING, "%s: the data of %s does not fit it: %s", delivery.id, event.type, event.reason)
            return [*self._invalid, *self._any]
        unknown = self._unknown if isinstance(event, events.Unknown) else []
        return [*self._handlers.get(event.type, ()), *unknown, *self._any]


def _body(admission: Admission) -> dict[str, Any]:
    body = {"received": True, "duplicate": False}
    if admission.outcome == "expired":
        body["expired"] = True
    if admission.id_reused:
        body["id_reused"] = True
    return body


def _usable(deduplicator: Any) -> Any:
    for method in ("admit", "forget"):
        if not callable(getattr(deduplicator, method, None)):
            raise TypeError(f"a deduplicator has a method {method}, {type(deduplicator).__name__} has none")
    return deduplicator


def _admission(said: Any) -> Admission:
    """What a deduplicator said; whatever else it says, it does not say that a delivery was seen."""
    outcome = getattr(said, "outcome", said)
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        raise TypeError(f"admit must return an Admission or one of {OUTCOMES}, got {said!r}")
    return Admission(outcome, getattr(said, "id_reused", False) is True)


class _Handler:
    """A function of a user."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            signature = inspect.signature(lambda _event: None)
        self.takes_tx = "tx" in signature.parameters
        """Whether it takes the transaction."""
        tx = {"tx": None} if self.takes_tx else {}
        self.arguments = 2 if _can_bind(signature, tx) else 1
        """How many others it takes: the event, and the delivery."""


class _Bound:
    """A handler with its delivery."""

    def __init__(self, handler: _Handler, event: events.Event, delivery: Delivery) -> None:
        self.function = handler.function
        self._handler = handler
        self._event = event
        self._delivery = delivery

    def __call__(self, tx: Any) -> Any:
        arguments = (self._event, self._delivery)[: self._handler.arguments]
        return self.function(*arguments, **({"tx": tx} if self._handler.takes_tx else {}))


def _can_bind(signature: inspect.Signature, tx: dict[str, None]) -> bool:
    try:
        signature.bind(None, None, **tx)
    except TypeError:
        return False
    return True


def _drain_at_exit(of: weakref.ref[Webhooks]) -> None:
    webhooks = of()
    if webhooks is not None:
        webhooks.drain(webhooks.timeout)
