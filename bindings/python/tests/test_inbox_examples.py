"""The examples with an inbox: the local AutoSend delivers twice, a worker is killed, and each bounce counts once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, NamedTuple

import databases
import httpx
import psutil
import psycopg
import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
PROGRAM = os.environ.get("AUTOSEND_WEBHOOKS_CLI")
EVENTS = 40
GUNICORN = [sys.executable, "-m", "gunicorn", "--workers", "4", "--bind", "127.0.0.1:{port}"]


class Example(NamedTuple):
    """How an example is run."""

    folder: str
    url: Callable[[str], str]
    """Its DATABASE_URL."""
    prepare: list[str]
    """What makes its tables."""
    serve: list[str]
    table: str = "bounce"


STACKS = {
    "flask-sqlalchemy": Example(
        "flask",
        lambda address: address.replace("postgresql", "postgresql+psycopg"),
        ["-m", "flask", "--app", "exactly_once", "create-tables"],
        [*GUNICORN, "exactly_once:app"],
    ),
    "fastapi-asyncpg": Example("fastapi", str, ["-c", ""], [sys.executable, "exactly_once.py"]),
    "django": Example(
        "django", str, ["exactly_once.py", "migrate"], [*GUNICORN, "exactly_once:application"], "bounces_bounce"
    ),
}


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended afterwards, and those that it has started."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def until(holds: Callable[[], bool], what: str) -> None:
    """Waits for something."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(f"never: {what}")


def answers(url: str) -> bool:
    """Whether a server is up."""
    try:
        return httpx.get(url).status_code == 405
    except httpx.TransportError:
        return False


@pytest.mark.skipif(PROGRAM is None, reason="AUTOSEND_WEBHOOKS_CLI is not set: cargo xtask test --only python sets it")
@pytest.mark.parametrize("name", STACKS)
def test_each_bounce_counts_once(name: str) -> None:
    example, address, port = STACKS[name], databases.postgres(), free_port()
    folder, url = EXAMPLES / example.folder, f"http://127.0.0.1:{port}/webhooks"
    schedule = ["--retry-schedule", "1s,1s,1s,1s,1s"]
    with running([str(PROGRAM), "dev", "--port", "0", "--json", *schedule]) as autosend:
        assert autosend.stdout is not None
        started = json.loads(autosend.stdout.readline())
        api = httpx.Client(base_url=started["url"], headers={"Authorization": f"Bearer {started['apiKey']}"})
        made = api.post("/v1/webhooks", json={"url": url, "events": ["email.bounced"]}).json()["data"]["webhook"]
        own = {"DATABASE_URL": example.url(address), "AUTOSEND_WEBHOOK_SECRET": made["secret"], "PORT": str(port)}
        environment = {**os.environ, **own}
        subprocess.run([sys.executable, *example.prepare], cwd=folder, env=environment, check=True)
        serve = [word.format(port=port) for word in example.serve]
        with running(serve, cwd=folder, env=environment) as server:
            until(lambda: answers(url), "the example is up")
            assert api.put("/emulator/faults", json={"duplicate": 0.5, "drop": 0.2}).status_code < 300
            event = {"type": "email.bounced", "count": EVENTS}
            assert api.post("/emulator/events", json=event).status_code < 300
            workers = psutil.Process(server.pid).children()
            if workers:
                time.sleep(0.2)
                workers[0].send_signal(signal.SIGKILL)
            with psycopg.connect(address, autocommit=True) as connection:

                def count(table: str) -> int:
                    row = connection.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(sql(table))).fetchone()
                    return int(row[0]) if row else 0

                sql = psycopg.sql.Identifier
                until(lambda: count("inbox_seen") >= EVENTS, "all have come")
                # What is under way twice would come now.
                time.sleep(1)
                assert (count(example.table), count("inbox_seen")) == (EVENTS, EVENTS)
                repeats = connection.execute("SELECT sum(repeats) FROM inbox_seen").fetchone()
                assert repeats is not None
                assert repeats[0] > 0, "some came twice"
