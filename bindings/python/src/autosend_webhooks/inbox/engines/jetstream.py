"""NATS JetStream, by `nats-py`: `JetStream`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Coroutine, Sequence
from typing import Any, NamedTuple, Optional, TypeVar, Union
from urllib.parse import unquote

from ..._generated.inbox_wire import GROUP, MAX_HELD, NATS, STRAY
from ..errors import InboxError
from ..statements import Job, Lease
from .background import Background
from .engine import Consumer, Ending, address_of, checked_name
from .envelope import digest_of, job_of

_LOGGER = logging.getLogger(__name__)
T = TypeVar("T")

ANSWER_WITHIN = 5
"""How long NATS may take to answer, in seconds."""


class JetStream:
    """What receivers in Rust have put into NATS JetStream, for `Inbox.consume`.

        inbox.consume(webhooks, JetStream("nats://localhost:4222", user_credentials="worker.creds"))

    `servers` are addresses, or the one that the receivers have; `options` are those of `nats.connect`. It connects by
    itself, in an event loop that no handler blocks, and again for ever. `inbox` is the name that keeps several apart.
    """

    def __init__(self, servers: Union[str, Sequence[str]], *, inbox: Optional[str] = None, **options: Any) -> None:
        if isinstance(servers, str):
            address, values = address_of(servers)
            # The others are for receivers, which make the streams.
            unknown = set(values) - {"inbox", "monitor", "duplicate_window"}
            if unknown:
                raise InboxError("bad_store_address", f"{', '.join(unknown)} is not known in the address of NATS")
            servers, login = _parted(address)
            options, inbox = {**login, **options}, inbox or values.get("inbox")
        self._servers = list(servers)
        self._options = options
        self._inbox = checked_name(inbox)

    def consumer(self) -> Consumer:
        """A worker's share."""
        return JetStreamConsumer(self._servers, self._options, self._inbox)


def _parted(address: str) -> tuple[list[str], dict[str, str]]:
    """The servers of `nats://user:password@host:port,host:port`, and the user of the first; one alone is a token."""
    scheme, _, rest = address.partition("://")
    hosts = rest.rstrip("/").split(",")
    login, has_login, _ = hosts[0].rpartition("@")
    user, has_password, password = (unquote(part) for part in login.partition(":"))
    known = {"user": user, "password": password} if has_password else {"token": user} if has_login else {}
    return [f"{scheme}://{host.rpartition('@')[2]}" for host in hosts], known


class _Held(NamedTuple):
    """A message that is not acknowledged yet."""

    reply: str
    """Where acknowledgements go."""
    payload: bytes
    until: float
    """Then it may be another's. Counted from before it was asked for."""


