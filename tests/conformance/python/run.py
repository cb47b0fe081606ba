"""python3 run.py SDK REQUESTS: see ../README.md. Instead of a folder SDK may be the name of an installed package."""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import sys
import traceback
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs


def main(sdk: str, requests: str) -> int:
    """Runs every case; returns the exit code."""
    package = load(sdk)
    seen = bad = 0
    for file in sorted(Path(requests).glob("*.json")):
        group = json.loads(file.read_text())
        problems = [problem for case in group["cases"] if (problem := check(package, case))]
        for problem in problems:
            print(problem, file=sys.stderr)
        print(group["group"], len(group["cases"]) - len(problems), len(problems))
        seen += len(group["cases"])
        bad += len(problems)
    return 1 if bad or not seen else 0


def load(sdk: str) -> Any:
    """The package in a folder, or of a name."""
    if not Path(sdk).is_dir():
        return importlib.import_module(sdk)
    (source,) = [file.parent for file in Path(sdk, "src").glob("*/verifier.py")]
    sys.path.insert(0, str(source.parent))
    return importlib.import_module(source.name)


def check(package: Any, case: dict[str, Any]) -> str | None:
    """What is wrong with a case, or None."""
    try:
        outcome = run(package, case)
    except Exception:
        return f"{case['name']}: {traceback.format_exc()}"
    expected = case["expect"]
    if "problems" in expected.get("accepted", {}):
        expected = {"accepted": {**expected["accepted"], "problems": sorted(expected["accepted"]["problems"])}}
    return None if outcome == expected else f"{case['name']}: expected {expected}, got {outcome}"


def run(package: Any, case: dict[str, Any]) -> dict[str, Any]:
    """The outcome in the words of the vectors."""
    options = dict(case.get("options", {}))
    for name in ("tolerance", "future_tolerance"):
        if f"{name}_ms" in options:
            millis = options.pop(f"{name}_ms")
            options[name] = None if millis is None else millis / 1000
    try:
        verifier = package.Verifier(case["secrets"], **options)
        delivery = verifier.verify_at(body(case), [tuple(pair) for pair in case["headers"]], case["now_ms"] / 1000)
    except package.WebhookError as error:
        return {"error": error.code}
    event = delivery.event
    outcomes = {package.Unknown: "unknown", package.Invalid: "invalid"}
    check_lossless(package, delivery, "events" in said(case))
    named = {"problems": sorted(it.path for it in problems_of(event))} if "problems" in said(case) else {}
    return {
        "accepted": {
            **named,
            **events_of(package, delivery, case),
            "type": delivery.type,
            "outcome": outcomes.get(type(event), "typed"),
            "generation": event.generation,
            "delivery_id": delivery.id,
            "sent_at_ms": delivery.sent_at_ms,
            "created_at": as_sent(event, case),
            "secret_index": delivery.secret_index,
            "digest": delivery.digest.hex(),
        }
    }


def events_of(package: Any, delivery: Any, case: dict[str, Any]) -> dict[str, Any]:
    """The type and the outcome of each event, where the body has a list of them."""
    if "events" not in said(case):
        return {}
    outcomes = {package.Unknown: "unknown", package.Invalid: "invalid"}
    return {"events": [[event.type, outcomes.get(type(event), "typed")] for event in delivery.events]}


def said(case: dict[str, Any]) -> dict[str, Any]:
    """What a case says of what is accepted."""
    accepted: dict[str, Any] = case["expect"].get("accepted", {})
    return accepted


def problems_of(event: Any) -> tuple[Any, ...]:
    """What does not fit."""
    problems: tuple[Any, ...] = getattr(event, "problems", ())
    return problems


def body(case: dict[str, Any]) -> bytes:
    """The body's bytes."""
    if "body_base64" in case:
        return base64.b64decode(case["body_base64"])
    if "body_repeat" in case:
        return "".join(text * times for text, times in case["body_repeat"]).encode()
    return str(case["body"]).encode()


