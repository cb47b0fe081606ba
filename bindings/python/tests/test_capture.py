"""A delivery in the command line's inbox becomes a test of the application's handler, and that test runs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from autosend_webhooks.testing import sample

PROGRAM = os.environ.get("AUTOSEND_WEBHOOKS_CLI")
SECRET = "whsec_0123456789abcdef0123456789abcdef"  # noqa: S105

APP = """
from autosend_webhooks.webhooks import Webhooks

webhooks = Webhooks()


@webhooks.on("email.bounced")
def bounced(event):
    assert event.data.reason == REASON, event.data.reason
    assert event.data.to.email == event.data.extra["again"] == "person2@example.com", event.data.to.email
"""

# What would end a literal, a line or a comment, if it were not escaped.
HOSTILE = "\"\"\" ''' \\ \n \r \u2028 ${x} {y} #{z} \\N{DIGIT ONE} é"


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [str(argument) for argument in arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(PROGRAM is None, reason="AUTOSEND_WEBHOOKS_CLI is not set: cargo xtask test --only python sets it")
def test_a_captured_delivery_is_a_test(tmp_path: Path) -> None:
    text = sample("email.bounced")
    assert text is not None
    body = json.loads(text)
    body["createdAt"] = "2020-02-03T04:05:06.789Z"
    body["data"].update(reason=HOSTILE, again=body["data"]["to"]["email"])
    (tmp_path / "body.json").write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    store = f"sqlite://{tmp_path / 'inbox.db'}"
    serve = [str(PROGRAM), "inbox", "serve", "--listen", "127.0.0.1:0", "--json", "--store", store]
    secret = {**os.environ, "AUTOSEND_WEBHOOK_SECRET": SECRET}
    with subprocess.Popen(serve, stdout=subprocess.PIPE, env=secret) as inbox:
        assert inbox.stdout is not None
        url = json.loads(inbox.stdout.readline())["listening"]
        sent = run(PROGRAM, "send", tmp_path / "body.json", "--to", url, "--secret", SECRET)
        inbox.terminate()
    assert sent.returncode == 0, sent.stderr

    captured = tmp_path / "test_captured.py"
    made = run(PROGRAM, "inbox", "capture", "1", "--as", "pytest", "--out", captured, "--store", store)
    assert made.returncode == 0, made.stderr
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", captured.read_text(encoding="utf-8"))
    assert set(addresses) == {"person1@example.com", "person2@example.com"}

    (tmp_path / "app.py").write_text(APP.replace("REASON", repr(HOSTILE)), encoding="utf-8")
    passes = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", captured, cwd=tmp_path)
    assert passes.returncode == 0, passes.stdout + passes.stderr
    (tmp_path / "app.py").write_text(APP.replace("REASON", "'another'"), encoding="utf-8")
    fails = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", captured, cwd=tmp_path)
    assert (fails.returncode, "1 failed" in fails.stdout) == (1, True), fails.stdout
