"""Recognising deliveries over several processes by Redis, at least once: see `RedisDeduplicator`."""

from __future__ import annotations

import inspect
import secrets
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from . import clock
from ._generated.inbox_sql import STATEMENTS
from ._generated.provider import DEFAULT_WINDOW
from .deduplicator import Admission
from .delivery import Delivery

if TYPE_CHECKING:
    from redis import Redis
    from redis.asyncio import Redis as AsyncRedis

__all__ = ["RedisDeduplicator"]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)

# All keys are in one slot of a cluster, by what stands in braces.
_PREFIX = "{autosend-webhooks}"

_SCRIPTS = STATEMENTS["redis"]


class RedisDeduplicator:
    """Remembers deliveries in Redis, for any number of processes: claim, run the handlers, complete or release.

        webhooks = Webhooks(secret, deduplicator=RedisDeduplicator(redis.Redis()))

    Redis can't commit together with what handlers do elsewhere: if a process dies between its effect and the mark,
    the effect happens again. That is at least once; exactly once is `autosend_webhooks.inbox`, in the database of the
    effect. What a dead process had claimed is free again after `claim`, until then its retries get 503.

    `client` is a `redis.Redis` or a `redis.asyncio.Redis`. `window` is how long a delivery is known, and `claim` how
    long handlers may take, in seconds or as timedeltas. A Redis that evicts keys (`maxmemory-policy`) or loses them
    when it restarts (`appendonly no`) forgets deliveries.
    """

    def __init__(
        self,
        client: Union[Redis, AsyncRedis],
        *,
        window: Optional[clock.Span] = None,
        claim: clock.Span = 60,
    ) -> None:
        self._window = round(clock.span_millis(DEFAULT_WINDOW if window is None else window))
        self._claim = round(clock.span_millis(claim))
        if self._claim < 1 or self._window < 1:
            raise ValueError("window and claim must be at least a millisecond")
        scripts: Any = client
        self._claiming = scripts.register_script(_SCRIPTS["claim"])
        self._completing = scripts.register_script(_SCRIPTS["complete"])
        self._releasing = scripts.register_script(_SCRIPTS["release"])
        # What this process has claimed; each claim has a value of its own, so that only its owner ends it.
        self._tokens: dict[bytes, str] = {}

    def admit(self, delivery: Delivery, /) -> Any:
        """Claims a delivery, or says why it is not to be processed: an `Admission`, or an awaitable of one."""
        now, created_at = clock.now_millis(), delivery.created_at
        created = None if created_at is None else (created_at - _EPOCH) // _MILLISECOND
        token = secrets.token_hex(8)
        keys = [_key(delivery), f"{_PREFIX}:id:{delivery.id}"]
        asked = self._claiming(keys, [token, self._claim, delivery.digest.hex(), self._window])

        def admission(said: Any) -> Any:
            outcome: Any = said[0]
            outcome = outcome.decode() if isinstance(outcome, bytes) else outcome
            if outcome != "first":
                return Admission(outcome)
            self._tokens[delivery.digest] = token
            if created is not None and created <= now - self._window:
                return _then(self.forget(delivery), lambda _: Admission("expired"))
            return Admission("first", bool(said[1]))

        return _then(asked, admission)

    def done(self, delivery: Delivery, /) -> Any:
        """Says that a delivery was processed: from now on it is a duplicate."""
        token = self._tokens.pop(delivery.digest, "")
        return self._completing([_key(delivery)], [token, self._window])

    def forget(self, delivery: Delivery, /) -> Any:
        """Says that a delivery was not processed after all: its retry will be."""
        return self._releasing([_key(delivery)], [self._tokens.pop(delivery.digest, "")])


def _key(delivery: Delivery) -> str:
    return f"{_PREFIX}:{delivery.digest.hex()}"


def _then(value: Any, function: Callable[[Any], Any]) -> Any:
    """What a function makes of a value, or of what it is awaited for."""
    if not inspect.isawaitable(value):
        return function(value)

    async def wait() -> Any:
        made = function(await value)
        return await made if inspect.isawaitable(made) else made

    return wait()
