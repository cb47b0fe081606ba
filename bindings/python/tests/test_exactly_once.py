"""Each delivery to two processes at once, which fail and are killed: as many effects as deliveries, none twice.

AUTOSEND_WEBHOOKS_DELIVERIES says how many deliveries a run has.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from autosend_webhooks.testing import SignedRequest, signed_request
from conftest import SECRETS
from inboxes import DELIVERIES, KINDS, Kind, connected

TESTS = Path(__file__).parent


def body_of(number: int) -> bytes:
    """A body that differs from all others in its number."""
    created = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    data = {"email": f"user{number}@example.com", "contactId": f"c{number}"}
    return json.dumps({"type": "contact.deleted", "createdAt": created, "data": data}).encode()


class Receiver:
    """A process that receives; when it dies it is started again, and what it had is unanswered."""

    def __init__(self, name: str, address: str, mode: str) -> None:
        self.command = [sys.executable, "receiver.py", name, address, mode]
        self.deaths = 0
        self._lock = threading.Lock()
        self._pending: dict[str, Future[int]] = {}
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._start()
        self._thread.start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self.command, cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "the receiver does not start"

    def _run(self) -> None:
        while True:
            assert self._process.stdout is not None
            for line in self._process.stdout:
                answer = json.loads(line)
                with self._lock:
                    self._pending.pop(answer["key"]).set_result(answer["status"])
            with self._lock:
                if self._is_closing:
                    return
                self.deaths += 1
                lost, self._pending = self._pending, {}
                self._process.wait()
                self._start()
            for future in lost.values():
                future.set_result(0)

    def send(self, request: SignedRequest, chaos: str) -> int:
        """The status of the response, 0 if there is none."""
        answered: Future[int] = Future()
        with self._lock:
            key = f"{len(self._pending)}-{id(answered)}"
            self._pending[key] = answered
            line = {"key": key, "body": request.body.decode(), "headers": dict(request.headers), "chaos": chaos}
            assert self._process.stdin is not None
            try:
                self._process.stdin.write(json.dumps(line) + "\n")
                self._process.stdin.flush()
            except OSError:
                # It has just died, as will be noticed.
                pass
        return answered.result(60)

    def close(self) -> None:
        """Ends it."""
        with self._lock:
            self._is_closing = True
        self._process.kill()
        self._thread.join(20)
        self._process.wait()


def deliver(number: int, receivers: list[Receiver], is_bad: bool = True) -> None:
    """Sends a delivery to both at once until both have answered 200; then some again, and some as twins."""
    body = body_of(number)
    request = signed_request(body, SECRETS[0], delivery_id=f"deliver-webhook-{number}")
    twin = signed_request(body, SECRETS[1], delivery_id=f"deliver-webhook-t{number}")
    chaos = "die" if number % 20 == 7 else "fail" if number % 10 == 3 else ""
    requests = [request, twin if number % 3 == 0 else request]
    chaos = chaos if is_bad else ""
    with ThreadPoolExecutor(2) as both:
        for attempt in range(60):
            sent = [both.submit(to.send, one, "" if attempt else chaos) for to, one in zip(receivers, requests)]
            if [one.result() for one in sent] == [200, 200]:
                break
        else:
            raise AssertionError(f"{number} was never accepted")
    while number % 5 == 0:
        # It may be that another delivery kills the process just then.
        status = receivers[number % 2].send(request, "fail")
        assert status in (0, 200, 503), "a replay is a duplicate, and reaches no handler"
        if status == 200:
            break


def deliver_all(name: str, address: str, mode: str, deliveries: int) -> int:
    """Sends them all, and returns how often a process died."""
    receivers = [Receiver(name, address, mode) for _ in range(2)]
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda number: deliver(number, receivers, mode != "store"), range(deliveries)))
    finally:
        for receiver in receivers:
            receiver.close()
    return sum(receiver.deaths for receiver in receivers)


def work_all(name: str, address: str, folder: Path) -> int:
    """Two workers until nothing is left, started again when they die; returns how often they did."""
    deaths = 0
    environment = {**os.environ, "CHAOS": str(folder)}
    command = [sys.executable, "receiver.py", name, address, "work"]
    workers = [subprocess.Popen(command, cwd=TESTS, env=environment, **QUIET) for _ in range(2)]
    while workers:
        worker = workers.pop(0)
        if worker.wait(300) != 0:
            deaths += 1
            workers.append(subprocess.Popen(command, cwd=TESTS, env=environment, **QUIET))
    return deaths


QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def effects(address: str) -> list[int]:
    """The numbers of the deliveries that have had an effect, as often as they did."""
    with connected(address) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM effect ORDER BY number").fetchall()]


def count(address: str, query: str) -> int:
    """A number out of a database."""
    with connected(address) as connection:
        value: int = connection.execute(query).fetchone()[0]
        return value


def assert_once(kind: Kind, address: str, deliveries: int) -> None:
    """As many effects as deliveries, none twice, nothing left."""
    assert effects(address) == list(range(deliveries))
    assert count(address, "SELECT count(*) FROM inbox_seen") == deliveries
    assert count(address, "SELECT count(*) FROM inbox_delivery") == deliveries
    assert count(address, "SELECT count(*) FROM inbox_job") == 0
    assert count(address, "SELECT count(*) FROM inbox_dead") == 0
    if not kind.is_sqlite:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert count(address, f"SELECT count(*) {others} AND state LIKE 'idle in transaction%'") == 0


@pytest.fixture(params=KINDS)
def name(request: pytest.FixtureRequest) -> Any:
    """A client."""
    return request.param


def test_effects_and_marks_commit_together(name: str, tmp_path: Path) -> None:
    address = KINDS[name].database(tmp_path)
    deaths = deliver_all(name, address, "receive", DELIVERIES)
    assert deaths >= DELIVERIES // 20, "processes were killed"
    assert_once(KINDS[name], address, DELIVERIES)


@pytest.mark.parametrize("name", ["psycopg", "sqlite3"])
def test_a_mark_outside_of_the_transaction_loses_effects(name: str, tmp_path: Path) -> None:
    address = KINDS[name].database(tmp_path)
    deliver_all(name, address, "outside", DELIVERIES)
    lost = DELIVERIES - len(set(effects(address)))
    assert lost >= DELIVERIES // 20, "the guard is away, and nobody noticed"


@pytest.mark.parametrize("name", ["psycopg", "asyncpg", "sqlite3", "sqlalchemy-async-session"])
def test_workers_process_what_was_stored(name: str, tmp_path: Path) -> None:
    address = KINDS[name].database(tmp_path)
    deliver_all(name, address, "store", DELIVERIES)
    assert effects(address) == []
    assert count(address, "SELECT count(*) FROM inbox_job") == DELIVERIES
    deaths = work_all(name, address, tmp_path)
    assert deaths >= DELIVERIES // 20
    assert_once(KINDS[name], address, DELIVERIES)
