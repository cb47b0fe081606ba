"""A generated package, with contact fields and under another name: beyond the vectors, what a copy could have lost."""

from __future__ import annotations

import asyncio
import json
import pickle
import threading
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any
from urllib.error import HTTPError
from wsgiref.simple_server import WSGIRequestHandler, make_server

import acme_webhooks as package
import pytest
from acme_webhooks.asgi import WebhookApplication as AsgiApplication
from acme_webhooks.testing import TEST_SECRET, sample, signed_request
from acme_webhooks.webhooks import Webhooks
from acme_webhooks.wsgi import WebhookApplication


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
    """Sends a request through an adapter and returns status and response."""
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


def test_nothing_native_is_in_it() -> None:
    assert package.backend == "pure"
    assert find_spec("acme_webhooks._native") is None


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


def test_contact_fields_are_attributes() -> None:
    body = sample("contact.created")
    assert body is not None
    event = package.parse_event(body)
    assert isinstance(event, package.ContactCreated)
    assert (event.data.plan, event.data.seats, event.data.tags) == ("pro", 12, ("beta", "eu"))
    assert (event.data.lifetime_value, event.data.newsletter, event.data.renews_at) == (1249.5, True, None)
    assert event.data.extra == {"address": {"city": "London", "zip": None}}
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301
    invalid = package.parse_event(body.replace(b'"plan": "pro"', b'"plan": 7'))
    assert isinstance(invalid, package.Invalid)
    assert invalid.data["plan"] == 7
