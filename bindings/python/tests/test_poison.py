"""A delivery that ends the process of its handler becomes a dead letter, and takes no other along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from autosend_webhooks import Verifier
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.testing import signed_request
from conftest import SECRETS
from inboxes import KINDS, connected
from poisoned import POISON
from test_exactly_once import QUIET, body_of, effects

STORED = 6
ATTEMPTS = 3


def work(name: str, address: str, at_most: int) -> int:
    """A worker until nothing is left, started again when it dies; returns how often it did."""
    command = [sys.executable, "poisoned.py", name, address]
    for deaths in range(at_most):
        if subprocess.run(command, cwd=Path(__file__).parent, timeout=60, **QUIET).returncode == 0:
            return deaths
    return at_most


def stored(name: str, folder: Path) -> str:
    """A database where deliveries wait for workers."""
    address = KINDS[name].database(folder)
    for number in range(STORED):
        request = signed_request(body_of(number), SECRETS[0])
        Inbox(address).store(Verifier(SECRETS).verify(request.body, request.headers))
    return address


@pytest.mark.parametrize("name", ["psycopg", "asyncpg", "sqlite3"])
def test_it_is_a_dead_letter_after_its_attempts(name: str, tmp_path: Path) -> None:
    address = stored(name, tmp_path)
    assert work(name, address, at_most=10) == ATTEMPTS
    assert effects(address) == [number for number in range(STORED) if number != POISON]
    with connected(address) as connection:
        dead = connection.execute("SELECT error FROM inbox_dead").fetchall()
        waiting = connection.execute("SELECT count(*) FROM inbox_job").fetchone()
    assert [error for (error,) in dead] == ["the process ended before the handlers did, at every attempt"]
    assert waiting[0] == 0


def test_where_attempts_are_not_counted_it_never_ends(tmp_path: Path) -> None:
    address = stored("psycopg", tmp_path)
    with connected(address) as connection:
        # As if the claim did not count: what must not be done.
        connection.execute(
            "CREATE FUNCTION uncounted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.attempt = 1; RETURN NEW; END'"
        )
        connection.execute(
            "CREATE TRIGGER uncounted BEFORE UPDATE ON inbox_job FOR EACH ROW EXECUTE FUNCTION uncounted()"
        )
        connection.commit()
    assert work("psycopg", address, at_most=6) == 6
    with connected(address) as connection:
        assert connection.execute("SELECT count(*) FROM inbox_dead").fetchone() == (0,)
