"""The shared test vectors, as Python's tests read them."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

from autosend_webhooks import Delivery, Invalid, Unknown, Verifier

VECTORS = Path(os.environ.get("AUTOSEND_WEBHOOKS_VECTORS", Path(__file__).parents[3] / "tests" / "vectors"))

CASES: list[dict[str, Any]] = [
    case for file in sorted((VECTORS / "requests").glob("*.json")) for case in json.loads(file.read_text())["cases"]
]


def body(case: dict[str, Any]) -> bytes:
    """The body's bytes."""
    if "body_base64" in case:
        return base64.b64decode(case["body_base64"])
    if "body_repeat" in case:
        return "".join(text * times for text, times in case["body_repeat"]).encode()
    return str(case["body"]).encode()


def verifier(case: dict[str, Any]) -> Verifier:
    """The verifier that the case asks for."""
    options = dict(case.get("options", {}))
    arguments: dict[str, Any] = {}
    for name in ("tolerance", "future_tolerance"):
        if f"{name}_ms" in options:
            millis = options.pop(f"{name}_ms")
            arguments[name] = None if millis is None else millis / 1000
    return Verifier(case["secrets"], **arguments, **options)


def accepted(delivery: Delivery) -> dict[str, Any]:
    """What a delivery says, in the words of the vectors."""
    event = delivery.event
    outcome = "unknown" if isinstance(event, Unknown) else "invalid" if isinstance(event, Invalid) else "typed"
    created_at = event.created_at
    assert delivery.created_at == created_at
    return {
        "type": delivery.type,
        "outcome": outcome,
        "generation": event.generation,
        "delivery_id": delivery.id,
        "sent_at_ms": delivery.sent_at_ms,
        "created_at": None if created_at is None else created_at.isoformat(),
        "secret_index": delivery.secret_index,
        "digest": delivery.digest.hex(),
    }
