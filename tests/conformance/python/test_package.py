"""Beyond the vectors: adapters, errors, repeats, contact fields."""

from __future__ import annotations

import asyncio
import copy
import io
import json
import pickle
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from wsgiref.simple_server import WSGIRequestHandler, make_server

import acme_webhooks
import autosend_webhooks_pure as package
import pytest
from acme_webhooks import testing as acme_testing
from autosend_webhooks_pure import errors, testing
from autosend_webhooks_pure.asgi import WebhookApplication as AsgiApplication
from autosend_webhooks_pure.testing import TEST_SECRET, sign, signed_request
from autosend_webhooks_pure.webhooks import Webhooks
from autosend_webhooks_pure.wsgi import WebhookApplication


SHARED = json.loads((Path(__file__).parents[2] / "vectors" / "deduplication.json").read_text())


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Does nothing."""


@pytest.fixture
def seen() -> list[package.Delivery]:
    """What was handed over."""
    return []


@pytest.fixture
def webhooks(seen: list[package.Delivery]) -> Webhooks:
    """Ones that collect deliveries."""
    webhooks = Webhooks(TEST_SECRET, max_body=4000)
    webhooks.on_any(lambda event, delivery: seen.append(delivery))
    return webhooks


@pytest.fixture(params=["wsgi", "asgi"])
def post(request: pytest.FixtureRequest, webhooks: Webhooks) -> Iterator[Any]:
    """Sends a request through a door and returns status and answer."""
    if request.param == "asgi":
        yield lambda body, headers, method="POST": asyncio.run(post_asgi(webhooks, body, headers, method))
        return
    server = make_server("127.0.0.1", 0, WebhookApplication(webhooks), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def send(body: bytes, headers: dict[str, str], method: str = "POST") -> tuple[int, Any]:
        url = f"http://127.0.0.1:{server.server_port}/"
        data = urllib.request.Request(url, body if method == "POST" else None, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(data, timeout=60) as response:  # noqa: S310
                return response.status, json.load(response)
        except HTTPError as error:
            with error:
                text = error.read()
                return error.code, json.loads(text) if text else None

    yield send
    server.shutdown()
    thread.join()
    server.server_close()


async def post_asgi(webhooks: Webhooks, body: bytes, headers: dict[str, str], method: str) -> tuple[int, Any]:
    """A request as an ASGI server hands it over, in two pieces."""
    pieces = [
        {"type": "http.request", "body": body[:10], "more_body": True},
        {"type": "http.request", "body": body[10:], "more_body": False},
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        return pieces.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "headers": pairs}
    await AsgiApplication(webhooks)(scope, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_every_event_arrives_once(post: Any, seen: list[package.Delivery]) -> None:
    for event_type in package.EVENT_TYPES:
        request = signed_request(event_type, delivery_id=f"d-{event_type}")
        assert post(*request) == (200, {"received": True, "duplicate": False})
        assert post(*request) == (200, {"received": True, "duplicate": True})
    assert [delivery.type for delivery in seen] == list(package.EVENT_TYPES)


def test_refusals_have_their_status_and_code(post: Any) -> None:
    request = signed_request("email.sent")
    for body, headers, status, code in (
        (request.body + b" ", request.headers, 401, "signature_mismatch"),
        (b"x" * 4001, request.headers, 413, "body_too_large"),
        (request.body, {"Content-Type": "application/json"}, 401, "missing_signature"),
    ):
        answer = post(body, headers)
        assert (answer[0], answer[1]["code"]) == (status, code)
    assert post(b"", {}, "GET")[0] == 405


@pytest.mark.parametrize("kind", ["plain", "async"])
def test_what_fails_is_let_in_again(post: Any, webhooks: Webhooks, kind: str) -> None:
    failures = [RuntimeError("the database is down")]

    def plain(event: object) -> None:
        if failures:
            raise failures.pop()

    async def later(event: object) -> None:
        await asyncio.sleep(0)
        plain(event)

    webhooks.on("email.sent")(plain if kind == "plain" else later)
    request = signed_request("email.sent")
    assert post(*request) == (500, {"received": False, "code": "handler_failed"})
    assert post(*request) == (200, {"received": True, "duplicate": False})
    assert post(*request) == (200, {"received": True, "duplicate": True})


@pytest.mark.parametrize("code", errors.TABLE)
def test_every_code_has_a_class_a_status_and_a_hint(code: str) -> None:
    error = errors.refusal(code, "so it is")
    assert type(error) is errors.FAMILIES[code]
    assert str(error) == f"{code}: {errors.TABLE[code].meaning} (so it is)"
    assert error.to_dict()["status"] == errors.TABLE[code].status
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301
        assert twin.to_dict() == error.to_dict()


@pytest.mark.parametrize("body", ["{}", {}, None, 1, io.BytesIO()])
def test_what_is_no_bytes_is_a_parsed_body(body: Any) -> None:
    with pytest.raises(package.ConfigurationError) as caught:
        package.Verifier(TEST_SECRET).verify(body, {})
    assert caught.value.code == "body_already_parsed"


def test_no_secret_shows() -> None:
    verifier = package.Verifier([TEST_SECRET])
    shown = [repr(getattr(verifier, name)) for name in package.Verifier.__slots__]
    assert TEST_SECRET not in repr(verifier) + "".join(shown)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_deduplication(case: dict[str, Any]) -> None:
    seen = package.Deduplicator(case["window_ms"] / 1000, case["capacity"])
    verifier = package.Verifier(SHARED["secret"], tolerance=None)
    for step in case["steps"]:
        what = case["deliveries"][step["delivery"]]
        body = what["body"].encode()
        delivery = verifier.verify(body, verifier.sign(body, delivery_id=what["id"]))
        if step["do"] == "admit":
            assert seen.admit(delivery, step["at_ms"] / 1000)._asdict() == step["expect"], case["why"]
        else:
            getattr(seen, step["do"])(delivery)


def test_events_are_frozen_pickle_and_compare() -> None:
    body = testing.sample("email.bounced")
    assert body is not None
    event = package.parse_event(body)
    for thing in (event, event.data):
        for twin in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing)):  # noqa: S301
            assert (twin, hash(twin)) == (thing, hash(thing))
    delivery = package.Verifier(TEST_SECRET).verify(*signed_request("email.sent"))
    assert pickle.loads(pickle.dumps(delivery)).event == delivery.event  # noqa: S301
    for target in (event, event.data):
        with pytest.raises(AttributeError):
            target.extra = {}


def test_explain_finds_the_mistake_and_accepts_nothing() -> None:
    verifier = package.Verifier(TEST_SECRET)
    body = b'{"type":"email.sent"}'
    headers = verifier.sign(body)
    assert verifier.explain(body, headers) == (None, ())
    assert [cause.cause for cause in verifier.explain(body + b"\n", headers).causes] == ["trailing_newline"]
    assert [cause.cause for cause in verifier.explain(b"[]", headers).causes] == ["unknown"]


def test_contact_fields_are_attributes() -> None:
    body = acme_testing.sample("contact.created")
    assert body is not None
    event = acme_webhooks.parse_event(body)
    assert isinstance(event, acme_webhooks.ContactCreated)
    assert (event.data.plan, event.data.seats, event.data.tags) == ("pro", 12, ("beta", "eu"))
    assert (event.data.lifetime_value, event.data.newsletter, event.data.renews_at) == (1249.5, True, None)
    assert event.data.extra == {"address": {"city": "London", "zip": None}}
    misfit = acme_webhooks.parse_event(body.replace(b'"plan": "pro"', b'"plan": 7'))
    assert isinstance(misfit, acme_webhooks.Invalid)
    assert misfit.data["plan"] == 7
