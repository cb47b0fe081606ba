"""Engines on real servers that can be killed and come back, and the receiver in Rust that stores into them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, NamedTuple

import httpx
import pytest
from autosend_webhooks.inbox import JetStream, RedisStreams
from autosend_webhooks.testing import SignedRequest
from conftest import SECRETS

CLI = os.environ.get("AUTOSEND_WEBHOOKS_CLI")
NATS_SERVER = os.environ.get("NATS_SERVER") or shutil.which("nats-server")
REDIS_SERVER = shutil.which("redis-server")

_REDIS = 'bind 127.0.0.1\nport {port}\ndir {folder}\nsave ""\nappendonly yes\nappendfsync always\n'
_NATS = (
    "listen: 127.0.0.1:{port}\nhttp: 127.0.0.1:{monitor}\n"
    'jetstream {{ store_dir: "{folder}", sync_interval: always }}\n'
)
# Ends with whoever holds its standard input.
_SUPERVISE = '"$@" <&- >/dev/null 2>&1 & server=$!; echo $server; read -r _; kill -9 $server; wait $server'


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Server:
    """A server of an engine with safe settings, or with others."""

    def __init__(self, kind: str, *settings: str) -> None:
        program = NATS_SERVER if kind == "nats" else REDIS_SERVER
        if program is None or CLI is None:
            pytest.skip(f"the server of {kind} or the command line is missing: cargo xtask test --only python has both")
        self.kind = kind
        self.port, self._monitor = _free_port(), _free_port()
        self._folder = tempfile.mkdtemp(prefix=f"python-{kind}")
        configuration = Path(self._folder) / "server.conf"
        text = (_NATS if kind == "nats" else _REDIS).format(
            port=self.port, monitor=self._monitor, folder=f"{self._folder}"
        )
        configuration.write_text(text + "\n".join(settings) + "\n")
        self._command = [program, *(["-c"] if kind == "nats" else []), str(configuration)]
        self.start()

    def start(self) -> None:
        """Starts it, with what it had."""
        command = ["/bin/sh", "-c", _SUPERVISE, "sh", *self._command]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self._id = int(self._process.stdout.readline())
        until(self._answers, f"{self.kind} answers")

    def _answers(self) -> bool:
        try:
            if self.kind == "nats":
                return httpx.get(f"http://127.0.0.1:{self._monitor}/healthz").status_code == 200
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith((b"+PONG", b"-NOAUTH"))
        except (OSError, httpx.HTTPError):
            return False

    def kill(self) -> None:
        """Ends it at once."""
        os.kill(self._id, signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def close(self) -> None:
        """Ends it for good."""
        self.kill()
        shutil.rmtree(self._folder)

    login = ""
    """Who connects: `user:password@`."""

    @property
    def address(self) -> str:
        """The address that receivers and workers have."""
        monitored = f"?monitor=127.0.0.1:{self._monitor}" if self.kind == "nats" else ""
        return f"{self.kind}://{self.login}127.0.0.1:{self.port}{monitored}"

    def dead(self) -> list[dict[str, str]]:
        """The names of all that is said of each dead letter, with what is said; `delivery` is its payload."""
        return _dead_in_redis(self.port) if self.kind == "redis" else asyncio.run(_dead_in_nats(self.port))


def _dead_in_redis(port: int) -> list[dict[str, str]]:
    import redis

    with redis.Redis(port=port, decode_responses=True) as client:
        rows: Any = client.xrange("{autosend-inbox}:dead")
        return [fields for _, fields in rows]


async def _dead_in_nats(port: int) -> list[dict[str, str]]:
    import nats

    client = await nats.connect(f"nats://127.0.0.1:{port}")
    try:
        stream = client.jetstream()
        state = (await stream.stream_info("autosend-inbox-dead")).state
        found = [await stream.get_msg("autosend-inbox-dead", seq + 1) for seq in range(state.messages)]
        return [{**(one.headers or {}), "delivery": (one.data or b"").decode()} for one in found]
    finally:
        await client.close()


class Receiver(NamedTuple):
    """The receiver in Rust."""

    url: str
    admin: str

    def send(self, request: SignedRequest) -> None:
        """Sends a delivery until it is accepted, as the provider does."""

        def is_accepted() -> bool:
            try:
                return httpx.post(self.url, content=request.body, headers=request.headers).status_code == 200
            except httpx.HTTPError:
                return False

        until(is_accepted, "the delivery is accepted", pause=0.02)

    def depth(self) -> tuple[int, int]:
        """How many deliveries are unfinished, and how many dead, as the receiver in Rust sees it."""
        try:
            text = httpx.get(self.admin + "/metrics").text
        except httpx.HTTPError:
            return -1, -1
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
        unfinished, dead = (int(values.get(f"autosend_inbox_{name}", -1)) for name in ("unfinished", "dead"))
        return unfinished, dead


@contextmanager
def received(server: Server, folder: Path) -> Iterator[Receiver]:
    """A receiver into an engine."""
    assert CLI is not None
    secret = folder / "secret"
    secret.write_text("\n".join(SECRETS))
    secret.chmod(0o600)
    command = [CLI, "inbox", "serve", "--listen", "127.0.0.1:0", "--store", server.address]
    command += ["--secret-file", str(secret), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["listening"]
        yield Receiver(url, url.rstrip("/"))
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def until(holds: Callable[[], bool], what: str, seconds: float = 30, pause: float = 0.05) -> None:
    """Waits for something."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not in time: {what}"
        time.sleep(pause)


def _redis(server: Server) -> RedisStreams:
    import redis

    return RedisStreams(redis.Redis(port=server.port, socket_timeout=5))


def _redis_async(server: Server) -> RedisStreams:
    import redis.asyncio

    return RedisStreams(redis.asyncio.Redis(port=server.port, decode_responses=True))


ENGINES: dict[str, Callable[[Server], Any]] = {
    "redis": _redis,
    "redis-asyncio": _redis_async,
    "nats": lambda server: JetStream(server.address),
}
"""By name, which begins with that of the server."""
