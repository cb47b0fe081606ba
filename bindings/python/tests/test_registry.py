"""Handlers by event type."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from autosend_webhooks import (
    ConfigurationError,
    Deduplicator,
    Delivery,
    EmailBounced,
    Event,
    Invalid,
    Unknown,
    Verifier,
)
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Answer, Webhooks
from conftest import SECRET


@pytest.fixture(params=["sync", "async"])
def deliver(request: pytest.FixtureRequest) -> Any:
    """Hands a request to webhooks, in one way and in the other."""

    def handle(webhooks: Webhooks, what: SignedRequest) -> Answer:
        if request.param == "sync":
            return webhooks.handle(what.body, what.headers)
        return asyncio.run(webhooks.handle_async(what.body, what.headers))

    return handle


def test_handlers_by_type(deliver: Any) -> None:
    webhooks = Webhooks(SECRET)
    seen: list[object] = []

    @webhooks.on("email.bounced")
    def bounced(event: EmailBounced) -> None:
        seen.append(event.data.to.email)

    @webhooks.on("email.bounced")
    async def bounced_later(event: EmailBounced, delivery: Delivery) -> None:
        await asyncio.sleep(0)
        seen.append(delivery.id)

    @webhooks.on_any
    def everything(event: Event) -> None:
        seen.append(event.type)

    @webhooks.on_unknown
    def unknown(event: Unknown) -> None:
        seen.append(("unknown", event.type))

    @webhooks.on_invalid
    def invalid(event: Invalid) -> None:
        seen.append(("invalid", event.type))

    answer = deliver(webhooks, signed_request("email.bounced", SECRET, delivery_id="b-1"))
    assert (answer.status, answer.body) == (200, {"received": True, "duplicate": False})
    assert seen == ["no-such-person@example.org", "b-1", "email.bounced"]

    seen.clear()
    deliver(webhooks, signed_request("email.sent", SECRET))
    deliver(webhooks, signed_request({"type": "email.new"}, SECRET))
    deliver(webhooks, signed_request({"type": "email.bounced"}, SECRET))
    assert seen == ["email.sent", ("unknown", "email.new"), "email.new", ("invalid", "email.bounced"), "email.bounced"]


def test_repeats_are_answered_and_not_handled(deliver: Any) -> None:
    webhooks = Webhooks(SECRET)
    seen: list[str] = []
    webhooks.on_any(lambda event: seen.append(event.type))
    request = signed_request("email.sent", SECRET)
    assert [deliver(webhooks, request).body["duplicate"] for _ in range(3)] == [False, True, True]
    again = signed_request(request.body, SECRET, delivery_id="another")
    assert deliver(webhooks, again).body == {"received": True, "duplicate": True}
    assert seen == ["email.sent"]


def test_a_failure_lets_the_retry_in(deliver: Any, caplog: pytest.LogCaptureFixture) -> None:
    webhooks = Webhooks(SECRET)
    failures = [RuntimeError("the database is down")]

    @webhooks.on("email.sent")
    def sent(event: object) -> None:
        if failures:
            raise failures.pop()

    request = signed_request("email.sent", SECRET)
    assert deliver(webhooks, request).status == 500
    assert "the database is down" in caplog.text
    assert deliver(webhooks, request).body == {"received": True, "duplicate": False}


def test_refusals_have_their_status_and_are_logged(deliver: Any, caplog: pytest.LogCaptureFixture) -> None:
    webhooks = Webhooks(SECRET)
    answer = deliver(webhooks, signed_request("email.sent", "another secret"))
    assert answer.status == 401
    assert set(answer.body) == {"code", "message", "hint", "status"}
    assert "signature_mismatch" in caplog.text


def test_the_log_has_id_type_and_time_and_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    webhooks = Webhooks(SECRET)
    request = signed_request("email.sent", SECRET, delivery_id="d-7")
    with caplog.at_level(logging.DEBUG):
        webhooks.handle(request.body, request.headers)
    assert "d-7" in caplog.text
    assert "email.sent" in caplog.text
    assert SECRET not in caplog.text
    assert request.headers["X-Webhook-Signature"] not in caplog.text


def test_a_logger_of_one_s_own() -> None:
    records: list[logging.LogRecord] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    own = logging.Logger("own")
    own.addHandler(Kept())
    Webhooks(SECRET, logger=own).handle(b"{}", {})
    assert [record.name for record in records] == ["own"]
    assert "missing_signature" in records[0].getMessage()


def test_where_the_secret_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    request = signed_request("email.sent", SECRET)
    monkeypatch.delenv("AUTOSEND_WEBHOOK_SECRET", raising=False)
    with pytest.raises(ConfigurationError):
        Webhooks().verifier  # noqa: B018
    monkeypatch.setenv("AUTOSEND_WEBHOOK_SECRET", SECRET)
    seen = Deduplicator()
    assert Webhooks(deduplicator=seen).handle(request.body, request.headers).body["duplicate"] is False
    assert Webhooks(Verifier(SECRET), deduplicator=seen).handle(request.body, request.headers).body["duplicate"] is True
    assert Webhooks(["old", SECRET], max_body=10).handle(request.body, request.headers).status == 413


def test_the_fixture(autosend_request: Any, verifier: Verifier) -> None:
    request = autosend_request(
        "email.bounced", SECRET, bounce_type="Transient", to={"email": "a@b.example"}, reason=None
    )
    event = verifier.verify(request.body, request.headers).event
    assert isinstance(event, EmailBounced)
    assert (event.data.bounce_type, event.data.to.email, event.data.reason) == ("Transient", "a@b.example", None)
    first = autosend_request("contact.created", SECRET, generation=1)
    assert verifier.verify(first.body, {**first.environ, "REQUEST_METHOD": "POST"}).event.generation == 1
    with pytest.raises(ValueError, match="no sample"):
        autosend_request("email.new", SECRET)


def test_deduplication(verifier: Verifier) -> None:
    seen = Deduplicator(window=60, capacity=10)
    request = signed_request("email.sent", SECRET)
    delivery = verifier.verify(request.body, request.headers)
    assert [seen.admit(delivery).outcome, seen.admit(delivery).outcome] == ["first", "in_progress"]
    seen.done(delivery)
    assert seen.admit(delivery).outcome == "duplicate"
    seen.forget(delivery)
    assert seen.admit(delivery).outcome == "first"
    assert delivery.sent_at_ms is not None
    assert Deduplicator(60).admit(delivery, delivery.sent_at_ms / 1000 + 61).outcome == "expired"
