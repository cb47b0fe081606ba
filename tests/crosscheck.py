#!/usr/bin/env python3
"""Recomputes the signatures of all accepted vectors by implementations that are not ours.

    python3 tests/crosscheck.py

Every accepted case of tests/vectors/requests/ is checked with Python's `hmac`, a few of them with the `openssl`
command as well. Only the standard library is used. The last line is `N passed, M failed`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Iterator

REQUESTS = Path(__file__).resolve().parent / "vectors" / "requests"
SIGNATURE = "x-webhook-signature"
# openssl is a process a case; a few from every file are enough to show that it agrees.
OPENSSL_CASES_A_FILE = 2


def is_signature(name: str) -> bool:
    """Of ASCII letters alone the case does not matter: `str.lower` makes a k of the Kelvin sign."""
    return name.isascii() and name.lower() == SIGNATURE


def body_of(case: dict[str, Any]) -> bytes:
    """The body's bytes, however the vector spells them."""
    if "body_base64" in case:
        return base64.b64decode(case["body_base64"])
    if "body_repeat" in case:
        return "".join(text * times for text, times in case["body_repeat"]).encode()
    return case["body"].encode()


def by_python(key: bytes, body: bytes) -> str:
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def by_openssl(key: bytes, body: bytes) -> str:
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-r"]
    output = subprocess.run(command, input=body, stdout=subprocess.PIPE, check=True).stdout
    return output.decode().split()[0]


def problem(case: dict[str, Any], sign: Callable[[bytes, bytes], str]) -> str | None:
    """Why a case is wrong, or None."""
    accepted = case["expect"]["accepted"]
    secrets, index = case["secrets"], accepted["secret_index"]
    body = body_of(case)
    # White space around a header's value does not belong to it.
    sent = [value.strip(" \t") for name, value in case["headers"] if is_signature(name)]
    if not sent or any(value != sent[0] for value in sent):
        return f"{len(sent)} signature headers"
    for number, secret in enumerate(secrets[: index + 1]):
        if (sign(secret.encode(), body) == sent[0]) != (number == index):
            return f"secret {number} decides otherwise than secret_index {index} says"
    if hashlib.sha256(body).hexdigest() != accepted["digest"]:
        return "the digest is another"
    return None


def checks() -> Iterator[tuple[str, str | None]]:
    """Each check's name, and what is wrong with it."""
    has_openssl = shutil.which("openssl") is not None
    for path in sorted(REQUESTS.glob("*.json")):
        cases = [case for case in json.loads(path.read_text(encoding="utf-8"))["cases"] if "accepted" in case["expect"]]
        for number, case in enumerate(cases):
            name = f"{path.stem}/{case['name']}"
            yield f"hmac {name}", problem(case, by_python)
            if has_openssl and number < OPENSSL_CASES_A_FILE:
                yield f"openssl {name}", problem(case, by_openssl)


def main() -> int:
    passed = failed = 0
    for name, wrong in checks():
        if wrong is None:
            passed += 1
        else:
            failed += 1
            print(f"FAIL {name}: {wrong}")
    if passed + failed == 0:
        print(f"FAIL there is no accepted case in {REQUESTS}")
        failed = 1
    skipped = ""
    if shutil.which("openssl") is None:
        print("openssl is missing: its part was skipped")
        skipped = ", 1 skipped"
    print(f"{passed} passed, {failed} failed{skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
