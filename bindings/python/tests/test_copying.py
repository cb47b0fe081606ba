"""Deliveries, events and their data survive pickle, copy and deepcopy, and hash where they compare."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from autosend_webhooks import EVENT_TYPES, Verifier, parse_event, sample
from autosend_webhooks.testing import signed_request
from conftest import SECRET


def twins(thing: Any) -> list[Any]:
    """What each way makes of a thing."""
    pickled = [pickle.loads(pickle.dumps(thing, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]  # noqa: S301
    return [*pickled, copy.copy(thing), copy.deepcopy([thing])[0]]


@pytest.mark.parametrize("event_type", [*EVENT_TYPES, "email.new"])
def test_events_and_data(event_type: str) -> None:
    text = sample(event_type) or b'{"type":"email.new","data":{"a":1}}'
    event = parse_event(text)
    parts: list[Any] = [event]
    if event_type != "email.new":
        parts.append(event.data)
        parts += [
            value for value in (getattr(event.data, name, None) for name in ("to", "from_")) if hasattr(value, "extra")
        ]
        parts += getattr(event.data, "attachments", ())
    for part in parts:
        assert {part: 1}[part] == 1
        for twin in twins(part):
            assert type(twin) is type(part)
            assert twin == part
            assert hash(twin) == hash(part)
            assert twin.to_dict() == part.to_dict()


def test_an_invalid_event() -> None:
    event = parse_event(b'{"type":"email.sent","data":7}')
    assert all(twin == event and hash(twin) == hash(event) for twin in twins(event))


def test_a_delivery(verifier: Verifier) -> None:
    request = signed_request("email.bounced", SECRET, delivery_id="d-1")
    delivery = Verifier(["another", SECRET]).verify(request.body, request.headers)
    for twin in twins(delivery):
        assert type(twin) is type(delivery)
        for name in ("id", "type", "event", "created_at", "sent_at", "sent_at_ms", "secret_index", "body", "digest"):
            assert getattr(twin, name) == getattr(delivery, name), name


def test_two_requests_of_a_moment_are_two_events(verifier: Verifier) -> None:
    for event_type in EVENT_TYPES:
        first, second = (signed_request(event_type, SECRET, timestamp=1) for _ in range(2))
        assert first.body != second.body
        assert first.headers["X-Webhook-Delivery-Id"] != second.headers["X-Webhook-Delivery-Id"]
