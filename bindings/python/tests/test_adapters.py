"""The adapters: each framework's own test client, the same requests, the same answers."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import subprocess
import sys
from typing import Annotated, Any, Callable

import fastapi
import flask
import httpx
import pytest
from autosend_webhooks import Delivery, Verifier, WebhookError, asgi, aws_lambda, wsgi
from autosend_webhooks import fastapi as for_fastapi
from autosend_webhooks import flask as for_flask
from autosend_webhooks import starlette as for_starlette
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRET
from fastapi.testclient import TestClient
from servers import django_views, flask_application
from starlette.applications import Starlette

Response = tuple[int, dict[str, Any]]
Post = Callable[[Webhooks, SignedRequest], Response]
LIMIT = 2000


def by_flask(webhooks: Webhooks, request: SignedRequest) -> Response:
    # Buffered: read to its end and closed, as servers do.
    response = (
        flask_application(webhooks)
        .test_client()
        .post("/webhooks", data=request.body, headers=request.headers, buffered=True)
    )
    return response.status_code, response.get_json()


def by_fastapi(webhooks: Webhooks, request: SignedRequest) -> Response:
    app = fastapi.FastAPI()
    app.include_router(for_fastapi.webhook_router(webhooks))
    response = TestClient(app).post("/webhooks", content=request.body, headers=request.headers)
    return response.status_code, response.json()


def by_starlette(webhooks: Webhooks, request: SignedRequest) -> Response:
    app = Starlette(routes=[for_starlette.webhook_route(webhooks)])
    response = TestClient(app).post("/webhooks", content=request.body, headers=request.headers)
    return response.status_code, response.json()


def by_asgi(webhooks: Webhooks, request: SignedRequest) -> Response:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(asgi.WebhookApplication(webhooks)), base_url="http://test")

    async def chunks() -> Any:
        for start in range(0, len(request.body), 100):
            yield request.body[start : start + 100]

    response = asyncio.run(client.post("/webhooks", content=chunks(), headers=request.headers))
    return response.status_code, response.json()


def by_wsgi(webhooks: Webhooks, request: SignedRequest) -> Response:
    transport = httpx.WSGITransport(wsgi.WebhookApplication(webhooks))
    response = httpx.Client(transport=transport, base_url="http://test").post(
        "/webhooks", content=request.body, headers=request.headers
    )
    return response.status_code, response.json()


def by_lambda(webhooks: Webhooks, request: SignedRequest) -> Response:
    event = {"body": request.body.decode(errors="replace"), "headers": request.headers, "isBase64Encoded": False}
    answer = aws_lambda.webhook_handler(webhooks)(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def by_lambda_base64(webhooks: Webhooks, request: SignedRequest) -> Response:
    event = {
        "body": base64.b64encode(request.body).decode(),
        "multiValueHeaders": {name: [text] for name, text in request.headers.items()},
        "isBase64Encoded": True,
    }
    answer = aws_lambda.webhook_handler(webhooks)(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def by_django(webhooks: Webhooks, request: SignedRequest) -> Response:
    views = django_views()
    from django.test import RequestFactory

    post = RequestFactory().post(
        "/webhooks", data=request.body, content_type="application/json", headers=request.headers
    )
    response = views.webhook_view(webhooks)(post)
    response.close()
    return response.status_code, json.loads(response.content)


def by_django_async(webhooks: Webhooks, request: SignedRequest) -> Response:
    views = django_views()
    from django.test import AsyncRequestFactory

    post = AsyncRequestFactory().post(
        "/webhooks", data=request.body, content_type="application/json", headers=request.headers
    )

    response = asyncio.run(views.async_webhook_view(webhooks)(post))
    return response.status_code, json.loads(response.content)


ADAPTERS = [
    by_flask, by_fastapi, by_starlette, by_asgi, by_wsgi, by_lambda, by_lambda_base64, by_django, by_django_async,
]  # fmt: skip


@pytest.fixture(params=ADAPTERS, ids=lambda adapter: adapter.__name__)
def post(request: pytest.FixtureRequest) -> Post:
    """One of the adapters."""
    adapter: Post = request.param
    return adapter


def test_accepted_once(post: Post) -> None:
    webhooks = Webhooks(SECRET)
    seen: list[str] = []
    webhooks.on("email.bounced")(lambda event, delivery: seen.append(delivery.id))
    request = signed_request("email.bounced", SECRET, delivery_id="d-1", subject="Grüße ✓")
    assert post(webhooks, request) == (200, {"received": True, "duplicate": False})
    assert post(webhooks, request) == (200, {"received": True, "duplicate": True})
    assert seen == ["d-1"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        (lambda request: SignedRequest(request.body + b" ", request.headers), 401, "signature_mismatch"),
        (lambda request: SignedRequest(b"", request.headers), 401, "signature_mismatch"),
        (lambda request: SignedRequest(request.body, {"Content-Type": "text/plain"}), 401, "missing_signature"),
        (lambda request: signed_request("email.sent", SECRET, timestamp=1), 400, "timestamp_too_old"),
        (lambda request: signed_request(b"x" * (LIMIT + 1), SECRET), 413, "body_too_large"),
        (lambda request: signed_request(b"x" * LIMIT, SECRET), 400, "body_not_json"),
    ],
)
def test_refused(post: Post, change: Any, status: int, code: str) -> None:
    webhooks = Webhooks(SECRET, max_body=LIMIT)
    got, body = post(webhooks, change(signed_request("email.sent", SECRET)))
    assert (got, body["code"]) == (status, code)


def test_flask_in_a_view_of_ones_own(verifier: Verifier) -> None:
    app = flask.Flask(__name__)

    @app.before_request
    def look() -> None:
        flask.request.get_json(silent=True)

    @app.errorhandler(WebhookError)
    def refuse(error: WebhookError) -> Any:
        return error.to_dict(), error.status

    @app.post("/mine")
    def mine() -> Any:
        return {"id": for_flask.verify_request(verifier).id}

    request = signed_request("email.sent", SECRET, delivery_id="d-9")
    client = app.test_client()
    assert client.post("/mine", data=request.body, headers=request.headers).get_json() == {"id": "d-9"}
    assert client.post("/mine", data=b"{}", headers=request.headers).status_code == 401


def test_flask_takes_the_secret_from_the_config() -> None:
    app = flask.Flask(__name__)
    app.config["AUTOSEND_WEBHOOK_SECRET"] = SECRET
    webhooks = for_flask.Webhooks(app, path="/hook")
    assert app.extensions["autosend_webhooks"] is webhooks
    request = signed_request("email.sent", SECRET)
    assert app.test_client().post("/hook", data=request.body, headers=request.headers).status_code == 200
    assert app.test_client().get("/hook").status_code == 405


def test_flask_calls_handlers_at_once_while_testing() -> None:
    app = flask.Flask(__name__)
    app.testing = True
    webhooks = for_flask.Webhooks(app, SECRET, answer="at-once")
    seen: list[object] = []
    webhooks.on("email.sent")(lambda event: seen.append(event))
    request = signed_request("email.sent", SECRET)
    app.test_client().post("/webhooks", data=request.body, headers=request.headers)
    assert len(seen) == 1


def test_fastapi_as_a_dependency(verifier: Verifier) -> None:
    app = fastapi.FastAPI()
    verified = for_fastapi.VerifiedDelivery(verifier)

    def mine(delivery: Any) -> Any:
        return {"id": delivery.id}

    mine.__annotations__ = {"delivery": Annotated[Delivery, fastapi.Depends(verified)]}
    app.post("/mine")(mine)
    request = signed_request("email.sent", SECRET, delivery_id="d-9")
    client = TestClient(app)
    assert client.post("/mine", content=request.body, headers=request.headers).json() == {"id": "d-9"}
    refused = client.post("/mine", content=b"{}", headers=request.headers)
    assert (refused.status_code, refused.json()["detail"]["code"]) == (401, "signature_mismatch")


@pytest.mark.parametrize("application", ["wsgi", "asgi"])
def test_other_methods(application: str) -> None:
    webhooks = Webhooks(SECRET)
    if application == "wsgi":
        transport = httpx.WSGITransport(wsgi.WebhookApplication(webhooks))
        response = httpx.Client(transport=transport, base_url="http://test").get("/")
    else:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(asgi.WebhookApplication(webhooks)), base_url="http://test"
        )
        response = asyncio.run(client.get("/"))
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_stream_that_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, size or 7))

    request = signed_request("email.sent", SECRET)
    environ = {
        **request.environ,
        "REQUEST_METHOD": "POST",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": Slow(request.body),
    }
    assert wsgi.respond(Webhooks(SECRET), environ).status == 200


@pytest.mark.parametrize("body", [{"type": "email.sent"}, None, "no base64!"])
def test_lambda_bodies_that_are_none(body: Any) -> None:
    answer = aws_lambda.webhook_handler(Webhooks(SECRET))(
        {"body": body, "headers": None, "isBase64Encoded": True}, None
    )
    assert answer["statusCode"] in (401, 500)


def test_every_framework_is_optional() -> None:
    code = (
        "import sys, autosend_webhooks.webhooks, autosend_webhooks.wsgi, autosend_webhooks.asgi, "
        "autosend_webhooks.aws_lambda, autosend_webhooks.testing; "
        "print({'flask', 'fastapi', 'starlette', 'django', 'pydantic', 'pytest'} & set(sys.modules))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.strip() == "set()"
