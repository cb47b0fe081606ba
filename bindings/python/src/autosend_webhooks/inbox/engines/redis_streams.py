"""Redis Streams, by `redis`: `RedisStreams`."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from ..._generated.inbox_sql import STATEMENTS
from ..._generated.inbox_wire import GROUP, NEEDED, REDIS, STRAY
from ..clients import kind_of
from ..errors import InboxError
from ..statements import Job, Lease
from .background import Background
from .engine import Consumer, Ending, address_of, checked_name
from .envelope import job_of

if TYPE_CHECKING:
    from redis import Redis
    from redis.asyncio import Redis as AsyncRedis

ANSWER_WITHIN = 5
"""How long Redis may take to answer, in seconds."""

_SCRIPTS = STATEMENTS["redis-streams"]
_DIGESTS = {name: hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() for name, text in _SCRIPTS.items()}


class RedisStreams:
    """What receivers in Rust have put into Redis Streams, for `Inbox.consume`.

        inbox.consume(webhooks, RedisStreams(redis.Redis()))

    `client` is a `redis.Redis`, a `redis.asyncio.Redis`, or the address that the receivers have. A client's settings
    are its own: give it a `socket_timeout`, or a server that is frozen is waited for without end. Of an asyncio client
    a copy is used, in an event loop that no handler blocks. `inbox` is the name that keeps several apart.
    """

    def __init__(self, client: Union[Redis, AsyncRedis, str], *, inbox: Optional[str] = None) -> None:
        if isinstance(client, str):
            client, values = address_of(client)
            inbox = inbox or values.pop("inbox", None)
            if values:
                raise InboxError("bad_store_address", f"{', '.join(values)} is not known in the address of Redis")
        self._client = client
        self._inbox = checked_name(inbox)

    def consumer(self) -> Consumer:
        """A worker's share."""
        return RedisConsumer(_opened(self._client), self._inbox)


class _Plain:
    """A client that may be used by several threads."""

    def __init__(self, client: Any, is_own: bool) -> None:
        self._client = client
        self._is_own = is_own

    def execute(self, *words: Any) -> Any:
        """Runs one command; what it returns is bytes."""
        return self._client.execute_command(*words, NEVER_DECODE=True)

    def close(self) -> None:
        """Closes what is not the application's."""
        if self._is_own:
            self._client.close()


class _Async:
    """A copy of an asyncio client, in a loop of its own."""

    def __init__(self, client: Any) -> None:
        pool = client.connection_pool
        settings = {**pool.connection_kwargs}
        copy = type(pool)(connection_class=pool.connection_class, max_connections=pool.max_connections, **settings)
        self._client = type(client)(connection_pool=copy)
        self._background = Background("inbox-redis")

    def execute(self, *words: Any) -> Any:
        """Runs one command; what it returns is bytes."""
        return self._background.run(self._execute(words))

    async def _execute(self, words: Sequence[Any]) -> Any:
        import asyncio

        return await asyncio.wait_for(self._client.execute_command(*words, NEVER_DECODE=True), ANSWER_WITHIN)

    def close(self) -> None:
        """Closes the copy."""
        self._background.run(self._client.connection_pool.disconnect())
        self._background.close()


def _opened(client: Any) -> Union[_Plain, _Async]:
    if isinstance(client, str):
        from redis import Redis

        timeouts = {"socket_timeout": ANSWER_WITHIN, "socket_connect_timeout": ANSWER_WITHIN}
        return _Plain(Redis.from_url(client, **timeouts), True)
    if any(package == "redis" and "asyncio" in cls.__module__ for cls, package in _classes(client)):
        return _Async(client)
    return _Plain(client, False)


def _classes(client: Any) -> list[tuple[type, str]]:
    return [(cls, package) for cls, (package, _) in zip(type(client).__mro__, kind_of(client))]


