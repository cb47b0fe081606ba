"""The examples under real servers, with deliveries from the command line, several at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from autosend_webhooks import EVENT_TYPES
from autosend_webhooks.testing import signed_request
from conftest import SECRET

EXAMPLES = Path(__file__).parents[3] / "examples"
ENVIRONMENT = {**os.environ, "AUTOSEND_WEBHOOK_SECRET": SECRET, "PORT": "0", "PYTHONUNBUFFERED": "1"}

SERVERS = {
    "flask-waitress": ("flask", [sys.executable, "app.py"]),
    "flask-gunicorn": (
        "flask",
        [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", "127.0.0.1:0", "app:app"],
    ),
    "fastapi-uvicorn": ("fastapi", [sys.executable, "app.py"]),
    "django-waitress": ("django", [sys.executable, "app.py"]),
    "django-gunicorn": (
        "django",
        [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", "127.0.0.1:0", "app:application"],
    ),
}


@pytest.fixture(scope="module", params=SERVERS, ids=str)
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A running example."""
    folder, command = SERVERS[request.param]
    server = subprocess.Popen(
        command, cwd=EXAMPLES / folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watchdog = threading.Timer(60, server.kill)
    watchdog.start()
    assert server.stdout is not None
    said: list[str] = []
    address = None
    for line in server.stdout:
        said.append(line)
        if "listening on http" in line.lower() or "Listening at: http" in line:
            address = line[line.index("http://") :].split()[0]
            break
    watchdog.cancel()
    assert address, "".join(said)
    drain = threading.Thread(target=server.stdout.read)
    drain.start()
    yield f"{address}/webhooks"
    server.terminate()
    server.wait(20)
    drain.join()


def test_deliveries_from_the_command_line(url: str, tmp_path: Path) -> None:
    program = os.environ.get("AUTOSEND_WEBHOOKS_CLI")
    if program is None:
        pytest.skip("AUTOSEND_WEBHOOKS_CLI is not set: cargo xtask test --only python sets it")
    secret_file = tmp_path / "secret"
    secret_file.write_text(SECRET)
    senders = [
        subprocess.Popen(
            [program, "send", event, "--to", url, "--json", "--secret-file", str(secret_file)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for event in EVENT_TYPES
    ]
    for event, sender in zip(EVENT_TYPES, senders):
        output, _ = sender.communicate(timeout=60)
        assert list(json.loads(output)["statuses"]) == ["200"], event


def test_answers(url: str) -> None:
    good = signed_request("email.bounced", SECRET)
    with httpx.Client() as client:
        first = client.post(url, content=good.body, headers=good.headers)
        assert (first.status_code, first.json()) == (200, {"received": True, "duplicate": False})
        assert client.post(url, content=good.body, headers=good.headers).json()["duplicate"] is True
        forged = client.post(url, content=good.body + b" ", headers=good.headers)
        assert (forged.status_code, forged.json()["code"]) == (401, "signature_mismatch")
        assert client.get(url).status_code == 405
        chunked = signed_request("email.sent", SECRET)
        answer = client.post(url, content=iter([chunked.body[:50], chunked.body[50:]]), headers=chunked.headers)
        assert answer.status_code == 200, answer.text
