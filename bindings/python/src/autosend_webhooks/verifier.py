"""Deciding who gets in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable, NamedTuple, Optional, Union, final

from . import clock
from ._generated.provider import (
    DEFAULT_FUTURE_TOLERANCE,
    DEFAULT_MAX_BODY,
    DEFAULT_TOLERANCE,
    MAX_DELIVERY_ID,
    SIGNED_PARTS,
)
from .delivery import Delivery, make_delivery
from .errors import WebhookError, refusal
from .events import Event, Invalid, Unknown
from .explain import Explanation, explain
from .headers import DeliveryHeaders, read_headers
from .read import Body, bytes_of, read_event
from .signature import Secret, matching_secret
from .signing import signed_headers
from .timestamp import timestamp_millis

_IS_TIMESTAMP_SIGNED = "timestamp" in SIGNED_PARTS


class _Limits(NamedTuple):
    """What is let pass, times in milliseconds."""

    tolerance: Optional[float]
    future_tolerance: float
    max_body: int
    strict: bool


@final
class Verifier:
    """Verifies requests. Immutable; share one between all threads.

    `secret` is the webhook's secret as AutoSend shows it, or several while one is being replaced. `tolerance`
    says how old a request may be and `future_tolerance` how far ahead of this clock, in seconds or as a timedelta; None
    for `tolerance` switches both checks off. `max_body` is the largest body in bytes. `strict` refuses event types that
    are not known and data that does not fit, which otherwise arrive as `Unknown` and `Invalid`.

    Raises WebhookError with the code "invalid_secret" if there is no usable secret.
    """

    __slots__ = ("_limits", "_secrets", "_texts")
    _texts: Callable[[], tuple[Optional[str], ...]]

    def __init__(
        self,
        secret: Union[str, Iterable[str], None],
        *,
        tolerance: Optional[clock.Span] = DEFAULT_TOLERANCE,
        future_tolerance: clock.Span = DEFAULT_FUTURE_TOLERANCE,
        max_body: int = DEFAULT_MAX_BODY,
        strict: bool = False,
    ) -> None:
        texts = (secret,) if secret is None or isinstance(secret, str) else tuple(secret)
        self._secrets = tuple(Secret(text) for text in texts)
        if not self._secrets:
            raise refusal("invalid_secret", "there is none")
        if max_body < 0:
            raise ValueError(f"max_body is negative: {max_body}")
        # In a closure, so that nothing which shows attributes shows them.
        self._texts = lambda: texts
        self._limits = _Limits(
            None if tolerance is None else clock.span_millis(tolerance),
            clock.span_millis(future_tolerance),
            max_body,
            strict,
        )

    @property
    def max_body(self) -> int:
        """The largest body in bytes, for whoever reads it from the network."""
        return self._limits.max_body

    def verify(self, body: Body, headers: Any, /) -> Delivery:
        """Authenticates a request, checks its timestamp against this machine's clock, and reads the event.

        `body` is the raw request body. `headers` is any mapping or iterable of pairs, names in any case, or a WSGI
        environment.

        Raises WebhookError, and nothing else, for whatever arguments: something that is no bytes is a body that was
        parsed already, something that holds no headers lacks the signature.
        """
        return self._verify(bytes_of(body), headers, clock.now_millis())

    def verify_at(self, body: Body, headers: Any, now: clock.Instant, /) -> Delivery:
        """`verify` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""
        return self._verify(bytes_of(body), headers, clock.millis(now))

    def explain(self, body: Body, headers: Any, /) -> Explanation:
        """Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing."""
        return self._explain(body, headers, clock.now_millis())

    def explain_at(self, body: Body, headers: Any, now: clock.Instant, /) -> Explanation:
        """`explain` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""
        return self._explain(body, headers, clock.millis(now))

    def sign(
        self,
        body: Body,
        /,
        *,
        delivery_id: Optional[str] = None,
        event: Optional[str] = None,
        timestamp: Optional[int] = None,
    ) -> dict[str, str]:
        """The webhook headers of a body, signed now with the first secret: for tests.

        `delivery_id`, `event` and `timestamp` (the header's number) replace what is made from the clock and the body.
        """
        return signed_headers(self._secrets[0], bytes_of(body), delivery_id, event, timestamp)

    def __repr__(self) -> str:
        return "<Verifier>"

    def _verify(self, body: bytes, headers: Any, now: int) -> Delivery:
        limits = self._limits
        if len(body) > limits.max_body:
            raise refusal("body_too_large", f"{len(body)} bytes, the limit is {limits.max_body}")
        signature, timestamp, delivery_id, event_name = given = read_headers(headers)
        if signature is None or timestamp is None or delivery_id is None:
            self._check_presence(given)
        secret_index = matching_secret(self._secrets, signature or "", timestamp or "", delivery_id or "", body)
        sent_at = None if timestamp is None else self._sent_at(timestamp, now)
        id = _checked_id(delivery_id or "")
        event = read_event(body)
        if limits.strict or event_name is None or event_name != event.type or not event_name.isascii():
            self._check_event(event_name, event)
        return make_delivery(id, event, body, sent_at, secret_index, None)

    def _check_presence(self, headers: DeliveryHeaders) -> None:
        if headers.signature is None:
            raise refusal("missing_signature")
        if headers.timestamp is None and (_IS_TIMESTAMP_SIGNED or self._limits.tolerance is not None):
            raise refusal("missing_timestamp")
        if headers.delivery_id is None:
            raise refusal("missing_delivery_id")

    def _sent_at(self, timestamp: str, now: int) -> int:
        sent_at = timestamp_millis(timestamp)
        if sent_at is None:
            raise refusal("malformed_timestamp")
        age = now - sent_at
        tolerance, future = self._limits.tolerance, self._limits.future_tolerance
        if tolerance is None:
            return sent_at
        if age >= tolerance:
            raise refusal("timestamp_too_old", f"{age / 1000:.1f} s ago, the tolerance is {tolerance / 1000:g} s")
        if -age >= future:
            raise refusal("timestamp_in_future", f"{-age / 1000:.1f} s ahead, the tolerance is {future / 1000:g} s")
        return sent_at

    def _check_event(self, header: Optional[str], event: Event) -> None:
        if header is not None and header.encode("latin-1") != event.type.encode():
            raise refusal("event_mismatch", f"the body says {event.type!r}")
        if self._limits.strict and isinstance(event, Unknown):
            raise refusal("unknown_event", repr(event.type))
        if self._limits.strict and isinstance(event, Invalid):
            raise refusal("invalid_event_data", event.reason)

    def _explain(self, body: Body, headers: Any, now: int) -> Explanation:
        try:
            data = bytes_of(body)
            self._verify(data, headers, now)
        except WebhookError as error:
            if error.code == "body_already_parsed":
                return Explanation(error, ())
            return explain(error, self._texts(), bytes_of(body), headers, now)
        return Explanation(None, ())


def _checked_id(id: str) -> str:
    """A delivery id of visible ASCII characters."""
    if len(id) > MAX_DELIVERY_ID or not id.isascii() or not id.isprintable() or " " in id:
        raise refusal("malformed_delivery_id")
    return id
