"""A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from autosend_webhooks import Delivery, Invalid, Unknown, Verifier, WebhookError
from autosend_webhooks.timestamp import timestamp_number

SUITE: dict[str, Any] = json.loads(Path(__file__).with_name("samples.json").read_text(encoding="utf-8"))
SAMPLES: list[dict[str, Any]] = SUITE["samples"]
EXPIRED_AFTER: Any = SUITE["expired_after_seconds"]


def signed(sample: dict[str, Any], secret: str = SUITE["secret"], sent_at: float | None = None) -> dict[str, str]:
    """The headers of a request, sent now or at another time."""
    signer = Verifier(secret, url=SUITE["url"])
    timestamp = None if sent_at is None else timestamp_number(int(sent_at * 1000))
    return signer.sign(sample["body"].encode(), event=sample["event"], timestamp=timestamp)


def received(sample: dict[str, Any], headers: dict[str, str], *, appended: str = "") -> Delivery:
    """What a verifier makes of a request."""
    return Verifier(SUITE["verifier_secret"], url=SUITE["url"]).verify((sample["body"] + appended).encode(), headers)


def problems_of(event: Any) -> list[str]:
    """Where the data is not as the provider describes it."""
    return [f"{problem.path}: {problem.message}" for problem in getattr(event, "problems", ())]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample["type"]))
def test_every_event_arrives_as_its_type(sample: dict[str, Any]) -> None:
    delivery = received(sample, signed(sample))
    assert delivery.type == sample["type"]
    assert not isinstance(delivery.event, (Invalid, Unknown))
    assert problems_of(delivery.event) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample["type"]))
def test_a_forged_request_is_refused(sample: dict[str, Any]) -> None:
    with pytest.raises(WebhookError) as refused:
        received(sample, signed(sample, SUITE["other_secret"]))
    assert refused.value.code == "signature_mismatch"


@pytest.mark.skipif(not SUITE["signs_body"], reason="the provider does not sign the body")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample["type"]))
def test_a_changed_body_is_refused(sample: dict[str, Any]) -> None:
    with pytest.raises(WebhookError) as refused:
        received(sample, signed(sample), appended=" ")
    assert refused.value.code == "signature_mismatch"


@pytest.mark.skipif(EXPIRED_AFTER is None, reason="the provider does not say when a request was sent")
def test_an_expired_request_is_refused() -> None:
    with pytest.raises(WebhookError) as refused:
        received(SAMPLES[0], signed(SAMPLES[0], sent_at=time.time() - EXPIRED_AFTER))
    assert refused.value.code == "timestamp_too_old"


def test_an_unknown_type_arrives_without_loss() -> None:
    sample = SUITE["unknown_type"]
    event = received(sample, signed(sample)).event
    assert isinstance(event, Unknown)
    assert event.type == sample["type"]
    assert event.raw == sample["json"]


def test_an_unknown_member_arrives_without_loss() -> None:
    sample = SUITE["unknown_member"]
    event: Any = received(sample, signed(sample)).event
    assert event.type == sample["type"]
    assert problems_of(event) == []
    assert event.data.extra[sample["member"]] == sample["value"]
