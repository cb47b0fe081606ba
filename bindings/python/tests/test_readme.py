"""The snippets of the README that are no whole examples."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from autosend_webhooks.testing import signed_request
from conftest import SECRET
from starlette.testclient import TestClient

RECEIVED = {"received": True, "duplicate": False}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret where the snippets expect it."""
    monkeypatch.setenv("AUTOSEND_WEBHOOK_SECRET", SECRET)


def test_starlette() -> None:
    # region: starlette
    from autosend_webhooks.starlette import Webhooks, webhook_route
    from starlette.applications import Starlette

    webhooks = Webhooks()
    app = Starlette(routes=[webhook_route(webhooks)])  # POST /webhooks
    # endregion
    request = signed_request("email.sent", SECRET)
    assert TestClient(app).post("/webhooks", content=request.body, headers=request.headers).json() == RECEIVED


def test_aws_lambda() -> None:
    # region: lambda
    from autosend_webhooks.aws_lambda import Webhooks, webhook_handler

    webhooks = Webhooks()
    lambda_handler = webhook_handler(webhooks)
    # endregion
    request = signed_request("email.sent", SECRET)
    answer = lambda_handler({"body": request.body.decode(), "headers": request.headers}, None)
    assert json.loads(answer["body"]) == RECEIVED


def test_wsgi() -> None:
    # region: wsgi
    from autosend_webhooks.wsgi import WebhookApplication, Webhooks

    webhooks = Webhooks()
    application = WebhookApplication(webhooks)
    # endregion
    request = signed_request("email.sent", SECRET)
    with httpx.Client(transport=httpx.WSGITransport(application), base_url="http://test") as client:
        assert client.post("/", content=request.body, headers=request.headers).json() == RECEIVED


def test_asgi() -> None:
    # region: asgi
    from autosend_webhooks.asgi import WebhookApplication, Webhooks

    webhooks = Webhooks()
    application = WebhookApplication(webhooks)
    # endregion
    request = signed_request("email.sent", SECRET)
    assert TestClient(application).post("/", content=request.body, headers=request.headers).json() == RECEIVED


def test_a_path_operation_of_ones_own() -> None:
    import fastapi

    app = fastapi.FastAPI()
    # region: dependency
    from typing import Annotated

    from autosend_webhooks import Delivery, Verifier
    from autosend_webhooks.fastapi import VerifiedDelivery
    from fastapi import Depends

    verified = Depends(VerifiedDelivery(Verifier(SECRET)))

    async def receive(delivery: Annotated[Delivery, verified]) -> dict[str, bool]:
        print(delivery.id, delivery.event)
        return {"received": True}

    # endregion
    # The annotations are text here, and name what a function has for itself.
    receive.__annotations__ = {"delivery": Annotated[Delivery, verified], "return": dict[str, bool]}
    app.post("/mine")(receive)
    request = signed_request("email.sent", SECRET)
    assert TestClient(app).post("/mine", content=request.body, headers=request.headers).json() == {"received": True}


def test_anywhere_else(capsys: pytest.CaptureFixture[str]) -> None:
    # region: anywhere
    from autosend_webhooks import EmailBounced, Unknown, Verifier, WebhookError

    verifier = Verifier(SECRET)  # or a list of secrets, while one is being replaced

    def receive(body: bytes, headers: Mapping[str, str]) -> int:
        try:
            delivery = verifier.verify(body, headers)  # the raw bytes; a mapping, pairs, or a WSGI environment
        except WebhookError as error:
            return error.status  # and error.code, error.message, error.hint
        match delivery.event:
            case EmailBounced(data=data):
                print(data.to.email, data.bounce_type, data.reason)
            case Unknown(name):
                print("new to this version:", name)
        return 200

    # endregion
    bounce = signed_request("email.bounced", SECRET, reason="no such user")
    assert receive(bounce.body, bounce.headers) == 200
    assert "no such user" in capsys.readouterr().out
    assert receive(b"{}", bounce.headers) == 401


class Client:
    """As a framework's test client."""

    def post(self, _path: str, data: bytes, headers: Mapping[str, str]) -> Any:
        from autosend_webhooks.wsgi import Webhooks, respond

        environ: dict[str, Any] = {"HTTP_" + name.upper().replace("-", "_"): text for name, text in headers.items()}
        environ |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data)}
        return type("Response", (), {"status_code": respond(Webhooks(), environ).status})


@pytest.fixture
def client() -> Client:
    """The client of the snippet."""
    return Client()


# region: testing
def test_bounce(client: Client) -> None:
    request = signed_request("email.bounced", SECRET, bounce_type="Transient")
    assert client.post("/webhooks", data=request.body, headers=request.headers).status_code == 200


# endregion
