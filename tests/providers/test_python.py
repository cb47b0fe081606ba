"""Providers' own libraries for Python, the generated packages and the command line: each one verifies what the others sign.

PACKAGES is the folder of the packages, by profile; CLI is the command line's program. What was forged is refused by all.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import slack_sdk.signature
import standardwebhooks
import stripe
import svix

BODY = b'{"type":"ping","id":"evt_1","data":{"text":"a \xc3\xbc"}}'
SECRETS = {"standard-webhooks": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "stripe": "whsec_c2VjcmV0", "slack": "8f742231b10e"}
Headers = dict[str, str]


def sent_by(library: Any, prefix: str) -> tuple[Callable[[str], Headers], Callable[[str, bytes, Headers], object]]:
    """How a library of Standard Webhooks signs and verifies."""

    def sign(secret: str) -> Headers:
        now = datetime.now(tz=timezone.utc)
        signature = library.Webhook(secret).sign("msg_1", now, BODY.decode())
        return {f"{prefix}-id": "msg_1", f"{prefix}-timestamp": str(int(now.timestamp())), f"{prefix}-signature": signature}

    return sign, lambda secret, body, headers: library.Webhook(secret).verify(body, headers)


def slack_sign(secret: str) -> Headers:
    """As Slack's library signs."""
    sent = str(int(time.time()))
    signature = slack_sdk.signature.SignatureVerifier(secret).generate_signature(timestamp=sent, body=BODY)
    assert signature is not None
    return {"X-Slack-Request-Timestamp": sent, "X-Slack-Signature": signature}


def slack_verify(secret: str, body: bytes, headers: Headers) -> None:
    """As Slack's library verifies."""
    if not slack_sdk.signature.SignatureVerifier(secret).is_valid_request(body, headers):
        raise ValueError("not Slack's")


SVIX, STANDARD = sent_by(svix.webhooks, "svix"), sent_by(standardwebhooks, "webhook")
#: By name: the profile, how the library signs, how it verifies. Stripe's signs in JavaScript only.
LIBRARIES: dict[str, tuple[str, Any, Any]] = {
    "svix": ("standard-webhooks", *SVIX),
    "standardwebhooks": ("standard-webhooks", *STANDARD),
    "slack_sdk": ("slack", slack_sign, slack_verify),
    "stripe": ("stripe", None, lambda secret, body, headers: stripe.Webhook.construct_event(body, headers["Stripe-Signature"], secret)),
}


def package_of(profile: str) -> Any:
    """The generated package of a profile."""
    (source,) = [file.parent for file in Path(os.environ["PACKAGES"], f"profile-{profile}", "python/src").glob("*/verifier.py")]
    if str(source.parent) not in sys.path:
        sys.path.insert(0, str(source.parent))
    importlib.import_module(f"{source.name}.testing")
    return importlib.import_module(source.name)


def command(*arguments: str, body: bytes) -> subprocess.CompletedProcess[bytes]:
    """The command line, with a body on standard input."""
    return subprocess.run([os.environ["CLI"], *arguments], input=body, capture_output=True, check=False)


def package_sign(profile: str, secret: str) -> Headers:
    """As the generated package signs."""
    headers: Headers = package_of(profile).testing.signed_request(BODY, secret, delivery_id="msg_1").headers
    return headers


def command_sign(profile: str, secret: str) -> Headers:
    """As the command line signs."""
    done = command("sign", "--profile", profile, "--secret", secret, "--delivery-id", "msg_1", body=BODY)
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stdout.decode().splitlines())


def package_verify(profile: str, secret: str, body: bytes, headers: Headers) -> None:
    """As the generated package verifies."""
    delivery = package_of(profile).Verifier(secret).verify(body, headers)
    event = delivery.event
    assert (event.type, event.raw["data"], event.problems) == ("ping", {"text": "a ü"}, ())


def command_verify(profile: str, secret: str, body: bytes, headers: Headers) -> None:
    """As the command line verifies."""
    given = [part for pair in headers.items() for part in ("--header", ": ".join(pair))]
    done = command("verify", "--profile", profile, "--secret", secret, *given, body=body)
    if done.returncode != 0:
        raise ValueError(done.stderr)


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_one_verifies_what_the_others_sign(library: str) -> None:
    """Three that sign, three that verify: what is authentic is accepted, and what is not is refused."""
    profile, sign, verify = LIBRARIES[library]
    secret, other = SECRETS[profile], SECRETS[profile][:-2] + "aa"
    signed = [package_sign(profile, secret), command_sign(profile, secret), *([sign(secret)] if sign else [])]
    for verifies in (
        verify,
        lambda *request: package_verify(profile, *request),
        lambda *request: command_verify(profile, *request),
    ):
        for headers in signed:
            verifies(secret, BODY, headers)
            for forged in ((secret, BODY.replace(b"evt_1", b"evt_2"), headers), (other, BODY, headers)):
                with pytest.raises(Exception):  # noqa: B017, PT011
                    verifies(*forged)
