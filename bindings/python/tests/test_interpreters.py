"""Other interpreters of the process, as mod_wsgi makes them, and choosing the implementation."""

from __future__ import annotations

import os
import subprocess
import sys

import autosend_webhooks
import pytest

USE = """
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import autosend_webhooks
    import autosend_webhooks.webhooks
from autosend_webhooks import Verifier, WebhookError
from autosend_webhooks.testing import signed_request
verifier = Verifier("whsec_x")
sent = signed_request("email.bounced", "whsec_x")
assert verifier.verify(sent.body, sent.headers).event.data.to.email
for body, headers in ((sent.body + b" ", sent.headers), ("text", {}), (b"", {})):
    try:
        verifier.verify(body, headers)
    except WebhookError as error:
        assert isinstance(error, autosend_webhooks.errors.WebhookError)
    else:
        raise AssertionError
"""
MANY = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

def run(code):
    one = interpreters.create()
    failure = interpreters.run_string(one, code)
    assert not failure, failure
    interpreters.destroy(one)

def check(main):
    if main:
        exec(USE, globals())
        assert autosend_webhooks.backend == BACKEND
    for _ in range(3):
        run(USE + "assert autosend_webhooks.backend == 'pure'\\n"
            f"assert len(caught) == {0 if PURE else 1}, caught\\n")

PURE = BACKEND == "pure"
"""


@pytest.mark.parametrize(
    "order", ["check(main=True)", "check(main=False)\nexec(USE)", "exec(USE)\ncheck(main=False)\nexec(USE)"]
)
def test_every_interpreter_catches_its_own_errors_and_may_end(order: str) -> None:
    code = f"USE = {USE!r}\nBACKEND = {autosend_webhooks.backend!r}\n{MANY}\n{order}\n"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def output(code: str, **environment: str) -> str:
    """What a program says, warnings included."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={name: value for name, value in os.environ.items() if name != "AUTOSEND_WEBHOOKS_PURE"} | environment,
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return run.stdout + run.stderr


HIDE = "import sys; sys.modules['autosend_webhooks._native'] = None\n"
SAY = "import autosend_webhooks, autosend_webhooks.flask\nprint(autosend_webhooks.backend)"


def test_falling_back_is_said_once() -> None:
    said = output(HIDE + SAY)
    assert said.splitlines()[0] == "pure"
    assert said.count("RuntimeWarning: autosend_webhooks verifies in Python alone") == 1
    silenced = "import warnings; warnings.filterwarnings('ignore', 'autosend_webhooks verifies')\n"
    assert output(silenced + HIDE + SAY).split() == ["pure"]


def test_python_alone_can_be_asked_for() -> None:
    assert output(SAY, AUTOSEND_WEBHOOKS_PURE="1").split() == ["pure"]
