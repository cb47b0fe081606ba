"""All shared vectors through the installed package: same outcome and same code as everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from autosend_webhooks import WebhookError
from vector_cases import CASES, accepted, body, verifier

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def verdict(case: dict[str, Any], headers: object, now: object) -> dict[str, Any]:
    """What the package makes of the case, in the words of the vectors."""
    try:
        return {"accepted": accepted(verifier(case).verify_at(body(case), headers, now))}  # type: ignore[arg-type]
    except WebhookError as error:
        return {"error": error.code}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """What is expected, with the time of creation as Python prints it."""
    expect: dict[str, Any] = case["expect"]
    if "accepted" not in expect or expect["accepted"]["created_at"] is None:
        return expect
    text = expect["accepted"]["created_at"]
    return {"accepted": {**expect["accepted"], "created_at": iso(text)}}


def iso(text: str) -> str:
    """The same time as `datetime.isoformat` writes it, read without the code under test."""
    seconds, zone = text[:19], text[-1:] if text.endswith("Z") else text[-6:]
    fraction = text[19 : len(text) - len(zone)].lstrip(".")
    micros = f"{fraction:0<6}"[:6]
    shift = "+00:00" if zone in ("Z", "-00:00") else zone
    return seconds + (f".{micros}" if int(micros) else "") + shift


def test_there_are_cases() -> None:
    assert len(CASES) > 900


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_pairs(case: dict[str, Any]) -> None:
    headers = [(name, value) for name, value in case["headers"]]
    assert verdict(case, headers, case["now_ms"] / 1000) == expected(case), case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_mapping_of_lists_at_a_datetime(case: dict[str, Any]) -> None:
    headers: dict[str, list[str]] = {}
    for name, value in case["headers"]:
        headers.setdefault(name, []).append(value)
    now = EPOCH + timedelta(milliseconds=case["now_ms"])
    assert verdict(case, headers, now) == expected(case), case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bytes_as_asgi_has_them(case: dict[str, Any]) -> None:
    headers = [(name.encode().lower(), value.encode("latin-1")) for name, value in case["headers"]]
    assert verdict(case, headers, case["now_ms"] / 1000) == expected(case), case["why"]
