"""A worker in Python: `python worker.py DATABASE FOLDER [ENGINE]`. Its process ends after some effects, each once."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
from autosend_webhooks.inbox import Inbox
from autosend_webhooks.webhooks import Webhooks

database, folder, *engine = sys.argv[1:]
webhooks = Webhooks(["whsec_0123456789abcdef0123456789abcdef"], inbox=Inbox(database))


def ends_here(number: int) -> bool:
    """Whether this process ends at that delivery: once, over all processes."""
    try:
        (Path(folder) / f"python-{number}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return number % 20 == 3


@webhooks.on_any
def handle(event: Any, tx: psycopg.Connection[Any]) -> None:
    """One effect."""
    number = int(event.data.contact_id)
    tx.execute("INSERT INTO effect (number, worker) VALUES (%s, 'python')", [number])
    if ends_here(number):
        os.kill(os.getpid(), signal.SIGKILL)


def end_with_parent() -> None:
    """Whoever started this holds its standard input."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    options: dict[str, Any] = {"lease": 2, "poll": 0.05, "first_backoff": 0.05, "max_concurrent": 4}
    if engine:
        Inbox(database).consume(webhooks, engine[0], **options)
    else:
        Inbox(database).work(webhooks, **options)