class RedisConsumer:
    """A lease is a pending entry's consumer and count of deliveries; it has ended when that was idle for longer."""

    def __init__(self, client: Union[_Plain, _Async], inbox: str) -> None:
        self._client = client
        prefix = REDIS["prefix"].replace("INBOX", inbox)
        self._entries, self._delayed, self._dead = (prefix + REDIS[name] for name in ("entries", "delayed", "dead"))
        self._is_checked = False
        # Never used by another worker: it is what a lease is known by.
        self._name = secrets.token_hex(16)

    def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due. What is no delivery becomes a dead letter: somebody else put it there."""
        rows = self._asked(lambda: self._claimed(limit, lease))
        jobs = []
        for entry, attempt, is_suspect, payload in rows:
            held = Lease(int(bytes(entry).split(b"-")[0]), attempt)
            job = job_of(payload, held, attempt, bool(is_suspect))
            if job is None:
                self.finish(held, Ending("dead", 0, STRAY))
            else:
                jobs.append(job)
        return jobs

    def next_due(self) -> Optional[int]:
        """In how many milliseconds something is due."""
        keys = [self._entries, self._delayed, self._dead]
        waiting, _, now, due, _ = self._asked(lambda: self._run("depth", keys, []))
        return None if waiting == 0 else 0 if due < 0 else max(0, due - now)

    def renew(self, leases: Sequence[Lease], lease: int) -> list[Lease]:  # noqa: ARG002
        """Makes leases end later, all at once."""
        words = [word for one in leases for word in (_entry(one), one.number)]
        held = self._asked(lambda: self._run("renew", [self._entries], [GROUP, self._name, *words]))
        return [one for one, is_held in zip(leases, held) if not is_held]

    def finish(self, lease: Lease, ending: Ending) -> bool:
        """Says how an attempt ended."""
        keys = [self._entries, self._delayed, self._dead]
        words = [GROUP, self._name, _entry(lease), lease.number, ending.kind, ending.after, ending.error]
        return bool(self._asked(lambda: self._run("finish", keys, words)))

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def _claimed(self, limit: int, lease: int) -> Sequence[Any]:
        if not self._is_checked:
            self._check()
            self._make_group()
            self._is_checked = True
        try:
            rows: Sequence[Any] = self._run("claim", [self._entries, self._delayed], [GROUP, self._name, limit, lease])
        except Exception as error:
            if "NOGROUP" not in str(error):
                raise
            # The server has come back without what it had.
            self._make_group()
            return []
        return rows

    def _check(self) -> None:
        """Refuses a server that would lose what it acknowledged, dead letters too."""
        for name, needed, otherwise in NEEDED:
            try:
                said = self._client.execute("CONFIG", "GET", name)
            except Exception as error:
                if not _is_answer(error):
                    raise
                detail = f"{name} can't be read ({error}): allow CONFIG GET"
                raise InboxError("unsafe_setting", detail) from error
            values = list(said.values()) if isinstance(said, dict) else said[1::2]
            value = bytes(values[0]).decode() if values else "not known"
            if value != needed:
                raise InboxError("unsafe_setting", f"{name} is {value}, and must be {needed}: {otherwise}")

    def _make_group(self) -> None:
        try:
            self._client.execute("XGROUP", "CREATE", self._entries, GROUP, 0, "MKSTREAM")
        except Exception as error:
            if "BUSYGROUP" not in str(error):
                raise

    def _run(self, script: str, keys: Sequence[str], words: Sequence[Any]) -> Any:
        try:
            return self._client.execute("EVALSHA", _DIGESTS[script], len(keys), *keys, *words)
        except Exception as error:
            if type(error).__name__ != "NoScriptError":
                raise
        return self._client.execute("EVAL", _SCRIPTS[script], len(keys), *keys, *words)

    def _asked(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except InboxError:
            raise
        except Exception as error:
            code = "inbox_busy" if "Timeout" in type(error).__name__ else "inbox_unavailable"
            raise InboxError(code, f"Redis: {error}") from error


def _entry(lease: Lease) -> str:
    return f"{lease.seq}-0"


def _is_answer(error: Exception) -> bool:
    """Whether the server said so, and not the connection."""
    return any(name == "ResponseError" for _, name in kind_of(error))
