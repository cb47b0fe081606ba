"""One clock: whatever replaces Python's, the verifier, the signer and the deduplicator go by it."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from unittest import mock

import pytest
from autosend_webhooks import Deduplicator, TimestampError, Verifier, sign
from autosend_webhooks.testing import signed_request
from conftest import SECRET

THEN = 1_500_000_000


@contextlib.contextmanager
def by_mock(seconds: int) -> Iterator[None]:
    with mock.patch("time.time", return_value=float(seconds)):
        yield


@contextlib.contextmanager
def by_freezegun(seconds: int) -> Iterator[None]:
    freezegun = pytest.importorskip("freezegun")
    with freezegun.freeze_time(datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)):
        yield


@contextlib.contextmanager
def by_time_machine(seconds: int) -> Iterator[None]:
    time_machine = pytest.importorskip("time_machine")
    with time_machine.travel(seconds, tick=False):
        yield


@pytest.mark.parametrize("replaced", [by_mock, by_freezegun, by_time_machine])
def test_the_clock_is_the_one_that_python_shows(verifier: Verifier, replaced: object) -> None:
    assert callable(replaced)
    with replaced(THEN):
        request = signed_request("email.sent", SECRET)
        assert request.headers["X-Webhook-Timestamp"] == str(THEN * 1000)
        assert sign(SECRET, b"{}")["X-Webhook-Timestamp"] == str(THEN * 1000)
        assert verifier.sign(b"{}")["X-Webhook-Delivery-Id"] == f"deliver-webhook-{THEN * 1000}"
        delivery = verifier.verify(request.body, request.headers)
        assert delivery.sent_at_ms == THEN * 1000
        assert verifier.explain(request.body, request.headers).error is None
        assert Deduplicator().admit(delivery).outcome == "first"
    with pytest.raises(TimestampError, match="timestamp_too_old"):
        verifier.verify(request.body, request.headers)
    with replaced(THEN + 299):
        verifier.verify(request.body, request.headers)
        seen = Deduplicator(window=300)
        seen.admit(delivery)
        seen.done(delivery)
    with replaced(THEN + 301), pytest.raises(TimestampError):
        verifier.verify(request.body, request.headers)
    with replaced(THEN + 599):
        assert seen.admit(delivery).outcome == "duplicate"
    with replaced(THEN + 600):
        assert seen.admit(delivery).outcome == "expired"
