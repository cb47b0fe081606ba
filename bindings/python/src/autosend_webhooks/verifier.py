"""Deciding who gets in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Callable, NamedTuple, Optional, Union, final

from . import clock
from ._generated.provider import (
    DEFAULT_FUTURE_TOLERANCE,
    DEFAULT_MAX_BODY,
    DEFAULT_TOLERANCE,
    DELIVERY_ID_HEADERS,
    IS_TABLED,
    MAX_DELIVERY_ID,
    TIMESTAMP_FROM,
)
from .delivery import Delivery, make_delivery
from .envelope import IS_TYPE_IN_BODY, event_of, events_of, id_of, sent_type
from .errors import WebhookError, refusal
from .events import Event, Invalid, Unknown
from .explain import Explanation, explain
from .headers import DELIVERY_ID, EVENT, IS_FAST, SIGNATURES_AT, TIMESTAMP, Values, is_visible, read_headers
from .read import Body, bytes_of, read_event
from .request import Request, request_of
from .signature import Secret, authenticate, matching_secret
from .signed_content import IS_TIMESTAMP_SIGNED
from .signing import signed_headers
from .timestamp import timestamp_millis

_IS_TIMESTAMP_ALWAYS_SIGNED = all(IS_TIMESTAMP_SIGNED)


class _Limits(NamedTuple):
    """What is let pass, times in milliseconds, infinite ones if they are not checked."""

    tolerance: float
    future_tolerance: float
    max_body: int
    strict: bool


@final
class Verifier:
    """Verifies requests. Immutable; share one between all threads.

    `secret` is the webhook's secret as AutoSend shows it, or several while one is being replaced. `tolerance`
    says how old a request may be and `future_tolerance` how far ahead of this clock, in seconds or as a timedelta; None
    for `tolerance` switches both checks off. `max_body` is the largest body in bytes. `strict` refuses event types that
    are not known and data that does not fit, which otherwise arrive as `Unknown` and `Invalid`. `url` is the URL that
    the provider was given, where it signs that and the receiver sees another one.

    Raises WebhookError with the code "invalid_secret" if there is no usable secret.
    """

    __slots__ = ("_limits", "_secrets", "_texts", "_url")
    _texts: Callable[[], tuple[Optional[str], ...]]

    def __init__(
        self,
        secret: Union[str, Iterable[str], None],
        *,
        tolerance: Optional[clock.Span] = DEFAULT_TOLERANCE,
        future_tolerance: clock.Span = DEFAULT_FUTURE_TOLERANCE,
        max_body: int = DEFAULT_MAX_BODY,
        strict: bool = False,
        url: Optional[str] = None,
    ) -> None:
        texts = (secret,) if secret is None or isinstance(secret, str) else tuple(secret)
        self._secrets = tuple(Secret(text) for text in texts)
        if not self._secrets:
            raise refusal("invalid_secret", "there is none")
        if max_body < 0:
            raise ValueError(f"max_body is negative: {max_body}")
        # In a closure, so that nothing which shows attributes shows them.
        self._texts = lambda: texts
        future = clock.span_millis(future_tolerance)
        times = (math.inf, math.inf) if tolerance is None else (clock.span_millis(tolerance), future)
        self._limits = _Limits(*times, max_body, strict)
        self._url = url

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
        return self._verify(body, headers, clock.now_millis())

    def verify_at(self, body: Body, headers: Any, now: clock.Instant, /) -> Delivery:
        """`verify` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""
        return self._verify(body, headers, clock.millis(now))

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
        request: Optional[Request] = None,
    ) -> dict[str, str]:
        """The webhook headers of a body, signed now with the first secret: for tests.

        `delivery_id`, `event` and `timestamp` (the header's number) replace what is made from the clock and the body.
        `request` has the URL, the method and other headers, for providers that sign those.
        """
        request = request_of(request or {}, self._url)
        return signed_headers(self._secrets[0], bytes_of(body), delivery_id, event, timestamp, request)

    def __repr__(self) -> str:
        return "<Verifier>"

    def _verify(self, body: Body, headers: Any, now: int) -> Delivery:
        if type(body) is not bytes:
            body = bytes_of(body)
        tolerance, future_tolerance, max_body, strict = self._limits
        if len(body) > max_body:
            raise refusal("body_too_large", f"{len(body)} bytes, the limit is {max_body}")
        given = read_headers(headers)
        if not IS_FAST:
            return self._verify_any(body, given, request_of(headers, self._url), now)
        signature, timestamp, delivery_id, event_name = given
        if signature is None or timestamp is None or delivery_id is None:
            self._check_presence(given)
        delivery_id = delivery_id or ""
        secret_index = matching_secret(self._secrets, signature or "", given, headers, body)
        sent_at = None if timestamp is None else timestamp_millis(timestamp)
        if sent_at is None or not -future_tolerance < now - sent_at < tolerance:
            self._check_time(timestamp, sent_at, now)
        if len(delivery_id) > MAX_DELIVERY_ID or not is_visible(delivery_id):
            raise refusal("malformed_delivery_id")
        event = read_event(body)
        if strict or event_name is None or event_name != event.type or not event_name.isascii():
            self._check_event(event_name, event)
        return make_delivery(delivery_id, event, body, sent_at, secret_index)

    def _verify_any(self, body: bytes, given: Values, request: Request, now: int) -> Delivery:
        """The same for providers that do not sign in the plainest way."""
        tolerance, future_tolerance, _, _ = self._limits
        self._check_presence(given)
        secret_index, timestamp = authenticate(self._secrets, given, request, body)
        if timestamp is None and TIMESTAMP_FROM != "none" and tolerance < math.inf:
            raise refusal("missing_timestamp")
        sent_at = None if timestamp is None else timestamp_millis(timestamp)
        if sent_at is None or not -future_tolerance < now - sent_at < tolerance:
            self._check_time(timestamp, sent_at, now)
        delivery_id = given[DELIVERY_ID]
        if delivery_id is not None and (len(delivery_id) > MAX_DELIVERY_ID or not is_visible(delivery_id)):
            raise refusal("malformed_delivery_id")
        event = event_of(body, given) if IS_TABLED else read_event(body)
        for one in events_of(event):
            self._check_event(given[EVENT] if IS_TYPE_IN_BODY else None, one)
        return make_delivery(delivery_id or id_of(event, body), event, body, sent_at, secret_index)

    def _check_presence(self, headers: Values) -> None:
        if all(headers[at] is None for at in SIGNATURES_AT):
            raise refusal("missing_signature")
        is_needed = _IS_TIMESTAMP_ALWAYS_SIGNED or self._limits.tolerance < math.inf
        if headers[TIMESTAMP] is None and TIMESTAMP_FROM == "header" and is_needed:
            raise refusal("missing_timestamp")
        if headers[DELIVERY_ID] is None and DELIVERY_ID_HEADERS:
            raise refusal("missing_delivery_id")

    def _check_time(self, timestamp: Optional[str], sent_at: Optional[int], now: int) -> None:
        if timestamp is None:
            return
        if sent_at is None:
            raise refusal("malformed_timestamp")
        age, limits = now - sent_at, self._limits
        if age >= limits.tolerance:
            raise refusal(
                "timestamp_too_old", f"{age / 1000:.1f} s ago, the tolerance is {limits.tolerance / 1000:g} s"
            )
        ahead = f"{-age / 1000:.1f} s ahead, the tolerance is {limits.future_tolerance / 1000:g} s"
        raise refusal("timestamp_in_future", ahead)

    def _check_event(self, header: Optional[str], event: Event) -> None:
        if header is not None and header.encode("latin-1") != sent_type(event).encode(errors="replace"):
            raise refusal("event_mismatch", f"the body says {event.type!r}")
        if self._limits.strict and isinstance(event, Unknown):
            raise refusal("unknown_event", repr(event.type))
        if self._limits.strict and isinstance(event, Invalid):
            raise refusal("invalid_event_data", event.reason)
        problems = getattr(event, "problems", ())
        if self._limits.strict and problems:
            raise refusal("invalid_event_data", f"{problems[0].path or 'the event'} {problems[0].message}")

    def _explain(self, body: Body, headers: Any, now: int) -> Explanation:
        try:
            data = bytes_of(body)
            self._verify(data, headers, now)
        except WebhookError as error:
            if error.code == "body_already_parsed":
                return Explanation(error, ())
            return explain(error, self._texts(), bytes_of(body), request_of(headers, self._url), now)
        return Explanation(None, ())