class JetStreamConsumer:
    """JetStream takes an acknowledgement from whoever sends it: that a lease has ended is seen here."""

    def __init__(self, servers: list[str], options: dict[str, Any], inbox: str) -> None:
        self._servers = servers
        self._options = options
        self._names = {name: pattern.replace("INBOX", inbox) for name, pattern in NATS.items()}
        self._held: dict[Lease, _Held] = {}
        self._client: Any = None
        self._lease: Optional[int] = None
        self._connecting: Optional[asyncio.Lock] = None
        self._background = Background("inbox-jetstream")

    def claim(self, limit: int, lease: int) -> list[Job]:
        """Takes what is due. What is no delivery becomes a dead letter: somebody else put it there."""
        return self._asked(self._claim(limit, lease))

    def next_due(self) -> Optional[int]:
        """0 while something waits."""
        return self._asked(self._next_due())

    def renew(self, leases: Sequence[Lease], lease: int) -> list[Lease]:
        """Makes leases end later."""
        return self._asked(self._renew(leases, lease))

    def finish(self, lease: Lease, ending: Ending) -> bool:
        """Says how an attempt ended."""
        return self._asked(self._finish(lease, ending))

    def close(self) -> None:
        """Ends the connection."""
        with contextlib.suppress(InboxError):
            self._asked(self._close())
        self._background.close()

    def _asked(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return self._background.run(work)
        except InboxError:
            raise
        except Exception as error:
            code = "inbox_busy" if isinstance(error, asyncio.TimeoutError) else "inbox_unavailable"
            raise InboxError(code, f"NATS: {error}") from error

    async def _connected(self) -> Any:
        """The client, which reconnects by itself. Raises InboxError while it has no connection."""
        # It belongs to the loop that makes it, in Python 3.9.
        self._connecting = self._connecting or asyncio.Lock()
        async with self._connecting:
            if self._client is None or self._client.is_closed:
                from nats.aio.client import Client

                client = Client()
                own = {"name": "autosend-inbox", "reconnect_time_wait": 1, "error_cb": _noted}
                options = {**own, **self._options, "max_reconnect_attempts": -1}
                try:
                    await asyncio.wait_for(client.connect(self._servers, **options), ANSWER_WITHIN)
                except BaseException:
                    await client.close()
                    raise
                self._client, self._lease = client, None
        if not self._client.is_connected:
            raise InboxError("inbox_unavailable", "NATS: it reconnects")
        return self._client

    async def _ready(self, lease: int) -> Any:
        """The client, once there is the consumer that all workers share, with this lease."""
        client = await self._connected()
        if self._lease != lease:
            from nats.js.api import AckPolicy, ConsumerConfig

            jetstream = client.jetstream(timeout=ANSWER_WITHIN)
            _check((await jetstream.stream_info(self._names["entries"])).config)
            config = ConsumerConfig(
                durable_name=GROUP,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=lease / 1000,
                # Attempts are counted by the workers, which make dead letters; the server would only stop delivering.
                max_deliver=-1,
                max_ack_pending=MAX_HELD,
            )
            await jetstream.add_consumer(self._names["entries"], config)
            self._lease = lease
        return client

    async def _claim(self, limit: int, lease: int) -> list[Job]:
        try:
            client = await self._ready(lease)
            return await self._fetch(client, limit, lease)
        except Exception:
            # The consumer is made again: its server may have come back without it.
            self._lease = None
            raise

    async def _fetch(self, client: Any, limit: int, lease: int) -> list[Job]:
        """What is there now. The client's own `fetch` waits for as many as it was asked for."""
        until = time.monotonic() + lease / 1000
        for one in list(self._held):
            self._holds(one)
        answers = client.new_inbox()
        subscription = await client.subscribe(answers)
        jobs: list[Job] = []
        try:
            subject = f"$JS.API.CONSUMER.MSG.NEXT.{self._names['entries']}.{GROUP}"
            await client.publish(subject, json.dumps({"batch": limit, "no_wait": True}).encode(), reply=answers)
            for _ in range(limit):
                message = await subscription.next_msg(timeout=ANSWER_WITHIN)
                status = (message.headers or {}).get("Status")
                if status in ("404", "408"):
                    break
                if status is not None:
                    raise InboxError("inbox_unavailable", f"NATS: {message.headers}")
                jobs += await self._hold(message, until)
        except Exception:
            # What came is worked on; the rest comes again.
            if not jobs:
                raise
        finally:
            await subscription.unsubscribe()
        return jobs

    async def _hold(self, message: Any, until: float) -> list[Job]:
        """Remembers what to acknowledge."""
        about = message.metadata
        lease = Lease(about.sequence.stream, about.sequence.consumer)
        self._held[lease] = _Held(message.reply, message.data, until)
        job = job_of(message.data, lease, about.num_delivered)
        if job is None:
            await self._finish(lease, Ending("dead", 0, STRAY))
            return []
        return [job]

    async def _next_due(self) -> Optional[int]:
        client = await self._connected()
        stream = await client.jetstream(timeout=ANSWER_WITHIN).stream_info(self._names["entries"])
        return 0 if stream.state.messages > 0 else None

    def _holds(self, lease: Lease) -> Optional[_Held]:
        """One whose lease has not ended."""
        held = self._held.get(lease)
        if held is not None and held.until <= time.monotonic():
            del self._held[lease]
            return None
        return held

    async def _renew(self, leases: Sequence[Lease], lease: int) -> list[Lease]:
        client = await self._connected()
        kept = [(one, held) for one in leases if (held := self._holds(one)) is not None]
        until = time.monotonic() + lease / 1000
        renewing = [client.request(held.reply, b"+WPI", timeout=ANSWER_WITHIN) for _, held in kept]
        answers = await asyncio.gather(*renewing, return_exceptions=True)
        for (one, held), answer in zip(kept, answers):
            if not isinstance(answer, BaseException) and one in self._held:
                self._held[one] = held._replace(until=until)
        return [one for one in leases if one not in self._held]

    async def _finish(self, lease: Lease, ending: Ending) -> bool:
        held = self._holds(lease)
        if held is None:
            return False
        client = await self._connected()
        if ending.kind == "dead":
            # First there, then not here: in between it is in both.
            await self._bury(client, lease, held, ending.error)
        word = b"+ACK" if ending.kind in ("done", "dead") else b"-NAK"
        if ending.kind == "retry":
            word += b" " + json.dumps({"delay": ending.after * 1_000_000}).encode()
        await client.request(held.reply, word, timeout=ANSWER_WITHIN)
        self._held.pop(lease, None)
        return True

    async def _bury(self, client: Any, lease: Lease, held: _Held, error: str) -> None:
        id = self._names["dead_id"].replace("SEQ", str(lease.seq)).replace("DIGEST", digest_of(held.payload) or "")
        # A header is one line.
        headers = {"Nats-Msg-Id": id, self._names["error_header"]: error.replace("\r", " ").replace("\n", " ")}
        jetstream = client.jetstream(timeout=ANSWER_WITHIN)
        await jetstream.publish(self._names["dead_subject"], held.payload, headers=headers)

    async def _close(self) -> None:
        if self._client is not None:
            await self._client.close()


async def _noted(error: Exception) -> None:
    _LOGGER.debug("NATS: %s", error)


def _check(config: Any) -> None:
    """Refuses a stream that loses what it acknowledged; what a server is told of flushing, receivers check."""
    if config.storage != "file":
        fault = "storage is not file"
    elif getattr(config, "persist_mode", None) == "async":
        fault = "persist_mode is async, and must be default"
    elif max(config.max_age or 0, config.max_msgs or 0, config.max_bytes or 0) > 0:
        fault = "max_age, max_msgs and max_bytes must not be set: what is not acknowledged would be removed"
    else:
        return
    raise InboxError("unsafe_setting", f"the stream {config.name}: {fault}")