def as_sent(event: Any, case: dict[str, Any]) -> str | None:
    """The expected time's text, if the event's is the same."""
    if event.created_at is None:
        return None
    expected = case["expect"].get("accepted", {}).get("created_at")
    return expected if expected is not None and iso(expected) == event.created_at.isoformat() else event.created_at


def iso(text: str) -> str:
    """The same time as `datetime.isoformat` writes it, to the microsecond."""
    seconds, zone = text[:19], text[-1:] if text.endswith("Z") else text[-6:]
    micros = f"{text[19 : len(text) - len(zone)].lstrip('.'):0<6}"[:6]
    shift = "+00:00" if zone in ("Z", "-00:00") else zone
    return seconds + (f".{micros}" if int(micros) else "") + shift


def check_lossless(package: Any, delivery: Any, is_batch: bool) -> None:
    """What the body says is in its events."""
    sent = json.loads(json_of(delivery.body), parse_int=integer)
    if not is_batch:
        check_event(package, delivery.event, sent)
        return
    assert len(delivery.events) == len(sent["events"]), "not every event is there"
    for event, item in zip(delivery.events, sent["events"]):
        check_event(package, event, item)


def check_event(package: Any, event: Any, sent: dict[str, Any]) -> None:
    """What an object says is in the event: under its attributes, or in `extra`."""
    assert event.raw == sent, "the raw body differs"
    if isinstance(event, (package.Unknown, package.Invalid)):
        assert event.data is None or event.data == sent or event.data in sent.values(), "the data differs"
        return
    shown = event.to_dict()
    if "problems" in shown and keeps(shown["data"], sent):
        # The whole body is the data.
        return
    named = {well_formed(name): value for name, value in sent.items()}
    for name, value in shown["extra"].items():
        assert named[name] == value, f"{name} differs"
    assert any(isinstance(value, dict) and keeps(shown["data"], value) for value in sent.values()), "the data is lost"


def json_of(sent: bytes) -> bytes:
    """The JSON of a body, which may be a form."""
    if sent.lstrip()[:1] in (b"{", b"["):
        return sent
    return next(value for values in parse_qs(sent.decode()).values() for value in values if value[:1] == "{").encode()


def integer(digits: str) -> int | Decimal:
    """An integer of any length: `int` reads no more than some thousand digits."""
    return int(digits) if len(digits) < 1000 else Decimal(digits)


def assert_kept(shown: dict[str, Any], sent: dict[str, Any]) -> None:
    """Each member of an object is an attribute of the same value, whatever it is called, or among the others."""
    attributes = [value for name, value in shown.items() if name != "extra"]
    # Of names that become one, the last wins.
    for name, value in {well_formed(name): value for name, value in sent.items()}.items():
        if name in shown["extra"]:
            assert is_same(shown["extra"][name], value), f"{name} differs"
        else:
            assert value is None or any(keeps(one, value) for one in attributes), f"{name} is lost"


def keeps(shown: Any, sent: Any) -> bool:
    """Whether an attribute holds what was sent."""
    if isinstance(sent, list):
        return isinstance(shown, list) and len(shown) == len(sent) and all(map(keeps, shown, sent))
    if not isinstance(sent, dict) or not isinstance(shown, dict):
        return is_same(shown, sent)
    if "extra" not in shown:
        # A map: its members keep their names.
        return shown.keys() == sent.keys() and all(keeps(shown[name], value) for name, value in sent.items())
    try:
        assert_kept(shown, sent)
    except (AssertionError, AttributeError):
        return False
    return True


def is_same(shown: Any, sent: Any) -> bool:
    """Whether an attribute is what was sent: times are datetimes, lone surrogates may be U+FFFD."""
    if hasattr(shown, "isoformat") and isinstance(sent, str):
        # Other text can't be read as a time.
        with contextlib.suppress(ValueError):
            return bool(iso(sent) == shown.isoformat())
        return False
    return bool(shown == sent or (isinstance(sent, str) and shown == well_formed(sent)))


def well_formed(text: str) -> str:
    """Text with U+FFFD for lone surrogates."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
