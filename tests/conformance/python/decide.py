"""python3 decide.py SDK: says of each request on standard input what the package decides.

A line in: id, clock in Unix milliseconds, strict (0 or 1), secrets, body, headers; with tabs between, all but the first three in
hex, lists with commas. A line out: id and what was accepted, or `error` and its code, or `crash` and what was raised.
Instead of a folder SDK may be the name of an installed package.
"""

from __future__ import annotations

import sys
from typing import Any

from run import load


def main(sdk: str) -> int:
    """Answers line by line, so that all of them go through one process."""
    package = load(sdk)
    for line in sys.stdin:
        name, *rest = line.rstrip("\n").split("\t")
        print(name, *decide(package, *rest), sep="\t")
    sys.stdout.flush()
    return 0


def decide(package: Any, now: str, strict: str, secrets: str, body: str, headers: str) -> list[str]:
    """What a package decides, in the words of the protocol."""
    pairs = [tuple(bytes.fromhex(text) for text in pair.split("=")) for pair in headers.split(",") if pair]
    try:
        verifier = package.Verifier([bytes.fromhex(text).decode() for text in secrets.split(",")], strict=strict == "1")
        delivery = verifier.verify_at(
            bytes.fromhex(body),
            [(name.decode(), value.decode("latin-1")) for name, value in pairs],
            int(now) / 1000,
        )
        return ["accepted", *accepted(package, delivery)]
    except package.WebhookError as error:
        return ["error", error.code]
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return ["crash", type(error).__name__]


def accepted(package: Any, delivery: Any) -> list[str]:
    """The columns of what was accepted."""
    event = delivery.event
    outcome = {package.Unknown: "unknown", package.Invalid: "invalid"}.get(type(event), "typed")
    return [
        delivery.type.encode().hex(),
        outcome,
        str(event.generation),
        delivery.id.encode().hex(),
        "-" if delivery.sent_at_ms is None else str(delivery.sent_at_ms),
        "-" if event.created_at is None else as_sent(event).encode().hex(),
        str(delivery.secret_index),
        delivery.digest.hex(),
    ]


def as_sent(event: Any) -> str:
    """The text that the time was read from."""
    text: str = event.raw["createdAt" if event.generation == 2 else "timestamp"]
    return text


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
